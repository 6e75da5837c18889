"""Starts a throw-away PostgreSQL and Redis for the suite and stops them with it.

The process that starts the suite (under xdist: the controller) starts them once; workers inherit the addresses
through the environment. TEST_DATABASE_URL and TEST_REDIS_URL name other servers instead; the first names the role
that uses the tables, TEST_DATABASE_OWNER the one that makes databases there and owns what is in them.

Each server is watched by a small shell that holds the other end of a pipe: when this process ends in whatever
way, even killed, the pipe closes and the shell stops exactly its own server.
"""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.plugins import schema_cache

ROOT = Path(__file__).parents[2]
# As on a server: one role owns the tables, another one uses them and owns nothing (config/server/roles.sh).
OWNER, ROLE = "suite_owner", "suite"
MAKE_ROLES = f"""
CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
CREATE ROLE {ROLE} LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
GRANT {ROLE} TO {OWNER};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {ROLE};
"""
WATCH = """
trap '' INT TERM HUP
read -r _
kill -{signal} {pid} 2>/dev/null
tries=0
while kill -0 {pid} 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL {pid} 2>/dev/null
rm -rf {folder}
"""


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_tool(name: str) -> str:
    """Return the path of a PostgreSQL program, also where a distribution keeps it out of PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    found = next((str(folder / name) for folder in folders if (folder / name).exists()), shutil.which(name))
    if found is None:
        pytest.exit(
            f"The tests need PostgreSQL ({name} is missing): install the package postgresql-15, "
            "or set TEST_DATABASE_URL to a server whose role may create databases.",
            returncode=2,
        )
    return found


@contextmanager
def watched(process: subprocess.Popen[bytes], *, signal: str, folder: Path) -> Iterator[None]:
    """Let the process live as long as this block, or as this process."""
    reader, writer = os.pipe()
    script = WATCH.format(signal=signal, pid=process.pid, folder=folder)
    watcher = subprocess.Popen(["/bin/sh", "-c", script], stdin=reader, start_new_session=True, cwd="/")
    os.close(reader)
    try:
        yield
    finally:
        os.close(writer)
        process.wait()
        watcher.wait()


@contextmanager
def postgres() -> Iterator[str]:
    """Run PostgreSQL with durability off and the two roles of a server; new databases know what the using one may."""
    initdb, server, psql = postgres_tool("initdb"), postgres_tool("postgres"), postgres_tool("psql")
    folder = Path(tempfile.mkdtemp(prefix="suite-pg-"))
    data, port = folder / "data", free_port()
    other: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        other = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    subprocess.run(
        [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd="/", **other,
    )  # fmt: skip
    options = ["listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options += ["max_connections=200", "log_min_messages=fatal", "shared_buffers=256MB", "autovacuum=off"]
    process = subprocess.Popen(
        [server, "-D", data, "-p", str(port), "-k", folder, *(part for option in options for part in ("-c", option))],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd="/", **other,
    )  # fmt: skip
    with watched(process, signal="INT", folder=folder):
        ready = [postgres_tool("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "30"]
        while subprocess.run(ready, check=False).returncode:
            if process.poll() is not None:
                pytest.exit("PostgreSQL did not start.", returncode=2)
        as_superuser = [psql, "-qX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        subprocess.run([*as_superuser, "-d", "template1", "-c", MAKE_ROLES], check=True)
        schema_cache.restore(as_superuser, OWNER)
        os.environ |= {"TEST_DATABASE_OWN": "1", "TEST_DATABASE_OWNER": OWNER}
        yield f"postgres://{ROLE}@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """Run Redis without files."""
    server = shutil.which("redis-server")
    if server is None:
        pytest.exit("The tests need Redis: install the package redis-server, or set TEST_REDIS_URL.", returncode=2)
    folder, port = Path(tempfile.mkdtemp(prefix="suite-redis-")), free_port()
    process = subprocess.Popen(
        [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    with watched(process, signal="TERM", folder=folder):
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"redis://127.0.0.1:{port}/0"


running = ExitStack()
atexit.register(running.close)  # also where Django does not even start


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--sqlite", action="store_true", help="run on the embedded edition's database")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Have the servers up before Django reads its settings."""
    namespace = early_config.known_args_namespace
    quiet = any(getattr(namespace, option, False) for option in ("help", "version", "collectonly"))
    worker = "PYTEST_XDIST_WORKER" in os.environ
    if namespace.sqlite:
        os.environ["TEST_DATABASE_URL"] = "sqlite:///:memory:"
    if "TEST_DATABASE_URL" not in os.environ and not worker and not quiet:
        os.environ["TEST_DATABASE_URL"] = running.enter_context(postgres())
    if "TEST_REDIS_URL" not in os.environ and not worker and not quiet:
        os.environ["TEST_REDIS_URL"] = running.enter_context(redis())
    use_test_environment()
    return (yield)


def use_test_environment() -> None:
    """Name everything that the settings read, so that nobody's own environment or .env file changes a test."""
    if "TEST_VAR_DIR" not in os.environ:
        os.environ["TEST_VAR_DIR"] = running.enter_context(tempfile.TemporaryDirectory(prefix="suite-var-"))
    # Each process of the suite keeps its own files: two plays at once stand at different days of the demo.
    own_files = Path(os.environ["TEST_VAR_DIR"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
    own_files.mkdir(exist_ok=True)
    os.environ |= {
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
        "REDIS_URL": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:1/0"),
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
        "VAR_DIR": str(own_files),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_POOL": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
    }
    os.environ |= dict.fromkeys(("DATABASE_PASSWORD", "SECRET_KEY_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE"), "")
    os.environ |= dict.fromkeys(("DEBUG", "DEMO", "HTTPS", "TRUSTED_PROXIES"), "0")


def pytest_unconfigure() -> None:
    """Stop what this process started."""
    running.close()
