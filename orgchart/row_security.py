"""Row-level security as a migration step: PostgreSQL itself shows only the rows of the open tenant."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from orgchart.tenancy import SETTING


def protect_tables(*tables: str) -> RunPython:
    """A migration operation that binds everybody, the owner too, to the rows of the tenant of the transaction.

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

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in _on_postgresql(editor, tables):
            editor.execute(f'DROP POLICY tenant_rows ON "{table}"')
            editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
            editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

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
            editor.execute(
                f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(
                    f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" '
                    "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                )

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f'DROP TRIGGER {table}_append_only ON "{table}"')
        else:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")

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
