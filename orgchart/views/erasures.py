"""Erasing the data of a person: asking for it, looking through what is found, deciding on it, what came of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, clock, queries
from orgchart.erasure import queries as found_by
from orgchart.erasure.seams import hindrances
from orgchart.erasure.shown import amounts, doubtful_places
from orgchart.forms.erasures import AskErasureForm, RefuseErasureForm
from orgchart.middleware import TenantRequest
from orgchart.models import Erasure, ErasureState, Person
from orgchart.services import erasures as services
from orgchart.views.entry import EntryPage, answer
from orgchart.views.people import person_url

PAGE_SIZE = 50


@require_GET
def erasures(request: TenantRequest) -> HttpResponse:
    """Everybody who was asked to be erased, newest first."""
    _need_sight(request)
    page = Paginator(found_by.erasures(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "orgchart/erasures.html", {"page_obj": page})


@require_http_methods(["GET", "POST"])
def ask_erasure(request: TenantRequest, person_id: int) -> HttpResponse:
    """Why a person may not be erased yet, or the form that asks for it."""
    if not access.can_propose_erasure(request.actor):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=person_id, merged_into=None)
    going = person.erasures.exclude(state=ErasureState.REJECTED).first()
    if going is not None:
        return redirect(_url(request, going.pk))
    lead = "Họ tên được thay bằng số ở mọi nơi, kể cả lịch sử và nhật ký; không lấy lại được"
    title = f"Xóa dữ liệu cá nhân: {person.full_name}"
    page = EntryPage(title, lead, "Gửi đề nghị", person_url(request, person), person.full_name)

    def write(data: dict[str, Any]) -> str:
        made = services.propose_erasure(person_id=person.pk, actor=request.actor, at=clock.now(), **data)
        messages.success(request, "Đã gửi đề nghị; hệ thống đang tìm những chỗ ghi tên người này.")
        return _url(request, made.pk)

    reasons = hindrances(tuple(found_by.rows_of(person.pk)), clock.today())
    form = AskErasureForm(request.POST or None)
    return answer(request, form, page, write, "orgchart/erasure_ask.html", reasons=reasons)


@require_GET
def erasure(request: TenantRequest, erasure_id: int) -> HttpResponse:
    """One erasure: who asks for it and why, where the name was found, what came of it."""
    _need_sight(request)
    return _page(request, found_by.erasure_of(erasure_id), RefuseErasureForm())


def _page(request: TenantRequest, row: Erasure, refuse: RefuseErasureForm) -> HttpResponse:
    actor, is_open = request.actor, row.state == ErasureState.PROPOSED
    may_end = is_open or row.may_be_taken_back
    decides = access.can_approve_erasure(actor) and (is_open or row.is_stuck)
    own = row.proposed_by_id == actor.account.pk
    job = None
    if row.job is not None and row.job.requested_by_id == actor.account.pk and not row.job.finished_at:
        url = reverse("orgchart:job", args=[request.tenant.slug, row.job.pk])
        job = queries.JobView.of(row.job, url, "Tìm những chỗ ghi tên" if is_open else "Xóa dữ liệu")
    context = {
        "erasure": row,
        "job": job,
        "reasons": hindrances(tuple(found_by.rows_of(row.person_id)), clock.today()) if may_end else [],
        "amounts": amounts(row.found),
        "places": doubtful_places(row, services.spellings_of(row)) if is_open else [],
        "can_choose": is_open and access.can_propose_erasure(actor),
        "can_decide": decides and not own,
        "can_refuse": decides and not own and may_end,
        "is_own": decides and own,
        "backups_until": date.fromisoformat(row.report["backups_until"]) if row.report else None,
        "refuse_form": refuse,
        "trail": queries.audit_entries(row._meta.label_lower, row.pk),
    }
    return render(request, "orgchart/erasure.html", context, status=422 if refuse.is_bound else 200)


@require_POST
def look_again(request: TenantRequest, erasure_id: int) -> HttpResponse:
    """Search the texts once more."""
    row = found_by.erasure_of(erasure_id)
    services.look_again(erasure_id=row.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Hệ thống đang tìm lại những chỗ ghi tên người này.")
    return redirect(_url(request, row.pk))


@require_POST
def choose_places(request: TenantRequest, erasure_id: int) -> HttpResponse:
    """Which of the unclear places mean this person."""
    row = found_by.erasure_of(erasure_id)
    services.choose_places(
        erasure_id=row.pk, chosen=request.POST.getlist("chosen"), actor=request.actor, at=clock.now()
    )
    messages.success(request, "Đã ghi lựa chọn.")
    return redirect(_url(request, row.pk))


@require_POST
def approve_erasure(request: TenantRequest, erasure_id: int) -> HttpResponse:
    """The second person lets it be carried out."""
    row = found_by.erasure_of(erasure_id)
    services.approve_erasure(erasure_id=row.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã duyệt; hệ thống đang xóa dữ liệu.")
    return redirect(_url(request, row.pk))


@require_POST
def reject_erasure(request: TenantRequest, erasure_id: int) -> HttpResponse:
    """The second person does not."""
    row, form = found_by.erasure_of(erasure_id), RefuseErasureForm(request.POST)
    if not access.can_approve_erasure(request.actor):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, row, form)
    services.reject_erasure(erasure_id=row.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi không duyệt.")
    return redirect(_url(request, row.pk))


def _need_sight(request: TenantRequest) -> None:
    if not access.can_see_erasures(request.actor):
        raise PermissionDenied


def _url(request: TenantRequest, erasure_id: int) -> str:
    return reverse("orgchart:erasure", args=[request.tenant.slug, erasure_id])
