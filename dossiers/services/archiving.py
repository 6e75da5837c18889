"""Dossiers as ZIP files with a manifest of digests: one of them, one that arrived, a closed year for the archive."""

import json
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import access
from dossiers.models import ChecklistItem, Dossier, File, IncomingSubmission
from dossiers.services.printing import current_bundle
from dossiers.services.viewing import record_view
from dossiers.states import ItemState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.models import EnvelopeFile
from reviews.models import Cycle
from reviews.states import CycleState

IN_MEMORY = 16 * 1024 * 1024
MANIFEST = "muc-luc.json"


@transaction.atomic
def archive_package(*, cycle: Cycle, actor: Actor, at: datetime) -> IO[bytes]:
    """All dossiers of a closed year as one ZIP; what is kept on paper is listed with its place. Nothing is deleted.

    The manifest gives name, size and SHA-256 of every file, so that the archive can check what it took over.
    """
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    if cycle.state != CycleState.CLOSED:
        raise Refused("Đợt chưa kết thúc. Kết thúc đợt rồi mới lập gói nộp lưu.")
    with _package() as (package, archive):
        dossiers = [put_dossier(archive, number, dossier) for number, dossier in enumerate(_dossiers(cycle), start=1)]
        manifest = {"year": cycle.year, "made_at": at.isoformat(), "dossiers": dossiers}
        _put_manifest(archive, manifest)
    summary = f"Lập gói nộp lưu năm {cycle.year}: {len(dossiers)} hồ sơ"
    audit.record(actor=actor, action="archive_package", target=cycle, at=at, summary=summary)
    return package


@transaction.atomic
def dossier_package(*, dossier: Dossier, actor: Actor, at: datetime) -> IO[bytes]:
    """One dossier as a ZIP: the papers as they are stored, signatures whole, with the bound volume where there is one.

    Papers that the actor may not open are named and left out (HY-B.II.3-9).
    """
    if not access.can_see_dossier(actor, dossier):
        raise NotVisible
    opens_all = access.can_keep_dossiers(actor) or access.is_owner(actor, dossier)
    bundle = current_bundle(dossier.subject)
    with _package() as (package, archive):
        told = put_dossier(archive, 1, dossier, without=frozenset() if opens_all else access.PRIVATE_ITEMS)
        if bundle is not None:
            told["bound"] = _put(archive, bundle.name, bundle)
        _put_manifest(archive, {"year": dossier.subject.cycle.year, "made_at": at.isoformat(), "dossiers": [told]})
    record_view(dossier, "gói hồ sơ", actor=actor, at=at)
    return package


@transaction.atomic
def submission_package(*, submission: IncomingSubmission, actor: Actor, at: datetime) -> IO[bytes]:
    """An arrived dossier as a ZIP, with the digest of every file for comparison with the sender's."""
    if not access.can_handle_submissions(actor):
        raise PermissionDenied
    content = submission.envelope.content
    with _package() as (package, archive):
        files = submission.envelope.files.order_by("pk")
        papers = [
            {"label": file.label, **_put(archive, f"{number:02d}-{file.name}", file)}
            for number, file in enumerate(files, start=1)
        ]
        told = {name: content[name] for name in ("name", "position", "unit")} | {"papers": papers}
        _put_manifest(archive, {"year": content["year"], "made_at": at.isoformat(), "dossiers": [told]})
    record_view(submission, "gói hồ sơ", actor=actor, at=at)
    return package


@contextmanager
def _package() -> Iterator[tuple[IO[bytes], zipfile.ZipFile]]:
    """An open package to be filled; afterwards it stands at its beginning, and whoever answers with it closes it."""
    package = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it outlives this function
    try:
        with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
            yield package, archive
    except BaseException:
        package.close()
        raise
    package.seek(0)


def _put(archive: zipfile.ZipFile, name: str, file: File | EnvelopeFile) -> dict[str, Any]:
    """One file into the ZIP; returns what the manifest says of it."""
    if isinstance(file, File):
        file.need_open()
    with file.content.open("rb") as content:
        archive.writestr(name, content.read())
    return {"file": name, "size": file.size, "sha256": file.digest}


def _put_manifest(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


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
            paper["note"] = access.KEPT_BACK
        elif item.file is not None:
            name = f"{number:04d}/{item.position:02d}-{item.file.name}"
            paper |= _put(archive, name, item.file)
        papers.append(paper)
    return {
        "number": number,
        "name": dossier.subject.name,
        "position": dossier.subject.position,
        "unit": dossier.subject.unit.name,
        "state": dossier.get_state_display(),
        "papers": papers,
    }
