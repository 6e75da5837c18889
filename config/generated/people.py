"""Made-up people in great numbers, the same for the same seed; names may come twice, as they do in life."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from config.demo.names import FAMILY, FAMILY_WEIGHTS, FEMALE_GIVEN, FEMALE_MIDDLE, MALE_GIVEN, MALE_MIDDLE
from orgchart.models import Person, Tenant
from orgchart.names import name_sort_key, search_key


@cache
def _keys(name: str) -> tuple[str, str]:
    return name_sort_key(name)[:400], search_key(name)[:120]


def people(tenant: Tenant, number: int, dice: random.Random) -> Iterator[Person]:
    """So many persons of a tenant, not stored yet."""
    for _ in range(number):
        family = dice.choices(FAMILY, FAMILY_WEIGHTS)[0]
        middle, given = dice.choice(((MALE_MIDDLE, MALE_GIVEN), (FEMALE_MIDDLE, FEMALE_GIVEN)))
        name = f"{family} {dice.choice(middle)} {dice.choice(given)}"
        sort, search = _keys(name)
        born = date(dice.randint(1950, 2001), 1, 1) + timedelta(days=dice.randint(0, 364))
        yield Person(
            tenant=tenant,
            full_name=name,
            sort_key=sort,
            search_key=search,
            birth_date=born,
            joined_party_on=date(min(born.year + dice.randint(20, 33), 2023), 2, 3),
        )
