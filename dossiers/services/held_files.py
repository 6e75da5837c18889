"""Files that came while the virus scanner did not answer: let go or shut for good when it does."""

from datetime import datetime

from django.db import transaction

from dossiers import virus_scan
from dossiers.models import ChecklistItem, File, Safety
from dossiers.services.checklists import forget_confirmation
from dossiers.states import ItemState
from orgchart import audit
from orgchart.models import Tenant
from orgchart.tenancy import scope

GONE = "Tệp đã tải lên bị giữ lại vì có mã độc; tải bản khác lên."


def scan_held_files(*, at: datetime) -> int:
    """Ask the scanner about every file that is held back; how many it has answered for. May run again at any time."""
    answered = 0
    if not virus_scan.is_set_up():
        return answered
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic(), scope(tenant=tenant_id):
            held = list(File.objects.filter(safety=Safety.HELD).order_by("pk").values_list("pk", flat=True))
        for file_id in held:
            with transaction.atomic(), scope(tenant=tenant_id):
                try:
                    _scan(file_id, at)
                except virus_scan.ScannerDown:
                    return answered
            answered += 1
    return answered


def _scan(file_id: int, at: datetime) -> None:
    file = File.objects.select_for_update(of=("self",)).get(pk=file_id)
    with file.content.open("rb") as content:
        infected = virus_scan.is_infected(content.read())
    file.safety = Safety.INFECTED if infected else Safety.CLEAN
    file.save(update_fields=["safety"])
    summary = "Quét vi-rút: tệp có mã độc, giữ lại" if infected else "Quét vi-rút: tệp không có mã độc"
    audit.record(actor=None, action="scan_file", target=file, at=at, summary=summary)
    if infected:
        _empty_items(file, at)


def _empty_items(file: File, at: datetime) -> None:
    """What the file had filled lacks again, and says why."""
    for item in ChecklistItem.objects.select_for_update(of=("self",)).filter(file=file).select_related("dossier"):
        item.file, item.document, item.state, item.note = None, None, ItemState.MISSING, GONE
        forget_confirmation(item)
        item.save()
        audit.record(
            actor=None,
            action="change_checklist_item",
            target=item.dossier,
            at=at,
            summary=f"{item.label}: tệp có mã độc, bị gỡ",
            changes={"item": item.code, "state": item.state},
        )
