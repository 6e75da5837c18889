"""Periods that may not overlap, as a migration step: the database itself keeps two rows from holding at one time.

PostgreSQL gets an exclusion constraint, which also binds writers who do not see each other's rows yet. SQLite has
none: there triggers look before each insert and update, which is enough because one writer works at a time. Django
rebuilds a table of SQLite when a later migration alters it, and its triggers are gone then: such a migration has to
lay them again. A test looks for every one of them on both databases.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_FOR_EVER = "'9999-12-31'"


@dataclass(frozen=True)
class Apart:
    """Rows of a table that agree in `keys` and `words` and match `only` follow one another in time."""

    table: str
    name: str
    keys: Sequence[str]
    words: Sequence[str] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    begin: str = "started_on"
    end: str = "ended_on"

    def constraint(self) -> str:
        """The exclusion constraint; ranges of one number stand for equality, so that no extension is needed."""
        same = [f"int8range({key}, {key}, '[]') WITH &&" for key in self.keys]
        hashed = [f"hashtextextended({word}, 0)" for word in self.words]
        same += [f"int8range({one}, {one}, '[]') WITH &&" for one in hashed]
        same.append(f"daterange({self.begin}, {self.end}, '[]') WITH &&")
        where = " AND ".join(self._conditions())
        head = f'ALTER TABLE "{self.table}" ADD CONSTRAINT {self.name}'
        return f"{head} EXCLUDE USING gist ({', '.join(same)}) WHERE ({where})"

    def triggers(self) -> Iterator[str]:
        """The triggers that stand in for it."""
        same = [f"{one} = NEW.{one}" for one in (*self.keys, *self.words)]
        met = [
            f"{self.begin} <= COALESCE(NEW.{self.end}, {_FOR_EVER})",
            f"COALESCE({self.end}, {_FOR_EVER}) >= NEW.{self.begin}",
        ]
        found = " AND ".join([*same, *self._conditions(), "id IS NOT NEW.id", *met])
        for verb in ("INSERT", "UPDATE"):
            head = f'CREATE TRIGGER {self.name}_{verb.lower()} BEFORE {verb} ON "{self.table}"'
            when = " AND ".join(self._conditions("NEW."))
            there = f'EXISTS (SELECT 1 FROM "{self.table}" WHERE {found})'  # noqa: S608 – our own words only
            yield f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{self.name}') WHERE {there}; END"

    def _conditions(self, row: str = "") -> list[str]:
        there = [f"{row}{key} IS NOT NULL" for key in self.keys]
        return there + [f"{row}{column} = '{value}'" for column, value in self.only.items()]


def keep_apart(*rules: Apart) -> RunPython:
    """A migration operation after which the database refuses periods that overlap."""

    def apply(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for rule in rules:
            on_postgresql = editor.connection.vendor == "postgresql"
            for statement in [rule.constraint()] if on_postgresql else rule.triggers():
                editor.execute(statement, params=None)

    def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for rule in rules:
            if editor.connection.vendor == "postgresql":
                editor.execute(f'ALTER TABLE "{rule.table}" DROP CONSTRAINT {rule.name}')
            else:
                for verb in ("insert", "update"):
                    editor.execute(f"DROP TRIGGER {rule.name}_{verb}")

    return RunPython(apply, undo, elidable=False)
