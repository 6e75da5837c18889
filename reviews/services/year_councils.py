"""Councils of a year: appointed, met, and what they decided about each initiative. (SL-III.1-4)"""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Person
from orgchart.tenancy import create_all
from reviews import access
from reviews.models import Initiative, Product, YearCouncil, YearCouncilKind, YearCouncilMember
from reviews.queries import year_councils as queries
from reviews.services import saving
from reviews.services.cycles import locked_cycle
from reviews.services.transitions import local_day
from reviews.states import CycleState

CLAUSES = ("SL-III.1-4",)


@transaction.atomic
def appoint_council(
    *,
    cycle_id: int,
    kind: str,
    decision_number: str,
    decided_on: date,
    chair_id: int | None,
    member_ids: Collection[int],
    actor: Actor,
    at: datetime,
) -> YearCouncil:
    """Write down who was appointed, or who came and went until the council has met."""
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không lập hoặc đổi hội đồng.")
    people = {row.pk: row for row in Person.objects.filter(pk__in={*member_ids, chair_id or 0})}
    number = saving.cleaned("decision_number", decision_number, 60).strip()
    _refuse_gaps(kind, number, chair_id, people)
    council = YearCouncil.objects.filter(cycle=cycle, kind=kind).first()
    if council is not None and council.met_on is not None:
        raise Refused("Hội đồng đã họp nên thành phần giữ nguyên.", clauses=CLAUSES)
    council = council or YearCouncil(tenant_id=cycle.tenant_id, cycle=cycle, kind=kind)
    council.decision_number, council.decided_on, council.chair = number, decided_on, people[chair_id or 0]
    council.save()
    council.members.exclude(person__in=list(people)).delete()
    known = set(council.members.values_list("person", flat=True))
    create_all(
        YearCouncilMember,
        [
            YearCouncilMember(tenant_id=cycle.tenant_id, council=council, person=person)
            for pk, person in people.items()
            if pk not in known
        ],
    )
    _record(actor, "appoint_year_council", council, at, f"Lập {council}: {', '.join(map(str, people.values()))}")
    return council


def _refuse_gaps(kind: str, number: str, chair_id: int | None, people: dict[int, Person]) -> None:
    errors: dict[str, str] = {}
    if kind not in YearCouncilKind.values:
        errors["kind"] = "Chọn loại hội đồng."
    if not number:
        errors["decision_number"] = "Ghi số quyết định thành lập."
    if chair_id not in people:
        errors["chair"] = "Chọn chủ tịch hội đồng."
    if len(people) < 2:
        errors["members"] = "Chọn thêm thành viên: hội đồng có chủ tịch và ít nhất một thành viên khác."
    if errors:
        raise InvalidInput(errors)


@transaction.atomic
def put_initiative(*, council_id: int, person_id: int | None, title: str, actor: Actor, at: datetime) -> Initiative:
    """Put an initiative of a person on the list of the council, until it has met."""
    council = _locked(council_id, actor)
    if council.kind != YearCouncilKind.INITIATIVES:
        raise Refused("Chỉ hội đồng xét duyệt sáng kiến xét sáng kiến.")
    _refuse_met(council)
    cleaned = saving.cleaned("title", title, 300).strip()
    person = Person.objects.filter(pk=person_id or 0).first()
    errors = {} if cleaned else {"title": "Ghi tên sáng kiến."}
    if person is None:
        errors["person"] = "Chọn tác giả sáng kiến."
    if errors or person is None:
        raise InvalidInput(errors)
    row = Initiative(tenant_id=council.tenant_id, council=council, person=person, title=cleaned)
    row.save()
    _record(actor, "put_initiative", council, at, f"Đưa sáng kiến ra hội đồng: {row.title} ({person.full_name})")
    return row


@transaction.atomic
def record_meeting(
    *,
    council_id: int,
    met_on: date,
    result: str,
    verdicts: dict[int, tuple[bool | None, str]],
    actor: Actor,
    at: datetime,
) -> YearCouncil:
    """The council has met: its result, and for each initiative whether it is approved, with the reason where not.

    Approved ones appear as products on the sheet of their authors. (SL-III.1-4)
    """
    council = _locked(council_id, actor)
    _refuse_met(council)
    council.met_on, council.result = met_on, saving.cleaned("result", result).strip()
    errors: dict[str, str] = {}
    if not council.result:
        errors["result"] = "Ghi kết quả họp hội đồng."
    if met_on > local_day(at):
        errors["met_on"] = "Kết quả chỉ ghi sau khi hội đồng đã họp."
    for row in council.initiatives.select_related("person").order_by("pk"):
        approved, note = verdicts.get(row.pk, (None, ""))
        row.note = saving.cleaned(f"note_{row.pk}", note, 300).strip()
        if approved is None:
            errors[f"approved_{row.pk}"] = "Ghi công nhận hay không công nhận."
        elif not approved and not row.note:
            errors[f"note_{row.pk}"] = "Không công nhận thì ghi lý do."
        elif not errors:
            _settle(council, row, actor, at, approved=approved)
    if errors:
        raise InvalidInput(errors)
    council.save()
    words = f"{council.get_kind_display()} họp ngày {met_on:%d/%m/%Y}{' (muộn)' if queries.is_late(council) else ''}"
    _record(actor, "record_council_meeting", council, at, words)
    return council


def _settle(council: YearCouncil, row: Initiative, actor: Actor, at: datetime, *, approved: bool) -> None:
    row.approved = approved
    if approved and council.met_on is not None:
        product = Product(
            tenant_id=row.tenant_id, year=council.cycle.year, person=row.person, title=row.title,
            made_on=council.met_on, added_at=at, added_by=actor.account,
            recognition=f"{council.get_kind_display()} công nhận ngày {council.met_on:%d/%m/%Y}",
        )  # fmt: skip
        product.save()
        row.product = product
    row.save()


def _refuse_met(council: YearCouncil) -> None:
    if council.met_on is not None:
        raise Refused(f"Hội đồng đã họp ngày {council.met_on:%d/%m/%Y}; kết quả đã ghi giữ nguyên.", clauses=CLAUSES)


def _locked(council_id: int, actor: Actor) -> YearCouncil:
    rows = YearCouncil.objects.select_for_update(of=("self",)).select_related("cycle")
    council = rows.filter(pk=council_id).first()
    if council is None or not actor.oversees:
        raise NotVisible
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    if council.cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên hội đồng chỉ còn để xem.")
    return council


def _record(actor: Actor, action: str, council: YearCouncil, at: datetime, words: str) -> None:
    audit.record(actor=actor, action=action, target=council, at=at, summary=words[:300])
