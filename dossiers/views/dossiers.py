"""Dossiers of a cycle and the checklist of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers import access, queries, tables
from dossiers.declarations import contradiction
from dossiers.file_rules import MAX_BYTES, clean_name
from dossiers.forms import ConfirmForm, NoteForm, ReturnForm, UploadForm
from dossiers.models import ChecklistItem, Dossier, Stage
from dossiers.services import checklists, handing_up
from dossiers.services.archiving import archive_package, dossier_package
from dossiers.services.bundles import as_one_file
from dossiers.services.viewing import record_view
from dossiers.states import DossierState
from dossiers.views.printing import print_buttons
from orgchart import clock, exports
from orgchart.answers import refusals_at_fields
from orgchart.errors import InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.queries import audit_entries, view_entries
from orgchart.quotas import limited
from reviews.queries import cycle_of, set_of

PAGE_SIZE = 50


@require_GET
def dossier_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """Completeness of every dossier at a glance."""
    cycle = cycle_of(year)
    only_lacking = request.GET.get("thieu") == "1"
    rows = queries.dossiers_for(request.actor, cycle, only_lacking=only_lacking)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Hồ sơ năm {year}", tables.DOSSIERS, rows.iterator(chunk_size=500))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "page_obj": page,
        "only_lacking": only_lacking,
        "can_keep": access.can_keep_dossiers(request.actor),
        "to_confirm": queries.unconfirmed().filter(subject__cycle=cycle).count()
        if access.can_confirm_submissions(request.actor)
        else 0,
    }
    return render(request, "dossiers/list.html", context)


@require_POST
def confirm_submissions(request: TenantRequest, year: int) -> HttpResponse:
    """The head stands for what was handed in to the superior."""
    number = handing_up.confirm_submissions(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã xác nhận {number} hồ sơ nộp lên cấp trên.")
    return redirect("dossiers:dossier_list", request.tenant.slug, year)


@require_POST
def prepare(request: TenantRequest, year: int) -> HttpResponse:
    """Make the dossiers that are not there yet."""
    number = checklists.prepare_dossiers(cycle_id=cycle_of(year).pk, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã lập {number} hồ sơ." if number else "Mọi đối tượng đã có hồ sơ.")
    return redirect("dossiers:dossier_list", request.tenant.slug, year)


@require_POST
@limited("export")
def archive(request: TenantRequest, year: int) -> FileResponse:
    """The transfer package of a closed year for the archive."""
    package = archive_package(cycle=cycle_of(year), actor=request.actor, at=clock.now())
    name = f"Gói nộp lưu năm {year}.zip"
    return FileResponse(package, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@limited("export")
def package(request: TenantRequest, year: int, dossier_id: int) -> FileResponse:
    """One dossier with all its files as a ZIP."""
    found = queries.dossier_for(request.actor, dossier_id, year)
    content = dossier_package(dossier=found, actor=request.actor, at=clock.now())
    name = clean_name(f"Hồ sơ {found.subject.name} năm {year}.zip")
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@require_GET
def dossier(request: TenantRequest, year: int, dossier_id: int) -> HttpResponse:
    """One dossier with its checklist."""
    page = _page(request, year, dossier_id)
    record_view(Dossier.objects.get(pk=dossier_id), "hồ sơ", actor=request.actor, at=clock.now())
    return page


@require_POST
@limited("upload")
def upload(request: TenantRequest, year: int, dossier_id: int, item_id: int) -> HttpResponse:
    """A file for one item; what is wrong with it is said at the item."""
    item = _item(request, year, dossier_id, item_id)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, year, dossier_id, item_id, _errors(form))
    try:
        # No more of each than tells that it is too large.
        name, content = as_one_file([(sent.name, sent.read(MAX_BYTES + 1)) for sent in form.cleaned_data["file"]])
        checklists.upload_to_item(
            item_id=item.pk,
            name=name,
            content=content,
            declared_year=form.cleaned_data["declared_year"],
            actor=request.actor,
            at=clock.now(),
        )
    except InvalidInput as refusal:
        return _page(request, year, dossier_id, item_id, {key: [text] for key, text in refusal.errors.items()})
    return redirect(f"{_address(request, year, dossier_id)}#item-{item.pk}")


@require_POST
def note(request: TenantRequest, year: int, dossier_id: int, item_id: int) -> HttpResponse:
    """Kept on paper, no such case, or taken back."""
    item = _item(request, year, dossier_id, item_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, year, dossier_id, item_id, _errors(form), form)
    text, actor, at = form.cleaned_data["note"], request.actor, clock.now()
    try:
        match form.cleaned_data["action"]:
            case "paper":
                checklists.keep_on_paper(item_id=item.pk, place=text, actor=actor, at=at)
            case "absent":
                checklists.mark_not_applicable(item_id=item.pk, reason=text, actor=actor, at=at)
            case "clear":
                checklists.clear_item(item_id=item.pk, actor=actor, at=at)
    except InvalidInput as refusal:
        return _page(request, year, dossier_id, item_id, {key: [words] for key, words in refusal.errors.items()}, form)
    return redirect(f"{_address(request, year, dossier_id)}#item-{item.pk}")


@require_POST
def confirm(request: TenantRequest, year: int, dossier_id: int, item_id: int) -> HttpResponse:
    """Who signed and sealed an uploaded paper, or certified a copy."""
    item = _item(request, year, dossier_id, item_id)
    form = ConfirmForm(request.POST, auto_id=f"confirm-{item.pk}-%s")
    if form.is_valid():
        with refusals_at_fields(form):
            checklists.confirm_item(item_id=item.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            return redirect(f"{_address(request, year, dossier_id)}#item-{item.pk}")
    return _page(request, year, dossier_id, item_id, confirm_form=form)


@require_POST
def give_back(request: TenantRequest, year: int, dossier_id: int) -> HttpResponse:
    """The office gives a dossier that was handed in here back, with what is wrong."""
    found = queries.dossier_for(request.actor, dossier_id, year)
    form = ReturnForm(request.POST, papers=_papers(found))
    if not access.can_keep_dossiers(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, year, dossier_id, return_form=form)
    handing_up.return_dossier(
        dossier_id=found.pk, reason=form.cleaned_data["reason"], remarks=form.remarks(), actor=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, "Đã trả lại hồ sơ kèm lý do.")
    return redirect(_address(request, year, dossier_id))


def _papers(found: Dossier) -> list[tuple[str, str]]:
    return [(item.code, item.label) for item in found.items.all() if item.stage == Stage.SUBMISSION]


@require_POST
def move(request: TenantRequest, year: int, dossier_id: int) -> HttpResponse:
    """Complete, reopen, hand in, or take in."""
    found = queries.dossier_for(request.actor, dossier_id, year)
    moves = {
        "complete": checklists.complete_dossier,
        "reopen": checklists.reopen_dossier,
        "submit": handing_up.submit_dossier,
        "receive": handing_up.receive_dossier,
    }
    service = moves.get(request.POST.get("action", ""))
    if service is None:
        raise PermissionDenied
    service(dossier_id=found.pk, actor=request.actor, at=clock.now())
    return redirect(_address(request, year, dossier_id))


def _item(request: TenantRequest, year: int, dossier_id: int, item_id: int) -> ChecklistItem:
    found = queries.dossier_for(request.actor, dossier_id, year)
    item = queries.item_of(found, item_id)
    if not (access.can_keep_dossiers(request.actor) or access.is_owner(request.actor, found)):
        raise PermissionDenied
    return item


def _errors(form: Form) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _address(request: TenantRequest, year: int, dossier_id: int) -> str:
    return redirect("dossiers:dossier", request.tenant.slug, year, dossier_id).url


def _page(
    request: TenantRequest,
    year: int,
    dossier_id: int,
    item_id: int | None = None,
    errors: dict[str, list[str]] | None = None,
    typed: NoteForm | None = None,
    confirm_form: ConfirmForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    """The checklist; with errors they stand at their item, and the answer is 422."""
    found = queries.dossier_for(request.actor, dossier_id, year)
    context = _checklist(request, found) | {
        "return_form": return_form or ReturnForm(papers=_papers(found)),
        "receiver": set_of(found.subject.cycle).value("dossier.receiver"),
        "item_id": item_id,
        "typed": typed,
        "errors": [text for texts in (errors or {}).values() for text in texts],
    }
    context["lines"] = [(row, _confirm_form(row, item_id, confirm_form)) for row in context["rows"]]
    return render(
        request, "dossiers/dossier.html", context, status=422 if errors or confirm_form or return_form else 200
    )


def _confirm_form(row: queries.ItemRow, item_id: int | None, refused: ConfirmForm | None) -> ConfirmForm | None:
    """The form for the signature that a paper waits for: the refused one at its item, an empty one elsewhere."""
    if refused is not None and row.item.pk == item_id:
        return refused
    return ConfirmForm(auto_id=f"confirm-{row.item.pk}-%s") if row.awaits_confirmation else None


def _checklist(request: TenantRequest, found: Dossier) -> dict[str, Any]:
    rows = queries.item_rows(found, request.actor, request.tenant)
    return {
        "dossier": found,
        "subject": found.subject,
        "rows": rows,
        "lacking": sum(row.is_lacking for row in rows),
        "contradiction": contradiction(found),
        "tone": queries.TONES[DossierState(found.state)],
        "entries": audit_entries("dossiers.dossier", found.pk),
        "views": view_entries("dossiers.dossier", found.pk),
        "can_keep": access.can_keep_dossiers(request.actor),
        "can_hand_in": access.can_hand_in(request.actor, found),
        "action": _action(found),
        "prints": print_buttons(request, found),
    }


def _action(found: Dossier) -> tuple[str, str]:
    """The one next step of a dossier: its name and the words on the button."""
    to_superior = found.subject.rating == "superior"
    here = "Lưu tại cơ quan, đơn vị" if queries.is_kept_at_unit(found.subject) else "Nộp hồ sơ"
    return {
        DossierState.PREPARING: ("complete", "Xác nhận đủ hồ sơ"),
        DossierState.COMPLETE: ("submit", "Nộp lên cấp trên" if to_superior else here),
        DossierState.RETURNED: ("submit", "Nộp lại"),
        DossierState.SUBMITTED: ("", "") if to_superior else ("receive", "Tiếp nhận hồ sơ"),
        DossierState.RECEIVED: ("", ""),
    }[DossierState(found.state)]
