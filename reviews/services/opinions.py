"""Asking participants for their opinion (Mẫu 03), and taking down what they answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Organization
from reviews import access, opinion_rules, registry
from reviews.models import Degree, OpinionRequest, OpinionSource, Subject
from reviews.queries import opinions as queries
from reviews.queries import set_of
from reviews.services import opinion_letters, saving
from reviews.services.cycles import locked_cycle
from reviews.services.transitions import local_day
from reviews.states import OPINION_MOVES, CycleState, OpinionState


@transaction.atomic
def request_opinion(
    *,
    subject_id: int,
    participant: str,
    due_on: date,
    actor: Actor,
    at: datetime,
    criteria: Sequence[str] = (),
    question: str = "",
    organization_id: int | None = None,
    receiver_id: int | None = None,
) -> OpinionRequest:
    """Prepare a request to one body about one subject, limited to the criteria that it may judge.

    (HY-B.II.1.6-3 to HY-B.II.1.6-8, CC-IIIb.1-4, SL-IV.1-3)
    """
    if not access.can_ask_opinions(actor):
        raise PermissionDenied
    subject = _subject(subject_id)
    request = OpinionRequest(
        tenant_id=subject.tenant_id,
        cycle=subject.cycle,
        subject=subject,
        subject_name=subject.name,
        participant=saving.cleaned("participant", participant, 200).strip(),
        form_label=opinion_rules.form_label(set_of(subject.cycle), subject)[:60],
        question=saving.cleaned("question", question),
        criteria=_criteria(subject, criteria),
        due_on=due_on,
    )
    _address(request, organization_id, receiver_id, local_day(at))
    if due_on < local_day(at):
        raise InvalidInput({"due_on": "Hạn trả lời phải từ hôm nay trở đi."})
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise InvalidInput({"participant": f"{request.participant} đã được hỏi về {subject.name}."}) from None
    _record(actor, "request_opinion", request, at, f"Chuẩn bị lấy ý kiến {request.participant} về {subject.name}")
    return request


def _subject(subject_id: int) -> Subject:
    related = ("cycle", "collective", "organization")
    subject = Subject.objects.select_related(*related).filter(pk=subject_id).first()
    if subject is None:
        raise NotVisible
    cycle = locked_cycle(subject.cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không lấy ý kiến nữa.")
    return subject


def _criteria(subject: Subject, wanted: Sequence[str]) -> list[dict[str, Any]]:
    """The criteria to ask about; where the set limits participants to their own field, some have to be chosen."""
    rules = set_of(subject.cycle)
    known = opinion_rules.criteria(rules, subject)
    chosen = [one for one in known if one.code in set(wanted)]
    if not chosen and opinion_rules.only_own_criteria(rules):
        raise InvalidInput({"criteria": "Chọn những tiêu chí thuộc chức năng, nhiệm vụ của cơ quan được hỏi."})
    words = opinion_rules.degree_words(rules, subject)
    own = {"degrees": words} if words else {}
    return [{"code": one.code, "title": one.title, **own} for one in chosen or known]


def _address(request: OpinionRequest, organization_id: int | None, receiver_id: int | None, day: date) -> None:
    if organization_id is not None and receiver_id is not None:
        raise InvalidInput({"receiver": "Chọn một cách trả lời: cơ quan trong đơn vị, hoặc đơn vị khác."})
    if organization_id is not None:
        request.organization = Organization.objects.filter(pk=organization_id).first()
    if receiver_id is not None:
        tenants = queries.tenants_to_ask(request.cycle.tenant, day)
        request.receiver = next((one for one in tenants if one.pk == receiver_id), None)
        if request.receiver is None:
            raise InvalidInput({"receiver": "Chọn một đơn vị có quan hệ trong danh sách."})
    body = request.organization or request.receiver
    request.participant = request.participant or (body.name[:200] if body else "")
    if not request.participant:
        raise InvalidInput({"participant": "Ghi tên cơ quan, tổ chức được lấy ý kiến."})


@transaction.atomic
def send_request(*, request_id: int, actor: Actor, at: datetime, number: str = "") -> OpinionRequest:
    """Send it; only once the appraisal of the self-rating is on record. (HY-B.II.1.6-3)"""
    request = _locked(request_id)
    if not access.can_ask_opinions(actor):
        raise PermissionDenied if access.can_see_opinions(actor) else NotVisible
    _check_move(request, "send")
    hindrance = registry.hindrance_of_opinions(request.subject) if request.subject else ""
    if hindrance:
        raise Refused(hindrance, clauses=("HY-B.II.1.6-3",))
    request.number, request.sent_at, request.state = (
        saving.cleaned("number", number, 60), at, OPINION_MOVES["send"].target,
    )  # fmt: skip
    request.sent_key = opinion_letters.send_out(request, actor, at)
    request.save(update_fields=["number", "sent_at", "state", "sent_key"])
    _record(actor, "send_request", request, at, f"Gửi lấy ý kiến {request.participant} về {request.subject_name}")
    return request


@transaction.atomic
def answer_request(
    *,
    request_id: int,
    strengths: str,
    shortcomings: str,
    degree: str,
    degrees: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> OpinionRequest:
    """Take down an opinion: only on what was asked, with exactly one degree for each and for the whole.

    Whoever types in what came on paper is named in the record with the body that said it; after the return date,
    by the clock of the office, it is marked late and kept. (HY-M03-3 to HY-M03-6, HY-B.II.1.6-5)
    """
    request = _locked(request_id)
    today = local_day(at)
    if not queries.can_answer(actor, request, today):
        raise PermissionDenied if access.can_see_opinions(actor) else NotVisible
    _check_move(request, "answer")
    own = request.organization_id in queries.headed(actor, today) or request.envelope_id is not None
    fill_in(request, strengths=strengths, shortcomings=shortcomings, degree=degree, degrees=degrees)
    request.state, request.answered_at = OPINION_MOVES["answer"].target, at
    request.is_late = today > request.due_on
    request.source = OpinionSource.BROWSER if own else OpinionSource.PAPER
    request.save()
    behalf = "" if own else request.participant
    summary = f"Ghi ý kiến của {request.participant} về {request.subject_name}"
    _record(actor, "answer_request", request, at, summary, behalf)
    opinion_letters.send_back(request, actor, at)
    return request


def fill_in(
    request: OpinionRequest, *, strengths: str, shortcomings: str, degree: str, degrees: Mapping[str, str]
) -> None:
    """Put an answer into a request, or refuse it field by field; what was not asked is not taken."""
    codes = [str(one["code"]) for one in request.criteria]
    errors = {}
    request.strengths = saving.cleaned("strengths", strengths).strip()
    request.shortcomings = saving.cleaned("shortcomings", shortcomings).strip()
    if not request.strengths:
        errors["strengths"] = "Ghi ưu điểm."
    if not request.shortcomings:
        errors["shortcomings"] = "Ghi hạn chế, khuyết điểm; không có thì ghi “không”."
    if degree not in Degree.values:
        errors["degree"] = "Chọn một trong bốn cấp độ thực hiện."
    if others := sorted(set(degrees) - set(codes)):
        raise Refused(
            f"Cơ quan này chỉ được hỏi về các tiêu chí {', '.join(codes)}; không nhận ý kiến về {', '.join(others)}.",
            clauses=("HY-B.II.1.6-5",),
        )
    for code in codes:
        if degrees.get(code, "") not in Degree.values:
            errors[f"degree_{code}"] = "Chọn một trong bốn cấp độ của tiêu chí này."
    if errors:
        raise InvalidInput(errors)
    request.degree, request.degrees = degree, {code: degrees[code] for code in codes}


def _locked(request_id: int) -> OpinionRequest:
    rows = OpinionRequest.objects.select_for_update(of=("self",)).select_related(
        "cycle__tenant", "subject", "receiver", "envelope"
    )
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise NotVisible
    return request


def _check_move(request: OpinionRequest, name: str) -> None:
    move = OPINION_MOVES[name]
    if request.state not in move.sources:
        needed = " hoặc ".join(f"“{OpinionState(state).label}”" for state in sorted(move.sources))
        raise Refused(
            f"Không thực hiện được “{move.label}”: phiếu đang ở bước “{request.get_state_display()}”, "
            f"việc này chỉ làm được ở bước {needed}."
        )


def _record(
    actor: Actor, action: str, request: OpinionRequest, at: datetime, summary: str, on_behalf_of: str = ""
) -> None:
    audit.record(actor=actor, action=action, target=request, at=at, summary=summary, on_behalf_of=on_behalf_of)
