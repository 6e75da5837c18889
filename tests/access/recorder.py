"""What a request asked the database for: every statement, and which writes are left when it is over."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from orgchart.tenancy import TenantModel

_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
_SAVEPOINT = re.compile(r'(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "(\w+)"')
_INNER = re.compile(r"\([^()]*\)")
_FROM = re.compile(r'^SELECT .*? FROM "(\w+)"(.*)', re.DOTALL)
# The other end of a foreign key of a row that was read within the fence, alone or for a whole list; rows read anew.
_BY_KEY = re.compile(r'WHERE \(?"(\w+)"\."(?:id|subject_id)"\)? (?:= %s|IN \()')
# What the shell of every request writes: who is logged in, since when.
OF_THE_SESSION = frozenset({"django_session", "usersessions_usersession"})


@dataclass
class Recorder:
    """The statements of one stretch of work, in order."""

    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Stand between Django and the driver."""
        self.statements.append(sql)
        return execute(sql, params, many, context)

    def written(self) -> list[str]:
        """The tables written to, once for each statement that no savepoint took back."""
        found: list[str] = []
        marks: dict[str, int] = {}
        for sql in self.statements:
            if match := _SAVEPOINT.match(sql):
                verb, name = match.groups()
                if verb == "SAVEPOINT":
                    marks[name] = len(found)
                elif verb.startswith("ROLLBACK"):
                    del found[marks[name] :]
            elif match := _WRITE.match(sql):
                found.append(match.group(1))
        return [table for table in found if table not in OF_THE_SESSION]

    def unfenced(self) -> list[str]:
        """Reads of a table of the tenants that neither name the tenant nor follow a key."""
        return [sql for sql in self.statements if is_unfenced(sql)]


@cache
def is_unfenced(sql: str) -> bool:
    """Whether the outermost query reads a table of the tenants without saying whose rows."""
    outer = sql
    while _INNER.search(outer):
        outer = _INNER.sub("", outer)
    match = _FROM.match(outer)
    if match is None or match.group(1) not in tenant_tables():
        return False
    table = match.group(1)
    key = _BY_KEY.search(sql)
    return not re.search(rf'"{table}"\."tenant_id" (=|IN)', sql) and not (key and key.group(1) == table)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record what happens in the block."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        yield recorder


@cache
def tenant_tables() -> frozenset[str]:
    """The tables whose rows belong to a tenant, their histories included."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, TenantModel) or hasattr(model, "history_object")
    )
