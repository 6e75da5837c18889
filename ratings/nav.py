"""The entry of this app at the left of every page."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.registry import CyclePage, NavEntry
from ratings import access
from ratings.queries.open_votes import meetings_of
from ratings.queries.regulation import regulation_of
from reviews.queries import cycle_of

APPRAISAL, MEETING, AFTER, REPORTS, CHECKS, OWN = (
    "Thẩm định", "Phiên họp, bỏ phiếu", "Kết quả, xem xét lại", "Báo cáo", "Kiểm tra", "Của tôi, công khai",
)  # fmt: skip
# Section, label, address, and the addresses behind it: in the order of the year.
RUNNING = (
    (APPRAISAL, "Đối tượng xếp loại, thẩm định", "cases", ("appraise", "score_decided", "change_group")),
    (APPRAISAL, "Biểu quyết tại đơn vị", "open_vote_list", ("open_votes", "record_vote")),
    (APPRAISAL, "Hội đồng thẩm định", "council", ()),
    (APPRAISAL, "Xếp loại ngoài hệ đảng", "sides", ()),
    (MEETING, "Phiên họp xếp loại", "board_list", ("board_new", "board", "papers", "open_voting", "cap_exception")),
    (AFTER, "Kết quả cần xem xét lại", "attention", ("reconsider",)),
    (AFTER, "Yêu cầu của cấp trên", "order_list", ("order",)),
    (AFTER, "Bảo lưu ý kiến, khiếu nại", "complaint_list", ("complaint", "complaint_on_paper")),
    (AFTER, "Đề nghị khen thưởng", "awards", ()),
    (REPORTS, "Tổng hợp kết quả", "summary", ()),
    (REPORTS, "Biểu tổng hợp gửi cấp trên", "result_table", ()),
    (REPORTS, "Kết quả các năm", "results_by_year", ()),
    (CHECKS, "Tự kiểm tra bảy nội dung", "compliance", ()),
    (CHECKS, "Kiểm tra năm đã xếp loại", "inspection_list", ("inspection_new", "inspection", "inspection_papers")),
)
LET_IN = ("cases", "summary")


def cycle_pages(actor: Actor, tenant: Tenant, year: int) -> list[CyclePage]:
    """What the page of a cycle leads to: cases and boards for those who rate, the own result for everybody."""

    def page(section: str, label: str, name: str, behind: tuple[str, ...] = ()) -> CyclePage:
        covers = tuple(f"ratings:{one}" for one in behind)
        return CyclePage(label, reverse(f"ratings:{name}", args=[tenant.slug, year]), section, covers)

    pages = []
    if access.can_see_ratings(actor):
        pages += [page(*one) for one in RUNNING]
    elif _is_let_in(actor, year):
        pages += [page(*one) for one in RUNNING if one[2] in LET_IN]
    if not access.can_see_ratings(actor) and actor.person_id is not None and meetings_of(cycle_of(year), actor):
        pages.append(page(APPRAISAL, *RUNNING[1][1:]))
    if access.can_see_ratings(actor) or _drafts(actor, year):
        pages.append(page(REPORTS, "Báo cáo tổng kết xây dựng Đảng", "party_report"))
    if access.can_inspect(actor):
        label = "Tự nhận diện 27 biểu hiện"
        pages.append(page(CHECKS, label, "manifestations", ("manifestation_names",)))
    elif actor.exceptions and access.can_read_manifestation_names(actor, cycle_of(year)):
        pages.append(page(CHECKS, "Tự nhận diện biểu hiện, có tên", "manifestation_names"))
    pages.append(page(OWN, "Kết quả công khai", "published"))
    if actor.person_id is not None:
        if regulation_of(cycle_of(year)).score_rows:
            pages.append(page(OWN, "Phiếu tự chấm điểm", "my_scores", ("score_self",)))
        pages.append(page(OWN, "Kết quả của tôi", "my_result"))
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
