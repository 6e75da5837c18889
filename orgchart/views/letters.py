"""Letters between offices: one letter with its chain, taking it in or returning it, writing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, clock
from orgchart.answers import blame
from orgchart.correspondence import ANSWERS, BY_HAND
from orgchart.downloads import as_attachment
from orgchart.envelope_kinds import TRAITS, EnvelopeKind
from orgchart.errors import InvalidInput
from orgchart.forms.exchange import LetterForm, SettleForm, letter_form
from orgchart.middleware import TenantRequest
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState
from orgchart.queries.exchange import chain_of, envelope_of, file_of_envelope, may_be_sent
from orgchart.registry import envelope_facts, envelope_page
from orgchart.services.correspondence import receivers, write_letter
from orgchart.services.envelopes import settle_on_list


@require_GET
def envelope(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """One letter: what it says, where it stands, what belongs to it."""
    _need_right(request)
    return _page(request, envelope_of(envelope_id), SettleForm())


def _page(request: TenantRequest, found: Envelope, form: SettleForm) -> HttpResponse:
    own_page = envelope_page(found.kind)
    arrived = found.box == EnvelopeBox.IN
    context: dict[str, Any] = {
        "envelope": found,
        "facts": envelope_facts(found),
        "text": found.content.get("text", ""),
        "files": found.files.order_by("pk"),
        "chain": chain_of(found),
        "own_page": own_page(found) if own_page and arrived else "",
        "is_open": arrived and found.state == EnvelopeState.SENT and own_page is None,
        "returnable": TRAITS[found.kind].returnable,
        "answer": ANSWERS.get(EnvelopeKind(found.kind)) if arrived else None,
        "can_replace": not arrived and found.kind in BY_HAND and found.state != EnvelopeState.SUPERSEDED,
        "form": form,
    }
    return render(request, "orgchart/envelope.html", context, status=422 if form.errors else 200)


@require_POST
def settle(request: TenantRequest, envelope_id: int) -> HttpResponse:
    """Take a letter in, or return it with the reason."""
    _need_right(request)
    found, form = envelope_of(envelope_id), SettleForm(request.POST)
    accepted = request.POST.get("action") != "return"
    if form.is_valid() and not accepted and not form.cleaned_data["reason"].strip():
        form.add_error("reason", "Ghi rõ lý do để nơi gửi bổ sung.")
    if not form.is_valid():
        return _page(request, found, form)
    reason = "" if accepted else form.cleaned_data["reason"]
    settle_on_list(envelope_id=found.pk, accepted=accepted, reason=reason, actor=request.actor, at=clock.now())
    messages.success(request, "Đã tiếp nhận văn bản." if accepted else "Đã trả lại văn bản kèm lý do.")
    return redirect("orgchart:envelope", request.tenant.slug, found.pk)


@require_GET
def envelope_file(request: TenantRequest, envelope_id: int, file_id: int) -> HttpResponse | FileResponse:
    """A file that travelled with a letter."""
    _need_right(request)
    found = file_of_envelope(envelope_id, file_id)
    return as_attachment(found.content, found.name, found.content_type)


@require_http_methods(["GET", "POST"])
def write(request: TenantRequest, kind: str) -> HttpResponse:
    """Write a letter; one that answers or replaces another names it in the address."""
    _need_right(request)
    about = _about(request)
    people = receivers(kind, request.tenant, clock.today())
    more = {"accounts": may_be_sent(request.tenant.pk)} if kind == EnvelopeKind.WARRANT else {}
    form = letter_form(kind)(request.POST or None, receivers=people, initial=_initial(request, about), **more)
    if request.method == "POST" and form.is_valid() and _sent(request, kind, form, about):
        messages.success(request, "Đã gửi văn bản; nơi nhận thấy ngay trong Văn bản đến.")
        return redirect(f"{request.path.rpartition('gui/')[0]}?hop=out")
    label = EnvelopeKind(kind).label
    context = {"form": form, "kind": label, "about": about, "has_receivers": bool(people)}
    return render(request, "orgchart/envelope_form.html", context, status=422 if form.errors else 200)


def _about(request: TenantRequest) -> Envelope | None:
    """The letter that is answered or replaced."""
    key = request.GET.get("tra-loi") or request.GET.get("thay-the") or request.GET.get("chuyen") or ""
    return envelope_of(int(key)) if key.isdecimal() and len(key) < 19 else None


def _initial(request: TenantRequest, about: Envelope | None) -> dict[str, Any]:
    if about is None:
        return {}
    if "chuyen" in request.GET:
        asked = {"text": about.content.get("text", ""), "clause": about.content.get("clause", "")}
        return {"title": about.title, "forwards": about.key} | asked
    if "tra-loi" in request.GET:
        return {"receiver": about.peer_id, "title": f"Trả lời: {about.title}"[:300]}
    return {"receiver": about.peer_id, "title": about.title, **about.content}


def _sent(request: TenantRequest, kind: str, form: LetterForm, about: Envelope | None) -> bool:
    given = dict(form.cleaned_data)
    answers = about is not None and "tra-loi" in request.GET
    key: UUID | None = about.key if about is not None and "chuyen" not in request.GET else None
    try:
        write_letter(
            kind=kind, receiver_id=given.pop("receiver"), title=given.pop("title"), text=given.pop("text"),
            details=given, reply_to=key if answers else None, replaces=None if answers else key,
            actor=request.actor, at=clock.now(),
        )  # fmt: skip
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


def _need_right(request: TenantRequest) -> None:
    if not access.can_handle_envelopes(request.actor):
        raise PermissionDenied
