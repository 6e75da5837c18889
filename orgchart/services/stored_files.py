"""Files that a process wrote and whose row it never committed, because it was killed in between."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from orgchart.models import Tenant
from orgchart.tenancy import TenantModel, scope

# Longer than any transaction and any job: what is older and has no row will never get one.
AGE = timedelta(days=1)


def sweep_files(*, now: datetime) -> int:
    """Take away the files of every tenant that no row knows of; how many they were.

    `now` is the time of the machine, because it is compared with what the file system says.
    """
    taken = 0
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        old = set(_old_files(tenant_id, now))
        if not old:
            continue
        with transaction.atomic(), scope(tenant=tenant_id):
            known = {Path(settings.MEDIA_ROOT) / name for name in _known_names()}
        for path in sorted(old - known):
            path.unlink(missing_ok=True)
            taken += 1
    return taken


def _old_files(tenant_id: int, now: datetime) -> Iterator[Path]:
    """The files in the folder of a tenant that have stood there for long."""
    latest = (now - AGE).timestamp()
    for folder, _, names in os.walk(Path(settings.MEDIA_ROOT) / str(tenant_id)):
        for name in names:
            path = Path(folder) / name
            if path.stat().st_mtime < latest:
                yield path


def _known_names() -> Iterator[str]:
    """What the rows of the open tenant point to, whatever their kind."""
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.FileField):
                    yield from model.objects.exclude(**{field.name: ""}).values_list(field.name, flat=True)
