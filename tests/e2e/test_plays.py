"""Autumns of five committees, each as its people live it, by the rules of its own document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from orgchart import clock
from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, Level, OrganizationKind, Role
from orgchart.models import Collective, Organization, Tenant
from orgchart.tenancy import scope
from reviews.models import Audience, Cycle, FormKind, Review, SubjectKind
from reviews.queries.contents import form_of
from reviews.regulations.forms import form_code
from reviews.regulations.forms_of_sets import SIGN
from reviews.regulations.loader import load_set
from reviews.services.lines import save_line
from reviews.services.writing import save_level, save_section
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.factories.orgchart import NOON, CellMembershipFactory, OrganizationFactory, actor_for
from tests.factories.reviews import PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.writing.scene import TEXT, Scene, make_scene

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PASSWORD = "mot-nam-2024"
WROTE, MET = date(2024, 11, 8), date(2024, 11, 29)
SAVED = "Đã lưu"


@dataclass
class Play:
    """A committee with its head, a member, and the office, each at a computer of their own."""

    scene: Scene
    browser: Browser
    base_url: str
    options: dict[str, object]
    album: Album
    desks: dict[int, Desk] = field(default_factory=dict)

    def desk(self, actor: Actor) -> Desk:
        """The computer of somebody; the first time there is a login."""
        if actor.account.pk not in self.desks:
            with transaction.atomic():
                actor.account.set_password(PASSWORD)
                actor.account.save(update_fields=["password"])
            desk = self.desks[actor.account.pk] = Desk(self.browser, self.base_url, self.options)
            desk.log_in(actor.account.username, PASSWORD)
        return self.desks[actor.account.pk]

    def somebody(self, role: Role) -> Actor:
        """One more account with a role."""
        with transaction.atomic():
            return actor_for(self.scene.tenant, role)

    def under(self, code: str, *, level: Level = Level.COMMUNE) -> None:
        """The year runs by this document, on this level."""
        with transaction.atomic(), scope(tenant=self.scene.tenant.pk):
            Cycle.objects.filter(pk=self.scene.cycle.pk).update(set_code=code, set_digest=load_set(code).digest)
            Tenant.objects.filter(pk=self.scene.tenant.pk).update(level=level)
            Organization.objects.filter(pk=self.scene.collective.organization_id).update(level=level)
            Collective.objects.filter(pk=self.scene.collective.pk).update(kind=CollectiveKind.STANDING_COMMITTEE)

    def write(self, review: Review, *, without: tuple[str, ...] = ()) -> None:
        """Everything that needs no look: the headings of the form, their degrees and the own level."""
        with transaction.atomic(), scope(tenant=self.scene.tenant.pk):
            wanted = form_of(Review.objects.select_related("subject__cycle", "subject__unit").get(pk=review.pk))
            common: dict[str, Any] = {"review_id": review.pk, "actor": self.scene.author, "at": NOON}
            for section in wanted:
                if section.has_text and section.key not in without:
                    save_section(key=section.key, version=0, text=TEXT, **common)
                if section.lines == SIGN:
                    save_line(kind=SIGN, reference="dh", version=0, values={"found": "no"}, **common)
            for section in wanted:
                if section.has_degree and not set(section.degree_of) & set(without):
                    save_section(key=section.key, version=int(section.has_text), degree="T", **common)
            save_level(level="HTT", version=0, **common)

    def fill(self, desk: Desk, key: str, text: str) -> None:
        """Type under one heading and see it saved."""
        place = desk.page.locator(f"[id='{key}-section']")
        place.get_by_role("textbox").fill(text)
        place.get_by_role("textbox").blur()
        expect(place.locator("[data-save-state]")).to_contain_text(SAVED)

    def complaints(self) -> list[str]:
        """What the browsers complained about."""
        return [complaint for desk in self.desks.values() for complaint in desk.complaints]


@pytest.fixture
def play(
    transactional_db: None,
    settings: Any,
    live_server: Any,
    browser: Browser,
    browser_context_args: dict[str, Any],
    album: Album,
    request: pytest.FixtureRequest,
) -> Iterator[Play]:
    """The committee in the autumn of 2024."""
    settings.DEMO = True
    clock.set_demo_day(WROTE)
    with transaction.atomic():
        scene = make_scene()
    own = Album(album.folder / request.node.originalname.removeprefix("test_"))
    play = Play(scene, browser, live_server.url, browser_context_args, own)
    yield play
    for desk in play.desks.values():
        desk.context.close()


def test_district_standing_committee_with_a_suggestion_meets_two_and_a_half_days(play: Play) -> None:
    """Hưng Yên: the organisation board suggests, the committee answers each issue and meets 2,5 days."""
    play.under("hung-yen-2019", level=Level.DISTRICT)
    scene, year = play.scene, f"/{play.scene.tenant.slug}/2024"
    board, head = play.desk(play.somebody(Role.ORGANISATION_BOARD)), play.desk(play.somebody(Role.HEAD))

    board.open(f"{year}/goi-y/moi/")
    board.page.get_by_label("Tập thể, cá nhân được gợi ý").select_option(str(scene.report.subject_id))
    board.fill("Vấn đề gợi ý kiểm điểm", "Chậm giải ngân vốn đầu tư công.\nViệc chỉ đạo cải cách hành chính.")
    board.press("Ghi dự thảo")
    address = board.page.url
    head.open(address)
    head.press("Duyệt gợi ý")
    board.open(address)
    board.press("Gửi gợi ý")
    board.is_told("Đã gửi gợi ý kiểm điểm")
    play.album.shoot(board.page, "hy-goi-y", "Hưng Yên: the letter with two issues, sent in time", phone=True)

    play.write(scene.report)
    writer = play.desk(scene.author)
    writer.open(scene.url(scene.report))
    writer.sees("Chậm giải ngân vốn đầu tư công.")
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.sees("Chưa gửi được, còn thiếu")
    play.album.shoot(writer.page, "hy-con-thieu", "Hưng Yên: issues without an answer stop the report")
    writer.follow("Viết tiếp")
    for box in writer.page.locator("[id^='dong-answer-'] textarea").all():
        box.fill("Đã nhận trách nhiệm; hoàn thành trong quý I năm 2025.")
        box.blur()
    for box in writer.page.locator("[id^='dong-answer-'] .field:has(textarea) [data-save-state]").all():
        expect(box).to_contain_text(SAVED)
    play.album.shoot(writer.page, "hy-giai-trinh", "Hưng Yên: each issue has its own place in the report", phone=True)

    office = play.desk(scene.office)
    office.open(f"{year}/hoi-nghi/")
    office.follow(re.compile("^Lập hội nghị: Ban Thường vụ"))
    office.fill("Bắt đầu lúc", f"{MET.isoformat()}T08:00")
    office.fill("Địa điểm", "Hội trường Huyện ủy")
    office.fill("Thời lượng (ngày)", "2")
    office.press("Lập hội nghị")
    office.sees(re.compile("2,5"))
    play.album.shoot(office.page, "hy-hai-ngay", "Hưng Yên: two days are too short once issues were suggested")
    office.follow("Đổi lịch, phân công")
    office.fill("Thời lượng (ngày)", "2.5")
    office.press("Ghi lịch mới")
    office.is_told("Đã ghi lịch")
    expect(office.content).not_to_contain_text("quy định ít nhất")
    assert play.complaints() == []


def test_agency_of_son_la_writes_the_forms_of_its_own_plan(play: Play) -> None:
    """Sơn La: one agency, three forms by what people are, the item of plan 87-KH/TU in each of them."""
    play.under("son-la-bdt-2022")
    scene, rules = play.scene, load_set("son-la-bdt-2022")
    writer = play.desk(scene.author)
    for kind in (FormKind.LEADER_REVIEW, FormKind.STAFF_REVIEW, FormKind.MEMBER_REVIEW):
        with transaction.atomic(), scope(tenant=scene.tenant.pk):
            Review.objects.filter(pk=scene.review.pk).update(form_kind=kind)
        writer.open(scene.url(scene.review))
        writer.sees(form_code(kind, rules), re.compile("87-KH/TU"))
        play.album.shoot(writer.page, f"sl-{kind}", f"Sơn La: {form_code(kind, rules)}", phone=True)
    play.fill(writer, "BS-1", "Đã đăng ký và thực hiện 02 việc theo Kế hoạch 87-KH/TU.")
    writer.page.reload()
    box = writer.page.locator("[id='BS-1-section']").get_by_role("textbox")
    expect(box).to_have_value("Đã đăng ký và thực hiện 02 việc theo Kế hoạch 87-KH/TU.")
    assert play.complaints() == []


def test_collective_of_nghe_an_answers_the_extra_items_of_its_year(play: Play) -> None:
    """Nghệ An: the three items of the year stop the report until they are answered; then it goes to the members."""
    play.under("nghe-an-2022")
    scene = play.scene
    play.write(scene.report, without=("BS-1", "BS-2", "BS-3"))
    writer = play.desk(scene.author)
    writer.open(scene.url(scene.report))
    writer.sees(re.compile("đại hội chi bộ"))
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.sees("Chưa gửi được, còn thiếu")
    play.album.shoot(writer.page, "na-con-thieu", "Nghệ An: the extra items are still empty")
    writer.follow("Viết tiếp")
    for key in ("BS-1", "BS-2", "BS-3"):
        play.fill(writer, key, f"Đã hoàn thành theo kế hoạch của Tỉnh ủy ({key}).")
    play.album.shoot(writer.page, "na-bo-sung", "Nghệ An: the extra items answered", phone=True)
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.press("Gửi dự thảo")
    writer.is_told("Đã gửi dự thảo tới")

    member = play.desk(scene.reader)
    member.open(f"{scene.url(scene.report)}xem/")
    member.sees(re.compile("Đã hoàn thành theo kế hoạch của Tỉnh ủy"))
    play.album.shoot(member.page, "na-doc", "Nghệ An: a member reads what was sent")
    assert play.complaints() == []


def test_cell_of_cho_chu_without_a_committee_hears_its_report_as_a_whole(play: Play) -> None:
    """Chợ Chu: nobody stands between the secretary and the members, all of whom get the draft and meet."""
    scene, year = play.scene, f"/{play.scene.tenant.slug}/2024"
    with transaction.atomic():
        report = cell_report(scene)
    play.write(report)
    writer = play.desk(scene.author)
    writer.open(scene.url(report))
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.press("Gửi dự thảo")
    writer.is_told("Đã gửi dự thảo tới")

    office = play.desk(scene.office)
    office.open(f"{year}/hoi-nghi/")
    office.follow("Lập hội nghị: Chi bộ Trạm Y tế")
    expect(office.content).to_contain_text("Lý Thị Én")
    office.fill("Bắt đầu lúc", f"{MET.isoformat()}T08:00")
    office.fill("Địa điểm", "Phòng họp Trạm Y tế")
    office.press("Lập hội nghị")
    office.is_told("Đã lập hội nghị")
    office.sees("Mọi dự thảo đã gửi đúng hạn", "0/3 thành viên có mặt")
    play.album.shoot(office.page, "cc-chi-bo", "Chợ Chu: the cell is called as a whole, its report first", phone=True)
    member = play.desk(scene.reader)
    member.open(f"{scene.url(report)}xem/")
    member.sees(TEXT)
    play.album.shoot(member.page, "cc-doc", "Chợ Chu: a member of the cell reads its report")
    assert play.complaints() == []


def cell_report(scene: Scene) -> Review:
    """A cell of three without a committee, its report not begun."""
    cell = OrganizationFactory(tenant=scene.tenant, name="Chi bộ Trạm Y tế", kind=OrganizationKind.PARTY_CELL)
    for person in (scene.head, scene.member, scene.stranger):
        CellMembershipFactory(tenant=scene.tenant, person=person, cell=cell)
    about = {"kind": SubjectKind.PARTY_ORGANIZATION, "organization": cell, "unit": cell, "name": cell.name}
    nobody = {"person": None, "role": "", "title_group": "", "position": "", "appointed_on": None}
    subject = SubjectFactory(tenant=scene.tenant, cycle=scene.cycle, **about, **nobody)
    PlaceFactory(subject=subject, collective=None, cell=cell, audience=Audience.WHOLE_CELL)
    return ReviewFactory(subject=subject, form_kind=FormKind.COLLECTIVE_REPORT, author=scene.head)


def test_ward_of_giang_bien_has_no_council_and_writes_by_its_own_guide(play: Play) -> None:
    """Giang Biên: under urban government no council can be entered; the report of the ward goes to its members."""
    play.under("giang-bien-2021")
    scene, slug = play.scene, play.scene.tenant.slug
    ward = scene.collective.organization_id
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        Organization.objects.filter(pk=ward).update(urban_government_since=date(2021, 7, 1))
    office = play.desk(scene.office)
    office.open(f"/{slug}/to-chuc/{ward}/")
    office.sees("Không tổ chức: thực hiện chính quyền đô thị từ 01/07/2021")
    office.open(f"/{slug}/to-chuc/{ward}/tap-the/")
    office.fill("Tên tập thể", "Thường trực Hội đồng nhân dân phường")
    office.content.get_by_label("Loại tập thể").select_option(CollectiveKind.COUNCIL_STANDING)
    office.press("Ghi tập thể")
    office.sees(re.compile("chính quyền đô thị|không tổ chức Hội đồng nhân dân"))
    play.album.shoot(office.page, "gb-khong-hdnd", "Giang Biên: no council can be entered", phone=True)

    play.write(scene.report)
    writer = play.desk(scene.author)
    writer.open(scene.url(scene.report))
    play.album.shoot(writer.page, "gb-bao-cao", "Giang Biên: the report of the ward's leadership")
    writer.page.get_by_role("button", name="Gửi dự thảo").first.click()
    writer.press("Gửi dự thảo")
    writer.is_told("Đã gửi dự thảo tới")
    assert play.complaints() == []
