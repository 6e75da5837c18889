"""What people type is shown as they typed it and never becomes part of the page: tags, templates, direction marks."""

import re

import pytest

from dossiers.models import ChecklistItem
from orgchart.models import Person
from reviews.models import Attendance, Comment, ReviewSection
from tests.access.conftest import World, taken_back
from tests.access.marks import Walk, mark, walk
from tests.access.matrix import MATRIX
from tests.access.scenes import SCENES, address, at_work
from tests.access.test_canaries import PAPER_ONLY

pytestmark = pytest.mark.django_db

LONG = "<script>alert(7)</script>\"><img src=x onerror=alert(8)>'{{7*7}}{% load x %}\u202e"
SHORT = "<i onclick=a>{{7*7}}"
CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{7*7}}",
    "{% load x %}{{ settings.SECRET_KEY }}",
    "javascript:alert(1)",
)
ALIVE = re.compile(r"<script>alert|<img src=x|<svg/onload|<i onclick|</textarea><script|SECRET_KEY =")


def hostile(field: str, room: int) -> str:
    """As much of the corpus as fits."""
    return LONG if room >= len(LONG) else SHORT if room >= len(SHORT) else ""


@pytest.fixture(scope="module")
def pages(world: World) -> Walk:
    """Everything that the office reaches while every text of the own tenant is hostile."""
    with taken_back():
        at_work(world.ours)
        mark(world.ours, hostile)
        return walk(world, world.ours, "office", "office")


def test_no_page_runs_what_somebody_typed(pages):
    alive = {
        url: ALIVE.findall(answer.text)
        for url, answer in pages.pages.items()
        if answer.headers["Content-Type"].startswith("text/html")
    }

    assert {url: found for url, found in alive.items() if found} == {}
    assert len(alive) >= 60


def test_pages_show_what_somebody_typed(pages):
    html = {answer.name: answer.text for answer in pages.pages.values() if "&lt;script&gt;alert(7)" in answer.text}

    shown = {name.partition("@")[0] for name, (get, _) in MATRIX.items() if get["office"] == 200}
    assert len(set(html) & shown) >= 25
    assert all("{{7*7}}" in text for text in html.values())


def test_no_page_breaks_on_what_somebody_typed(world, pages):
    """Every address that the office may read has answered, whatever stands in its texts."""
    shown = {name.partition("@")[0] for name, (get, _) in MATRIX.items() if get["office"] == 200}

    assert shown - pages.names == PAPER_ONLY


def _person(world: World, text: str) -> object:
    return Person.objects.filter(full_name=text).exists()


def _section(world: World, text: str) -> object:
    return ReviewSection.objects.get(review=world.ours["own_review"], key="II-1").text == text


def _comment(world: World, text: str) -> object:
    return Comment.objects.filter(text=text).exists()


def _guest(world: World, text: str) -> object:
    return Attendance.objects.filter(guest_name=text).exists()


def _absence(world: World, text: str) -> object:
    return world.ours.fresh("own_item").absence_reason == text


def _note(world: World, text: str) -> object:
    return ChecklistItem.objects.filter(note=text).exists()


FORMS = {
    "orgchart:new_person": ("full_name", _person),
    "reviews:save_section": ("text", _section),
    "reviews:item_comment": ("text", _comment),
    "reviews:conference_guest": ("name", _guest),
    "reviews:item_absent": ("reason", _absence),
    "dossiers:note": ("note", _note),
}


@pytest.mark.parametrize("text", CORPUS)
@pytest.mark.parametrize("name", FORMS)
def test_texts_are_kept_as_they_were_typed(world, name, text):
    scene, (field, is_kept) = SCENES[name], FORMS[name]
    scene.arrange(world.ours)

    answer = world.ask("office", "POST", address(name, world.ours), dict(scene.payload(world.ours)) | {field: text})

    assert answer.status == 302
    with world.ours.inside():
        assert is_kept(world, text)


def test_marks_that_turn_the_reading_direction_are_taken_out_of_a_text(world):
    scene = SCENES["reviews:save_section"]
    scene.arrange(world.ours)
    payload = dict(scene.payload(world.ours)) | {"text": "Nguyễn \u202eVăn\u202c An"}

    world.ask("office", "POST", address("reviews:save_section", world.ours), payload)

    with world.ours.inside():
        assert _section(world, "Nguyễn Văn An")
