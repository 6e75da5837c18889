"""A finished year is checked from an Excel file, its finding is answered, and the report comes out as PDF."""

from pathlib import Path

import pytest

from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.ratings.conftest import Town
from tests.ratings.inspection.years import group_rows, workbook

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BODY = "Đảng bộ xã Phúc Chu"
ANSWER = "Ghi kết quả khắc phục"


def test_a_finished_year_is_checked_answered_and_reported(
    office: Desk, small_town: Town, album: Album, tmp_path: Path
) -> None:
    file = tmp_path / "Kết quả 2023.xlsx"
    file.write_bytes(workbook(group_rows(5, 10)))

    office.open(f"/{small_town.tenant.slug}/2024/kiem-tra/")
    office.follow("Kiểm tra một năm")
    office.fill("Nơi được kiểm tra", BODY)
    office.fill("Ngày xếp loại", "20/12/2023")
    office.content.get_by_label("Tệp kết quả xếp loại").set_input_files(file)
    album.shoot(office.page, "kiem-tra-moi", "the file of a finished year", phone=True)
    office.press("Xem trước")
    office.sees("được phép 3, vượt 2")
    album.shoot(office.page, "xem-truoc", "what was understood and found", phone=True)
    office.press("Ghi kết quả kiểm tra")
    office.is_told("Đã ghi kết quả kiểm tra")

    office.content.locator("summary", has_text=ANSWER).click()
    form = office.content.locator("details[open] form")
    form.get_by_label("Đã xếp loại lại").check()
    form.get_by_label("Nội dung đã thực hiện, giải trình").fill("Đã họp xếp loại lại, bớt hai tập thể.")
    office.press(ANSWER, form)
    office.sees("Mục này chưa được điền.", "Đã họp xếp loại lại, bớt hai tập thể.")
    album.shoot(office.page, "thieu-ngay", "an answer without a day is refused, nothing typed is lost", phone=True)
    form.get_by_role("textbox", name="Số quyết định").fill("9-QĐ/ĐU")
    form.get_by_role("textbox", name="Ngày thực hiện").fill("10/01/2024")
    office.press(ANSWER, form)
    office.is_told("Đã ghi kết quả khắc phục")
    album.shoot(office.page, "da-khac-phuc", "the finding with its answer", phone=True)

    office.press("Tạo báo cáo PDF")
    report = office.download(office.page.get_by_role("link", name="Tải bản PDF"))
    text = album.keep(report, "bao-cao", "the report of the inspection")
    assert all(words in text for words in (BODY, "33,3%", "50%", "9-QĐ/ĐU"))
    office.follow("Kết quả kiểm tra")
    assert office.complaints == []
