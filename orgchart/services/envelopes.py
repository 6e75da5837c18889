"""Handing sealed content from one tenant to another: two tenant-owned copies with one hash."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.envelope_kinds import TRAITS, Direction
from orgchart.errors import NotVisible, Refused
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, EnvelopeState, Tenant
from orgchart.queries import are_related, is_above
from orgchart.registry import acceptance_handler, envelope_handler, envelope_page, settlement_handler
from orgchart.states import ENVELOPE_MOVES
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
    actor: Actor | None,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    reply_to: uuid.UUID | None = None,
    replaces: uuid.UUID | None = None,
) -> Envelope:
    """Seal content and deliver it: one copy stays with the sender, one goes into the receiver's inbox.

    This is the one place that writes into another tenant. `replaces` names an earlier envelope of the same kind to
    the same receiver, which both sides then show as superseded. Without an actor the product itself sends.
    Raises Refused where no link of the right direction joins the two tenants.
    """
    sender = Tenant.objects.get(pk=current_tenant_id())
    _check_way(kind, sender, receiver, timezone.localdate(at))
    old = _lock_replaceable(kind, receiver, replaces) if replaces else None
    key, digest = uuid.uuid4(), content_digest(content, attachments)
    common = {
        "key": key,
        "kind": kind,
        "title": title,
        "content": content,
        "digest": digest,
        "sent_at": at,
        "sent_by_name": actor.account.full_name if actor else "Hệ thống",
        "reply_to": reply_to,
        "replaces": replaces,
    }
    outgoing = Envelope(tenant=sender, box=EnvelopeBox.OUT, peer=receiver, **common)
    incoming = Envelope(tenant=receiver, box=EnvelopeBox.IN, peer=sender, **common)
    with _taken_away_if_refused() as stored:
        outgoing.save()
        stored.extend(_attach(outgoing, attachments))
        summary = f"Gửi {receiver.name}: {title}"
        audit.record(actor=actor, action="send_envelope", target=outgoing, at=at, summary=summary)
        if old is not None:
            _supersede(old, outgoing, actor, at)
        with scope(tenant=receiver.pk):
            incoming.save()
            stored.extend(_attach(incoming, attachments))
            arrival = f"{sender.name} gửi: {title}"
            audit.record(actor=None, action="receive_envelope", target=incoming, at=at, summary=arrival)
            if replaces is not None:
                _supersede(_locked_copy(replaces, EnvelopeBox.IN), incoming, None, at)
            handler = envelope_handler(kind)
            if handler is not None:
                handler(incoming, at)
    return outgoing


@transaction.atomic
def settle_envelope(
    *,
    envelope_id: int,
    accepted: bool,
    reason: str,
    actor: Actor,
    at: datetime,
    remarks: Mapping[str, str] | None = None,
) -> Envelope:
    """The receiver takes an envelope in or sends it back with a reason; the sender's copy moves with it.

    `remarks` says by the code of a part what is wrong with it, or what the receiver adds when taking it in.
    """
    if not access.can_handle_envelopes(actor):
        raise PermissionDenied
    incoming = Envelope.objects.select_for_update(of=("self",)).get(pk=envelope_id, box=EnvelopeBox.IN)
    move = ENVELOPE_MOVES["receive" if accepted else "return"]
    if incoming.state not in move.sources:
        raise Refused(f"Văn bản này đã được xử lý: {incoming.get_state_display().lower()}.")
    if not accepted and not TRAITS[incoming.kind].returnable:
        raise Refused(f"“{incoming.get_kind_display()}” chỉ tiếp nhận, không trả lại. Có ý kiến thì gửi văn bản hỏi.")
    if not accepted and not reason.strip():
        raise Refused("Trả lại thì phải ghi rõ lý do để nơi gửi bổ sung.")
    incoming.remarks = dict(remarks or {})
    _settle(incoming, move.target, reason, actor, at)
    verb = "Tiếp nhận" if accepted else "Trả lại"
    audit.record(
        actor=actor,
        action="settle_envelope",
        target=incoming,
        at=at,
        summary=f"{verb}: {incoming.title}",
        changes={"reason": reason} if reason else {},
    )
    taken_in = acceptance_handler(incoming.kind)
    if accepted and taken_in is not None:
        taken_in(incoming, actor, at)
    with scope(tenant=incoming.peer_id):
        outgoing = _locked_copy(incoming.key, EnvelopeBox.OUT)
        outgoing.remarks = incoming.remarks
        _settle(outgoing, move.target, reason, actor, at)
        audit.record(actor=None, action="envelope_settled", target=outgoing, at=at, summary=f"{verb}: {outgoing.title}")
        handler = settlement_handler(outgoing.kind)
        if handler is not None:
            handler(outgoing, at)
    return incoming


def settle_on_list(*, envelope_id: int, accepted: bool, reason: str, actor: Actor, at: datetime) -> Envelope:
    """Settle from the list of letters; kinds that have a page of their own are settled there, with its questions."""
    if not access.can_handle_envelopes(actor):
        raise PermissionDenied
    envelope = Envelope.objects.filter(pk=envelope_id, box=EnvelopeBox.IN).first()
    if envelope is None:
        raise NotVisible
    if envelope_page(envelope.kind) is not None:
        raise Refused(f"“{envelope.get_kind_display()}” được xử lý ở trang riêng. Mở văn bản để đi tới trang đó.")
    return settle_envelope(envelope_id=envelope_id, accepted=accepted, reason=reason.strip(), actor=actor, at=at)


def _check_way(kind: str, sender: Tenant, receiver: Tenant, day: date) -> None:
    """Content goes along the links of the registry only, in the direction of its kind."""
    direction = TRAITS[kind].direction
    if direction == Direction.UP:
        allowed = is_above(receiver, sender, day)
    elif direction == Direction.DOWN:
        allowed = is_above(sender, receiver, day)
    else:
        allowed = are_related(sender, receiver, day)
    if not allowed:
        raise Refused(
            f"Chưa khai báo quan hệ cấp trên – cấp dưới với {receiver.name}, không gửi được. "
            "Quản trị hệ thống khai báo quan hệ rồi gửi lại."
        )


def _lock_replaceable(kind: str, receiver: Tenant, key: uuid.UUID) -> Envelope:
    rows = Envelope.objects.select_for_update(of=("self",))
    old = rows.filter(key=key, box=EnvelopeBox.OUT, kind=kind, peer=receiver).first()
    if old is None:
        raise NotVisible
    if old.state not in ENVELOPE_MOVES["supersede"].sources:
        raise Refused("Văn bản này đã có bản thay thế. Hãy thay thế bản mới nhất.")
    return old


def _locked_copy(key: uuid.UUID, box: EnvelopeBox) -> Envelope:
    return Envelope.objects.select_for_update(of=("self",)).get(key=key, box=box)


def _supersede(old: Envelope, new: Envelope, actor: Actor | None, at: datetime) -> None:
    old.state, old.replaced_by = ENVELOPE_MOVES["supersede"].target, new.key
    old.save(update_fields=["state", "replaced_by"])
    summary = f"Đã có bản thay thế: {new.title}"
    audit.record(actor=actor, action="supersede_envelope", target=old, at=at, summary=summary)


def _settle(envelope: Envelope, state: EnvelopeState, reason: str, actor: Actor, at: datetime) -> None:
    envelope.state, envelope.reason = state, reason
    envelope.settled_at, envelope.settled_by_name = at, actor.account.full_name
    envelope.save(update_fields=["state", "reason", "remarks", "settled_at", "settled_by_name"])


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
