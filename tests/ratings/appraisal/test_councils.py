"""The appraisal council of a year, and inspection teams: who sees and appraises what, and until when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import Account
from orgchart.services import roles
from orgchart.tenancy import scope
from ratings import access
from ratings.models import AppraisalCouncil, RatingCase
from ratings.services import appraisal, councils
from ratings.services.appraisal import Appraisal
from reviews.models import Cycle
from tests.factories.orgchart import NOON, OrganizationFactory, PersonFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory

TODAY = NOON.date()


@pytest.fixture
def year(db: None) -> Any:
    """A running year with one case, its scope open."""
    row = CycleFactory(state="running")
    with scope(tenant=row.tenant_id):
        yield row


def member(year: Cycle) -> Actor:
    """Somebody with an account and without a role."""
    return actor_for(year.tenant, person=PersonFactory(tenant=year.tenant))


def appoint(year: Cycle, *actors: Actor, **fields: Any) -> AppraisalCouncil:
    office = OrganizationFactory(tenant=year.tenant, name="Phòng Tổng hợp – Hành chính")
    given = {
        "decision_number": "15/QĐ-BDT", "decided_on": date(2024, 11, 20), "chair_id": actors[0].person_id,
        "member_ids": [actor.person_id for actor in actors], "standing_office_id": office.pk,
        "actor": actor_for(year.tenant, Role.OFFICE), "at": NOON,
    } | fields  # fmt: skip
    return councils.set_up_council(cycle_id=year.pk, **given)


def again(actor: Actor) -> Actor:
    """The same account at its next request."""
    return load_actor(actor.account, actor.tenant_id, on=TODAY)


def case_of(year: Cycle, **fields: Any) -> RatingCase:
    subject = SubjectFactory(tenant=year.tenant, cycle=year, **fields)
    return RatingCaseFactory(subject=subject, state="self_rated", self_level="HTT")


@pytest.mark.clause("SL-IV.1-1")
def test_members_of_the_council_appraise_until_the_cycle_closes(client, year):
    chair, other, stranger = member(year), member(year), member(year)
    case = case_of(year)

    council = appoint(year, chair, other)

    assert str(council.standing_office) == "Phòng Tổng hợp – Hành chính"
    assert (council.decision_number, council.chair_id, council.members.count()) == ("15/QĐ-BDT", chair.person_id, 2)
    assert access.can_appraise(again(other), year)
    assert not access.can_appraise(again(stranger), year)
    client.force_login(other.account)
    address = reverse("ratings:appraise", args=[year.tenant.slug, year.year, case.pk])
    assert client.get(address).status_code == 200
    year.state = "closed"
    year.save()
    assert not access.can_appraise(again(other), year)
    assert client.get(address).status_code == 404


def test_council_comes_no_further_than_the_cases_of_its_year(client, year):
    chair, other = member(year), member(year)
    appoint(year, chair, other)
    client.force_login(other.account)

    codes = {
        name: client.get(reverse(f"ratings:{name}", args=[year.tenant.slug, year.year])).status_code
        for name in ("cases", "summary", "board_list", "complaint_list", "council")
    }

    assert codes == {"cases": 200, "summary": 200, "board_list": 404, "complaint_list": 404, "council": 404}


def test_council_does_not_appraise_in_another_year_nor_the_own_case(year):
    chair, other = member(year), member(year)
    appoint(year, chair, other)
    earlier = CycleFactory(tenant=year.tenant, year=year.year - 1, state="running")
    sheet = Appraisal(degrees={}, proposed_level="HTT")

    assert not access.can_appraise(again(other), earlier)
    for case in (case_of(earlier), case_of(year, person_id=other.person_id)):
        with pytest.raises(PermissionDenied):
            appraisal.appraise_case(case_id=case.pk, appraisal=sheet, version=0, actor=again(other), at=NOON)


def test_whoever_leaves_the_council_appraises_no_more(year):
    chair, other, new = member(year), member(year), member(year)
    appoint(year, chair, other)

    appoint(year, chair, new)

    assert not access.can_appraise(again(other), year)
    assert access.can_appraise(again(new), year)
    assert AppraisalCouncil.objects.count() == 1


def test_council_needs_its_decision_chair_office_and_people(year):
    chair = member(year)

    with pytest.raises(InvalidInput) as refusal:
        appoint(year, chair, decision_number=" ", chair_id=None, member_ids=[], standing_office_id=None)

    assert set(refusal.value.errors) == {"decision_number", "chair", "standing_office", "members"}


def test_council_of_a_finished_year_stays_and_members_appoint_nobody(year):
    chair, other = member(year), member(year)

    with pytest.raises(PermissionDenied):
        appoint(year, chair, other, actor=again(other))
    year.state = "closed"
    year.save()
    with pytest.raises(Refused, match="đã kết thúc"):
        appoint(year, chair, other)


def test_page_sets_the_council_up_and_keeps_what_was_typed(client, year):
    office = actor_for(year.tenant, Role.OFFICE)
    client.force_login(office.account)
    address = reverse("ratings:council", args=[year.tenant.slug, year.year])

    refused = client.post(address, {"decision_number": "15/QĐ-BDT", "decided_on": "20/11/2024"})

    assert refused.status_code == 422
    assert "15/QĐ-BDT" in refused.content.decode()
    assert "Chọn chủ tịch hội đồng." in refused.content.decode()


def inspector(year: Cycle, starts_on: date, ends_on: date) -> Account:
    account = actor_for(year.tenant).account
    asked = {"permission": "inspect_year", "object_id": year.pk, "account_id": account.pk}
    office = actor_for(year.tenant, Role.OFFICE)
    roles.entrust(**asked, starts_on=starts_on, ends_on=ends_on, actor=office, at=NOON)
    return account


@pytest.mark.parametrize(("first", "last", "expected"), [(-2, 2, True), (1, 5, False), (-9, -1, False)])
def test_inspection_team_reads_a_finished_year_while_its_warrant_lasts(year, first, last, expected):
    year.state = "closed"
    year.save()

    account = inspector(year, TODAY + timedelta(days=first), TODAY + timedelta(days=last))

    actor = load_actor(account, year.tenant_id, on=TODAY)
    assert access.can_see_cases(actor, year) is expected
    assert not access.can_appraise(actor, year)
    assert not access.can_see_ratings(actor)


def test_inspection_team_sees_nothing_of_a_year_that_is_not_over(year):
    year.state = "closed"
    year.save()
    actor = load_actor(inspector(year, TODAY, TODAY), year.tenant_id, on=TODAY)
    running = CycleFactory(tenant=year.tenant, year=year.year + 1, state="running")

    assert access.can_see_cases(actor, year)
    assert not access.can_see_cases(actor, running)
    year.state = "running"
    assert not access.can_see_cases(actor, year)
