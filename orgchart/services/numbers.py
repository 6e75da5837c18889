"""Document numbers: unique and without gaps for one body, kind and period."""

from datetime import date

from orgchart.kinds import Bloc
from orgchart.models import NumberRegister, Tenant
from orgchart.tenancy import current_tenant_id


def numbering_period(tenant: Tenant, day: date) -> str:
    """When numbers begin anew: with the term for a party body, with the year for a state body."""
    if tenant.bloc == Bloc.PARTY and tenant.term:
        return tenant.term
    return str(day.year)


def next_number(*, body_code: str, kind: str, period: str) -> int:
    """The next number of a register; the row stays locked until the transaction ends, so none is lost or doubled."""
    register, _ = NumberRegister.objects.get_or_create(
        tenant_id=current_tenant_id(), body_code=body_code, kind=kind, period=period
    )
    locked = NumberRegister.objects.select_for_update(of=("self",)).get(pk=register.pk)
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    return locked.last_number
