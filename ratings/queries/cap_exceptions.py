"""The exception above the cap as pages show it: what the set asks for, what is recorded, who has checked it."""

from dataclasses import dataclass

from orgchart.errors import NotVisible
from ratings.models import BoardGroup, CapException, CapGroup
from ratings.queries.regulation import regulation_of
from reviews.models import Cycle
from reviews.regulations.clauses import Citation, citations_of
from reviews.regulations.scoring import CapException as RuleOfSet


@dataclass(frozen=True)
class ExceptionPage:
    """The group that counts, the rule of the set (None where it knows none), and the decision as recorded."""

    group: CapGroup
    rule: RuleOfSet | None
    clauses: list[Citation]
    recorded: CapException | None


def exception_page(board_id: int, group_id: int) -> ExceptionPage:
    """What the page of one group on a board shows; a supplement shows the exception of the group that it shares."""
    rows = BoardGroup.objects.filter(board=board_id, group=group_id).select_related(
        "group__cycle", "group__supplement_to"
    )
    row = rows.first()
    if row is None:
        raise NotVisible
    group = row.group.supplement_to or row.group
    rule = regulation_of(row.group.cycle).cap_exception
    found = CapException.objects.filter(group=group).select_related("recorded_by", "confirmed_by").first()
    return ExceptionPage(group, rule, citations_of(rule.source.clauses) if rule else [], found)


def exceptions_of(cycle: Cycle) -> dict[int, CapException]:
    """What is recorded for the groups of a cycle, by group."""
    if regulation_of(cycle).cap_exception is None:
        return {}
    return {row.group_id: row for row in CapException.objects.filter(group__cycle=cycle)}
