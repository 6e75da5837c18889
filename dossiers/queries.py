"""Reading dossiers, checklists, printed documents and submissions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from dossiers import access
from dossiers.documents.kinds import DocumentKind
from dossiers.models import (
    ChecklistItem,
    Confirmation,
    Dossier,
    File,
    IncomingSubmission,
    PrintedDocument,
    Requirement,
    ScanBatch,
    Signature,
    Stage,
    lacking_items,
)
from dossiers.papers import PaperRow, paper_rows
from dossiers.signing import slots
from dossiers.states import DossierState, ItemState, SubmissionState
from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import CollectiveKind
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, Organization, Post, Tenant
from orgchart.queries import current
from ratings.models import Decision, DecisionItem
from reviews.models import Conference, Cycle, Product, RatingPlace, RemediationPlan, Subject
from reviews.queries import set_of
from reviews.queries.remediation import visible_plans
from reviews.queries.targets import may_see_product
from reviews.states import ConferenceState, CycleState

_LACKS = lacking_items("items__")
_DEMANDING = ~Q(items__confirmation=Confirmation.NONE) & ~Q(items__state=ItemState.NOT_APPLICABLE)
_NEEDED = Q(items__stage=Stage.SUBMISSION) & (Q(items__requirement=Requirement.REQUIRED) | _DEMANDING)
TONES = {
    DossierState.PREPARING: "doing",
    DossierState.COMPLETE: "due",
    DossierState.SUBMITTED: "waiting",
    DossierState.RETURNED: "refused",
    DossierState.RECEIVED: "done",
}
ROW_STATES = {
    ItemState.MISSING: "missing",
    ItemState.PROVIDED: "present",
    ItemState.ON_PAPER: "present",
    ItemState.NOT_APPLICABLE: "waived",
}


def visible_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """All for those who answer for them, the own one and those entrusted for everybody else."""
    rows = Dossier.objects.all()
    if access.can_see_all(actor):
        return rows
    own = Q(subject__person=actor.person_id) if actor.person_id else Q(pk__in=[])
    return rows.filter(own | Q(pk__in=actor.entrusted_with("see_dossier")))


def dossiers_for(actor: Actor, cycle: Cycle, *, only_lacking: bool = False) -> QuerySet[Dossier]:
    """Dossiers of a cycle with how many required papers there are and lack, units first, people by rank and name."""
    rows = visible_dossiers(actor).filter(subject__cycle=cycle).select_related("subject__unit", "subject__decided_by")
    counted = rows.annotate(lacking=Count("items", filter=_LACKS), needed=Count("items", filter=_NEEDED))
    if only_lacking:
        counted = counted.filter(lacking__gt=0)
    return counted.order_by("subject__org_path", "subject__kind", "subject__rank", "subject__sort_key", "pk")


def dossier_for(actor: Actor, dossier_id: int, year: int) -> Dossier:
    """One dossier that the actor may see, with its checklist; raises NotVisible."""
    items = ChecklistItem.objects.select_related("file__stored_by", "document").order_by("position")
    rows = visible_dossiers(actor).filter(subject__cycle__year=year)
    related = ("subject__cycle", "subject__unit", "subject__review", "subject__decided_by", "subject__rating_case")
    found = rows.select_related(*related).prefetch_related(Prefetch("items", queryset=items)).filter(pk=dossier_id)
    dossier = found.first()
    if dossier is None:
        raise NotVisible
    return dossier


# Bodies whose members the province does not manage one by one; their dossiers stay where they work.
KEPT_BODIES = frozenset(
    {CollectiveKind.PARTY_GROUP, CollectiveKind.PARTY_BOARD, CollectiveKind.MASS_STANDING}
)  # fmt: skip


def is_kept_at_unit(subject: Subject) -> bool:
    """Whether the dossier stays at the unit instead of being handed in, where the set says so (HY-B.II.3-11)."""
    if subject.person_id is None or subject.rating == RatingPlace.SUPERIOR:
        return False
    if set_of(subject.cycle).source("dossier.keptAtUnit").is_default:
        return False
    posts = Post.objects.filter(current(subject.cycle.rating_date), person=subject.person_id)
    return posts.filter(collective__kind__in=KEPT_BODIES).exists()


@dataclass(frozen=True)
class StoredFile:
    """A file as the checklist shows it."""

    name: str
    url: str
    preview: str
    size: int
    at: Any
    by: str
    shut: str


@dataclass(frozen=True)
class ItemRow:
    """One line of the checklist as the page draws it."""

    item: ChecklistItem
    files: tuple[StoredFile, ...]
    can_change: bool

    @property
    def state(self) -> str:
        """The word of the component."""
        return ROW_STATES[ItemState(self.item.state)]

    @property
    def is_lacking(self) -> bool:
        """Whether the dossier cannot be handed in without it."""
        return self.item.is_lacking

    @property
    def awaits_confirmation(self) -> bool:
        """Whether its file does not count yet."""
        return self.item.awaits_confirmation


def item_rows(dossier: Dossier, actor: Actor, tenant: Tenant) -> list[ItemRow]:
    """The checklist with links only to what the actor may open."""
    rows = []
    for item in dossier.items.all():
        item.dossier = dossier
        opened = item.file if access.can_open_item(actor, item) else None
        files = (_stored(opened, tenant),) if opened is not None else ()
        may = access.can_change_item(actor, item)
        is_open = dossier.state in {DossierState.PREPARING, DossierState.RETURNED} or item.stage != Stage.SUBMISSION
        rows.append(ItemRow(item, files, may and is_open))
    return rows


def _stored(file: File, tenant: Tenant) -> StoredFile:
    by = file.stored_by.full_name if file.stored_by else "hệ thống"
    shut = file.get_safety_display().lower() if file.is_shut else ""
    url, preview = (reverse(f"dossiers:{name}", args=[tenant.slug, file.pk]) for name in ("file", "file_preview"))
    return StoredFile(file.name, url, preview, file.size, file.stored_at, by, shut)


def openable_file(
    actor: Actor, file_id: int, today: date
) -> tuple[File, Dossier | PrintedDocument | RemediationPlan | Product]:
    """A file and the dossier, document, plan or product by which the actor may open it; raises NotVisible."""
    file = File.objects.filter(pk=file_id).first()
    if file is None:
        raise NotVisible
    for item in ChecklistItem.objects.filter(file=file).select_related("dossier__subject__cycle").order_by("pk"):
        if access.can_open_item(actor, item):
            return file, item.dossier
    prints = Q(file=file) | Q(signatures__file=file)
    for document in PrintedDocument.objects.filter(prints).distinct().select_related("subject__review").order_by("pk"):
        if access.can_open_document(actor, document):
            return file, document
    plan = visible_plans(actor).filter(items__entries__evidence__file=file).order_by("pk").first()
    if plan is not None:
        return file, plan
    product = Product.objects.filter(evidence__file=file).order_by("pk").first()
    if product is not None and may_see_product(actor, product, today):
        return file, product
    raise NotVisible


def document_for(actor: Actor, document_id: int, year: int) -> PrintedDocument:
    """A printed document of a year that the actor may open, with its job; raises NotVisible."""
    of_year = Q(subject__cycle__year=year) | Q(conference__cycle__year=year) | Q(decision__board__cycle__year=year)
    of_year |= Q(cycle__year=year) | Q(inspection__cycle__year=year) | Q(board__cycle__year=year)
    related = ("file", "job", "subject__review", "subject__unit", "subject__person", "conference", "decision", "cycle")
    rows = PrintedDocument.objects.filter(of_year).select_related(*related, "inspection", "opinion", "board")
    document = rows.filter(pk=document_id).first()
    if document is None or not access.can_open_document(actor, document):
        raise NotVisible
    return document


def annexes_of(cycle: Cycle) -> list[PrintedDocument]:
    """The annexes of the plan that were printed, newest first (one query)."""
    return prints_of_year(cycle, DocumentKind.SET_ANNEX)


def prints_of_year(cycle: Cycle, kind: DocumentKind) -> list[PrintedDocument]:
    """What was printed of one kind about a whole year, newest first (one query)."""
    rows = PrintedDocument.objects.filter(cycle=cycle, kind=kind)
    return list(rows.select_related("file", "job").order_by("-pk"))


def newest_file(document: PrintedDocument) -> File:
    """The document as it stands: with its last signature, else as it was printed."""
    signed = document.signatures.exclude(file=None).select_related("file").order_by("-pk").first()
    found = signed.file if signed else document.file
    if found is None:
        raise NotVisible
    return found


def slots_of(document: PrintedDocument) -> tuple[str, ...]:
    """The signatures that a print needs, in their order."""
    subject = document.subject
    return slots.slots_of(document.kind, document.rooms, has_seal=subject is None or subject.unit.has_seal)


def expected_signer(document: PrintedDocument, slot: str) -> str:
    """Whose name stands under the room of a slot, for the record of a signature by hand."""
    if document.decision is not None and slot != slots.SEAL:
        return document.decision.signer_name
    if document.conference is not None:
        person = document.conference.secretary if slot == "secretary" else document.conference.chair
        return person.full_name if person else slots.SLOT_NAMES[slot]
    if document.subject is not None and slot == "owner" and document.subject.person is not None:
        return document.subject.person.full_name
    return slots.SLOT_NAMES[slot]


@dataclass(frozen=True)
class SlotRow:
    """One signature of a document as its page shows it."""

    slot: str
    label: str
    signature: Signature | None
    is_next: bool


def slot_rows(document: PrintedDocument) -> list[SlotRow]:
    """The signatures of a document, made and waiting, in their order (one query)."""
    made = {row.slot: row for row in document.signatures.select_related("file", "recorded_by")}
    waiting = [slot for slot in slots_of(document) if slot not in made]
    return [SlotRow(slot, slots.SLOT_NAMES[slot], made.get(slot), slot in waiting[:1]) for slot in slots_of(document)]


def scan_batches(cycle: Cycle) -> QuerySet[ScanBatch]:
    """The scanned piles of a cycle, newest first."""
    return ScanBatch.objects.filter(cycle=cycle).select_related("sent_by", "job").order_by("-pk")[:50]


def scan_batch(batch_id: int, year: int) -> ScanBatch:
    """One scanned pile with its files; raises NotVisible."""
    rows = ScanBatch.objects.filter(cycle__year=year).select_related("sent_by", "job", "cycle")
    found = rows.prefetch_related("parts__file").filter(pk=batch_id).first()
    if found is None:
        raise NotVisible
    return found


def latest_documents(subject_ids: list[int]) -> dict[tuple[int, str], PrintedDocument]:
    """The newest print of each kind for each subject (one query)."""
    rows = PrintedDocument.objects.filter(subject__in=subject_ids).select_related("file", "job").order_by("pk")
    return {(row.subject_id, row.kind): row for row in rows if row.subject_id is not None}


def conferences_of(subject: Subject) -> list[tuple[Conference, PrintedDocument | None]]:
    """The conferences that heard a subject and have ended, each with its newest printed minutes (two queries)."""
    over = Conference.objects.filter(
        agenda__subject=subject, state__in=[ConferenceState.CLOSED, ConferenceState.SIGNED]
    )
    conferences = list(over.order_by("starts_at", "pk"))
    rows = PrintedDocument.objects.filter(conference__in=conferences).order_by("pk")
    printed = {row.conference_id: row for row in rows}
    return [(conference, printed.get(conference.pk)) for conference in conferences]


@dataclass(frozen=True)
class DecisionRow:
    """An issued decision with its newest print and how many dossiers from below wait for it."""

    decision: Decision
    document: PrintedDocument | None
    waiting: int


def decisions_in(cycle: Cycle) -> list[DecisionRow]:
    """The decisions of a cycle, newest first (three queries)."""
    decisions = list(Decision.objects.filter(board__cycle=cycle).select_related("board").order_by("-pk"))
    prints = PrintedDocument.objects.filter(decision__in=decisions).select_related("file", "job").order_by("pk")
    printed = {row.decision_id: row for row in prints}
    accepted = DecisionItem.objects.filter(
        decision__in=decisions, case__subject__submissions__state=SubmissionState.ACCEPTED
    )
    counts = accepted.order_by().values_list("decision").annotate(number=Count("pk"))
    waiting = dict(counts)
    return [DecisionRow(row, printed.get(row.pk), waiting.get(row.pk, 0)) for row in decisions]


def submissions_in(cycle: Cycle) -> QuerySet[IncomingSubmission]:
    """Dossiers that lower tenants handed in, those to be examined first."""
    rows = IncomingSubmission.objects.filter(cycle=cycle).select_related("envelope__peer", "subject")
    return rows.order_by("state", "-pk")


def submission_for(submission_id: int, year: int) -> IncomingSubmission:
    """One arrived dossier with its envelope and files; raises NotVisible."""
    rows = IncomingSubmission.objects.filter(cycle__year=year).select_related("envelope__peer", "subject", "cycle")
    found = rows.prefetch_related("envelope__files").filter(pk=submission_id).first()
    if found is None:
        raise NotVisible
    return found


def papers_of(submission: IncomingSubmission) -> list[PaperRow]:
    """The papers of an arrived dossier, with what is new since it was sent back (one query)."""
    content = submission.envelope.content
    before = None
    if content.get("resubmits"):
        rows = Envelope.objects.filter(key=content["resubmits"], box=EnvelopeBox.IN)
        earlier = rows.values_list("content", flat=True).first()
        before = earlier["papers"] if earlier is not None else None
    return paper_rows(content["papers"], before)


def submissions_to_examine() -> QuerySet[IncomingSubmission]:
    """What has arrived and waits."""
    rows = IncomingSubmission.objects.filter(state=SubmissionState.ARRIVED)
    return rows.select_related("tenant", "envelope__peer", "cycle").order_by("pk")


def item_of(dossier: Dossier, item_id: int) -> ChecklistItem:
    """An item of this very dossier; raises NotVisible."""
    found = next((item for item in dossier.items.all() if item.pk == item_id), None)
    if found is None:
        raise NotVisible
    return found


def file_of_submission(
    actor: Actor, submission_id: int, year: int, file_id: int
) -> tuple[EnvelopeFile, IncomingSubmission]:
    """A file of an arrived dossier and the dossier, for those who examine it; raises NotVisible."""
    if not access.can_handle_submissions(actor):
        raise NotVisible
    submission = submission_for(submission_id, year)
    found = next((file for file in submission.envelope.files.all() if file.pk == file_id), None)
    if found is None:
        raise NotVisible
    return found, submission


def unconfirmed() -> QuerySet[Dossier]:
    """What stands with the superior without the head having confirmed that it was handed in."""
    with_superior = [DossierState.SUBMITTED, DossierState.RECEIVED]
    rows = Dossier.objects.filter(confirmed_at=None, state__in=with_superior, subject__rating=RatingPlace.SUPERIOR)
    return rows.exclude(subject__cycle__state=CycleState.CLOSED)


def unit_has_handed_in(cycle: Cycle, unit: Organization) -> bool | None:
    """Whether every dossier of a unit is with its receiver; None where it has none. (SL-IV.3-5)"""
    states = list(Dossier.objects.filter(subject__cycle=cycle, subject__unit=unit).values_list("state", flat=True))
    return all(state in {DossierState.SUBMITTED, DossierState.RECEIVED} for state in states) if states else None
