"""Sơn La: an office of an agency, three forms by what people are, its meeting, show of hands and score sheets."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from orgchart.kinds import CollectiveKind, Level, PostRole, Role
from orgchart.models import Collective, Post
from orgchart.tenancy import scope
from ratings.models import RatingCase
from ratings.services.cases import prepare_cases
from reviews.models import Audience, Cycle, FormKind, OwnSet, Place, Review, Subject
from reviews.queries.regulations import digest_of
from reviews.regulations.forms import form_code
from reviews.regulations.loader import load_set
from tests.e2e.autumn import Play
from tests.e2e.desk import Desk
from tests.e2e.meeting import Meeting
from tests.factories.orgchart import NOON, actor_for
from tests.ratings.pages.test_son_la_scores import LINES, SOURCE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MET = date(2024, 11, 25)
ROOM, HEAD, DEPUTY, MEMBER, CLERK = (
    "Phòng Tổng hợp – Hành chính", "Ma Văn Hòa", "Lò Thị Phó", "Cà Văn Viên", "Quàng Thị Nhân",
)  # fmt: skip
PLAN = "Đã đăng ký và thực hiện 02 việc theo Kế hoạch 87-KH/TU."


@dataclass
class Room:
    """The room's people with their forms: the head and the deputy, a party member, somebody outside the Party."""

    deputy: Review
    member: Review
    clerk: Review


@pytest.fixture
def room(play: Play) -> Room:
    """An office of an agency; everybody who works there is at its meeting."""
    play.under("son-la-bdt-2022", level=Level.PROVINCE, kind=CollectiveKind.UNIT_LEADERSHIP)
    with transaction.atomic(), scope(tenant=play.scene.tenant.pk):
        Collective.objects.filter(pk=play.scene.collective.pk).update(name=ROOM)
        Subject.objects.filter(pk=play.scene.report.subject_id).update(name=ROOM)
        Post.objects.filter(person=play.scene.member).delete()
    found = Room(
        play.seat(DEPUTY, "Phó Trưởng phòng", PostRole.DEPUTY, 41),
        play.seat(MEMBER, "Chuyên viên", PostRole.STAFF, 60, form_kind=FormKind.MEMBER_REVIEW),
        play.seat(CLERK, "Nhân viên", PostRole.STAFF, 61, form_kind=FormKind.STAFF_REVIEW),
    )
    with transaction.atomic(), scope(tenant=play.scene.tenant.pk):
        Place.objects.update(audience=Audience.ALL_STAFF)
    score_by_an_own_set(play)
    return found


def score_by_an_own_set(play: Play) -> None:
    """No document at hand carries the sheet: the office enters it as data; the year runs by that set."""
    scene = play.scene
    with transaction.atomic():
        head = actor_for(scene.tenant, Role.HEAD)
    office, approver = scene.client(scene.office), scene.client(head)

    def send(client: object, name: str, *rest: str, **fields: object) -> None:
        answer = client.post(reverse(f"reviews:{name}", args=[scene.tenant.slug, *rest]), fields)  # type: ignore[attr-defined]
        assert answer.status_code == 302, answer.content.decode()

    made = {"made_from": "son-la-bdt-2022", "relation": "base", "year": 2024, "title": "Kế hoạch 2024"}
    send(office, "set_new", issuer="Ban Dân tộc", **made)
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        code = OwnSet.objects.get().code
    for title, part, points in LINES:
        line = {"title": title, "subject": "any", "part": part, "points": points}
        send(office, "set_row", code, "score_groups", "moi", **line, **SOURCE)
    send(office, "set_scoring", code, general=30, results=70, XS=90, HTT=70, HT=50, **SOURCE)
    send(office, "set_move", code, "trinh")
    send(approver, "set_move", code, "duyet")
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        Cycle.objects.filter(pk=scene.cycle.pk).update(set_code=code, set_digest=digest_of(code))
        scene.cycle.refresh_from_db()


def test_office_of_an_agency_writes_three_forms_meets_votes_and_scores(play: Play, room: Room) -> None:
    scene = play.scene
    write_three_forms(play, room)
    play.write_and_send(scene.report, scene.review, room.deputy)
    office = play.desk(scene.office)
    meeting = Meeting(office, play.year)
    meeting.plan(ROOM, f"{MET}T08:00", secretary=CLERK, place="Phòng họp tầng 2")
    assert meeting.agenda() == [ROOM, HEAD, DEPUTY, MEMBER, CLERK]
    play.album.shoot(office.page, "chuong-trinh", "the room, its head, the deputy, then the staff", phone=True)
    meeting.announce()
    play.move_to(MET)
    meeting.open()
    meeting.call_the_roll()
    meeting.start(ROOM)
    meeting.comment(MEMBER, "Phòng cần rút ngắn thời gian trình văn bản.")
    meeting.conclude(weaknesses="Trình văn bản còn chậm.")
    meeting.review(HEAD, chair=DEPUTY, weaknesses="")
    for name in (DEPUTY, MEMBER, CLERK):
        meeting.review(name, weaknesses="")
    vote(play, meeting)
    meeting.close()
    play.album.shoot(office.page, "da-ket-thuc", "the meeting is over", phone=True)
    meeting.read_minutes()
    text = play.paper(office, "In biên bản", "bien-ban", "the minutes with the hands for everybody")
    for words in ("Kết quả biểu quyết đề xuất mức xếp loại", CLERK, "Mức đề xuất", "Trình văn bản còn chậm."):
        assert words in text, words
    score(play)
    assert play.complaints() == []


def write_three_forms(play: Play, room: Room) -> None:
    """Each writes the form of what he or she is; the item of plan 87-KH/TU stands in all of them."""
    rules = load_set("son-la-bdt-2022")
    for review, kind in (
        (play.scene.review, FormKind.LEADER_REVIEW),
        (room.member, FormKind.MEMBER_REVIEW),
        (room.clerk, FormKind.STAFF_REVIEW),
    ):
        own = review is play.scene.review
        with transaction.atomic():
            author = play.scene.author if own else actor_for(play.scene.tenant, person=review.subject.person)
        writer = play.desk(author)
        if not own:
            play.write(review, without=("BS-1",))
        writer.open(play.scene.url(review))
        writer.sees(form_code(kind, rules), re.compile("87-KH/TU"))
        play.album.shoot(writer.page, str(kind), f"{form_code(kind, rules)}", phone=True)
        if not own:
            play.fill(writer, "BS-1", PLAN)
            writer.page.reload()
            expect(writer.page.locator("[id='BS-1-section']").get_by_role("textbox")).to_have_value(PLAN)
            play.send(writer, review)


def vote(play: Play, meeting: Meeting) -> None:
    """Show of hands on everybody: a level that was not put to the vote stays empty."""
    office = meeting.desk
    office.open(f"{play.year}/xep-loai/bieu-quyet/")
    office.follow(re.compile(ROOM))
    play.album.shoot(office.page, "bieu-quyet", "hands for everybody who was reviewed", phone=True)
    for name in (ROOM, HEAD, DEPUTY, MEMBER, CLERK):
        part = office.content.locator("section.sheet", has=office.page.get_by_role("heading", name=name))
        voters = 4 if name == ROOM else 3
        part.get_by_label("Số người biểu quyết").fill(str(voters))
        part.get_by_label("Hoàn thành tốt nhiệm vụ: tán thành", exact=True).fill(str(voters))
        office.press(f"Ghi kết quả biểu quyết: {name}")
        office.is_told(re.compile("biểu quyết"))
    play.album.shoot(office.page, "da-bieu-quyet", "what the hands propose", phone=True)


def score(play: Play) -> None:
    """The head of the room scores himself; what is too much is refused at its line."""
    scene = play.scene
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        prepare_cases(cycle_id=scene.cycle.pk, actor=scene.office, at=NOON)
        assert RatingCase.objects.filter(subject=scene.review.subject).exists()
    head = play.desk(scene.author)
    head.open(f"{play.year}/")
    head.follow("Phiếu tự chấm điểm")
    play.album.shoot(head.page, "phieu-cua-toi", "the own sheets", phone=True)
    head.follow("Chấm điểm")
    type_in(head, "21", "9", "50", "5")
    head.press("Ghi phiếu tự chấm điểm")
    head.sees(re.compile("20"))
    play.album.shoot(head.page, "qua-diem", "more points than the line has are refused", phone=True)
    type_in(head, "18", "9", "50", "5")
    head.press("Ghi phiếu tự chấm điểm")
    head.is_told("Đã ghi điểm")
    head.sees("27,00", "82,00")
    play.album.shoot(head.page, "tu-cham", "the own sheet with its sums", phone=True)


def type_in(desk: Desk, *points: str) -> None:
    """The own column."""
    for (title, _, _), number in zip(LINES, points, strict=True):
        desk.content.get_by_label(title).fill(number)
