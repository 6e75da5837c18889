"""What goes round a guard is not written: the tenants' wall, the given time, escaping."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import dotted, modules, name, templates, tree

TENANCY = "orgchart/tenancy.py"
PAST_THE_WALL = {
    "objects.raw",
    "_base_manager",
    "scopes_disabled",
    "bulk_create",
    "bulk_create_with_history",
    "bulk_update",
}
CLOCKS = {
    "date.today", "datetime.date.today", "datetime.now", "datetime.datetime.now", "datetime.today", "datetime.utcnow",
    "timezone.now", "timezone.localdate", "timezone.localtime", "localdate", "localtime", "now", "time.time",
    "functions.Now", "Now", "clock.now", "clock.today",
}  # fmt: skip
WITHOUT_CLOCK = {"services", "queries", "engine", "regulations", "access", "states", "models"}
# Puts together what the template engine has rendered and escaped before.
MARKED_SAFE = {"orgchart/templatetags/page.py"}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|\shx-on|javascript:", re.IGNORECASE
)


# Hand named variables on: to Django, which variable names the settings; to a child process, which few it gets.
READS_ENVIRONMENT = {
    "config/management/commands/verify.py",
    "config/celery.py", "config/deploy_check.py", "config/environment.py", "config/settings.py", "config/wsgi.py",
    "dossiers/documents/sandbox.py", "orgchart/limited.py",
}  # fmt: skip


def attributes_and_names(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, f"objects.{node.attr}" if dotted(node.value).endswith("objects") else node.attr
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)


def converts(call: ast.Call) -> bool:
    """`localtime(at)` turns a given moment into local time; without an argument it asks the clock."""
    return bool(call.args) and dotted(call.func).endswith(("localtime", "localdate"))


def test_tenant_rows_are_reached_through_the_guard_only():
    found = [
        f"{name(path)}:{line} {word}"
        for path in modules()
        if name(path) != TENANCY
        for line, word in attributes_and_names(path)
        if word in PAST_THE_WALL
    ]

    assert found == []


def test_time_comes_in_as_an_argument():
    found = [
        f"{name(path)}:{node.lineno} {dotted(node.func)}()"
        for path in modules("orgchart", "reviews", "ratings", "dossiers")
        if WITHOUT_CLOCK & set(Path(name(path)).with_suffix("").parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func) in CLOCKS and not converts(node)
    ]

    assert found == []


def test_local_dates_are_never_taken_from_the_machines_zone():
    found = [
        f"{name(path)}:{node.lineno} {dotted(node.func)}()"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and dotted(node.func).endswith(("date.today", "datetime.today", "datetime.utcnow"))
    ]

    assert found == []


def test_nothing_is_marked_safe():
    in_code = [
        f"{name(path)}:{line}"
        for path in modules()
        if name(path) not in MARKED_SAFE
        for line, word in attributes_and_names(path)
        if word == "mark_safe"
    ]
    in_templates = [
        name(path)
        for path in templates()
        if re.search(r"\|\s*safe(seq)?\b|autoescape\s+off", path.read_text(encoding="utf-8"))
    ]

    assert in_code + in_templates == []


def test_pages_hold_no_script_and_no_style():
    pages = [path for path in templates() if not name(path).startswith("templates/documents/")]  # these become PDF
    found = [
        f"{name(path)}:{number} {match.group().strip()}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (match := INLINE.search(line))
    ]

    assert found == []


def test_the_cache_is_asked_in_one_place():
    """What is kept across requests carries its tenant in the key; these are counters, nothing about anybody."""
    found = {
        name(path)
        for path in modules("orgchart", "reviews", "ratings", "dossiers")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.core.cache"
    }

    assert found == {"orgchart/quotas.py"}


def test_no_signal_is_listened_to():
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules("orgchart", "reviews", "ratings", "dossiers")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in {"django.dispatch", "django.db.models.signals"}
    ]

    assert found == []


def test_the_environment_is_read_by_the_settings_only():
    found = [
        f"{name(path)}:{line} {word}"
        for path in modules()
        if name(path) not in READS_ENVIRONMENT
        for line, word in attributes_and_names(path)
        if word in {"environ", "getenv"}
    ]

    assert found == []
