"""How much our printing costs beside bare WeasyPrint on the same HTML.

Both sides run in this process, in turn, and are measured by its processor time, so that other work on the machine
does not count. Run as a module it prints the figures as JSON.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from dossiers.documents.assets import STYLE_SHEET
from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.kinds import DocumentKind, LeaderReview
from dossiers.documents.layout import html_of
from dossiers.documents.render import render
from tests.dossiers.documents.samples import leader_review

ROUNDS = 15
WARM_UP = 2


def three_pages() -> LeaderReview:
    """A review that fills exactly three pages."""
    return replace(leader_review(), explanations=(), targets=())


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds of processor time for three pages, ours and bare, and the ratio of the medians (aim: ≤ 1.15)."""
    data = three_pages()
    html = html_of(DocumentKind.LEADER_REVIEW, data)
    style = STYLE_SHEET.read_text(encoding="utf-8").replace("asset:", configured_fonts_dir().as_uri() + "/")
    shared_fonts = FontConfiguration()
    shared_style = CSS(string=style, font_config=shared_fonts)

    def ours() -> bytes:
        return render(DocumentKind.LEADER_REVIEW, data)

    def bare() -> bytes:
        """As the manual of WeasyPrint shows it: fonts and style anew for each document, a plain PDF."""
        fonts = FontConfiguration()
        return _bytes(
            HTML(string=html).write_pdf(stylesheets=[CSS(string=style, font_config=fonts)], font_config=fonts)
        )

    def bare_reusing() -> bytes:
        """The sharper yardstick: fonts and style kept, still a plain PDF."""
        return _bytes(HTML(string=html).write_pdf(stylesheets=[shared_style], font_config=shared_fonts))

    pages = [_page_count(side()) for side in (ours, bare, bare_reusing)]
    if pages != [3, 3, 3]:
        raise ValueError(f"three pages were wanted on every side, not {pages}")
    sides = {"ours": ours, "bare": bare, "bare_reusing": bare_reusing}
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(WARM_UP + rounds):
        for name, side in sides.items():
            spent = _cpu_ms(side)
            if number >= WARM_UP:
                times[name].append(spent)
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {
        "ours_ms": round(medians["ours"], 1),
        "bare_ms": round(medians["bare"], 1),
        "bare_reusing_ms": round(medians["bare_reusing"], 1),
        "ratio": round(medians["ours"] / medians["bare"], 3),
        "ratio_to_reusing": round(medians["ours"] / medians["bare_reusing"], 3),
        "rounds": rounds,
        "bytes": len(ours()),
    }


def _cpu_ms(side: Callable[[], bytes]) -> float:
    before = time.process_time()
    side()
    return (time.process_time() - before) * 1000


def _bytes(pdf: bytes | None) -> bytes:
    assert pdf is not None
    return pdf


def _page_count(pdf: bytes) -> int:
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
