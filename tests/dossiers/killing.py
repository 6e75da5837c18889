"""Work that waits for a process of its own, and what is left afterwards; for plays that kill it."""

import os
import subprocess
import sys
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
from tests.plugins.servers import postgres_tool

ROOT = Path(__file__).parents[2]
WORKER = """
import django
django.setup()
from django.utils import timezone
from orgchart.models import Job
from orgchart.services.jobs import run_job
for key in list(Job.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True)):
    run_job(job_id=key, clock=timezone.now)
"""


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


def worker(media: Path, scratch: Path | None = None) -> subprocess.Popen[bytes]:
    """A process that does what is queued, one job after the other."""
    environment = environment_of(media, scratch or media.parent)
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=environment)


def dumped() -> str:
    """What a backup made now would hold."""
    own = connection.settings_dict
    where = ["-h", own["HOST"], "-p", str(own["PORT"]), "-U", "postgres", "-d", own["NAME"]]
    return subprocess.run([postgres_tool("pg_dump"), *where], check=True, capture_output=True, text=True).stdout


def files_on(media: Path) -> list[Path]:
    """Everything that is kept on the disk."""
    return [path for path in media.rglob("*") if path.is_file()]
