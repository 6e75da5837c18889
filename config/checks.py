"""What the embedded edition does not promise, said by `manage.py check --database default` and by every migration."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection

from dossiers.signing.keys import BadKeyFile, load_keyring
from orgchart.models import Tenant


@checks.register()
def signing_keys(**_options: Any) -> list[checks.CheckMessage]:
    """A file of signing keys that makes no sense stops the start, not the first signature."""
    try:
        load_keyring(settings.SIGNING_KEYS_FILE)
    except BadKeyFile as error:
        return [checks.Error(str(error), hint="Mend the file that SIGNING_KEYS_FILE names.", id="config.E002")]
    return []


@checks.register(checks.Tags.database)
def embedded_edition(*, databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:
    """Warn what SQLite does not give, and refuse several offices on it outside the demo."""
    if not databases or not settings.EMBEDDED or settings.DEMO:
        return []
    found: list[checks.CheckMessage] = [
        checks.Warning(
            "The embedded edition (SQLite) is meant for one office: no row-level security, one writer at a time, "
            "no back-up while it runs other than copying the file with sqlite3's .backup.",
            hint="Give DATABASE_URL and REDIS_URL to use the server edition.",
            id="config.W001",
        )
    ]
    if Tenant._meta.db_table in connection.introspection.table_names() and Tenant.objects.count() > 1:
        found.append(
            checks.Error(
                "Several party committees share one SQLite file, which cannot keep them apart by itself.",
                hint="Move to the server edition, or set DEMO=1 if all data are fictitious.",
                id="config.E001",
            )
        )
    return found
