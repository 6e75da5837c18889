"""What the demo shows of remediation: two plans of last year, one in force with its log, one to be approved."""

from datetime import date, datetime, timedelta

from orgchart.access import Actor
from reviews.models import Cycle, RemediationPlan, Subject
from reviews.queries.remediation import possible_followers
from reviews.services import remediation
from reviews.services.remediation_progress import EntryInput, report_progress

SOLUTIONS = (
    "Giao đồng chí phụ trách lập lịch theo từng tuần, báo cáo vào buổi giao ban thứ Hai.",
    "Rà soát, bổ sung quy chế làm việc; phân công rõ người chủ trì, người phối hợp.",
)


def plan_remedies(cycle: Cycle, *, office: Actor, head: Actor, at: datetime) -> None:
    """Subjects of last year with a shortcoming get their plan; the first is followed until now."""
    asked = Subject.objects.filter(cycle=cycle, kind="collective").order_by("rank", "sort_key", "pk")
    basis = "Quyết định xếp loại số 88-QĐ/ĐU"
    chosen = list(asked.values_list("pk", flat=True))
    remediation.open_plans(subject_ids=chosen, basis=basis, decided_on=cycle.rating_date, actor=office, at=at)
    plans = list(RemediationPlan.objects.filter(subject__cycle=cycle).select_related("subject").order_by("pk")[:2])
    for number, plan in enumerate(plans):
        _fill(plan, SOLUTIONS[number], office, at)
        remediation.submit_plan(plan_id=plan.pk, actor=office, at=at + timedelta(days=2))
    if plans:
        _follow(plans[0], office, head, at)


def _fill(plan: RemediationPlan, solution: str, office: Actor, at: datetime) -> None:
    items = {
        row.pk: remediation.ItemInput(
            version=row.version,
            solution=solution,
            in_charge=row.in_charge_id,
            due_on=date(at.year + 1, 11, 15),
            expected="Không còn việc quá hạn vào cuối mỗi quý.",
        )
        for row in plan.items.order_by("pk")
    }
    remediation.save_plan(plan_id=plan.pk, items=items, actor=office, at=at)


def _follow(plan: RemediationPlan, office: Actor, head: Actor, at: datetime) -> None:
    follower = possible_followers(plan.subject, at.date()).exclude(pk=head.person_id or 0).first()
    if follower is None:
        return
    remediation.approve_plan(plan_id=plan.pk, follower_id=follower.pk, actor=head, at=at + timedelta(days=3))
    half = EntryInput(
        status="fixing",
        text="Đã lập lịch theo tuần từ tháng 02; quý II còn 03 việc chậm.",
        reason="Một vị trí chuyên môn thay đổi nhân sự.",
    )
    for row in plan.items.order_by("pk"):
        report_progress(item_id=row.pk, entry=half, actor=office, at=at + timedelta(days=200))
