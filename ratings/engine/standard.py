"""The subject's own standard: criterion degrees, attestations, a ceiling set elsewhere, or points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from .board import Criterion, Subject
from .results import Reason
from .rules import RatingRules
from .scales import Degree, Level, Rule
from .wording import number, sentence


@dataclass(frozen=True, slots=True)
class _Shortfall:
    """One part of the level standard that is not met: the level left, the words for it, where it is written."""

    limit: Level
    words: str
    remedy: str
    citation: str


def level_standard(subject: Subject, rules: RatingRules) -> Reason | None:
    """Degrees, attestations and a ceiling set elsewhere admit at most the lowest level among them.

    (HY-B.II.1.4-1 to -3, -7, -8, -10, -13)
    """
    found = [*_by_degrees(subject.criteria, rules), *_by_attestation(subject), *_by_own_ceiling(subject)]
    if not found:
        return None
    limit = min(part.limit for part in found)
    decisive = [part for part in found if part.limit is limit]
    return Reason(
        Rule.LEVEL_STANDARD,
        limit,
        rules.cite(*(part.citation for part in decisive)),
        sentence(
            "; ".join(part.words for part in decisive),
            f"nên cao nhất là “{limit.label}”",
            remedy=f"muốn xếp cao hơn cần {', '.join(dict.fromkeys(part.remedy for part in decisive))}",
        ),
    )


def points(subject: Subject, rules: RatingRules) -> Reason | None:
    """The band of general plus results gives the level in a set that scores by points.

    The conditions beside the points (on time, exceeded) stand on no board; the set lists them for a person to confirm.
    """
    if subject.points is None or not rules.scores_by_points:
        return None
    general, results = Fraction(subject.points.general), Fraction(subject.points.results)
    total = general + results
    missed = [(level, least) for level, least in rules.point_bands if total < least]
    if not missed:
        return None
    level, least = min(missed)
    limit = Level(level - 1)
    return Reason(
        Rule.POINTS,
        limit,
        rules.cite("points"),
        sentence(
            f"Tổng điểm {number(general)} + {number(results)} = {number(total)}, "
            f"dưới {least} điểm của loại “{level.label}”",
            f"nên cao nhất là “{limit.label}”",
            remedy=f"muốn xếp cao hơn cần thêm {number(least - total)} điểm để đạt từ {least} điểm trở lên",
        ),
    )


def _by_degrees(criteria: Iterable[Criterion], rules: RatingRules) -> Iterator[_Shortfall]:
    """Each level has its minimum degrees; whoever misses those of one level can at most reach the next lower one."""
    weak = [one for one in criteria if one.degree < Degree.X]
    if not weak:
        return
    for level, tested, least, words, citation in (
        (Level.XS, _is_result, rules.xs_result, "tiêu chí kết quả", "xs-result"),
        (Level.XS, _is_remaining, rules.xs_remaining, "tiêu chí còn lại", "xs-remaining"),
        (Level.HTT, _is_result, rules.htt_result, "tiêu chí kết quả", "htt-result"),
        (Level.HTT, _is_remaining, rules.htt_remaining, "tiêu chí còn lại", "htt-remaining"),
        (Level.HT, rules.is_basic, rules.ht_basic, "tiêu chí cơ bản", "ht-basic"),
    ):
        below = [criterion for criterion in weak if criterion.degree < least and tested(criterion)]
        if below:
            needed = "" if least is Degree.X else " trở lên"
            yield _Shortfall(
                Level(level - 1),
                f"{words} {_listed(below)}, trong khi loại “{level.label}” cần đạt cấp độ “{least.label}”{needed}",
                f"nâng tiêu chí {', '.join(criterion.code for criterion in below)} lên cấp độ “{least.label}”{needed}",
                f"level-standard.{citation}",
            )


def _is_result(criterion: Criterion) -> bool:
    return criterion.result


def _is_remaining(criterion: Criterion) -> bool:
    return not criterion.result


def _by_attestation(subject: Subject) -> Iterator[_Shortfall]:
    """Without all attestations for the top level it stays closed. (HY-B.II.1.4-1)"""
    if not subject.attested:
        yield _Shortfall(
            Level.HTT,
            f"chưa xác nhận đủ các điều kiện định tính của loại “{Level.XS.label}”",
            "xác nhận đủ từng điều kiện kèm minh chứng và ít nhất một sản phẩm cụ thể",
            "level-standard.attestations",
        )


def _by_own_ceiling(subject: Subject) -> Iterator[_Shortfall]:
    """A criteria set that is not on the board can only limit, never lift. (HY-B.II.2-1, CC-III.2-1)"""
    if subject.own_ceiling is not None and subject.own_ceiling < Level.XS:
        yield _Shortfall(
            subject.own_ceiling,
            f"theo bộ tiêu chí riêng chỉ đạt đến “{subject.own_ceiling.label}”",
            "đánh giá lại theo bộ tiêu chí riêng",
            "level-standard.own-ceiling",
        )


def _listed(criteria: Iterable[Criterion]) -> str:
    return ", ".join(f"{criterion.code} chỉ đạt “{criterion.degree.label}”" for criterion in criteria)
