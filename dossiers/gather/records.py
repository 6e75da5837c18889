"""Biên bản hội nghị kiểm điểm from what was recorded while it ran."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from dossiers.documents.kinds import Minutes
from dossiers.documents.parts import Attendant, Comment, Letterhead, MinutesItem, ScoredLine, ShownHands
from dossiers.gather.heads import office_head
from orgchart.kinds import Bloc
from orgchart.models import Post, Tenant
from orgchart.queries import current
from ratings.queries.open_votes import ballot_of_hands
from reviews.durations import written
from reviews.models import AgendaItem, Attendance, Conference, Level, Subject, Verdict
from reviews.queries import joint
from reviews.queries.conferences import agenda_of, attendances_of, body_organization, local_day, posts_by_person
from reviews.queries.minutes import presented, scores_of
from reviews.regulations.scoring import bare
from reviews.states import AgendaState


def minutes_paper(conference: Conference, tenant: Tenant) -> Minutes:
    """Attendance, comments and conclusions; the part of the head names the deputy in the chair (HY-B.I.4.2-10)."""
    rows = attendances_of(conference)
    members = [row for row in rows if row.is_member]
    posts, scores = _posts(rows, conference), scores_of(conference)
    return Minutes(
        letterhead=_head(conference, tenant),
        year=conference.cycle.year,
        conference=conference.title.removesuffix(f" năm {conference.cycle.year}"),
        started_at=_local(conference.opened_at),
        ended_at=_local(conference.closed_at),
        length=written(conference.days),
        place=conference.location,
        chair=_attendant_of(conference.chair_id, rows, posts),
        secretary=_attendant_of(conference.secretary_id, rows, posts),
        summoned=len(members),
        present=sum(1 for row in members if row.is_present),
        absent=tuple(_attendant(row, posts) for row in members if not row.is_present),
        guests=tuple(_attendant(row, posts) for row in rows if not row.is_member and row.is_present),
        items=tuple(_items(conference)),
        hands=tuple(_shown_hands(conference)),
        scores=tuple(ScoredLine(title=one.title, most=one.most, points=_written(one.points), reason=one.reason)
                     for one in scores),
        total=_written(sum((one.points for one in scores if one.points is not None), Decimal(0))),
    )  # fmt: skip


def _written(points: Decimal | None) -> str:
    """Points as they stand on paper: 18 and 7,5."""
    typed = bare(points)
    return "–" if typed is None else f"{typed:f}".replace(".", ",")


def _shown_hands(conference: Conference) -> Iterator[ShownHands]:
    """One row for everybody whose level the meeting votes on openly, those without a vote too. (SL-IV.3-4)"""
    for voted in ballot_of_hands(conference):
        vote, subject = voted.vote, voted.item.subject
        counts = {one.level: (one.in_favour, one.against, one.abstained) for one in vote.counts.all()} if vote else {}
        if vote is None:
            proposed = "chưa biểu quyết"
        else:
            proposed = vote.get_proposed_level_display() if vote.proposed_level else "không mức nào đủ số tán thành"
        levels = tuple(counts.get(level) for level in Level.values)
        yield ShownHands(name=subject.name, description=subject.position, levels=levels, proposed=proposed)


def _head(conference: Conference, tenant: Tenant) -> Letterhead:
    year, day = conference.cycle.year, local_day(conference.starts_at)
    organization = body_organization(conference)
    if organization.depth == 1:
        return office_head(tenant, symbol=f"BB/{tenant.body_code}", issued_on=day, year=year)
    is_party = organization.bloc == Bloc.PARTY
    return Letterhead(
        bloc="party" if is_party else "state",
        issuing_body=organization.name,
        superior_body=tenant.issuing_body if is_party else "",
        symbol="BB/CB" if is_party else "BB",
        place=tenant.place,
        issued_on=day,
        year=year,
    )


def _posts(rows: list[Attendance], conference: Conference) -> dict[int, str]:
    """The post in the body that confers; of others the highest one."""
    people = [row.person_id for row in rows if row.person_id]
    held = Post.objects.filter(current(local_day(conference.starts_at)), person__in=people).order_by("-rank", "-pk")
    return {post.person_id: post.title for post in (*held, *posts_by_person(conference).values())}


def _attendant(row: Attendance, posts: dict[int, str]) -> Attendant:
    if row.person is None:
        return Attendant(name=row.guest_name, note=row.reason)
    return Attendant(name=row.person.full_name, post=posts.get(row.person.pk, ""), note=row.reason)


def _attendant_of(person_id: int | None, rows: list[Attendance], posts: dict[int, str]) -> Attendant:
    found = next((row for row in rows if row.person_id is not None and row.person_id == person_id), None)
    return _attendant(found, posts) if found else Attendant(name="")


def _items(conference: Conference) -> Iterator[MinutesItem]:
    """What was concluded or left for later, body by body where the conference serves several.

    (HY-B.I.2.1-2, CC-I.5-2)
    """
    also = joint.counts_also_for(conference)
    titles = {person_id: post.title for person_id, post in posts_by_person(conference).items()}
    for part in joint.parts_of(conference, agenda_of(conference)):
        heading = f"Phần của {part.body}" if part.body else ""
        for item in part.items:
            name = _called(item.subject, titles)
            if item.state == AgendaState.CONCLUDED:
                yield _item(item, name, heading, also.get(item.subject_id, ()))
                heading = ""
            elif item.state == AgendaState.ABSENT:
                absence = f"Vắng mặt: {item.absence_reason}. Chuyển sang kiểm điểm bổ sung."
                yield MinutesItem(subject=name, part=heading, presented=absence)
                heading = ""


def _called(subject: Subject, titles: dict[int, str]) -> str:
    """A person with the post in the body that confers, else the own one; a collective by its name."""
    if subject.person_id is None:
        return subject.name
    return ", ".join(filter(None, (f"Đồng chí {subject.name}", titles.get(subject.person_id, subject.position))))


def _item(item: AgendaItem, name: str, heading: str, also: tuple[str, ...]) -> MinutesItem:
    parts = []
    if also:
        parts.append(f"Kiểm điểm một lần, đồng thời là kết quả kiểm điểm tại {', '.join(also)}.")
    if item.late_waiver:
        parts.append(f"Bản kiểm điểm gửi muộn; người chủ trì đồng ý kiểm điểm: {item.late_waiver}.")
    if item.chair is not None:
        parts.append(f"Chủ trì nội dung: đồng chí {item.chair.full_name}.")
    if item.strengths:
        parts.append(f"Ưu điểm: {item.strengths}")
    if item.weaknesses:
        parts.append(f"Hạn chế, khuyết điểm: {item.weaknesses}")
    return MinutesItem(
        subject=name,
        part=heading,
        presented=presented(item),
        comments=tuple(Comment(speaker=f"Đồng chí {row.speaker}", text=row.text) for row in item.comments.all()),
        answer=_answers(item),
        conclusion="\n".join(parts),
    )


def _answers(item: AgendaItem) -> str:
    answered = [row for row in item.comments.all() if row.verdict != Verdict.PENDING]
    lines = [
        f"+ Ý kiến của đồng chí {row.speaker}: {row.get_verdict_display().lower()}"
        + (f" ({row.note})" if row.note else "")
        for row in answered
    ]
    return "\n".join(lines)


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None
