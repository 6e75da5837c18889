"""What follows an inspection: every demand is answered once, with the decision that carries it out."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import Correction
from ratings.queries.inspections import demands_of, inspections_of
from ratings.services.corrections import Answer, record_correction
from tests.factories.orgchart import NOON, actor_for
from tests.ratings.inspection.test_pages import address, store, stored
from tests.ratings.inspection.years import group_rows, workbook


@pytest.fixture
def inspection(client, town):
    """A finished year with one finding: too many of the highest level."""
    client.force_login(town.office.account)
    store(client, town, workbook(group_rows(4, 13)))
    return stored(town)[0]


def answer(**more):
    given = {"kind": "rerated", "decision_number": "7-QĐ/ĐU", "done_on": date(2024, 11, 1), "answer": "Đã xếp lại"}
    return Answer(**given | more)


def record(town, inspection, given, actor=None):
    with scope(tenant=town.tenant.pk):
        finding = inspection.findings.get()
        return record_correction(
            inspection_id=inspection.pk, finding_id=finding.pk, answer=given, actor=actor or town.office, at=NOON
        )


@pytest.mark.clause("NA-3-2", "NA-4-1", "NA-TC-2")
def test_a_demand_is_answered_once_with_its_decision_and_the_list_counts_it(client, town, inspection):
    with scope(tenant=town.tenant.pk):
        finding = inspection.findings.get()
    page, prefix = address(town, "inspection", inspection.pk), f"yc-{finding.pk}-"
    typed = {"kind": "rerated", "decision_number": "7-QĐ/ĐU", "done_on": "2024-11-01", "answer": "Đã họp xếp loại lại"}

    before = client.get(page).content.decode()
    post = address(town, "correct", inspection.pk, finding.pk)
    stored_answer = client.post(post, {f"{prefix}{key}": value for key, value in typed.items()})
    after = client.get(page).content.decode()

    assert "đã khắc phục 0" in before
    assert stored_answer.status_code == 302
    assert "Quyết định 7-QĐ/ĐU, ngày 01/11/2024" in after
    assert "Ghi kết quả khắc phục" not in after
    assert "đã khắc phục 1" in client.get(address(town, "inspection_list")).content.decode()
    with pytest.raises(Refused):
        record(town, inspection, answer())
    with scope(tenant=town.tenant.pk):
        assert AuditRecord.objects.filter(action="record_correction").count() == 1
        assert inspections_of(town.cycle).get().answered == 1


@pytest.mark.clause("NA-3-2")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decision_number": " "}, "decision_number"),
        ({"kind": "annulled", "decision_number": ""}, "decision_number"),
        ({"answer": " "}, "answer"),
        ({"done_on": date(2021, 12, 1)}, "done_on"),
        ({"done_on": date(2025, 1, 1)}, "done_on"),
    ],
)
def test_a_changed_level_needs_its_decision_and_a_day_that_can_be(town, inspection, more, field):
    with pytest.raises(InvalidInput) as refused:
        record(town, inspection, answer(**more))

    assert set(refused.value.errors) == {field}
    with scope(tenant=town.tenant.pk):
        assert not Correction.objects.exists()


@pytest.mark.clause("NA-3-2")
def test_an_explanation_needs_no_decision_and_a_late_answer_is_taken_and_marked(town, inspection):
    with scope(tenant=town.tenant.pk):
        type(inspection).objects.filter(pk=inspection.pk).update(due_on=date(2024, 10, 1))
        inspection.refresh_from_db()

    record(town, inspection, answer(kind="explained", decision_number=""))

    with scope(tenant=town.tenant.pk):
        assert [one.is_late for one in demands_of(inspection)] == [True]


def test_errors_stand_at_their_demand_and_nothing_typed_is_lost(client, town, inspection):
    with scope(tenant=town.tenant.pk):
        finding = inspection.findings.get()
    typed = {"kind": "annulled", "decision_number": "", "done_on": "2024-11-01", "answer": "Giữ nguyên chữ này"}

    refused = client.post(
        address(town, "correct", inspection.pk, finding.pk),
        {f"yc-{finding.pk}-{key}": value for key, value in typed.items()},
    )

    assert refused.status_code == 422
    assert "phải ghi số quyết định" in refused.content.decode()
    assert "Giữ nguyên chữ này" in refused.content.decode()


def test_only_inspectors_answer_and_only_demands_of_that_inspection(town, inspection):
    with pytest.raises(PermissionDenied):
        record(town, inspection, answer(), actor_for(town.tenant, Role.HEAD))
    with scope(tenant=town.tenant.pk), pytest.raises(NotVisible):
        record_correction(inspection_id=inspection.pk, finding_id=0, answer=answer(), actor=town.office, at=NOON)
