"""Keeps the migrated, empty database of the suite as a dump, so that only the first run after a change migrates.

The dump's name is a digest of everything that the migrations are made of. A database that starts from it is still
handed to `migrate`, which finds nothing left to do.
"""

import hashlib
import os
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "suite"
TEMPLATE = "migrated"
SOURCES = (
    "*/migrations/*.py", "orgchart/row_security.py", "orgchart/periods.py", "orgchart/tenancy.py", "requirements.txt",
    "tests/plugins/servers.py",
)  # fmt: skip


def dump_path() -> Path:
    """Return where the dump for the migrations as they are now is kept."""
    digest = hashlib.sha256(version("django").encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:24]}.sql"


def restore(psql: list[str], owner: str) -> None:
    """Make the template from the dump, if there is one, and let the settings of this run know."""
    dump = dump_path()
    if not dump.exists():
        return
    subprocess.run([*psql, "-c", f"CREATE DATABASE {TEMPLATE} OWNER {owner}"], check=True)
    fill = [*psql, "-v", "ON_ERROR_STOP=1", "-1", "-d", TEMPLATE, "-f", str(dump)]
    subprocess.run(fill, check=True, stdout=subprocess.DEVNULL)
    os.environ["TEST_DATABASE_TEMPLATE"] = TEMPLATE


def keep(pg_dump: str, settings: dict[str, object]) -> None:
    """Dump the freshly migrated database; a superuser reads, because row-level security binds its owner too."""
    dump = dump_path()
    if dump.exists() or "TEST_DATABASE_TEMPLATE" in os.environ or "TEST_DATABASE_OWN" not in os.environ:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    draft = dump.with_suffix(f".{os.getpid()}")
    where = ["-h", str(settings["HOST"]), "-p", str(settings["PORT"]), "-U", "postgres", "-d", str(settings["NAME"])]
    subprocess.run([pg_dump, *where, "-f", str(draft)], check=True)
    for old in FOLDER.glob("*.sql"):
        old.unlink(missing_ok=True)
    draft.replace(dump)
