"""Nghệ An: the extra items of its year, what was put right since the last one, and the channels before the vote."""

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from orgchart.kinds import Level, PostRole, Role
from orgchart.tenancy import scope
from ratings.services.cases import prepare_cases
from reviews.models import OpinionRequest, Review
from tests.e2e.autumn import Play
from tests.e2e.desk import Desk
from tests.e2e.meeting import Meeting
from tests.factories.orgchart import (
    NOON,
    DisciplineRecordFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    SupervisionFactory,
    actor_for,
)
from tests.ratings.conftest import Town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MET = date(2024, 11, 29)
BODY, HEAD, DEPUTY, MEMBER, FOLLOWER = (
    "Ban Thường vụ Đảng ủy", "Ma Văn Hòa", "Trần Văn Bình", "Lý Thị Én", "Trần Thị Minh",
)  # fmt: skip
EXTRA = ("BS-1", "BS-2", "BS-3")
SLOW, ALOOF = "Chậm rà soát quy hoạch cán bộ.", "Chưa dự đủ kỳ sinh hoạt chi bộ được phân công."


@pytest.fixture
def deputy(play: Play) -> Review:
    """The year runs by Nghệ An's letter; the head is in charge of a cell, somebody follows what is put right."""
    play.under("nghe-an-2022", level=Level.DISTRICT)
    scene, tenant = play.scene, play.scene.tenant
    deputy = play.seat(DEPUTY, "Phó Bí thư Thường trực", PostRole.DEPUTY, 21)
    with transaction.atomic():
        cell = OrganizationFactory(tenant=tenant, name="Chi bộ Thôn Đồng Tâm", kind="party_cell")
        SupervisionFactory(tenant=tenant, person=scene.head, organization=cell)
        follower = PersonFactory(tenant=tenant, full_name=FOLLOWER)
        SupervisionFactory(tenant=tenant, person=follower, organization=scene.collective.organization)
        PostFactory(tenant=tenant, person=follower, organization=scene.collective.organization)
    return deputy


def test_collective_of_nghe_an_answers_its_extra_items_and_what_was_wrong_is_put_right(
    play: Play, deputy: Review
) -> None:
    write(play, deputy)
    confer(play)
    put_right(play, play.scene.report, BODY, SLOW, "Mẫu 12")
    put_right(play, play.scene.review, HEAD, ALOOF, "Mẫu 13")
    bring_together(play, deputy)
    assert play.complaints() == []


def write(play: Play, deputy: Review) -> None:
    """The extra items of the year stop report and self-review until they are answered."""
    scene = play.scene
    writer, member = play.desk(scene.author), play.desk(scene.reader)
    play.write(scene.report, without=EXTRA)
    writer.open(scene.url(scene.report))
    writer.sees(re.compile("đại hội chi bộ"))
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.sees("Chưa gửi được, còn thiếu")
    play.album.shoot(writer.page, "con-thieu", "the extra items of the collective are still empty", phone=True)
    assert writer.content.locator("#missing-title + ul a").count() == len(EXTRA)
    writer.follow("Viết tiếp")
    for key in EXTRA:
        play.fill(writer, key, f"Đã hoàn thành theo kế hoạch của Tỉnh ủy ({key}).")
    play.album.shoot(writer.page, "bo-sung", "the extra items of the collective answered", phone=True)
    play.send(writer, scene.report)
    member.open(f"{scene.url(scene.report)}xem/")
    member.sees(re.compile("Đã hoàn thành theo kế hoạch của Tỉnh ủy"))
    play.write(scene.review, without=("BS-1",))
    writer.open(scene.url(scene.review))
    play.fill(writer, "BS-1", "Chủ trì rà soát quy hoạch 04 chức danh.")
    visit = writer.content.locator("[id^='dong-cell_visit']").first
    expect(visit).to_contain_text("Chi bộ Thôn Đồng Tâm")
    writer.type_over(visit.get_by_role("textbox").first, "Dự 10/12 kỳ sinh hoạt, góp ý nội dung chuyên đề quý III.")
    play.album.shoot(writer.page, "ca-nhan", "the extra items of a person, with the cell in charge of", phone=True)
    play.send(writer, scene.review)
    play.write_and_send(deputy)


def confer(play: Play) -> None:
    """The conference concludes what is wanting."""
    meeting = Meeting(play.desk(play.scene.office), play.year)
    meeting.plan(BODY, f"{MET}T08:00", secretary=MEMBER)
    meeting.announce()
    play.move_to(MET)
    meeting.open()
    meeting.call_the_roll()
    meeting.review(BODY, weaknesses=SLOW)
    meeting.review(HEAD, chair=DEPUTY, weaknesses=ALOOF)
    meeting.review(DEPUTY, weaknesses="")
    meeting.close()


def put_right(play: Play, review: Review, name: str, weakness: str, form: str) -> None:
    """A plan, its approval, what was done, the check, and the form that reports it."""
    scene = play.scene
    writer, office = play.desk(scene.author), play.desk(scene.office)
    approver = play.desk(play.somebody(Role.STANDING_COMMITTEE))
    writer.open(f"{play.year}/khac-phuc/")
    writer.press(f"Lập kế hoạch cho {name}")
    writer.fill("Giải pháp khắc phục", "Giao ban tuần, kiểm tra hằng tháng.")
    writer.content.get_by_label("Người chịu trách nhiệm").select_option(label=HEAD)
    writer.fill("Thời hạn", "31/03/2025")
    writer.fill("Kết quả phải đạt", "Xong trước quý II năm 2025.")
    writer.press("Ghi và trình duyệt")
    writer.is_told("Đã trình duyệt")
    plan = writer.page.url
    approver.open(plan)
    approver.content.get_by_label("Người theo dõi, kiểm tra").select_option(label=FOLLOWER)
    approver.press("Duyệt, phân công theo dõi")
    approver.is_told("Đã duyệt")
    writer.open(plan)
    writer.follow(re.compile("^Tiến độ, kiểm tra"))
    report(writer, "Đang khắc phục", "Đã xong 03/04 việc.")
    report(writer, "Đã khắc phục", "Đã xong 04/04 việc, có biên bản kiểm tra.")
    play.album.shoot(writer.page, f"tien-do-{form[-2:]}", "what was done, step by step", phone=True)
    office.open(plan)
    play.album.shoot(office.page, f"ke-hoach-{form[-2:]}", "the plan with its result", phone=True)
    text = play.paper(office, "In báo cáo kết quả khắc phục", f"mau-{form[-2:]}", f"{form}: what was put right")
    for words in (form, weakness, "Giao ban tuần", "04/04 việc", name):
        assert words in text, words


def report(desk: Desk, status: str, text: str) -> None:
    """One more line of the log."""
    form = desk.content.locator("form", has=desk.page.get_by_role("heading", name="Báo cáo tiến độ"))
    form.get_by_label(status).check()
    form.get_by_label("Việc đã làm, kết quả").fill(text)
    desk.press("Ghi tiến độ", form)
    desk.is_told("Đã ghi tiến độ")


def bring_together(play: Play, deputy: Review) -> None:
    """Mẫu 11 before the vote: what each channel says about everybody of a group."""
    scene = play.scene
    subjects = [review.subject for review in (scene.report, scene.review, deputy)]
    with transaction.atomic():
        town = Town(scene.tenant, scene.cycle, scene.office, actor_for(scene.tenant, Role.HEAD), scene.collective)
        with scope(tenant=scene.tenant.pk):
            done = {"state": "final", "finalised_at": NOON, "finalised_by": scene.office.account}
            Review.objects.filter(state="reviewed").update(**done)
            prepare_cases(cycle_id=scene.cycle.pk, actor=scene.office, at=NOON)
        town.prepare()
        town.appraise(*subjects)
        told_of(play, deputy)
    office = play.desk(scene.office)
    office.open(f"{play.year}/xep-loai/")
    office.follow("Lập bảng xếp loại")
    office.fill("Tên phiên họp", "Họp Ban Thường vụ xét xếp loại năm 2024")
    office.content.get_by_label("Cấp có thẩm quyền quyết định").select_option(label=BODY)
    office.fill("Ngày họp", "05/12/2024")
    for group in office.content.get_by_role("group", name="Nhóm đối tượng").get_by_role("checkbox").all():
        group.check()
    office.press("Lập bảng xếp loại")
    office.sees("Văn bản của phiên họp")
    play.album.shoot(office.page, "phien-hop", "the meeting with its papers, the channels of each group", phone=True)
    titles = office.content.get_by_role("button", name=re.compile("kênh thông tin")).all()
    papers = [str(one.get_attribute("aria-label")) for one in titles]
    texts = [
        play.paper(office, title, f"mau-11-{number}", "Mẫu 11: the channels of one group")
        for number, title in enumerate(papers, start=1)
    ]
    found = next(text for text in texts if "Cấp trưởng" in text)
    for words in ("Mẫu 11", "khiển trách", "Ủy ban Kiểm tra", "Hoàn thành nhiệm vụ được giao"):
        assert words in found, words


def told_of(play: Play, review: Review) -> None:
    """An opinion and a decision on discipline, kept in their own places."""
    tenant, subject = play.scene.tenant, review.subject
    DisciplineRecordFactory(
        tenant=tenant, person=subject.person, decided_on=date(2024, 3, 1), decision_number="12-QĐ/UBKT"
    )
    with scope(tenant=tenant.pk):
        OpinionRequest(
            tenant=tenant, cycle=play.scene.cycle, subject=subject, subject_name=subject.name, form_label="Mẫu 03",
            participant="Ủy ban Kiểm tra", due_on=NOON.date(), state="answered", sent_at=NOON, answered_at=NOON,
            degree="T", strengths="Đoàn kết", source="paper",
        ).save()  # fmt: skip
