"""A superior's approved set goes down to its subordinates, who keep it and may build their own sets on it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Refused
from orgchart.models import Envelope, EnvelopeKind, TenantLink
from orgchart.queries import held_link
from orgchart.services.envelopes import send_envelope
from reviews import access
from reviews.models import KeptSet, OwnSet, ReceivedSet
from reviews.regulations.errors import KeptSetError
from reviews.regulations.kept import open_kept
from reviews.services.kept_sets import keep_set
from reviews.services.own_sets import locked_set
from reviews.states import SetState


@transaction.atomic
def send_set_down(*, set_id: int, actor: Actor, at: datetime) -> OwnSet:
    """Send the approved set, whole and sealed, to every direct subordinate; whoever has it gets it no second time.

    (HY-C.2-1)
    """
    if not access.can_write_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    if row.kept is None or row.state not in (SetState.APPROVED, SetState.FROZEN):
        raise Refused("Chỉ gửi xuống bộ quy định đã duyệt. Trình duyệt trước rồi gửi.")
    links = TenantLink.objects.filter(held_link(timezone.localdate(at)), superior=row.tenant_id)
    receivers = list(links.select_related("subordinate").order_by("subordinate__name", "pk"))
    if not receivers:
        raise Refused(
            "Chưa khai báo cấp dưới nào nên không có nơi nhận. Quản trị hệ thống khai báo quan hệ rồi gửi lại."
        )
    sent = Envelope.objects.filter(box="out", kind=EnvelopeKind.REGULATION_SET, content__digest=row.kept.digest)
    have = set(sent.values_list("peer_id", flat=True))
    for link in receivers:
        if link.subordinate_id not in have:
            _send(row, row.kept, link, actor, at)
    audit.record(actor=actor, action="send_set", target=row, at=at, summary=f"Gửi bộ quy định xuống: {row.title}")
    return row


def on_set_arrival(envelope: Envelope, at: datetime) -> None:
    """Keep the arrived set as a superior's; one whose content does not agree with its digest is not taken."""
    try:
        regulation = open_kept(envelope.content["kept"])
    except KeptSetError as error:
        raise Refused(f"Bộ quy định gửi đến không dùng được: {error}.") from None
    ReceivedSet.objects.get_or_create(
        tenant_id=envelope.tenant_id,
        kept=keep_set(regulation, at=at),
        sender_id=envelope.peer_id,
        defaults={
            "envelope": envelope,
            "line": envelope.content["line"],
            "year": envelope.content["year"],
            "received_at": at,
        },
    )


def _send(row: OwnSet, kept: KeptSet, link: TenantLink, actor: Actor, at: datetime) -> None:
    send_envelope(
        kind=EnvelopeKind.REGULATION_SET,
        receiver=link.subordinate,
        title=f"Bộ quy định: {row.title}"[:300],
        content={
            "title": row.title,
            "year": row.year,
            "line": link.line,
            "digest": kept.digest,
            "kept": kept.content,
        },
        actor=actor,
        at=at,
    )
