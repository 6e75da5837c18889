"""Getting a conference ready, as the office does it: who is invited, what went out when, who is there."""

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from orgchart.kinds import Level, PostRole
from orgchart.models import SupervisionKind
from reviews.models import Review
from tests.e2e.autumn import Play
from tests.e2e.desk import Desk
from tests.e2e.meeting import Meeting
from tests.factories.orgchart import PersonFactory, SupervisionFactory

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PLANNED, MOVED = "2024-11-13T08:00", "2024-11-14T08:00"
BODY, HEAD, DEPUTY, MEMBER = "Ban Thường vụ", "Ma Văn Hòa", "Trần Văn Bình", "Lý Thị Én"
IN_CHARGE, FOLLOWS, GUEST = "Lưu Đình Phúc", "Vi Thị Theo", "Bà Nông Thị Mai, nguyên Bí thư Huyện ủy"
SUPERIOR = "Huyện ủy Định Hóa"


@pytest.fixture
def deputy(play: Play) -> Review:
    """A body with somebody in charge of its unit and somebody who follows it for an agency of the Party."""
    play.under("hung-yen-2019", level=Level.COMMUNE)
    deputy = play.seat(DEPUTY, "Phó Bí thư", PostRole.DEPUTY, 21)
    unit, tenant = play.scene.collective.organization, play.scene.tenant
    with transaction.atomic():
        for name, kind in ((IN_CHARGE, SupervisionKind.IN_CHARGE), (FOLLOWS, SupervisionKind.MONITOR)):
            person = PersonFactory(tenant=tenant, full_name=name)
            SupervisionFactory(tenant=tenant, person=person, organization=unit, kind=kind)
    return deputy


def test_office_gets_a_conference_ready_from_the_list_of_guests_to_the_quorum(play: Play, deputy: Review) -> None:
    scene = play.scene
    office = play.desk(scene.office)
    meeting = Meeting(office, play.year)
    play.write_and_send(scene.review, deputy)
    meeting.plan(BODY, PLANNED, secretary=MEMBER, place="")
    assert meeting.agenda() == [scene.report.subject.name, HEAD, DEPUTY]
    office.sees(f"{scene.report.subject.name}: chưa gửi – hội nghị chưa bắt đầu được")
    play.album.shoot(office.page, "chuong-trinh", "the draft agenda, and what keeps it from beginning", phone=True)

    office.follow("Chuẩn bị")
    invite(play, office)
    send_the_draft(play, office, meeting)
    office.open(meeting.address)
    office.follow("Đổi lịch, phân công")
    office.fill("Bắt đầu lúc", MOVED)
    office.fill("Địa điểm", "Hội trường Huyện ủy")
    office.press("Ghi lịch mới")
    office.follow("Chuẩn bị")
    office.sees(re.compile("cho lịch cũ .* cần gửi lại"))
    play.album.shoot(office.page, "doi-lich", "a new date: what was sent counts for the old one", phone=True)
    note_sent(office, SUPERIOR)
    tick_all(office)
    play.album.shoot(office.page, "da-chuan-bi", "ready", phone=True)
    office.open(f"{play.year}/lich-hoi-nghi/")
    office.press("Công bố lịch")
    play.album.shoot(office.page, "lich", "the calendar of all conferences, published", phone=True)

    meeting.announce()
    play.move_to(date(2024, 11, 14))
    meeting.open()
    call_the_roll(play, meeting)
    assert play.complaints() == []


def invite(play: Play, office: Desk) -> None:
    """The set proposes whom to invite; the office adds one, leaves one out, prints and notes what went out."""
    page = office.page.url
    for name in (SUPERIOR, "Ủy ban nhân dân huyện Định Hóa", IN_CHARGE, FOLLOWS):
        office.sees(re.compile(name))
    play.album.shoot(office.page, "khach-moi", "whom the set wants invited, none of them yet", phone=True)
    office.press("Không mời: Ủy ban nhân dân huyện Định Hóa")
    office.content.locator("summary", has_text="Mời thêm").click()
    office.content.get_by_label("Cơ quan, hoặc họ tên, chức vụ").fill(GUEST)
    office.press("Mời thêm")
    office.sees(re.compile(GUEST))
    expect(office.content.get_by_text("Ủy ban nhân dân huyện Định Hóa", exact=True)).to_have_count(0)
    text = play.paper(office, f"In giấy mời: {SUPERIOR}", "giay-moi", "the printed invitation")
    assert SUPERIOR in text
    office.open(page)
    note_sent(office, SUPERIOR)
    expect(office.content.locator("li.invited", has_text=SUPERIOR).first).to_contain_text("Đã gửi 08/11/2024")


def note_sent(office: Desk, name: str) -> None:
    """The invitation went out today, on paper."""
    row = office.content.locator("li.invited", has=office.page.get_by_text(name, exact=True))
    row.locator("summary").click()
    office.press("Ghi đã gửi", row)
    office.is_told("Đã ghi")


def send_the_draft(play: Play, office: Desk, meeting: Meeting) -> None:
    """The draft goes out three working days before; the office sees who has opened it."""
    scene = play.scene
    writer, member = play.desk(scene.author), play.desk(scene.reader)
    play.write(scene.report)
    play.send(writer, scene.report)
    member.open(f"{scene.url(scene.report)}xem/")
    writer.open(f"{scene.url(scene.report)}xem/")
    receipts = writer.content.get_by_role("region", name=re.compile("^Người nhận dự thảo"))
    expect(receipts.get_by_role("row").filter(has_text=MEMBER)).not_to_contain_text("Chưa mở")
    expect(receipts.get_by_role("row").filter(has_text=DEPUTY)).to_contain_text("Chưa mở")
    play.album.shoot(writer.page, "ai-da-mo", "who got the draft, and who has opened it", phone=True)
    meeting.come_back()
    office.sees("Mọi dự thảo đã gửi đúng hạn")


def tick_all(office: Desk) -> None:
    """Every point that nothing hinders."""
    while office.content.get_by_role("button", name=re.compile("^Đã xong: ")).count():
        office.content.get_by_role("button", name=re.compile("^Đã xong: ")).first.click()
        office.is_told("Đã ghi")


def call_the_roll(play: Play, meeting: Meeting) -> None:
    """One of three is too few to begin; two of three are enough."""
    office = meeting.desk
    meeting.come_back()
    mark(office, HEAD, "Có mặt")
    for name in (DEPUTY, MEMBER):
        mark(office, name, "Vắng", "Họp tỉnh")
    office.press("Những người còn lại có mặt")
    meeting.come_back()
    office.press("Bắt đầu", meeting.item)
    office.sees(re.compile("mới điểm danh 1/3 thành viên có mặt, cần ít nhất 2/3"))
    play.album.shoot(office.page, "chua-du", "too few are here to begin", phone=True)
    meeting.come_back()
    mark(office, DEPUTY, "Có mặt")
    office.press("Ghi điểm danh")
    meeting.start(play.scene.report.subject.name)


def mark(office: Desk, name: str, answer: str, reason: str = "") -> None:
    """Here, or away with a reason."""
    row = office.content.locator(".attendance tr", has_text=name)
    row.get_by_label(answer, exact=True).check()
    row.get_by_placeholder("Lý do, nếu vắng").fill(reason)
