"""A writer whose connection dies, whose login ends, who has two tabs or shuts the laptop loses not one word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import Browser, Locator, Page, Route, expect

from orgchart.access import Actor
from orgchart.tenancy import scope
from tests.e2e.album import Album
from tests.e2e.desk import Desk, Laptop
from tests.reviews.writing.scene import Scene, make_scene

pytestmark = pytest.mark.e2e

KEY, PASSWORD = "I-1a", "mot-nam-2024"
FIRST = "Luôn giữ vững lập trường, chấp hành nghiêm nghị quyết."
SECOND = "Đã học tập chuyên đề năm 2024 và viết bản cam kết."
SAVED, KEPT, EXPIRED = "Đã lưu", "Mất kết nối – bản nháp đang giữ trên máy này", "Phiên làm việc đã hết hạn"
# What a browser does whose storage is full or forbidden.
WITHOUT_STORE = "() => { Storage.prototype.setItem = () => { throw new Error('full') } }"

WITHOUT_SERVER = "() => { window.fetch = () => Promise.reject(new TypeError('down')) }"


@pytest.fixture
def writing(transactional_db: None) -> Scene:
    """Somebody with a self-review to write, and the office that may enter for everybody."""
    with transaction.atomic():
        scene = make_scene()
        for actor in (scene.author, scene.office):
            actor.account.set_password(PASSWORD)
            actor.account.save(update_fields=["password"])
    return scene


@pytest.fixture
def laptop(
    writing: Scene,
    live_server: Any,
    browser: Browser,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> Iterator[Laptop]:
    """The writer's laptop, on the page of the self-review."""
    options = browser_type_launch_args | browser_context_args
    laptop = Laptop(browser.browser_type, tmp_path / "profile", live_server.url, options)
    enter(laptop, writing.author)
    laptop.open(writing.url(writing.review))
    yield laptop
    laptop.close_lid()


def enter(desk: Desk, actor: Actor) -> None:
    desk.log_in(actor.account.username, PASSWORD)


def place_in(page: Page, key: str = KEY) -> Locator:
    """One heading of the form."""
    return page.locator(f"[id='{key}-section']")


def write(page: Page, text: str, key: str = KEY) -> Locator:
    """Type over what stands there and leave the field."""
    place = place_in(page, key)
    place.get_by_role("textbox").fill(text)
    place.get_by_role("textbox").blur()
    return place


def state_of(place: Locator) -> Locator:
    return place.locator("[data-save-state]").first


def kept_text(scene: Scene, key: str = KEY) -> str:
    """What the server has."""
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        row = scene.review.sections.filter(key=key).first()
    return row.text if row else ""


def end_logins() -> None:
    """Nobody is logged in any more; before a lid is closed, because a closing tab forgets that it was offline."""
    with transaction.atomic():
        Session.objects.all().delete()


def takes_draft(desk: Desk, scene: Scene, text: str) -> None:
    """The page offers this text; taking it saves it."""
    place = place_in(desk.page)
    expect(place.locator("[data-draft-text]")).to_have_text(text)
    desk.press("Lấy bản nháp này", place)
    expect(place.get_by_role("textbox")).to_have_value(text)
    expect(state_of(place)).to_contain_text(SAVED)
    assert kept_text(scene) == text


@pytest.mark.slow
def test_text_typed_without_connection_is_saved_when_it_comes_back(laptop: Laptop, writing: Scene) -> None:
    laptop.context.set_offline(True)
    place = write(laptop.page, FIRST)
    expect(state_of(place)).to_have_text(KEPT)
    assert kept_text(writing) == ""

    laptop.context.set_offline(False)

    expect(state_of(place)).to_contain_text(SAVED)
    assert kept_text(writing) == FIRST
    assert laptop.complaints == []


@pytest.mark.slow
def test_no_letter_is_lost_while_the_connection_comes_and_goes(laptop: Laptop, writing: Scene) -> None:
    """Typed letter by letter while the connection dies in the middle of words; the end is all of it."""
    box = place_in(laptop.page).get_by_role("textbox")
    pieces = [FIRST, " Năm 2024 đã hoàn th", "ành 12/12 chỉ ti", "êu; ", SECOND]
    box.focus()
    for number, piece in enumerate(pieces):
        laptop.context.set_offline(number % 2 == 1)
        box.press_sequentially(piece, delay=3)
    laptop.context.set_offline(False)
    box.blur()

    expect(box).to_have_value("".join(pieces))
    expect(state_of(place_in(laptop.page))).to_contain_text(SAVED)
    assert kept_text(writing) == "".join(pieces)
    assert laptop.complaints == []


def test_laptop_shut_without_connection_and_login_offers_the_text_when_it_is_opened(
    laptop: Laptop, writing: Scene, album: Album
) -> None:
    laptop.context.set_offline(True)
    place = write(laptop.page, FIRST)
    expect(state_of(place)).to_have_text(KEPT)
    album.shoot(laptop.page, "mat-ket-noi", "no connection; the text is kept on this computer", at=place)
    end_logins()
    laptop.close_lid()

    laptop.open_lid()
    laptop.open(writing.url(writing.review))
    laptop.page.get_by_label("Tên đăng nhập").fill(writing.author.account.username)
    laptop.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    laptop.press("Đăng nhập")

    expect(place_in(laptop.page).get_by_role("textbox")).to_have_value("")
    album.shoot(laptop.page, "mo-lai-may", "the laptop is opened again; the text is offered", at=place_in(laptop.page))
    takes_draft(laptop, writing, FIRST)
    laptop.page.reload()
    expect(place_in(laptop.page).locator("[data-draft]")).to_have_count(0)


@pytest.mark.slow
def test_without_what_the_browser_keeps_the_same_text_would_be_lost(laptop: Laptop, writing: Scene) -> None:
    laptop.page.evaluate(WITHOUT_STORE)
    laptop.context.set_offline(True)
    place = write(laptop.page, FIRST)
    expect(state_of(place)).to_contain_text("xin đừng đóng trang, máy này không giữ được bản nháp")
    end_logins()
    laptop.close_lid()

    laptop.open_lid()
    enter(laptop, writing.author)
    laptop.open(writing.url(writing.review))

    expect(place_in(laptop.page).get_by_role("textbox")).to_have_value("")
    expect(place_in(laptop.page).locator("[data-draft]")).to_have_count(0)
    assert kept_text(writing) == ""


@pytest.mark.slow
def test_two_tabs_without_connection_keep_a_text_each(laptop: Laptop, writing: Scene, album: Album) -> None:
    other = laptop.new_page()
    other.goto(writing.url(writing.review))
    laptop.context.set_offline(True)
    expect(state_of(write(laptop.page, FIRST))).to_have_text(KEPT)
    expect(state_of(write(other, SECOND))).to_have_text(KEPT)
    laptop.close_lid()

    laptop.open_lid()
    enter(laptop, writing.author)
    laptop.open(writing.url(writing.review))

    takes_draft(laptop, writing, SECOND)
    expect(place_in(laptop.page).locator("[data-draft-text]")).to_have_text(FIRST)
    album.shoot(laptop.page, "hai-the", "the text of the second tab is offered next", at=place_in(laptop.page))
    takes_draft(laptop, writing, FIRST)


@pytest.mark.slow
def test_second_tab_shows_both_texts_and_saves_the_chosen_one(laptop: Laptop, writing: Scene) -> None:
    other = laptop.new_page()
    other.goto(writing.url(writing.review))
    expect(state_of(write(other, SECOND))).to_contain_text(SAVED)

    place = write(laptop.page, FIRST)
    expect(place.locator("[data-conflict-mine]")).to_have_text(FIRST)
    expect(place.locator("[data-conflict-server]")).to_have_text(SECOND)
    laptop.press("Lấy bản trên máy chủ", place)
    expect(place.get_by_role("textbox")).to_have_value(SECOND)

    takes_draft(laptop, writing, FIRST)


@pytest.mark.slow
def test_login_that_ended_keeps_the_text_and_goes_on_after_the_next_one(laptop: Laptop, writing: Scene) -> None:
    end_logins()
    place = write(laptop.page, FIRST)
    expect(state_of(place)).to_contain_text(EXPIRED)
    elsewhere = laptop.new_page()
    elsewhere.goto("/tai-khoan/login/")
    elsewhere.get_by_label("Tên đăng nhập").fill(writing.author.account.username)
    elsewhere.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    elsewhere.get_by_role("button", name="Đăng nhập", exact=True).click()
    elsewhere.wait_for_url("**/viec-cua-toi/")

    laptop.page.bring_to_front()
    laptop.page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(state_of(place)).to_contain_text(SAVED)
    assert kept_text(writing) == FIRST


def test_next_person_at_the_computer_sees_no_draft_and_saves_none(laptop: Laptop, writing: Scene) -> None:
    end_logins()
    left_open = laptop.page
    place = write(left_open, FIRST)
    expect(state_of(place)).to_contain_text(EXPIRED)
    laptop.page = laptop.new_page()
    enter(laptop, writing.office)
    laptop.open(writing.url(writing.review))
    laptop.sees("Đồng chí đang nhập thay cho")
    expect(place_in(laptop.page).locator("[data-draft]")).to_have_count(0)

    with left_open.expect_response(lambda answer: answer.request.method == "POST") as answer:
        left_open.evaluate("window.dispatchEvent(new Event('focus'))")
    assert answer.value.status == 401
    assert kept_text(writing) == ""

    laptop.context.clear_cookies()
    enter(laptop, writing.author)
    laptop.open(writing.url(writing.review))
    takes_draft(laptop, writing, FIRST)


@pytest.mark.slow
def test_degree_and_level_chosen_without_connection_are_saved_after_the_next_start(
    laptop: Laptop, writing: Scene
) -> None:
    laptop.context.set_offline(True)
    level = laptop.page.locator("#self_level")
    level.get_by_label("Hoàn thành tốt nhiệm vụ").check()
    expect(state_of(level)).to_have_text(KEPT)
    laptop.close_lid()

    laptop.open_lid()
    enter(laptop, writing.author)
    laptop.open(writing.url(writing.review))

    expect(state_of(laptop.page.locator("#self_level"))).to_contain_text(SAVED)
    with transaction.atomic():
        assert writing.fresh(writing.review).self_level == "HTT"


@pytest.mark.slow
def test_page_that_is_left_and_gone_back_to_offers_what_was_not_saved(laptop: Laptop, writing: Scene) -> None:
    laptop.page.evaluate(WITHOUT_SERVER)
    expect(state_of(write(laptop.page, FIRST))).to_have_text(KEPT)
    laptop.page.on("dialog", lambda dialog: dialog.accept())
    laptop.open("/viec-cua-toi/")

    laptop.page.go_back()

    expect(place_in(laptop.page).get_by_role("textbox")).to_have_value("")
    takes_draft(laptop, writing, FIRST)


@pytest.mark.slow
def test_what_is_typed_before_the_page_is_ready_is_saved_too(laptop: Laptop, writing: Scene) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    laptop.page.route("**/js/app*.js", hold)
    laptop.page.goto(writing.url(writing.review), wait_until="commit")
    box = place_in(laptop.page).get_by_role("textbox")
    box.fill(FIRST)
    expect(place_in(laptop.page)).not_to_have_attribute("data-autosave-on", "1")

    held[0].continue_()

    expect(state_of(place_in(laptop.page))).to_contain_text(SAVED)
    assert kept_text(writing) == FIRST


FROM_WORD = """<html><body><!--StartFragment--><p class=MsoNormal>Trong năm&nbsp;2024,
 đã hoàn thành:</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·
 <span>&nbsp;&nbsp; </span></span>Thu ngân sách <b>105%</b></p><p style='mso-list:l1 level1 lfo2'>
 <span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Giải ngân</p><table><tr><td><p>Chỉ tiêu</p></td>
 <td><p>Kết quả</p></td></tr><tr><td>Thu</td><td>105%</td></tr></table><ul><li>Việc một<ol><li>Việc nhỏ</li></ol></li>
 </ul><!--EndFragment--></body></html>"""
PASTED = (
    "Trong năm 2024, đã hoàn thành:\n- Thu ngân sách 105%\n1. Giải ngân\n| Chỉ tiêu | Kết quả |\n| Thu | 105% |\n"
    "- Việc một\n  1. Việc nhỏ"
)
PASTE = """(box, html) => {
  box.focus();
  const held = new DataTransfer();
  held.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
}"""


@pytest.mark.slow
def test_text_pasted_from_word_keeps_paragraphs_lists_and_tables(laptop: Laptop, writing: Scene, album: Album) -> None:
    place = place_in(laptop.page)
    box = place.get_by_role("textbox")
    box.evaluate(PASTE, FROM_WORD)
    expect(box).to_have_value(PASTED)
    box.blur()
    expect(state_of(place)).to_contain_text(SAVED)
    assert kept_text(writing) == PASTED
    expect(place.locator(".editor-words")).to_contain_text("từ")

    laptop.open(f"{writing.url(writing.review)}xem/")

    expect(laptop.content.get_by_role("cell", name="105%")).to_be_visible()
    album.shoot(laptop.page, "dan-tu-word", "pasted from Word, as it is read", phone=True)
