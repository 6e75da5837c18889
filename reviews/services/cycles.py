"""The yearly plan: its deadlines, its regulation set, its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews import access, queries
from reviews.models import Cycle, Deadline, Subject, TimetableNote
from reviews.queries.regulations import digest_of
from reviews.queries.timetables import timetable_of
from reviews.registry import OpenMatter, open_matters
from reviews.services.announcements import announce_plan
from reviews.services.kept_sets import freeze_set
from reviews.services.moves import check_source
from reviews.services.plan_notices import send_notices
from reviews.states import CYCLE_MOVES, CycleState
from reviews.texts import clean_text
from reviews.timetable import contradictions, stopping


@dataclass(frozen=True)
class PlanStep:
    """A step that the office adds to the plan beside those of the regulation set."""

    title: str
    last_day: date
    receiver: str = ""
    phase: str = ""


@transaction.atomic
def create_cycle(
    *,
    year: int,
    set_code: str,
    rating_date: date,
    title: str,
    actor: Actor,
    at: datetime,
    plan_number: str = "",
    plan_date: date | None = None,
    own_steps: Sequence[PlanStep] = (),
) -> Cycle:
    """A new year in preparation, with the deadlines that its regulation set gives. (CC-IIIb.4-1, HY-B.I.4.2-1)"""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    _check_input(year, set_code, rating_date)
    cycle = Cycle(
        tenant_id=actor.tenant_id,
        year=year,
        set_code=set_code,
        set_digest=digest_of(set_code),
        rating_date=rating_date,
        title=title.strip(),
        plan_number=plan_number.strip(),
        plan_date=plan_date,
    )
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError:  # a second click, or somebody else, at the same moment
        raise InvalidInput({"year": _year_is_taken(year)}) from None
    _add_deadlines_of_set(cycle)
    for step in own_steps:
        _add_own_step(cycle, step)
    audit.record(actor=actor, action="create_cycle", target=cycle, at=at, summary=f"Lập đợt kiểm điểm: {cycle.title}")
    return cycle


def _year_is_taken(year: int) -> str:
    return f"Năm {year} đã có đợt kiểm điểm. Hãy mở đợt đã có thay vì lập đợt mới."


def _check_input(year: int, set_code: str, rating_date: date) -> None:
    errors: dict[str, str] = {}
    if Cycle.objects.filter(year=year).exists():
        errors["year"] = _year_is_taken(year)
    if set_code not in {choice.code for choice in queries.set_choices()}:
        errors["set_code"] = "Không có bộ quy định này. Hãy chọn một bộ trong danh sách."
    if rating_date.year not in {year, year + 1}:
        errors["rating_date"] = f"Ngày xếp loại phải trong năm {year} hoặc năm sau."
    if errors:
        raise InvalidInput(errors)


def _add_deadlines_of_set(cycle: Cycle) -> None:
    for row in queries.set_of(cycle).deadlines():
        last_day = row.last_timely_day(cycle.year)
        if last_day is None or row.day is None or row.month is None:
            continue
        named = date(cycle.year + row.year_offset, row.month, row.day)
        Deadline(
            tenant_id=cycle.tenant_id,
            cycle=cycle,
            step=row.key,
            title=row.title,
            receiver=row.receiver,
            wording=f"{'chậm nhất ngày' if row.inclusive else 'trước ngày'} {named:%d/%m/%Y}",
            last_day=last_day,
            clause=row.source.clauses[0] if row.source.clauses else "",
            phase=row.phase,
            reporters=reporters_text(row.reporters),
        ).save()


def reporters_text(kinds: Sequence[str]) -> str:
    """Kinds of organisations as a deadline keeps them: with a blank on both sides of each, to be searched for."""
    return f" {' '.join(kinds)} " if kinds else ""


def _add_own_step(cycle: Cycle, step: PlanStep) -> Deadline:
    number = Deadline.objects.filter(cycle=cycle, step__startswith="own-").count() + 1
    deadline = Deadline(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        step=f"own-{number}",
        title=step.title.strip(),
        receiver=step.receiver.strip(),
        wording=f"chậm nhất ngày {step.last_day:%d/%m/%Y}",
        last_day=step.last_day,
        phase=step.phase,
    )
    deadline.save()
    return deadline


@transaction.atomic
def add_deadline(*, cycle_id: int, step: PlanStep, actor: Actor, at: datetime) -> Deadline:
    """One more step of the committee's own plan, while the year is not over. (CC-IIIb.3-1)"""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không thêm được mốc thời gian. Hãy thêm vào đợt của năm sau.")
    if step.last_day.year not in {cycle.year, cycle.year + 1}:
        raise InvalidInput({"last_day": f"Ngày phải trong năm {cycle.year} hoặc đầu năm sau."})
    deadline = _add_own_step(cycle, step)
    audit.record(
        actor=actor,
        action="add_deadline",
        target=cycle,
        at=at,
        summary=f"Thêm mốc thời gian: {deadline.title}, {deadline.wording}",
    )
    return deadline


@transaction.atomic
def issue_cycle(*, cycle_id: int, actor: Actor, at: datetime) -> Cycle:
    """The head approves the plan; the whole content of the regulation set is frozen with it.

    All who have a part in it are told at once, however early. (HY-C.2-2, NA-0-2)
    """
    if not access.can_issue_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    _check_move(cycle, "issue")
    _check_timetable(cycle)
    cycle.set_digest = freeze_set(cycle, actor=actor, at=at).digest
    cycle.issued_at, cycle.issued_by = at, actor.account
    _apply(cycle, "issue", actor, at)
    announce_plan(cycle, actor, at)
    send_notices(cycle, at)
    return cycle


def _check_timetable(cycle: Cycle) -> None:
    """A plan whose dates cannot be kept is not issued before somebody has said why it stands all the same. (D14)"""
    noted = TimetableNote.objects.filter(cycle=cycle).values_list("about", flat=True)
    stopped = stopping(contradictions(timetable_of(cycle)), noted)
    if stopped:
        raise Refused(
            f"Chưa ban hành được kế hoạch: {len(stopped)} chỗ trong các mốc thời gian mâu thuẫn nhau. "
            "Hãy sửa mốc, chọn bộ quy định khác, hoặc giải trình từng chỗ trên trang của đợt.",
            reasons=[f"{one.sentence} {one.arithmetic} {one.remedy}" for one in stopped],
            clauses=tuple(dict.fromkeys(clause for one in stopped for clause in one.clauses)),
        )


@transaction.atomic
def choose_set(*, cycle_id: int, set_code: str, actor: Actor, at: datetime) -> Cycle:
    """Another set for a year in preparation: its deadlines come in place of those of the former one."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state != CycleState.PREPARING:
        raise Refused("Kế hoạch đã ban hành, bộ quy định được giữ nguyên. Đợt của năm sau chọn được bộ khác.")
    if set_code not in {choice.code for choice in queries.set_choices()}:
        raise InvalidInput({"set_code": "Không có bộ quy định này. Hãy chọn một bộ trong danh sách."})
    before, cycle.set_code, cycle.set_digest = cycle.set_code, set_code, digest_of(set_code)
    cycle.save()
    Deadline.objects.filter(cycle=cycle).exclude(step__startswith="own-").delete()
    _add_deadlines_of_set(cycle)
    audit.record(
        actor=actor,
        action="choose_set",
        target=cycle,
        at=at,
        summary=f"Chọn bộ quy định cho {cycle.title}: {queries.set_of(cycle).title}"[:300],
        changes={"set_code": [before, set_code]},
    )
    return cycle


@transaction.atomic
def explain_contradiction(*, cycle_id: int, about: str, text: str, actor: Actor, at: datetime) -> TimetableNote:
    """Say why two dates stand although they contradict each other; the plan can be issued with it."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state != CycleState.PREPARING:
        raise Refused("Kế hoạch đã ban hành nên không giải trình thêm được.")
    if about not in {one.code for one in contradictions(timetable_of(cycle))}:
        raise NotVisible
    words = clean_text(text.strip())
    if not words:
        raise InvalidInput({"text": "Ghi vì sao các mốc này vẫn giữ nguyên."})
    note, _ = TimetableNote.objects.update_or_create(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        about=about,
        defaults={"text": words, "noted_at": at, "noted_by": actor.account},
    )
    summary = f"Giải trình mâu thuẫn mốc thời gian: {words}"[:300]
    audit.record(actor=actor, action="explain_contradiction", target=cycle, at=at, summary=summary)
    return note


@transaction.atomic
def start_cycle(*, cycle_id: int, actor: Actor, at: datetime) -> Cycle:
    """Writing begins; refused while nobody is on the list."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    _check_move(cycle, "run")
    if not Subject.objects.filter(cycle=cycle).exists():
        raise Refused(
            "Chưa bắt đầu được: đợt này chưa có đối tượng kiểm điểm. Hãy lập danh sách từ sơ đồ tổ chức trước.",
        )
    return _apply(cycle, "run", actor, at)


@transaction.atomic
def close_cycle(*, cycle_id: int, actor: Actor, at: datetime) -> Cycle:
    """The year ends; refused while a review or a level in scope has no outcome. (HY-A.3-1)"""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    _check_move(cycle, "close")
    hindering = [matter for matter in open_matters(cycle) if matter.hinders]
    if hindering:
        raise Refused(
            "Chưa kết thúc được đợt vì còn việc phải làm xong trước. Trang “Kết thúc đợt” dẫn đến từng việc.",
            reasons=[_sentence(matter) for matter in hindering],
            clauses=tuple(dict.fromkeys(clause for matter in hindering for clause in matter.clauses)),
        )
    cycle.closed_at, cycle.closed_by = at, actor.account
    return _apply(cycle, "close", actor, at)


def _sentence(matter: OpenMatter) -> str:
    further = f" và {matter.further} mục khác" if matter.further else ""
    return f"{matter.what} ({matter.count}): {'; '.join(matter.names)}{further}"


def locked_cycle(cycle_id: int) -> Cycle:
    """The cycle, locked until the transaction ends: two who make a list of it at once make it one after the other."""
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("tenant").filter(pk=cycle_id).first()
    if cycle is None:
        raise NotVisible
    return cycle


def _check_move(cycle: Cycle, name: str) -> None:
    check_source(cycle, CYCLE_MOVES[name], "đợt kiểm điểm", CycleState)


def _apply(cycle: Cycle, name: str, actor: Actor, at: datetime) -> Cycle:
    move = CYCLE_MOVES[name]
    before, cycle.state = cycle.state, move.target
    cycle.save()
    audit.record(
        actor=actor,
        action=f"{name}_cycle",
        target=cycle,
        at=at,
        summary=f"{move.label}: {cycle.title}",
        changes={"state": [before, cycle.state], "set_digest": cycle.set_digest},
    )
    return cycle
