"""Levels that were decided below: what a tenant tells its superior of, and what it was told itself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from ratings.engine import board as asked
from ratings.engine.scales import Level
from ratings.models import DecisionItem, LevelReference, RatingCase
from reviews.models import Cycle, RatingPlace, ReferenceKind, Subject, SubjectReference


@dataclass(frozen=True)
class HeadedBody:
    """A body with its level as it stands; all but the name is empty while there is none."""

    body: str
    level: str = ""
    code: str = ""
    decided_on: str = ""

    def plain(self) -> dict[str, str]:
        """The values that travel."""
        return asdict(self)


def headed_bodies(head: Subject) -> list[HeadedBody]:
    """The bodies of a subject that is rated above, as far as they are rated here (three queries)."""
    rows = SubjectReference.objects.filter(
        subject=head, kind=ReferenceKind.HEADS, reference__rating=RatingPlace.HERE, reference__person=None
    )
    bodies = [row.reference for row in rows.select_related("reference").order_by("pk")]
    cases = {case.subject_id: case for case in RatingCase.objects.filter(subject__in=bodies)}
    items = DecisionItem.objects.filter(case__subject__in=bodies).select_related("decision").order_by("pk")
    decisions = {item.case_id: item.decision for item in items}
    found = []
    for body in bodies:
        case = cases.get(body.pk)
        decision = decisions.get(case.pk) if case is not None and case.level else None
        if case is None or decision is None:
            found.append(HeadedBody(body.name))
        else:
            found.append(HeadedBody(body.name, case.level, decision.code, decision.decided_on.isoformat()))
    return found


def heads_above(subject_ids: Iterable[int]) -> list[Subject]:
    """Who heads one of these bodies and is rated by the superior."""
    rows = Subject.objects.filter(
        rating=RatingPlace.SUPERIOR, references__reference__in=list(subject_ids), references__kind=ReferenceKind.HEADS
    )
    return list(rows.select_related("cycle", "decided_by").distinct().order_by("pk"))


def told_levels(cycle: Cycle) -> dict[int, list[LevelReference]]:
    """What was told of the bodies below, by the head who is rated here (one query)."""
    found: dict[int, list[LevelReference]] = defaultdict(list)
    for row in LevelReference.objects.filter(subject__cycle=cycle).select_related("sender").order_by("pk"):
        found[row.subject_id].append(row)
    return found


def body_of(row: dict[str, Any]) -> HeadedBody:
    """A body as it arrived."""
    return HeadedBody(**{name: str(row.get(name) or "") for name in ("body", "level", "code", "decided_on")})


def told_id(row: LevelReference) -> str:
    """The id for the engine of a body that is rated below."""
    return f"duoi-{row.pk}"


def told_body(row: LevelReference) -> asked.Subject:
    """The body for the engine: its level as it was told, pending while there is none."""
    return asked.Subject(
        id=told_id(row),
        kind=asked.SubjectKind.COLLECTIVE,
        name=row.body,
        review_closed=False,
        fixed_level=Level[row.level] if row.level else None,
    )
