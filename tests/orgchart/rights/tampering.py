"""What only the owner of the tables can do: past triggers and policies."""

from django.db import connection

TRAIL = ("orgchart_auditrecord", "orgchart_auditseal", "orgchart_auditredaction")


def with_all_power(*statements: str) -> None:
    """Carry out the statements on the trail while nothing guards it; inside a transaction of the owner."""
    with connection.cursor() as cursor:
        for table in TRAIL:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait can not be altered
        for table in TRAIL:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
