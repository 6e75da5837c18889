"""Setting up the appraisal council of a year; its members appraise until the cycle closes. (SL-IV.1-1)"""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from guardian.shortcuts import assign_perm

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.models import Organization, Person
from orgchart.tenancy import create_all
from ratings import access
from ratings.models import AppraisalCouncil, CouncilMember
from reviews.models import Cycle, YearException
from reviews.services.cycles import locked_cycle
from reviews.states import CycleState


@transaction.atomic
def set_up_council(
    *,
    cycle_id: int,
    decision_number: str,
    decided_on: date,
    chair_id: int | None,
    member_ids: Collection[int],
    standing_office_id: int | None,
    actor: Actor,
    at: datetime,
) -> AppraisalCouncil:
    """Write down who was appointed; whoever left the council appraises no more from the next request on."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên không lập hoặc đổi hội đồng thẩm định.")
    people = Person.objects.filter(pk__in={*member_ids, chair_id or 0})
    members = {person.pk: person for person in people.select_related("account")}
    office = Organization.objects.filter(pk=standing_office_id or 0).first()
    gaps = _gaps(decision_number, chair_id in members, office is not None, len(members))
    if gaps or office is None:
        raise InvalidInput(gaps)
    council = AppraisalCouncil.objects.filter(cycle=cycle).first() or AppraisalCouncil(
        tenant_id=cycle.tenant_id, cycle=cycle
    )
    council.decision_number, council.decided_on = decision_number.strip()[:60], decided_on
    council.chair, council.standing_office = members[chair_id or 0], office
    council.save()
    CouncilMember.objects.filter(council=council).exclude(person__in=members).delete()
    known = set(CouncilMember.objects.filter(council=council).values_list("person", flat=True))
    create_all(CouncilMember, [
        CouncilMember(tenant_id=cycle.tenant_id, council=council, person=person)
        for pk, person in members.items() if pk not in known
    ])  # fmt: skip
    _let_in(cycle, [person for person in members.values() if person.account is not None])
    names = ", ".join(person.full_name for person in members.values())
    audit.record(
        actor=actor, action="set_up_council", target=council, at=at,
        summary=f"Lập hội đồng thẩm định năm {cycle.year} theo Quyết định số {council.decision_number}: {names}"[:300],
    )  # fmt: skip
    return council


def _gaps(number: str, has_chair: bool, has_office: bool, size: int) -> dict[str, str]:
    return {
        name: words
        for name, is_wrong, words in (
            ("decision_number", not number.strip(), "Ghi số quyết định thành lập."),
            ("chair", not has_chair, "Chọn chủ tịch hội đồng."),
            ("standing_office", not has_office, "Chọn bộ phận thường trực."),
            ("members", size < 2, "Chọn thêm thành viên: hội đồng có chủ tịch và ít nhất một thành viên khác."),
        )
        if is_wrong
    }


def _let_in(cycle: Cycle, people: Collection[Person]) -> None:
    accounts = {person.account for person in people if person.account is not None}
    rows = YearException.objects.filter(content_object=cycle, permission__codename=access.APPRAISE_YEAR)
    rows.exclude(user__in=accounts).delete()
    for account in accounts:
        assign_perm(access.APPRAISE_YEAR, account, cycle)
