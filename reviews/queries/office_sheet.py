"""The point sheet of an office in the record of its meeting: the lines of the set with what the meeting agreed on.

An office is a unit of the state below the agency; its set says that offices are scored. (SL-IV.3-6)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviews.models import Conference, OfficeScore, Subject
from reviews.offices import is_office
from reviews.queries.conferences import body_organization
from reviews.queries.regulations import set_of
from reviews.regulations.rows import ScoreGroup
from reviews.regulations.scoring import bare
from reviews.states import ConferenceState

OVER = (ConferenceState.CLOSED, ConferenceState.SIGNED)


@dataclass(frozen=True)
class SheetLine:
    """One line: what is scored, the most points, and what the meeting agreed on so far."""

    key: str
    title: str
    part: str
    most: int
    row: OfficeScore

    @property
    def anchor(self) -> str:
        """Where the line stands on the page."""
        return f"id_points_{self.key}"

    @property
    def points(self) -> Decimal | None:
        """What the meeting agreed on."""
        return bare(self.row.points)

    @property
    def missing(self) -> str:
        """What keeps the meeting from being closed; empty where nothing does."""
        return f"Chưa thống nhất điểm “{self.title}”" if self.row.points is None else ""


def is_office_meeting(conference: Conference) -> bool:
    """Whether the meeting is one of an office that the set of the year scores by points."""
    if conference.collective is None:
        return False
    scored = bool(set_of(conference.cycle).value_if_known("unit.scoring"))
    return scored and is_office(body_organization(conference))


def sheet_of(conference: Conference) -> list[SheetLine]:
    """The sheet of a meeting; nothing for meetings without one, and where the set has no lines yet."""
    groups = score_groups(conference)
    rows = {row.key: row for row in OfficeScore.objects.filter(conference=conference)} if groups else {}
    rules = set_of(conference.cycle)
    return [
        SheetLine(
            one.key,
            one.title,
            one.part,
            rules.most_points(one),
            rows.get(one.key) or OfficeScore(tenant_id=conference.tenant_id, conference=conference, key=one.key),
        )
        for one in groups
    ]


def score_groups(conference: Conference) -> tuple[ScoreGroup, ...]:
    """What the set scores an office by."""
    return set_of(conference.cycle).score_groups("collective") if is_office_meeting(conference) else ()


def total_of(sheet: Sequence[SheetLine]) -> Decimal | None:
    """The sum of the agreed points; None while a line is empty."""
    return points_of([line.points for line in sheet])


def points_of(lines: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of points, as somebody would write it; None while one is missing."""
    return bare(sum((one for one in lines if one is not None), Decimal(0))) if lines and None not in lines else None


def unscored(conference: Conference) -> list[str]:
    """The lines without points, in words, as they keep the meeting from being closed. (SL-IV.3-6)"""
    return [line.missing for line in sheet_of(conference) if line.missing]


def agreed_points(subject: Subject) -> dict[str, Decimal]:
    """What the closed meeting of an office agreed on, by line."""
    if subject.collective_id is None:
        return {}
    rows = OfficeScore.objects.filter(
        conference__collective=subject.collective_id, conference__cycle=subject.cycle_id, conference__state__in=OVER
    )
    found = rows.order_by("conference__starts_at", "pk").values_list("key", "points")
    return {key: points for key, points in found if points is not None}
