"""A year that is judged by points, in a real browser by visible labels: own sheet, appraisal, what the rules say."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.orgchart import actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.conftest import Town, make_town

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("SCORE_PICTURES", "")


@pytest.fixture
def town() -> Town:
    """The town in a year under 366-QĐ/TW."""
    with transaction.atomic():
        town = make_town()
        town.cycle = CycleFactory(
            tenant=town.tenant, year=2025, set_code="trung-uong-366-2025", rating_date=date(2025, 11, 30)
        )
    return town


def enter(page: Page, live_server, account) -> None:
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + reverse("orgchart:my_work"))


def picture(page: Page, name: str) -> None:
    """Kept only where somebody wants to look at it."""
    if PICTURES:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_sheet_is_scored_by_its_subject_and_appraised_by_the_office(page, live_server, town):
    with transaction.atomic():
        leader = town.leader("Ma Văn Lãnh")
        town.prepare()
        own = actor_for(town.tenant, person=leader.person)
    enter(page, live_server, own.account)

    page.get_by_role("link", name="Chấm điểm").first.click()
    for number, field in enumerate(page.get_by_role("spinbutton").all()):
        field.fill("6" if number < 5 else "64")
    picture(page, "tu-cham")
    page.get_by_role("button", name="Ghi phiếu tự chấm điểm").click()
    expect(page.get_by_text("Đã ghi điểm của Ma Văn Lãnh.")).to_be_visible()

    enter(page, live_server, town.office.account)
    page.goto(live_server.url + reverse("ratings:cases", args=[town.tenant.slug, 2025]))
    page.get_by_role("link", name="Ma Văn Lãnh").click()
    page.get_by_label("Kết quả thực hiện nhiệm vụ").fill("55")
    page.get_by_label("Ít nhất 30% nhiệm vụ hoàn thành vượt mức").fill("Phụ lục 1, 14/40 nhiệm vụ")
    expect(page.locator("#ket-luan")).to_contain_text("30 + 55 = 85 điểm")
    for field in page.locator("textarea[name^=condition_xs], textarea[name^=condition_ht]").all():
        field.fill("Báo cáo số 12")
    page.get_by_role("group", name="Mức đề nghị").get_by_text("Hoàn thành xuất sắc").click()
    page.get_by_role("button", name="Ghi thẩm định").click()
    expect(page.get_by_text("muốn xếp cao hơn cần thêm 5 điểm").first).to_be_visible()
    picture(page, "tham-dinh")
    page.get_by_role("group", name="Mức đề nghị").get_by_text("Hoàn thành tốt").click()
    page.get_by_role("button", name="Ghi thẩm định").click()

    expect(page.get_by_text("Đã ghi thẩm định Ma Văn Lãnh.")).to_be_visible()
    with transaction.atomic():
        assert town.case(leader).proposed_level == "HTT"
