"""What people do wrong in front of a browser is refused with its reason, and nothing that they typed is lost."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Locator, expect

from orgchart.kinds import PostRole
from orgchart.tenancy import scope
from reviews.models import AgendaItem
from tests.e2e.autumn import Play
from tests.e2e.desk import Desk
from tests.e2e.meeting import Meeting
from tests.reviews.offline.files import with_parts
from tests.reviews.writing.scene import TEXT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MET = date(2024, 11, 29)
BODY, HEAD, DEPUTY, MEMBER = "Ban Thường vụ Đảng ủy", "Ma Văn Hòa", "Trần Văn Bình", "Lý Thị Én"
MB = 1024 * 1024
MINE, THEIRS = "Kết luận do thư ký ghi, dài và đủ ý.", "Kết luận do Văn phòng ghi trước đó."


@pytest.fixture
def writer(play: Play) -> Desk:
    """The author on the page of the own review, one heading written."""
    play.write(play.scene.review)
    desk = play.desk(play.scene.author)
    desk.open(play.scene.url(play.scene.review))
    return desk


def upload(desk: Desk, file: Path) -> None:
    """Give the page a Word file."""
    if not desk.content.get_by_label("Tệp Word đã viết").is_visible():
        desk.content.get_by_text("Viết ngoại tuyến bằng Word").click()
    desk.content.get_by_label("Tệp Word đã viết").set_input_files(file)
    desk.press("Nạp bản Word")


def test_word_file_goes_out_and_one_that_cannot_be_taken_says_why(play: Play, writer: Desk, tmp_path: Path) -> None:
    writer.content.get_by_text("Viết ngoại tuyến bằng Word").click()
    play.album.shoot(writer.page, "ban-word", "the Word file of a review: out and in again", phone=True)
    ours = writer.download(writer.content.get_by_role("link", name="Tải bản Word"))
    with (tmp_path / "200MB.docx").open("wb") as huge:
        huge.write(ours)
        huge.truncate(200 * MB)
    for name, content in {
        "ảnh chụp.docx": b"\x89PNG\r\n\x1a\n",
        "có macro.docx": with_parts(ours, {"word/vbaProject.bin": b"macro"}),
        "của tôi.docx": ours,
    }.items():
        (tmp_path / name).write_bytes(content)

    for name, reason in (
        ("ảnh chụp.docx", "không phải văn bản Word"),
        ("có macro.docx", "macro"),
        ("200MB.docx", "Tệp lớn hơn 10 MB"),
    ):
        upload(writer, tmp_path / name)
        expect(writer.content.get_by_role("alert").first).to_contain_text(reason)
        play.album.shoot(writer.page, f"tu-choi-{Path(name).stem}", f"refused: {reason}", phone=True)
    expect(writer.page.locator("[id='VI-section']").get_by_role("textbox")).to_have_value(TEXT)

    upload(writer, tmp_path / "của tôi.docx")
    writer.is_told("Đã nạp bản Word")
    assert play.complaints() == []


@pytest.fixture
def meeting(play: Play) -> Meeting:
    """A conference whose first item runs, on the computer of the office."""
    scene = play.scene
    play.write_and_send(scene.report, scene.review)
    meeting = Meeting(play.desk(scene.office), play.year)
    meeting.plan(BODY, f"{MET}T08:00", secretary=MEMBER)
    meeting.announce()
    play.move_to(MET)
    meeting.open()
    meeting.call_the_roll()
    meeting.start(BODY)
    return meeting


def field(desk: Desk, label: str) -> Locator:
    """A field of the item at hand."""
    return desk.content.locator(".agenda-item").get_by_label(label)


def test_two_secretaries_on_one_page_lose_no_word(play: Play, meeting: Meeting) -> None:
    office, secretary = meeting.desk, play.desk(play.scene.reader)
    for desk in (office, secretary):
        desk.open(meeting.address)
    field(secretary, "Ưu điểm").fill(MINE)

    field(office, "Ưu điểm").fill(THEIRS)
    office.press("Lưu kết luận")
    office.is_told("Đã lưu kết luận")
    secretary.press("Lưu kết luận")

    expect(secretary.content.locator(".conflict")).to_contain_text(MINE)
    expect(secretary.content.locator(".conflict")).to_contain_text(THEIRS)
    expect(field(secretary, "Ưu điểm")).to_have_value(MINE)
    play.album.shoot(secretary.page, "hai-thu-ky", "both texts of one conclusion, nothing overwritten", phone=True)
    field(secretary, "Ưu điểm").fill(f"{THEIRS}\n{MINE}")
    secretary.press("Lưu kết luận")
    secretary.is_told("Đã lưu kết luận")
    with transaction.atomic(), scope(tenant=play.scene.tenant.pk):
        assert AgendaItem.objects.get(state="running").strengths.splitlines() == [THEIRS, MINE]
    assert play.complaints() == []


def test_remarks_of_two_at_once_both_stay_and_a_reload_shows_where_it_stood(play: Play, meeting: Meeting) -> None:
    office, secretary = meeting.desk, play.desk(play.scene.reader)
    for desk, person in ((office, HEAD), (secretary, MEMBER)):
        desk.open(meeting.address)
        field(desk, "Đồng chí góp ý").select_option(label=person)
        field(desk, "Nội dung góp ý").fill(f"Ý kiến của {person}.")
    for desk in (office, secretary):
        desk.press("Ghi ý kiến")
        desk.is_told("Đã ghi ý kiến")

    secretary.page.reload()

    for person in (HEAD, MEMBER):
        expect(secretary.content.locator(".comment-list")).to_contain_text(f"Ý kiến của {person}.")
    assert play.complaints() == []


def test_conference_before_its_notice_has_run_is_refused_until_it_has(play: Play) -> None:
    play.write_and_send(play.scene.review)
    play.write(play.scene.report)
    meeting = Meeting(play.desk(play.scene.office), play.year)
    meeting.plan(BODY, "2024-11-12T08:00", secretary=MEMBER)
    meeting.announce()
    play.move_to(date(2024, 11, 11))
    play.send(play.desk(play.scene.author), play.scene.report)
    play.move_to(date(2024, 11, 12))
    meeting.come_back()
    meeting.desk.press("Bắt đầu hội nghị")

    meeting.desk.sees(re.compile("phiên họp ngày 12/11 cần gửi dự thảo chậm nhất 07/11"))
    play.album.shoot(
        meeting.desk.page, "chua-du-ngay", "the draft went out too late: refused, and what helps", phone=True
    )
    meeting.desk.follow("Dời phiên họp")
    meeting.desk.fill("Bắt đầu lúc", "2024-11-14T08:00")
    meeting.desk.press("Ghi lịch mới")
    meeting.desk.sees("Mọi dự thảo đã gửi đúng hạn")
    play.move_to(date(2024, 11, 14))
    meeting.open()
    assert play.complaints() == []


@pytest.mark.parametrize(("code", "asks"), [("cho-chu-2024", False), ("son-la-bdt-2022", True)])
def test_late_self_review_is_warned_of_or_needs_leave_as_the_set_says(play: Play, code: str, asks: bool) -> None:
    play.under(code)
    deputy = play.seat(DEPUTY, "Phó Bí thư", PostRole.DEPUTY, 21)
    play.write_and_send(play.scene.report, play.scene.review)
    play.write(deputy)
    meeting = Meeting(play.desk(play.scene.office), play.year)
    meeting.plan(BODY, "2024-11-12T08:00", secretary=MEMBER)
    meeting.announce()
    play.move_to(date(2024, 11, 11))
    play.send(play.desk(play.scene.office), deputy)
    play.move_to(date(2024, 11, 12))
    meeting.come_back()
    meeting.desk.sees(re.compile(f"{DEPUTY}: gửi ngày 11/11"))
    meeting.open()
    meeting.call_the_roll()
    meeting.review(BODY)
    meeting.review(HEAD, chair=DEPUTY)

    meeting.come_back()
    meeting.desk.press("Bắt đầu", meeting.item)
    if asks:
        meeting.desk.sees(re.compile("muộn hơn 07/11. Kiểm điểm sau, hoặc ghi ý kiến người chủ trì"))
        play.album.shoot(meeting.desk.page, "gui-muon", "a late self-review needs the leave of the chair", phone=True)
        meeting.item.get_by_label("Ý kiến người chủ trì đồng ý").fill("Đồng ý vì lý do đi công tác.")
        meeting.desk.press("Bắt đầu", meeting.item)

    meeting.desk.is_told("Đã bắt đầu nội dung")
    assert play.complaints() == []
