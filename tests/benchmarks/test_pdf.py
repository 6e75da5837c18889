"""Figures of printing for `make bench`."""

import pytest

from tests.benchmarks.pdf import measure
from tests.plugins.figures import Figures


@pytest.mark.benchmark
def test_pdf_of_three_pages(figure: Figures) -> None:
    measured = measure()

    figure("3 pages of the individual review as PDF/A", measured["ours_ms"], "ms cpu")
    figure("  the same HTML with bare WeasyPrint", measured["bare_ms"], "ms cpu")
    figure("  ratio to bare WeasyPrint", measured["ratio"], "", aim="≤ 1.15")
    figure("  ratio to bare WeasyPrint that keeps fonts and style", measured["ratio_to_reusing"], "")
