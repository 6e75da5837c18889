"""The Word file: one framed box a field, whose label carries the name of the field for the way back.

Everything is plain tables, paragraphs and bookmarks, which Word, LibreOffice and WPS all keep; the label says the name
once more in small print, for programs that drop bookmarks.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from orgchart.word_package import packed
from reviews.offline.boxes import Box, Heading, Piece
from reviews.text_blocks import Rows, blocks_of

PROPERTY = "kiem-diem"
BOOKMARK = "o_"
WIDTH, LABEL = 9355, 3402  # twentieths of a point
HINTS = (
    "Viết vào các khung bên dưới mỗi đề mục; không sửa đề mục và dòng mã in nhỏ.",
    "Xuống dòng là một đoạn mới; gạch đầu dòng, bảng được giữ; chữ đậm, nghiêng, màu và hình ảnh không đưa vào được.",
    "Viết xong, lưu lại dạng .docx rồi nạp ở trang soạn thảo, mục “Viết ngoại tuyến bằng Word”.",
)
# What no XML can hold; texts that were typed on a page hold none of it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIZES = {1: 30, 2: 28, 3: 26}


def document(*, title: str, about: str, pieces: Iterable[Piece], token: str) -> bytes:
    """The file; the token in its properties and in its footer tells which review it belongs to."""
    body = [_paragraph(title, size=32, bold=True, align="center"), _paragraph(about, align="center")]
    body += [_paragraph(hint, size=24, italic=True) for hint in HINTS]
    for number, piece in enumerate(pieces):
        if isinstance(piece, Heading):
            body.append(_paragraph(piece.text, size=_SIZES[piece.depth], bold=True, keep=True))
        else:
            body += [_box(number, piece), _AFTER_TABLE]
    footer = _paragraph(f"Mã văn bản, xin giữ nguyên: {token}", size=12, align="center", colour="808080")
    return packed("".join(body), footer=footer, properties={PROPERTY: token})


def _box(number: int, box: Box) -> str:
    label = _cell(_label(number, box), LABEL if box.is_short else WIDTH, shade=True)
    content = _cell("".join(_content(box.value)), WIDTH - LABEL if box.is_short else WIDTH)
    if box.is_short:
        return _table([LABEL, WIDTH - LABEL], [label + content])
    return _table([WIDTH], [label, content])


def _label(number: int, box: Box) -> str:
    name = f"{BOOKMARK}{box.code}_{box.version}"
    marked = (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{_run(box.label, bold=True, size=26)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    hint = _paragraph(box.hint, size=22, italic=True, after=0, keep=True) if box.hint else ""
    code = _paragraph(f"[{box.code}.{box.version}]", size=10, after=0, colour="A0A0A0", keep=True)
    return f'<w:p><w:pPr><w:keepNext/><w:spacing w:after="0"/></w:pPr>{marked}</w:p>{hint}{code}'


def _content(text: str) -> Iterator[str]:
    """A paragraph a line and a table for rows; the empty paragraph after a table belongs to the table."""
    for block in blocks_of(text):
        if isinstance(block, str):
            yield _paragraph(block)
        else:
            yield _inner_table(block)
            yield _paragraph("")


def _inner_table(rows: Rows) -> str:
    width = (WIDTH - 240) // len(rows[0])
    cells = ["".join(_cell(_paragraph(cell, size=26, after=0), width) for cell in row) for row in rows]
    return _table([width] * len(rows[0]), cells)


def _table(widths: list[int], rows: list[str]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    drawn = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>'
    )


def _cell(inside: str, width: int, *, shade: bool = False) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="F0EFEA"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{inside}</w:tc>'


def _paragraph(
    text: str,
    *,
    size: int = 28,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    after: int = 60,
    colour: str = "",
    keep: bool = False,
) -> str:
    run = _run(text, size=size, bold=bold, italic=italic, colour=colour) if text else ""
    stays = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr>{stays}<w:spacing w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'


def _run(text: str, *, size: int = 28, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic + (f'<w:color w:val="{colour}"/>' if colour else "")
    look = f'<w:rPr>{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(_NOT_XML.sub("", text))}</w:t></w:r>'


# Word joins two tables between which nothing stands.
_AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
