"""What an account holds in a tenant, in the one query that every request asks first.

The ORM builds it from a dozen tables, which costs several times what the database needs to answer. So it is built once
a process around stand-ins, and each request only puts its own values in their places.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import django_scopes
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Value

from orgchart.models import Account, Delegation, Person, RoleGrant
from orgchart.models.exception import ObjectException
from orgchart.registry import exception_kinds

# Stand-ins: keys that no row has, and a day before all days.
_TENANT, _ACCOUNT, _DAY = -1, -2, date.min


def holdings(account: Account, tenant_id: int, on: date | None) -> list[tuple[str, int, str]]:
    """Rows (kind, number, name) of an account: `person` with its key, granted `role`s, roles that were `lent`, objects
    it was `entrusted` with by the name of the permission.

    What was lent and what has a term counts on the day `on`; without a day, only what has neither.
    """
    sql, built_with = _statement(on is not None, tuple(dict.fromkeys(kind.model for kind in exception_kinds())))
    values = {_TENANT: tenant_id, _ACCOUNT: account.pk, _stored(_DAY): _stored(on)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [values.get(value, value) for value in built_with])
        return list(cursor.fetchall())


def delegations_in_force(account: Account, on: date) -> QuerySet[Delegation]:
    """What was lent to an account and counts at a day: only as long as the lender holds the role."""
    still_held = RoleGrant.objects.filter(account=OuterRef("lender"), role=OuterRef("role"))
    rows = Delegation.objects.filter(borrower=account, starts_on__lte=on, ends_on__gte=on, ended_at=None)
    return rows.filter(Exists(still_held), lender__is_active=True)


@cache
def _statement(has_day: bool, exceptions: Iterable[type[ObjectException]]) -> tuple[str, tuple[Any, ...]]:
    """The query with the stand-ins, as text and values."""
    account, on = Account(pk=_ACCOUNT), _DAY if has_day else None
    with django_scopes.scope(tenant=_TENANT):
        parts = [
            Person.objects.filter(account=account).values_list(Value("person"), "pk", Value("")),
            RoleGrant.objects.filter(account=account).values_list(Value("role"), "pk", "role"),
            *([delegations_in_force(account, on).values_list(Value("lent"), "pk", "role")] if on else []),
            *(
                model.in_force(account, on).values_list(
                    Value("entrusted"), "content_object_id", F("permission__codename")
                )
                for model in exceptions
            ),
        ]
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()


def _stored(day: date | None) -> Any:
    return connection.ops.adapt_datefield_value(day)
