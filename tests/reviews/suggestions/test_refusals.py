"""What is missing is refused on the page with a link to each place, and each link leads to a place that is there."""

import re

import pytest

from tests.reviews.writing.scene import shortcoming_of


def try_to(letters, step):
    """What the page answers to the step, and the places that it links to."""
    scene = letters.scene
    client, address = scene.client(scene.author), scene.url(scene.review)
    answer = client.post(scene.url(scene.review, step), {"self_level": "HTT", "confirmed": "on"})
    found = re.findall(rf'href="{re.escape(address)}#([^"]+)"', answer.content.decode())
    page = client.get(address).content.decode()
    assert [anchor for anchor in found if f'id="{anchor}"' not in page] == []
    return answer.status_code, found


def test_draft_with_an_empty_heading_is_not_sent(letters):
    letters.scene.fill(letters.scene.review, without="VI")

    assert try_to(letters, "gui") == (409, ["VI-section"])
    assert letters.scene.fresh(letters.scene.review).state == "draft"


def test_text_with_an_unanswered_suggestion_is_neither_sent_nor_finished(letters):
    scene = letters.scene
    scene.fill(scene.review)
    letters.sent()

    status, found = try_to(letters, "gui")

    assert status == 409
    assert len([anchor for anchor in found if anchor.startswith("dong-answer-")]) == 6  # three fields, two issues


def test_shortcoming_without_a_measure_keeps_the_text_from_being_final(letters):
    scene = letters.scene
    scene.confer(scene.review)
    row = shortcoming_of(scene, year=2024, text="Chưa sát cơ sở.")

    status, found = try_to(letters, "hoan-chinh")

    assert status == 409
    assert found == [f"dong-remedy-s{row.pk}-{name}" for name in ("measure", "owner", "due")]
    assert scene.fresh(scene.review).state == "reviewed"


@pytest.mark.parametrize(("step", "after"), [("gui", "circulated"), ("hoan-chinh", "final")])
def test_text_that_lacks_nothing_goes_its_way(letters, step, after):
    scene = letters.scene
    if step == "gui":
        scene.fill(scene.review)
    else:
        scene.confer(scene.review)

    assert try_to(letters, step) == (302, [])
    assert scene.fresh(scene.review).state == after
