"""Nobody judges the own case, by whatever roles, and nobody reads there what others have noted."""

import pytest

from orgchart.access import load_actor
from orgchart.kinds import Role
from orgchart.models import RoleGrant
from tests.access.conftest import World
from tests.access.scenes import SCENES, Scene, address

pytestmark = pytest.mark.django_db
# Address, and the person whose case or text it is.
JUDGING = ["ratings:appraise", "ratings:verdict", "reviews:confirm", "reviews:review_again"]


@pytest.fixture
def powerful(world: World) -> World:
    """The person whose objects these are works in the office and leads the committee as well."""
    account = world.ours.actors["own"].account
    with world.ours.inside():
        for role in (Role.OFFICE, Role.HEAD, Role.ORGANISATION_BOARD):
            RoleGrant(tenant=world.ours.tenant, account=account, role=role).save()
        assert load_actor(account, world.ours.tenant.pk).is_office
    return world


def ask(world: World, name: str, role: str) -> int:
    scene = SCENES.get(name, Scene())
    scene.arrange(world.ours)
    return world.ask(role, "POST", address(name, world.ours), scene.payload(world.ours)).status


@pytest.mark.parametrize("name", JUDGING)
def test_nobody_judges_the_own_case(powerful, name):
    assert ask(powerful, name, "own") == 403


def test_nobody_reads_what_others_noted_in_the_own_case(powerful):
    assert powerful.ask("own", "GET", address("ratings:appraise", powerful.ours)).status == 403


@pytest.mark.parametrize("name", JUDGING)
def test_somebody_else_may(powerful, name):
    assert ask(powerful, name, "office") in {200, 302}
