"""A full sitting: a standing committee of fifteen rates twelve collectives and forty leaders with slips.

One member is away, two collectives tie for the last place, and the heads wait until their collectives are counted. Each
ballot is cast by three browsers and, for everybody else in the room, by plain HTTP clients.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Locator, expect

from dossiers.documents.sandbox import close_child
from dossiers.models import PrintedDocument
from dossiers.services import printing
from orgchart.kinds import PostRole
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from ratings.models import Board, Decision, RatingCase
from reviews.models import Subject
from tests.e2e.album import Album
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
from tests.factories.orgchart import NOON, PostFactory
from tests.ratings.conftest import Town, make_town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MEMBERS, PRESENT = 15, 14
COLLECTIVES, LEADERS = 12, 40
FAMILY = ("Ma", "Lò", "Hoàng", "Nông", "Triệu", "Lường", "Nguyễn")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan")
Votes = Mapping[Subject, int]


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Chợ Chu with a standing committee of fifteen."""
    with transaction.atomic():
        town = make_town()
        for number in range(5, MEMBERS):
            PostFactory(
                tenant=town.tenant, collective=town.body, person__full_name=f"Lường Văn Thường {number}",
                title="Ủy viên Ban Thường vụ", role=PostRole.MEMBER, rank=number + 1,
            )  # fmt: skip
        return town


@pytest.fixture
def desks(town: Town, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desks]:
    """The office's computer and the phones of the room."""
    yield from desks_of(browser, live_server.url, browser_context_args)


class Sitting:
    """One meeting as the office runs it, with everybody who votes."""

    def __init__(self, town: Town, desks: Desks, board: Board, album: Album) -> None:
        self.town, self.desks, self.board, self.album = town, desks, board, album
        self.office = desks["office"]

    def group(self, subject: Subject) -> Locator:
        """The section of a subject's group on the page."""
        with transaction.atomic():
            key = self.town.group(subject).pk
        return self.office.page.locator(f"#nhom-{key}")

    def open_round(self, subject: Subject, button: str) -> None:
        """Open the next round of a group on the page of the meeting."""
        self.office.open(board_page(self.town, self.board))
        self.office.press(button, inside=self.group(subject))

    def vote(self, votes: Votes, *, shot: str = "") -> None:
        """Open the ballot of a group, let all who are present vote so that these counts come out, close it."""
        subject = next(iter(votes))
        self.office.open(board_page(self.town, self.board))
        address, codes = open_slips(self.office, PRESENT, self.group(subject))
        if shot:
            self.album.shoot(self.office.page, f"{shot}-ma", "the slips of the room, shown once", phone=True)
        with transaction.atomic(), scope(tenant=self.town.tenant.pk):
            keys = dict(RatingCase.objects.filter(subject__in=votes).values_list("subject_id", "pk"))
        for number, (code, chosen) in enumerate(zip(codes, marks(votes), strict=True)):
            if number < BROWSERS:
                names = [one.name for one in chosen]
                vote_in_a_browser(self.desks[f"phone {number}"], address, code, *names)
            else:
                answer = vote_over_http(address, code, [keys[one.pk] for one in chosen])
                assert f"{number + 1}/{PRESENT} phiếu" in answer
            if number == BROWSERS - 1 and shot:
                self.office.open(board_page(self.town, self.board))
                self.office.sees(f"đã nhận {BROWSERS}/{PRESENT} phiếu")
                self.album.shoot(self.office.page, f"{shot}-dang-bo-phieu", "the board while papers come in: no counts")
        self.office.open(board_page(self.town, self.board))
        self.office.press("Kết thúc, kiểm phiếu", inside=self.group(subject))
        self.office.is_told("ghi kết quả kiểm phiếu")

    def paper(self, part: str, file: str, shows: str) -> str:
        """Print a paper of the meeting, or its decision, and keep it; its text."""
        common: dict[str, Any] = {"actor": self.town.office, "at": NOON}
        with transaction.atomic(), scope(tenant=self.town.tenant.pk):
            if part:
                document = printing.print_meeting(board_id=self.board.pk, part=part, **common)
            else:
                decision = Decision.objects.get(board=self.board)
                document = printing.print_decision(decision_id=decision.pk, **common)
        run_job(job_id=document.job_id or 0, clock=lambda: NOON)
        with transaction.atomic(), scope(tenant=self.town.tenant.pk):
            stored = PrintedDocument.objects.select_related("file").get(pk=document.pk).file
            assert stored is not None
            with stored.content.open("rb") as content:
                return self.album.keep(content.read(), file, shows)


def marks(votes: Votes) -> list[list[Subject]]:
    """Whom each of those present ticks, so that the counts come out and no paper has one mark too many."""
    papers: list[list[Subject]] = [[] for _ in range(PRESENT)]
    for number, subject in enumerate(subject for subject, count in votes.items() for _ in range(count)):
        papers[number % PRESENT].append(subject)
    return papers


def people(town: Town) -> tuple[list[Subject], list[Subject], list[Subject]]:
    """Twelve collectives, their twelve heads, and twenty-eight deputies, all appraised for the second level."""
    bodies = [town.collective(f"Tập thể lãnh đạo cơ quan {number:02d}") for number in range(1, COLLECTIVES + 1)]
    names = [f"{FAMILY[number % 7]} Văn {GIVEN[number % 8]} {number:02d}" for number in range(1, LEADERS + 1)]
    heads = [town.leader(name, heads=(body,)) for name, body in zip(names, bodies, strict=False)]
    deputies = [town.leader(name) for name in names[COLLECTIVES:]]
    town.prepare()
    town.appraise(*bodies, *heads, *deputies)
    return bodies, heads, deputies


@pytest.mark.clause("HY-B.II.4-1", "HY-B.II.4-2", "HY-B.II.2-4", "HY-B.II.1.4-4")
def test_a_committee_of_fifteen_rates_twelve_collectives_and_forty_leaders(
    town: Town, desks: Desks, album: Album, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        bodies, heads, deputies = people(town)
        board = town.board(bodies[0], heads[0], present=PRESENT)
        login = login_of(town.office)
    office = desks["office"]
    office.log_in(login, PASSWORD)
    sitting = Sitting(town, desks, board, album)
    office.open(board_page(town, board))
    office.sees(f"có mặt {PRESENT}/{MEMBERS}")
    album.shoot(office.page, "bang-truoc-phieu", "the board before the first ballot", phone=True)

    sitting.open_round(heads[0], "Mở bỏ phiếu vòng 1")
    sitting.vote(dict.fromkeys(deputies, PRESENT))
    office.open(board_page(town, board))
    expect(sitting.group(heads[0])).to_contain_text("chưa bỏ phiếu được")
    album.shoot(
        office.page, "cho-tap-the", "heads wait for the ballot of their collectives", at=sitting.group(heads[0])
    )
    sitting.open_round(bodies[0], "Mở bỏ phiếu vòng 1")
    sitting.vote(dict.fromkeys(bodies, PRESENT), shot="tap-the-vong-1")
    sitting.open_round(bodies[0], "Tính số chỗ, mở vòng 2")
    sitting.vote({bodies[0]: 10, bodies[1]: 9, bodies[2]: 9})
    album.shoot(office.page, "bang-phieu", "two collectives have equal votes for the last place")
    sitting.vote({bodies[1]: 10, bodies[2]: 4}, shot="bo-lai")
    sitting.vote(dict.fromkeys(heads, PRESENT))
    sitting.open_round(heads[0], "Tính số chỗ, mở vòng 2")
    sitting.vote(dict.fromkeys([heads[0], heads[1], *deputies[:6]], 12))
    office.open(board_page(town, board))
    album.shoot(office.page, "da-kiem-phieu", "both groups are counted to the end", phone=True)
    office.fill("Ngày ban hành", "2024-12-05")
    office.press("Ban hành quyết định")
    office.is_told("Đã ban hành Quyết định số 01-QĐ/ĐU")
    album.shoot(office.page, "da-quyet-dinh", "the decided board", phone=True)

    with transaction.atomic(), scope(tenant=town.tenant.pk):
        levels = dict(RatingCase.objects.values_list("subject__name", "level"))
    assert len(levels) == COLLECTIVES + LEADERS
    excellent = {name for name, level in levels.items() if level == "XS"}
    assert excellent == {one.name for one in (bodies[0], bodies[1], heads[0], heads[1], *deputies[:6])}
    with transaction.atomic():
        body_group, head_group = town.group(bodies[0]).pk, town.group(heads[0]).pk
    run_off = sitting.paper(f"{body_group}-3-1", "bien-ban-bo-lai", "minutes of the run-off")
    sitting.paper(f"{body_group}-1-1", "bien-ban-vong-1", "minutes of round 1 of the collectives")
    sitting.paper(f"{head_group}-1-2", "bien-ban-nguoi-dung-dau", "minutes of the sitting of the heads")
    sitting.paper("danh-sach", "danh-sach-trinh", "the list of the meeting with all votes")
    decided = sitting.paper("", "quyet-dinh", "the decision on all fifty-two")
    close_child()
    assert "Tập thể lãnh đạo cơ quan 02" in run_off
    assert "có mặt: 14 đồng chí; vắng mặt: 01 đồng chí" in run_off
    assert "01-QĐ/ĐU" in decided
    assert all(one.name in decided for one in (*bodies, *heads, *deputies))
    assert desks.complaints() == []
