"""Documents made by the background worker, and the dossier that gathers them."""

import re
from io import BytesIO

import pypdfium2
from playwright.sync_api import Locator, expect

from dossiers.models import Dossier, PrintedDocument
from tests.e2e.chain.meeting import GOVERNMENT
from tests.e2e.chain.writing import MEMBER
from tests.e2e.desk import Desk
from tests.e2e.stage import YEAR, Stage, behind

LEADER_FORM = "bản kiểm điểm cá nhân lãnh đạo, quản lý"
COLLECTIVE_FORM = "báo cáo kiểm điểm tập thể"


def dossier_address(name: str) -> str:
    """The page of a subject's dossier."""
    with behind():
        return f"{YEAR}/ho-so/{Dossier.objects.get(subject__name=name, subject__cycle__year=2024).pk}/"


def print_document(stage: Stage, desk: Desk, button: Locator, name: str, shows: str) -> str:
    """Ask for a document, watch the worker make it, download it; returns its text."""
    button.click()
    desk.sees(re.compile("đang chờ đến lượt|đang làm|đã xong|Tải bản PDF"))
    stage.album.shoot(desk.page, f"{name}-dang-lap", f"{shows}: the worker is at it")
    link = desk.content.get_by_role("link", name=re.compile("^Tải"))
    expect(link.first).to_be_visible(timeout=60_000)
    return stage.album.keep(desk.download(link.first), name, shows)


def print_the_forms(stage: Stage) -> None:
    """Mẫu 02, the minutes and Mẫu 01 come out as PDF, with everything that was written."""
    office = stage.desk("vanphong")
    office.open(dossier_address(MEMBER))
    stage.album.shoot(office.page, "ho-so-trong", "an empty dossier and what can be made from the data", phone=True)
    text = print_document(stage, office, _button(office, f"Tạo {LEADER_FORM}"), "mau-02", "Mẫu 02 as PDF")
    assert "BẢN KIỂM ĐIỂM CÁ NHÂN" in text
    assert MEMBER in text
    assert "Năm nay tiếp tục giữ vững lập trường" in text
    assert "Trực tiếp đối thoại với nhân dân 04 lần trong năm" in text

    office.open(dossier_address(MEMBER))
    minutes = _button(office, re.compile("Tạo biên bản: Hội nghị kiểm điểm Tập thể lãnh đạo Ủy ban nhân dân"))
    text = print_document(stage, office, minutes, "bien-ban", "the minutes as PDF")
    assert "BIÊN BẢN" in text
    assert "bổ sung số liệu giải ngân vốn đầu tư công quý IV" in text

    office.open(dossier_address(GOVERNMENT))
    text = print_document(stage, office, _button(office, f"Tạo {COLLECTIVE_FORM}"), "mau-01", "Mẫu 01 as PDF")
    assert "BÁO CÁO KIỂM ĐIỂM" in text
    with behind():
        ready = PrintedDocument.objects.filter(state="ready", subject__name__in=(MEMBER, GOVERNMENT))
        assert set(ready.values_list("kind", flat=True)) == {"leader_review", "collective_report"}


def _button(desk: Desk, name: str | re.Pattern[str]) -> Locator:
    return desk.content.get_by_role("button", name=name)


def fill_the_dossier(stage: Stage) -> None:
    """Item by item: a wrong file and a declaration of another year are refused, nothing less than complete goes in."""
    member, office = stage.desk("dangvien"), stage.desk("vanphong")
    member.open(dossier_address(MEMBER))
    place = item(member, "Bản kê khai tài sản")
    place.locator("summary").click()
    _upload(member, place, "ke-khai.pdf", b"MZ this is a program, not a paper")
    member.sees("Không nhận loại tệp này. Chỉ nhận PDF, ảnh JPG hoặc PNG")
    stage.album.shoot(member.page, "tep-sai", "a program under the name of a PDF is refused at its item", phone=True)
    place.get_by_label("Năm ghi trên bản kê khai").fill("2023")
    _upload(member, place, "ke-khai-tai-san-2023.pdf", paper())
    member.sees("Bản kê khai phải là của năm kiểm điểm 2024")
    place.get_by_label("Năm ghi trên bản kê khai").fill("2024")
    _upload(member, place, "ke-khai-tai-san-2024.pdf", paper())
    expect(item(member, "Bản kê khai tài sản")).to_contain_text("Đã có")

    office.open(dossier_address(MEMBER))
    office.press("Xác nhận đủ hồ sơ")
    office.sees("Hồ sơ còn thiếu 4 thành phần bắt buộc")
    expect(office.content.get_by_role("listitem")).to_contain_text(
        ["Tờ trình", "Bản bổ sung lý lịch hằng năm", "Nhận xét của cấp ủy", "cấp ủy nơi cư trú"]
    )
    stage.album.shoot(office.page, "ho-so-thieu", "an incomplete dossier is refused with all that lacks")
    complete_papers(stage, MEMBER)
    office.press("Xác nhận đủ hồ sơ")
    office.press("Nộp hồ sơ")
    office.sees("nộp lúc")
    stage.album.shoot(office.page, "ho-so-du", "the complete dossier, handed in", phone=True)
    office.open(f"{YEAR}/ho-so/")
    stage.album.shoot(office.page, "danh-sach-ho-so", "all dossiers of the year and what each lacks", phone=True)
    with behind():
        assert Dossier.objects.get(subject__name=MEMBER, subject__cycle__year=2024).state == "submitted"


def complete_papers(stage: Stage, name: str) -> None:
    """The office makes the letter and notes where the papers lie that come from elsewhere."""
    office = stage.desk("vanphong")
    office.open(dossier_address(name))
    letter = _button(office, "Tạo tờ trình đề nghị xếp loại")
    text = print_document(stage, office, letter, "to-trinh", f"the submission letter for {name}")
    assert "TỜ TRÌNH" in text
    office.open(dossier_address(name))
    while (left := office.content.locator("tr", has_text="Còn thiếu")).count():
        row = left.first
        row.locator("summary").click()
        row.get_by_label("Nơi lưu và số hiệu bản giấy").fill("Tủ hồ sơ số 2, cặp 14")
        number = left.count()
        office.press("Lưu bản giấy", row)
        expect(left).to_have_count(number - 1)


def item(desk: Desk, label: str) -> Locator:
    """The row of one item of the checklist."""
    return desk.content.locator("tr.checklist-row", has_text=label)


def _upload(desk: Desk, place: Locator, name: str, content: bytes) -> None:
    place.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    desk.press("Tải tệp lên", place)


def paper() -> bytes:
    """A scanned page, as far as a computer can tell."""
    written = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(595, 842)
        document.save(written)
    return written.getvalue()
