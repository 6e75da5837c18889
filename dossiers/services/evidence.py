"""Keeping the files that prove a line, and telling where they are opened."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from dossiers.models import Evidence
from dossiers.services.files import store_upload
from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.tenancy import TenantModel
from reviews.models import Product, RemediationEntry
from reviews.registry import EvidenceLink, Upload

# The field of an evidence by the model of the line that it proves.
LINKS: dict[type[TenantModel], str] = {RemediationEntry: "entry", Product: "product"}


def keep(row: TenantModel, upload: Upload, actor: Actor, at: datetime) -> None:
    """Check and store the file, in the transaction that writes the line."""
    file = store_upload(name=upload.name, content=upload.content, actor=actor, at=at)
    Evidence(tenant_id=row.tenant_id, file=file, **{LINKS[type(row)]: row}).save()


def links_of(rows: Iterable[TenantModel]) -> dict[int, list[EvidenceLink]]:
    """The files that prove lines of one kind, by the keys of the lines (two queries)."""
    found: dict[int, list[EvidenceLink]] = defaultdict(list)
    lines = {row.pk: row for row in rows}
    if not lines:
        return found
    first = next(iter(lines.values()))
    link = LINKS[type(first)]
    slug = Tenant.objects.values_list("slug", flat=True).get(pk=first.tenant_id)
    for one in Evidence.objects.filter(**{f"{link}__in": list(lines)}).select_related("file").order_by("pk"):
        url = reverse("dossiers:file", args=[slug, one.file_id])
        found[getattr(one, f"{link}_id")].append(EvidenceLink(one.file.name, url))
    return found
