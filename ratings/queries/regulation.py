"""The regulation set of a cycle, as the appraisal and the engine need it."""

from collections.abc import Mapping

from ratings.engine.from_set import rules_of as rules_of_set
from ratings.engine.rules import RatingRules
from ratings.models import GroupKind
from reviews.models import Cycle, FormKind, Subject, SubjectKind
from reviews.queries import set_of
from reviews.regulations.rows import FrameCriterion
from reviews.regulations.sets import RegulationSet

# Which headings of the form show what the subject thinks of a criterion, the first one present counts; 2d of the
# committees has no heading of its own. Item degrees belong to the form, criterion degrees to the rating.
_OF_PERSONS: dict[str, tuple[str, ...]] = {
    "1a": ("I-1",), "1b": ("I-1",), "1c": ("I-1",), "1d": ("I-1",), "2a": ("I-2",), "2b": ("I-2",),
    "3": ("III", "I-3"),
}  # fmt: skip
FORM_HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    FormKind.COLLECTIVE_REPORT: {
        "2b": ("I-1",), "2a": ("I-2",), "2c": ("I-2",), "1a": ("I-3",), "1b": ("I-5",), "3": ("III",),
    },
    FormKind.LEADER_REVIEW: _OF_PERSONS,
    FormKind.MEMBER_REVIEW: _OF_PERSONS,
    FormKind.OUTSIDE_REVIEW: _OF_PERSONS,
}  # fmt: skip


def own_degrees(form_kind: str, degrees: Mapping[str, str]) -> dict[str, str]:
    """Degrees per criterion that follow from the degrees of the form."""
    headings = FORM_HEADINGS.get(form_kind, {})
    found = {code: [degrees[key] for key in keys if degrees.get(key)] for code, keys in headings.items()}
    return {code: given[0] for code, given in found.items() if given}


def regulation_of(cycle: Cycle) -> RegulationSet:
    """The set that the cycle was opened with."""
    return set_of(cycle)


def rules_of(cycle: Cycle) -> RatingRules:
    """The values of the set that the engine needs."""
    return rules_of_set(regulation_of(cycle))


def criteria_of(subject: Subject, regulation: RegulationSet) -> tuple[FrameCriterion, ...]:
    """The criteria by which a subject is judged, in the order of the frame; none in a set that judges by points.

    A person is judged by those of the reviewed post, where the set has some. (HY-B.I.3.2-4)
    """
    if regulation.scoring is not None:
        return ()
    return regulation.criteria_for(_body_type(subject), subject.position).criteria


def attestations_of(subject: Subject, regulation: RegulationSet) -> tuple[str, ...]:
    """Conditions of the top level that cannot be computed; the documents ask them of collectives (HY-B.II.1.4-1)."""
    if subject.kind == SubjectKind.INDIVIDUAL or regulation.scoring is not None:
        return ()
    value = regulation.value("level.XS.attestations")
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _body_type(subject: Subject) -> str:
    if subject.kind == SubjectKind.INDIVIDUAL:
        return "individual"
    if subject.collective is not None:
        return subject.collective.kind
    return subject.organization.kind if subject.organization is not None else "other"


def group_of(subject: Subject, regulation: RegulationSet) -> tuple[str, str, int]:
    """Kind, name and position of the cap group of a subject.

    A set that counts small groups per place compares all of a kind there (CC-III.3-1); the others compare kinds of
    collectives and equivalent titles (HY-B.II.1.4-5, HY-B.II.2-7).
    """
    per_place = regulation.value("cap.smallGroup.scope") == "place"
    if subject.kind == SubjectKind.COLLECTIVE and subject.collective is not None:
        kind = subject.collective.get_kind_display()
        return GroupKind.COLLECTIVES, GroupKind.COLLECTIVES.label if per_place else f"Tập thể: {kind}", 20
    if subject.kind != SubjectKind.INDIVIDUAL:
        return GroupKind.PARTY_ORGANIZATIONS, _organizations(subject), 10
    if per_place or not subject.title_group:
        return GroupKind.LEADERS, GroupKind.LEADERS.label, 30
    return GroupKind.LEADERS, f"Chức danh: {subject.title_group}", 30


def _organizations(subject: Subject) -> str:
    is_party = subject.kind == SubjectKind.PARTY_ORGANIZATION
    return GroupKind.PARTY_ORGANIZATIONS.label if is_party else SubjectKind.ORGANIZATION.label
