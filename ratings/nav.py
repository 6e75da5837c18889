"""The entry of this app at the left of every page."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.registry import CyclePage, NavEntry
from ratings import access
from ratings.queries.regulation import regulation_of
from reviews.queries import cycle_of


def cycle_pages(actor: Actor, tenant: Tenant, year: int) -> list[CyclePage]:
    """What the page of a cycle leads to: cases and boards for those who rate, the own result for everybody."""
    pages = []
    if access.can_see_ratings(actor):
        pages += [
            CyclePage("Đối tượng xếp loại, thẩm định", reverse("ratings:cases", args=[tenant.slug, year])),
            CyclePage("Phiên họp xếp loại", reverse("ratings:board_list", args=[tenant.slug, year])),
            CyclePage("Kết quả cần xem xét lại", reverse("ratings:attention", args=[tenant.slug, year])),
            CyclePage("Bảo lưu ý kiến, khiếu nại", reverse("ratings:complaint_list", args=[tenant.slug, year])),
            CyclePage("Xếp loại ngoài hệ đảng", reverse("ratings:sides", args=[tenant.slug, year])),
            CyclePage("Tổng hợp kết quả", reverse("ratings:summary", args=[tenant.slug, year])),
            CyclePage("Biểu tổng hợp gửi cấp trên", reverse("ratings:result_table", args=[tenant.slug, year])),
            CyclePage("Kết quả các năm", reverse("ratings:results_by_year", args=[tenant.slug, year])),
            CyclePage("Đề nghị khen thưởng", reverse("ratings:awards", args=[tenant.slug, year])),
            CyclePage("Kiểm tra năm đã xếp loại", reverse("ratings:inspection_list", args=[tenant.slug, year])),
        ]
        pages.insert(1, CyclePage("Hội đồng thẩm định", reverse("ratings:council", args=[tenant.slug, year])))
    elif _is_let_in(actor, year):
        pages += [
            CyclePage("Đối tượng xếp loại, thẩm định", reverse("ratings:cases", args=[tenant.slug, year])),
            CyclePage("Tổng hợp kết quả", reverse("ratings:summary", args=[tenant.slug, year])),
        ]
    if access.can_see_ratings(actor) or _drafts(actor, year):
        label = "Báo cáo tổng kết xây dựng Đảng"
        pages.append(CyclePage(label, reverse("ratings:party_report", args=[tenant.slug, year])))
    pages.append(CyclePage("Kết quả công khai", reverse("ratings:published", args=[tenant.slug, year])))
    if actor.person_id is not None:
        if regulation_of(cycle_of(year)).score_rows:
            pages.append(CyclePage("Phiếu tự chấm điểm", reverse("ratings:my_scores", args=[tenant.slug, year])))
        pages.append(CyclePage("Kết quả của tôi", reverse("ratings:my_result", args=[tenant.slug, year])))
    return pages


def _is_let_in(actor: Actor, year: int) -> bool:
    """Whether somebody without a role sees the cases of this year: its council, its inspection team."""
    return bool(actor.exceptions) and access.can_see_cases(actor, cycle_of(year))


def _drafts(actor: Actor, year: int) -> bool:
    return bool(actor.exceptions) and access.can_write_party_report(actor, cycle_of(year))


def rating_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """The summary and the boards for those who prepare and vote, the own result for members."""
    if year is None:
        return None
    if access.can_see_ratings(actor):
        url = reverse("ratings:summary", args=[tenant.slug, year])
    elif actor.person_id is not None:
        url = reverse("ratings:my_result", args=[tenant.slug, year])
    else:
        return None
    return NavEntry("Tra cứu, báo cáo", url, "chart", 5, "ratings")
