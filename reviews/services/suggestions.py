"""Suggestions for review: the drafting body writes, somebody of the approving body approves, then they are sent."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all
from reviews import access, suggestion_rules
from reviews.models import Cycle, Subject, Suggestion, SuggestionPoint
from reviews.queries import set_of
from reviews.queries import suggestions as queries
from reviews.services import saving, suggestion_letters
from reviews.services.cycles import locked_cycle
from reviews.services.transitions import local_day
from reviews.states import SUGGESTION_MOVES, CycleState, ReviewState, SuggestionState

LONGEST_ISSUE = 2_000
MOST_ISSUES = 30


@transaction.atomic
def draft_suggestion(
    *,
    cycle_id: int,
    issues: str,
    actor: Actor,
    at: datetime,
    subject_id: int | None = None,
    receiver_id: int | None = None,
    subject_name: str = "",
    is_central: bool = False,
    agency_comments: str = "",
) -> Suggestion:
    """Begin a letter about a subject here, or about somebody of a tenant below; one issue a line.

    (HY-B.I.4.1b-1, CC-IIIb.1-6, GB-3.2.4a-3)
    """
    cycle = locked_cycle(cycle_id)
    _need_drafter(actor, cycle)
    _check_open(cycle)
    suggestion = Suggestion(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        issuer=_issuer(cycle),
        is_central=is_central,
        agency_comments=saving.cleaned("agency_comments", agency_comments),
        drafted_by=actor.account,
        version=1,
    )
    _address(suggestion, subject_id, receiver_id, subject_name)
    lines = _lines(issues)
    suggestion.save()
    _write_points(suggestion, lines)
    _record(actor, "draft_suggestion", suggestion, at, f"Dự thảo gợi ý kiểm điểm: {suggestion.subject_name}")
    return suggestion


@transaction.atomic
def edit_suggestion(
    *, suggestion_id: int, issues: str, agency_comments: str, version: int, actor: Actor, at: datetime
) -> Suggestion:
    """Change issues or the comments of the agencies asked, while the letter is a draft."""
    suggestion = _locked(suggestion_id, actor)
    _need_drafter(actor, suggestion.cycle)
    if suggestion.state != SuggestionState.DRAFT:
        raise Refused(
            f"Văn bản gợi ý đang ở bước “{suggestion.get_state_display()}” nên không sửa được. "
            "Cấp duyệt trả lại thì sửa được."
        )
    lines = _lines(issues)
    if suggestion.version != version:
        theirs = "\n".join(point.text for point in suggestion.points.order_by("position"))
        raise saving.conflict(issues, theirs, saving.last_writer(suggestion), suggestion.version)
    suggestion.points.all().delete()
    _write_points(suggestion, lines)
    suggestion.agency_comments = saving.cleaned("agency_comments", agency_comments)
    suggestion.version += 1
    suggestion.save(update_fields=["agency_comments", "version"])
    _record(actor, "edit_suggestion", suggestion, at, f"Sửa gợi ý kiểm điểm: {suggestion.subject_name}")
    return suggestion


@transaction.atomic
def approve_suggestion(*, suggestion_id: int, actor: Actor, at: datetime) -> Suggestion:
    """Somebody of the approving body who did not draft it approves. (HY-B.I.4.1b-1)"""
    suggestion = _approvable(suggestion_id, actor)
    _check_move(suggestion, "approve")
    if suggestion.drafted_by_id == actor.account.pk:
        raise Refused(
            "Người dự thảo không tự duyệt gợi ý của mình. Đề nghị một đồng chí khác của "
            f"{suggestion_rules.approver_words(set_of(suggestion.cycle))} duyệt."
        )
    suggestion.approved_at, suggestion.approved_by = at, actor.account
    return _apply(suggestion, "approve", actor, at, ["approved_at", "approved_by"])


@transaction.atomic
def give_back_suggestion(*, suggestion_id: int, actor: Actor, at: datetime) -> Suggestion:
    """Let an approved letter be changed again, as long as it is not sent."""
    suggestion = _approvable(suggestion_id, actor)
    _check_move(suggestion, "give_back")
    suggestion.approved_at = suggestion.approved_by = None
    return _apply(suggestion, "give_back", actor, at, ["approved_at", "approved_by"])


@transaction.atomic
def send_suggestion(
    *, suggestion_id: int, actor: Actor, at: datetime, number: str = "", late_reason: str = ""
) -> Suggestion:
    """Send the approved letter: from now on the subject sees it and has to answer every issue.

    After the last timely day, by the clock of the office, it is marked late and needs a reason.
    (HY-B.I.4.1b-2, HY-B.I.3.1-8)
    """
    suggestion = _locked(suggestion_id, actor)
    if not access.can_send_suggestion(actor, suggestion_rules.drafting_roles(set_of(suggestion.cycle))):
        raise PermissionDenied
    _check_move(suggestion, "send")
    _check_open(suggestion.cycle)
    _check_can_answer(suggestion)
    due = queries.last_day(suggestion.cycle)
    suggestion.is_late = due is not None and local_day(at) > due
    suggestion.late_reason = saving.cleaned("late_reason", late_reason, 300)
    if suggestion.is_late and not suggestion.late_reason:
        raise InvalidInput({"late_reason": f"Hạn gợi ý là hết ngày {due:%d/%m/%Y}. Ghi lý do gửi muộn để gửi tiếp."})
    suggestion.number, suggestion.sent_at = saving.cleaned("number", number, 60), at
    sent = _apply(suggestion, "send", actor, at, ["number", "sent_at", "is_late", "late_reason"])
    suggestion_letters.send_down(sent, actor, at)
    return sent


def _check_can_answer(suggestion: Suggestion) -> None:
    review = getattr(suggestion.subject, "review", None) if suggestion.subject else None
    if review is not None and review.state in {ReviewState.FINAL, ReviewState.CONFIRMED}:
        raise Refused(
            f"Chưa gửi được: {suggestion.subject_name} đã hoàn chỉnh bản kiểm điểm. "
            "Muốn kiểm điểm thêm thì yêu cầu kiểm điểm lại."
        )


def _need_drafter(actor: Actor, cycle: Cycle) -> None:
    if not access.can_draft_suggestion(actor, suggestion_rules.drafting_roles(set_of(cycle))):
        raise PermissionDenied


def _check_open(cycle: Cycle) -> None:
    if cycle.state not in {CycleState.ISSUED, CycleState.RUNNING}:
        raise Refused(
            f"Đợt kiểm điểm đang ở bước “{cycle.get_state_display()}”. "
            "Gợi ý kiểm điểm lập được sau khi kế hoạch được ban hành và trước khi đợt kết thúc."
        )


def _issuer(cycle: Cycle) -> str:
    return (cycle.tenant.issuing_body or cycle.tenant.name)[:200]


def _address(suggestion: Suggestion, subject_id: int | None, receiver_id: int | None, subject_name: str) -> None:
    """Whom the letter is about, and to which tenant it goes where that is not this one."""
    if subject_id is not None:
        suggestion.subject = Subject.objects.filter(pk=subject_id, cycle=suggestion.cycle).first()
    if receiver_id is not None:
        rows = queries.subordinates(suggestion.cycle.tenant)
        suggestion.receiver = rows.filter(pk=receiver_id).first()
        if suggestion.receiver is None:
            raise InvalidInput({"receiver": "Chọn một đơn vị cấp dưới trong danh sách."})
    name = suggestion.subject.name if suggestion.subject else saving.cleaned("subject_name", subject_name, 200)
    if suggestion.subject is None and (suggestion.receiver is None or not name):
        raise InvalidInput(
            {"subject": "Chọn tập thể, cá nhân được gợi ý; hoặc chọn đơn vị cấp dưới và ghi tên đối tượng."}
        )
    suggestion.subject_name = name


def _lines(issues: str) -> list[str]:
    text = saving.cleaned("issues", issues)
    lines = [line for line in (line.strip(" -–•") for line in text.splitlines()) if line]
    if not lines:
        raise InvalidInput({"issues": "Ghi ít nhất một vấn đề gợi ý, mỗi dòng một vấn đề."})
    if len(lines) > MOST_ISSUES or any(len(line) > LONGEST_ISSUE for line in lines):
        raise InvalidInput(
            {"issues": f"Tối đa {MOST_ISSUES} vấn đề, mỗi vấn đề không quá {LONGEST_ISSUE:,} ký tự.".replace(",", ".")}
        )
    return lines


def _write_points(suggestion: Suggestion, lines: list[str]) -> None:
    create_all(
        SuggestionPoint,
        [
            SuggestionPoint(tenant_id=suggestion.tenant_id, suggestion=suggestion, position=position, text=line)
            for position, line in enumerate(lines, start=1)
        ],
    )


def _locked(suggestion_id: int, actor: Actor) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("cycle__tenant", "subject", "receiver")
    suggestion = rows.filter(pk=suggestion_id).first()
    if suggestion is None or not access.can_see_suggestions(actor):
        raise NotVisible
    return suggestion


def _approvable(suggestion_id: int, actor: Actor) -> Suggestion:
    suggestion = _locked(suggestion_id, actor)
    if not actor.has(*suggestion_rules.APPROVERS):
        raise PermissionDenied
    return suggestion


def _check_move(suggestion: Suggestion, name: str) -> None:
    move = SUGGESTION_MOVES[name]
    if suggestion.state not in move.sources:
        needed = " hoặc ".join(f"“{SuggestionState(state).label}”" for state in sorted(move.sources))
        raise Refused(
            f"Không thực hiện được “{move.label}”: văn bản gợi ý đang ở bước “{suggestion.get_state_display()}”, "
            f"việc này chỉ làm được ở bước {needed}."
        )


def _apply(suggestion: Suggestion, name: str, actor: Actor, at: datetime, fields: list[str]) -> Suggestion:
    move = SUGGESTION_MOVES[name]
    before, suggestion.state = suggestion.state, move.target
    suggestion.save(update_fields=["state", *fields])
    changes: dict[str, Any] = {"state": [before, suggestion.state]}
    _record(actor, f"{name}_suggestion", suggestion, at, f"{move.label}: {suggestion.subject_name}", changes)
    return suggestion


def _record(
    actor: Actor,
    action: str,
    suggestion: Suggestion,
    at: datetime,
    summary: str,
    changes: dict[str, Any] | None = None,
) -> None:
    typed_by_office = actor.is_office and not actor.has(*suggestion_rules.drafting_roles(set_of(suggestion.cycle)))
    behalf = suggestion_rules.drafter_words(set_of(suggestion.cycle)) if typed_by_office else ""
    audit.record(
        actor=actor, action=action, target=suggestion, at=at, summary=summary, changes=changes, on_behalf_of=behalf
    )
