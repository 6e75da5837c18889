"""Ties tests to the statements of the documents that they prove.

`@pytest.mark.clause("CC-I.6-3", ...)` refuses ids that the ledger does not have; `--clauses` prints how many
statements have a passing test, by document, area, priority and owning issue, and which have none.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

LEDGER = Path(__file__).parents[2] / "reviews" / "regulations" / "clauses.csv"
GROUPS = {"document": "document", "area": "area", "priority": "priority", "issue": "issue"}
PROPERTY = "clauses"


@cache
def ledger() -> dict[str, dict[str, str]]:
    """Return the statements by id; the document is the part of the id before the first hyphen."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row | {"document": row["id"].partition("-")[0]} for row in csv.DictReader(file)}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--clauses", action="store_true", help="print which statements of the ledger have a passing test")


def pytest_configure(config: pytest.Config) -> None:
    """Collect the outcomes where the reports arrive."""
    config.pluginmanager.register(Outcomes(), "clause-outcomes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse unknown ids and hand the known ones to the reports, which travel between processes."""
    unknown: list[str] = []
    for item in items:
        ids = [str(clause) for marker in item.iter_markers("clause") for clause in marker.args]
        if ids:
            unknown += [f"{item.nodeid}: {clause}" for clause in ids if clause not in ledger()]
            item.user_properties.append((PROPERTY, ids))
    if unknown:
        raise pytest.UsageError("These clause ids are not in the ledger:\n  " + "\n  ".join(sorted(set(unknown))))


class Outcomes:
    """Which statements were proved and which refuted in this run."""

    def __init__(self) -> None:
        self.proved: set[str] = set()
        self.refuted: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the outcome of one phase of a test."""
        ids = {clause for name, value in report.user_properties if name == PROPERTY for clause in value}
        if report.failed:
            self.refuted |= ids
        elif report.when == "call" and report.passed:
            self.proved |= ids

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the account, when it was asked for."""
        if not terminalreporter.config.getoption("--clauses"):
            return
        passing = self.proved - self.refuted
        terminalreporter.section("clauses of the ledger")
        for line in account(passing):
            terminalreporter.write_line(line)


def account(passing: Iterable[str]) -> list[str]:
    """Return the lines of the account for the statements with a passing test."""
    proved = set(passing)
    lines = [f"{len(proved)} of {len(ledger())} statements have a passing test in this run."]
    for title, column in GROUPS.items():
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for clause, row in ledger().items():
            totals[row[column]][0] += clause in proved
            totals[row[column]][1] += 1
        lines.append(
            f"by {title}: " + ", ".join(f"{key} {done}/{total}" for key, (done, total) in sorted(totals.items()))
        )
    missing = defaultdict(list)
    for clause, row in ledger().items():
        if clause not in proved:
            missing[row["issue"]].append(clause)
    lines += [f"none yet, issue {issue} ({len(ids)}): {' '.join(ids)}" for issue, ids in sorted(missing.items())]
    return lines
