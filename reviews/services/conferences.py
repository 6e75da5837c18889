"""The course of a conference: planned, announced, open, closed, minutes signed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole
from orgchart.models import Collective, Person
from orgchart.tenancy import create_all
from reviews import access, agenda, registry
from reviews.models import AgendaItem, Attendance, Conference, ConferenceBody, Cycle, Place
from reviews.queries import conferences as queries
from reviews.queries import joint
from reviews.services import invitations, moved_dates, opening
from reviews.services.cycles import locked_cycle
from reviews.services.moves import check_source
from reviews.states import CONFERENCE_MOVES, ConferenceState, CycleState
from reviews.texts import clean_text

HALF_DAY = Decimal("0.5")
NOT_OVER = (ConferenceState.PLANNED, ConferenceState.ANNOUNCED, ConferenceState.RUNNING)


@transaction.atomic
def plan_conference(
    *,
    cycle_id: int,
    starts_at: datetime,
    actor: Actor,
    at: datetime,
    collective_id: int | None = None,
    cell_id: int | None = None,
    location: str = "",
    days: Decimal = HALF_DAY,
    chair_id: int | None = None,
    chair_reason: str = "",
    secretary_id: int | None = None,
    further_ids: Collection[int] = (),
) -> Conference:
    """A conference of a body with everybody who takes part and all that still waits there, in the prescribed order.

    The chair is the head of the body; another one needs a reason. What an earlier conference left over makes this one a
    supplementary one. `further_ids` are bodies of the same agency that confer at the same sitting.

    (CC-II.2.1-1, SL-II.4.2b-1, CC-II.2.2-10, HY-B.I.4.2-2, HY-B.I.4.2-3, CC-I.5-2, HY-B.I.2.1-2, SL-II.2.1-1)
    """
    cycle = _open_cycle(cycle_id)
    day = queries.local_day(starts_at)
    leaders = queries.leaders_of(collective_id, cell_id, day)
    heads = [post.person_id for post in leaders if post.role == PostRole.HEAD]
    if not (actor.is_office or actor.person_id in heads):
        raise PermissionDenied
    _check_schedule(cycle, starts_at, days)
    places = list(queries.open_places(cycle, collective_id, cell_id))
    _check_body_is_free(cycle, collective_id, cell_id, places)
    further = _further_bodies(cycle, collective_id, further_ids)
    conference = Conference(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        collective_id=collective_id,
        cell_id=cell_id,
        starts_at=starts_at,
        days=days,
        location=location.strip(),
        chair_id=chair_id or (heads[0] if heads else None),
        chair_reason=_reason_for(chair_id, heads, chair_reason),
        secretary_id=secretary_id,
        is_supplementary=_had_conference(cycle, collective_id, cell_id),
    )
    opening.refuse_after_year_end(cycle, queries.body_organization(conference), day)
    conference.title = title_of(conference, further)
    conference.save()
    create_all(ConferenceBody, [
        ConferenceBody(tenant_id=cycle.tenant_id, conference=conference, collective=body) for body in further
    ])  # fmt: skip
    _write_agenda(conference)
    _write_attendance(conference, day, further)
    invitations.propose(conference, day)
    audit.record(
        actor=actor, action="plan_conference", target=conference, at=at, summary=f"Lập hội nghị: {conference.title}"
    )
    return conference


def title_of(conference: Conference, further: Iterable[Collective]) -> str:
    """What a conference is called: the bodies that it serves, and the year."""
    kind = "bổ sung " if conference.is_supplementary else ""
    names = " – ".join([queries.body_name(conference), *(body.name for body in further)])
    return f"Hội nghị kiểm điểm {kind}{names} năm {conference.cycle.year}"[:300]


def _open_cycle(cycle_id: int) -> Cycle:
    """The cycle, locked: a second click waits here, and finds the conference of the first."""
    cycle = locked_cycle(cycle_id)
    if cycle.state not in {CycleState.ISSUED, CycleState.RUNNING}:
        raise Refused(
            f"Chưa lập được hội nghị: đợt kiểm điểm đang ở bước “{cycle.get_state_display()}”. "
            "Hội nghị chỉ lập được sau khi kế hoạch được ban hành và trước khi đợt kết thúc."
        )
    return cycle


def _reason_for(chair_id: int | None, heads: list[int], reason: str) -> str:
    """Why another than the head chairs; kept only where that is so. (SL-II.4.2b-1)"""
    if chair_id is None or not heads or chair_id in heads:
        return ""
    if not reason.strip():
        raise InvalidInput(
            {"chair_reason": "Người đứng đầu chủ trì hội nghị kiểm điểm. Ghi lý do giao đồng chí khác chủ trì."}
        )
    return clean_text(reason).strip()[:300]


def _check_schedule(cycle: Cycle, starts_at: datetime, days: Decimal) -> None:
    errors: dict[str, str] = {}
    if days <= 0 or days % HALF_DAY:
        errors["days"] = "Thời lượng tính theo nửa ngày: 0,5; 1; 1,5 …"
    if queries.local_day(starts_at).year not in {cycle.year, cycle.year + 1}:
        errors["starts_at"] = f"Ngày họp phải trong năm {cycle.year} hoặc đầu năm sau."
    if errors:
        raise InvalidInput(errors)


def _check_body_is_free(cycle: Cycle, collective_id: int | None, cell_id: int | None, places: list[Place]) -> None:
    pending = joint.conferences_of(cycle, collective_id, cell_id).filter(state__in=NOT_OVER).first()
    if pending is not None:
        raise Refused(
            f"Chưa lập được hội nghị: {pending.title} đang ở bước “{pending.get_state_display()}”. "
            "Hãy hoàn thành hội nghị đó trước."
        )
    if not places:
        raise Refused(
            "Chưa lập được hội nghị: không còn đối tượng nào phải kiểm điểm ở nơi này. "
            "Hội nghị của một tập thể chỉ kiểm điểm tập thể đó và các đồng chí có nơi kiểm điểm ở đó.",
            clauses=("CC-II.2.1-1", "HY-B.I.2.1-1"),
        )


def _had_conference(cycle: Cycle, collective_id: int | None, cell_id: int | None) -> bool:
    return joint.conferences_of(cycle, collective_id, cell_id).exists()


def _further_bodies(cycle: Cycle, collective_id: int | None, wanted: Collection[int]) -> list[Collective]:
    """The bodies that confer together with this one; only those of the same agency that are free."""
    if not wanted:
        return []
    free = joint.combinable(cycle, collective_id) if collective_id is not None else []
    found = [body for body in free if body.pk in set(wanted)]
    if len(found) != len(set(wanted)):
        raise Refused(
            "Chưa kết hợp được: chỉ kết hợp các tập thể trong cùng một cơ quan, đơn vị, còn đối tượng chưa kiểm điểm "
            "và chưa có hội nghị riêng.",
            clauses=("HY-B.I.2.1-2", "SL-II.2.1-1"),
        )
    return found


def _write_agenda(conference: Conference) -> None:
    """Everybody once, however many of the bodies he or she sits in. (SL-II.2.1-1)"""
    posts = queries.posts_by_person(conference)
    places = joint.places_at(conference).filter(subject__is_reviewed=True).select_related("subject")
    subjects = {place.subject_id: place.subject for place in places}.values()
    entries = agenda.ordered(queries.entry_of(subject, posts, "waiting") for subject in subjects)
    rows = [
        AgendaItem(
            tenant_id=conference.tenant_id, conference=conference, subject_id=entry.subject_id, position=position
        )
        for position, entry in enumerate(entries, start=1)
    ]
    create_all(AgendaItem, rows)


def _write_attendance(conference: Conference, day: date, further: Iterable[Collective]) -> None:
    people = queries.audience(conference.cycle, conference.collective_id, conference.cell_id, day)
    for body in further:
        people = queries.audience(conference.cycle, body.pk, None, day) | people
    charges = queries.charges_of_unit(queries.body_organization(conference), day)
    guests = [charge.person for charge in charges if charge.person not in people]
    rows = [_attendance(conference, person, rank=rank, is_member=True) for person, rank in people.items()]
    rows += [_attendance(conference, person, rank=1, is_member=False) for person in guests]
    create_all(Attendance, rows)


def _attendance(conference: Conference, person: Person, *, rank: int, is_member: bool) -> Attendance:
    return Attendance(
        tenant_id=conference.tenant_id, conference=conference, person=person, rank=rank, is_member=is_member
    )


def locked_conference(actor: Actor, **which: int) -> Conference:
    """The one with this key (`pk`) or this item (`agenda`), locked; to whom it is invisible it does not exist."""
    rows = Conference.objects.select_for_update(of=("self",)).select_related(
        "cycle", "collective__organization", "cell", "chair", "secretary"
    )
    conference = rows.filter(**which).first()
    if conference is None or not (actor.oversees or queries.seen_by(actor).filter(pk=conference.pk).exists()):
        raise NotVisible
    return conference


def runnable_conference(conference_id: int, actor: Actor) -> Conference:
    """The locked conference for whoever keeps its record."""
    conference = locked_conference(actor, pk=conference_id)
    if not access.can_run_conference(actor, conference):
        raise PermissionDenied
    return conference


@transaction.atomic
def change_conference(
    *,
    conference_id: int,
    starts_at: datetime,
    location: str,
    days: Decimal,
    chair_id: int | None,
    secretary_id: int | None,
    actor: Actor,
    at: datetime,
    chair_reason: str = "",
) -> Conference:
    """Move a conference that has not begun, or name others to chair and to keep the minutes.

    A new date is told to everybody who was told of the old one. Once it runs its first day stands, and its length is
    what was held. (SL-IV.4-3, HY-B.I.4.2-12)
    """
    conference = runnable_conference(conference_id, actor)
    _check_changeable(conference, starts_at)
    _check_schedule(conference.cycle, starts_at, days)
    opening.refuse_after_year_end(conference.cycle, queries.body_organization(conference), queries.local_day(starts_at))
    before, length = conference.starts_at, conference.days
    conference.starts_at, conference.location, conference.days = starts_at, location.strip(), days
    leaders = queries.leaders_of(conference.collective_id, conference.cell_id, queries.local_day(starts_at))
    heads = [post.person_id for post in leaders if post.role == PostRole.HEAD]
    conference.chair_reason = _reason_for(chair_id, heads, chair_reason)
    conference.chair_id, conference.secretary_id = chair_id, secretary_id
    conference.save()
    if starts_at != before:
        moved_dates.tell(conference, before, at)
    audit.record(
        actor=actor,
        action="change_conference",
        target=conference,
        at=at,
        summary=f"Đổi lịch hội nghị: {conference.title}",
        changes={"starts_at": [before.isoformat(), starts_at.isoformat()], "days": [str(length), str(days)]},
    )
    return conference


def _check_changeable(conference: Conference, starts_at: datetime) -> None:
    if conference.state not in NOT_OVER:
        raise Refused("Hội nghị đã kết thúc nên không đổi được lịch, phân công.")
    if conference.state not in queries.BEFORE_OPENING and starts_at != conference.starts_at:
        raise Refused("Hội nghị đã bắt đầu nên không đổi được ngày, giờ họp. Thời lượng, phân công thì đổi được.")


@transaction.atomic
def announce_conference(*, conference_id: int, actor: Actor, at: datetime) -> Conference:
    """Tell everybody on the list when and where; the drafts go out by their own."""
    conference = runnable_conference(conference_id, actor)
    check_move(conference, "announce")
    if conference.chair_id is None or conference.secretary_id is None:
        raise Refused(
            "Chưa thông báo được: hội nghị chưa có người chủ trì hoặc thư ký. Hãy bấm “Đổi lịch, phân công” để chọn."
        )
    return apply_move(conference, "announce", actor, at)


@transaction.atomic
def open_conference(*, conference_id: int, actor: Actor, at: datetime) -> Conference:
    """Begin; refused when the report was not sent three working days before. (HY-B.I.4.1a-2, HY-B.I.4.2-4, HY-C.1-5)"""
    conference = runnable_conference(conference_id, actor)
    check_move(conference, "open")
    before = opening.refuse_unready(conference, queries.local_day(at))
    conference.opened_at = at
    return apply_move(conference, "open", actor, at, {"party_before_others": before})


@transaction.atomic
def record_attendance(
    *,
    conference_id: int,
    presence: Mapping[int, tuple[bool, str]],
    actor: Actor,
    at: datetime,
    seen: Mapping[int, int] | None = None,
) -> Conference:
    """Who is here, and why others are not; by id of the line on the attendance list. (CC-IIIb.5-2)

    `seen` is the version of each line that the writer has seen: two who call the roll at once keep each other's
    lines, and what both have changed in different ways is refused with both words.
    """
    conference = runnable_conference(conference_id, actor)
    if conference.state not in {ConferenceState.ANNOUNCED, ConferenceState.RUNNING}:
        raise Refused(
            f"Chưa điểm danh được: hội nghị đang ở bước “{conference.get_state_display()}”. "
            "Việc này làm được từ khi thông báo đến khi kết thúc hội nghị."
        )
    rows = {row.pk: row for row in Attendance.objects.filter(conference=conference).select_related("person")}
    errors = {
        f"reason-{pk}": f"Ghi lý do vắng mặt của đồng chí {rows[pk].person or rows[pk].guest_name}."
        for pk, (is_present, reason) in presence.items()
        if pk in rows and not is_present and not reason.strip()
    }
    if errors:
        raise InvalidInput(errors)
    answers = {pk: (here, "" if here else reason.strip()[:200]) for pk, (here, reason) in presence.items()}
    changed = {pk: answer for pk, answer in answers.items() if pk in rows and answer != _as_noted(rows[pk])}
    _refuse_overwriting([rows[pk] for pk in changed if (seen or {}).get(pk, rows[pk].version) != rows[pk].version])
    for pk, answer in changed.items():
        rows[pk].is_present, rows[pk].reason = answer
        rows[pk].version += 1
        rows[pk].save(update_fields=["is_present", "reason", "version"])
    here = sum(1 for is_present, _ in presence.values() if is_present)
    audit.record(
        actor=actor,
        action="record_attendance",
        target=conference,
        at=at,
        summary=f"Điểm danh hội nghị: {here}/{len(presence)} có mặt",
    )
    return conference


def _as_noted(row: Attendance) -> tuple[bool | None, str]:
    return row.is_present, row.reason


def _refuse_overwriting(rows: list[Attendance]) -> None:
    """What somebody else has noted since the page was opened is not replaced unseen."""
    if rows:
        raise Refused(
            "Người khác vừa điểm danh khác với đồng chí, chưa ghi gì. Mời xem lại các dòng sau rồi ghi lại.",
            reasons=[f"{row.person or row.guest_name}: {_noted_words(row)}" for row in rows],
        )


def _noted_words(row: Attendance) -> str:
    words = {True: "đã ghi có mặt", False: "đã ghi vắng", None: "chưa điểm danh"}[row.is_present]
    return f"{words} – {row.reason}" if row.reason else words


@transaction.atomic
def add_guest(*, conference_id: int, name: str, actor: Actor, at: datetime) -> Attendance:
    """Somebody who takes part without being a member, such as a representative of a superior body."""
    conference = runnable_conference(conference_id, actor)
    if conference.state in {ConferenceState.CLOSED, ConferenceState.SIGNED}:
        raise Refused("Hội nghị đã kết thúc nên không thêm được đại biểu.")
    if not name.strip():
        raise InvalidInput({"name": "Ghi họ tên, chức vụ của đại biểu."})
    guest = Attendance(
        tenant_id=conference.tenant_id, conference=conference, guest_name=name.strip()[:120], is_member=False
    )
    guest.save()
    audit.record(
        actor=actor, action="add_guest", target=conference, at=at, summary=f"Thêm đại biểu: {guest.guest_name}"
    )
    return guest


@transaction.atomic
def sign_minutes(*, conference_id: int, actor: Actor, at: datetime) -> Conference:
    """Note that chair and secretary have signed the minutes; from now on they are only read."""
    conference = runnable_conference(conference_id, actor)
    check_move(conference, "sign")
    conference.signed_at = at
    conference = apply_move(conference, "sign", actor, at)
    registry.announce_minutes(conference, actor, at)
    return conference


def check_move(conference: Conference, name: str) -> None:
    """Refuse a move that the state forbids, saying which state it would need."""
    check_source(conference, CONFERENCE_MOVES[name], "hội nghị", ConferenceState)


def apply_move(
    conference: Conference, name: str, actor: Actor, at: datetime, changes: Mapping[str, object] | None = None
) -> Conference:
    """Set the state, save what goes with it, and leave the audit record."""
    move = CONFERENCE_MOVES[name]
    before, conference.state = conference.state, move.target
    conference.save()
    audit.record(
        actor=actor,
        action=f"{name}_conference",
        target=conference,
        at=at,
        summary=f"{move.label}: {conference.title}"[:300],
        changes={"state": [before, conference.state], **(changes or {})},
    )
    return conference
