"""Reports on concurrent duties: made with the list of subjects, sent to both workplaces, received, commented."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Post
from orgchart.tenancy import create_all
from reviews import access
from reviews.models import ConcurrentDuty, Cycle, Subject
from reviews.queries import concurrent_duties as queries
from reviews.services import saving
from reviews.services.transitions import local_day
from reviews.states import CycleState

CLAUSE = ("CC-II.2.2-7",)
COMMENT_CLAUSE = ("CC-II.2.2-8",)


def ask_for_reports(cycle: Cycle, wanted: Mapping[Subject, Iterable[int]]) -> None:
    """One report for each concurrent post that gives no place; those of posts that ended before any word go."""
    posts = Post.objects.filter(pk__in={pk for posts in wanted.values() for pk in posts})
    known = {post.pk: post for post in posts.select_related("organization", "collective__organization")}
    rows = {(row.subject_id, row.post_id): row for row in ConcurrentDuty.objects.filter(subject__cycle=cycle)}
    asked = {(subject.pk, pk): subject for subject, posts in wanted.items() for pk in posts}
    create_all(
        ConcurrentDuty,
        [_duty(subject, known[pk]) for (_, pk), subject in asked.items() if (subject.pk, pk) not in rows],
    )
    for key, row in rows.items():
        if key not in asked and row.sent_at is None and row.commented_at is None:
            row.delete()


def _duty(subject: Subject, post: Post) -> ConcurrentDuty:
    beside = post.collective.organization_id if post.collective is not None else post.organization_id
    return ConcurrentDuty(
        tenant_id=subject.tenant_id, subject=subject, post=post, main_id=subject.unit_id, beside_id=beside
    )


@transaction.atomic
def send_report(*, duty_id: int, text: str, actor: Actor, at: datetime) -> ConcurrentDuty:
    """The person, or the office for him or her, sends one text to both workplaces. (CC-II.2.2-7)"""
    duty = _locked(duty_id, actor, at)
    if not access.can_send_duty_report(actor, duty):
        raise PermissionDenied
    if duty.main_received_at or duty.beside_received_at:
        raise Refused(
            "Báo cáo đã được tiếp nhận nên không gửi lại. Cần bổ sung thì ghi vào bản kiểm điểm.", clauses=CLAUSE
        )
    duty.text = saving.cleaned("text", text).strip()
    if not duty.text:
        raise InvalidInput({"text": "Ghi kết quả thực hiện nhiệm vụ kiêm nhiệm."})
    duty.sent_at, duty.sent_by = at, actor.account
    duty.save()
    words = f"Gửi báo cáo nhiệm vụ kiêm nhiệm của {duty.subject.name} tới {duty.main.name} và {duty.beside.name}"
    own = actor.person_id == duty.subject.person_id
    _record(actor, "send_duty_report", duty, at, words, "" if own else duty.subject.name)
    return duty


@transaction.atomic
def receive_report(*, duty_id: int, actor: Actor, at: datetime) -> ConcurrentDuty:
    """The head of a workplace, or the office for it, confirms that the report has come; each side has its receipt."""
    duty = _locked(duty_id, actor, at)
    sides = access.duty_sides(actor, duty, queries.headed_units(actor.person_id, local_day(at)))
    if not sides:
        raise PermissionDenied
    if duty.sent_at is None:
        raise Refused("Báo cáo chưa gửi nên chưa có gì để tiếp nhận.", clauses=CLAUSE)
    waiting = [side for side in sides if getattr(duty, f"{side}_received_at") is None]
    if not waiting:
        raise Refused("Báo cáo này đã được tiếp nhận.", clauses=CLAUSE)
    for side in waiting:
        setattr(duty, f"{side}_received_at", at)
        setattr(duty, f"{side}_received_by", actor.account)
    duty.save()
    places = " và ".join(getattr(duty, side).name for side in waiting)
    _record(actor, "receive_duty_report", duty, at, f"{places} tiếp nhận báo cáo kiêm nhiệm của {duty.subject.name}")
    return duty


@transaction.atomic
def comment_on_duty(*, duty_id: int, comment: str, actor: Actor, at: datetime) -> ConcurrentDuty:
    """The concurrent workplace sends its comment to the main one, as a basis of the rating. (CC-II.2.2-8)"""
    duty = _locked(duty_id, actor, at)
    if "beside" not in access.duty_sides(actor, duty, queries.headed_units(actor.person_id, local_day(at))):
        raise PermissionDenied
    if duty.commented_at is not None:
        raise Refused("Nơi kiêm nhiệm đã gửi nhận xét; nhận xét đã gửi được giữ nguyên.", clauses=COMMENT_CLAUSE)
    duty.comment = saving.cleaned("comment", comment).strip()
    if not duty.comment:
        raise InvalidInput({"comment": "Ghi nhận xét, đánh giá của nơi kiêm nhiệm."})
    duty.commented_at, duty.commented_by = at, actor.account
    duty.save()
    words = f"{duty.beside.name} gửi nhận xét về {duty.subject.name} tới {duty.main.name}"
    _record(actor, "comment_on_duty", duty, at, words)
    return duty


@transaction.atomic
def go_ahead(*, duty_id: int, reason: str, actor: Actor, at: datetime) -> ConcurrentDuty:
    """Rate without the comment; the reason stays beside the case. (CC-II.2.2-8)"""
    duty = _locked(duty_id, actor, at)
    if not access.can_ask_opinions(actor) or actor.person_id == duty.subject.person_id:
        raise PermissionDenied
    if not duty.lacks_comment:
        raise Refused("Đã có nhận xét, hoặc đã ghi lý do tiếp tục khi thiếu nhận xét.", clauses=COMMENT_CLAUSE)
    duty.waived_reason = saving.cleaned("reason", reason, 300).strip()
    if not duty.waived_reason:
        raise InvalidInput({"reason": "Ghi lý do tiếp tục khi chưa có nhận xét."})
    duty.waived_at, duty.waived_by = at, actor.account
    duty.save()
    words = f"Tiếp tục xếp loại {duty.subject.name} khi thiếu nhận xét của {duty.beside.name}: {duty.waived_reason}"
    _record(actor, "go_ahead_without_comment", duty, at, words)
    return duty


def _locked(duty_id: int, actor: Actor, at: datetime) -> ConcurrentDuty:
    rows = ConcurrentDuty.objects.select_for_update(of=("self",)).select_related("subject__cycle", "main", "beside")
    duty = rows.filter(pk=duty_id).first()
    if duty is None:
        raise NotVisible
    seen = queries.duties_for(actor, duty.subject.cycle, local_day(at))
    if not seen.filter(pk=duty_id).exists():
        raise NotVisible
    if duty.subject.cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên báo cáo, nhận xét kiêm nhiệm chỉ còn để xem.")
    return duty


def _record(actor: Actor, action: str, duty: ConcurrentDuty, at: datetime, words: str, behalf: str = "") -> None:
    audit.record(actor=actor, action=action, target=duty, at=at, summary=words[:300], on_behalf_of=behalf)
