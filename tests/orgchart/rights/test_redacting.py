"""An erasure puts a number in place of a name in the trail: the chain holds, and nothing else can use that way."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgchart import audit
from orgchart.kinds import Role
from orgchart.models import Account, AuditRecord, AuditRedaction, AuditSeal, Erasure, Tenant
from orgchart.services import redacting
from orgchart.services.redacting import redact_trail
from orgchart.services.sealing import Head, Verdict, head_of_chain, leaf, seal_records, verify_chain
from orgchart.states import ErasureState
from orgchart.tenancy import scope
from tests.factories.erasures import ErasureFactory
from tests.factories.orgchart import NOON, PersonFactory, TenantFactory, actor_for
from tests.orgchart.rights.tampering import with_all_power
from tests.plugins.roles import as_owner

pytestmark = pytest.mark.django_db

NAME, OTHER = "Lê Văn Tám", "Ma Thị Ta"


def told(tenant: Tenant) -> None:
    """Three sealed records that name two persons in every column, and one that names nobody."""
    actor = actor_for(tenant)
    Account.objects.filter(pk=actor.account.pk).update(full_name=NAME)
    actor.account.refresh_from_db()
    person = PersonFactory(tenant=tenant)
    with scope(tenant=tenant.pk):
        audit.record(actor=actor, action="add", target=person, at=NOON, summary=f"Thêm {OTHER}", on_behalf_of=NAME)
        audit.record(actor=None, action="rename", target=person, at=NOON, summary="một", changes={"before": [NAME]})
        seal_records(at=NOON)
        audit.record(actor=None, action="meet", target=person, at=NOON, summary=f"{NAME} và {OTHER} họp")
        audit.record(actor=None, action="close", target=person, at=NOON, summary="không ai")
        seal_records(at=NOON)


@pytest.fixture
def tenant(db) -> Tenant:
    """A tenant with two seals over four records."""
    tenant = TenantFactory(slug="xa-phu-lac")
    told(tenant)
    return tenant


def head_of(tenant: Tenant) -> Head:
    with scope(tenant=tenant.pk):
        return head_of_chain()


def verdict_of(tenant: Tenant, kept: Head | None = None) -> Verdict:
    with scope(tenant=tenant.pk):
        return verify_chain(kept=kept)


def erased(tenant: Tenant, name: str = NAME, spared: tuple[int, ...] = ()) -> Erasure:
    """The erasure after its work on the trail."""

    def rewrite(text: str) -> str:
        return text.replace(name, f"Người số {erasure.person_id}")

    def rewrite_json(value):
        if isinstance(value, dict):
            return {key: rewrite_json(one) for key, one in value.items()}
        if isinstance(value, list):
            return tuple(rewrite_json(one) for one in value)
        return rewrite(value) if isinstance(value, str) else value

    erasure = ErasureFactory(tenant=tenant)
    with scope(tenant=tenant.pk):
        redact_trail(erasure=erasure, rewrite=rewrite, rewrite_json=rewrite_json, spared=spared, at=NOON)
    return erasure


def finish(erasure: Erasure) -> None:
    erasure.state, erasure.emptied_at, erasure.finished_at = ErasureState.DONE, NOON, NOON
    with scope(tenant=erasure.tenant_id):
        erasure.save()


def content(tenant: Tenant) -> str:
    with scope(tenant=tenant.pk):
        return str(list(AuditRecord.objects.order_by("pk").values()))


# --- The work ------------------------------------------------------------------------------------------------------


def test_name_is_gone_and_the_chain_holds_also_against_the_head_kept_before(tenant):
    kept = head_of(tenant)

    erasure = erased(tenant)

    assert NAME not in content(tenant)
    assert OTHER in content(tenant), "nobody else loses the name"
    assert str(erasure.person_id) in content(tenant)
    verdict = verdict_of(tenant, kept)
    assert (verdict.findings, verdict.records, verdict.unsealed, verdict.redacted) == ([], 4, 1, 3)
    with scope(tenant=tenant.pk):
        seal_records(at=NOON)
        note = AuditRecord.objects.get(action="redact_trail")
    assert verdict_of(tenant, kept).holds
    assert note.summary == "Thay tên người bằng số trong 3 bản ghi nhật ký"
    assert (note.target_id, note.changes["redactions"]) == (erasure.pk, 3)


def test_what_waits_for_a_seal_is_sealed_before_it_is_changed(tenant):
    with scope(tenant=tenant.pk):
        audit.record(actor=None, action="late", target=tenant, at=NOON, summary=f"{NAME} đến muộn")

    erased(tenant)

    with scope(tenant=tenant.pk):
        late = AuditRecord.objects.get(action="late")
        assert late.pk in AuditSeal.objects.latest("number").record_ids
    assert NAME not in late.summary
    assert verdict_of(tenant).holds


def test_records_in_which_the_name_is_somebody_elses_stay_as_they_are(tenant):
    with scope(tenant=tenant.pk):
        spared = AuditRecord.objects.get(action="meet")

    erased(tenant, spared=(spared.pk,))

    with scope(tenant=tenant.pk):
        assert AuditRecord.objects.get(pk=spared.pk).summary == spared.summary
        assert AuditRedaction.objects.count() == 2
    assert verdict_of(tenant).holds


def test_two_erasures_touch_one_record_and_the_chain_holds(tenant):
    kept = head_of(tenant)

    finish(erased(tenant))
    erased(tenant, OTHER)

    assert NAME not in content(tenant)
    assert OTHER not in content(tenant)
    with scope(tenant=tenant.pk):
        assert AuditRedaction.objects.filter(record__action="meet").count() == 2
    verdict = verdict_of(tenant, kept)
    assert (verdict.findings, verdict.redacted) == ([], 3)


def test_longer_names_are_cut_to_the_column(tenant, monkeypatch):
    monkeypatch.setattr(redacting, "CHUNK", 1)
    erasure = ErasureFactory(tenant=tenant)

    with scope(tenant=tenant.pk):
        count = redact_trail(
            erasure=erasure, rewrite=lambda text: text * 200, rewrite_json=dict, spared=[], at=NOON
        )  # fmt: skip
        lengths = {len(row.summary) for row in AuditRecord.objects.exclude(action="redact_trail")}

    assert (count, lengths) == (4, {300}), "also in pieces of one record"
    assert verdict_of(tenant).holds


def test_record_that_comes_while_the_work_goes_on_is_sealed_as_it_was_first(tenant, monkeypatch):
    """It is changed before any seal covers it; the next seal takes the digest of what it was."""
    monkeypatch.setattr(redacting, "CHUNK", 1)
    erasure, come = ErasureFactory(tenant=tenant), []

    def rewrite(text: str) -> str:
        if not come:
            come.append(text)
            audit.record(actor=None, action="late", target=tenant, at=NOON, summary=f"{NAME} đến muộn")
        return text.replace(NAME, "Người số 7")

    with scope(tenant=tenant.pk):
        redact_trail(erasure=erasure, rewrite=rewrite, rewrite_json=lambda value: value, spared=[], at=NOON)
        late = AuditRecord.objects.get(action="late")
        assert late.summary == "Người số 7 đến muộn"
        assert late.pk not in AuditSeal.objects.latest("number").record_ids
        seal_records(at=NOON)
        assert late.pk in AuditSeal.objects.latest("number").record_ids

    assert verdict_of(tenant).holds


def test_page_and_command_say_how_many_records_name_a_number(tenant, client):
    out = StringIO()
    call_command("audit_verify", "xa-phu-lac", stdout=out)
    assert "thay tên" not in out.getvalue()

    erased(tenant)
    call_command("audit_verify", "xa-phu-lac", stdout=out)
    client.force_login(actor_for(tenant, Role.OFFICE).account)
    page = client.post(reverse("orgchart:trail_check", args=["xa-phu-lac"]), {"kept": ""}).content.decode()

    words = "3 bản ghi đã thay tên người bằng số theo yêu cầu xóa dữ liệu"
    assert words in out.getvalue()
    assert words in page


def test_check_asks_the_database_as_often_however_many_records_are_redacted():
    def statements(records: int) -> int:
        tenant = TenantFactory()
        with scope(tenant=tenant.pk):
            for _ in range(records):
                audit.record(actor=None, action="add", target=tenant, at=NOON, summary=NAME)
        erased(tenant)
        with scope(tenant=tenant.pk), CaptureQueriesContext(connection) as captured:
            assert verify_chain().redacted == records
        return len(captured)

    assert statements(1) == statements(40) <= 12


# --- What the database refuses -------------------------------------------------------------------------------------


def refused(statement: str, words: str = "append-only") -> None:
    pattern = rf"{words}|permission denied"
    with pytest.raises(DatabaseError, match=pattern), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


RENAME = "UPDATE orgchart_auditrecord SET summary = 'Người số 7' WHERE action = 'meet'"
REDACTION = (
    "INSERT INTO orgchart_auditredaction (tenant_id, erasure_id, record_id, original, redacted) "
    "SELECT tenant_id, {}, id, 'a', 'b' FROM orgchart_auditrecord WHERE action = 'meet'"
)


def test_texts_change_between_approval_and_end_of_an_erasure_only(tenant):
    waiting = {"state": "proposed", "decided_at": None, "decided_by": None}
    erasure = ErasureFactory(tenant=tenant, **waiting)
    with scope(tenant=tenant.pk), connection.cursor() as cursor:
        refused(REDACTION.format(erasure.pk), "no such row")
        refused(RENAME)

        approved = ErasureFactory(tenant=tenant)
        refused(RENAME)
        cursor.execute(REDACTION.format(approved.pk))
        cursor.execute(RENAME)
        assert AuditRecord.objects.get(action="meet").summary == "Người số 7"
        refused(RENAME.replace("'meet'", "'add'"))

        finish(approved)
        refused(RENAME)
        refused(REDACTION.format(approved.pk), "no such row")


@pytest.mark.parametrize("column", ["at", "recorded_at", "actor_id", "action", "target_type", "target_id", "id"])
def test_no_other_column_changes(tenant, column):
    values = {"actor_id": "NULL", "action": "'x'", "target_type": "'x'", "target_id": "0", "id": "0"}
    erased(tenant)

    with scope(tenant=tenant.pk):
        value = values.get(column, "'2020-01-01 00:00:00+00:00'")
        refused(f"UPDATE orgchart_auditrecord SET {column} = {value} WHERE action = 'add'")


def test_nothing_is_deleted_and_no_redaction_changes(tenant):
    erased(tenant)

    with scope(tenant=tenant.pk):
        refused("DELETE FROM orgchart_auditrecord WHERE action = 'close'")
        refused("DELETE FROM orgchart_auditredaction")
        refused("UPDATE orgchart_auditredaction SET redacted = 'c'")


# --- What somebody with all power has changed ----------------------------------------------------------------------

FORGED = (
    "INSERT INTO orgchart_auditredaction (tenant_id, erasure_id, record_id, original, redacted) "
    "SELECT tenant_id, {erasure}, id, '{leaf}', '{leaf}' FROM orgchart_auditrecord WHERE action = 'close'"
)
FIRST = "id = (SELECT min(id) FROM orgchart_auditredaction)"
EDITS = {
    "UPDATE orgchart_auditrecord SET summary = 'khác' WHERE action = 'meet'": "sau khi thay tên",
    "UPDATE orgchart_auditrecord SET target_id = 0 WHERE action = 'meet'": "sau khi thay tên",
    "UPDATE orgchart_auditrecord SET summary = 'khác' WHERE action = 'close'": "đã bị sửa trong các bản ghi",
    "DELETE FROM orgchart_auditrecord WHERE action = 'close'": "không còn",
    FORGED.replace("{erasure}", "{done}"): "không khớp",
    FORGED.replace("{erasure}", "{other}"): "không khớp",
    f"UPDATE orgchart_auditredaction SET original = repeat('a', 64) WHERE {FIRST}": "đã bị sửa trong các bản ghi",
    f"UPDATE orgchart_auditredaction SET redacted = repeat('a', 64) WHERE {FIRST}": "sau khi thay tên",
    "DELETE FROM orgchart_auditredaction WHERE record_id = (SELECT max(record_id) FROM orgchart_auditredaction)": (
        "không khớp"
    ),
    "DELETE FROM orgchart_auditredaction": "không khớp",
    "UPDATE orgchart_auditrecord SET changes = jsonb_set(changes, '{digest}', '\"a\"') WHERE action = 'redact_trail'": (
        "không khớp"
    ),
}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_somebody_with_all_power_has_changed_is_found(subtests):
    with transaction.atomic():
        tenant = TenantFactory(slug="xa-phu-lac")
        told(tenant)
        kept = head_of(tenant)
        values = {"{done}": str(erased(tenant).pk), "{other}": str(ErasureFactory(tenant=tenant).pk)}
        with scope(tenant=tenant.pk):
            values["{leaf}"] = leaf(AuditRecord.objects.get(action="close"))
            assert verify_chain(kept=kept).holds

    with as_owner():
        for edit, found in EDITS.items():
            with subtests.test(edit), transaction.atomic():
                with_all_power(re.sub(r"\{\w+\}", lambda name: values.get(name[0], name[0]), edit))
                assert any(found in finding.text for finding in verdict_of(tenant, kept).findings)
                transaction.set_rollback(True)
        with transaction.atomic(), scope(tenant=tenant.pk):
            refused("UPDATE orgchart_auditrecord SET target_id = 0 WHERE action = 'meet'", "no such change")
            refused("DELETE FROM orgchart_auditrecord WHERE action = 'close'")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_second_redaction_that_does_not_go_on_from_the_first_is_found():
    with transaction.atomic():
        tenant = TenantFactory()
        told(tenant)
        finish(erased(tenant))
        second = erased(tenant, OTHER)

    with as_owner(), transaction.atomic():
        with_all_power(f"UPDATE orgchart_auditredaction SET original = repeat('a', 64) WHERE erasure_id = {second.pk}")
        texts = [finding.text for finding in verdict_of(tenant).findings]
        transaction.set_rollback(True)

    assert sum("không nối tiếp nhau" in text for text in texts) == 2, "both records that the two erasures touched"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_migration_takes_the_seals_made_over_columns_and_guards_the_trail_both_ways():
    with transaction.atomic():
        tenant = TenantFactory()
        told(tenant)

    def guards() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'orgchart_auditrecord'::regclass")
            return {name for (name,) in cursor.fetchall() if "orgchart" in name}

    with as_owner(), transaction.atomic():
        before = guards()
        MigrationExecutor(connection).migrate([("orgchart", "0004_protect_erasures")])
        assert guards() == {"orgchart_auditrecord_append_only"}
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        assert guards() == before == {"orgchart_auditrecord_append_only", "orgchart_auditrecord_changed_only"}
        with scope(tenant=tenant.pk):
            assert verify_chain().unsealed == 4
            assert seal_records(at=NOON).record_ids
            assert verify_chain().holds
        transaction.set_rollback(True)
