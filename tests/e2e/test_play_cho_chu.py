"""Chợ Chu: a cell without a committee, from the drafts to the measures against what was found wanting."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from orgchart.access import Actor
from orgchart.kinds import OrganizationKind, PostRole, Role
from orgchart.models import Organization, Person
from orgchart.tenancy import scope
from reviews.models import Audience, FormKind, Place, Review, Shortcoming, SubjectKind
from tests.e2e.autumn import Play
from tests.e2e.meeting import Meeting
from tests.factories.orgchart import CellMembershipFactory, OrganizationFactory, PostFactory
from tests.factories.reviews import PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.writing.scene import TEXT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MET = date(2024, 11, 29)
CELL, SECRETARY, DEPUTY, MEMBER = "Chi bộ Trạm Y tế", "Ma Văn Hòa", "Hà Văn Tú", "Lý Thị Én"
REMARK = "Sinh hoạt chuyên đề còn ít, mới được 2 kỳ."
WEAK, LATE = "Sinh hoạt chuyên đề chưa đủ theo kế hoạch.", "Báo cáo tháng còn chậm."
OUTCOME = "Đủ 4 chuyên đề trong năm 2025."
PROMISE = {
    "Biện pháp khắc phục": "Lập lịch chuyên đề từng quý.",
    "Người phụ trách khắc phục": DEPUTY,
    "Thời hạn khắc phục": "31/03/2025",
}


@dataclass
class Cell:
    """The cell and what it reviews: its report, the secretary, two members."""

    unit: Organization
    report: Review
    secretary: Review
    deputy: Review
    member: Review


@pytest.fixture
def cell(play: Play) -> Cell:
    """A cell of three without a committee; the secretary is reviewed nowhere else."""
    scene, tenant = play.scene, play.scene.tenant
    with transaction.atomic():
        unit = OrganizationFactory(tenant=tenant, name=CELL, kind=OrganizationKind.PARTY_CELL)
        for person in (scene.head, scene.member, scene.stranger):
            CellMembershipFactory(tenant=tenant, person=person, cell=unit)
        posts = ((scene.head, "Bí thư chi bộ", PostRole.HEAD), (scene.stranger, "Phó Bí thư chi bộ", PostRole.DEPUTY))
        for rank, (person, title, role) in enumerate(posts, start=40):
            PostFactory(
                tenant=tenant, person=person, collective=None, organization=unit, title=title, role=role, rank=rank
            )
        about = {"kind": SubjectKind.PARTY_ORGANIZATION, "organization": unit, "unit": unit, "name": unit.name}
        nobody = {"person": None, "role": "", "title_group": "", "position": "", "appointed_on": None}
        body = SubjectFactory(tenant=tenant, cycle=scene.cycle, **about, **nobody)
        report = ReviewFactory(subject=body, form_kind=FormKind.COLLECTIVE_REPORT, author=scene.head)
        with scope(tenant=tenant.pk):
            Place.objects.filter(subject=scene.review.subject).delete()
        deputy, member = (member_of(play, unit, person) for person in (scene.stranger, scene.member))
        for review in (report, scene.review):
            PlaceFactory(subject=review.subject, collective=None, cell=unit, audience=Audience.WHOLE_CELL)
    return Cell(unit, report, scene.review, deputy, member)


def member_of(play: Play, unit: Organization, person: Person) -> Review:
    """Somebody who is reviewed as a member of the cell."""
    subject = SubjectFactory(
        tenant=play.scene.tenant, cycle=play.scene.cycle, person=person, unit=unit, role=PostRole.STAFF,
        position="Đảng viên", rank=60,
    )  # fmt: skip
    PlaceFactory(subject=subject, collective=None, cell=unit, audience=Audience.WHOLE_CELL)
    return ReviewFactory(subject=subject, form_kind=FormKind.MEMBER_REVIEW)


def test_cell_without_a_committee_confers_as_a_whole_and_ends_in_measures(play: Play, cell: Cell) -> None:
    scene = play.scene
    secretary, member, office = (play.desk(one) for one in (scene.author, scene.reader, scene.office))
    send_drafts(play, cell)
    meeting = Meeting(office, play.year)
    meeting.plan(CELL, f"{MET}T08:00", secretary=DEPUTY, place="Phòng họp Trạm Y tế")
    office.sees("Mọi dự thảo đã gửi đúng hạn", "0/3 thành viên có mặt")
    assert meeting.agenda() == [CELL, SECRETARY, DEPUTY, MEMBER]
    play.album.shoot(office.page, "chuong-trinh", "the cell is called as a whole, its report first", phone=True)
    meeting.announce()
    play.move_to(MET)
    meeting.open()
    meeting.call_the_roll()
    meeting.start(CELL)
    play.album.shoot(office.page, "trinh-bay", "the report is presented; the room speaks", phone=True)
    member.open(meeting.address)
    Meeting(member, play.year).comment(MEMBER, REMARK)
    play.album.shoot(member.page, "tu-ghi-gop-y", "a member enters the own remark on the own phone", phone=True)
    meeting.come_back()
    meeting.judge(REMARK, "Tiếp thu")
    meeting.conclude(weaknesses=WEAK)
    meeting.start(SECRETARY, chair=DEPUTY)
    expect(meeting.item.get_by_role("heading", name="Bản kiểm điểm đã gửi")).to_be_visible()
    play.album.shoot(office.page, "bi-thu", "the secretary first, led by the deputy, the text at hand", phone=True)
    meeting.conclude(weaknesses=LATE)
    for name in (DEPUTY, MEMBER):
        meeting.review(name, weaknesses="")
    meeting.close()
    minutes = meeting.read_minutes()
    for words in (CELL, REMARK, WEAK, LATE, "Triệu tập 3, có mặt 3"):
        expect(minutes).to_contain_text(words)
    play.album.shoot(office.page, "bien-ban", "the minutes of the cell", phone=True)
    text = play.paper(office, "In biên bản", "bien-ban", "the printed minutes of the cell")
    assert all(words in text for words in (CELL, REMARK, WEAK, DEPUTY))

    finish(play, cell)
    measure(play, cell, play.somebody(Role.HEAD))
    secretary.open("/viec-cua-toi/")
    play.album.shoot(secretary.page, "viec-cua-toi", "what is left to do for the secretary", phone=True)
    assert play.complaints() == []


def send_drafts(play: Play, cell: Cell) -> None:
    """The secretary writes for the cell, a member the own review; the rest needs no look."""
    scene = play.scene
    secretary, member = play.desk(scene.author), play.desk(scene.reader)
    play.write(cell.report)
    play.send(secretary, cell.report)
    play.write(cell.member, without=("VI",))
    member.open(scene.url(cell.member))
    member.page.get_by_role("button", name="Gửi dự thảo").first.click()
    member.sees("Chưa gửi được, còn thiếu")
    play.album.shoot(member.page, "con-thieu", "a member is told which heading is empty", phone=True)
    member.follow(re.compile("."), member.content.locator("#missing-title + ul"))
    play.fill(member, "VI", "Học xong lớp bồi dưỡng chuyên môn trước ngày 30/6/2025.")
    play.album.shoot(member.page, "dang-vien", "the form of a member of the cell", phone=True)
    play.send(member, cell.member)
    play.write_and_send(cell.secretary, cell.deputy)
    member.open(f"{scene.url(cell.report)}xem/")
    member.sees(TEXT)
    play.album.shoot(member.page, "doc-bao-cao", "a member of the cell reads its report", phone=True)


def finish(play: Play, cell: Cell) -> None:
    """After the conference the report becomes final, with what was said beside the text."""
    secretary = play.desk(play.scene.author)
    secretary.open(play.scene.url(cell.report))
    secretary.sees(REMARK)
    play.album.shoot(secretary.page, "sau-hoi-nghi", "the remarks stand above the report that is finished", phone=True)
    secretary.page.get_by_role("button", name="Hoàn chỉnh").first.click()
    confirm(play)
    secretary.sees("Chưa hoàn chỉnh được, còn thiếu")
    play.album.shoot(secretary.page, "thieu-bien-phap", "no final text while a shortcoming has no measure", phone=True)
    links = secretary.content.locator("#missing-title + ul a").all()
    assert len(links) == 3
    links[0].click()
    for label, text in PROMISE.items():
        field = secretary.content.get_by_label(label).last
        secretary.type_over(field, text)
    play.album.shoot(secretary.page, "bien-phap", "measure, person and date beside the shortcoming", at=field)
    secretary.page.get_by_role("button", name="Hoàn chỉnh").first.click()
    confirm(play)
    secretary.is_told("Đã hoàn chỉnh văn bản")


def confirm(play: Play) -> None:
    """The level, and that this is the final text."""
    secretary = play.desk(play.scene.author)
    secretary.content.get_by_label("Hoàn thành tốt nhiệm vụ").check()
    secretary.content.get_by_label("Tôi xác nhận đây là bản hoàn chỉnh").check()
    secretary.page.get_by_role("button", name="Hoàn chỉnh").last.click()


def measure(play: Play, cell: Cell, head: Actor) -> None:
    """No plan is handed in while a shortcoming has no measure, person and date; then it is approved and followed."""
    secretary, approver = play.desk(play.scene.author), play.desk(head)
    secretary.open(f"{play.year}/khac-phuc/")
    secretary.press(f"Lập kế hoạch cho {CELL}")
    secretary.sees(re.compile(WEAK))
    expect(secretary.content.get_by_label("Giải pháp khắc phục")).to_have_value(PROMISE["Biện pháp khắc phục"])
    secretary.fill("Giải pháp khắc phục", "")
    secretary.press("Ghi và trình duyệt")
    secretary.sees(re.compile("Chưa trình duyệt được: còn 2 chỗ phải điền"))
    play.album.shoot(secretary.page, "thieu-giai-phap", "a shortcoming without a measure is not handed in", phone=True)
    links = secretary.content.locator(".error-summary a").all()
    assert len(links) == 2
    for link in links:
        link.click()
        expect(secretary.page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")).to_be_focused()
    secretary.fill("Giải pháp khắc phục", "Lập lịch chuyên đề từng quý, phân công người chuẩn bị.")
    secretary.fill("Kết quả phải đạt", OUTCOME)
    secretary.press("Ghi và trình duyệt")
    secretary.is_told("Đã trình duyệt kế hoạch khắc phục")
    approver.open(secretary.page.url)
    approver.content.get_by_label("Người theo dõi, kiểm tra").select_option(label=MEMBER)
    approver.press("Duyệt, phân công theo dõi")
    approver.is_told("Đã duyệt kế hoạch khắc phục")
    play.album.shoot(approver.page, "da-duyet", "the plan is in force, with somebody who follows it", phone=True)
    with transaction.atomic(), scope(tenant=play.scene.tenant.pk):
        kept = Shortcoming.objects.get(text=WEAK)
        assert kept.organization_id == cell.unit.pk
