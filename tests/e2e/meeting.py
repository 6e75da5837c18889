"""A conference as the keeper of its record runs it: every step on its page."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk

STRENGTHS = "Hoàn thành nhiệm vụ được giao; giữ vững đoàn kết, thống nhất trong tập thể."


class Meeting:
    """One conference on the computer of whoever keeps its record."""

    def __init__(self, desk: Desk, year: str) -> None:
        self.desk, self.year, self.address = desk, year, ""

    def plan(self, body: str, starts_at: str, *, secretary: str, days: str = "0.5", place: str = "Hội trường") -> None:
        """Set day, place and secretary; agenda and attendance come by themselves."""
        self.desk.open(f"{self.year}/hoi-nghi/")
        self.desk.follow(re.compile(f"^Lập hội nghị: {body}"))
        self.desk.fill("Bắt đầu lúc", starts_at)
        self.desk.fill("Thời lượng (ngày)", days)
        self.desk.fill("Địa điểm", place)
        self.desk.content.get_by_label("Thư ký").select_option(label=secretary)
        self.desk.press("Lập hội nghị")
        self.desk.is_told("Đã lập hội nghị")
        self.address = self.desk.page.url

    def come_back(self) -> None:
        """To the agenda."""
        self.desk.open(self.address)

    def agenda(self) -> list[str]:
        """The names on the agenda in their order."""
        return self.desk.content.locator(".agenda-list a").all_inner_texts()

    def announce(self) -> None:
        """Tell everybody."""
        self.come_back()
        self.desk.press("Thông báo hội nghị")
        self.desk.is_told("Đã thông báo hội nghị")

    def open(self) -> None:
        """Begin."""
        self.come_back()
        self.desk.press("Bắt đầu hội nghị")
        self.desk.is_told("Hội nghị bắt đầu")

    def call_the_roll(self, away: Mapping[str, str] | None = None) -> None:
        """Who is away says why; everybody else is here."""
        self.come_back()
        for name, reason in (away or {}).items():
            row = self.desk.content.locator(".attendance tr", has_text=name)
            row.get_by_label("Vắng", exact=True).check()
            row.get_by_placeholder("Lý do, nếu vắng").fill(reason)
        self.desk.press("Những người còn lại có mặt")
        self.desk.is_told("Đã ghi điểm danh")

    @property
    def item(self) -> Locator:
        """The item at hand."""
        return self.desk.content.locator(".agenda-item")

    def start(self, name: str, *, chair: str = "") -> None:
        """Take up whoever comes next."""
        self.come_back()
        expect(self.item.get_by_role("heading", level=2)).to_contain_text(name)
        if chair:
            self.item.get_by_label("Cấp phó chủ trì").select_option(label=chair)
        self.desk.press("Bắt đầu", self.item)
        self.desk.is_told("Đã bắt đầu nội dung")

    def comment(self, person: str, text: str) -> None:
        """Type what somebody says while it is said."""
        self.item.get_by_label("Đồng chí góp ý").select_option(label=person)
        self.item.get_by_label("Nội dung góp ý").fill(text)
        self.desk.press("Ghi ý kiến", self.item)
        self.desk.is_told("Đã ghi ý kiến")

    def judge(self, text: str, verdict: str, note: str = "") -> None:
        """Whether what was said is accepted, and if not in full why."""
        row = self.item.locator(".comment-list > li", has_text=text)
        row.locator("summary").click()
        row.locator("select").select_option(label=verdict)
        row.get_by_label("Ghi chú").fill(note)
        self.desk.press("Ghi", row)
        expect(row).to_contain_text(verdict)

    def conclude(self, strengths: str = STRENGTHS, weaknesses: str | None = None) -> None:
        """The chair's words end the item; without weaknesses those that the author has named stay."""
        self.item.get_by_label("Ưu điểm").fill(strengths)
        if weaknesses is not None:
            self.item.get_by_label("Hạn chế, khuyết điểm").fill(weaknesses)
        silent = self.item.get_by_label("Các đồng chí còn lại không có ý kiến khác")
        if silent.count():
            silent.check()
        self.desk.press("Kết thúc nội dung", self.item)
        self.desk.is_told("Đã kết thúc nội dung")

    def review(self, name: str, *, chair: str = "", weaknesses: str | None = None) -> None:
        """Take up and conclude where nobody has anything to add."""
        self.start(name, chair=chair)
        self.conclude(weaknesses=weaknesses)

    def close(self) -> None:
        """End."""
        self.come_back()
        self.desk.press("Kết thúc hội nghị")
        self.desk.is_told("Hội nghị đã kết thúc")

    def read_minutes(self) -> Locator:
        """The minutes as they write themselves."""
        self.desk.open(f"{self.address}?xem=bien-ban")
        return self.desk.content.locator(".minutes")
