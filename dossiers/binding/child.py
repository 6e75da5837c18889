"""The child process of `book`: papers on standard input, their page counts or the bound file on standard output."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise

import pypdfium2
from PIL import Image
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from orgchart.limited import limit_self

A4_INCHES = (8.27, 11.69)
Image.MAX_IMAGE_PIXELS = 120_000_000  # beyond A3 at 600 dpi


def page_count(paper: bytes) -> int:
    """The pages of a paper, 0 where it cannot be opened."""
    try:
        with pypdfium2.PdfDocument(_as_pdf(paper)) as pdf:
            return len(pdf)
    except (pypdfium2.PdfiumError, OSError, Image.DecompressionBombError):
        return 0


def bound(files: Sequence[bytes], titles: Sequence[str]) -> bytes:
    """The files one after the other, those behind the first under bookmarks of these titles."""
    joined, starts = pypdfium2.PdfDocument.new(), []
    for file in files:
        starts.append(len(joined))
        with pypdfium2.PdfDocument(_as_pdf(file)) as one:
            joined.import_pages(one)
    out = BytesIO()
    joined.save(out)
    writer = IncrementalPdfFileWriter(out)
    _bookmark(writer, list(zip(titles, starts[1:], strict=True)))
    bookmarked = BytesIO()
    writer.write(bookmarked)
    return bookmarked.getvalue()


def _as_pdf(paper: bytes) -> bytes:
    """A picture fills a page of A4 as far as its sides allow."""
    if paper.startswith(b"%PDF-"):
        return paper
    out = BytesIO()
    with Image.open(BytesIO(paper)) as picture:
        dots = max(side / inches for side, inches in zip(picture.size, A4_INCHES, strict=True))
        picture.convert("RGB").save(out, "PDF", resolution=dots)
    return out.getvalue()


def _bookmark(writer: IncrementalPdfFileWriter, marks: Sequence[tuple[str, int]]) -> None:
    if not marks:
        return
    outline = _dictionary({"/Type": pdf_name("/Outlines")})
    root = writer.add_object(outline)
    leaves = [_leaf(root, title, writer.find_page_for_modification(page)[0]) for title, page in marks]
    places = [writer.add_object(leaf) for leaf in leaves]
    for (leaf, place), (following, next_place) in pairwise(zip(leaves, places, strict=True)):
        leaf[pdf_name("/Next")] = next_place
        following[pdf_name("/Prev")] = place
    outline.update(_dictionary({"/First": places[0], "/Last": places[-1], "/Count": NumberObject(len(leaves))}))
    writer.root.update(_dictionary({"/Outlines": root, "/PageMode": pdf_name("/UseOutlines")}))
    writer.update_root()


def _leaf(root: PdfObject, title: str, page: PdfObject) -> DictionaryObject:
    place = ArrayObject([page, pdf_name("/Fit")])
    return _dictionary({"/Title": pdf_string(title), "/Parent": root, "/Dest": place})


def _dictionary(values: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({pdf_name(key): value for key, value in values.items()})


def _files(lengths: Sequence[int], content: bytes) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield content[start : start + length]
        start += length


def main() -> None:
    """One message, one answer."""
    (what,) = limit_self()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    told = json.loads(head)
    files = list(_files(told["lengths"], content))
    answer = bound(files, told["titles"]) if what == "bind" else json.dumps([page_count(one) for one in files]).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
