"""Letters that the office writes by hand: questions, submissions and reports upward, notices and orders downward."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from orgchart import access
from orgchart.access import Actor
from orgchart.correspondence import BY_HAND, RANGES
from orgchart.envelope_kinds import TRAITS, Direction, EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible
from orgchart.models import Envelope, EnvelopeBox, Tenant
from orgchart.queries.exchange import tenants_above, tenants_below
from orgchart.services.envelopes import send_envelope
from orgchart.services.guests import check_visitors
from orgchart.tenancy import current_tenant_id


def receivers(kind: str, tenant: Tenant, on: date) -> list[Tenant]:
    """To whom a kind may go from a tenant at a day."""
    direction = TRAITS[kind].direction
    rows = tenants_above(tenant, on) if direction == Direction.UP else tenants_below(tenant, on)
    return sorted(rows, key=lambda row: (row.name, row.pk))


@transaction.atomic
def write_letter(
    *,
    kind: str,
    receiver_id: int | None,
    title: str,
    text: str,
    actor: Actor,
    at: datetime,
    details: dict[str, Any] | None = None,
    reply_to: uuid.UUID | None = None,
    replaces: uuid.UUID | None = None,
) -> Envelope:
    """Seal and send a letter written on the page; an order or a warrant carries what it asks for. (HY-C.2-3, GB-3.2-1)

    A letter that answers or replaces another one goes to the same tenant.
    """
    if not access.can_handle_envelopes(actor):
        raise PermissionDenied
    if kind not in BY_HAND:
        raise InvalidInput({"kind": "Chọn loại văn bản gửi bằng tay trong danh sách."})
    tenant = Tenant.objects.get(pk=actor.tenant_id)
    receiver = next((row for row in receivers(kind, tenant, timezone.localdate(at)) if row.pk == receiver_id), None)
    if receiver is None:
        raise InvalidInput({"receiver": "Chọn nơi nhận trong danh sách: cấp trên hoặc cấp dưới của đơn vị."})
    _check_related(reply_to, replaces, receiver)
    content = {"text": text.strip(), **_checked(kind, details or {})}
    return send_envelope(
        kind=kind, receiver=receiver, title=title.strip(), content=content, actor=actor, at=at,
        reply_to=reply_to, replaces=replaces,
    )  # fmt: skip


def _check_related(reply_to: uuid.UUID | None, replaces: uuid.UUID | None, receiver: Tenant) -> None:
    rows = Envelope.objects.filter(peer=receiver)
    if reply_to is not None and not rows.filter(key=reply_to, box=EnvelopeBox.IN).exists():
        raise NotVisible
    if replaces is not None and not rows.filter(key=replaces, box=EnvelopeBox.OUT).exists():
        raise NotVisible


def _checked(kind: str, details: dict[str, Any]) -> dict[str, Any]:
    """What a kind carries beside its text, as plain values."""
    found: dict[str, Any] = {}
    if kind == EnvelopeKind.QUESTION:
        found = {name: str(details[name]).strip() for name in ("clause", "forwards") if details.get(name)}
    if kind == EnvelopeKind.NOTICE and details.get("needs_amendment"):
        found = {"needs_amendment": True}
    if kind == EnvelopeKind.ORDER:
        found = {"task": details.get("task") or "", "due_on": _iso(details.get("due_on"))}
        if not found["task"]:
            raise InvalidInput({"task": "Chọn việc yêu cầu thực hiện."})
    if kind == EnvelopeKind.WARRANT:
        begins, ends = details.get("begins_on"), details.get("ends_on")
        year, team = details.get("year"), str(details.get("team") or "").strip()
        errors = {
            name: words
            for name, missing, words in (
                ("team", not team, "Ghi thành phần đoàn kiểm tra."),
                ("year", not year, "Ghi năm được kiểm tra."),
                ("begins_on", begins is None, "Ghi ngày bắt đầu kiểm tra."),
                ("ends_on", ends is None, "Ghi ngày kết thúc kiểm tra."),
            )
            if missing
        }
        if errors:
            raise InvalidInput(errors)
        if begins is not None and ends is not None and ends < begins:
            raise InvalidInput({"ends_on": RANGES})
        accounts = [str(one) for one in details.get("accounts") or ()]
        check_visitors(current_tenant_id(), accounts, "accounts")
        found = {
            "team": team, "year": year, "begins_on": _iso(begins), "ends_on": _iso(ends), "accounts": accounts,
            "running": bool(details.get("running")),
        }  # fmt: skip
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
