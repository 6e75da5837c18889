"""Giang Biên: a ward under urban government, without a People's Council; cells and units report by its dates."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from orgchart import clock
from orgchart.kinds import CollectiveKind
from orgchart.models import Organization, Person
from orgchart.tenancy import scope
from reviews.models import Review
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.e2e.meeting import Meeting
from tests.e2e.slips import PASSWORD, Desks, desks_of, login_of
from tests.factories.orgchart import CellMembershipFactory, CollectiveFactory, PersonFactory, actor_for
from tests.reviews.plan.conftest import Ward, make_ward
from tests.reviews.writing.scene import TEXT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

REPORTED, MET = date(2021, 11, 8), date(2021, 11, 12)
CELL, SECRETARY, MEMBER = "Chi bộ Tổ 5", "Nguyễn Văn Bí", "Đào Thị Lan"
COUNCIL = "Thường trực Hội đồng nhân dân phường"
REPORT = "Báo cáo số 45/BC-UBND ngày 08/11/2021"


@pytest.fixture
def ward(transactional_db: None, settings: Any) -> Ward:
    """The ward on the day before its cells have to tell their dates; one more member, an old council on the chart."""
    settings.DEMO = True
    clock.set_demo_day(REPORTED)
    with transaction.atomic():
        ward = make_ward()
        member = PersonFactory(tenant=ward.tenant, full_name=MEMBER)
        CellMembershipFactory(tenant=ward.tenant, person=member, cell=ward.cell)
        with scope(tenant=ward.tenant.pk):
            root = Organization.objects.get(depth=1)
            CollectiveFactory(tenant=ward.tenant, organization=root, kind=CollectiveKind.COUNCIL_STANDING, name=COUNCIL)
            Organization.objects.filter(pk=root.pk).update(urban_government_since=date(2021, 7, 1))
    return ward


@pytest.fixture
def desks(ward: Ward, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desks]:
    """The computers of the office, of the cell's secretary and of whoever heads the People's Committee."""
    for desks in desks_of(browser, live_server.url, browser_context_args):
        with transaction.atomic():
            people = {
                "office": ward.office, "secretary": ward.head_of_cell, "chairman": ward.head_of(ward.council),
                "member": member_of(ward),
            }  # fmt: skip
            logins = {name: login_of(actor) for name, actor in people.items()}
        for name, login in logins.items():
            desks[name].log_in(login, PASSWORD)
        yield desks


def member_of(ward: Ward) -> Any:
    """The member with an account."""
    with scope(tenant=ward.tenant.pk):
        person = Person.objects.get(full_name=MEMBER)
    return actor_for(ward.tenant, person=person)


def test_ward_without_a_council_confers_and_reports_by_its_own_dates(ward: Ward, desks: Desks, album: Album) -> None:
    album = Album(album.folder / "giang_bien")
    year = f"/{ward.tenant.slug}/2021"
    without_council(ward, desks, album)
    tell_the_day(desks, album, year)
    report_upward(ward, desks, album, year)

    secretary, member = desks["secretary"], desks["member"]
    with transaction.atomic(), scope(tenant=ward.tenant.pk):
        texts = list(Review.objects.order_by("subject__kind", "pk").values_list("pk", flat=True))
    assert len(texts) == 2
    for number, pk in enumerate(texts, start=1):
        write_whole(secretary, f"{year}/kiem-diem/{pk}/")
        album.shoot(secretary.page, f"ban-{number}", "a whole form, typed by its author")
        secretary.page.get_by_role("button", name="Gửi dự thảo").first.click()
        album.shoot(secretary.page, f"gui-{number}", "who gets the draft and by when", phone=True)
        secretary.press("Gửi dự thảo")
        secretary.is_told("Đã gửi dự thảo tới")
    clock.set_demo_day(MET)
    meeting = Meeting(secretary, year)
    secretary.open(f"{year}/hoi-nghi/")
    secretary.follow(re.compile(CELL))
    meeting.address = secretary.page.url
    meeting.announce()
    meeting.open()
    meeting.call_the_roll()
    meeting.review(CELL)
    meeting.start(SECRETARY)
    member.open(meeting.address)
    Meeting(member, year).comment(MEMBER, "Đồng chí cần dành thời gian cho tổ dân phố hơn.")
    meeting.come_back()
    meeting.conclude()
    meeting.close()
    expect(meeting.read_minutes()).to_contain_text("Đồng chí cần dành thời gian cho tổ dân phố hơn.")
    album.shoot(secretary.page, "bien-ban", "the minutes of the cell, kept by its secretary", phone=True)
    assert desks.complaints() == []


def write_whole(desk: Desk, address: str) -> None:
    """Every heading, degree and the level, on the page; saved as a whole."""
    desk.open(address)
    for box in desk.content.locator("#review-form textarea[data-autosave-value]").all():
        box.fill(TEXT)
        box.blur()
    for choice in desk.content.locator("[data-degree-of] .choice:nth-child(2) input").all():
        choice.check()
    desk.content.locator("#self_level").get_by_label("Hoàn thành tốt nhiệm vụ").check()
    desk.press("Lưu")


def without_council(ward: Ward, desks: Desks, album: Album) -> None:
    """No council can be entered, and the old one has no task; both say why."""
    office, slug = desks["office"], ward.tenant.slug
    with transaction.atomic(), scope(tenant=ward.tenant.pk):
        root = Organization.objects.get(depth=1).pk
    office.open(f"/{slug}/to-chuc/{root}/")
    office.sees("Không tổ chức: thực hiện chính quyền đô thị từ 01/07/2021")
    office.open(f"/{slug}/to-chuc/{root}/tap-the/")
    office.fill("Tên tập thể", "Ban Kinh tế - Xã hội HĐND phường")
    office.content.get_by_label("Loại tập thể").select_option(CollectiveKind.COUNCIL_COMMITTEE)
    office.press("Ghi tập thể")
    office.sees(re.compile("chính quyền đô thị|không tổ chức Hội đồng nhân dân"))
    album.shoot(office.page, "khong-hdnd", "no council can be entered", phone=True)
    office.open(f"/{slug}/2021/")
    office.press("Lập danh sách từ sơ đồ tổ chức")
    office.open(f"/{slug}/2021/doi-tuong/")
    office.sees(re.compile("không thuộc phạm vi kiểm điểm, xếp loại của đợt này"))
    expect(office.content.get_by_role("link", name=COUNCIL)).to_have_count(0)
    album.shoot(office.page, "doi-tuong", "the list says why the old council has no task", phone=True)


def tell_the_day(desks: Desks, album: Album, year: str) -> None:
    """A cell tells its day before the tenth; the office sees who has not."""
    office, secretary = desks["office"], desks["secretary"]
    office.open(f"{year}/lich-hoi-nghi/")
    office.sees(re.compile("Chưa báo lịch kiểm điểm"), CELL)
    album.shoot(office.page, "chua-bao-lich", "cells that have not told their day", phone=True)
    secretary.open("/viec-cua-toi/")
    secretary.sees(re.compile("lịch"))
    album.shoot(secretary.page, "viec-cua-bi-thu", "what the plan asks of the secretary, with its dates", phone=True)
    meeting = Meeting(secretary, year)
    meeting.plan(CELL, f"{MET}T19:30", secretary=MEMBER, place="Nhà văn hóa Tổ 5")
    office.open(f"{year}/lich-hoi-nghi/")
    expect(office.content.get_by_text("Chưa báo lịch")).to_have_count(0)
    office.sees(re.compile(CELL))
    album.shoot(office.page, "da-bao-lich", "the calendar with the day of the cell", phone=True)


def report_upward(ward: Ward, desks: Desks, album: Album, year: str) -> None:
    """The People's Committee reports its emulation results; the office notes that they came."""
    office, chairman = desks["office"], desks["chairman"]
    chairman.open(f"{year}/phu-trach/{ward.council.pk}/")
    chairman.sees(re.compile("gửi Văn phòng Đảng ủy"))
    album.shoot(chairman.page, "viec-cua-don-vi", "the steps of one unit with dates and receivers", phone=True)
    step = chairman.content.locator(".unit-steps > li", has=chairman.page.locator("details"))
    step.locator("summary").click()
    step.get_by_label("Nội dung báo cáo, hoặc số và ngày văn bản đã gửi").fill(REPORT)
    chairman.press("Gửi báo cáo", step)
    chairman.sees(REPORT)
    office.open(f"{year}/phu-trach/{ward.council.pk}/")
    office.press("Xác nhận đã nhận")
    chairman.page.reload()
    chairman.sees(re.compile("Văn phòng Đảng ủy đã nhận"))
    album.shoot(chairman.page, "da-nhan", "the report has arrived", phone=True)
