"""What the rules leave to the authorised body: each decision with who, when and why, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Collective
from reviews import access, places, queries
from reviews.models import Cycle, OpenCase, OpenCaseKind, Subject
from reviews.queries.chart import Chart, chart_on
from reviews.queries.scope import equal_posts
from reviews.services.cycles import locked_cycle
from reviews.services.subjects import update_after_decision
from reviews.states import CycleState


@dataclass(frozen=True)
class Ruling:
    """Who decided, under which number and date, and why."""

    body_name: str
    decided_on: date
    reason: str
    decision_number: str = ""


@transaction.atomic
def decide_case(
    *,
    case_id: int,
    ruling: Ruling,
    actor: Actor,
    at: datetime,
    post_id: int | None = None,
    collective_id: int | None = None,
    audience: str = "",
) -> OpenCase:
    """Record the choice of the authorised body and bring the lines that it concerns up to it. (CC-II.2.2-9, CC-III.3-8)

    A decision can be replaced by a later one until the conference has spoken.
    """
    if not access.can_decide_scope(actor):
        raise PermissionDenied
    case = OpenCase.objects.select_for_update(of=("self",)).select_related("cycle__tenant").filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    cycle = _open_cycle(case.cycle_id)
    _choose(case, post_id, collective_id, audience)
    return _decide(cycle, case, ruling, actor, at)


def _choose(case: OpenCase, post_id: int | None, collective_id: int | None, audience: str) -> None:
    if case.kind == OpenCaseKind.EQUAL_POSTS:
        if post_id not in {post.pk for post in equal_posts(case)}:
            raise InvalidInput({"post": "Chọn một trong các chức vụ tương đương của đồng chí này."})
        case.post_id = post_id
    elif case.kind == OpenCaseKind.AUDIENCE:
        if audience not in places.ONE_HEAD.values():
            raise InvalidInput({"audience": "Chọn hội nghị cán bộ chủ chốt hoặc toàn thể cán bộ."})
        case.audience = audience
    elif case.kind == OpenCaseKind.NO_PLACE:
        case.collective = _body(collective_id)


def _body(collective_id: int | None) -> Collective:
    found = Collective.objects.filter(pk=collective_id, valid_to=None).first() if collective_id else None
    if found is None:
        raise InvalidInput({"collective": "Chọn một tập thể lãnh đạo, quản lý đang hoạt động."})
    return found


@transaction.atomic
def request_place(
    *, subject_id: int, collective_id: int | None, ruling: Ruling, actor: Actor, at: datetime
) -> OpenCase:
    """A further place on request of the standing committee, for holders of so many leading posts. (HY-B.I.2.2-10)

    Refused where the set asks for a report from the concurrent post instead. (CC-II.2.2-6)
    """
    if not access.can_decide_scope(actor):
        raise PermissionDenied
    rows = Subject.objects.select_related("cycle__tenant").filter(pk=subject_id, person__isnull=False)
    subject = rows.first()
    if subject is None or subject.person_id is None:
        raise NotVisible
    cycle = _open_cycle(subject.cycle_id)
    body, chart = _body(collective_id), chart_on(cycle.rating_date)
    _check_request(cycle, subject.person_id, body, chart)
    case = OpenCase(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        kind=OpenCaseKind.EXTRA_PLACE,
        person_id=subject.person_id,
        collective=body,
        clauses=" ".join(queries.scope_rules_of(cycle).cite("place.multiPost.mode"))[:200],
    )
    return _decide(cycle, case, ruling, actor, at)


def _check_request(cycle: Cycle, person_id: int, body: Collective, chart: Chart) -> None:
    rules, holdings = queries.scope_rules_of(cycle), chart.holdings_of(person_id)
    reported = set(places.reported_posts(holdings, None, rules))
    at_body = {held.post_id for held in holdings if held.body and held.body.collective_id == body.pk}
    if reported & at_body:
        raise Refused(
            f"Chức vụ kiêm nhiệm không chuyên trách tại {body.name} không kiểm điểm ở đó; đồng chí báo cáo kết quả "
            "nhiệm vụ kiêm nhiệm với nơi đó và nơi công tác chính.",
            clauses=rules.cite("place.concurrentNotFullTime"),
        )
    if not places.may_request_place(holdings, rules):
        raise Refused(
            f"Chỉ yêu cầu kiểm điểm thêm đối với người giữ từ {rules.further_posts_from:02} chức vụ lãnh đạo, quản lý, "
            "nơi quy định cho phép yêu cầu.",
            clauses=rules.cite("place.multiPost.mode"),
        )
    if OpenCase.objects.filter(
        cycle=cycle, kind=OpenCaseKind.EXTRA_PLACE, person_id=person_id, collective=body
    ).exists():
        raise InvalidInput({"collective": f"Đã có yêu cầu kiểm điểm thêm tại {body.name}."})


@transaction.atomic
def add_body(*, cycle_id: int, collective_id: int | None, ruling: Ruling, actor: Actor, at: datetime) -> OpenCase:
    """Put a further collective that the committee manages on the list, without a new set. (HY-B.I.1.1b-2)"""
    if not access.can_decide_scope(actor):
        raise PermissionDenied
    cycle, body = _open_cycle(cycle_id), _body(collective_id)
    if Subject.objects.filter(cycle=cycle, collective=body, is_reviewed=True).exists():
        raise InvalidInput({"collective": f"{body.name} đã có trong danh sách của đợt."})
    rules = queries.scope_rules_of(cycle)
    excluded = rules.excluded_row(body.kind)
    if excluded is not None:
        raise Refused(
            f"Quy định không giao kiểm điểm đối với “{excluded.title}” nên không bổ sung được.",
            clauses=excluded.source.clauses,
        )
    case = OpenCase(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        kind=OpenCaseKind.EXTRA_BODY,
        collective=body,
        clauses=" ".join(rules.cite("scope.managed-body"))[:200],
    )
    return _decide(cycle, case, ruling, actor, at)


def _decide(cycle: Cycle, case: OpenCase, ruling: Ruling, actor: Actor, at: datetime) -> OpenCase:
    body_name, reason = ruling.body_name.strip(), ruling.reason.strip()
    errors = {
        name: words
        for name, value, words in (
            ("body_name", body_name, "Ghi rõ nơi quyết định, ví dụ Ban Thường vụ Đảng ủy."),
            ("reason", reason, "Ghi lý do quyết định."),
        )
        if not value
    }
    if errors:
        raise InvalidInput(errors)
    case.body_name, case.reason, case.decision_number = body_name, reason, ruling.decision_number.strip()
    case.decided_on, case.decided_at, case.decided_by = ruling.decided_on, at, actor.account
    case.save()
    update_after_decision(cycle, case, at)
    audit.record(
        actor=actor,
        action="decide_open_case",
        target=case,
        at=at,
        summary=f"Quyết định: {case}",
        on_behalf_of=body_name,
        changes={"reason": reason, "number": case.decision_number, "post": case.post_id, "audience": case.audience},
    )
    return case


def _open_cycle(cycle_id: int) -> Cycle:
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không quyết định thêm. Việc mới thuộc đợt của năm sau.")
    return cycle
