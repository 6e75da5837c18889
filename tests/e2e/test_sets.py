"""A committee looks up where a rule comes from, tries a change out, makes its set of next year and opens the year.

By visible labels only; after the login nobody types an address.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from reviews.models import Cycle, OwnSet
from tests.e2e.desk import Desk
from tests.e2e.stage import Stage, behind

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
SET_OF_2024 = "Kế hoạch kiểm điểm, đánh giá, xếp loại năm 2024 của Ban Thường vụ Đảng ủy thị trấn Chợ Chu"
TITLE = "Kế hoạch kiểm điểm, đánh giá, xếp loại năm 2025"
AT_MOST = 40


class Hand:
    """Works at a desk and counts every click and every entry."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.done = 0

    def press(self, name: str, inside: Locator | None = None) -> None:
        """One click on a button."""
        self.done += 1
        self.desk.press(name, inside)

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        """One click on a link."""
        self.done += 1
        self.desk.follow(name, inside)

    def fill(self, label: str, text: str) -> None:
        """One entry."""
        self.done += 1
        self.desk.content.get_by_label(re.compile(rf"^{re.escape(label)}( \(không bắt buộc\))?$")).fill(text)

    def choose(self, label: str, option: str) -> None:
        """One choice from a list."""
        self.done += 1
        self.desk.content.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        """One click on a radio button or a box."""
        self.done += 1
        self.desk.content.get_by_label(label, exact=True).check()

    def go_to_the_year(self) -> None:
        """The second entry at the left."""
        self.done += 1
        self.desk.page.get_by_role("navigation", name="Mục chính").get_by_role("link", name="Đợt kiểm điểm").click()


def test_a_rule_is_looked_up_tried_out_and_next_years_set_is_made_in_forty_steps(stage: Stage) -> None:
    office = Hand(stage.desk("vanphong"))
    look_up_where_twenty_per_cent_comes_from(office, stage)
    try_the_rounding(office, stage)

    office.done = 0
    make_the_set_of_2025(office, stage)
    head = Hand(stage.desk("bithu"))
    approve_it(head, stage)
    open_the_year(office, stage)

    steps = office.done + head.done
    print(f"set of 2025 made, approved and applied in {steps} clicks and entries")
    assert steps <= AT_MOST
    with behind():
        cycle, own = Cycle.objects.get(year=2025), OwnSet.objects.get()
        assert (cycle.set_code, cycle.set_digest) == (own.code, own.kept.digest)
    assert stage.complaints() == []


def look_up_where_twenty_per_cent_comes_from(office: Hand, stage: Stage) -> None:
    """From the year to its set, from there to the value and the sentence behind it."""
    office.go_to_the_year()
    office.follow(SET_OF_2024)
    expect(office.desk.heading).to_have_text(SET_OF_2024)
    stage.album.shoot(office.desk.page, "bo-quy-dinh", "the whole set of the year", phone=True)
    office.fill("Tìm trong bộ quy định, có dấu hoặc không dấu", "ty le toi da")
    office.press("Tìm", office.desk.content)
    office.follow("Tỷ lệ tối đa xếp loại Xuất sắc")
    office.desk.sees("20%", re.compile("không vượt quá 20%|20%"))
    expect(office.desk.content.locator("blockquote, #source-title").first).to_be_visible()
    stage.album.shoot(office.desk.page, "ty-le-20", "where 20% comes from", phone=True)


def try_the_rounding(office: Hand, stage: Stage) -> None:
    """Rounding up for a trial: which groups would change; then it is thrown away."""
    office.follow(SET_OF_2024)
    office.fill("Tìm trong bộ quy định, có dấu hoặc không dấu", "lam tron")
    office.press("Tìm", office.desk.content)
    office.follow("Cách làm tròn")
    office.tick("Làm tròn lên")
    office.press("Thử thay đổi")
    office.desk.sees("Phép thử – chưa ghi gì", "Số được xếp loại Xuất sắc theo nhóm")
    table = office.desk.content.get_by_role("table").first
    expect(table.get_by_text("Thay đổi").first).to_be_visible()
    stage.album.shoot(office.desk.page, "phep-thu", "which groups get other numbers of places", phone=True)
    office.follow("Bỏ phép thử")
    expect(office.desk.content.get_by_text("Phép thử – chưa ghi gì")).to_have_count(0)
    with behind():
        assert not OwnSet.objects.exists()


def make_the_set_of_2025(office: Hand, stage: Stage) -> None:
    """From the set of 2024: head, two values, one deadline; then it goes to a second person."""
    office.go_to_the_year()
    office.follow(SET_OF_2024)
    office.follow("Lập bộ mới từ bộ này")
    office.fill("Năm áp dụng", "2025")
    office.fill("Tên bộ quy định", TITLE)
    office.fill("Số văn bản", "88-KH/ĐU")
    office.fill("Ngày văn bản", "20/10/2025")
    office.press("Lập bộ quy định")
    expect(office.desk.heading).to_have_text(TITLE)
    office.follow("Số tháng giữ chức vụ tối thiểu để xếp loại")
    office.fill("Số tháng giữ chức vụ tối thiểu để xếp loại (tháng)", "5")
    office.fill("Lý do, điểm mục", "mục III.3")
    office.tick("Chính văn bản này")
    stage.album.shoot(office.desk.page, "sua-gia-tri", "one value with its source", phone=True)
    office.press("Ghi")
    office.desk.is_told("Đã ghi")
    office.follow("Hồ sơ kiểm điểm, đề nghị đánh giá, xếp loại gửi Ban Thường vụ Đảng ủy")
    office.fill("Ngày", "12")
    office.tick("Chính văn bản này")
    office.fill("Lý do, điểm mục", "mục IV")
    office.press("Ghi")
    office.desk.is_told("Đã ghi")
    stage.album.shoot(office.desk.page, "bo-2025", "the set of 2025 with what differs", phone=True)
    office.press("Trình duyệt")
    office.desk.is_told("Đã trình duyệt")


def approve_it(head: Hand, stage: Stage) -> None:
    """The secretary finds it under Việc của tôi and approves it."""
    row = head.desk.content.get_by_role("listitem").filter(has_text="Duyệt bộ quy định")
    head.follow("Xem, duyệt", row)
    stage.album.shoot(head.desk.page, "duyet-bo", "the set before its approval")
    head.press("Duyệt bộ quy định")
    head.desk.is_told("Đã duyệt")


def open_the_year(office: Hand, stage: Stage) -> None:
    """The year 2025 under the approved set; its deadline is the new one."""
    office.go_to_the_year()
    office.follow("Lập đợt của năm khác")
    office.fill("Năm", "2025")
    office.fill("Tên đợt", "Kiểm điểm, đánh giá, xếp loại chất lượng năm 2025")
    office.choose("Bộ quy định áp dụng", TITLE)
    office.fill("Ngày bỏ phiếu xếp loại", "28/11/2025")
    office.press("Lập đợt")
    office.desk.is_told("Đã lập đợt")
    office.desk.sees("thứ Ba, 11/11")
    stage.album.shoot(office.desk.page, "dot-2025", "the year 2025 under its own set", phone=True)
