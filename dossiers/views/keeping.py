"""How long papers are kept, what is held, and the lists of what goes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers import access, keeping
from dossiers.keeping_forms import HoldForm, PeriodForm, ReasonForm
from dossiers.models import Disposal, PrintedDocument
from dossiers.services import disposals, printing, retention
from dossiers.states import DisposalState
from dossiers.views.printing import prints
from orgchart import clock
from orgchart.middleware import TenantRequest
from orgchart.queries import audit_entries
from reviews.models import Cycle, SubjectKind
from reviews.queries import cycle_of, subjects_for

YEAR, SUBJECT, PERSON = "nam", "ho-so", "nguoi"


@require_GET
def retention_page(request: TenantRequest, year: int) -> HttpResponse:
    """Classes with their periods, what is held, and the lists of a year."""
    return _page(request, cycle_of(year))


def _page(request: TenantRequest, cycle: Cycle, **typed: Form) -> HttpResponse:
    actor = request.actor
    if not access.can_see_keeping(actor):
        raise PermissionDenied
    today = clock.today()
    context: dict[str, Any] = {
        "cycle": cycle,
        "rows": keeping.class_rows(cycle, today),
        "holds": keeping.open_holds(cycle),
        "computed": keeping.computed_holds(cycle, today),
        "disposals": keeping.disposals_of(cycle),
        "can_keep": access.can_keep_records(actor),
        "can_hold": access.can_hold(actor),
        "period_form": PeriodForm(),
        "hold_form": HoldForm(choices=_choices(cycle)) if access.can_hold(actor) else None,
    }
    return render(request, "dossiers/retention.html", context | typed, status=422 if typed else 200)


def _choices(cycle: Cycle) -> list[tuple[str, str]]:
    """The year, the dossiers of the year, and the persons whose papers of all years are held."""
    subjects = list(subjects_for(cycle))
    dossiers = [(f"{SUBJECT}-{row.pk}", f"Hồ sơ năm {cycle.year}: {row.name}") for row in subjects]
    people = [row for row in subjects if row.kind == SubjectKind.INDIVIDUAL and row.person_id]
    persons = [(f"{PERSON}-{row.person_id}", f"Mọi hồ sơ của đồng chí {row.name}") for row in people]
    return [(YEAR, f"Toàn bộ hồ sơ năm {cycle.year}"), *dossiers, *persons]


@require_POST
def set_period(request: TenantRequest, year: int) -> HttpResponse:
    """Say how long a class is kept."""
    cycle, form = cycle_of(year), PeriodForm(request.POST)
    if not access.can_keep_records(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, cycle, period_form=form)
    data = form.cleaned_data
    retention.set_period(
        record_class=data["record_class"], years=data["years"], basis=data["basis"], actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã ghi thời hạn bảo quản.")
    return redirect("dossiers:retention", request.tenant.slug, year)


@require_POST
def place_hold(request: TenantRequest, year: int) -> HttpResponse:
    """Keep something from going."""
    cycle = cycle_of(year)
    if not access.can_hold(request.actor):
        raise PermissionDenied
    form = HoldForm(request.POST, choices=_choices(cycle))
    if not form.is_valid():
        return _page(request, cycle, hold_form=form)
    kind, _, key = form.cleaned_data["on"].rpartition("-")
    what = {SUBJECT: "subject_id", PERSON: "person_id"}.get(kind, "cycle_id")
    pk = int(key) if kind else cycle.pk
    retention.place_hold(reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now(), **{what: pk})
    messages.success(request, "Đã tạm dừng tiêu hủy.")
    return redirect("dossiers:retention", request.tenant.slug, year)


@require_POST
def lift_hold(request: TenantRequest, year: int, hold_id: int) -> HttpResponse:
    """What was held may go again."""
    cycle, form = cycle_of(year), ReasonForm(request.POST)
    if not access.can_hold(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, cycle, lift_form=form)
    retention.lift_hold(hold_id=hold_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã gỡ tạm dừng tiêu hủy.")
    return redirect("dossiers:retention", request.tenant.slug, year)


@require_POST
def propose_disposal(request: TenantRequest, year: int, record_class: str) -> HttpResponse:
    """Freeze the list of what is due in one class."""
    made = disposals.propose_disposal(
        cycle_id=cycle_of(year).pk, record_class=record_class, actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã lập danh mục đề nghị tiêu hủy; chờ người có thẩm quyền khác duyệt.")
    return redirect("dossiers:disposal", request.tenant.slug, year, made.pk)


@require_GET
def disposal(request: TenantRequest, year: int, disposal_id: int) -> HttpResponse:
    """One list, who proposed and who decided, what went and what stayed."""
    if not access.can_see_keeping(request.actor):
        raise PermissionDenied
    return _disposal_page(request, keeping.disposal_of(disposal_id, year))


def _disposal_page(request: TenantRequest, row: Disposal, form: Form | None = None) -> HttpResponse:
    decides = access.can_approve_disposal(request.actor) and (row.state == DisposalState.PROPOSED or row.is_stuck)
    context = {
        "cycle": row.cycle,
        "disposal": row,
        "entries": keeping.entries_of(row),
        "can_decide": decides and row.proposed_by_id != request.actor.account.pk,
        "is_own": decides and row.proposed_by_id == request.actor.account.pk,
        "can_print": access.can_print(request.actor),
        "reject_form": form or ReasonForm(),
        "trail": audit_entries(row._meta.label_lower, row.pk),
    }
    return render(request, "dossiers/disposal.html", context, status=422 if form else 200)


@require_POST
def approve_disposal(request: TenantRequest, year: int, disposal_id: int) -> HttpResponse:
    """The second person lets the list be carried out."""
    row = keeping.disposal_of(disposal_id, year)
    disposals.approve_disposal(disposal_id=row.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã duyệt; hệ thống đang thực hiện tiêu hủy.")
    return redirect("dossiers:disposal", request.tenant.slug, year, row.pk)


@require_POST
def reject_disposal(request: TenantRequest, year: int, disposal_id: int) -> HttpResponse:
    """The list is not carried out."""
    row, form = keeping.disposal_of(disposal_id, year), ReasonForm(request.POST)
    if not access.can_approve_disposal(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _disposal_page(request, row, form)
    disposals.reject_disposal(disposal_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi không duyệt danh mục.")
    return redirect("dossiers:disposal", request.tenant.slug, year, row.pk)


@prints
def print_disposal(request: TenantRequest, year: int, disposal_id: int) -> PrintedDocument:
    """The list, or the minutes once it was carried out."""
    row = keeping.disposal_of(disposal_id, year)
    return printing.print_disposal(disposal_id=row.pk, actor=request.actor, at=clock.now())
