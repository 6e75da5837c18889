"""Letters of the office: the register, writing, numbering, publishing, and who has received them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import access, letter_queries, queries, tables
from dossiers.downloads import hand_out
from dossiers.letter_forms import LetterForm, written
from dossiers.models import IssuedLetter, PrintedDocument
from dossiers.services import letters as services
from dossiers.states import DocumentState
from orgchart import clock, exports
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.queries import audit_entries
from orgchart.quotas import limited
from reviews.models import Cycle, Deadline
from reviews.queries import cycle_of

PAGE_SIZE = 50


@require_GET
def letter_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The register of what was issued in a year, searched by number, sign, day and subject. (GB-0-3)"""
    cycle, wanted = cycle_of(year), request.GET.get("tim", "")[:100]
    rows = letter_queries.register(request.actor, cycle, request.tenant, wanted)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Văn bản phát hành năm {year}", tables.LETTERS, rows)
    can_write = access.can_print(request.actor)
    context = {
        "cycle": cycle,
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "query": urlencode({"tim": wanted}) + "&" if wanted else "",
        "can_write": can_write,
        "drafts": letter_queries.drafts_of(cycle) if can_write else [],
    }
    return render(request, "dossiers/letters.html", context)


@require_http_methods(["GET", "POST"])
def new_letter(request: TenantRequest, year: int) -> HttpResponse:
    """A new draft; the text of a plan begins with the dates of the year."""
    access.need_can_print(request.actor)
    cycle = cycle_of(year)
    return _form_page(request, cycle, None, {"kind": "KH", "about": _about(cycle), "text": _dates(cycle)})


@require_http_methods(["GET", "POST"])
def edit_letter(request: TenantRequest, year: int, letter_id: int) -> HttpResponse:
    """A draft is changed."""
    found = _found(request, year, letter_id)
    access.need_can_print(request.actor)
    return _form_page(request, found.cycle, found, written(found))


def _form_page(
    request: TenantRequest, cycle: Cycle, letter: IssuedLetter | None, initial: dict[str, Any]
) -> HttpResponse:
    form = LetterForm(request.POST or None, initial=initial, tenant=request.tenant, today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_at_fields(form):
            saved = services.draft_letter(
                cycle_id=cycle.pk, kind=data["kind"], about=data["about"], text=data["text"],
                recipients=form.recipients(), letter_id=letter.pk if letter else None, actor=request.actor,
                at=clock.now(),
            )  # fmt: skip
            return redirect("dossiers:letter", request.tenant.slug, cycle.year, saved.pk)
    context = {"cycle": cycle, "form": form, "letter": letter}
    return render(request, "dossiers/letter_form.html", context, status=422 if form.errors else 200)


def _about(cycle: Cycle) -> str:
    return f"kiểm điểm, đánh giá, xếp loại chất lượng năm {cycle.year}"


def _dates(cycle: Cycle) -> str:
    steps = Deadline.objects.filter(cycle=cycle).order_by("last_day", "pk")
    return "\n".join(["Thời gian thực hiện:", *(f"- {row.title}: {row.wording}." for row in steps)])


@require_GET
def letter(request: TenantRequest, year: int, letter_id: int) -> HttpResponse:
    """One letter: its text, its prints, who gets it and who has it."""
    found = _found(request, year, letter_id)
    context = {
        "letter": found,
        "cycle": found.cycle,
        "rows": letter_queries.recipient_rows(request.actor, found, clock.today()),
        "documents": PrintedDocument.objects.filter(letter=found).select_related("file").order_by("pk"),
        "can_write": access.can_print(request.actor),
        "entries": audit_entries("dossiers.issuedletter", found.pk),
    }
    return render(request, "dossiers/letter.html", context)


@require_GET
def letter_file(request: TenantRequest, year: int, letter_id: int) -> HttpResponse | FileResponse:
    """The letter as it was sent, for whoever it is addressed to."""
    found = _found(request, year, letter_id)
    prints = PrintedDocument.objects.filter(letter=found, part="", state=DocumentState.READY)
    document = prints.select_related("file").order_by("-pk").first()
    if document is None:
        raise NotVisible
    file = queries.newest_file(document)
    return hand_out(file)


@require_POST
@limited("render")
def number(request: TenantRequest, year: int, letter_id: int) -> HttpResponse:
    """Number, place and date, and the print."""
    found = _found(request, year, letter_id)
    numbered = services.number_letter(letter_id=found.pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã cấp số {numbered.code}, đang tạo bản in.")
    return redirect("dossiers:letter", request.tenant.slug, year, found.pk)


@require_POST
def publish(request: TenantRequest, year: int, letter_id: int) -> HttpResponse:
    """Send it to everybody addressed."""
    found = _found(request, year, letter_id)
    published = services.publish_letter(letter_id=found.pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã phát hành {published.code}.")
    return redirect("dossiers:letter", request.tenant.slug, year, found.pk)


@require_POST
def receive(request: TenantRequest, year: int, letter_id: int, recipient_id: int) -> HttpResponse:
    """The letter has arrived at one recipient."""
    found = _found(request, year, letter_id)
    if not found.recipients.filter(pk=recipient_id).exists():
        raise NotVisible
    services.receive_letter(recipient_id=recipient_id, actor=request.actor, at=clock.now())
    return redirect("dossiers:letter", request.tenant.slug, year, found.pk)


def _found(request: TenantRequest, year: int, letter_id: int) -> IssuedLetter:
    return letter_queries.letter_for(request.actor, letter_id, year, clock.today())
