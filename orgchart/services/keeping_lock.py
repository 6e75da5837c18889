"""The one lock under which data are kept, held, sealed and taken away."""

from orgchart.models import Tenant
from orgchart.tenancy import current_tenant_id


def lock_keeping() -> None:
    """One after the other in the open tenant: holds, lists, erasures and seals never pass each other."""
    Tenant.objects.select_for_update(of=("self",), no_key=True).get(pk=current_tenant_id())
