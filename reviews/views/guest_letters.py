"""Inviting the level above to a conference, and answering an invitation from below."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import clock
from orgchart.access import can_handle_envelopes
from orgchart.answers import refusals_at_fields
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.middleware import TenantRequest
from orgchart.models import Envelope, EnvelopeState
from orgchart.queries.exchange import may_be_sent
from orgchart.registry import envelope_facts
from orgchart.services.correspondence import receivers
from reviews import access
from reviews.forms.guest_letters import AttendingForm, DeclineForm, InvitationForm
from reviews.models import Conference
from reviews.queries import conferences as found
from reviews.queries import guest_letters as queries
from reviews.services import guest_letters


@require_http_methods(["GET", "POST"])
def invite(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Send an invitation; the days of the access are proposed round the conference."""
    row = found.conference_for(conference_id=conference_id, year=year, actor=request.actor)
    if not (access.can_run_conference(request.actor, row) and can_handle_envelopes(request.actor)):
        raise PermissionDenied
    above = receivers(EnvelopeKind.INVITATION, request.tenant, clock.today())
    form = InvitationForm(request.POST or None, receivers=above, initial=_proposed(row))
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            guest_letters.invite_above(
                conference_id=row.pk, receiver_id=form.cleaned_data.pop("receiver"), actor=request.actor,
                at=clock.now(), **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, "Đã gửi lời mời. Khi cấp trên nhận và cử người, quyền đọc tài liệu tự mở.")
            return redirect("reviews:conference", request.tenant.slug, year, row.pk)
    context = {"conference": row, "form": form, "has_receivers": bool(above)}
    return render(request, "reviews/guest_letter_new.html", context, status=422 if form.errors else 200)


def _proposed(row: Conference) -> dict[str, Any]:
    held_on = found.local_day(row.starts_at)
    last = held_on + timedelta(days=max(int(row.days) - 1, 0))
    return {"begins_on": min(clock.today(), held_on), "ends_on": last}


@require_http_methods(["GET", "POST"])
def invitation(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """An invitation from below: what it is about, and who is sent."""
    _need_right(request)
    envelope = get_object_or_404(queries.incoming(envelope_id))
    form = _attending(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_at_fields(form):
            guest_letters.take_up(
                envelope_id=envelope.pk, logins=form.cleaned_data["logins"], actor=request.actor, at=clock.now()
            )
            messages.success(request, f"Đã nhận lời mời. Người được cử đọc tài liệu tại {envelope.peer.name}.")
            return redirect("reviews:guest_letter", request.tenant.slug, envelope.pk)
    return _page(request, envelope, form, DeclineForm())


@require_POST
def decline(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """The invitation goes back with the reason."""
    _need_right(request)
    envelope, form = get_object_or_404(queries.incoming(envelope_id)), DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, envelope, _attending(request, None), form)
    guest_letters.decline(
        envelope_id=envelope.pk, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now()
    )
    messages.success(request, f"Đã trả lại lời mời cho {envelope.peer.name}.")
    return redirect("reviews:guest_letter", request.tenant.slug, envelope.pk)


def _attending(request: TenantRequest, data: Any) -> AttendingForm:
    return AttendingForm(data, accounts=may_be_sent(request.tenant.pk))


def _page(request: TenantRequest, envelope: Envelope, form: AttendingForm, declined: DeclineForm) -> HttpResponse:
    context = {
        "envelope": envelope,
        "facts": envelope_facts(envelope),
        "text": envelope.content["text"],
        "form": form,
        "decline_form": declined,
        "is_open": envelope.state == EnvelopeState.SENT,
    }
    wrong = form.errors or declined.errors
    return render(request, "reviews/guest_letter.html", context, status=422 if wrong else 200)


def _need_right(request: TenantRequest) -> None:
    if not can_handle_envelopes(request.actor):
        raise PermissionDenied
