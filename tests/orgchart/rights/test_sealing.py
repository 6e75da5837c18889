"""The trail can only grow; the chain shows what somebody with all power over the database has changed or cut off."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from orgchart import audit
from orgchart.models import AuditRecord, AuditSeal, Tenant
from orgchart.services.sealing import Head, head_of_chain, read_head, seal_all, seal_records, verify_chain
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, PersonFactory, TenantFactory
from tests.orgchart.rights.tampering import TRAIL, with_all_power
from tests.plugins.roles import as_owner

pytestmark = pytest.mark.django_db


def note(tenant: Tenant, *summaries: str) -> None:
    person = PersonFactory(tenant=tenant)
    with scope(tenant=tenant.pk):
        for summary in summaries:
            audit.record(actor=None, action="test", target=person, at=NOON, summary=summary)


@pytest.fixture
def tenant(db) -> Tenant:
    """A tenant with two seals over three records."""
    tenant = TenantFactory(slug="xa-phu-lac")
    for batch in (["một", "hai"], ["ba"]):
        note(tenant, *batch)
        with scope(tenant=tenant.pk):
            seal_records(at=NOON)
    return tenant


def test_chain_over_untouched_records_holds(tenant):
    with scope(tenant=tenant.pk):
        verdict = verify_chain(kept=head_of_chain())

    assert verdict.holds
    assert (verdict.records, verdict.unsealed, verdict.head.number) == (3, 0, 2)


def test_what_is_new_waits_for_the_next_seal(tenant):
    note(tenant, "bốn")

    with scope(tenant=tenant.pk):
        before = verify_chain()
    assert (before.holds, before.unsealed) == (True, 1)

    assert seal_all(at=NOON) == 1
    assert seal_all(at=NOON) == 0, "nothing new, no seal"
    with scope(tenant=tenant.pk):
        assert (verify_chain().records, verify_chain().unsealed) == (4, 0)


def test_record_that_was_committed_late_is_sealed_all_the_same(tenant):
    """Numbers are given out before transactions end: here the lower number comes after the higher one."""
    with scope(tenant=tenant.pk):
        person = PersonFactory(tenant=tenant)
        late = AuditRecord.objects.order_by("-pk").first().pk + 1
        for number in (late + 1, late):
            AuditRecord(
                pk=number, tenant=tenant, at=NOON, actor_name="Hệ thống", action="test", summary=str(number),
                target_type="orgchart.person", target_id=person.pk,
            ).save(force_insert=True)  # fmt: skip
            seal_records(at=NOON)

        assert (verify_chain().holds, verify_chain().unsealed, verify_chain().records) == (True, 0, 5)
        assert AuditSeal.objects.get(number=4).record_ids == [late]


@pytest.mark.postgresql
@pytest.mark.parametrize("table", TRAIL)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET tenant_id = tenant_id",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "DROP TABLE {} CASCADE",
    ],
)
def test_using_role_can_only_add_to_the_trail(tenant, table, statement):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")

    with scope(tenant=tenant.pk), refused, transaction.atomic():
        connection.cursor().execute(statement.format(table))


EDITS = {
    "UPDATE orgchart_auditrecord SET summary = 'khác' WHERE summary = 'hai'": "đã bị sửa",
    "UPDATE orgchart_auditrecord SET actor_name = 'Người khác' WHERE summary = 'một'": "đã bị sửa",
    "UPDATE orgchart_auditrecord SET at = at + interval '1 hour' WHERE summary = 'một'": "đã bị sửa",
    "DELETE FROM orgchart_auditrecord WHERE summary = 'một'": "không còn",
    "DELETE FROM orgchart_auditseal WHERE number = 1": "Thiếu niêm phong",
    "UPDATE orgchart_auditseal SET digest = repeat('a', 64) WHERE number = 1": "đã bị sửa",
}
CUT = (
    "DELETE FROM orgchart_auditrecord WHERE summary = 'ba'",
    "DELETE FROM orgchart_auditseal WHERE number = 2",
)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_somebody_with_all_power_has_changed_is_found(subtests):
    """An edit is found by the chain itself, a cut tail only with the head that was kept outside."""
    with transaction.atomic():
        tenant = TenantFactory(slug="xa-phu-lac")
        for batch in (["một", "hai"], ["ba"]):
            note(tenant, *batch)
            with scope(tenant=tenant.pk):
                seal_records(at=NOON)
                head = head_of_chain()

    with as_owner():
        for edit, found in EDITS.items():
            with subtests.test(edit), transaction.atomic():
                with_all_power(edit)
                with scope(tenant=tenant.pk):
                    assert any(found in finding.text for finding in verify_chain(kept=head).findings)
                transaction.set_rollback(True)
        with transaction.atomic():
            with_all_power(*CUT)
    with transaction.atomic(), scope(tenant=tenant.pk):
        alone, compared = verify_chain(), verify_chain(kept=head)

    assert alone.holds, "a shorter chain is sound in itself"
    assert "bị cắt" in compared.findings[0].text
    call_command("audit_verify", stdout=StringIO())
    with pytest.raises(CommandError, match="xa-phu-lac"):
        call_command("audit_verify", "--kept", f"xa-phu-lac={head}", stdout=StringIO())


def test_command_seals_checks_and_prints_the_head(tenant):
    note(tenant, "bốn")
    out = StringIO()

    call_command("audit_verify", "xa-phu-lac", stdout=out)

    with scope(tenant=tenant.pk):
        assert f"nguyên vẹn, 4 bản ghi, mã đối chiếu {head_of_chain()}" in out.getvalue()
        assert head_of_chain().number == 3


@pytest.mark.parametrize("text", ["", "12", "12:xyz", "x:" + "a" * 64, "1:" + "a" * 63, "٣:" + "a" * 64])
def test_head_that_was_written_down_wrongly_is_not_taken(text):
    assert read_head(text) is None


def test_head_is_read_as_people_copy_it():
    assert read_head(f" 12 : {'AB' * 32}\n") == Head(12, "ab" * 32)
