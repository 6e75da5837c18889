"""The child process of `reading`: files on standard input, pages and complete papers on standard output."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

from dossiers.scanning.reading import MAX_PAGES, ScannedPage, papers_of
from dossiers.signing.codes import read_payload
from orgchart.limited import limit_self

INCH = 72
# Most scans are read at the first; a stamp across the code or a blurred picture may need the second.
RESOLUTIONS = (150, 300)
Image.MAX_IMAGE_PIXELS = 120_000_000  # beyond A3 at 600 dpi


class _Refused(Exception):
    """What to tell the user."""


def _documents(files: Sequence[bytes]) -> Iterator[pypdfium2.PdfDocument]:
    for number, content in enumerate(files, start=1):
        try:
            pdf = content if content.startswith(b"%PDF-") else _as_pdf(content)
            yield pypdfium2.PdfDocument(pdf)
        except (pypdfium2.PdfiumError, OSError, Image.DecompressionBombError):
            raise _Refused(f"Không đọc được tệp thứ {number}. Quét lại rồi tải lên lần nữa.") from None


def _as_pdf(picture: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("L").save(out, "PDF", resolution=float(RESOLUTIONS[0]))
    return out.getvalue()


def _codes(page: pypdfium2.PdfPage) -> list[tuple[str, int, int]]:
    for resolution in RESOLUTIONS:
        picture = page.render(scale=resolution / INCH, grayscale=True).to_pil()
        read = (read_payload(code.text) for code in zxingcpp.read_barcodes(picture))
        found = [one for one in read if one]
        if found:
            return found
    return []


def main() -> None:
    """One batch, one answer: what was found, then the complete papers one after the other."""
    limit_self()
    head, _, rest = sys.stdin.buffer.read().partition(b"\n")
    files = []
    for length in json.loads(head):
        files.append(rest[:length])
        rest = rest[length:]
    try:
        refused, pages, papers = "", *_read(files)
    except _Refused as refusal:
        refused, pages, papers = str(refusal), [], {}
    told = {
        "refused": refused,
        "pages": [asdict(page) for page in pages],
        "files": [(code, len(content)) for code, content in papers.items()],
    }
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(papers.values()))


def _read(files: Sequence[bytes]) -> tuple[list[ScannedPage], dict[str, bytes]]:
    pages: list[ScannedPage] = []
    places: dict[tuple[str, int], tuple[pypdfium2.PdfDocument, int]] = {}
    for document in _documents(files):
        if len(pages) + len(document) > MAX_PAGES:
            raise _Refused(f"Bản quét có hơn {MAX_PAGES} trang. Chia thành nhiều lần.")
        for index in range(len(document)):
            number, found = len(pages) + 1, _codes(document[index])
            # Two papers under the lid at once: nobody can tell whose page it is.
            code, page, total = found[0] if len(found) == 1 else ("", 0, 0)
            pages.append(ScannedPage(number=number, code=code, page=page, pages=total))
            if code:
                places.setdefault((code, page), (document, index))
    complete = [paper for paper in papers_of(pages) if not paper.lacking]
    return pages, {paper.code: _joined(places, paper.code, paper.pages) for paper in complete}


def _joined(places: dict[tuple[str, int], tuple[pypdfium2.PdfDocument, int]], code: str, total: int) -> bytes:
    out, joined = BytesIO(), pypdfium2.PdfDocument.new()
    for page in range(1, total + 1):
        document, index = places[code, page]
        joined.import_pages(document, [index])
    joined.save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
