"""Getting a conference ready: open points, invitations, the opinion of the person in charge."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.middleware import TenantRequest
from reviews import access, registry
from reviews.forms.preparation import DirectionForm, InvitationForm, PointForm, SendingForm
from reviews.models import Conference, Invitation
from reviews.queries import conferences as found
from reviews.queries import preparation as queries
from reviews.services import invitations, preparation


@require_GET
def preparation_page(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Everything that has to be ready, with what is still open."""
    return _page(request, _conference(request, year, conference_id))


def _conference(request: TenantRequest, year: int, conference_id: int, *, kept: bool = False) -> Conference:
    row = found.conference_for(conference_id=conference_id, year=year, actor=request.actor)
    if kept and not access.can_run_conference(request.actor, row):
        raise PermissionDenied
    return row


def _page(request: TenantRequest, row: Conference, **given: Any) -> HttpResponse:
    """The page; `given` holds a form that was refused under its name, and the invitation that it is about."""
    points = queries.points_of(row)
    refused: dict[str, Any] = {name: form for name, form in given.items() if isinstance(form, Form)}
    context = {
        "conference": row,
        "view": "chuan-bi",
        "can_run": access.can_run_conference(request.actor, row),
        "before_opening": row.state in found.BEFORE_OPENING,
        "points": points,
        "open_points": sum(not point.is_done for point in points),
        "invitations": _invitations(request, row, given),
        "directions": queries.directions_of(row),
        "needs_direction": queries.needs_direction(row),
        "point_form": PointForm(),
        "invitation_form": InvitationForm(),
        "direction_form": DirectionForm(),
        "refusal": None,
        **given,
    }
    status = 409 if context["refusal"] else 422 if refused else 200
    return render(request, "reviews/conference_preparation.html", context, status=status)


def _invitations(request: TenantRequest, row: Conference, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Each invitation, whether it was sent for the date that holds, where it is printed, the form of its sending."""
    return [
        (one, one.is_sent_for(row), registry.call_print_address(request.actor, one), _sending_form(one, given))
        for one in queries.invitations_of(row)
    ]


def _sending_form(invitation: Invitation, given: Mapping[str, Any]) -> SendingForm:
    """What was typed and refused about this one, or a fresh form."""
    if given.get("sending") == invitation.pk and "sending_form" in given:
        return cast("SendingForm", given["sending_form"])
    return SendingForm(initial={"sent_on": f"{clock.today():%d/%m/%Y}", "sent_way": "paper"})


def _do(
    request: TenantRequest, row: Conference, name: str, form: Form, do: Callable[[dict[str, Any]], object], **about: Any
) -> HttpResponse:
    """Do it and come back to the page, or show it with what was typed and why it was refused."""
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except InvalidInput as refusal:
            blame(form, refusal)
        except Refused as refusal:
            return _page(request, row, refusal=refusal, **{name: form}, **about)
        else:
            messages.success(request, "Đã ghi.")
            return redirect("reviews:preparation", request.tenant.slug, row.cycle.year, row.pk)
    return _page(request, row, **{name: form}, **about)


@require_POST
def preparation_tick(request: TenantRequest, year: int, conference_id: int, key: str) -> HttpResponse:
    """Tick a point, or open it again."""
    row = _conference(request, year, conference_id, kept=True)
    done = request.POST.get("xong") == "co"

    def do(_: dict[str, Any]) -> object:
        return preparation.tick(conference_id=row.pk, key=key, done=done, actor=request.actor, at=clock.now())

    return _do(request, row, "tick_form", Form(request.POST), do)


@require_POST
def preparation_add(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """One more point."""
    row = _conference(request, year, conference_id, kept=True)

    def do(data: dict[str, Any]) -> object:
        return preparation.add_point(conference_id=row.pk, actor=request.actor, at=clock.now(), **data)

    return _do(request, row, "point_form", PointForm(request.POST), do)


@require_POST
def invitation_add(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Invite one more body or person."""
    row = _conference(request, year, conference_id, kept=True)

    def do(data: dict[str, Any]) -> object:
        return invitations.add_invitation(conference_id=row.pk, actor=request.actor, at=clock.now(), **data)

    return _do(request, row, "invitation_form", InvitationForm(request.POST), do)


@require_POST
def invitation_drop(request: TenantRequest, year: int, conference_id: int, invitation_id: int) -> HttpResponse:
    """Take somebody off the list."""
    row = _invited(request, year, conference_id, invitation_id)

    def do(_: dict[str, Any]) -> object:
        return invitations.drop_invitation(
            invitation_id=invitation_id, conference_id=row.pk, actor=request.actor, at=clock.now()
        )

    return _do(request, row, "drop_form", Form(request.POST), do)


@require_POST
def invitation_sent(request: TenantRequest, year: int, conference_id: int, invitation_id: int) -> HttpResponse:
    """Note that an invitation went out."""
    row = _invited(request, year, conference_id, invitation_id)

    def do(data: dict[str, Any]) -> object:
        return invitations.record_sending(
            invitation_id=invitation_id, conference_id=row.pk, actor=request.actor, at=clock.now(), **data
        )

    return _do(request, row, "sending_form", SendingForm(request.POST), do, sending=invitation_id)


def _invited(request: TenantRequest, year: int, conference_id: int, invitation_id: int) -> Conference:
    row = _conference(request, year, conference_id)
    if not row.invitations.filter(pk=invitation_id).exists():
        raise NotVisible
    return _conference(request, year, conference_id, kept=True)


@require_POST
def direction_add(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """What the person in charge said."""
    row = _conference(request, year, conference_id, kept=True)

    def do(data: dict[str, Any]) -> object:
        return preparation.record_direction(conference_id=row.pk, actor=request.actor, at=clock.now(), **data)

    return _do(request, row, "direction_form", DirectionForm(request.POST), do)
