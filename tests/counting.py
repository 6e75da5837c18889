"""How many statements a page costs; BEGIN, savepoints and the tenant setting are the frame of every page."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "SELECT set_config")


def statements_of(client: Client, address: str, **more: object) -> list[str]:
    """The statements of a GET that succeeds, the second time it is asked for."""
    client.get(address, **more)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address, **more)
    assert answer.status_code == 200
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(FRAME)]
