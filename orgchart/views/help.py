"""The help: short pages by task, the same for everybody who has logged in, whatever the tenant."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from orgchart import clock, queries
from orgchart.middleware import enter, unit_of_work
from orgchart.models import Account


@dataclass(frozen=True)
class HelpPage:
    """One page: its place in the address, its title, and for what one opens it."""

    slug: str
    title: str
    lead: str

    @property
    def template(self) -> str:
        """Where the text stands."""
        return f"help/{self.slug}.html"


PAGES = (
    HelpPage("bat-dau", "Bắt đầu", "Đăng nhập, tìm việc của mình, đi giữa các trang"),
    HelpPage("so-do-to-chuc", "Sơ đồ tổ chức", "Tổ chức, tập thể, sáp nhập, chia tách, phân cấp quản lý"),
    HelpPage("can-bo", "Cán bộ, đảng viên", "Chức vụ, sinh hoạt đảng, kỷ luật, gộp người bị ghi trùng"),
    HelpPage("nhap-danh-sach", "Nhập danh sách, xuất Excel", "Lập sơ đồ từ tệp có sẵn, sửa chỗ sai, nhập lại"),
    HelpPage("bo-quy-dinh", "Bộ quy định", "Giá trị từ đâu ra, thử thay đổi, lập bộ của năm nay, mốc mâu thuẫn"),
    HelpPage("viet-ban-kiem-diem", "Viết bản kiểm điểm", "Tự lưu, hai người cùng sửa, mất kết nối"),
    HelpPage("goi-y", "Gợi ý kiểm điểm", "Dự thảo, duyệt, gửi, giải trình từng vấn đề"),
    HelpPage("gui-du-thao", "Gửi dự thảo", "03 ngày làm việc, ai nhận, rút lại để sửa"),
    HelpPage("hoi-nghi", "Hội nghị kiểm điểm", "Chương trình, điểm danh, góp ý, kết luận, biên bản"),
    HelpPage("hoan-chinh", "Hoàn chỉnh và tự xếp loại", "Tiếp thu góp ý, chốt mức tự nhận"),
    HelpPage("khac-phuc", "Khắc phục hạn chế, khuyết điểm", "Kế hoạch, theo dõi, tiến độ, kiểm tra, Mẫu 12, 13"),
    HelpPage("xep-loai", "Thẩm định và bảng xếp loại", "Trần xếp loại, cách tính 20%, hai vòng phiếu"),
    HelpPage("ho-so", "Hồ sơ và văn bản in", "Danh mục, tải tệp, bản giấy, tạo bản PDF"),
    HelpPage("bao-quan", "Kết thúc đợt, bảo quản, tiêu hủy", "Thời hạn, tạm dừng, danh mục và biên bản tiêu hủy"),
    HelpPage("cap-tren", "Gửi cấp trên, nhận quyết định", "Nộp hồ sơ, bị trả lại, quyết định gửi xuống"),
    HelpPage("ket-qua", "Kết quả của tôi", "Xem mức xếp loại, tải văn bản, bảo lưu ý kiến"),
    HelpPage("tai-khoan", "Tài khoản, vai trò, nhật ký", "Thư mở tài khoản, xác thực hai lớp, ủy quyền, mã đối chiếu"),
    HelpPage("quyen-xem", "Quyền xem và bảo mật", "Ai thấy gì, nội dung không được nhập"),
    HelpPage("dieu-chua-ro", "Điều chưa có trong quy định trung ương", "Hệ thống đang tính thế nào, ai quyết định"),
)
BY_SLUG = {page.slug: page for page in PAGES}


@require_GET
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """All pages with what they are for."""
    return _show(request, "help/index.html", None)


@require_GET
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, with the way to the others."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404
    return _show(request, found.template, found)


def _show(request: HttpRequest, template: str, current: HelpPage | None) -> HttpResponse:
    """Whoever works in one tenant keeps its entries at the left while reading."""
    tenants = request.tenants = list(queries.tenants_of(cast("Account", request.user), clock.today()))  # type: ignore[attr-defined]
    following = PAGES[PAGES.index(current) + 1 :] if current else ()
    context = {"pages": PAGES, "current": current, "next_page": following[0] if following else None}
    with unit_of_work(request), ExitStack() as scopes:
        if len(tenants) == 1:
            scopes.enter_context(enter(request, tenants[0]))
        return render(request, template, context)
