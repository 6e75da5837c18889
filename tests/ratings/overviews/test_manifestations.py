"""Positive answers per item and body for the inspection commission: no names, no small numbers, names by authority."""

from typing import Any

import pytest
from django.urls import reverse

from orgchart import clock
from orgchart.access import Actor, load_actor
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.services import roles
from orgchart.tenancy import scope
from ratings.queries.manifestations import TOGETHER, Overview, overview_of
from ratings.services.manifestations import read_names
from reviews.models import FormLine, Review
from tests.factories.orgchart import NOON, OrganizationFactory, actor_for

pytestmark = pytest.mark.django_db


def answer(town: Any, unit: Any, number: int, *found: int, state: str = "final") -> None:
    """`number` people of a unit answer items 1 to 3; the first of them finds these in himself."""
    for one in range(number):
        subject = town.leader(f"Người {unit.name} {one}", unit=unit)
        with scope(tenant=town.tenant.pk):
            review = Review.objects.get(subject=subject)
            if state != "final":
                Review.objects.filter(pk=review.pk).update(state=state, finalised_at=None, finalised_by=None)
            for item in (1, 2, 3):
                said = {"found": "yes", "note": "Đã sửa."} if one == 0 and item in found else {"found": "no"}
                FormLine(
                    tenant=town.tenant, review=review, kind="manifestation", reference=f"m{item}", values=said
                ).save()


@pytest.fixture
def units(town: Any) -> list[Any]:
    return [OrganizationFactory(tenant=town.tenant, name=name) for name in ("Lớn", "Vừa", "Nhỏ")]


def overview(town: Any) -> Overview:
    with scope(tenant=town.tenant.pk):
        return overview_of(town.cycle)


@pytest.mark.clause("NA-1-4")
def test_positive_answers_are_counted_by_item_and_body_in_final_texts_only(town, units):
    answer(town, units[0], 6, 1, 3)
    answer(town, units[1], 5, 3)
    answer(town, units[1], 2, 2, state="draft")

    found = overview(town)

    assert [(one.name, one.answered, one.found_any, one.in_order) for one in found.bodies] == [
        ("Lớn", 6, 1, [(1, 1), (3, 1)]),
        ("Vừa", 5, 1, [(3, 1)]),
    ]
    assert [count for _, count in found.rows][:4] == [1, 0, 2, 0]
    assert len(found.rows) == 27


@pytest.mark.clause("NA-1-4")
def test_a_small_body_takes_another_along_so_that_no_difference_gives_it_away(town, units):
    answer(town, units[0], 7, 1)
    answer(town, units[1], 5)
    answer(town, units[2], 1, 2)

    found = overview(town)

    assert [(one.name, one.answered) for one in found.bodies] == [("Lớn", 7), (TOGETHER, 6)]
    assert found.hidden == 2


def test_a_handful_of_answers_is_no_overview(town, units):
    answer(town, units[2], 4, 1)

    found = overview(town)

    assert found.is_too_small
    assert not found.bodies
    assert not any(count for _, count in found.rows)


@pytest.mark.clause("NA-1-4")
def test_the_inspection_sees_figures_and_no_names_until_it_is_authorised(town, units, client):
    answer(town, units[0], 6, 1)
    actor = actor_for(town.tenant, Role.INSPECTION)
    client.force_login(actor.account)
    place, today = [town.tenant.slug, 2024], clock.today()

    figures = client.get(reverse("ratings:manifestations", args=place)).content.decode()
    refused = client.post(reverse("ratings:manifestation_names", args=place))
    with scope(tenant=town.tenant.pk):
        asked = {"permission": "read_manifestations", "object_id": town.cycle.pk, "account_id": actor.account.pk}
        roles.entrust(**asked, starts_on=today, ends_on=today, actor=town.office, at=NOON)
    names = client.post(reverse("ratings:manifestation_names", args=place)).content.decode()

    assert "1 (1)" in figures
    assert "Người Lớn" not in figures
    assert refused.status_code == 403
    assert "Người Lớn 0" in names
    assert "Người Lớn 1" not in names


def test_reading_the_names_stands_in_the_trail(town, units):
    answer(town, units[0], 6, 1)
    reader = authorised(town)

    with scope(tenant=town.tenant.pk):
        found = read_names(cycle=town.cycle, actor=reader, at=NOON)

        assert [(one.name, one.item.number, one.note) for one in found] == [("Người Lớn 0", 1, "Đã sửa.")]
        assert AuditRecord.objects.filter(action="read_manifestation_names").count() == 1


def authorised(town: Any) -> Actor:
    account = actor_for(town.tenant).account
    with scope(tenant=town.tenant.pk):
        asked = {"permission": "read_manifestations", "object_id": town.cycle.pk, "account_id": account.pk}
        roles.entrust(**asked, starts_on=NOON.date(), ends_on=NOON.date(), actor=town.office, at=NOON)
        return load_actor(account, town.tenant.pk, on=NOON.date())
