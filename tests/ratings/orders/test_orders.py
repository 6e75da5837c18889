"""An order to rate again: it comes down, the office annuls, dependants are flagged, an answer goes up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.tenancy import scope
from ratings.models import InspectionFinding, RatingCase, RatingFlag, Reconsideration
from ratings.queries.orders import cases_to_annul, named_in
from ratings.services.decisions import Signer
from ratings.services.orders import Demand, carry_out_order, order_rating_again
from ratings.services.reconsiderations import Annulment
from tests.factories.orgchart import NOON, actor_for
from tests.ratings.conftest import MEETING_DAY
from tests.ratings.orders.test_inspections_below import find

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=60)
DUE = (LATER + timedelta(days=10)).date()
ANNULMENT = Annulment(
    annulled_on=MEETING_DAY, signer=Signer("Ma Đình Quang", "Bí thư"), conclusion="Theo yêu cầu của cấp trên"
)


def order(district, finding, **more):
    with scope(tenant=district.tenant.pk):
        return order_rating_again(
            finding_id=finding.pk, demand=Demand(due_on=DUE, **more), actor=district.office, at=LATER
        )


def carry_out(town, letter, subjects=None, actor=None):
    with scope(tenant=town.tenant.pk):
        cases = list(cases_to_annul(town.cycle))
        chosen = named_in(letter, cases) if subjects is None else [town.case(one).pk for one in subjects]
        return carry_out_order(
            envelope_id=letter.pk, cycle=town.cycle, case_ids=chosen, annulment=ANNULMENT,
            actor=actor or town.office, at=LATER,
        )  # fmt: skip


def arrived(town, district):
    return district.take_in(town.tenant, town.office, EnvelopeKind.ORDER)


@pytest.fixture
def ordered(town, district, decided):
    """The collective's level is ordered to be rated again."""
    district.warrant()
    order(district, find(district, district.inspect(), subjects=["Ủy ban nhân dân"]))
    return arrived(town, district)


@pytest.mark.clause("CC-III.4-4", "NA-4-3")
def test_the_order_comes_down_the_level_is_annulled_the_head_is_flagged_and_the_answer_goes_up(
    town, district, decided, ordered
):
    carry_out(town, ordered)

    with scope(tenant=town.tenant.pk):
        row = Reconsideration.objects.get()
        flags = list(RatingFlag.objects.filter(resolved_at=None).values_list("case__subject__name", "rule"))
    assert (row.ground, row.order_key, row.state, row.level) == ("order", ordered.key, "annulled", "HTT")
    assert town.case(decided["body"]).level == ""
    assert town.case(decided["head"]).level == "HTT"
    assert flags == [("Ma Văn Đứng Đầu", "reference-pending")]
    with scope(tenant=district.tenant.pk):
        answer = Envelope.objects.get(kind=EnvelopeKind.REPORT)
        sent = Envelope.objects.get(kind=EnvelopeKind.ORDER)
    assert answer.reply_to == sent.key
    assert "Ủy ban nhân dân: hủy bỏ mức “Hoàn thành tốt nhiệm vụ” (Quyết định số 01-QĐ/ĐU)" in answer.content["text"]
    assert f"Quyết định số {row.code}" in answer.content["text"]


@pytest.mark.clause("NA-4-3")
def test_a_group_above_its_cap_is_annulled_as_a_whole_by_one_decision(town, district, decided):
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject__in=[decided["head"], decided["deputy"]]).update(level="XS")
    district.warrant()
    inspection = district.inspect()
    with scope(tenant=district.tenant.pk):
        finding = InspectionFinding.objects.get(inspection=inspection, rule="excellence-cap")
    order(district, finding)
    letter = arrived(town, district)

    done = carry_out(town, letter)

    assert letter.content["names"] == []
    assert {one.case.subject.name for one in done} == {"Ma Văn Đứng Đầu", "Lò Thị Phó"}
    assert len({one.code for one in done}) == 1
    with scope(tenant=town.tenant.pk):
        groups = set(RatingCase.objects.filter(level="").values_list("group__name", flat=True))
    assert len(groups) == 1, "annulled subjects of one group are rated again together"
    assert town.case(decided["body"]).level == "HTT"


def test_two_annulments_by_one_decision_take_one_number(town, district, decided, ordered):
    done = carry_out(town, ordered, [decided["body"], decided["deputy"]])

    assert [(one.number is None, one.code) for one in done] == [(False, "02-QĐ/ĐU"), (True, "02-QĐ/ĐU")]


def test_all_are_annulled_or_none(town, district, decided, ordered):
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject=decided["deputy"]).update(state="balloted", level="")

    with pytest.raises(InvalidInput):
        carry_out(town, ordered, [decided["body"], decided["deputy"]])

    assert town.case(decided["body"]).level == "HTT"


def test_an_order_is_taken_in_first_and_carried_out_once(town, district, decided):
    district.warrant()
    order(district, find(district, district.inspect(), subjects=["Ủy ban nhân dân"]))
    with scope(tenant=town.tenant.pk):
        letter = Envelope.objects.select_related("peer").get(kind=EnvelopeKind.ORDER)
    with pytest.raises(Refused, match="Tiếp nhận"):
        carry_out(town, letter)
    letter = arrived(town, district)
    carry_out(town, letter)

    with pytest.raises(Refused, match="đã được thực hiện"):
        carry_out(town, letter, [decided["deputy"]])


def test_a_finding_is_ordered_once_and_only_in_the_future(district, decided):
    district.warrant()
    finding = find(district, district.inspect(), subjects=["Ủy ban nhân dân"])
    with scope(tenant=district.tenant.pk), pytest.raises(InvalidInput):
        order_rating_again(
            finding_id=finding.pk, demand=Demand(due_on=date(2024, 1, 1)), actor=district.office, at=NOON
        )
    order(district, finding)

    with pytest.raises(Refused, match="Đã yêu cầu"):
        order(district, finding)


def test_the_office_below_decides_and_others_do_not(town, ordered):
    with pytest.raises(PermissionDenied):
        carry_out(town, ordered, actor=actor_for(town.tenant, Role.ORGANISATION_BOARD))


def test_another_letter_is_no_order(town, ordered):
    with scope(tenant=town.tenant.pk):
        other = Envelope.objects.get(kind=EnvelopeKind.WARRANT)

        with pytest.raises(NotVisible):
            carry_out_order(
                envelope_id=other.pk, cycle=town.cycle, case_ids=[1], annulment=ANNULMENT, actor=town.office, at=LATER
            )


@pytest.mark.clause("NA-4-3")
def test_the_page_names_whom_the_order_means_and_carries_it_out(town, district, decided, ordered, client):
    client.force_login(town.office.account)
    url = reverse("ratings:order", args=[town.tenant.slug, 2024, ordered.pk])
    typed = {"conclusion": "Theo yêu cầu", "annulled_on": MEETING_DAY, "signer_name": "Ma Đình Quang"}

    page = client.get(url).content.decode()
    wrong = client.post(url, typed | {"cases": [town.case(decided["body"]).pk]})
    client.post(url, typed | {"cases": [town.case(decided["body"]).pk], "signer_title": "Bí thư"})
    after = client.get(reverse("ratings:order_list", args=[town.tenant.slug, 2024])).content.decode()

    assert f'value="{town.case(decided["body"]).pk}"' in page
    assert page.count("checked") == 1
    assert wrong.status_code == 422
    assert "Đã thực hiện, báo cáo" in after
    assert town.case(decided["body"]).level == ""
