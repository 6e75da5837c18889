"""The most important pages in a real browser: they work, they fit a phone, nothing complains."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dossiers.models import Dossier
from ratings.models import RatingCase
from tests.e2e.album import DESKTOP, PHONE, sticks_out
from tests.e2e.chain.meeting import GOVERNMENT, conference_address
from tests.e2e.chain.writing import MEMBER, address_of, editor
from tests.e2e.stage import YEAR, Stage, behind

pytestmark = pytest.mark.e2e


def pages_of_the_office() -> list[str]:
    """Where the office spends the year."""
    with behind():
        dossier = Dossier.objects.get(subject__name=GOVERNMENT, subject__cycle__year=2024).pk
        case = RatingCase.objects.get(subject__name=GOVERNMENT, subject__cycle__year=2024).pk
    return [
        "/viec-cua-toi/",
        f"{YEAR}/",
        f"{YEAR}/tien-do/",
        f"{YEAR}/kiem-diem/",
        address_of(MEMBER),
        conference_address(GOVERNMENT),
        f"{YEAR}/hoi-nghi/",
        f"{YEAR}/ho-so/{dossier}/",
        f"{YEAR}/xep-loai/doi-tuong/",
        f"{YEAR}/xep-loai/tham-dinh/{case}/",
        f"{YEAR}/xep-loai/moi/",
        f"{YEAR}/bao-cao/",
    ]


def findings(page: Page) -> list[str]:
    """Serious and critical findings of axe, each with the first place."""
    found = Axe().run(page).response["violations"]
    serious = [rule for rule in found if rule["impact"] in {"serious", "critical"}]
    return [f"{page.url}: {rule['id']} at {rule['nodes'][0]['target']}" for rule in serious]


def test_the_demo_works_and_its_main_pages_are_accessible(stage: Stage) -> None:
    write_a_heading(stage)
    assert looked_over(stage) == []
    assert stage.complaints() == []


def write_a_heading(stage: Stage) -> None:
    """The member finds the task and writes; the heading saves itself."""
    member = stage.desk("dangvien")
    member.sees("Viết bản kiểm điểm")
    member.open(address_of(MEMBER))
    place = editor(member, "I-1a")

    member.type_over(place.get_by_role("textbox"), "Luôn giữ vững lập trường, chấp hành nghiêm nghị quyết.")

    member.page.reload()
    expect(place.get_by_role("textbox")).to_have_value("Luôn giữ vững lập trường, chấp hành nghiêm nghị quyết.")


def looked_over(stage: Stage) -> list[str]:
    """What axe finds, and what sticks out, on the pages of the office at both widths."""
    office = stage.desk("vanphong")
    found: list[str] = []
    for address in pages_of_the_office():
        office.open(address)
        for window in (DESKTOP, PHONE):
            office.page.set_viewport_size(window)
            found += findings(office.page)
            if sticks_out(office.page):
                found.append(f"{address} scrolls sideways at {window['width']} px")
    return found
