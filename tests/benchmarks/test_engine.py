"""Figures of the rating engine for `make bench`."""

from pathlib import Path

import pytest

from tests.benchmarks.engine import measure
from tests.plugins.figures import Figures


@pytest.mark.benchmark
def test_engine(figure: Figures, tmp_path: Path) -> None:
    measured = measure(tmp_path)
    command, plain = measured.command, measured.plain

    figure("manage.py rate: subjects on the board", measured.subjects, "")
    figure("  groups with ballots", measured.groups, "")
    figure("  from file to file, with all reasons", command.seconds, "s")
    figure("  memory at most", command.megabytes, "MB", aim="<= 500")
    figure("  with reasons", measured.subjects / command.seconds, "subjects/s")
    figure("  the same file by a program without checks and reasons", plain.seconds, "s")
    figure("  ratio to that program", command.seconds / plain.seconds, "x", aim="<= 4")
    figure("engine in memory, with reasons", measured.subjects / measured.evaluated, "subjects/s")
    figure(
        "  bare loop in memory: grade and cap, no ceilings, no ballots", measured.subjects / measured.bare, "subjects/s"
    )
    figure("  ratio to the bare loop", measured.evaluated / measured.bare, "x")
