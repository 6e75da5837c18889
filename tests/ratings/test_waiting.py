"""Whose review is over waits for the rating, and not for long."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orgchart.tenancy import scope
from orgchart.work import counted
from ratings.models import RatingCase
from ratings.queries import waiting
from ratings.work import rating_work
from reviews.services.transitions import finalise_review
from tests.factories.orgchart import NOON
from tests.reviews.writing.scene import make_scene

TODAY = NOON.date()


@pytest.fixture
def scene(db):
    return make_scene()


def finalise(scene):
    """The review of the head is over."""
    scene.confer(scene.review)
    return scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")


def page_of(scene, monkeypatch, today, query="?xem=cho"):
    """The list of the office on a day."""
    monkeypatch.setattr("orgchart.clock.today", lambda: today)
    url = reverse("ratings:cases", args=[scene.tenant.slug, 2024])
    return scene.client(scene.office).get(url + query).content.decode()


@pytest.mark.clause("HY-B.II-2")
def test_closing_a_review_puts_its_subject_on_the_list_of_those_to_be_rated(scene, monkeypatch):
    with scope(tenant=scene.tenant.pk):
        assert list(waiting.to_be_rated(scene.cycle)) == []
    assert "Ma Văn Hòa" not in page_of(scene, monkeypatch, TODAY)

    finalise(scene)

    with scope(tenant=scene.tenant.pk):
        assert [case.subject for case in waiting.to_be_rated(scene.cycle)] == [scene.review.subject]
    assert "Ma Văn Hòa" in page_of(scene, monkeypatch, TODAY)


@pytest.mark.clause("HY-B.II-2")
def test_who_waits_longer_than_the_set_allows_is_flagged_to_the_office(scene, monkeypatch):
    finalise(scene)
    in_time, late = TODAY + timedelta(days=15), TODAY + timedelta(days=16)

    with scope(tenant=scene.tenant.pk):
        assert not any("quá lâu" in item.what for item in counted(rating_work(scene.office, in_time)))
        (item,) = [item for item in counted(rating_work(scene.office, late)) if "quá lâu" in item.what]
    assert item.what.startswith("1 tập thể, cá nhân")
    assert "quá 15 ngày" not in page_of(scene, monkeypatch, in_time)
    assert "quá 15 ngày" in page_of(scene, monkeypatch, late)


@pytest.mark.clause("HY-B.II-2")
def test_decided_ones_wait_for_nothing(scene):
    finalise(scene)
    with scope(tenant=scene.tenant.pk):
        RatingCase.objects.update(state="decided", level="HTT")

        assert not waiting.waiting_too_long(scene.cycle, TODAY + timedelta(days=90)).exists()
