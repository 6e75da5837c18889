"""What another regulation set would change in the places of the cap groups of a year."""

from dataclasses import replace

from ratings.engine.caps import Allowance, allowance, rules_for
from ratings.engine.from_set import rules_of
from ratings.engine.results import GroupResult
from ratings.queries.judgement import judge
from ratings.queries.sheet import GroupRow, Sheet, load_sheet
from reviews.models import Cycle
from reviews.registry import Effect, EffectRow
from reviews.regulations.sets import RegulationSet


def cap_effects(cycle: Cycle, before: RegulationSet, after: RegulationSet) -> list[Effect]:
    """Places of each cap group before and after, with the arithmetic; decided and proposed levels count as passed.

    A group in which nobody is proposed yet is counted as if everybody passed, and says so.
    """
    sheet = load_sheet(cycle, judged_again_on=cycle.rating_date)
    sheets = [replace(sheet, regulation=one, rules=rules_of(one)) for one in (before, after)]
    rows = []
    for group, old, new in zip(sheet.groups, _figures(sheets[0]), _figures(sheets[1]), strict=True):
        first, then = _places(group, old, sheets[0]), _places(group, new, sheets[1])
        assumed = "" if old.passed else "Chưa có đề xuất, tính như tất cả đạt loại Tốt trở lên. "
        words = f"{assumed}Trước: {first.calculation} Sau: {then.calculation}"
        rows.append(EffectRow(group.group.name, _told(first, old), _told(then, new), words))
    return [Effect("Số được xếp loại Xuất sắc theo nhóm", rows)]


def _figures(sheet: Sheet) -> list[GroupResult]:
    judgement = judge(sheet, with_proposals=True)
    return [judgement.of_group(row) for row in sheet.groups]


def _places(row: GroupRow, figures: GroupResult, sheet: Sheet) -> Allowance:
    passed = figures.passed or figures.size
    group = next(one for one in judge(sheet, with_proposals=True).board.groups if one.id == row.id)
    return allowance(group.kind, figures.size, passed, rules_for(group, sheet.rules))


def _told(found: Allowance, figures: GroupResult) -> str:
    return f"{found.places} trên {figures.passed or figures.size} đạt loại Tốt trở lên"
