"""Figures of printing and signing in batches for `make bench`."""

import pytest

from tests.benchmarks.signed_forms import measure
from tests.plugins.figures import Figures


@pytest.mark.benchmark
def test_signed_forms(figure: Figures) -> None:
    measured = measure()

    figure(f"{measured['forms']} forms of 3 pages printed and signed", measured["ours_a_second"], "a second of cpu")
    figure("  bare WeasyPrint and pyHanko", measured["bare_a_second"], "a second of cpu")
    figure("  share of the bare rate", measured["share"], "", aim="≥ 0.85")
    figure("  memory grown over the batch", measured["grown_mb"], "MB", aim="≤ 20")
    figure("  memory grown by the bare side", measured["bare_grown_mb"], "MB")
