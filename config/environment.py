"""How the settings read the environment: each reader refuses what makes no sense and says what would."""

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def flag(name: str, *, default: bool) -> bool:
    """Return a switch that knows only 0 and 1, so that `off`, `False` or a typing slip never means on."""
    value = env.str(name, default="1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def secret(name: str) -> str:
    """Return a secret: the content of the file named by NAME_FILE comes first, then NAME itself."""
    path = env.str(f"{name}_FILE", default="")
    if not path:
        return env.str(name, default="").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which cannot be read: {error}.") from error


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole number inside its sensible range."""
    text = env.str(name, default=str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def url(name: str, *, default: str, schemes: set[str]) -> str:
    """Return an address whose scheme is one that the product can talk to."""
    value = secret(name) or default
    if value and urlsplit(value).scheme not in schemes:
        known = ", ".join(f"{scheme}://…" for scheme in sorted(schemes))
        raise ImproperlyConfigured(f"{name} must be an address of the form {known}.")
    return value


def host_names(name: str, *, default: list[str]) -> list[str]:
    """Return host names without scheme, port, path or wildcard; at least one."""
    hosts = [host.strip() for host in env.list(name, default=default) if host.strip()]
    pattern = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\]")
    for host in hosts:
        if not pattern.fullmatch(host.lower()):
            raise ImproperlyConfigured(
                f"{name} holds {host!r}. Give plain host names separated by commas: no scheme, port, path or '*'."
            )
    if not hosts:
        raise ImproperlyConfigured(f"{name} is empty: name the hosts under which the site is reached.")
    return hosts


def kept_secret_key(path: Path) -> str:
    """Return the embedded edition's own key, made at the first start and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
