"""What the minutes of a conference say, as it stands; pages show it while it grows, documents print it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reviews.models import AgendaItem, Attendance, Conference
from reviews.queries import joint
from reviews.queries.conferences import agenda_of, attendances_of, body_name, posts_by_person
from reviews.queries.office_sheet import points_of, sheet_of
from reviews.states import AgendaState


@dataclass(frozen=True)
class MinutesPerson:
    """Somebody named in the minutes, with the post in the body and a note such as the reason of absence."""

    name: str
    post: str = ""
    note: str = ""


@dataclass(frozen=True)
class MinutesComment:
    """One contribution and what became of it."""

    speaker: str
    text: str
    verdict: str = ""
    note: str = ""


@dataclass(frozen=True)
class MinutesItem:
    """One subject: who chaired, what was said, what was concluded; or why it was left for later."""

    subject: str
    position: str
    state: str
    chair: str
    presented: str = ""
    comments: tuple[MinutesComment, ...] = ()
    strengths: str = ""
    weaknesses: str = ""
    absence_reason: str = ""
    late_waiver: str = ""
    counts_also_for: tuple[str, ...] = ()

    @property
    def is_concluded(self) -> bool:
        """Whether the chair has concluded."""
        return self.state == AgendaState.CONCLUDED


@dataclass(frozen=True)
class MinutesPart:
    """What one body's part of the minutes holds; without a name where the conference serves one body only."""

    body: str
    items: tuple[MinutesItem, ...]


@dataclass(frozen=True)
class MinutesScore:
    """One line of the point sheet of an office, with what the meeting agreed on. (SL-IV.3-6)"""

    title: str
    most: int
    points: Decimal | None
    reason: str


@dataclass(frozen=True)
class MinutesOfConference:
    """The minutes as data, complete in themselves."""

    title: str
    body: str
    year: int
    starts_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    location: str
    chair: MinutesPerson | None
    secretary: MinutesPerson | None
    summoned: int
    present: int
    absent: tuple[MinutesPerson, ...]
    guests: tuple[MinutesPerson, ...]
    parts: tuple[MinutesPart, ...]
    chair_reason: str = ""
    days: Decimal = Decimal("0.5")
    scores: tuple[MinutesScore, ...] = ()

    @property
    def points(self) -> Decimal | None:
        """The sum of the point sheet; None while a line is empty."""
        return points_of([line.points for line in self.scores])

    @property
    def items(self) -> tuple[MinutesItem, ...]:
        """All subjects in the order of the parts."""
        return tuple(item for part in self.parts for item in part.items)


def minutes_of(conference: Conference) -> MinutesOfConference:
    """The minutes of a conference; the deputy who chaired the head's part is named there. (HY-B.I.4.2-10)"""
    attendances = attendances_of(conference)
    titles = {person_id: post.title for person_id, post in posts_by_person(conference).items()}
    members = [row for row in attendances if row.is_member]
    return MinutesOfConference(
        title=conference.title,
        body=body_name(conference),
        year=conference.cycle.year,
        starts_at=conference.starts_at,
        opened_at=conference.opened_at,
        closed_at=conference.closed_at,
        location=conference.location,
        chair=_named(conference.chair_id, str(conference.chair or ""), titles),
        secretary=_named(conference.secretary_id, str(conference.secretary or ""), titles),
        summoned=len(members),
        present=sum(1 for row in members if row.is_present),
        absent=tuple(_attendant(row, titles) for row in members if row.is_present is False),
        guests=tuple(
            _attendant(row, titles) for row in attendances if not row.is_member and row.is_present is not False
        ),
        parts=_parts(conference, titles),
        chair_reason=conference.chair_reason,
        days=conference.days,
        scores=scores_of(conference),
    )


def scores_of(conference: Conference) -> tuple[MinutesScore, ...]:
    """The point sheet of an office as its meeting agreed on it; empty for every other meeting."""
    return tuple(MinutesScore(line.title, line.most, line.points, line.row.reason) for line in sheet_of(conference))


def _named(person_id: int | None, name: str, titles: dict[int, str]) -> MinutesPerson | None:
    return MinutesPerson(name, titles.get(person_id, "")) if person_id else None


def _attendant(row: Attendance, titles: dict[int, str]) -> MinutesPerson:
    return MinutesPerson(row.guest_name or str(row.person), titles.get(row.person_id or 0, ""), row.reason)


def _parts(conference: Conference, titles: dict[int, str]) -> tuple[MinutesPart, ...]:
    """One part a body; whoever sits in several is heard once, and the minutes say for whom it counts. (SL-II.2.1-1)"""
    parts, also = joint.parts_of(conference, agenda_of(conference)), joint.counts_also_for(conference)
    return tuple(
        MinutesPart(part.body, tuple(_item(item, also.get(item.subject_id, ()), titles) for item in part.items))
        for part in parts
    )


def presented(item: AgendaItem) -> str:
    """Who presented the report of a collective, and by whose leave. (HY-B.I.4.2-5)"""
    if item.presenter is None:
        return ""
    leave = f", theo ủy quyền của người đứng đầu ({item.authorisation})" if item.authorisation else ""
    return f"Đồng chí {item.presenter} trình bày báo cáo kiểm điểm của tập thể{leave}."


def _item(item: AgendaItem, also: tuple[str, ...], titles: dict[int, str]) -> MinutesItem:
    return MinutesItem(
        counts_also_for=also,
        subject=item.subject.name,
        position=titles.get(item.subject.person_id or 0, item.subject.position),
        state=item.state,
        chair=str(item.chair or ""),
        presented=presented(item),
        comments=tuple(
            MinutesComment(row.speaker, row.text, row.get_verdict_display(), row.note) for row in item.comments.all()
        ),
        strengths=item.strengths,
        weaknesses=item.weaknesses,
        absence_reason=item.absence_reason,
        late_waiver=item.late_waiver,
    )
