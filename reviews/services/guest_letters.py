"""Inviting the level above to a conference: a sealed invitation, who is sent, and the guest access that it opens."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart.access import Actor, can_handle_envelopes
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Account, Envelope, EnvelopeState, Tenant
from orgchart.services import guests
from orgchart.services.correspondence import receivers
from orgchart.services.envelopes import send_envelope, settle_envelope
from orgchart.services.guests import Visit
from reviews.entrusting import ATTEND
from reviews.models import Attendance, Comment, Conference
from reviews.queries import conferences as queries
from reviews.queries import joint
from reviews.queries.guest_letters import SENT_ALONG, days_of, incoming, invitations_to
from reviews.services.conferences import runnable_conference

LONGEST = timedelta(days=366)


@transaction.atomic
def invite_above(
    *, conference_id: int, receiver_id: int, begins_on: date, ends_on: date, text: str, actor: Actor, at: datetime
) -> Envelope:
    """Ask an office above to send somebody; an earlier invitation to the same office is replaced. (HY-B.I.4.2-18)

    Whoever is sent reads the papers of this conference on these days. What a replaced invitation had opened closes.
    """
    conference = runnable_conference(conference_id, actor)
    if not can_handle_envelopes(actor):
        raise PermissionDenied
    if conference.state in joint.OVER:
        raise Refused("Hội nghị đã kết thúc nên không mời thêm được.")
    tenant = Tenant.objects.get(pk=conference.tenant_id)
    above = receivers(EnvelopeKind.INVITATION, tenant, queries.local_day(at))
    receiver = next((row for row in above if row.pk == receiver_id), None)
    if receiver is None:
        raise InvalidInput({"receiver": "Chọn cấp trên trong danh sách."})
    _check_days(conference, begins_on, ends_on)
    earlier = invitations_to(conference).filter(peer=receiver).exclude(state=EnvelopeState.SUPERSEDED).last()
    sent = send_envelope(
        kind=EnvelopeKind.INVITATION,
        receiver=receiver,
        title=f"Mời dự: {conference.title}"[:300],
        content={
            "year": conference.cycle.year,
            "conference": conference.pk,
            "title": conference.title,
            "starts_at": conference.starts_at.isoformat(),
            "location": conference.location,
            "begins_on": begins_on.isoformat(),
            "ends_on": ends_on.isoformat(),
            "text": text.strip(),
        },
        actor=actor,
        at=at,
        replaces=earlier.key if earlier else None,
    )
    if earlier is not None:
        _withdraw(conference, earlier, actor, at)
    return sent


def _check_days(conference: Conference, begins_on: date, ends_on: date) -> None:
    held_on = queries.local_day(conference.starts_at)
    if ends_on < max(begins_on, held_on):
        raise InvalidInput({"ends_on": f"Ngày kết thúc phải từ {max(begins_on, held_on):%d/%m/%Y} trở đi."})
    if ends_on - begins_on >= LONGEST:
        raise InvalidInput({"ends_on": "Thời gian mời không quá một năm."})


@transaction.atomic
def take_up(*, envelope_id: int, logins: Sequence[str], actor: Actor, at: datetime) -> Envelope:
    """The office above takes an invitation in and says who goes; their access over there opens by itself."""
    if not can_handle_envelopes(actor):
        raise PermissionDenied
    if not incoming(envelope_id).exists():
        raise NotVisible
    if not logins:
        raise InvalidInput({"logins": "Chọn ít nhất một người dự hội nghị."})
    guests.check_visitors(actor.tenant_id, logins, "logins")
    remarks = {SENT_ALONG: " ".join(sorted(set(logins)))}
    return settle_envelope(envelope_id=envelope_id, accepted=True, reason="", remarks=remarks, actor=actor, at=at)


def decline(*, envelope_id: int, reason: str, actor: Actor, at: datetime) -> Envelope:
    """Nobody can come: the invitation goes back with the reason, and nothing is opened."""
    if not can_handle_envelopes(actor):
        raise PermissionDenied
    if not incoming(envelope_id).exists():
        raise NotVisible
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do để nơi mời biết."})
    return settle_envelope(envelope_id=envelope_id, accepted=False, reason=reason.strip(), actor=actor, at=at)


def on_settlement(envelope: Envelope, at: datetime) -> None:
    """In the office that invited: an accepted invitation opens the access of those who come, and lists them."""
    conference = Conference.objects.filter(pk=envelope.content["conference"]).select_related("cycle").first()
    if envelope.state != EnvelopeState.RECEIVED or conference is None:
        return
    for account in guests.let_in(_visit(conference, envelope), envelope, None, at):
        name = _guest_name(account, envelope)
        if conference.state not in joint.OVER and not conference.attendances.filter(guest_name=name).exists():
            Attendance(
                tenant_id=conference.tenant_id, conference=conference, guest_name=name, account=account, is_member=False
            ).save()


def _withdraw(conference: Conference, envelope: Envelope, actor: Actor, at: datetime) -> None:
    closed = guests.shut_out(_visit(conference, envelope), envelope, actor, at)
    names = [_guest_name(account, envelope) for account in closed]
    spoke = Comment.objects.filter(guest__conference=conference).values("guest")
    for row in conference.attendances.filter(guest_name__in=names, is_present=None).exclude(pk__in=spoke):
        row.delete()


def _visit(conference: Conference, envelope: Envelope) -> Visit:
    begins_on, ends_on = days_of(envelope)
    logins = str(envelope.remarks.get(SENT_ALONG, "")).split()
    return Visit(ATTEND, conference, logins, begins_on, ends_on)


def _guest_name(account: Account, envelope: Envelope) -> str:
    return f"{account.full_name} ({envelope.peer.short_name})"[:120]
