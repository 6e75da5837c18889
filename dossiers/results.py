"""What a rated person may download from the page of the own result."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from dossiers.access import can_print
from dossiers.documents.kinds import DocumentKind
from dossiers.models import BoardPackage, ChecklistItem, PrintedDocument
from orgchart.access import Actor
from orgchart.models import Tenant
from ratings.models import Board, Complaint, Inspection, RatingCase
from ratings.registry import Handover, Handovers, ResultDocument
from reviews.models import Conference, Cycle, Invitation, OpinionRequest, RemediationPlan

# The decision itself, and the form that was handed in with the dossier.
SHOWN = ("decision", "self_review", "report")


def documents_of(case: RatingCase) -> Iterator[ResultDocument]:
    """The files of the own dossier that tell of the result (one query beside the tenant)."""
    slug = Tenant.objects.values_list("slug", flat=True).get(pk=case.tenant_id)
    items = ChecklistItem.objects.filter(dossier__subject=case.subject, code__in=SHOWN, file__isnull=False)
    for item in items.order_by("-position"):
        yield ResultDocument(item.label, reverse("dossiers:file", args=[slug, item.file_id]))
    annulments = PrintedDocument.objects.filter(subject=case.subject, kind=DocumentKind.ANNULMENT)
    yield from _printed(annulments, slug, case.subject.cycle.year)


def documents_of_complaint(complaint: Complaint) -> Iterator[ResultDocument]:
    """The written answer, for the one who complained and for those who answer."""
    slug = Tenant.objects.values_list("slug", flat=True).get(pk=complaint.tenant_id)
    answers = PrintedDocument.objects.filter(complaint=complaint, kind=DocumentKind.COMPLAINT_ANSWER)
    yield from _printed(answers, slug, complaint.case.subject.cycle.year)


def _printed(rows: QuerySet[PrintedDocument], slug: str, year: int) -> Iterator[ResultDocument]:
    for row in rows.order_by("pk"):
        yield ResultDocument(row.title, reverse("dossiers:document", args=[slug, year, row.pk]))


def opinion_print_address(request: OpinionRequest) -> str:
    """Where Mẫu 03 of a request is asked for."""
    return reverse("dossiers:print_opinion", args=[request.tenant.slug, request.cycle.year, request.pk])


def call_address(actor: Actor, row: Invitation | Conference | Cycle) -> str:
    """Where an invitation, minutes, or the notice with all dates is asked for; empty for those who do not print."""
    if not can_print(actor):
        return ""
    slug = row.tenant.slug
    if isinstance(row, Invitation):
        return reverse("dossiers:print_invitation", args=[slug, row.conference.cycle.year, row.pk])
    if isinstance(row, Conference):
        return reverse("dossiers:print_minutes", args=[slug, row.cycle.year, row.pk])
    return reverse("dossiers:print_calendar", args=[slug, row.year])


def remediation_print_address(plan: RemediationPlan, actor: Actor) -> str:
    """Where Mẫu 12, Mẫu 13 of a plan is asked for, by whoever prints."""
    if not can_print(actor):
        return ""
    slug = Tenant.objects.values_list("slug", flat=True).get(pk=plan.tenant_id)
    kind = DocumentKind.REMEDIATION_REPORT
    return reverse("dossiers:print_subject", args=[slug, plan.subject.cycle.year, kind, plan.subject_id])


def print_address(board: Board, part: str) -> str:
    """Where the papers of a rating meeting are asked for."""
    return reverse("dossiers:print_meeting", args=[board.tenant.slug, board.cycle.year, board.pk, part])


def inspection_address(inspection: Inspection) -> str:
    """Where the report of an inspection is asked for."""
    return reverse("dossiers:print_inspection", args=[inspection.tenant.slug, inspection.cycle.year, inspection.pk])


def handovers_of(board: Board) -> Handovers:
    """What was laid before the body of a meeting (one query)."""
    place = [board.tenant.slug, board.cycle.year]
    rows = BoardPackage.objects.filter(board=board).select_related("handed_over_by").order_by("-handed_over_at", "-pk")
    packages = [
        Handover(
            row.handed_over_at, row.handed_over_by.full_name, row.subjects, row.incomplete,
            reverse("dossiers:board_package", args=[*place, row.pk]),
        )
        for row in rows
    ]  # fmt: skip
    return Handovers(reverse("dossiers:hand_to_body", args=[*place, board.pk]), packages)


def table_address(cycle: Cycle) -> str:
    """Where the summary table of a year is asked for."""
    return reverse("dossiers:print_results", args=[cycle.tenant.slug, cycle.year])
