"""How many of a group may get the top level, in whole-number arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from .board import Ballot, Group, GroupKind
from .results import Basis
from .rules import CapBase, RatingRules, Rounding
from .scales import Level
from .wording import number

_UNITS = {
    GroupKind.PARTY_ORGANIZATIONS: "tổ chức",
    GroupKind.COLLECTIVES: "tập thể",
    GroupKind.LEADERS: "cán bộ",
    GroupKind.MEMBERS: "đảng viên",
}
# With a rate of 20% one more place takes five more who pass; beyond ten times that nobody would look for them.
_FAR = 50


@dataclass(frozen=True, slots=True)
class Allowance:
    """The number of places of a group, the rule that set it, its clauses and its arithmetic."""

    places: int
    basis: Basis
    clauses: tuple[str, ...]
    calculation: str


def allowance(kind: GroupKind, size: int, passed: int, rules: RatingRules) -> Allowance:
    """The allowed number of top levels: a share of those who passed, or the rule for small groups.

    (HY-B.II.1.4-4, HY-B.II.2-6, HY-B.II.4-2, -4, -5, CC-III.3-1)
    """
    if passed == 0:
        return Allowance(
            0, Basis.ORDINARY, rules.cite(f"cap.{kind}"), "Không có đối tượng nào đạt loại Tốt trở lên → 0."
        )
    if _is_small(kind, size, passed, rules):
        return Allowance(rules.small_group_max, Basis.SMALL_GROUP, rules.cite("small-group"), _small(size, rules))
    exact, places = ordinary_places(passed, rules)
    return Allowance(
        places, Basis.ORDINARY, rules.cite(f"cap.{kind}", "cap.rounding"), _ordinary(passed, exact, places, rules)
    )


def rules_for(group: Group, rules: RatingRules) -> RatingRules:
    """The rules with the rate of the group: the ordinary one, or the one that a decision grants it. (QD366-11-25)"""
    granted = group.exception
    if granted is None or rules.cap_exception_rate is None:
        return rules
    cited = {key: (*rules.cite(key), *rules.cite("cap.exception")) for key in (f"cap.{group.kind}",)}
    return replace(rules, cap_rate=granted.rate, cap_decision=granted.reference, citations={**rules.citations, **cited})


def left_for(group: Group, size: int, passed: int, rules: RatingRules) -> Allowance:
    """The places that a meeting may still give: those of the whole group less the ones taken at other meetings.

    A supplementary or repeated ballot never gains places by counting its few subjects alone. (CC-I.5-2, CC-III.5-4)
    """
    other, rules = group.carried, rules_for(group, rules)
    if other is None:
        return allowance(group.kind, size, passed, rules)
    whole = allowance(group.kind, size + other.size, passed + other.passed, rules)
    left = max(0, whole.places - other.excellent)
    words = f"Tính chung cả nhóm: {whole.calculation[0].lower()}{whole.calculation[1:-1]}"
    return replace(whole, places=left, calculation=f"{words}; phiên khác đã xếp {other.excellent} → còn {left}.")


def remedy(kind: GroupKind, size: int, passed: int, excellent: int, rules: RatingRules) -> str:
    """What puts a group with too many top levels right: so many fewer, or so many more who pass. (NA-4-3)"""
    unit = _UNITS[kind]
    excess = excellent - allowance(kind, size, passed, rules).places
    words = f"muốn đúng số được phép cần bớt {excess} {unit} xếp loại “{Level.XS.label}”"
    for more in range(1, _FAR * excellent + _FAR):
        if allowance(kind, size + more, passed + more, rules).places >= excellent:
            return f"{words}, hoặc thêm {more} {unit} đạt loại Tốt trở lên"
    return words


def no_quorum(kind: GroupKind, ballot: Ballot, rules: RatingRules) -> Allowance:
    """Without quorum nothing results, not even a number of places."""
    return Allowance(
        0,
        Basis.ORDINARY,
        rules.cite(f"cap.{kind}"),
        f"Có mặt {ballot.present}/{ballot.entitled}, chưa đủ {number(rules.quorum)} số người được quyền bỏ phiếu "
        "nên cuộc bỏ phiếu không có kết quả.",
    )


def ordinary_places(passed: int, rules: RatingRules) -> tuple[Fraction, int]:
    """The exact share of those who passed and the whole number that the set makes of it."""
    if rules.cap_base is CapBase.FINAL_HTT:
        # The largest k with 100·k ≤ rate·(passed − k) is a whole number by itself: nothing is left to round.
        exact = Fraction(rules.cap_rate * passed, 100 + rules.cap_rate)
        return exact, exact.numerator // exact.denominator
    exact = Fraction(rules.cap_rate * passed, 100)
    if rules.cap_rounding is Rounding.NEAREST:
        return exact, (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    if rules.cap_rounding is Rounding.UP:
        return exact, -(-exact.numerator // exact.denominator)
    return exact, exact.numerator // exact.denominator


def _is_small(kind: GroupKind, size: int, passed: int, rules: RatingRules) -> bool:
    if kind not in rules.small_group_kinds or size >= rules.small_group_below:
        return False
    return passed == size or not rules.small_group_all_passed


def _small(size: int, rules: RatingRules) -> str:
    condition = " và tất cả đạt loại Tốt trở lên" if rules.small_group_all_passed else ""
    return (
        f"Nhóm có {size} đối tượng, dưới {rules.small_group_below}{condition} → "
        f"được chọn không quá {rules.small_group_max}."
    )


def _ordinary(passed: int, exact: Fraction, places: int, rules: RatingRules) -> str:
    if rules.cap_base is CapBase.FINAL_HTT:
        return (
            f"{passed} đạt loại Tốt trở lên; {places} ≤ {rules.cap_rate}% × ({passed} − {places}), "
            f"thêm một thì vượt → {places}{_granted(rules)}."
        )
    rounded = "" if exact == places else f" → {places}"
    return f"{passed} đạt loại Tốt trở lên × {rules.cap_rate}% = {number(exact)}{rounded}{_granted(rules)}."


def _granted(rules: RatingRules) -> str:
    return f", tỷ lệ {rules.cap_rate}% theo {rules.cap_decision}" if rules.cap_decision else ""
