"""Transfer of a person to another office: handing over here, taking in there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import access, clock
from orgchart.forms.people import ReturnFileForm, TakeInForm, TransferForm
from orgchart.middleware import TenantRequest
from orgchart.models import Envelope, EnvelopeState, Person
from orgchart.queries import personal_files
from orgchart.services.chart import transfer as services
from orgchart.views.entry import EntryPage, answer, need_pen
from orgchart.views.people import person_url


def _need_both(request: TenantRequest) -> None:
    """The chart changes and a letter goes: both rights are needed."""
    need_pen(request)
    if not access.can_handle_envelopes(request.actor):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def transfer(request: TenantRequest, person_id: int) -> HttpResponse:
    """Hand somebody over, after a look at what goes along."""
    _need_both(request)
    person = get_object_or_404(Person, pk=person_id, merged_into=None)
    today = clock.today()
    form = TransferForm(
        request.POST or None, receivers=personal_files.receivers_for(request.tenant), initial={"leaves_on": today}
    )
    lead = "Hồ sơ gửi kín tới nơi chuyển đến; dữ liệu các năm ở đây giữ nguyên"
    page = EntryPage(
        f"Chuyển đến đơn vị khác: {person.full_name}", lead, "Gửi hồ sơ", person_url(request, person), person.full_name
    )

    def write(data: dict[str, Any]) -> str:
        services.send_personal_file(person_id=person.pk, actor=request.actor, at=clock.now(), **data)
        messages.success(request, "Đã gửi hồ sơ. Chức vụ ở đây kết thúc khi nơi chuyển đến tiếp nhận.")
        return person_url(request, person)

    file = personal_files.shown(personal_files.content_of(person, today))
    return answer(request, form, page, write, "orgchart/transfer.html", file=file)


@require_http_methods(["GET", "POST"])
def personal_file(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """Somebody comes from another office: what the file says, who it may be here, and taking in."""
    _need_both(request)
    envelope = get_object_or_404(personal_files.incoming(envelope_id))
    return _page(request, envelope, request.POST if request.method == "POST" else None, ReturnFileForm())


@require_POST
def return_file(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """The file goes back with a reason."""
    _need_both(request)
    envelope = get_object_or_404(personal_files.incoming(envelope_id))
    form = ReturnFileForm(request.POST)
    if not form.is_valid():
        return _page(request, envelope, None, form)
    services.return_personal_file(
        envelope_id=envelope.pk, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now()
    )
    messages.success(request, f"Đã trả lại hồ sơ cho {envelope.peer.name}.")
    return redirect("orgchart:envelopes", request.tenant.slug)


def _page(request: TenantRequest, envelope: Envelope, sent: Any, return_form: ReturnFileForm) -> HttpResponse:
    likely = personal_files.likely_persons(envelope.content)
    proposed = str(likely[0].pk) if likely else TakeInForm.NEW
    form = TakeInForm(sent, likely=likely, initial={"person": proposed})
    file = personal_files.shown(envelope.content)
    back = reverse("orgchart:envelopes", args=[request.tenant.slug])
    page = EntryPage(f"Tiếp nhận: {file.name}", f"{envelope.peer.name} gửi", "Tiếp nhận", back, "Văn bản đến, đi")

    def write(data: dict[str, Any]) -> str:
        person = services.take_in_personal_file(envelope_id=envelope.pk, actor=request.actor, at=clock.now(), **data)
        messages.success(request, "Đã tiếp nhận. Ghi chức vụ, nơi sinh hoạt đảng mới ở trang này.")
        return person_url(request, person)

    more = {"envelope": envelope, "file": file, "likely": likely, "return_form": return_form}
    more["is_open"] = envelope.state == EnvelopeState.SENT
    more["taken_in"] = getattr(envelope, "personal_file", None)
    if return_form.is_bound:
        return render(request, "orgchart/personal_file.html", {"form": form, "page": page, **more}, status=422)
    return answer(request, form, page, write, "orgchart/personal_file.html", **more)
