"""Four communes hand up thirty leaders; the district appraises, ballots, decides; the decisions come down.

One head waits at the district until the collective is decided in its commune, and is rated no higher than that.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser

from dossiers.documents.sandbox import close_child
from dossiers.models import IncomingSubmission, PrintedDocument
from dossiers.services import checklists, handing_up, printing, sending_down
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.models import Decision, LevelReference, RatingCase
from reviews.models import Subject
from tests.e2e.album import Album
from tests.e2e.slips import PASSWORD, Desks, board_page, desks_of, login_of
from tests.factories.dossiers import prepared
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.reviews import SubjectFactory
from tests.ratings.conftest import Town, make_town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

COMMUNES = (("bao-cuong", "Bảo Cường", 8), ("phuc-chu", "Phúc Chu", 8), ("dong-thinh", "Đồng Thịnh", 7),
            ("trung-hoi", "Trung Hội", 7))  # fmt: skip
HEAD = "Hoàng Thị Chủ Tịch"


class Commune:
    """One commune: a collective that it rates itself, the head of that, and deputies; all of them rated above."""

    def __init__(self, district: Town, slug: str, name: str, leaders: int) -> None:
        self.town = make_town(slug, name, f"xã {name}")
        self.name = name
        TenantLinkFactory(superior=district.tenant, subordinate=self.town.tenant)
        above: dict[str, Any] = {"rating": "superior", "decided_by": district.tenant}
        self.body = self.town.collective(f"Ủy ban nhân dân xã {name}")
        self.leaders = [self.town.leader(f"{HEAD} {name}", heads=(self.body,), **above)]
        self.leaders += [self.town.leader(f"Nông Văn Phó {name} {number}", **above) for number in range(2, leaders + 1)]
        self.town.prepare()
        self.town.appraise(self.body, *self.leaders)

    def hand_up(self) -> None:
        """Every dossier is complete and goes to the district."""
        office = self.town.office
        for leader in self.leaders:
            dossier = prepared(leader, office)
            with scope(tenant=self.town.tenant.pk):
                for row in checklists.missing_items(dossier):
                    checklists.keep_on_paper(item_id=row.pk, place="Tủ số 1", actor=office, at=NOON)
                checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
                handing_up.submit_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    def decide_the_body(self) -> None:
        """The commune's own meeting on its collective: the second level."""
        meeting = self.town.board(self.body)
        self.town.vote(meeting, {self.body: 5}, {self.body: 0})
        self.town.decide(meeting)

    def levels(self) -> dict[str, tuple[str, str]]:
        """What the commune knows of its leaders: level and number of the decision."""
        with transaction.atomic(), scope(tenant=self.town.tenant.pk):
            rows = RatingCase.objects.filter(subject__rating="superior")
            return {name: (level, code) for name, level, code in rows.values_list(
                "subject__name", "level", "external_decision")}  # fmt: skip


@pytest.fixture
def district(transactional_db: None) -> Town:
    """The district with its standing committee."""
    with transaction.atomic():
        return make_town("dinh-hoa", "Định Hóa", "huyện Định Hóa")


@pytest.fixture
def desks(district: Town, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desks]:
    """Computers of the organisation board and of a commune."""
    yield from desks_of(browser, live_server.url, browser_context_args)


def take_in(district: Town, own: dict[str, Subject], actor: Any) -> None:
    """The dossiers that are left, matched by name."""
    with scope(tenant=district.tenant.pk):
        rows = IncomingSubmission.objects.filter(state="arrived").select_related("envelope").order_by("pk")
        for row in rows:
            subject = own[row.envelope.content["name"]]
            handing_up.accept_submission(submission_id=row.pk, subject_id=subject.pk, actor=actor, at=NOON)


@pytest.mark.clause("HY-B.II.2-5", "CC-I.6-3", "CC-IIIb.1-3")
def test_the_district_rates_thirty_leaders_of_four_communes(
    district: Town, desks: Desks, album: Album, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        communes = [Commune(district, *one) for one in COMMUNES]
        own = {
            leader.name: SubjectFactory(
                tenant=district.tenant, cycle=district.cycle, name=leader.name, position=leader.position,
                unit=district.body.organization, is_reviewed=False, role=leader.role,
            )
            for commune in communes for leader in commune.leaders
        }  # fmt: skip
        district.prepare()
        for commune in communes:
            commune.hand_up()
        for commune in communes[1:]:
            commune.decide_the_body()
        board_actor = actor_for(district.tenant, Role.ORGANISATION_BOARD)
        login, office_login = login_of(board_actor), login_of(district.office)
    assert len(own) == 30
    year = f"/{district.tenant.slug}/2024"
    desk = desks["organisation board"]
    desk.log_in(login, PASSWORD)

    desk.open(f"{year}/ho-so-den/")
    desk.sees(re.compile("30"))
    album.shoot(desk.page, "ho-so-cua-bon-xa", "thirty dossiers of four communes have arrived", phone=True)
    desk.follow(f"{HEAD} {communes[0].name}")
    desk.press("Tiếp nhận hồ sơ")
    desk.sees("Đã ghép với")
    with transaction.atomic():
        take_in(district, own, board_actor)
        first = own[f"{HEAD} {communes[0].name}"]
        case = district.case(first).pk
    desk.open(f"{year}/xep-loai/tham-dinh/{case}/")
    desk.sees(re.compile(f"chưa có mức, {communes[0].name} xếp loại"))
    album.shoot(desk.page, "cho-muc-cua-xa", "the head waits for the level that the commune decides", phone=True)
    with transaction.atomic():
        communes[0].decide_the_body()
    desk.open(f"{year}/xep-loai/tham-dinh/{case}/")
    desk.sees(re.compile(f"{communes[0].name} đã xếp loại Hoàn thành tốt"))
    album.shoot(desk.page, "tran-cua-xa", "the level of the collective is a ceiling for its head", phone=True)
    with transaction.atomic():
        district.appraise(*own.values())
        with scope(tenant=district.tenant.pk):
            assert set(LevelReference.objects.values_list("level", flat=True)) == {"HTT"}

        meeting = district.board(first)
        district.open_round_1(meeting, first)
        deputies = [one for name, one in own.items() if not name.startswith(HEAD)]
        heads = [one for name, one in own.items() if name.startswith(HEAD)]
        district.count(meeting, dict.fromkeys(deputies, 5))
        district.count(meeting, dict.fromkeys(heads, 5), sitting=2)
        district.open_round_2(meeting, first)
        district.count(meeting, {one: 5 if number < 6 else 0 for number, one in enumerate(deputies)}, round_number=2)
    office = desks["office"]
    office.log_in(office_login, PASSWORD)
    office.open(board_page(district, meeting))
    album.shoot(office.page, "huyen-ba-muoi", "the board of the district on thirty leaders", phone=True)
    office.fill("Ngày ban hành", "2024-12-05")
    office.press("Ban hành quyết định")
    office.is_told("Đã ban hành Quyết định số 01-QĐ/ĐU")
    with transaction.atomic(), scope(tenant=district.tenant.pk):
        decision = Decision.objects.get()
        document = printing.print_decision(decision_id=decision.pk, actor=district.office, at=NOON)
    run_job(job_id=document.job_id or 0, clock=lambda: NOON)
    close_child()
    with transaction.atomic(), scope(tenant=district.tenant.pk):
        stored = PrintedDocument.objects.select_related("file").get(pk=document.pk).file
        assert stored is not None
        with stored.content.open("rb") as content:
            text = album.keep(content.read(), "quyet-dinh-huyen", "the decision of the district on thirty leaders")
        assert sending_down.send_decision_down(decision_id=decision.pk, actor=board_actor, at=NOON) == 30
    assert all(name in text for name in own)

    for commune in communes:
        known = commune.levels()
        assert len(known) == len(commune.leaders)
        assert known[f"{HEAD} {commune.name}"] == ("HTT", "01-QĐ/ĐU")
    assert sum(level == "XS" for commune in communes for level, _ in commune.levels().values()) == 6
    with transaction.atomic():
        commune_login = login_of(communes[0].town.office)
    below = desks["commune"]
    below.log_in(commune_login, PASSWORD)
    below.open("/bao-cuong/2024/xep-loai/doi-tuong/")
    below.sees(re.compile(f"{HEAD} {communes[0].name}"))
    album.shoot(below.page, "xa-nhan-quyet-dinh", "the commune sees the levels that the district decided", phone=True)
    assert desks.complaints() == []
