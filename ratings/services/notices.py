"""Telling the subjects: notices after the decision, and the confirmation of having read them."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from ratings import access
from ratings.models import Decision, DecisionItem, ManagerNotice, Publication, RatingCase
from ratings.queries.notices import manager_of
from ratings.queries.regulation import regulation_of
from ratings.services.moves import apply_move, lock_board, lock_case
from ratings.states import BoardState, CaseState

LATEST = timedelta(days=366)


@transaction.atomic
def notify_decided(*, board_id: int, actor: Actor, at: datetime) -> int:
    """Notify all subjects of a decided board; the number of those who were not told yet. (CC-III.5-2)"""
    if not access.can_decide(actor) and not access.can_run_board(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    if board.state != BoardState.DECIDED:
        raise Refused("Chưa có quyết định nên chưa thông báo được; trước quyết định, kết quả không được công khai.")
    cases = RatingCase.objects.filter(decision_items__decision__board=board, state=CaseState.DECIDED)
    told = [_notify(case, at) for case in cases.select_related("subject").order_by("pk")]
    if told:
        audit.record(
            actor=actor,
            action="notify",
            target=board,
            at=at,
            summary=f"Thông báo kết quả xếp loại: {len(told)} đối tượng",
        )
    return len(told)


@transaction.atomic
def notify_case(*, case_id: int, actor: Actor | None, at: datetime) -> RatingCase:
    """Notify one subject, such as one whose decision came from above; without an actor it came by envelope."""
    if actor is not None and not access.can_decide(actor) and not access.can_run_board(actor):
        raise PermissionDenied
    case = _notify(lock_case(case_id), at)
    audit.record(actor=actor, action="notify", target=case, at=at, summary=f"Thông báo kết quả: {case.subject.name}")
    return case


def _notify(case: RatingCase, at: datetime) -> RatingCase:
    apply_move(case, "notify")
    case.notified_at = at
    case.save(update_fields=["state", "notified_at"])
    _tell_manager(case, at)
    return case


def _tell_manager(case: RatingCase, at: datetime) -> None:
    """Whoever directly manages and uses the subject is told too; a re-rating tells again (CC-III.5-2)."""
    manager = manager_of(case.subject, localdate(at))
    if manager is None:
        return
    item = DecisionItem.objects.filter(case=case).select_related("decision").order_by("-pk").first()
    code = item.decision.code if item is not None else case.external_decision
    known = ManagerNotice.objects.filter(case=case, person=manager, decision_code=code)
    if not known.exists():
        ManagerNotice(
            tenant_id=case.tenant_id, case=case, person=manager, level=case.level, decision_code=code, sent_at=at
        ).save()


@transaction.atomic
def confirm_manager_read(*, notice_id: int, actor: Actor, at: datetime) -> ManagerNotice:
    """The manager confirms having read; a second confirmation keeps the first time."""
    notice = ManagerNotice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None or actor.person_id is None or notice.person_id != actor.person_id:
        raise NotVisible
    if notice.read_at is None:
        notice.read_at = max(at, notice.sent_at)
        notice.save(update_fields=["read_at"])
        audit.record(
            actor=actor, action="confirm_manager_read", target=notice, at=at,
            summary="Xác nhận đã đọc thông báo kết quả của người trực tiếp quản lý",
        )  # fmt: skip
    return notice


@transaction.atomic
def publish_decision(*, decision_id: int, starts_on: date, actor: Actor, at: datetime) -> Publication:
    """Make the levels of a decision public, in the circle and for the days of the set; nothing before the decision.

    (CC-III.5-3, SL-IV.4-5)
    """
    if not access.can_decide(actor) and not access.can_run_board(actor):
        raise PermissionDenied
    rows = Decision.objects.select_for_update(of=("self",)).select_related("board__cycle")
    decision = rows.filter(pk=decision_id).first()
    if decision is None:
        raise NotVisible
    known = Publication.objects.filter(decision=decision).first()
    if known is not None:
        raise Refused(
            f"Quyết định số {decision.code} đã được công khai từ {known.starts_on:%d/%m/%Y} đến "
            f"{known.ends_on:%d/%m/%Y}."
        )
    if not decision.decided_on <= starts_on <= decision.decided_on + LATEST:
        raise InvalidInput(
            {"starts_on": f"Công khai trong vòng một năm kể từ ngày quyết định ({decision.decided_on:%d/%m/%Y})."}
        )
    regulation = regulation_of(decision.board.cycle)
    days = int(str(regulation.value("publish.duration")))
    publication = Publication(
        tenant_id=decision.tenant_id,
        decision=decision,
        scope=str(regulation.value("publish.scope")),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        published_at=at,
        published_by=actor.account,
    )
    publication.save()
    audit.record(
        actor=actor,
        action="publish_decision",
        target=decision,
        at=at,
        summary=f"Công khai kết quả theo Quyết định số {decision.code}",
        changes={"from": starts_on.isoformat(), "to": publication.ends_on.isoformat(), "scope": publication.scope},
    )
    return publication


@transaction.atomic
def confirm_read(*, case_id: int, actor: Actor, at: datetime) -> RatingCase:
    """The subject confirms having read the own result; a second confirmation keeps the first time."""
    case = lock_case(case_id)
    if not access.can_read_result(actor, case):
        raise NotVisible
    if case.state != CaseState.NOTIFIED:
        raise Refused("Kết quả chưa được thông báo chính thức nên chưa xác nhận được.")
    if case.read_at is None:
        case.read_at = at
        case.save(update_fields=["read_at"])
        audit.record(
            actor=actor, action="confirm_read", target=case, at=at, summary="Xác nhận đã đọc thông báo kết quả"
        )
    return case
