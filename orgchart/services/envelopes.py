"""Handing sealed content from one tenant to another: two tenant-owned copies with one hash."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import Refused
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, EnvelopeState, Tenant
from orgchart.registry import envelope_handler, settlement_handler
from orgchart.tenancy import current_tenant_id, scope


@dataclass(frozen=True)
class Attachment:
    """A file to travel along: label as in the checklist, file name, type and the bytes themselves."""

    label: str
    name: str
    content_type: str
    content: bytes


def content_digest(content: dict[str, Any], attachments: Sequence[Attachment]) -> str:
    """SHA-256 over the canonical content and the hashes of the files: what both sides can compare."""
    files = [[a.label, a.name, hashlib.sha256(a.content).hexdigest()] for a in attachments]
    text = json.dumps([content, files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def send_envelope(
    *,
    kind: str,
    receiver: Tenant,
    title: str,
    content: dict[str, Any],
    actor: Actor,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    reply_to: uuid.UUID | None = None,
) -> Envelope:
    """Seal content and deliver it: one copy stays with the sender, one goes into the receiver's inbox.

    This is the one place that writes into another tenant. Raises Refused where no link joins the two tenants.
    """
    sender = Tenant.objects.get(pk=current_tenant_id())
    if not _are_linked(sender, receiver):
        raise Refused(f"Chưa khai báo quan hệ cấp trên – cấp dưới với {receiver.name}, không gửi được.")
    key, digest = uuid.uuid4(), content_digest(content, attachments)
    common = {
        "key": key,
        "kind": kind,
        "title": title,
        "content": content,
        "digest": digest,
        "sent_at": at,
        "sent_by_name": actor.account.full_name,
        "reply_to": reply_to,
    }
    outgoing = Envelope(tenant=sender, box=EnvelopeBox.OUT, peer=receiver, **common)
    incoming = Envelope(tenant=receiver, box=EnvelopeBox.IN, peer=sender, **common)
    with _taken_away_if_refused() as stored:
        outgoing.save()
        stored.extend(_attach(outgoing, attachments))
        summary = f"Gửi {receiver.name}: {title}"
        audit.record(actor=actor, action="send_envelope", target=outgoing, at=at, summary=summary)
        with scope(tenant=receiver.pk):
            incoming.save()
            stored.extend(_attach(incoming, attachments))
            arrival = f"{sender.name} gửi: {title}"
            audit.record(actor=None, action="receive_envelope", target=incoming, at=at, summary=arrival)
            handler = envelope_handler(kind)
            if handler is not None:
                handler(incoming, at)
    return outgoing


@transaction.atomic
def settle_envelope(*, envelope_id: int, accepted: bool, reason: str, actor: Actor, at: datetime) -> Envelope:
    """The receiver takes an envelope in or sends it back with a reason; the sender's copy moves with it."""
    if not access.can_handle_envelopes(actor):
        raise PermissionDenied
    incoming = Envelope.objects.select_for_update(of=("self",)).get(pk=envelope_id, box=EnvelopeBox.IN)
    if incoming.state != EnvelopeState.SENT:
        raise Refused(f"Văn bản này đã được xử lý: {incoming.get_state_display().lower()}.")
    if not accepted and not reason.strip():
        raise Refused("Trả lại thì phải ghi rõ lý do để nơi gửi bổ sung.")
    state = EnvelopeState.RECEIVED if accepted else EnvelopeState.RETURNED
    _settle(incoming, state, reason, actor, at)
    verb = "Tiếp nhận" if accepted else "Trả lại"
    audit.record(
        actor=actor,
        action="settle_envelope",
        target=incoming,
        at=at,
        summary=f"{verb}: {incoming.title}",
        changes={"reason": reason} if reason else {},
    )
    with scope(tenant=incoming.peer_id):
        outgoing = Envelope.objects.select_for_update(of=("self",)).get(key=incoming.key, box=EnvelopeBox.OUT)
        _settle(outgoing, state, reason, actor, at)
        audit.record(actor=None, action="envelope_settled", target=outgoing, at=at, summary=f"{verb}: {outgoing.title}")
        handler = settlement_handler(outgoing.kind)
        if handler is not None:
            handler(outgoing, at)
    return incoming


def _settle(envelope: Envelope, state: EnvelopeState, reason: str, actor: Actor, at: datetime) -> None:
    envelope.state, envelope.reason = state, reason
    envelope.settled_at, envelope.settled_by_name = at, actor.account.full_name
    envelope.save(update_fields=["state", "reason", "settled_at", "settled_by_name"])


@contextmanager
def _taken_away_if_refused() -> Iterator[list[EnvelopeFile]]:
    """Files are no part of the transaction: those of an envelope that is not taken would stay behind for ever."""
    stored: list[EnvelopeFile] = []
    try:
        yield stored
    except BaseException:  # whatever it was, the rows are gone
        for copy in stored:
            copy.content.delete(save=False)
        raise


def _attach(envelope: Envelope, attachments: Sequence[Attachment]) -> list[EnvelopeFile]:
    return [_copy(envelope, attachment) for attachment in attachments]


def _copy(envelope: Envelope, attachment: Attachment) -> EnvelopeFile:
    copy = EnvelopeFile(
        tenant_id=envelope.tenant_id,
        envelope=envelope,
        label=attachment.label[:200],
        name=attachment.name,
        content_type=attachment.content_type,
        size=len(attachment.content),
        digest=hashlib.sha256(attachment.content).hexdigest(),
    )
    copy.content.save(attachment.name, ContentFile(attachment.content), save=False)
    copy.save()
    return copy


def _are_linked(one: Tenant, other: Tenant) -> bool:
    up = one.links_up.filter(superior=other, valid_to=None)
    down = one.links_down.filter(subordinate=other, valid_to=None)
    return up.exists() or down.exists()
