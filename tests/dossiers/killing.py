"""A batch that waits for workers, and what a worker of its own process needs to know; for plays that kill it."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from dossiers.models import BatchKind, PrintBatch
from dossiers.services.batches import print_batch
from orgchart.kinds import Role
from orgchart.tenancy import scope
from tests.factories.dossiers import final_review
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, SubjectFactory

ROOT = Path(__file__).parents[2]


def waiting_batch(forms: int) -> PrintBatch:
    """So many forms of one office in the outbox."""
    tenant = TenantFactory()
    with transaction.atomic():
        cycle = CycleFactory(tenant=tenant)
        for number in range(forms):
            final_review(SubjectFactory(tenant=tenant, cycle=cycle, name=f"Ma Văn {number:03d}"))
    with transaction.atomic(), scope(tenant=tenant.pk):
        office = actor_for(tenant, Role.OFFICE)
        return print_batch(cycle=cycle, kind=BatchKind.FORMS, actor=office, at=NOON)


def environment_of(media: Path, scratch: Path) -> dict[str, str]:
    """Of a process that works on the database of this test, and keeps its temporary files apart."""
    own = connection.settings_dict
    return os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "REDIS_URL": settings.REDIS_URL, "DJANGO_SETTINGS_MODULE": "config.settings", "MEDIA_ROOT": str(media),
        "TMPDIR": str(scratch),
    }  # fmt: skip
