"""How far a conference is prepared, who is invited, whose dates collide, who came. (CC-IIIb.1-2, HY-C.1-3, HY-C.1-4)"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from orgchart.kinds import Level
from orgchart.models import Person, Tenant
from reviews.models import (
    AgendaItem,
    Attendance,
    Conference,
    Cycle,
    Direction,
    Invitation,
    PreparationItem,
    SubjectKind,
    Suggestion,
)
from reviews.queries import conferences as found
from reviews.queries.conferences import Paper
from reviews.states import ConferenceState, SuggestionState

ROOM, INVITATIONS, PAPERS, LETTERS, SECRETARY = "room", "invitations", "papers", "letters", "secretary"
STANDARD = {
    ROOM: "Phòng họp, trang thiết bị, tài liệu tại chỗ",
    INVITATIONS: "Giấy mời đại biểu",
    PAPERS: "Tài liệu gửi thành viên hội nghị",
    LETTERS: "Gợi ý kiểm điểm (nếu có)",
    SECRETARY: "Thư ký ghi biên bản",
}


@dataclass(frozen=True)
class Point:
    """One line of the list; `missing` is what the records say is not done yet."""

    key: str
    title: str
    is_done: bool
    done_by: str = ""
    done_at: datetime | None = None
    missing: str = ""


def points_of(conference: Conference, papers: Sequence[Paper] | None = None) -> list[Point]:
    """The standard lines, then the office's own; a tick that the records contradict by now counts as open again."""
    rows = {row.key: row for row in PreparationItem.objects.filter(conference=conference).select_related("done_by")}
    own = [key for key in sorted(rows, key=lambda key: rows[key].pk) if key not in STANDARD]
    missing = _missing(conference, papers)
    return [
        _point(key, STANDARD.get(key) or rows[key].title, rows.get(key), missing.get(key, ""))
        for key in [*STANDARD, *own]
    ]


def _point(key: str, title: str, row: PreparationItem | None, missing: str) -> Point:
    is_done = row is not None and row.done_at is not None and not missing
    who = row.done_by.full_name if row is not None and row.done_by is not None else ""
    return Point(key, title, is_done, who if is_done else "", row.done_at if row and is_done else None, missing)


def _missing(conference: Conference, papers: Sequence[Paper] | None) -> dict[str, str]:
    waiting = [row.name for row in invitations_of(conference) if not row.is_sent_for(conference)]
    day = found.local_day(conference.starts_at)
    if papers is None:
        papers = found.papers_of(found.agenda_of(conference), day, found.rules_for(conference))
    unsent = [paper.subject.name for paper in papers if paper.sent_on is None]
    drafts = Suggestion.objects.filter(subject__agenda_items__conference=conference).exclude(state=SuggestionState.SENT)
    letters = list(dict.fromkeys(drafts.order_by("pk").values_list("subject_name", flat=True)))
    return {
        ROOM: "" if conference.location else "chưa ghi địa điểm họp.",
        INVITATIONS: f"chưa gửi giấy mời cho lịch hiện nay tới {_named(waiting)}." if waiting else "",
        PAPERS: f"chưa gửi dự thảo của {_named(unsent)}." if unsent else "",
        LETTERS: f"gợi ý chưa gửi tới {_named(letters)}." if letters else "",
        SECRETARY: "" if conference.secretary_id else "chưa chọn thư ký.",
    }


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} và {len(names) - 5} nơi khác"


def invitations_of(conference: Conference) -> QuerySet[Invitation]:
    """The list of invitations: superior bodies, then persons."""
    rows = Invitation.objects.filter(conference=conference).select_related(
        "person", "sent_by", "tenant", "conference__cycle"
    )
    return rows.order_by("person", "pk")


def directions_of(conference: Conference) -> QuerySet[Direction]:
    """What persons in charge said, newest first."""
    return Direction.objects.filter(conference=conference).select_related("entered_by").order_by("-given_on", "-pk")


def needs_direction(conference: Conference) -> bool:
    """Whether the set asks for the opinion of the person in charge and somebody here is managed by the province."""
    if not found.rules_for(conference).asks_direction:
        return False
    rows = AgendaItem.objects.filter(conference=conference)
    bodies = rows.exclude(subject__kind=SubjectKind.INDIVIDUAL)
    levels = set((bodies if bodies.exists() else rows).values_list("subject__decided_by__level", flat=True))
    if None in levels:
        levels = levels - {None} | {Tenant.objects.get(pk=conference.tenant_id).level}
    return Level.PROVINCE in levels


def lacks_direction(conference: Conference) -> bool:
    """Whether that opinion is needed and not recorded. (HY-C.1-5)"""
    return needs_direction(conference) and not Direction.objects.filter(conference=conference).exists()


def end_of(conference: Conference) -> datetime:
    """When a conference is over: half a day is four hours, whole days run to their evening."""
    whole, half = divmod(conference.days, Decimal(1))
    if not whole:
        return conference.starts_at + timedelta(hours=4)
    return conference.starts_at + timedelta(days=int(whole) - (0 if half else 1), hours=4 if half else 9)


@dataclass
class CalendarDay:
    """One conference on the calendar, with whoever is expected at another one at the same time."""

    conference: Conference
    ends_at: datetime
    is_mine: bool = False
    doubled: list[tuple[Person, Conference]] = field(default_factory=list)


def calendar_of(cycle: Cycle, person_id: int | None = None, *, only_mine: bool = False) -> list[CalendarDay]:
    """Every conference of a year by date, double bookings flagged (two queries). (SL-IV.4-3, HY-C.1-4)"""
    expected = (
        Attendance.objects.filter(person__isnull=False).select_related("person").order_by("person__sort_key", "pk")
    )
    rows = Conference.objects.filter(cycle=cycle).select_related("collective", "cell", "chair")
    rows = rows.prefetch_related(Prefetch("attendances", queryset=expected, to_attr="expected"))
    days = [CalendarDay(row, end_of(row)) for row in rows.order_by("starts_at", "pk")]
    _mark_doubles(days)
    for day in days:
        day.is_mine = person_id is not None and person_id in {row.person_id for row in _expected(day)}
    return [day for day in days if day.is_mine] if only_mine else days


def _expected(day: CalendarDay) -> list[Attendance]:
    rows: list[Attendance] = day.conference.expected  # type: ignore[attr-defined]
    return rows


def _mark_doubles(days: list[CalendarDay]) -> None:
    """Two conferences that a person is expected at and that overlap; what is over can not be mended."""
    by_person: dict[int, list[tuple[CalendarDay, Person]]] = defaultdict(list)
    for day in days:
        if day.conference.state in {ConferenceState.CLOSED, ConferenceState.SIGNED}:
            continue
        for row in _expected(day):
            if row.person is not None:
                by_person[row.person.pk].append((day, row.person))
    for bookings in by_person.values():
        for number, (one, person) in enumerate(bookings):
            for other, _ in bookings[number + 1 :]:
                if one.conference.starts_at < other.ends_at and other.conference.starts_at < one.ends_at:
                    one.doubled.append((person, other.conference))
                    other.doubled.append((person, one.conference))


@dataclass(frozen=True)
class Presence:
    """One conference that somebody assigned to the unit was invited to, and whether he or she came."""

    invitation: Invitation
    attended: bool | None
    reason: str

    @property
    def words(self) -> str:
        """Came, stayed away and why, or nothing noted yet."""
        if self.attended is None:
            return "Chưa ghi nhận"
        return "Đã dự" if self.attended else f"Vắng: {self.reason}"


def presence_of(cycle: Cycle) -> list[Presence]:
    """Who of those assigned to a unit attended its conference (two queries). (HY-C.1-3, GB-3.2.1-1)"""
    rows = Invitation.objects.filter(conference__cycle=cycle, person__isnull=False)
    rows = rows.select_related("conference", "person").order_by("person__sort_key", "conference__starts_at", "pk")
    came = Attendance.objects.filter(conference__cycle=cycle, person__isnull=False)
    known = {(row.conference_id, row.person_id): row for row in came}
    found_rows = [(row, known.get((row.conference_id, row.person_id))) for row in rows]
    return [Presence(row, line.is_present if line else None, line.reason if line else "") for row, line in found_rows]
