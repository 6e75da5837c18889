"""The same documents for Word: from the HTML of the print to WordprocessingML, for offices that finish a paper there.

Plain tables and paragraphs, no fields that are locked and no pictures of text: whoever opens it goes on writing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from xml.sax.saxutils import escape

from dossiers.documents.digest import checked
from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.layout import html_of
from orgchart.word_package import packed

WORD = frozenset(
    {
        DocumentKind.DECISION,
        DocumentKind.NOTICE,
        DocumentKind.MINUTES,
        DocumentKind.SUBMISSION_LETTER,
        DocumentKind.OPINION_LETTER,
        DocumentKind.COMPLAINT_ANSWER,
        DocumentKind.ANNULMENT,
        DocumentKind.RESULT_REPORT,
        DocumentKind.INVITATION,
        DocumentKind.STAFF_REPORT,
        DocumentKind.CONFERENCE_NOTICE,
        DocumentKind.OFFICE_LETTER,
    }
)
MM = 56.7  # twentieths of a point
WIDTH = 165  # of the text, in millimetres
VOID = frozenset({"meta", "link", "br", "col", "img"})
BLOCKS = frozenset({"p", "h1", "h2", "h3", "li"})
# Sizes in half points and what a class makes of its text; the style sheet of the print says the same for paper.
CENTRED = frozenset(
    {
        "letterhead",
        "signatures",
        "center",
        "subject",
        "dashes",
        "year",
        "resolves",
        "issuer",
        "party-name",
        "place",
        "power",
        "name",
    }
)
BOLD = frozenset(
    {"subject", "year", "resolves", "body", "nation", "motto", "party-name", "power", "name", "form-label"}
)
SIZES = {"party-name": 30, "nation": 24, "motto": 27, "entry": 24, "about": 24, "form-label": 28, "note": 26}
COLUMNS: Mapping[str, tuple[int, ...]] = {
    "letterhead": (77, 88),
    "signatures": (75, 90),
    "addressees": (45, 120),
    "grid": (12, 50, 43, 36, 24),
}


@dataclass
class Node:
    """One element with its classes and what stands in it: elements and texts."""

    tag: str
    classes: frozenset[str] = frozenset()
    width: int = 1
    content: list["Node | str"] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """How text looks where we are."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    size: int = 28
    centred: bool = False
    in_table: bool = False


_BLANK = re.compile(r"[ \t\n]+")  # but no unbreakable one


class _Reader(HTMLParser):
    """Our own templates, which are well formed, as a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        node = Node(tag, frozenset((given.get("class") or "").split()), int(given.get("colspan") or 1))
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def word_document(kind: DocumentKind, data: DocumentData) -> bytes:
    """A document as .docx, with the texts and the order of the print."""
    reader = _Reader()
    reader.feed(html_of(kind, checked(kind, data)))
    body = next(node for node in _all(reader.root) if node.tag == "body")
    return packed("".join(_blocks(body, Look())))


def _all(node: Node) -> Iterator[Node]:
    yield node
    for part in node.content:
        if isinstance(part, Node):
            yield from _all(part)


def _blocks(node: Node, look: Look) -> Iterator[str]:
    """Paragraphs and tables of an element, with text that stands between blocks as a paragraph of its own."""
    line: list[Node | str] = []
    for part in node.content:
        if isinstance(part, str) or part.tag in {"b", "i", "span", "br"}:
            line.append(part)
            continue
        yield from _loose(line, look)
        line = []
        yield from _block(part, look)
    yield from _loose(line, look)


def _loose(line: list["Node | str"], look: Look) -> Iterator[str]:
    if any(not isinstance(part, str) or part.strip() for part in line):
        yield _paragraph(Node("p", content=line), look)


def _block(node: Node, look: Look) -> Iterator[str]:
    seen = _seen(node, look)
    if node.tag == "table":
        yield _table(node, seen)
        yield _AFTER_TABLE
    elif node.tag in BLOCKS:
        yield _paragraph(node, seen)
    elif "room" in node.classes:
        yield from (_paragraph(Node("p"), seen) for _ in range(4))
    elif "blank" in node.classes:
        yield _paragraph(Node("p", content=["." * 110]), replace(seen, in_table=True))
    elif "rule" in node.classes:
        yield _paragraph(Node("p", content=["_______"]), replace(seen, centred=True))
    elif "annex" in node.classes:
        yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        yield from _blocks(node, seen)
    elif node.tag not in {"colgroup", "head", "style", "title"}:
        yield from _blocks(node, seen)


def _seen(node: Node, look: Look) -> Look:
    names = node.classes
    return Look(
        bold=look.bold
        or node.tag in {"h1", "h2", "b"}
        or (node.tag == "h3" and "item" not in names)
        or bool(names & BOLD),
        italic=look.italic or node.tag == "i" or bool(names & {"place", "note"}),
        underlined=look.underlined or "caption" in names,
        size=32 if node.tag == "h1" else next((SIZES[name] for name in names if name in SIZES), look.size),
        centred=(look.centred or node.tag == "h1" or bool(names & CENTRED)) and "recipients" not in names,
        in_table=look.in_table or node.tag == "table",
    )


def _paragraph(node: Node, look: Look) -> str:
    runs = "".join(_runs(node, look))
    align = "center" if look.centred else "left" if look.in_table else "both"
    indent = "" if look.centred or look.in_table or node.classes & {"flush", "left"} else '<w:ind w:firstLine="567"/>'
    after = 0 if look.in_table or look.centred else 120
    keep = "<w:keepNext/>" if node.tag in {"h1", "h2", "h3"} or node.classes & {"lead", "power", "note"} else ""
    return (
        f'<w:p><w:pPr>{keep}<w:spacing w:after="{after}" w:line="380" w:lineRule="atLeast"/>{indent}'
        f'<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    )


def _runs(node: Node, look: Look) -> Iterator[str]:
    for part in node.content:
        if isinstance(part, str):
            text = _BLANK.sub(" ", part)
            if text.strip() or text == " ":
                yield _run(text, look)
        elif part.tag == "br":
            yield "<w:r><w:br/></w:r>"
        elif "box" in part.classes:
            yield _run("☒ " if part.content else "☐ ", look)
        else:
            yield from _runs(part, _seen(part, look))


def _run(text: str, look: Look) -> str:
    marks = "<w:b/>" * look.bold + "<w:i/>" * look.italic + '<w:u w:val="single"/>' * look.underlined
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    return f'<w:r><w:rPr>{marks}{size}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(node: Node, look: Look) -> str:
    rows = [row for row in _all(node) if row.tag == "tr"]
    cells = [[cell for cell in row.content if isinstance(cell, Node) and cell.tag in {"td", "th"}] for row in rows]
    number = max((sum(cell.width for cell in row) for row in cells), default=1)
    widths = _widths(node, number)
    has_lines = "grid" in node.classes
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES) if has_lines else ""
    grid = "".join(f'<w:gridCol w:w="{round(width * MM)}"/>' for width in widths)
    drawn = "".join(_row(row, widths, look, has_lines=has_lines) for row in cells)
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if sides else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(widths) * MM)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>'
    )


def _widths(node: Node, number: int) -> tuple[float, ...]:
    known = next((COLUMNS[name] for name in node.classes if name in COLUMNS), ())
    return tuple(known) if len(known) == number else (WIDTH / number,) * number


def _row(cells: list[Node], widths: tuple[float, ...], look: Look, *, has_lines: bool) -> str:
    drawn, place = [], 0
    for cell in cells:
        width = round(sum(widths[place : place + cell.width]) * MM)
        place += cell.width
        seen = _seen(cell, look)
        if has_lines:
            is_head = cell.tag == "th"
            seen = replace(seen, size=26, bold=is_head, centred=is_head or bool(cell.classes & {"number", "mid"}))
        inside = "".join(_blocks(cell, seen)) or _paragraph(Node("p"), seen)
        span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        drawn.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inside}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(drawn)}</w:tr>"


# Word joins two tables between which nothing stands.
_AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
