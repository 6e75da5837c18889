"""Collects the figures of `make bench`: a table on the terminal and JSON in the file named by --figures."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, beside what was aimed at."""

    name: str
    value: float
    unit: str
    aim: str = ""


class Figures:
    """What the benchmarks of this run have measured."""

    def __init__(self) -> None:
        self.measured: list[Figure] = []

    def __call__(self, name: str, value: float, unit: str, *, aim: str = "") -> None:
        """Note one figure."""
        self.measured.append(Figure(name, round(value, 3), unit, aim))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table and write the file."""
        path = terminalreporter.config.getoption("--figures")
        if path:
            content = {
                "python": platform.python_version(),
                "processors": os.cpu_count(),
                "load": [round(one, 1) for one in os.getloadavg()],
                "figures": [asdict(one) for one in self.measured],
            }
            Path(path).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if self.measured:
            terminalreporter.section("figures")
            width = max(len(one.name) for one in self.measured)
            for one in self.measured:
                terminalreporter.write_line(f"{one.name:<{width}}  {one.value:>10} {one.unit:<12} {one.aim}".rstrip())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--figures", metavar="FILE", help="write the figures of the benchmarks to this file as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """One collection a run."""
    config.pluginmanager.register(Figures(), "figures")


@pytest.fixture(scope="session")
def figure(pytestconfig: pytest.Config) -> Figures:
    """Note a measured value: figure("page of reviews", 41.3, "ms", aim="≤ 60 ms")."""
    plugin = pytestconfig.pluginmanager.get_plugin("figures")
    assert isinstance(plugin, Figures)
    return plugin
