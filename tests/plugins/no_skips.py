"""With CI=true a skipped test is a failed test: the pipeline has everything that the suite needs."""

import os
from collections.abc import Iterator

import pytest

IN_PIPELINE = os.environ.get("CI") == "true"


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_PIPELINE and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped with CI=true, but this was: {report.longrepr}"


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Turn a skipped test into a failed one."""
    report: pytest.TestReport = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Turn a skipped module into a failed one."""
    report: pytest.CollectReport = yield
    _fail_if_skipped(report)
    return report
