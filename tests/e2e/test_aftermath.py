"""After the ballot: a vote on several machines, a complaint that leads to a lower level, and the head pulled down.

Three browsers and, for the rest of the committee, plain HTTP clients vote with slips; then the collective's old level
is complained about from below, annulled, rated again, and its head follows.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser

from orgchart.tenancy import scope
from ratings.models import RatingFlag
from ratings.services.notices import notify_decided
from reviews.models import Subject
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.e2e.slips import (
    BROWSERS,
    PASSWORD,
    Desks,
    board_page,
    desks_of,
    login_of,
    open_slips,
    vote_in_a_browser,
    vote_over_http,
)
from tests.factories.orgchart import NOON, actor_for
from tests.ratings.conftest import Town, make_town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A town whose committee of five sits on one collective and its head."""
    with transaction.atomic():
        return make_town()


@pytest.fixture
def desks(town: Town, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desks]:
    """Computers by name; whoever has an account logs in with `log_in`, the others are phones in the room."""
    yield from desks_of(browser, live_server.url, browser_context_args)


def vote_and_close(town: Town, desks: Desks, board: Any, subject: Subject, album: Album | None = None) -> None:
    """One sitting: three browsers, the rest over HTTP, all for the subject; then the close."""
    office, name = desks["office"], subject.name
    office.open(board_page(town, board))
    address, codes = open_slips(office, 5)
    if album is not None:
        album.shoot(office.page, "phieu-ma", "the slips, shown once, to be printed and cut", phone=True)
    with transaction.atomic():
        case = town.case(subject).pk
    for number, code in enumerate(codes[:BROWSERS]):
        vote_in_a_browser(desks[f"phone {number}"], address, code, re.compile(re.escape(name)))
    office.open(board_page(town, board))
    office.sees(f"đã nhận {BROWSERS}/5 phiếu")
    if album is not None:
        phone = desks["phone 0"]
        album.shoot(phone.page, "da-nhan-phieu", "a paper is in; nothing is shown of it", phone=True)
        phone.open(address)
        phone.page.get_by_label("Mã in trên phiếu").fill(codes[3])
        album.shoot(phone.page, "nhap-ma", "the page of the slips asks for a code and no name", phone=True)
        phone.page.get_by_role("button", name="Mở phiếu").click()
        album.shoot(phone.page, "la-phieu", "the paper of one slip", phone=True)
        album.shoot(office.page, "dang-bo-phieu", "the board while papers come in: a number, no counts", phone=True)
    answers = [vote_over_http(address, code, [case]) for code in codes[BROWSERS:]]
    assert [re.findall(r"\d/5 phiếu", one)[0] for one in answers] == ["4/5 phiếu", "5/5 phiếu"]
    office.press("Kết thúc, kiểm phiếu")
    office.is_told("ghi kết quả kiểm phiếu")


def rate_anew(town: Town, subject: Subject, *, degree: str = "X") -> None:
    """Appraise and ballot the repeat by the services: the pages of it were played before."""
    with transaction.atomic():
        town.appraise(subject, degree=degree, proposed="HTT")
        board = town.board(subject)
        town.open_round_1(board, subject)
        town.count(board, {subject: 5})
        town.open_round_2(board, subject)
        if town.case(subject).state != "balloted":
            town.count(board, {subject: 0}, round_number=2)
        town.decide(board)


def level(town: Town, subject: Subject) -> str:
    with transaction.atomic():
        return str(town.case(subject).level)


def annul_from_the_list(office: Desk, town: Town, subject: Subject) -> None:
    """Looks at the level again, as far as it is not open yet, and annuls it."""
    with transaction.atomic():
        case = town.case(subject).pk
    office.open(f"/{town.tenant.slug}/2024/xep-loai/tham-dinh/{case}/xem-xet-lai/")
    if office.page.get_by_role("button", name="Mở xem xét lại").count():
        office.content.get_by_label("Căn cứ xem xét lại").select_option("dependence")
        office.fill("Tình tiết mới", "Quyết định xếp loại lại tập thể do đồng chí đứng đầu")
        office.press("Mở xem xét lại")
    office.content.get_by_text("Hủy bỏ, xếp loại lại", exact=True).first.click()
    office.fill("Kết luận hủy bỏ", "Không còn bảo đảm tiêu chuẩn của mức đã xếp loại.")
    office.fill("Ngày quyết định hủy bỏ", "2024-12-06")
    office.press("Hủy bỏ và xếp loại lại")
    office.is_told("Đã hủy bỏ theo Quyết định số")


@pytest.mark.clause("HY-B.II.4-1", "HY-B.II.4-2", "CC-III.5-4", "CC-III.6-3", "CC-III.6-4", "HY-B.II.2-5")
def test_a_vote_by_slips_then_a_complaint_that_pulls_the_head_down(town: Town, desks: Desks, album: Album) -> None:
    with transaction.atomic():
        body = town.collective("Tập thể lãnh đạo UBND")
        head = town.leader("Hoàng Thị Đứng Đầu", heads=(body,))
        other = town.leader("Lê Văn Phó")
        town.prepare()
        town.appraise(body, head, other)
        board = town.board(body, head)
        town.open_round_1(board, body)
        office_login = login_of(town.office)
        person_login = login_of(actor_for(town.tenant, person=other.person))
    office = desks["office"]
    office.log_in(office_login, PASSWORD)

    vote_and_close(town, desks, board, body, album)
    with transaction.atomic():
        town.open_round_2(board, body)
    vote_and_close(town, desks, board, body)
    with transaction.atomic():
        town.open_round_1(board, head)
        town.count(board, {other: 5})
        town.count(board, {head: 5}, sitting=2)
        town.open_round_2(board, head)
        town.count(board, {head: 4, other: 1}, round_number=2)
        town.decide(board)
        with scope(tenant=town.tenant.pk):
            notify_decided(board_id=board.pk, actor=town.office, at=NOON + timedelta(days=31))
    assert (level(town, body), level(town, head), level(town, other)) == ("XS", "XS", "HTT")
    office.open(board_page(town, board))
    album.shoot(office.page, "bang-da-quyet-dinh", "the decided board with papers, notices and publication", phone=True)

    person = desks["person"]
    person.log_in(person_login, PASSWORD)
    person.open(f"/{town.tenant.slug}/2024/ket-qua/")
    person.content.get_by_text("Gửi ý kiến bảo lưu hoặc đơn").click()
    person.fill("Nội dung 1", "Tập thể UBND để xảy ra vi phạm đã có kết luận nhưng vẫn xếp loại xuất sắc.")
    album.shoot(person.page, "gui-don", "the own result with a complaint being written", phone=True)
    person.press("Gửi")
    person.is_told("Đã tiếp nhận")
    person.sees(re.compile("trả lời chậm nhất ngày"))
    office.open(f"/{town.tenant.slug}/2024/xep-loai/don-thu/")
    office.follow("Lê Văn Phó")
    office.fill("Kết luận về nội dung 1", "Nội dung phản ánh có cơ sở; xem xét lại mức của tập thể.")
    office.content.get_by_label("Giữ nguyên kết quả xếp loại").check()
    album.shoot(office.page, "tra-loi-don", "the answer, point by point", phone=True)
    office.press("Ghi văn bản trả lời")
    office.is_told("Đã trả lời bằng văn bản số")
    person.open(f"/{town.tenant.slug}/2024/ket-qua/")
    person.sees(re.compile("đã trả lời bằng văn bản số 01-CV/ĐU"))

    annul_from_the_list(office, town, body)
    album.shoot(office.page, "da-huy-bo", "the old result stays readable beside its annulment", phone=True)
    rate_anew(town, body, degree="T")
    office.open(f"/{town.tenant.slug}/2024/xep-loai/can-xem-xet-lai/")
    office.sees("Hoàng Thị Đứng Đầu")
    album.shoot(office.page, "can-xem-xet-lai", "the head stands above the body's new level", phone=True)
    annul_from_the_list(office, town, head)
    rate_anew(town, head)

    assert (level(town, body), level(town, head)) == ("HTT", "HTT")
    with transaction.atomic(), scope(tenant=town.tenant.pk):
        assert not RatingFlag.objects.filter(resolved_at=None).exists()
    office.open(board_page(town, board))
    office.sees(re.compile("đã hủy bỏ, Quyết định số"))
    album.shoot(office.page, "bang-cu", "the first board still shows what it decided", phone=True)
    office.open(f"/{town.tenant.slug}/2024/bao-cao/cac-nam/")
    album.shoot(office.page, "cac-nam", "the years of everybody, annulments included", phone=True)
    assert desks.complaints() == []
