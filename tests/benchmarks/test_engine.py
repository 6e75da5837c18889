"""Figures of the rating engine for `make bench`."""

import pytest

from tests.benchmarks.engine import measure
from tests.plugins.figures import Figures


@pytest.mark.benchmark
def test_engine(figure: Figures) -> None:
    measured = measure()

    figure("subjects on the board", measured.subjects, "")
    figure("  judged with all reasons", measured.evaluated, "subjects/s")
    figure("  by the rate command, JSON to JSON", measured.from_file_to_file, "subjects/s")
