"""The cover and contents of a dossier, and the files that are bound in behind them."""

from dossiers.access import KEPT_BACK, PRIVATE_ITEMS
from dossiers.documents.bundles import BoundPaper, DossierBundle
from dossiers.gather.heads import office_head
from dossiers.models import ChecklistItem, Dossier, File, PrintedDocument
from dossiers.pages.work import DRAWABLE
from dossiers.states import ItemState
from orgchart.models import Tenant
from reviews.models import SubjectKind


def dossier_of(document: PrintedDocument) -> Dossier:
    """The dossier of the subject that a bound dossier is about."""
    return Dossier.objects.select_related("subject__cycle", "subject__unit").get(subject=document.subject)


def dossier_bundle(dossier: Dossier, tenant: Tenant) -> DossierBundle:
    """What stands on cover and contents; declarations of assets and curricula are named, not bound (HY-B.II.3-9)."""
    subject = dossier.subject
    return DossierBundle(
        letterhead=office_head(tenant, symbol="", issued_on=None, year=subject.cycle.year),
        year=subject.cycle.year,
        kept_by=tenant.issuing_body,
        full_name=subject.name,
        is_person=subject.kind == SubjectKind.INDIVIDUAL,
        post=subject.position,
        unit=subject.unit.name if subject.unit.name != subject.name else "",
        papers=tuple(_line(item) for item in _items(dossier)),
    )


def bound_files(dossier: Dossier) -> list[File]:
    """The files that are bound in, in the order of the contents."""
    return [item.file for item in _items(dossier) if item.file is not None and _is_bound(item)]


def _items(dossier: Dossier) -> list[ChecklistItem]:
    there = [ItemState.PROVIDED, ItemState.ON_PAPER]
    rows = ChecklistItem.objects.filter(dossier=dossier, state__in=there).select_related("file")
    return list(rows.order_by("position", "pk"))


def _is_bound(item: ChecklistItem) -> bool:
    return item.file is not None and item.code not in PRIVATE_ITEMS and item.file.content_type in DRAWABLE


def _line(item: ChecklistItem) -> BoundPaper:
    if _is_bound(item):
        assert item.file is not None
        return BoundPaper(title=item.label, note=item.note, digest=item.file.digest)
    if item.file is None:
        note = f"{item.get_state_display()}: {item.note}"
    else:
        note = KEPT_BACK if item.code in PRIVATE_ITEMS else f"Tệp {item.file.name}, kèm trong gói ZIP"
    return BoundPaper(title=item.label, note=note)
