"""Equivalent posts and bodies side by side, before anybody votes. (HY-A.2-5)"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from orgchart.access import Actor
from orgchart.errors import NotVisible
from ratings.access import is_own_case
from ratings.models import CapGroup, CriterionDegree, RatingCase
from ratings.queries.regulation import criteria_of, regulation_of
from ratings.queries.sheet import cases_in_order
from reviews.models import OpinionRequest
from reviews.queries.targets import Share, shares_of
from reviews.states import OpinionState


@dataclass(frozen=True)
class DegreePair:
    """The degree of one criterion: what the subject thinks, and what the appraiser accepts."""

    own: str
    accepted: str

    @property
    def differs(self) -> bool:
        """Whether the appraiser came to another degree."""
        return bool(self.accepted and self.own and self.accepted != self.own)


@dataclass(frozen=True)
class ComparedRow:
    """One subject of the group with everything that is compared."""

    case: RatingCase
    degrees: list[DegreePair]
    opinions: Mapping[str, int]
    asked: int
    answered: int
    share: Share | None
    is_own: bool


@dataclass(frozen=True)
class Column:
    """One criterion; groups whose members have other frames show a dash where a criterion is none of theirs."""

    code: str
    title: str


@dataclass(frozen=True)
class Comparison:
    """The table of one cap group."""

    group: CapGroup
    columns: list[Column]
    rows: list[ComparedRow]


def group_of_year(group_id: int, year: int) -> CapGroup:
    """One cap group of a year; a missing one is not visible."""
    group = CapGroup.objects.filter(pk=group_id, cycle__year=year).select_related("cycle").first()
    if group is None:
        raise NotVisible
    return group


def comparison_of(group: CapGroup, actor: Actor) -> Comparison:
    """All subjects of the group side by side; five queries, however many there are.

    What others noted in the actor's own case stays hidden, as on the page of the appraisal.
    """
    cases = list(cases_in_order().filter(group=group))
    regulation = regulation_of(group.cycle)
    columns = {one.code: Column(one.code, one.title) for case in cases for one in criteria_of(case.subject, regulation)}
    degrees: dict[int, dict[str, DegreePair]] = defaultdict(dict)
    for row in CriterionDegree.objects.filter(case__group=group).order_by("pk"):
        degrees[row.case_id][row.code] = DegreePair(row.self_degree, row.degree)
    opinions = _opinions(group)
    shares = shares_of([case.subject for case in cases], group.cycle.year)
    none = DegreePair("", "")
    return Comparison(
        group=group,
        columns=list(columns.values()),
        rows=[
            ComparedRow(
                case=case,
                degrees=[_shown(degrees[case.pk].get(code, none), own=is_own_case(actor, case)) for code in columns],
                opinions=opinions[case.subject_id].counts,
                asked=opinions[case.subject_id].asked,
                answered=opinions[case.subject_id].answered,
                share=shares.get(case.subject_id),
                is_own=is_own_case(actor, case),
            )
            for case in cases
        ],
    )


def _shown(pair: DegreePair, *, own: bool) -> DegreePair:
    return DegreePair(pair.own, "") if own else pair


@dataclass
class _Told:
    """What the participants said about one subject."""

    counts: dict[str, int]
    asked: int = 0
    answered: int = 0


def _opinions(group: CapGroup) -> dict[int, _Told]:
    found: dict[int, _Told] = defaultdict(lambda: _Told({}))
    rows = OpinionRequest.objects.filter(subject__rating_case__group=group).exclude(state=OpinionState.DRAFT)
    for subject_id, state, degree in rows.order_by("pk").values_list("subject", "state", "degree"):
        told = found[subject_id]
        told.asked += 1
        if state == OpinionState.ANSWERED:
            told.answered += 1
            if degree:
                told.counts[degree] = told.counts.get(degree, 0) + 1
    return found
