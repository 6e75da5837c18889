"""The yearly transfer package for the archive: every paper of the closed year with a manifest of its digests."""

import json
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import access
from dossiers.models import ChecklistItem, Dossier
from dossiers.states import ItemState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Refused
from reviews.models import Cycle
from reviews.states import CycleState

IN_MEMORY = 16 * 1024 * 1024
MANIFEST = "muc-luc.json"
KEPT_BACK = "Chỉ bộ phận quản lý hồ sơ và người có hồ sơ được mở"


@transaction.atomic
def archive_package(*, cycle: Cycle, actor: Actor, at: datetime) -> IO[bytes]:
    """All dossiers of a closed year as one ZIP; what is kept on paper is listed with its place. Nothing is deleted.

    The manifest gives name, size and SHA-256 of every file, so that the archive can check what it took over.
    """
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    if cycle.state != CycleState.CLOSED:
        raise Refused("Đợt chưa kết thúc. Kết thúc đợt rồi mới lập gói nộp lưu.")
    package = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever answers with it closes it
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        dossiers = [put_dossier(archive, number, dossier) for number, dossier in enumerate(_dossiers(cycle), start=1)]
        manifest = {"year": cycle.year, "made_at": at.isoformat(), "dossiers": dossiers}
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    summary = f"Lập gói nộp lưu năm {cycle.year}: {len(dossiers)} hồ sơ"
    audit.record(actor=actor, action="archive_package", target=cycle, at=at, summary=summary)
    package.seek(0)
    return package


def _dossiers(cycle: Cycle) -> Iterator[Dossier]:
    rows = Dossier.objects.filter(subject__cycle=cycle).select_related("subject__unit")
    yield from rows.order_by("subject__org_path", "subject__kind", "subject__rank", "subject__sort_key", "pk")


def put_dossier(
    archive: zipfile.ZipFile, number: int, dossier: Dossier, *, without: Collection[str] = ()
) -> dict[str, Any]:
    """The files of one dossier into its folder; returns what the manifest says of it.

    Items whose code is in `without` are named and not handed out.
    """
    papers = []
    items = ChecklistItem.objects.filter(dossier=dossier).exclude(state=ItemState.MISSING).select_related("file")
    for item in items.order_by("position"):
        paper: dict[str, Any] = {"label": item.label, "state": item.get_state_display(), "note": item.note}
        if item.code in without:
            paper["note"] = KEPT_BACK
        elif item.file is not None:
            name = f"{number:04d}/{item.position:02d}-{item.file.name}"
            with item.file.content.open("rb") as content:
                archive.writestr(zipfile.ZipInfo(name, item.file.stored_at.timetuple()[:6]), content.read())
            paper |= {"file": name, "size": item.file.size, "sha256": item.file.digest}
        papers.append(paper)
    return {
        "number": number,
        "name": dossier.subject.name,
        "position": dossier.subject.position,
        "unit": dossier.subject.unit.name,
        "state": dossier.get_state_display(),
        "papers": papers,
    }
