"""Papers with and without a mark of secrecy, made here and never kept as files."""

import zipfile
from functools import cache
from io import BytesIO

from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.render import pdf_of_html
from tests.factories.dossiers import PDF

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><cp:keywords>{keywords}</cp:keywords>'
    "</cp:coreProperties>"
)


@cache
def pdf(body: str, *, title: str = "") -> bytes:
    """A page as a program prints it."""
    return pdf_of_html(f"<title>{title}</title>{body}", fonts_dir=configured_fonts_dir())


def letter(stamp: str) -> bytes:
    """A letter with something below its number, on the line of its place and date."""
    head = f"<td>Số 12-BC/ĐU<br>{stamp}</td><td><br>Chợ Chu, ngày 5 tháng 11 năm 2024</td>"
    return pdf(f'<table style="width: 100%"><tr>{head}</tr></table><p>Báo cáo kết quả kiểm điểm.</p>')


def second_page(text: str) -> bytes:
    return pdf(f'<p>Trang đầu</p><p style="break-before: page">{text}</p>')


def noted(words: str) -> bytes:
    """A page over which somebody has put a note, as readers of PDF do."""
    contents = ("\ufeff" + words).encode("utf-16-be").hex().encode()
    note = b"4 0 obj<</Type/Annot/Subtype/Stamp/Rect[50 700 200 740]/Contents<" + contents + b">>>endobj\n"
    return PDF.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]/Annots[4 0 R]").replace(
        b"trailer", note + b"trailer"
    )


def word(*paragraphs: str, header: str = "", box: str = "", title: str = "", keywords: str = "") -> bytes:
    """A Word file with these lines, a header, a box that floats over its text, and its properties."""
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    floating = (
        f"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{lines}{floating}</w:body></w:document>")
        archive.writestr("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>")
        archive.writestr("docProps/core.xml", CORE.format(title=title, keywords=keywords))
    return packed.getvalue()


def workbook(*cells: str, header: str = "", title: str = "") -> bytes:
    """A table with these cells, one below the other."""
    book = Workbook()
    sheet = book.worksheets[0]
    for text in cells:
        sheet.append(["STT", text])
    sheet.oddHeader.center.text = header
    book.properties.title = title
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def picture(description: str, *, kind: str = "PNG") -> bytes:
    """A picture with what its program has written beside it."""
    packed, image = BytesIO(), Image.new("L", (20, 20), 255)
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("Title", description)
        image.save(packed, "PNG", pnginfo=texts)
    else:
        exif = image.getexif()
        exif[40091] = description.encode("utf-16-le")
        image.save(packed, "JPEG", exif=exif)
    return packed.getvalue()
