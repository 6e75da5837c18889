"""Suggestions between tenants: a letter goes down sealed, and is matched there to its subject by a person."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor, can_handle_envelopes
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Envelope
from orgchart.services.envelopes import send_envelope, settle_envelope
from orgchart.tenancy import create_all
from reviews import access
from reviews.models import Cycle, Subject, Suggestion, SuggestionPoint
from reviews.states import SUGGESTION_MOVES, CycleState, ReviewState, SuggestionState


def send_down(suggestion: Suggestion, actor: Actor, at: datetime) -> None:
    """Hand the letter to the tenant in which its subject is reviewed."""
    subject = suggestion.subject
    if suggestion.receiver is None:
        return
    send_envelope(
        kind=EnvelopeKind.SUGGESTION,
        receiver=suggestion.receiver,
        title=f"Gợi ý kiểm điểm năm {suggestion.cycle.year}: {suggestion.subject_name}",
        content={
            "year": suggestion.cycle.year,
            "name": suggestion.subject_name,
            "position": subject.position if subject else "",
            "issuer": suggestion.issuer,
            "number": suggestion.number,
            "is_central": suggestion.is_central,
            "points": [point.text for point in suggestion.points.order_by("position")],
        },
        actor=actor,
        at=at,
    )


def on_arrival(envelope: Envelope, at: datetime) -> None:
    """A letter from above becomes one that waits to be matched; without a cycle there is nothing to put it into."""
    content = envelope.content
    cycle = Cycle.objects.filter(year=content["year"]).exclude(state=CycleState.CLOSED).first()
    if cycle is None:
        raise Refused(
            f"{envelope.tenant.name} chưa có đợt kiểm điểm năm {content['year']} đang mở, chưa gửi được gợi ý. "
            "Đề nghị đơn vị lập đợt kiểm điểm rồi gửi lại."
        )
    suggestion = Suggestion(
        tenant_id=envelope.tenant_id,
        cycle=cycle,
        envelope=envelope,
        subject_name=str(content["name"])[:200],
        issuer=str(content["issuer"])[:200],
        number=str(content["number"])[:60],
        is_central=bool(content["is_central"]),
        state=SuggestionState.ARRIVED,
    )
    suggestion.save()
    create_all(
        SuggestionPoint,
        [
            SuggestionPoint(tenant_id=envelope.tenant_id, suggestion=suggestion, position=position, text=str(text))
            for position, text in enumerate(content["points"], start=1)
        ],
    )


@transaction.atomic
def match_suggestion(*, suggestion_id: int, subject_id: int | None, actor: Actor, at: datetime) -> Suggestion:
    """Say who is meant by a letter from above; it is taken in, and from now on has to be answered."""
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("cycle")
    suggestion = rows.filter(pk=suggestion_id).first()
    if suggestion is None or not access.can_see_suggestions(actor):
        raise NotVisible
    if not can_handle_envelopes(actor):
        raise PermissionDenied
    if suggestion.state not in SUGGESTION_MOVES["match"].sources:
        raise Refused(f"Văn bản gợi ý này đã được tiếp nhận hoặc không do cấp trên gửi ({suggestion.state}).")
    subject = Subject.objects.filter(pk=subject_id or 0, cycle=suggestion.cycle).select_related("review").first()
    if subject is None:
        raise InvalidInput({"subject": "Chọn tập thể, cá nhân được gợi ý."})
    review = getattr(subject, "review", None)
    if review is None or review.state in {ReviewState.FINAL, ReviewState.CONFIRMED}:
        raise Refused(f"{subject.name} không còn bản kiểm điểm đang viết nên không giải trình được. Hãy báo cấp trên.")
    suggestion.subject, suggestion.sent_at = subject, at
    before, suggestion.state = suggestion.state, SUGGESTION_MOVES["match"].target
    suggestion.save(update_fields=["subject", "sent_at", "state"])
    audit.record(
        actor=actor,
        action="match_suggestion",
        target=suggestion,
        at=at,
        summary=f"Tiếp nhận gợi ý của cấp trên cho {subject.name}",
        changes={"state": [before, suggestion.state], "subject": subject.pk},
    )
    if suggestion.envelope_id is not None:
        settle_envelope(envelope_id=suggestion.envelope_id, accepted=True, reason="", actor=actor, at=at)
    return suggestion
