"""Runs the services of docker-compose.yml on this machine's own programs and free local ports."""

import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.plugins.servers import free_port, postgres_tool, watched

ROOT = Path(__file__).parents[2]
SECRETS = ("secret_key", "superuser_password", "owner_password", "app_password")


@dataclass
class Edition:
    """The services of the file, with names and paths of containers replaced by what stands for them here."""

    folder: Path
    services: dict[str, dict[str, Any]]
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def here(self, text: str) -> str:
        """Return the text with addresses and paths of this machine."""
        places = {
            "/run/secrets/": f"{self.folder}/secrets/",
            "/var/lib/xep-loai": f"{self.folder}/data",
            "db:5432": f"127.0.0.1:{self.ports['db']}",
            "redis:6379": f"127.0.0.1:{self.ports['redis']}",
            "web:8000": f"127.0.0.1:{self.ports['web']}",
            "0.0.0.0:8000": f"127.0.0.1:{self.ports['web']}",
        }
        for there, place in places.items():
            text = text.replace(there, place)
        return text

    def environment(self, service: str) -> dict[str, str]:
        """Return what the file gives to the service, and nothing else but where programs are."""
        given = self.services[service].get("environment", {})
        path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        return {"PATH": path} | {name: self.here(interpolate(str(value))) for name, value in given.items()}

    def command(self, service: str) -> list[str]:
        """Return the command of the service."""
        return [self.here(word) for word in shlex.split(self.services[service]["command"])]

    def log(self, service: str) -> str:
        """Return what the service has written so far."""
        return (self.folder / f"{service}.log").read_text(encoding="utf-8", errors="replace")


def interpolate(text: str) -> str:
    """Return the text as compose reads it with ALLOWED_HOSTS=localhost."""
    return re.sub(r"\$\{ALLOWED_HOSTS:\?[^}]*\}", "localhost", text)


def prepare(folder: Path) -> Edition:
    """Make the secrets and the certificate that an administrator makes by the README."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    for name in ("secrets", "data/media", "data-static"):
        (folder / name).mkdir(parents=True)
    for name in SECRETS:
        (folder / "secrets" / name).write_text(f"{name}-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z-0123456789-{name}")
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    certificate += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "tls_key", "-out", "tls_certificate"]
    subprocess.run(certificate, check=True, cwd=folder / "secrets", capture_output=True)
    edition = Edition(folder, services)
    edition.ports = {name: free_port() for name in ("db", "redis", "web", "http", "https")}
    return edition


def start(edition: Edition, stack: ExitStack, service: str, command: list[str], **options: Any) -> None:
    """Start a service and have it stopped by its own process id."""
    log = stack.enter_context((edition.folder / f"{service}.log").open("wb"))
    folder = edition.folder / f"{service}.tmp"
    folder.mkdir()
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **options)
    edition.processes[service] = process
    stack.enter_context(watched(process, signal="TERM" if service != "db" else "INT", folder=folder))


def start_database(edition: Edition, stack: ExitStack) -> None:
    """Make the cluster as the image does, run the roles script, start the service's command."""
    home = edition.folder / "db"
    home.mkdir()
    secrets = edition.folder / "secrets"
    drop: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        drop = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        os.chown(home, account.pw_uid, account.pw_gid)
        os.chown(secrets / "superuser_password", account.pw_uid, account.pw_gid)
    initdb = [postgres_tool("initdb"), "-D", home / "data", "-U", "postgres", "--auth-local=trust", "--no-sync"]
    initdb += [
        "--auth-host=scram-sha-256",
        f"--pwfile={secrets / 'superuser_password'}",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(initdb, check=True, cwd="/", capture_output=True, **drop)
    port = str(edition.ports["db"])
    program, *arguments = edition.command("db")
    local = ["-D", str(home / "data"), "-p", port, "-k", str(home), "-c", "listen_addresses=127.0.0.1"]
    start(edition, stack, "db", [postgres_tool(program), *arguments, *local, "-c", "fsync=off"], cwd="/", **drop)
    while subprocess.run([postgres_tool("pg_isready"), "-q", "-h", home, "-p", port], check=False).returncode:
        assert edition.processes["db"].poll() is None, edition.log("db")
    environment = edition.environment("db") | {"PGHOST": str(home), "PGPORT": port}
    subprocess.run([ROOT / "config/server/roles.sh"], check=True, env=environment, capture_output=True)


def start_proxy(edition: Edition, stack: ExitStack) -> None:
    """Fill in the template as the image does and start nginx with it."""
    given = edition.environment("proxy")
    given |= {"HTTP_PORT": f"127.0.0.1:{edition.ports['http']}", "HTTPS_PORT": f"127.0.0.1:{edition.ports['https']}"}
    template = (ROOT / "config/server/nginx.conf.template").read_text(encoding="utf-8")
    rendered = edition.folder / "default.conf"
    rendered.write_text(re.sub(r"\$\{(\w+)\}", lambda match: given[match[1]], template), encoding="utf-8")
    state = edition.folder / "nginx"
    state.mkdir()
    paths = " ".join(
        f"{name}_temp_path {state}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user nobody nogroup;" if os.geteuid() == 0 else ""  # as in the image: not the user who wrote the files
    main = edition.folder / "nginx.conf"
    main.write_text(
        f"{user} pid {state}/pid; error_log stderr; events {{}} "
        f"http {{ include /etc/nginx/mime.types; access_log off; {paths} include {rendered}; }}"
    )
    program, *arguments = edition.command("proxy")
    found = shutil.which(program, path=given["PATH"])
    assert found, "the server edition's test needs nginx: install the package nginx-light"
    start(edition, stack, "proxy", [found, *arguments, "-c", str(main)], env=given)


@contextmanager
def server_edition() -> Iterator[Edition]:
    """Run the whole edition for the length of this block, in a folder that its several users may enter."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="suite-server-")))
        folder.chmod(0o711)
        edition = prepare(folder)
        start_database(edition, stack)
        redis = [*edition.command("redis"), "--port", str(edition.ports["redis"]), "--bind", "127.0.0.1"]
        start(edition, stack, "redis", redis, cwd=folder)
        migrate = subprocess.run(
            edition.command("migrate"), cwd=ROOT, env=edition.environment("migrate"), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert migrate.returncode == 0, migrate.stderr
        for service in ("web", "worker", "beat"):
            start(edition, stack, service, edition.command(service), cwd=ROOT, env=edition.environment(service))
        start_proxy(edition, stack)
        yield edition
