"""The two walls between tenants: the scoped manager, and row-level security in the database."""

import pytest
from django.db import ProgrammingError, connection
from django_scopes import ScopeError

from orgchart.models import Person, Tenant
from orgchart.names import name_sort_key
from orgchart.tenancy import CrossTenantWrite, create_all, scope
from tests.factories.orgchart import OrganizationFactory, PersonFactory, TenantFactory

pytestmark = pytest.mark.django_db


def test_reading_without_a_scope_raises():
    PersonFactory()

    with pytest.raises(ScopeError):
        Person.objects.count()


def test_reading_shows_only_the_open_tenant():
    ours, theirs = PersonFactory(), PersonFactory()

    with scope(tenant=ours.tenant_id):
        assert list(Person.objects.all()) == [ours]
    with scope(tenant=theirs.tenant_id):
        assert list(Person.objects.all()) == [theirs]


def test_writing_into_another_tenant_raises():
    person, other = PersonFactory(), TenantFactory()

    with scope(tenant=other.pk), pytest.raises(CrossTenantWrite):
        person.save()


def test_writing_many_rows_checks_each():
    one, other = TenantFactory(), TenantFactory()
    rows = [Person(tenant=tenant, full_name="Lê An", sort_key="", search_key="") for tenant in (one, other)]

    with scope(tenant=one.pk), pytest.raises(CrossTenantWrite):
        create_all(Person, rows)


def test_writing_many_rows_writes_history():
    tenant = TenantFactory()
    rows = [Person(full_name="Lê An", sort_key=name_sort_key("Lê An"), search_key="le an") for _ in range(2)]

    with scope(tenant=tenant.pk):
        create_all(Person, rows)

        assert Person.history.filter(tenant_id=tenant.pk).count() == 2


def _names_seen_by_raw_sql(tenant: Tenant | None) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(tenant.pk) if tenant else ""])
        cursor.execute("SELECT full_name FROM orgchart_person")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.postgresql
def test_database_itself_hides_rows_of_other_tenants():
    ours, theirs = PersonFactory(full_name="Ma Thị Ta"), PersonFactory(full_name="Lò Văn Họ")

    assert _names_seen_by_raw_sql(ours.tenant) == {"Ma Thị Ta"}
    assert _names_seen_by_raw_sql(theirs.tenant) == {"Lò Văn Họ"}
    assert _names_seen_by_raw_sql(None) == set()


@pytest.mark.postgresql
def test_database_hides_rows_only_because_of_the_policy():
    person = PersonFactory(full_name="Ma Thị Ta")

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE orgchart_person NO FORCE ROW LEVEL SECURITY")

    assert _names_seen_by_raw_sql(None) == {person.full_name}


@pytest.mark.postgresql
def test_database_refuses_to_insert_for_another_tenant():
    ours, theirs = TenantFactory(), TenantFactory()
    columns = "tenant_id, full_name, sort_key, search_key, residence"
    insert = f"INSERT INTO orgchart_person ({columns}) VALUES (%s, '', '', '', '')"

    with scope(tenant=ours.pk), connection.cursor() as cursor:
        cursor.execute(insert, [ours.pk])
        with pytest.raises(ProgrammingError, match="row-level security"):
            cursor.execute(insert, [theirs.pk])


@pytest.mark.postgresql
def test_every_tenant_table_is_protected_and_forced():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped "
            "WHERE c.relkind = 'r'"
        )
        tables = dict(cursor.fetchall())

    # Read before any tenant is known: which tenants an account works in, and what the sweep sends again.
    open_tables = {"orgchart_tenantmembership", "orgchart_job"}
    assert {name for name, forced in tables.items() if not forced} == open_tables
    assert len(tables) > 40


@pytest.mark.postgresql
def test_role_of_the_suite_cannot_pass_the_wall():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == (False,)


@pytest.mark.postgresql
def test_scope_ends_with_the_block():
    tenant = TenantFactory()

    with scope(tenant=tenant.pk):
        pass

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.tenant', true)")
        assert cursor.fetchone()[0] == ""


def test_inner_scope_gives_way_to_the_outer_one():
    outer, inner = PersonFactory(), PersonFactory()

    with scope(tenant=outer.tenant_id):
        with scope(tenant=inner.tenant_id):
            assert list(Person.objects.all()) == [inner]

        assert list(Person.objects.all()) == [outer]


def test_trees_of_tenants_never_share_a_path():
    one, other = OrganizationFactory(), OrganizationFactory()
    child = OrganizationFactory(parent=one)

    assert one.path[:4] != other.path[:4]
    assert child.path.startswith(one.path)
    assert not child.path.startswith(other.path)
