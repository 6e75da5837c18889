"""The health page: whether database, broker, disk and virus scanner are usable, and nothing about anybody."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET
from kombu import Connection
from kombu.exceptions import OperationalError

from dossiers import virus_scan

LEAST_FREE_BYTES = 200 * 1024 * 1024
log = logging.getLogger(__name__)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("The database does not answer.")
        return False
    return True


def _broker() -> bool:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError):
        log.exception("The broker does not answer.")
        return False
    return True


def _disk() -> bool:
    """Whether there is room for data and, where they lie elsewhere, for uploads."""
    folders = [settings.VAR_DIR, *filter(Path.exists, [settings.MEDIA_ROOT])]  # made with the first upload
    return all(shutil.disk_usage(folder).free >= LEAST_FREE_BYTES for folder in folders)


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "broker": _broker, "disk": _disk}


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Say for each part whether it works; 503 when the pages cannot work."""
    state = {name: check() for name, check in CHECKS.items()}
    if virus_scan.is_set_up():
        state["scanner"] = virus_scan.is_alive()
    # Without broker and scanner pages still work: jobs and files wait in their rows until they are back.
    status = 200 if state["database"] and state["disk"] else 503
    return JsonResponse(state, status=status)
