"""Whom the regulation set asks about a subject, on which criteria, and until when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from orgchart.kinds import CollectiveKind, Level, OrganizationKind
from reviews.models import Degree, Subject, SubjectKind
from reviews.regulations.sets import RegulationSet

OWN_CRITERIA = "ownCriteria"
GRASSROOTS = "grassroots_committee"
_COMMITTEES = frozenset(
    {
        CollectiveKind.STANDING_COMMITTEE,
        CollectiveKind.EXECUTIVE_COMMITTEE,
        OrganizationKind.PARTY_COMMITTEE,
        OrganizationKind.PARTY_CELL,
    }
)
_DAYS = re.compile(r"(\d+)\s*ngày")
_USUAL_DAYS = 10


@dataclass(frozen=True)
class Asked:
    """One criterion on which an opinion is asked."""

    code: str
    title: str


def body_type(subject: Subject) -> str:
    """The type under which the lists of a set name a subject."""
    if subject.kind == SubjectKind.INDIVIDUAL:
        return "individual"
    if subject.collective is not None:
        return str(subject.collective.kind)
    return str(subject.organization.kind) if subject.organization is not None else "other"


def own_key(subject: Subject) -> str:
    """The key under which a district sets its own form for grassroots committees. (HY-B.II.1.6-6)"""
    is_committee = body_type(subject) in _COMMITTEES and subject.unit.level in {Level.COMMUNE, Level.UNIT}
    return GRASSROOTS if is_committee else ""


def _value(rules: RegulationSet, name: str, subject: Subject) -> object:
    """What the set says for grassroots committees, else for the type, else for everybody."""
    for key in dict.fromkeys((own_key(subject), body_type(subject), "")):
        entry = rules.entries.get(f"{name}[{key}]")
        if entry is not None and entry.value:
            return entry.value
    return None


def questions(rules: RegulationSet, subject: Subject) -> list[Asked]:
    """The own questions of the set, which stand in place of the criteria; none where it keeps Mẫu 03."""
    found = _value(rules, "opinion.questions", subject)
    texts = found if isinstance(found, (list, tuple)) else ()
    return [Asked(f"c{number}", str(text)) for number, text in enumerate(texts, start=1)]


def degree_words(rules: RegulationSet, subject: Subject) -> list[str]:
    """The own words for the four degrees, the best first; empty where those of Mẫu 03 stand."""
    found = _value(rules, "opinion.degrees", subject)
    words = [str(one) for one in found] if isinstance(found, (list, tuple)) else []
    return words if len(words) == len(Degree.values) else []


def participants(rules: RegulationSet, subject: Subject) -> tuple[str, ...]:
    """The bodies that the set names for a subject; empty where it leaves the choice. (HY-B.II.1.5-2, HY-B.II.1.6-4)"""
    value = rules.entries.get(f"opinion.participants[{body_type(subject)}]")
    return tuple(str(name) for name in value.value) if value is not None and isinstance(value.value, tuple) else ()


def form_label(rules: RegulationSet, subject: Subject) -> str:
    """The form that the set prescribes for the request. (HY-B.II.1.6-6)"""
    return str(_value(rules, "opinion.form", subject) or "Mẫu 03")


def criteria(rules: RegulationSet, subject: Subject) -> list[Asked]:
    """Every criterion by which the subject is judged, or the own questions of the set."""
    return questions(rules, subject) or [
        Asked(row.code, row.title) for row in rules.criteria_for(body_type(subject), subject.position).criteria
    ]


def words_of(criteria: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the four degrees are called in a request: the own words of the set, else those of Mẫu 03."""
    own = criteria[0].get("degrees") if criteria else None
    words = own if isinstance(own, list) and len(own) == len(Degree.values) else [str(one.label) for one in Degree]
    return dict(zip(Degree.values, words, strict=True))


def only_own_criteria(rules: RegulationSet) -> bool:
    """Whether a participant judges only what lies in its own field. (HY-B.II.1.6-5, HY-B.II.1.6-8)"""
    return rules.value("opinion.scope") == OWN_CRITERIA


def usual_return_date(rules: RegulationSet, today: date) -> date:
    """The return date that is proposed: so many days after sending."""
    found = _DAYS.search(str(rules.value("opinion.returnDate") or ""))
    return today + timedelta(days=int(found.group(1)) if found else _USUAL_DAYS)
