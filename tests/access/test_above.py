"""One level up one sees what was handed up, and nothing else of the tenant below."""

import pytest

from tests.access.conftest import World
from tests.access.matrix import MATRIX
from tests.access.scenes import address, patterns

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_superior_reaches_nothing_of_the_tenant_below(world: World, method):
    """Not even its office, with a link that makes it the superior: the same 404 as for anybody else."""
    names = [name for name in MATRIX if "tenant" in patterns()[name.partition("@")[0]]]

    codes = {name: world.try_out("superior", method, address(name, world.ours)).status for name in names}

    assert len(codes) >= 90
    assert {name: code for name, code in codes.items() if code != 404} == {}
