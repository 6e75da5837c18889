"""What the demo shows of targets and products: the list of the town's leading body, and one product of its head."""

from datetime import date, datetime
from decimal import Decimal

from orgchart.access import Actor
from orgchart.models import Collective, Post
from reviews.queries.targets import COLLECTIVE, PERSON, Bearer
from reviews.services import targets
from reviews.services.targets import ProductInput, ResultInput, TargetInput

BASIS = "Nghị quyết về nhiệm vụ năm 2024"
# Name, main, assigned, achieved, unit, lower is better.
GOALS = (
    ("Thu ngân sách trên địa bàn", True, "4.2", "4.35", "tỷ đồng", False),
    ("Tỷ lệ hộ nghèo cuối năm", True, "4.5", "4.1", "%", True),
    ("Bê tông hóa đường tổ dân phố", False, "3.5", "2.8", "km", False),
    ("Kết nạp đảng viên mới", True, "9", "9", "đồng chí", False),
)


def set_goals(body: Collective, *, office: Actor, at: datetime) -> None:
    """Four targets of the body with the head in charge, their results so far, and what was brought about."""
    bearer = Bearer(COLLECTIVE, body.pk, body.name, body.organization_id)
    head = Post.objects.filter(collective=body, role="head").order_by("pk").first()
    for name, is_main, assigned, achieved, unit, lower in GOALS:
        typed = TargetInput(
            name=name, basis=BASIS, is_main=is_main, assigned=Decimal(assigned), unit=unit, lower_is_better=lower,
            due_on=date(at.year, 12, 15), person=head.person_id if head else None,
        )  # fmt: skip
        row = targets.add_target(bearer=bearer, year=at.year, typed=typed, actor=office, at=at)
        result = ResultInput(achieved=Decimal(achieved))
        targets.report_result(target_id=row.pk, typed=result, version=row.version, actor=office, at=at)
    made = ProductInput(
        title="Đề án sắp xếp chợ trung tâm", made_on=date(at.year, 6, 28), recognition="Quyết định 142/QĐ-UBND"
    )
    if head is not None:
        own = Bearer(PERSON, head.person_id, head.person.full_name, body.organization_id)
        targets.add_product(bearer=own, year=at.year, typed=made, actor=office, at=at)
