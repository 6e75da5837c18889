"""From an empty tenant to the chart of a commune: a messy roster, corrected twice, by visible labels only."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from orgchart.models import CellMembership, Organization, Person, Post
from orgchart.services.tenants import FirstOffice, open_tenant
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.e2e.stage import behind
from tests.factories.orgchart import NOON
from tests.orgchart.imports.messy import commune

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOGIN, PASSWORD, SLUG = "vanphong.phulac", "mật khẩu đủ dài", "phu-lac"


@pytest.fixture
def office(
    live_server: Any, browser: Browser, browser_context_args: dict[str, Any], settings: Any, tmp_path: Path
) -> Iterator[Desk]:
    """The office of a commune that has nothing yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    open_tenant(
        office=FirstOffice(LOGIN, "Lý Văn Thắng", PASSWORD), superior=None, since=date(2024, 1, 1), at=NOON, slug=SLUG,
        name="Đảng bộ xã Phú Lạc", short_name="Xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc", body_code="ĐU",
        place="Phú Lạc", level="commune",
    )  # fmt: skip
    desk = Desk(browser, live_server.url, browser_context_args)
    desk.log_in(LOGIN, PASSWORD)
    yield desk
    desk.context.close()


def hand_in(office: Desk, content: bytes) -> None:
    """Choose a file and look at what it would do."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    office.content.get_by_label("Tệp Excel").set_input_files(
        {"name": "Danh sách Phú Lạc.xlsx", "mimeType": kind, "buffer": content}
    )
    office.fill("Tính từ ngày", "01/07/2024")
    office.press("Xem trước")


def looks_well(office: Desk, album: Album, name: str, shows: str) -> None:
    """A picture at both widths, and no serious finding of axe."""
    album.shoot(office.page, name, shows, phone=True)
    found = Axe().run(office.page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []


def test_commune_is_set_up_from_a_messy_roster(office: Desk, album: Album) -> None:
    office.page.get_by_role("link", name="Tổ chức, cán bộ").first.click()
    office.follow("Xem danh sách cán bộ")
    office.follow("Nhập từ Excel")
    looks_well(office, album, "import", "the three steps")
    template = load_workbook(BytesIO(office.download(office.content.get_by_role("link", name="Tải tệp mẫu"))))
    assert {"Cán bộ, đảng viên", "Tổ chức", "Ví dụ", "Hướng dẫn"} <= set(template.sheetnames)

    # The file as it is: two days are wrong, one can be guessed, a dozen units are new.
    hand_in(office, commune())
    office.sees("Trả lời những chỗ chưa rõ", "31/02/1999", "không nhớ")
    looks_well(office, album, "preview", "what is asked and what would happen")
    marked = load_workbook(BytesIO(office.download(office.content.get_by_role("link", name="Tải tệp của tôi"))))
    wrong = marked["Lãnh đạo"].cell(12, 7)
    assert "không có ngày này trong lịch" in wrong.comment.text
    assert wrong.value == "31/02/1999"

    # First correction, in Excel.
    office.follow("nhập lại")
    hand_in(office, commune(mended=1))
    expect(office.content.get_by_text("31/02/1999")).to_have_count(0)
    office.press("Chấp nhận và xem lại")
    office.sees("không nhớ")
    expect(office.content.get_by_label("Ngày sinh: “không nhớ”")).to_be_visible()

    # Second correction, on the page.
    office.fill("Ngày sinh: “không nhớ”", "06/06/1955")
    office.press("Chấp nhận và xem lại")
    office.sees("4. Ghi vào hệ thống", "44 người mới")
    looks_well(office, album, "ready", "nothing left to ask")
    office.press("Ghi vào hệ thống")
    office.sees("Đã ghi vào hệ thống")
    looks_well(office, album, "written", "what was written")

    office.follow("Xem sơ đồ tổ chức")
    office.sees("Ủy ban nhân dân xã Phú Lạc", "Chi bộ thôn Tân Lập", "Ban Thường vụ Đảng ủy xã Phú Lạc")
    album.shoot(office.page, "chart", "the chart of the commune", phone=True)
    with behind(SLUG):
        assert (Person.objects.count(), Organization.objects.count()) == (44, 11)
        assert (CellMembership.objects.count(), Post.objects.count()) == (39, 26)

    # The same file again changes nothing and says so.
    office.follow("Xem danh sách cán bộ")
    office.follow("Nhập từ Excel")
    hand_in(office, commune(mended=2))
    for _ in range(3):
        if office.content.get_by_role("button", name="Chấp nhận và xem lại").count():
            office.press("Chấp nhận và xem lại")
    office.sees("mọi dòng trong tệp đều đã có trong hệ thống")
    album.shoot(office.page, "again", "nothing changes", phone=True)
    assert office.complaints == []
