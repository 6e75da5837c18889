"""Imports, migrations, lock files and start-up files agree with the rules of the project."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.sources import ROOT


def test_imports_keep_their_contracts():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_requirements_have_hashes_and_name_no_host(path):
    text = path.read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][^#\n]*==[^\n]*", text, re.MULTILINE)

    assert "://" not in text
    assert pinned
    assert all(line.rstrip().endswith("\\") for line in pinned), "each package is followed by its hashes"


def test_package_lock_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    assert lock["packages"]
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


def test_dependencies_are_explained():
    source = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(source)["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    assert [one for one in listed if not re.search(rf'"{re.escape(one)}", +# \w', source)] == []


def test_test_settings_change_little():
    changed = (ROOT / "config" / "settings_test.py").read_text(encoding="utf-8").splitlines()

    assert len([line for line in changed if line and not line.startswith(("from", '"""'))]) <= 15


def test_top_level_holds_nothing_unexpected():
    expected = {
        "config", "dossiers", "orgchart", "ratings", "reviews", "static", "templates", "tests",
        "CHANGELOG.md", "Dockerfile", "LICENSE", "Makefile", "Procfile", "README.md", "docker-compose.yml", "manage.py",
        "package.json", "package-lock.json", "pyproject.toml",
    }  # fmt: skip
    ignored = {"node_modules", "var", "test-results", "__pycache__", "uv.lock"}
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    locks = {path.name for path in ROOT.glob("requirements*.txt")}

    assert there - ignored - locks - expected == set()
