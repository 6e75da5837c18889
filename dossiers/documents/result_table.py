"""Biểu tổng hợp kết quả: one line a unit, sums, and a bar for each beside its numbers."""

from dataclasses import dataclass

from dossiers.documents.parts import Letterhead, Signature

# Told apart on a black and white print too: from dark to light, the lowest level dark again at the other end.
FILLS = {"XS": "#1b5e20", "HTT": "#66a86a", "HT": "#e0b74a", "KHT": "#8c1d18"}
NAMES = {"XS": "Xuất sắc", "HTT": "Tốt", "HT": "Hoàn thành", "KHT": "Không hoàn thành"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCell:
    """How many have a level, and which share of those rated ("12,5%"; empty where nobody is rated)."""

    count: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One unit or one sum; `heading` stands over a part of the table and has no figures."""

    name: str
    number: int | None = None
    total: int = 0
    reviewed: int = 0
    rated: int = 0
    levels: tuple[LevelCell, ...] = ()
    not_rated: int = 0
    reasons: str = ""
    disciplined: int = 0
    is_sum: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPiece:
    """One level in a bar, in thousandths of its length."""

    level: str
    start: int
    width: int

    @property
    def fill(self) -> str:
        """The colour of the level."""
        return FILLS[self.level]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultBar:
    """One line of the chart with its numbers in words."""

    name: str
    pieces: tuple[BarPiece, ...]
    numbers: tuple[LevelCell, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPart:
    """The table of bodies, or that of individuals, and its chart."""

    title: str
    lines: tuple[ResultLine, ...]
    bars: tuple[ResultBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """Biểu tổng hợp kết quả kiểm điểm, xếp loại, A4 landscape; `cap` is the rate of the highest level in per cent."""

    letterhead: Letterhead
    year: int
    as_of: str
    parts: tuple[ResultPart, ...]
    cap: int | None
    unreported: tuple[str, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()

    @property
    def level_names(self) -> list[tuple[str, str]]:
        """The legend of the chart: names with their colours."""
        return [(NAMES[level], fill) for level, fill in FILLS.items()]

    @property
    def cap_at(self) -> int | None:
        """Where the rate of the highest level stands in a bar."""
        return None if self.cap is None else 10 * self.cap
