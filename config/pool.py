"""What happens to a pooled database connection between two requests."""

from typing import Any

from psycopg import Connection


def reset_connection(connection: Connection[Any]) -> None:
    """Forget every setting of the last user of the connection, above all the tenant."""
    connection.execute("RESET ALL")
    if not connection.autocommit:
        connection.commit()
