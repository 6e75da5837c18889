"""Hưng Yên: a district standing committee answers what was suggested to it and confers two and a half days."""

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostRole, Role
from orgchart.tenancy import scope
from reviews.models import FormKind, Review, Shortcoming
from tests.e2e.autumn import Play
from tests.e2e.meeting import Meeting
from tests.factories.orgchart import CollectiveFactory, OrganizationFactory, PersonFactory, PostFactory
from tests.factories.reviews import CollectiveSubjectFactory, PlaceFactory, ReviewFactory

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MET = date(2024, 11, 27)
COMMITTEE, COUNCIL = "Ban Thường vụ", "Ủy ban nhân dân huyện"
HEAD, FIRST, SECOND, MEMBER, LAST = "Ma Văn Hòa", "Trần Văn Bình", "Lê Thị Cúc", "Hoàng Văn Dũng", "Lý Thị Én"
ISSUES = ("Chậm giải ngân vốn đầu tư công.", "Việc chỉ đạo cải cách hành chính.")
ANSWER = "Đã nhận trách nhiệm; hoàn thành trong quý I năm 2025."


@pytest.fixture
def committee(play: Play) -> list[Review]:
    """Five members of the standing committee; their self-reviews, the head's first."""
    play.under("hung-yen-2019", level=Level.DISTRICT)
    scene = play.scene
    own = [
        play.seat(FIRST, "Phó Bí thư Thường trực", PostRole.DEPUTY, 21),
        play.seat(SECOND, "Phó Bí thư, Chủ tịch UBND", PostRole.DEPUTY, 22),
        play.seat(MEMBER, "Trưởng Ban Tổ chức", PostRole.MEMBER, 30),
    ]
    return [scene.review, *own]


def government(play: Play) -> Review:
    """The People's Committee of the district with its report; it confers before the Party does."""
    scene, tenant = play.scene, play.scene.tenant
    with transaction.atomic():
        office = OrganizationFactory(
            tenant=tenant, name=COUNCIL, kind=OrganizationKind.PEOPLES_COMMITTEE, level=Level.DISTRICT, bloc=Bloc.STATE
        )
        body = CollectiveFactory(
            tenant=tenant, organization=office, kind=CollectiveKind.GOVERNMENT_LEADERSHIP, name=f"Tập thể {COUNCIL}"
        )
        people = [PersonFactory(tenant=tenant, full_name=name) for name in ("Vũ Đình Chủ", "Đỗ Thị Phó")]
        for person, role in zip(people, (PostRole.HEAD, PostRole.DEPUTY), strict=True):
            PostFactory(tenant=tenant, person=person, collective=body, role=role)
        subject = CollectiveSubjectFactory(tenant=tenant, cycle=scene.cycle, collective=body, bloc=Bloc.STATE)
        PlaceFactory(subject=subject, collective=body)
        return ReviewFactory(subject=subject, form_kind=FormKind.COLLECTIVE_REPORT, author=people[0])


def suggest(play: Play) -> None:
    """The organisation board drafts, the head approves, the board sends."""
    board, head = play.desk(play.somebody(Role.ORGANISATION_BOARD)), play.desk(play.somebody(Role.HEAD))
    board.open(f"{play.year}/goi-y/")
    board.follow(re.compile("gợi ý"))
    board.page.get_by_label("Tập thể, cá nhân được gợi ý").select_option(str(play.scene.report.subject_id))
    board.fill("Vấn đề gợi ý kiểm điểm", "\n".join(ISSUES))
    board.press("Ghi dự thảo")
    address = board.page.url
    head.open(address)
    head.press("Duyệt gợi ý")
    board.open(address)
    board.press("Gửi gợi ý")
    board.is_told("Đã gửi gợi ý kiểm điểm")
    play.album.shoot(board.page, "goi-y", "the letter with two issues, sent in time", phone=True)


def answer(play: Play) -> None:
    """The report is stopped until each issue has its answer; then it goes to the members."""
    scene = play.scene
    play.write(scene.report)
    writer = play.desk(scene.author)
    writer.open(scene.url(scene.report))
    writer.sees(ISSUES[0])
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.sees("Chưa gửi được, còn thiếu")
    play.album.shoot(writer.page, "con-thieu", "issues without an answer stop the report", phone=True)
    writer.follow(re.compile("."), writer.content.locator("#missing-title + ul"))
    boxes = writer.page.locator("[id^='dong-answer-'] textarea")
    expect(boxes.first).to_be_editable()
    for box in boxes.all():
        writer.type_over(box, ANSWER)
    play.album.shoot(writer.page, "giai-trinh", "each issue has its own place in the report", phone=True)
    play.send(writer, scene.report)


def test_standing_committee_with_a_suggestion_confers_two_and_a_half_days(play: Play, committee: list[Review]) -> None:
    play.write_and_send(*committee, government(play))
    suggest(play)
    answer(play)
    office = play.desk(play.scene.office)
    party, state = Meeting(office, play.year), Meeting(office, play.year)
    party.plan(COMMITTEE, f"{MET}T08:00", secretary=MEMBER, days="2", place="Hội trường Huyện ủy")
    assert party.agenda() == [play.scene.report.subject.name, HEAD, FIRST, SECOND, MEMBER]
    office.sees(re.compile("quy định ít nhất 2,5 ngày"), re.compile("Tổ chức đảng nên kiểm điểm sau"))
    play.album.shoot(office.page, "hai-ngay", "two days are too short; the government comes first", phone=True)
    party.announce()
    play.move_to(MET)
    party.come_back()
    office.press("Bắt đầu hội nghị")
    office.sees(re.compile("tổ chức đảng kiểm điểm sau chính quyền"), f"Tập thể {COUNCIL}")
    play.album.shoot(office.page, "dang-sau-cung", "the party body waits for the government of its level", phone=True)

    state.plan(f"Tập thể {COUNCIL}", f"{MET}T07:00", secretary="Đỗ Thị Phó")
    state.announce()
    state.open()
    state.call_the_roll()
    state.review(f"Tập thể {COUNCIL}")
    state.close()
    party.open()
    party.call_the_roll(away={LAST: "Đi công tác nước ngoài"})
    confer(play, party)

    party.come_back()
    office.press("Kết thúc hội nghị")
    office.sees("Thời lượng ghi nhận 2 ngày, quy định ít nhất 2,5 ngày")
    play.album.shoot(office.page, "chua-ket-thuc", "two recorded days do not end it", phone=True)
    office.follow("Thời lượng, phân công")
    expect(office.content.get_by_label("Bắt đầu lúc")).to_be_disabled()
    office.fill("Thời lượng (ngày)", "2,5")
    play.album.shoot(office.page, "thoi-luong", "what was really held is recorded while it runs", phone=True)
    office.press("Ghi lại")
    office.is_told("Đã ghi")
    party.close()
    minutes = party.read_minutes()
    for words in (ISSUES[0], FIRST, "Chậm chỉ đạo giải ngân.", "Đi công tác nước ngoài", "(Tiếp thu một phần: đã nêu)"):
        expect(minutes).to_contain_text(words)
    play.album.shoot(office.page, "bien-ban", "the minutes have written themselves", phone=True)
    text = play.paper(office, "In biên bản", "bien-ban", "the printed minutes")
    assert all(words in text for words in (HEAD, LAST, "Chậm chỉ đạo giải ngân.", "2,5 ngày"))
    with transaction.atomic(), scope(tenant=play.scene.tenant.pk):
        kept = set(Shortcoming.objects.values_list("text", "person__full_name"))
    assert {("Chậm giải ngân vốn đầu tư công.", None), ("Chậm chỉ đạo giải ngân.", HEAD)} <= kept
    assert play.complaints() == []


def confer(play: Play, party: Meeting) -> None:
    """Collective, head with a deputy in the chair, deputies, member; whoever is not next is told why."""
    office, name = party.desk, play.scene.report.subject.name
    party.come_back()
    office.follow(SECOND)
    office.sees(re.compile("kiểm điểm tập thể trước, cá nhân sau"))
    play.album.shoot(office.page, "chua-den-luot", "a deputy before the collective: told why, with the clause")
    party.start(name)
    party.comment(FIRST, "Cần nêu rõ nguyên nhân chậm giải ngân.")
    party.comment(MEMBER, "Bổ sung kết quả cải cách hành chính.")
    party.judge("Cần nêu rõ nguyên nhân", "Tiếp thu")
    party.judge("Bổ sung kết quả", "Tiếp thu một phần", "đã nêu")
    play.album.shoot(office.page, "gop-y", "what is said, as it is said, with what becomes of it", phone=True)
    party.conclude(weaknesses=ISSUES[0])
    party.start(HEAD, chair=FIRST)
    party.comment(SECOND, "Đồng chí cần sâu sát cơ sở hơn.")
    party.conclude(weaknesses="Chậm chỉ đạo giải ngân.")
    play.album.shoot(office.page, "cap-pho-chu-tri", "after the head, led by a deputy, the deputies", phone=True)
    for person in (FIRST, SECOND, MEMBER):
        party.review(person)
