"""The audit trail and the registers of numbers."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from orgchart import audit
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.services import chart
from orgchart.services.numbers import next_number, numbering_period
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, PersonFactory, TenantFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    person = PersonFactory()
    with scope(tenant=person.tenant_id):
        audit.record(actor=None, action="test", target=person, at=NOON, summary="Thử")
        yield AuditRecord.objects.get()


def test_record_can_not_be_changed(record):
    record.summary = "Sửa lại"

    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        record.save()


def test_record_can_not_be_deleted(record):
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        record.delete()


@pytest.mark.clause("CC-I.3-1")
def test_writing_to_the_chart_leaves_who_when_and_what():
    tenant = TenantFactory()
    actor = actor_for(tenant, Role.OFFICE)

    with scope(tenant=tenant.pk):
        person = chart.create_person(full_name="Lê Văn Tám", actor=actor, at=NOON)
        chart.update_person(person_id=person.pk, actor=actor, at=NOON, residence="Tổ dân phố Hồ Sen")

        trail = list(AuditRecord.objects.order_by("pk").values_list("actor", "at", "action", "target_id", "changes"))
    assert trail == [
        (actor.account.pk, NOON, "create_person", person.pk, {}),
        (actor.account.pk, NOON, "update_person", person.pk, {"fields": ["residence"]}),
    ]


def test_numbers_run_without_gaps_and_apart():
    one, other = TenantFactory(), TenantFactory()

    with scope(tenant=one.pk):
        first = [next_number(body_code="ĐU", kind="QĐ", period="2020-2025") for _ in range(3)]
        apart = next_number(body_code="ĐU", kind="TB", period="2020-2025")
    with scope(tenant=other.pk):
        elsewhere = next_number(body_code="ĐU", kind="QĐ", period="2020-2025")

    assert (first, apart, elsewhere) == ([1, 2, 3], 1, 1)


def test_number_of_a_rolled_back_document_is_given_again():
    tenant = TenantFactory()

    with scope(tenant=tenant.pk):
        point = transaction.savepoint()
        given = next_number(body_code="ĐU", kind="QĐ", period="2020-2025")
        transaction.savepoint_rollback(point)

        assert next_number(body_code="ĐU", kind="QĐ", period="2020-2025") == given


@pytest.mark.parametrize(
    ("bloc", "term", "period"),
    [("party", "2020-2025", "2020-2025"), ("state", "2020-2025", "2024"), ("party", "", "2024")],
)
def test_party_bodies_number_by_term_and_state_bodies_by_year(bloc, term, period):
    tenant = TenantFactory(bloc=bloc, term=term)

    assert numbering_period(tenant, date(2024, 12, 2)) == period


@pytest.mark.parametrize("letter", ["한", "İ", "😀"])
def test_name_whose_letters_fall_apart_in_the_keys_can_be_kept(letter):
    office = actor_for(TenantFactory(), Role.OFFICE)

    with scope(tenant=office.tenant_id):
        person = chart.create_person(full_name=letter * 120, actor=office, at=NOON)
        chart.update_person(person_id=person.pk, full_name=letter * 119, actor=office, at=NOON)
        person.refresh_from_db()

    assert person.full_name == letter * 119


def test_record_is_written_on_behalf_of_a_body_with_a_long_name():
    person = PersonFactory()

    with scope(tenant=person.tenant_id):
        audit.record(
            actor=None, action="test", target=person, at=NOON, summary="Thử", on_behalf_of="Tập thể lãnh đạo " * 12
        )

        assert AuditRecord.objects.get().on_behalf_of.startswith("Tập thể lãnh đạo")
