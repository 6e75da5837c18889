"""Row-level security as a migration step: PostgreSQL itself shows only the rows of the open tenant."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import truncate_name
from django.db.migrations import RunPython

from orgchart.tenancy import SETTING


def protect_tables(*tables: str) -> RunPython:
    """A migration operation that binds everybody, the owner too, to the rows of the tenant of the transaction.

    It also keeps what these rows point to inside their tenant, as `keep_within_tenant` does.
    On SQLite it does nothing: the embedded edition serves one office.
    """

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in _on_postgresql(editor, tables):
            condition = f"tenant_id = nullif(current_setting('{SETTING}', true), '')::bigint"
            editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
            editor.execute(
                f'CREATE POLICY tenant_rows ON "{table}" USING ({condition}) WITH CHECK ({condition})',
                params=None,
            )
        _join_to_tenants(apps, editor, tables)

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _part_from_tenants(apps, editor, tables)
        for table in _on_postgresql(editor, tables):
            editor.execute(f'DROP POLICY tenant_rows ON "{table}"')
            editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
            editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    return RunPython(apply, undo, elidable=False)


def keep_within_tenant(*tables: str) -> RunPython:
    """A migration operation after which no row of the tables points to a row of another tenant.

    Row-level security does not see to that: the database looks up foreign keys past the policies. A second foreign
    key over tenant and number does. For tables that were protected before a column was added to them.
    """

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _join_to_tenants(apps, editor, tables)

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _part_from_tenants(apps, editor, tables)

    return RunPython(apply, undo, elidable=False)


def insert_only(*tables: str) -> RunPython:
    """A migration operation after which only the owner may change rows; whoever uses the tables reads and adds."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _for_every_user(editor, tables, "REVOKE UPDATE, DELETE ON {table} FROM {role}")

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _for_every_user(editor, tables, "GRANT UPDATE, DELETE ON {table} TO {role}")

    return RunPython(apply, undo, elidable=False)


def append_only(table: str) -> RunPython:
    """A migration operation after which the database refuses to change or delete rows of the table."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME; END $$",
                params=None,
            )
        _refuse(editor, table, "UPDATE", "DELETE")

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _let(editor, table, "UPDATE", "DELETE")

    return RunPython(apply, undo, elidable=False)


def changed_only_when(table: str, columns: tuple[str, ...], condition: str) -> RunPython:
    """A migration operation after which rows of an append-only table change in these columns where a condition holds.

    The condition is SQL over OLD. Every other change and every deletion is refused as before, to the owner as well.
    """

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _let(editor, table, "UPDATE", "DELETE")
        _refuse(editor, table, "DELETE")
        guarded = f"({condition}) IS NOT TRUE OR {_changes_more_than(editor, table, columns)}"
        words = f"table {table} is append-only: no such change"
        _refuse_when(editor, f"{table}_changed_only", "UPDATE", table, guarded, words)

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _stop_refusing(editor, f"{table}_changed_only", table)
        _let(editor, table, "DELETE")
        _refuse(editor, table, "UPDATE", "DELETE")

    return RunPython(apply, undo, elidable=False)


def last_word(table: str, column: str, *values: str) -> RunPython:
    """A migration operation after which a column that holds one of these values keeps it."""
    ends = ", ".join(f"'{value}'" for value in values)
    guarded = f'OLD."{column}" IN ({ends}) AND NEW."{column}" <> OLD."{column}"'

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _refuse_when(editor, f"{table}_last_word", "UPDATE", table, guarded, f"table {table}: the last word was spoken")

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _stop_refusing(editor, f"{table}_last_word", table)

    return RunPython(apply, undo, elidable=False)


def added_only_when(table: str, condition: str) -> RunPython:
    """A migration operation after which rows come into the table only where the condition, SQL over NEW, holds."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        guarded = f"({condition}) IS NOT TRUE"
        _refuse_when(editor, f"{table}_added_only", "INSERT", table, guarded, f"table {table}: no such row is added")

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _stop_refusing(editor, f"{table}_added_only", table)

    return RunPython(apply, undo, elidable=False)


def update_granted(table: str, *columns: str) -> RunPython:
    """A migration operation that lets whoever adds rows to an insert-only table change these columns."""
    names = ", ".join(f'"{column}"' for column in columns)

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _for_every_user(editor, (table,), f"GRANT UPDATE ({names}) ON {{table}} TO {{role}}", holding="INSERT")

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _for_every_user(editor, (table,), f"REVOKE UPDATE ({names}) ON {{table}} FROM {{role}}", holding="INSERT")

    return RunPython(apply, undo, elidable=False)


def emptied(table: str) -> RunPython:
    """A migration operation, forwards and backwards, that takes all rows out of an append-only table."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f'TRUNCATE "{table}"')  # past row-level security, which shows the owner no row
        else:
            _let(editor, table, "DELETE")
            editor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of our own
            _refuse(editor, table, "DELETE")

    return RunPython(apply, apply, elidable=False)


def never_deleted(table: str, column: str, *values: str) -> RunPython:
    """A migration operation after which the database refuses to delete rows that are in one of these states."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        states = ", ".join(f"'{value}'" for value in values)
        if editor.connection.vendor == "postgresql":
            editor.execute(
                "CREATE OR REPLACE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'rows of % are kept in this state', TG_TABLE_NAME; END $$",
                params=None,
            )
            editor.execute(
                f'CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON "{table}" FOR EACH ROW '
                f'WHEN (OLD."{column}" IN ({states})) EXECUTE FUNCTION refuse_delete()'
            )
        else:
            editor.execute(
                f'CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON "{table}" '
                f"WHEN OLD.\"{column}\" IN ({states}) BEGIN SELECT RAISE(ABORT, 'never deleted'); END"
            )

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f' ON "{table}"' if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_never_deleted{on_table}")

    return RunPython(apply, undo, elidable=False)


def deleted_only_when(table: str, condition: str, *, unless: str = "") -> RunPython:
    """A migration operation after which the database deletes a row of the table only where the condition holds.

    The condition is SQL over OLD. Rows for which `unless` holds may always go. The owner is bound as well.
    """
    guarded = f"NOT ({condition})" + (f" AND NOT ({unless})" if unless else "")

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        words = f"rows of {table} go only with an approved disposal"
        _refuse_when(editor, f"{table}_only_listed", "DELETE", table, guarded, words)

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _stop_refusing(editor, f"{table}_only_listed", table)

    return RunPython(apply, undo, elidable=False)


def byte_ordered(table: str, column: str, length: int) -> RunPython:
    """A migration operation that sorts a key column by its bytes, whatever the collation of the database."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for name in _on_postgresql(editor, (table,)):
            editor.execute(f'ALTER TABLE "{name}" ALTER COLUMN "{column}" TYPE varchar({length}) COLLATE "C"')

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for name in _on_postgresql(editor, (table,)):
            editor.execute(f'ALTER TABLE "{name}" ALTER COLUMN "{column}" TYPE varchar({length})')

    return RunPython(apply, undo, elidable=False)


def _on_postgresql(editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> tuple[str, ...]:
    return tables if editor.connection.vendor == "postgresql" else ()


def _refuse(editor: BaseDatabaseSchemaEditor, table: str, *verbs: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f'CREATE TRIGGER {table}_append_only BEFORE {" OR ".join(verbs)} ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in verbs:
        editor.execute(
            f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" '
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )


def _let(editor: BaseDatabaseSchemaEditor, table: str, *verbs: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f'DROP TRIGGER {table}_append_only ON "{table}"')
        return
    for verb in verbs:
        editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")


def _refuse_when(editor: BaseDatabaseSchemaEditor, name: str, verb: str, table: str, guarded: str, words: str) -> None:
    """A trigger that stops the statement where `guarded`, SQL over OLD or NEW, holds."""
    if editor.connection.vendor == "postgresql":
        row = "OLD" if verb == "DELETE" else "NEW"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {guarded} THEN "
            f"RAISE EXCEPTION '{words}'; END IF; RETURN {row}; END $$",
            params=None,
        )
        editor.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()', params=None
        )
    else:
        editor.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" WHEN {guarded} '
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
            params=None,
        )


def _stop_refusing(editor: BaseDatabaseSchemaEditor, name: str, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f'DROP TRIGGER {name} ON "{table}"')
        editor.execute(f"DROP FUNCTION {name}()")
    else:
        editor.execute(f"DROP TRIGGER {name}")


def _changes_more_than(editor: BaseDatabaseSchemaEditor, table: str, columns: tuple[str, ...]) -> str:
    """SQL that is true where OLD and NEW differ in another column than these."""
    if editor.connection.vendor == "postgresql":
        free = ", ".join(f"'{column}'" for column in columns)
        return f"to_jsonb(NEW) - ARRAY[{free}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{free}]"
    with editor.connection.cursor() as cursor:
        named = [column.name for column in editor.connection.introspection.get_table_description(cursor, table)]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in named if column not in columns)


def _for_every_user(
    editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...], statement: str, *, holding: str = ""
) -> None:
    """Roles that were granted something on the table; their names are a matter of the server, not of the product."""
    for table in _on_postgresql(editor, tables):
        with editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT quote_ident(r.rolname) FROM pg_class c, aclexplode(c.relacl) a "
                "JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = %s::regclass AND a.grantee <> c.relowner "
                "AND %s IN ('', a.privilege_type)",
                [table, holding],
            )
            roles = [row for (row,) in cursor.fetchall()]
        for role in roles:
            editor.execute(statement.format(table=f'"{table}"', role=role))


def _join_to_tenants(apps: Apps, editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    for table, column, target in _links(apps, _on_postgresql(editor, tables)):
        name, key = _link_name(table, column), truncate_name(f"{target}_tenant_and_id", 63)
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT conname FROM pg_constraint WHERE conname IN (%s, %s)", [name, key])
            there = {row for (row,) in cursor.fetchall()}
        if key not in there:
            editor.execute(f'ALTER TABLE "{target}" ADD CONSTRAINT "{key}" UNIQUE (tenant_id, id)')
        if name not in there:
            editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (tenant_id, "{column}") '
                f'REFERENCES "{target}" (tenant_id, id) DEFERRABLE INITIALLY DEFERRED'
            )


def _part_from_tenants(apps: Apps, editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    """The unique keys of the targets stay: other tables may refer to them."""
    for table, column, _target in _links(apps, _on_postgresql(editor, tables)):
        editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{_link_name(table, column)}"')


def _link_name(table: str, column: str) -> str:
    return truncate_name(f"{table}_{column}_within_tenant", 63)


def _links(apps: Apps, tables: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Table, column and target of every foreign key between rows of tenants."""
    for model in apps.get_models():
        if model._meta.db_table not in tables:
            continue
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.ForeignKey)
                and getattr(field, "db_constraint", True)
                and _has_tenant(field.related_model)
            ):
                yield model._meta.db_table, field.column, field.related_model._meta.db_table


def _has_tenant(model: type[models.Model]) -> bool:
    try:
        return bool(model._meta.get_field("tenant"))
    except FieldDoesNotExist:
        return False
