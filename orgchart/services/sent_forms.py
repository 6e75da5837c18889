"""Keys of forms that were sent: needed while somebody may still press the button a second time."""

from datetime import datetime, timedelta

from django.db import transaction

from orgchart.models import SentForm, Tenant
from orgchart.tenancy import scope

KEPT_FOR = timedelta(days=7)


def forget_sent_forms(*, at: datetime) -> int:
    """Take away the keys of all tenants that no open page can hold any more; how many they were.

    A page stays open over a weekend at the longest, because the login behind it ends after a day.
    """
    forgotten = 0
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic(), scope(tenant=tenant_id):
            forgotten += SentForm.objects.filter(sent_at__lt=at - KEPT_FOR).delete()[0]
    return forgotten
