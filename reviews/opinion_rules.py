"""Whom the regulation set asks about a subject, on which criteria, and until when."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reviews.models import Subject, SubjectKind
from reviews.regulations.sets import RegulationSet

OWN_CRITERIA = "ownCriteria"
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


def participants(rules: RegulationSet, subject: Subject) -> tuple[str, ...]:
    """The bodies that the set names for a subject; empty where it leaves the choice. (HY-B.II.1.5-2, HY-B.II.1.6-4)"""
    value = rules.entries.get(f"opinion.participants[{body_type(subject)}]")
    return tuple(str(name) for name in value.value) if value is not None and isinstance(value.value, tuple) else ()


def form_label(rules: RegulationSet, subject: Subject) -> str:
    """The form that the set prescribes for the request. (HY-B.II.1.6-6)"""
    value = rules.entries.get(f"opinion.form[{body_type(subject)}]") or rules.entries.get("opinion.form[]")
    return str(value.value) if value is not None and value.value else "Mẫu 03"


def criteria(rules: RegulationSet, subject: Subject) -> list[Asked]:
    """Every criterion by which the subject is judged."""
    return [Asked(row.code, row.title) for row in rules.criteria_for(body_type(subject), subject.position).criteria]


def only_own_criteria(rules: RegulationSet) -> bool:
    """Whether a participant judges only what lies in its own field. (HY-B.II.1.6-5, HY-B.II.1.6-8)"""
    return rules.value("opinion.scope") == OWN_CRITERIA


def usual_return_date(rules: RegulationSet, today: date) -> date:
    """The return date that is proposed: so many days after sending."""
    found = _DAYS.search(str(rules.value("opinion.returnDate") or ""))
    return today + timedelta(days=int(found.group(1)) if found else _USUAL_DAYS)
