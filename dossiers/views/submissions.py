"""What lower tenants hand in: examine, take in or send back, and send decisions down."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers import access, queries, tables
from dossiers.file_rules import clean_name
from dossiers.forms import AcceptForm, ReturnForm
from dossiers.models import IncomingSubmission
from dossiers.services import handing_up, sending_down
from dossiers.services.archiving import submission_package
from dossiers.services.viewing import record_view
from orgchart import clock, exports
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from orgchart.queries import audit_entries, view_entries
from orgchart.quotas import limited
from ratings.models import Decision
from reviews.queries import cycle_of

PAGE_SIZE = 50


@require_GET
def submission_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """Arrived dossiers, those to be examined first."""
    _need_right(request)
    cycle = cycle_of(year)
    if exports.is_wanted(request):
        rows = queries.submissions_in(cycle)
        return exports.workbook(request, f"Hồ sơ cấp dưới gửi lên năm {year}", tables.SUBMISSIONS, rows)
    page = Paginator(queries.submissions_in(cycle), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "dossiers/submissions.html", {"cycle": cycle, "page_obj": page})


@require_GET
def submission(request: TenantRequest, year: int, submission_id: int) -> HttpResponse:
    """One arrived dossier with its papers."""
    _need_right(request)
    found = queries.submission_for(submission_id, year)
    record_view(found, "hồ sơ cấp dưới gửi lên", actor=request.actor, at=clock.now())
    return _page(request, found)


@require_POST
@limited("export")
def package(request: TenantRequest, year: int, submission_id: int) -> FileResponse:
    """An arrived dossier with all its files as a ZIP."""
    _need_right(request)
    found = queries.submission_for(submission_id, year)
    content = submission_package(submission=found, actor=request.actor, at=clock.now())
    name = clean_name(f"Hồ sơ {found.envelope.content['name']} năm {year}.zip")
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
def accept(request: TenantRequest, year: int, submission_id: int) -> HttpResponse:
    """Take it in and match it to the own subject."""
    _need_right(request)
    found = queries.submission_for(submission_id, year)
    form = AcceptForm(request.POST, subjects=handing_up.candidates(found))
    if not form.is_valid():
        return _page(request, found, accept_form=form)
    subject_id = int(form.cleaned_data["subject"])
    handing_up.accept_submission(submission_id=found.pk, subject_id=subject_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã tiếp nhận hồ sơ. Nơi gửi đã được báo.")
    return redirect("dossiers:submission", request.tenant.slug, year, found.pk)


@require_POST
def send_back(request: TenantRequest, year: int, submission_id: int) -> HttpResponse:
    """Return it with the reason."""
    _need_right(request)
    found = queries.submission_for(submission_id, year)
    form = ReturnForm(request.POST, papers=_papers(found))
    if not form.is_valid():
        return _page(request, found, return_form=form)
    handing_up.return_submission(
        submission_id=found.pk, reason=form.cleaned_data["reason"], remarks=form.remarks(), actor=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, "Đã trả lại hồ sơ kèm lý do.")
    return redirect("dossiers:submission", request.tenant.slug, year, found.pk)


@require_GET
def decision_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """Issued decisions: print them, and send them to the tenants whose dossiers they answer."""
    if not access.can_print(request.actor):
        raise PermissionDenied
    cycle = cycle_of(year)
    rows = queries.decisions_in(cycle)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Quyết định xếp loại năm {year}", tables.DECISIONS, rows)
    context = {
        "cycle": cycle,
        "rows": rows,
        "can_send": access.can_handle_submissions(request.actor),
    }
    return render(request, "dossiers/decisions.html", context)


@require_POST
def send_decision(request: TenantRequest, year: int, decision_id: int) -> HttpResponse:
    """Send an issued decision to the tenants whose dossiers it answers."""
    if not Decision.objects.filter(pk=decision_id, board__cycle__year=year).exists():
        raise NotVisible
    number = sending_down.send_decision_down(decision_id=decision_id, actor=request.actor, at=clock.now())
    words = f"Đã gửi quyết định xuống cho {number} hồ sơ." if number else "Không còn hồ sơ nào chờ quyết định này."
    messages.success(request, words)
    return redirect("dossiers:decision_list", request.tenant.slug, year)


def _need_right(request: TenantRequest) -> None:
    if not access.can_handle_submissions(request.actor):
        raise PermissionDenied


def _papers(found: IncomingSubmission) -> list[tuple[str, str]]:
    return [(one.get("code", one["label"]), one["label"]) for one in found.envelope.content["papers"]]


def _page(
    request: TenantRequest,
    found: IncomingSubmission,
    *,
    accept_form: AcceptForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    """The page with whichever form was refused still filled in."""
    context = {
        "submission": found,
        "content": found.envelope.content,
        "files": found.envelope.files.all(),
        "accept_form": accept_form or AcceptForm(subjects=handing_up.candidates(found)),
        "return_form": return_form or ReturnForm(papers=_papers(found)),
        "papers": queries.papers_of(found),
        "entries": audit_entries("dossiers.incomingsubmission", found.pk),
        "views": view_entries("dossiers.incomingsubmission", found.pk),
    }
    return render(request, "dossiers/submission.html", context, status=422 if accept_form or return_form else 200)
