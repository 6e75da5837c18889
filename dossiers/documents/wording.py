"""How text, dates, numbers and names of offices are written on official paper."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from dossiers.documents.labels import CAPACITIES, LEVEL_NAMES
from dossiers.documents.parts import Bloc, Letterhead, RatedGroup, Signature
from reviews.text_blocks import blocks_of

Data = TypeVar("Data")

GAP = "\u00a0" * 8  # room for a figure written by hand
_BULLET = re.compile(r"^[-–—•·]\s*")
# Controls that a reader cannot see but that change or break what is printed: bidirectional overrides,
# zero-width characters, byte order marks. (The zero-width joiner has no use in Vietnamese.)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def plain(text: str) -> str:
    """The text as it may be printed: composed letters, no control characters, lines ended by a line feed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _INVISIBLE.sub("", text)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"})


def cleaned(data: Data) -> Data:
    """A copy of a document's data in which every text is `plain`."""
    return _cleaned(data)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def paragraphs(text: str) -> list[str]:
    """One paragraph for each written line; whatever sign opens a list line, a hyphen is printed."""
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return [_BULLET.sub("- ", line) for line in lines if line]


def blocks(text: str) -> list[dict[str, Any]]:
    """The paragraphs of a text, and its rows of one width as a table."""
    found: list[dict[str, Any]] = []
    for block in blocks_of(text):
        found += [{"line": line} for line in paragraphs(block)] if isinstance(block, str) else [{"rows": block}]
    return found


def called_collective(name: str) -> str:
    """A body inside a sentence: "tập thể Chi ủy …", but never "tập thể Tập thể …"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first == "Tập" else f"tập thể {name}"


def two_digits(number: int) -> str:
    """Numbers below ten are written with a zero."""
    return f"{number:02d}"


def short_date(day: date | None) -> str:
    """As in "05/11/2024"."""
    return f"{day:%d/%m/%Y}" if day else ""


def iso_date(day: date) -> str:
    """The day as metadata writes it."""
    return day.isoformat()


def or_dots(text: str) -> str:
    """The text, or dots to write on."""
    return text or "." * 70


def long_date(day: date) -> str:
    """As in "ngày 05 tháng 11 năm 2024", with a zero for days below ten and for January and February only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def clock(moment: datetime | None) -> str:
    """As in "08 giờ 00 phút, ngày 05 tháng 11 năm 2024", or room for writing it."""
    if moment is None:
        return f"{GAP}giờ{GAP}phút, ngày{GAP}tháng{GAP}năm{GAP}"
    return f"{moment:%H} giờ {moment:%M} phút, {long_date(moment)}"


def hour_and_day(moment: datetime) -> str:
    """As in "08 giờ 00, 05/11/2024", for tables."""
    return f"{moment:%H} giờ {moment:%M}, {moment:%d/%m/%Y}"


def place_and_date(head: Letterhead) -> str:
    """As in "Chợ Chu, ngày 05 tháng 11 năm 2024"; what is not known yet is left open for the pen."""
    when = long_date(head.issued_on) if head.issued_on else f"ngày{GAP}tháng{GAP}năm {head.year or GAP}"
    return f"{head.place or '.' * 12}, {when}"


def number_line(head: Letterhead) -> str:
    """As in "Số 05-QĐ/ĐU" (party) or "Số: 99/KH-BDT" (state), with room for a number that is not given yet."""
    if not head.symbol:
        return ""
    number = head.number.zfill(2) if head.number.isdigit() else head.number
    return f"Số {number or GAP}-{head.symbol}" if head.bloc == "party" else f"Số: {number or GAP}/{head.symbol}"


def number_reference(head: Letterhead) -> str:
    """The number as another text quotes it: "số 05-QĐ/ĐU, ngày 02 tháng 12 năm 2024"."""
    line = number_line(head).replace("Số: ", "số ").replace("Số ", "số ")
    when = long_date(head.issued_on) if head.issued_on else f"ngày{GAP}tháng{GAP}năm {head.year or GAP}"
    return f"{line}, {when}"


def signing_lines(signature: Signature, bloc: Bloc) -> list[str]:
    """The upper-case lines over a signature: "T/M BAN THƯỜNG VỤ", "BÍ THƯ"."""
    power = f"{CAPACITIES[bloc, signature.capacity]} " if signature.capacity else ""
    return [line.upper() for line in (f"{power}{signature.principal}".strip(), signature.post) if line]


def percent(part: int, base: int) -> str:
    """As in "66,7%": one decimal, comma, none when it is whole; a dash without a base."""
    if base <= 0:
        return "–"
    share = (Decimal(part) * 100 / base).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{share:f}".removesuffix(".0").replace(".", ",") + "%"


def level_summary(group: RatedGroup) -> str:
    """As in "01 hoàn thành xuất sắc nhiệm vụ; 03 hoàn thành tốt nhiệm vụ": the levels that occur."""
    counts = {level: sum(s.level == level for s in group.subjects) for level in LEVEL_NAMES}
    return "; ".join(
        f"{two_digits(n)} {LEVEL_NAMES[level][0].lower()}{LEVEL_NAMES[level][1:]}" for level, n in counts.items() if n
    )
