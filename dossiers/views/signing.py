"""Signing on the page of a printed document."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dossiers import access, queries
from dossiers.documents.word import WORD
from dossiers.file_rules import MAX_BYTES
from dossiers.forms import HandSignatureForm, SignedFileForm
from dossiers.models import PrintedDocument
from dossiers.services import signatures
from dossiers.states import DocumentState, SigningWay
from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.middleware import TenantRequest
from orgchart.queries import JobView
from orgchart.quotas import limited


def document_page(request: TenantRequest, year: int, found: PrintedDocument, form: Form | None = None) -> HttpResponse:
    """The page of a printed document: its progress, then the file and its signatures; 422 with a refused form."""
    job = None
    if found.job is not None and found.state != DocumentState.READY:
        job = JobView.of(found.job, reverse("orgchart:job", args=[request.tenant.slug, found.job.pk]), found.title)
    context: dict[str, Any] = {"document": found, "job": job, "year": year}
    if found.state == DocumentState.READY:
        context |= _signing(request, found, form)
    return render(request, "dossiers/document.html", context, status=422 if form is not None else 200)


def _signing(request: TenantRequest, found: PrintedDocument, form: Form | None) -> dict[str, Any]:
    rows = queries.slot_rows(found)
    is_open = any(row.signature is None for row in rows)
    by_hand = any(row.signature is not None and row.signature.way == SigningWay.HAND for row in rows)
    waiting = next((row.slot for row in rows if row.is_next), "")
    key = signatures.key_for(request.actor, request.tenant, waiting) if waiting and not by_hand else None
    started = any(row.signature is not None for row in rows)
    return {
        "newest": queries.newest_file(found),
        "has_word": found.kind in WORD,
        "slots": rows,
        "key": key,
        "hand_form": form if isinstance(form, HandSignatureForm) else HandSignatureForm(),
        "file_form": form if isinstance(form, SignedFileForm) else SignedFileForm(),
        "can_sign_by_hand": not started and access.can_print(request.actor),
        "can_take_in": is_open and not by_hand and access.can_bring_signed(request.actor, found),
    }


@require_POST
@limited("upload")
def sign_by_hand(request: TenantRequest, year: int, document_id: int) -> HttpResponse:
    """The paper has been signed; its scan or its place is recorded."""
    found = queries.document_for(request.actor, document_id, year)
    form = HandSignatureForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        with refusals_at_fields(form):
            signatures.sign_by_hand(
                document_id=found.pk,
                signed_on=form.cleaned_data["signed_on"],
                name=sent.name if sent else "",
                content=sent.read(MAX_BYTES + 1) if sent else None,
                kept_at=form.cleaned_data["kept_at"],
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("dossiers:document", request.tenant.slug, year, found.pk)
    return document_page(request, year, found, form)


@require_POST
@limited("render")
def sign_here(request: TenantRequest, year: int, document_id: int, slot: str) -> HttpResponse:
    """The next digital signature, made in the background."""
    found = queries.document_for(request.actor, document_id, year)
    signatures.request_signature(document_id=found.pk, slot=slot, actor=request.actor, at=clock.now())
    messages.success(request, "Đang ký số. Tải lại trang sau ít giây để thấy chữ ký.")
    return redirect("dossiers:document", request.tenant.slug, year, found.pk)


@require_POST
@limited("upload")
def take_in_signed(request: TenantRequest, year: int, document_id: int) -> HttpResponse:
    """The PDF that another program has signed."""
    found = queries.document_for(request.actor, document_id, year)
    form = SignedFileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        with refusals_at_fields(form):
            signatures.take_in_signed(
                document_id=found.pk,
                name=sent.name,
                content=sent.read(MAX_BYTES + 1),
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("dossiers:document", request.tenant.slug, year, found.pk)
    return document_page(request, year, found, form)
