"""What a rated person may download from the page of the own result."""

from collections.abc import Iterator

from django.urls import reverse

from dossiers.models import ChecklistItem
from orgchart.models import Tenant
from ratings.models import RatingCase
from ratings.registry import ResultDocument

# The decision itself, and the form that was handed in with the dossier.
SHOWN = ("decision", "self_review", "report")


def documents_of(case: RatingCase) -> Iterator[ResultDocument]:
    """The files of the own dossier that tell of the result (one query beside the tenant)."""
    slug = Tenant.objects.values_list("slug", flat=True).get(pk=case.tenant_id)
    items = ChecklistItem.objects.filter(dossier__subject=case.subject, code__in=SHOWN, file__isnull=False)
    for item in items.order_by("-position"):
        yield ResultDocument(item.label, reverse("dossiers:file", args=[slug, item.file_id]))
