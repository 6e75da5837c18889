"""The two walls between tenants: a manager that needs a scope, and row-level security where the database has it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self, TypeVar

import django_scopes
from django.db import connection, models
from django_scopes import ScopedManager, get_scope
from psycopg.pq import TransactionStatus
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

SETTING = "app.tenant"


class CrossTenantWrite(Exception):
    """A row of one tenant was about to be written in the scope of another one, or in none."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} belongs to another tenant than the open scope; open scope(tenant=…) of its own")


def current_tenant_id() -> int:
    """The id of the tenant whose scope is open; raises LookupError where none is."""
    tenant_id = get_scope().get("tenant")
    if tenant_id is None:
        raise LookupError("no tenant scope is open")
    return int(tenant_id)


@contextmanager
def scope(*, tenant: int) -> Iterator[None]:
    """Open the scope of one tenant for the ORM and, on PostgreSQL, for row-level security.

    The database setting is local to the transaction, so it has to be opened inside one.
    """
    previous = get_scope().get("tenant")
    with django_scopes.scope(tenant=tenant):
        _set_row_scope(tenant)
        try:
            yield
        finally:
            # A broken transaction is rolled back by whoever opened it, and the setting with it.
            if not _transaction_is_broken():
                _set_row_scope(previous)


def _set_row_scope(tenant: int | None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT set_config('{SETTING}', %s, true)", ["" if tenant is None else str(tenant)])


def _transaction_is_broken() -> bool:
    if connection.vendor != "postgresql" or connection.connection is None:
        return False
    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)


class TenantModel(models.Model):
    """Base of every row that belongs to a tenant: reads without a scope raise, writes across tenants raise."""

    tenant = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, editable=False, related_name="+")

    objects: ClassVar[models.Manager[Self]] = ScopedManager(tenant="tenant_id")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row, but only in the scope of its own tenant."""
        check_tenant(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, but only in the scope of its own tenant."""
        check_tenant(self)
        return super().delete(*args, **kwargs)


def check_tenant(row: TenantModel) -> None:
    """Raise CrossTenantWrite unless the row's tenant is the one whose scope is open; an empty tenant is filled in."""
    tenant_id = get_scope().get("tenant")
    if row.tenant_id is None and tenant_id is not None:
        row.tenant_id = tenant_id
    if tenant_id is None or row.tenant_id != tenant_id:
        raise CrossTenantWrite(row._meta.label)


Row = TypeVar("Row", bound=TenantModel)


def create_all(model: type[Row], rows: Iterable[Row], *, keep_existing: bool = False) -> list[Row]:
    """Insert many rows at once, each checked against the scope, with row history where the model keeps one.

    `keep_existing` leaves rows alone that somebody else has made meanwhile; only for models without history, and the
    rows that come back know no key then. The caller writes the audit record of the whole operation.
    """
    batch = list(rows)
    for row in batch:
        check_tenant(row)
    if keep_existing:
        return model.objects.bulk_create(batch, batch_size=500, ignore_conflicts=True)
    if hasattr(model, "history"):
        return list(bulk_create_with_history(batch, model, batch_size=500))
    return model.objects.bulk_create(batch, batch_size=500)


def update_all(model: type[Row], rows: Iterable[Row], fields: list[str]) -> int:
    """Store these fields of many rows at once, each row checked against the scope, with row history where it is kept.

    The caller writes the audit record of the whole operation.
    """
    batch = list(rows)
    for row in batch:
        check_tenant(row)
    if batch and hasattr(model, "history"):
        return int(bulk_update_with_history(batch, model, fields, batch_size=500))
    return model.objects.bulk_update(batch, fields, batch_size=500) if batch else 0
