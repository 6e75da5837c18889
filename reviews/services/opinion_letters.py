"""Requests for opinions between tenants: out with the criteria asked, back with the answer."""

import uuid
from datetime import date, datetime

from orgchart import audit
from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import Refused
from orgchart.models import Envelope
from orgchart.services.envelopes import send_envelope
from reviews.models import Cycle, OpinionRequest, OpinionSource
from reviews.services.transitions import local_day
from reviews.states import OPINION_MOVES, CycleState, OpinionState


def send_out(request: OpinionRequest, actor: Actor, at: datetime) -> uuid.UUID | None:
    """Hand the request to the tenant that is asked; the key tells its reply from others."""
    if request.receiver is None:
        return None
    content = {
        "year": request.cycle.year,
        "subject": request.subject_name,
        "participant": request.participant,
        "form_label": request.form_label,
        "number": request.number,
        "question": request.question,
        "criteria": request.criteria,
        "due_on": request.due_on.isoformat(),
    }
    title = f"Xin ý kiến đánh giá, xếp loại năm {request.cycle.year}: {request.subject_name}"
    sent = send_envelope(
        kind=EnvelopeKind.OPINION_REQUEST, receiver=request.receiver, title=title, content=content, actor=actor, at=at
    )
    return sent.key


def on_request_arrival(envelope: Envelope, at: datetime) -> None:
    """Somebody asks this tenant: the request waits to be answered like one of its own."""
    content = envelope.content
    cycle = Cycle.objects.filter(year=content["year"]).exclude(state=CycleState.CLOSED).first()
    if cycle is None:
        raise Refused(f"{envelope.tenant.name} chưa có đợt kiểm điểm năm {content['year']} đang mở, chưa gửi được.")
    OpinionRequest(
        tenant_id=envelope.tenant_id,
        cycle=cycle,
        envelope=envelope,
        subject_name=str(content["subject"])[:200],
        participant=str(content["participant"])[:200],
        form_label=str(content["form_label"])[:60],
        number=str(content["number"])[:60],
        question=str(content["question"]),
        criteria=content["criteria"],
        due_on=date.fromisoformat(content["due_on"]),
        state=OpinionState.SENT,
        sent_at=at,
    ).save()


def send_back(request: OpinionRequest, actor: Actor, at: datetime) -> None:
    """The answer goes to the tenant that asked."""
    if request.envelope is None:
        return
    send_envelope(
        kind=EnvelopeKind.OPINION,
        receiver=request.envelope.peer,
        title=f"Ý kiến của {request.participant} về {request.subject_name}",
        content={
            "request": str(request.envelope.key),
            "strengths": request.strengths,
            "shortcomings": request.shortcomings,
            "degree": request.degree,
            "degrees": request.degrees,
        },
        actor=actor,
        at=at,
        reply_to=request.envelope.key,
    )


def on_reply_arrival(envelope: Envelope, at: datetime) -> None:
    """An opinion arrives: it fills the request that it answers, once."""
    rows = OpinionRequest.objects.select_for_update(of=("self",)).filter(sent_key=envelope.content["request"])
    request = rows.filter(receiver=envelope.peer).first()
    if request is None or request.state != OpinionState.SENT:
        raise Refused("Phiếu lấy ý kiến này không còn chờ trả lời.")
    content = envelope.content
    codes = {str(one["code"]) for one in request.criteria}
    request.strengths, request.shortcomings = str(content["strengths"]), str(content["shortcomings"])
    request.degree = str(content["degree"])
    request.degrees = {code: degree for code, degree in content["degrees"].items() if code in codes}
    request.state, request.answered_at = OPINION_MOVES["answer"].target, at
    request.is_late = local_day(at) > request.due_on
    request.source = OpinionSource.ENVELOPE
    request.save()
    summary = f"Nhận ý kiến của {request.participant} về {request.subject_name}"
    audit.record(actor=None, action="receive_opinion", target=request, at=at, summary=summary)
