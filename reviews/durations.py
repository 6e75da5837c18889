"""How long a conference has to be: the duration table of a regulation set, with and without suggestions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from orgchart.kinds import CollectiveKind, Level
from reviews.regulations.sets import RegulationSet

_GROUPS = ("đảng đoàn", "ban cán sự")
_STANDING = frozenset({CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE})
_PARTY_GROUPS = frozenset({"party_group", "party_board"})
_LEVELS = {"tỉnh": Level.PROVINCE, "huyện": Level.DISTRICT, "xã": Level.COMMUNE}


@dataclass(frozen=True)
class Duration:
    """The shortest conference in days, the recommended one where the set names one, and the clause."""

    days: Decimal
    recommended: Decimal | None = None
    clause: str = ""


def shortest(rules: RegulationSet, kind: str, level: str, *, suggested: bool) -> Duration | None:
    """What the set asks of a body of this kind and level; None where it asks for nothing.

    (HY-B.I.4.2-12 to HY-B.I.4.2-17)
    """
    row = _row(rules.value("conf.minDuration"), kind, level)
    if row is None:
        return None
    advised = _row(rules.value("conf.recommendedDuration"), kind, level, exact=True)
    return Duration(
        days=_days(row, suggested=suggested),
        recommended=_days(advised, suggested=suggested) if advised else None,
        clause=str(row.get("clause", "")),
    )


def _row(table: object, kind: str, level: str, *, exact: bool = False) -> Mapping[str, object] | None:
    rows = [row for row in table if isinstance(row, Mapping)] if isinstance(table, (list, tuple)) else []
    named = next((row for row in rows if _names(str(row.get("body", "")).lower(), kind, level)), None)
    if named is not None or exact:
        return named
    return next((row for row in rows if "khác" in str(row.get("body", "")).lower()), None)


def _names(words: str, kind: str, level: str) -> bool:
    """Whether the words of a row name a body; "khác" names what no other row does."""
    if "khác" in words:
        return False
    if any(group in words for group in _GROUPS):
        return kind in _PARTY_GROUPS
    if "ban thường vụ" not in words or kind not in _STANDING:
        return False
    return any(piece in words and level == named for piece, named in _LEVELS.items())


def _days(row: Mapping[str, object], *, suggested: bool) -> Decimal:
    return Decimal(str(row["with_suggestion"] if suggested and "with_suggestion" in row else row["days"]))


def written(days: Decimal) -> str:
    """Half days as they are written: 2,5."""
    return f"{days.normalize():f}".replace(".", ",")
