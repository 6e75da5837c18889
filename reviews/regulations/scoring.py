"""Two tables that a set may carry beside its parameters: scoring by points, and the higher cap by exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .parsing import FileReader
from .rows import ScoreGroup, Source

TOTAL = 100
LEVELS = ("XS", "HTT", "HT")
ANY = "any"
GENERAL, RESULTS = "general", "results"
PART_NAMES = {GENERAL: "Tiêu chí chung", RESULTS: "Kết quả thực hiện nhiệm vụ"}


@dataclass(frozen=True, slots=True)
class Scoring:
    """How many points each part carries, and from how many points on a level is reached, best level first."""

    general: int
    results: int
    bands: Mapping[str, int]
    source: Source


@dataclass(frozen=True, slots=True)
class CapException:
    """The higher cap for an outstanding body; it holds only with the decision that grants it."""

    rate: int
    condition: str
    needs: tuple[str, ...]
    source: Source


def bare(points: Decimal | None) -> Decimal | None:
    """Stored points as somebody would type them: 18 and 7.5, never 18.00."""
    if points is None:
        return None
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def scoring_of(reader: FileReader) -> Scoring | None:
    """The scoring of one file; parts that do not add up or bands out of order are refused."""
    raw = _table(reader, "scoring", {"general", "results", "bands", "source"})
    if raw is None:
        return None
    general, results = (_points(reader, f"scoring.{part}", raw[part]) for part in ("general", "results"))
    if general + results != TOTAL:
        raise reader.blame(
            "scoring",
            f"điểm các phần cộng lại là {general} + {results} = {general + results}, không phải {TOTAL}",
            f"Sửa để tổng điểm là {TOTAL}",
        )
    bands = raw["bands"]
    if not isinstance(bands, dict) or tuple(bands) != LEVELS:
        raise reader.blame("scoring.bands", "không đủ ba mức theo thứ tự", f"Ghi lần lượt {', '.join(LEVELS)}")
    least = [_points(reader, f"scoring.bands.{level}", bands[level]) for level in LEVELS]
    if sorted(set(least), reverse=True) != least:
        raise reader.blame("scoring.bands", "điểm của mức cao hơn không lớn hơn mức thấp hơn", "Sắp lại các ngưỡng")
    source = reader.source("scoring", raw["source"])
    return Scoring(general, results, dict(zip(LEVELS, least, strict=True)), source)


def check_points(reader: FileReader, scoring: Scoring | None, groups: Iterable[ScoreGroup]) -> None:
    """Refuse groups whose points do not add up to their part; groups without points are the affair of a lower level.

    What everybody is scored by counts on each sheet.
    """
    if scoring is None:
        return
    rows = tuple(groups)
    subjects = dict.fromkeys(row.subject for row in rows if row.subject != ANY) or {ANY: None}
    for subject in subjects:
        sheet = [row for row in rows if row.subject in (subject, ANY)]
        for part, total in (("general", scoring.general), ("results", scoring.results)):
            given = [row.points for row in sheet if row.part == part]
            points = [one for one in given if one is not None]
            if points and len(points) == len(given) and sum(points) != total:
                raise reader.blame(
                    f"score_groups {subject}.{part}",
                    f"điểm các nhóm cộng lại là {' + '.join(map(str, points))} = {sum(points)}, "
                    f"phần này có {total} điểm",
                    f"Sửa điểm các nhóm để tổng là {total}; khi nhập từng dòng, để trống điểm của một dòng đến khi đủ",
                )


def cap_exception_of(reader: FileReader, ordinary: object) -> CapException | None:
    """The exception of one file; one that is not above the ordinary cap is refused."""
    raw = _table(reader, "cap_exception", {"rate", "condition", "needs", "source"})
    if raw is None:
        return None
    rate = _points(reader, "cap_exception.rate", raw["rate"])
    if isinstance(ordinary, int) and rate <= ordinary:
        raise reader.blame(
            "cap_exception.rate", f"{rate}% không cao hơn tỷ lệ chung {ordinary}%", "Ghi tỷ lệ cao hơn hoặc bỏ ngoại lệ"
        )
    needs = raw["needs"]
    if not isinstance(needs, list) or not needs or not all(isinstance(one, str) for one in needs):
        raise reader.blame("cap_exception.needs", "không nêu căn cứ phải có", "Ghi danh sách căn cứ")
    source = reader.source("cap_exception", raw["source"])
    return CapException(rate, str(raw["condition"]), tuple(needs), source)


def _table(reader: FileReader, name: str, keys: set[str]) -> Mapping[str, Any] | None:
    raw = reader.content.get(name)
    if raw is None:
        return None
    if not isinstance(raw, dict) or set(raw) != keys:
        raise reader.blame(name, "thiếu hoặc thừa khóa", f"Ghi đúng các khóa: {', '.join(sorted(keys))}")
    return raw


def _points(reader: FileReader, place: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= TOTAL:
        raise reader.blame(place, f"“{raw}” không phải số nguyên từ 0 đến {TOTAL}", "Sửa giá trị")
    return raw
