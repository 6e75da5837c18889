"""Dossiers on their way: twenty go up, three come back and are mended; own papers are verified; a pile is scanned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, Dossier, PrintBatch, PrintedDocument, ScanBatch, Signature
from dossiers.services import checklists
from orgchart.access import Actor
from orgchart.kinds import Role
from orgchart.models import Account
from orgchart.tenancy import scope
from reviews.models import Cycle, RatingPlace, Subject
from tests.dossiers.scanning import piles
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.factories.dossiers import final_review, prepared
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PASSWORD = "ho-so-2024"
DOSSIERS, RETURNED = 20, 3
REASON = "Thiếu xác nhận của cơ quan"


@dataclass
class Year:
    """The unit below with its dossiers, and the board above."""

    below: Cycle
    above: Cycle
    subjects: list[Subject]
    office: Actor
    board: Actor
    member: Actor

    def dossier(self, subject: Subject) -> str:
        with transaction.atomic(), scope(tenant=self.below.tenant_id):
            return f"/{self.below.tenant.slug}/2024/ho-so/{Dossier.objects.get(subject=subject).pk}/"


def complete(subject: Subject, office: Actor) -> None:
    """A dossier with its papers, and the case that proposes a level."""
    RatingCaseFactory(
        subject=subject, state="appraised", self_level="HTT", proposed_level="HTT", appraised_at=NOON,
        appraised_by=office.account, own_ceiling="HTT",
    )  # fmt: skip
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ hồ sơ số 2", actor=office, at=NOON)
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)


@pytest.fixture
def year(transactional_db: None, settings: Any, tmp_path: Any) -> Iterator[Year]:
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        link = TenantLinkFactory()
        below, above = CycleFactory(tenant=link.subordinate), CycleFactory(tenant=link.superior)
        office = actor_for(link.subordinate, Role.OFFICE)
        subjects = [
            SubjectFactory(
                tenant=link.subordinate, cycle=below, name=f"Ma Văn {number:02d}", rank=number,
                rating=RatingPlace.SUPERIOR, decided_by=link.superior,
            )
            for number in range(1, DOSSIERS + 1)
        ]  # fmt: skip
        for subject in subjects:
            complete(subject, office)
            twin = SubjectFactory(tenant=link.superior, cycle=above, name=subject.name, rank=subject.rank)
            RatingCaseFactory(subject=twin)
        for subject in subjects[:4]:
            final_review(subject)
        member = actor_for(link.subordinate, person=subjects[0].person)
        yield_value = Year(below, above, subjects, office, actor_for(link.superior, Role.ORGANISATION_BOARD), member)
    yield yield_value
    close_child()


@pytest.fixture
def desks(
    year: Year, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[dict[str, Desk]]:
    """Computers of the office below, the board above and a member, logged in; `public` has no account."""
    found = {
        name: Desk(browser, live_server.url, browser_context_args) for name in ("office", "board", "member", "public")
    }
    for name, actor in (("office", year.office), ("board", year.board), ("member", year.member)):
        account: Account = actor.account
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        found[name].log_in(account.get_username(), PASSWORD)
    yield found
    for desk in found.values():
        desk.context.close()


def test_twenty_go_up_three_come_back_mended_and_are_accepted(year: Year, desks: dict[str, Desk], album: Album) -> None:
    office, board = desks["office"], desks["board"]
    for subject in year.subjects:
        office.open(year.dossier(subject))
        office.press("Nộp lên cấp trên")
        office.sees("nộp lúc")

    inbox = f"/{year.above.tenant.slug}/2024/ho-so-den/"
    board.open(inbox)
    expect(board.content.get_by_role("row").filter(has_text="Mới đến")).to_have_count(DOSSIERS)
    album.shoot(board.page, "hai-muoi-ho-so", "twenty dossiers have arrived", phone=True)
    for subject in year.subjects[:RETURNED]:
        board.open(inbox)
        board.content.get_by_role("row").filter(has_text=subject.name).get_by_role("link").first.click()
        board.fill("Bản bổ sung lý lịch", REASON)
        if subject == year.subjects[0]:
            album.shoot(board.page, "tra-lai-tung-muc", "reasons paper by paper", phone=True)
        board.press("Trả lại kèm lý do")
        board.is_told("Đã trả lại hồ sơ")

    for subject in year.subjects[:RETURNED]:
        office.open(year.dossier(subject))
        office.sees(f"Trả lại: {REASON}")
        row = office.content.locator("tr.checklist-row", has_text="Bản bổ sung lý lịch")
        row.locator("summary").click()
        scan = {"name": "ly-lich.pdf", "mimeType": "application/pdf", "buffer": piles.scanned([piles.foreign()])}
        row.locator("input[type=file]").set_input_files(scan)  # type: ignore[arg-type]
        office.press("Tải tệp lên", row)
        expect(row).to_contain_text("ly-lich.pdf")
        if subject == year.subjects[0]:
            album.shoot(office.page, "da-bo-sung", "the returned paper is mended at its item", phone=True)
        office.press("Nộp lại")
        office.sees("nộp lúc")

    for subject in year.subjects[:RETURNED]:
        board.open(inbox)
        arrived = board.content.get_by_role("row").filter(has_text=subject.name).filter(has_text="Mới đến")
        arrived.get_by_role("link").first.click()
        board.sees("Thay đổi so với lần nộp trước", f"(lần trước trả lại: {REASON})")
        if subject == year.subjects[0]:
            album.shoot(board.page, "nop-lai", "what was mended is shown above", phone=True)
        board.press("Tiếp nhận hồ sơ")
        board.sees("Đã ghép với")
    with transaction.atomic(), scope(tenant=year.below.tenant_id):
        states = list(Dossier.objects.order_by("subject__rank").values_list("state", flat=True))
    assert states == ["received"] * RETURNED + ["submitted"] * (DOSSIERS - RETURNED)


def test_member_downloads_and_verifies_and_a_pile_finds_its_records(
    year: Year, desks: dict[str, Desk], album: Album
) -> None:
    office, member, public = desks["office"], desks["member"], desks["public"]
    office.open(year.dossier(year.subjects[0]))
    office.press("Mở lại để bổ sung")
    office.open(f"/{year.below.tenant.slug}/2024/in-hang-loat/")
    office.content.get_by_label(re.compile("Bản kiểm điểm đã hoàn chỉnh")).check()
    office.press("In hàng loạt")
    office.sees("4/4")
    pile = office.download(office.content.get_by_role("link", name=re.compile("Tải một tệp PDF")))
    album.shoot(office.page, "in-xong", "the batch is printed", phone=True)

    member.open(year.dossier(year.subjects[0]))
    row = member.content.locator("tr.checklist-row", has_text="Bản kiểm điểm cá nhân")
    form = member.download(row.get_by_role("link").first)
    assert year.subjects[0].name in album.keep(form, "ban-cua-toi", "the own form")
    public.open("/xac-minh/")
    public.page.locator("input[type=file]").set_input_files(
        {"name": "ban-cua-toi.pdf", "mimeType": "application/pdf", "buffer": form}
    )
    public.page.get_by_role("button", name="Đối chiếu tệp").click()
    public.sees("Nguyên vẹn")
    album.shoot(public.page, "xac-minh", "the public page knows the paper", phone=True)

    with transaction.atomic(), scope(tenant=year.below.tenant_id):
        lengths = []
        for document in PrintedDocument.objects.filter(kind="leader_review").order_by("entries__position"):
            assert document.file is not None
            with document.file.content.open("rb") as content:
                lengths.append(len(piles.pages_of(content.read())))
    sheets = piles.pages_of(pile)
    askew = [sheet.rotate(2.5, expand=True, fillcolor=255) for sheet in sheets[: lengths[0]]]
    straight = sheets[lengths[0] : sum(lengths[:2])]
    third = sheets[sum(lengths[:2]) : sum(lengths[:3])]
    fourth = sheets[sum(lengths[:3]) :]
    doubled = [piles.beside(third[0], fourth[0]), *third[1:], *fourth[1:]]
    office.open(f"/{year.below.tenant.slug}/2024/ban-quet/")
    scan = piles.scanned([*askew, *straight, piles.foreign(), *doubled])
    office.page.locator("input[type=file]").set_input_files(
        {"name": "ca-tap.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    office.fill("Ngày ký", date(2024, 11, 4).isoformat())
    office.press("Đối chiếu bản quét")
    office.sees("Tờ không có mã của hệ thống")
    album.shoot(office.page, "tap-quet", "a pile with a skewed, a doubled and a foreign sheet", phone=True)
    with transaction.atomic(), scope(tenant=year.below.tenant_id):
        signed = set(Signature.objects.filter(way="hand").values_list("document__subject__name", flat=True))
        outcome = ScanBatch.objects.get().outcome
        assert PrintBatch.objects.count() == 1
        assert ChecklistItem.objects.filter(code="self_review", state="provided").count() == 1
    assert signed == {subject.name for subject in year.subjects[:2]}
    assert outcome is not None
    # The foreign sheet and the one with two codes belong to nobody, and whose first sheet is missing is told so.
    foreign = len(askew) + len(straight) + 1
    assert outcome["strange"] == [foreign, foreign + 1]
    incomplete = [paper for paper in outcome["papers"] if not paper["is_done"]]
    assert [paper["title"].rpartition(" – ")[2] for paper in incomplete] == [s.name for s in year.subjects[2:4]]
    assert all(paper["words"].startswith("Thiếu tờ 1 trong") for paper in incomplete)
