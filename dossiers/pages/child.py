"""The child process of `work`: papers on standard input, what was made of them on standard output."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise

import pypdfium2
from PIL import Image, ImageOps
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from orgchart.limited import limit_self

A4_INCHES = (8.27, 11.69)
SCREEN_WIDTH = 1240  # of a drawn page, in dots
PHOTO_SIDE = 2400  # of a photographed page at most: 200 dots an inch on A4
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


def photos_bound(photos: Sequence[bytes]) -> bytes:
    """The photographs as the pages of one PDF."""
    joined = pypdfium2.PdfDocument.new()
    for photo in photos:
        with pypdfium2.PdfDocument(_as_pdf(photo)) as one:
            joined.import_pages(one)
    out = BytesIO()
    joined.save(out)
    return out.getvalue()


def drawn(paper: bytes, page: int) -> bytes:
    """One page as a JPEG; nothing where there is no such page."""
    with pypdfium2.PdfDocument(_as_pdf(paper)) as pdf:
        if not 0 <= page < len(pdf):
            return b""
        leaf = pdf[page]
        picture = leaf.render(scale=SCREEN_WIDTH / leaf.get_width()).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _as_pdf(paper: bytes) -> bytes:
    """A picture, turned as it was held, fills a page of A4 as far as its sides allow."""
    if paper.startswith(b"%PDF-"):
        return paper
    out = BytesIO()
    with Image.open(BytesIO(paper)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        inches = A4_INCHES if upright.height >= upright.width else A4_INCHES[::-1]
        dots = max(side / length for side, length in zip(upright.size, inches, strict=True))
        upright.save(out, "PDF", resolution=dots)
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


def _answer(what: str, files: Sequence[bytes], words: Sequence[str]) -> bytes:
    if what == "count":
        return json.dumps([page_count(one) for one in files]).encode()
    if what == "draw":
        return drawn(files[0], int(words[0]))
    return photos_bound(files) if what == "photos" else bound(files, words)


def main() -> None:
    """One message, one answer."""
    (what,) = limit_self()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    told = json.loads(head)
    sys.stdout.buffer.write(_answer(what, list(_files(told["lengths"], content)), told["words"]))


if __name__ == "__main__":
    main()
