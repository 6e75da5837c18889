"""What all forms of the chart share: who may write, one page for every form, and the answer to what was sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from orgchart import access, clock
from orgchart.errors import InvalidInput, Outdated
from orgchart.forms.chart import EndForm
from orgchart.forms.fields import EntryForm, RowForm
from orgchart.middleware import LARGEST_KEY, TenantRequest
from orgchart.models import Organization, Person

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class EntryPage:
    """What the page around a form says: the title, one line, the button, and the way back."""

    title: str
    lead: str
    button: str
    back_url: str
    back_label: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    change_url: str = ""
    change_label: str = ""


def need_sight(request: TenantRequest) -> None:
    """Whoever runs the year sees the chart."""
    if not access.can_see_chart(request.actor):
        raise PermissionDenied


def need_pen(request: TenantRequest) -> None:
    """Asked before anything is looked up, or a refused form would show somebody's particulars."""
    if not access.can_edit_chart(request.actor):
        raise PermissionDenied


def answer(
    request: TenantRequest,
    form: EntryForm,
    page: EntryPage,
    write: Callable[[dict[str, Any]], str],
    template: str = "orgchart/entry_form.html",
    **more: Any,
) -> HttpResponse:
    """Show the form; sent and sound, write and go where `write` says; else show it again with all that was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(write(form.service_data()))
            except InvalidInput as refusal:
                form.take_errors(refusal)
            except Outdated as outdated:
                status = 409
                assert isinstance(form, RowForm)  # only corrections carry a version
                form.outdate(outdated.row)
    return render(request, template, {"form": form, "page": page, **more}, status=status)


def end_on_a_day(request: TenantRequest, page: EntryPage, end: Callable[[date], object]) -> HttpResponse:
    """The form of one day, on which something that holds now ends."""
    form = EndForm(request.POST or None, initial={"ended_on": clock.today()})

    def write(data: dict[str, Any]) -> str:
        end(data["ended_on"])
        return page.back_url

    return answer(request, form, page, write)


def number_of(text: str | None) -> int:
    """A key that somebody sent, or 0 for what can be none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 and int(text) <= LARGEST_KEY else 0


def asked_unit(request: TenantRequest, name: str = "organization") -> Organization | None:
    """The organisation that the form or the address names, if there is one."""
    key = number_of(request.POST.get(name) or request.GET.get("to-chuc"))
    return Organization.objects.filter(pk=key).first() if key else None


def visible(person_id: int) -> Person:
    """A person of the roster; 404 for everything else."""
    return get_object_or_404(Person, pk=person_id)
