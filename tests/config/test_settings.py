"""A missing or senseless value stops the start with a message that names it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOW = (
    "import config.settings as s; "
    "print(s.EMBEDDED, s.DEBUG, s.DATABASES['default']['ENGINE'].rsplit('.')[-1], s.SECRET_KEY[:6], s.ALLOWED_HOSTS)"
)
STRONG = "kLq8-0wZ2xN7vB4mT1yR6cJ9sF3hD5gP0aU8eI2oW7tY4uX1zQ6nM9bV"
SERVER = {
    "DATABASE_URL": "postgres://app@db:5432/review",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": STRONG,
    "ALLOWED_HOSTS": "xeploai.example.vn",
}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own with just this environment."""
    bare = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-c", SHOW]
    return subprocess.run(command, cwd=ROOT, env=bare | environment, capture_output=True, text=True, check=False)


def test_settings_embedded_edition_needs_no_environment(tmp_path):
    first = start(tmp_path)
    second = start(tmp_path)

    assert first.stdout.startswith("True False sqlite3 ")
    assert first.stdout == second.stdout, "the key is made once and kept"
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_settings_server_edition_starts_with_its_values(tmp_path):
    assert start(tmp_path, **SERVER).stdout == "False False postgresql kLq8-0 ['xeploai.example.vn']\n"


def test_settings_secret_is_read_from_file_first(tmp_path):
    file = tmp_path / "key"
    file.write_text("F1le" + STRONG + "\n")

    assert " F1lekL " in start(tmp_path, **SERVER, SECRET_KEY_FILE=str(file)).stdout


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + STRONG}, "SECRET_KEY"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DEBUG": "yes"}, "DEBUG"),
        ({"DEMO": "true"}, "DEMO"),
        ({"HTTPS": "on"}, "HTTPS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "https://xeploai.example.vn"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "xeploai.example.vn:8000"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": "db.example.vn"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://app@db/review"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://db"}, "DATABASE_URL"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"REDIS_URL": "http://redis:6379"}, "REDIS_URL"),
        ({"DATABASE_POOL": "many"}, "DATABASE_POOL"),
        ({"DATABASE_POOL": "-1"}, "DATABASE_POOL"),
        ({"TRUSTED_PROXIES": "9"}, "TRUSTED_PROXIES"),
    ],
)
def test_settings_senseless_value_stops_the_start(tmp_path, values, named):
    result = start(tmp_path, **(SERVER | values))

    assert result.returncode != 0
    assert f"ImproperlyConfigured: {named}" in result.stderr


def test_settings_every_variable_is_documented(tmp_path):
    source = (ROOT / "config" / "settings.py").read_text()
    example = (ROOT / ".env.example").read_text()
    read = {
        part.split('"')[1]
        for call in ("flag(", "secret(", "whole_number(", "url(", "host_names(", "env.str(")
        for part in source.replace("\n", " ").split(call)[1:]
        if part.lstrip().startswith('"')
    }

    assert {"SECRET_KEY", "DATABASE_URL", "VAR_DIR", "DEMO"} <= read
    assert [name for name in sorted(read) if f"\n# {name}=" not in f"\n{example}" and f"\n{name}=" not in example] == []
