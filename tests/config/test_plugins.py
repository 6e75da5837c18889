"""What the suite's own plugins promise."""

import csv
import os
import subprocess
import sys

import pytest

from tests.plugins.clauses import LEDGER, ledger
from tests.plugins.servers import ROOT

PLUGINS = ["-p", "tests.plugins.clauses", "-p", "tests.plugins.no_skips", "-p", "no:cacheprovider"]
OTHERS = ["-p", "no:django", "-p", "no:playwright", "-p", "no:base_url"]


def run(folder, source, *options, **environment):
    """Run a suite of one file in a process of its own."""
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = clause\n")
    (folder / "test_probe.py").write_text(source)
    command = [sys.executable, "-m", "pytest", *PLUGINS, *OTHERS, *options]
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=bare | environment, capture_output=True, text=True, check=False)


def two_ids():
    return list(ledger())[:2]


def test_clauses_unknown_id_is_refused(tmp_path):
    source = "import pytest\n@pytest.mark.clause('XX-0-0')\ndef test_a(): pass\n"

    result = run(tmp_path, source)

    assert result.returncode != 0
    assert "test_probe.py::test_a: XX-0-0" in result.stderr + result.stdout


@pytest.mark.parametrize("processes", ["0", "2"])
def test_clauses_counts_what_passed_also_on_several_processes(tmp_path, processes):
    proved, failed = two_ids()
    source = (
        f"import pytest\n@pytest.mark.clause('{proved}')\ndef test_a(): pass\n"
        f"@pytest.mark.clause('{failed}', '{proved}')\ndef test_b(): assert PROVED\nPROVED = True\n"
        f"@pytest.mark.clause('{failed}')\ndef test_c(): assert 0\n"
    )

    output = run(tmp_path, source, "--clauses", "-n", processes).stdout

    assert f"1 of {len(ledger())} statements have a passing test" in output
    missing = [line for line in output.splitlines() if line.startswith("none yet")]
    assert any(failed in line.split() for line in missing)
    assert not any(proved in line.split() for line in missing)


def test_ledger_has_every_statement_once():
    with LEDGER.open(encoding="utf-8", newline="") as file:
        rows = [row["id"] for row in csv.DictReader(file)]

    assert len(rows) == len(set(rows)) == len(ledger()) == 447


def test_each_process_keeps_its_files_apart(settings):
    # The demo's day is a file: two plays at once must not move each other's calendar.
    assert settings.VAR_DIR.name == os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.mark.parametrize(("environment", "outcome"), [({"CI": "true"}, "1 failed, 1 error"), ({}, "2 skipped")])
def test_skips_fail_in_the_pipeline_only(tmp_path, environment, outcome):
    source = (
        "import pytest\ndef test_a(): pytest.skip('no server')\n"
        "@pytest.mark.skipif(True, reason='no browser')\ndef test_b(): pass\n"
    )

    assert outcome in run(tmp_path, source, **environment).stdout
