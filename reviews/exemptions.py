"""Who is expected to be reviewed without a level, and why: pure functions over dates of the chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reviews.models.subject import Exemption
from reviews.regulations.spans import as_tuple, full_on, written
from reviews.scope_rules import ScopeRules

# How the former superior is called where the chart does not know its name.
FORMER_SUPERIOR = "cấp ủy cấp trên nơi chuyển giao"


@dataclass(frozen=True)
class Expected:
    """An exemption as the list shows it: which, why in a sentence, and the clauses."""

    kind: str
    note: str
    clauses: tuple[str, ...]


def new_in_post(appointed_on: date | None, rating_date: date, rules: ScopeRules) -> Expected | None:
    """Whoever holds the post for less than the months of the set is reviewed and not rated. (CC-III.3-4)"""
    if appointed_on is None:
        return None
    full = full_on(appointed_on, rules.min_months)
    if full <= as_tuple(rating_date):
        return None
    note = (
        f"Giữ chức vụ từ {written(as_tuple(appointed_on))}, đến ngày xếp loại {written(as_tuple(rating_date))} chưa đủ "
        f"{rules.min_months} tháng (đủ từ {written(full)}): kiểm điểm, không xếp loại."
    )
    return Expected(Exemption.NEW_POST, note, rules.cite("exempt.minMonths"))


def new_organization(
    events: Iterable[tuple[str, date | None]], rating_date: date, rules: ScopeRules
) -> Expected | None:
    """A body founded, split or merged lately is reviewed and not rated. (CC-III.3-3)"""
    for event, happened in events:
        if happened is None or happened > rating_date or event not in rules.new_organization_events:
            continue
        full = full_on(happened, rules.new_organization_months)
        if full > as_tuple(rating_date):
            kind = Exemption(event)
            note = (
                f"{kind.label} ngày {written(as_tuple(happened))}, đến ngày xếp loại chưa đủ "
                f"{rules.new_organization_months} tháng (đủ từ {written(full)}): kiểm điểm, không xếp loại."
            )
            return Expected(kind, note, rules.cite("exempt.newOrg"))
    return None


def transferred(happened_on: date, former: str, rules: ScopeRules) -> Expected:
    """A body that came from another superior is rated here with that superior's opinion. (CC-III.3-5)"""
    note = (
        f"Chuyển giao, tiếp nhận ngày {written(as_tuple(happened_on))}: xếp loại ở nơi mới, "
        f"trên cơ sở nhận xét của {former or FORMER_SUPERIOR}."
    )
    return Expected(Exemption.TRANSFERRED, note, rules.cite("exempt.transferredOrg"))


def suspended(suspended_on: date, rules: ScopeRules) -> Expected:
    """A suspended committee member is reviewed for the time before, in the present cell. (CC-III.3-6, CC-III.3-7)"""
    note = (
        f"Bị đình chỉ sinh hoạt cấp ủy từ {written(as_tuple(suspended_on))}: kiểm điểm trách nhiệm cho thời gian trước "
        "đó tại chi bộ đang sinh hoạt."
    )
    return Expected(Exemption.SUSPENDED, note, rules.cite("place.suspendedMember", "exempt.suspended.rating"))
