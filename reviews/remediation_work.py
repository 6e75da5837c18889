"""What remediation puts into Việc của tôi: plans to write and to approve, remedies to carry out and to check."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.kinds import Role
from orgchart.registry import CountedWork, WorkItem
from reviews.queries import remediation as found

# Whoever may approve under some set; the page itself asks what the set of the year says.
_APPROVERS = (Role.HEAD, Role.STANDING_COMMITTEE, Role.ORGANISATION_BOARD, Role.INSPECTION)


def remediation_work(actor: Actor, today: date) -> Iterable[WorkItem | CountedWork]:
    """Each with its day, so that reminders before and after it come by themselves; no query of its own.

    One line a plan and a remedy, because each is opened by itself. (NA-2-1, NA-2-2)
    """
    if actor.person_id is not None:
        yield CountedWork(found.plans_to_write(actor.person_id, of_bodies=False), _own_plan, dated=True)
        yield CountedWork(found.plans_to_write(actor.person_id, of_bodies=True), _plan_of_body, dated=True)
        yield CountedWork(found.remedies_to_carry_out(actor.person_id), _remedy, dated=True)
        yield CountedWork(found.remedies_to_check(actor.person_id), _check, dated=True)
    if actor.has(*_APPROVERS):
        yield CountedWork(found.plans_to_approve(actor), _approval)


def _own_plan(slug: str, year: int, plan_id: int) -> WorkItem:
    return _plan(slug, year, plan_id, "Lập kế hoạch khắc phục hạn chế, khuyết điểm của bản thân")


def _plan_of_body(slug: str, year: int, plan_id: int) -> WorkItem:
    return _plan(slug, year, plan_id, "Lập kế hoạch khắc phục hạn chế, khuyết điểm của tập thể")


def _plan(slug: str, year: int, plan_id: int, what: str) -> WorkItem:
    url = reverse("reviews:remediation", args=[slug, year, plan_id])
    return WorkItem(what=what, about=f"Sau kiểm điểm, xếp loại năm {year}", url=url, button="Lập kế hoạch")


def _remedy(slug: str, year: int, item_id: int) -> WorkItem:
    return _item(slug, year, item_id, "Khắc phục hạn chế, khuyết điểm", "Ghi tiến độ")


def _check(slug: str, year: int, item_id: int) -> WorkItem:
    return _item(slug, year, item_id, "Kiểm tra việc khắc phục", "Ghi kết quả kiểm tra")


def _item(slug: str, year: int, item_id: int, what: str, button: str) -> WorkItem:
    url = reverse("reviews:remediation_item", args=[slug, year, item_id])
    return WorkItem(what=what, about=f"Theo kế hoạch khắc phục năm {year}", url=url, button=button)


def _approval(slug: str, year: int, number: int) -> WorkItem:
    return WorkItem(
        what="Duyệt kế hoạch khắc phục",
        about=f"{number} kế hoạch – năm {year}",
        url=reverse("reviews:remediation_list", args=[slug, year]),
        button="Xem danh sách",
    )
