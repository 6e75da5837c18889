"""The report on the rated staff of an agency: figures by kind and level, and everybody by name."""

from dataclasses import dataclass

from dossiers.documents.parts import Letterhead, Level, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """One kind of staff with its numbers in the order of the levels; `not_rated` have no level."""

    kind: str
    total: int
    counts: tuple[int, int, int, int]
    not_rated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffName:
    """One person of the annex."""

    name: str
    position: str
    unit: str
    kind: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReport:
    """Báo cáo kết quả đánh giá, xếp loại cán bộ, công chức, người lao động (SL-IV.4-6).

    `route` says through whom it goes.
    """

    letterhead: Letterhead
    year: int
    addressee: str
    reporter: str
    lines: tuple[StaffLine, ...]
    names: tuple[StaffName, ...]
    signature: Signature
    route: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def total(self) -> StaffLine:
        """All kinds together."""
        first, second, third, fourth = (sum(line.counts[place] for line in self.lines) for place in range(4))
        return StaffLine(
            kind="Tổng số",
            total=sum(line.total for line in self.lines),
            counts=(first, second, third, fourth),
            not_rated=sum(line.not_rated for line in self.lines),
        )
