"""The two walls between tenants: the scoped manager, and row-level security in the database."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django_scopes import ScopeError

from orgchart.models import Person, Tenant
from orgchart.names import name_sort_key
from orgchart.tenancy import CrossTenantWrite, create_all, scope
from tests.factories.orgchart import OrganizationFactory, PersonFactory, TenantFactory
from tests.plugins.roles import as_owner

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
@pytest.mark.django_db(transaction=True)
def test_database_hides_rows_only_because_of_the_policy():
    """As the owner lets go of the wall, for one transaction, the using role sees what it did not see before."""
    with transaction.atomic():
        PersonFactory(full_name="Ma Thị Ta")

    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE suite")
        before = _names_seen_by_raw_sql(None)
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE orgchart_person DISABLE ROW LEVEL SECURITY")
        cursor.execute("SET LOCAL ROLE suite")
        after = _names_seen_by_raw_sql(None)
        transaction.set_rollback(True)

    assert (before, after) == (set(), {"Ma Thị Ta"})


@pytest.mark.postgresql
def test_database_refuses_to_insert_for_another_tenant():
    ours, theirs = TenantFactory(), TenantFactory()
    columns = "tenant_id, full_name, sort_key, search_key, residence, version"
    insert = f"INSERT INTO orgchart_person ({columns}) VALUES (%s, '', '', '', '', 1)"

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

    # Read before any tenant is known: which tenants an account works in, what the sweep sends again, and whose a code
    # on a paper is.
    open_tables = {"orgchart_tenantmembership", "orgchart_job", "dossiers_documentcode"}
    assert {name for name, forced in tables.items() if not forced} == open_tables
    assert len(tables) > 40


@pytest.mark.postgresql
def test_suite_runs_as_a_role_that_owns_nothing_and_can_not_pass_the_wall():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles "
            "WHERE rolname IN (current_user, session_user)"
        )
        powers = cursor.fetchall()
        cursor.execute("SELECT count(*), bool_or(tableowner = current_user) FROM pg_tables WHERE schemaname = 'public'")
        tables, is_owner = cursor.fetchone()
        cursor.execute(
            "SELECT pg_has_role(current_user, tableowner, 'MEMBER') FROM pg_tables WHERE schemaname = 'public'"
        )
        member_of_owner = {row for (row,) in cursor.fetchall()}

    assert powers == [(False,)]
    assert (tables > 40, is_owner, member_of_owner) == (True, False, {False})


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE orgchart_person NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant_rows ON orgchart_person",
        "TRUNCATE orgchart_person CASCADE",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (id int)",
        "SET ROLE suite_owner",
    ],
)
def test_using_role_can_not_take_the_wall_down(statement):
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.postgresql
def test_no_view_looks_over_the_wall():
    """A view runs with the rights of its owner, a materialised one keeps the rows of everybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
        )
        views = cursor.fetchall()
        cursor.execute("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
        functions = cursor.fetchall()

    assert views + functions == []


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
