"""What a form does not ask for is not taken, however it is called: no field makes anybody more than they were."""

import pytest

from orgchart.models import Account, RoleGrant, TenantMembership
from tests.access.conftest import taken_back
from tests.access.scenes import SCENES, Scene, address
from tests.access.test_bad_input import doing, who

pytestmark = pytest.mark.django_db
EXTRA = {
    "is_staff": "on", "is_superuser": "on", "is_active": "on", "role": "admin", "tenant": "1", "tenant_id": "1",
    "state": "confirmed", "account": "1", "author": "1", "decided_by": "1", "pk": "1", "id": "1",
}  # fmt: skip


def powers() -> tuple[int, int, set[tuple[int, str]], int]:
    """Everything that makes somebody more than a member."""
    staff = Account.objects.filter(is_staff=True).count(), Account.objects.filter(is_superuser=True).count()
    return (*staff, set(RoleGrant.objects.values_list("account_id", "role")), TenantMembership.objects.count())


# Making an account or a tenant adds a member, and granting roles grants what is ticked.
OWN_WORK = {"orgchart:new_account", "orgchart:account_letters", "orgchart:set_roles", "orgchart:subordinates"}


def test_fields_that_no_form_asks_for_change_nothing(world, subtests):
    for name in doing():
        scene = SCENES.get(name, Scene())
        with subtests.test(name), taken_back():
            scene.arrange(world.ours)
            sound = dict(scene.payload(world.ours))
            with world.ours.inside():
                before = powers()

            answer = world.ask(who(name, "POST"), "POST", address(name, world.ours), EXTRA | sound)

            assert answer.status < 500
            with world.ours.inside():
                assert name in OWN_WORK or powers() == before
                assert powers()[:2] == (0, 0)
