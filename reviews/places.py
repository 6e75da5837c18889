"""Who is reviewed where, and at which post somebody is rated: pure functions over the posts of one person."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgchart.kinds import CollectiveKind, PostRole
from reviews.rules import CycleRules

# Party committees of more than the cell hold no review of their own here, only their standing committees do.
NOT_A_PLACE = frozenset({CollectiveKind.EXECUTIVE_COMMITTEE})
_LEADING = frozenset({PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER})

COLLECTIVE, WHOLE_CELL, ALL_STAFF = "collective", "whole_cell", "all_staff"


@dataclass(frozen=True)
class Body:
    """A leading collective with the number of its members at a day; `cell_id` where it leads a cell."""

    collective_id: int
    kind: str
    members: int
    cell_id: int | None = None


@dataclass(frozen=True)
class Holding:
    """One post that a person holds at the day of the chart; `cell_id` where it is a post of a cell itself."""

    post_id: int
    rank: int
    role: str
    started_on: date
    body: Body | None = None
    is_full_time: bool = True
    working_share: int = 100
    is_suspended: bool = False
    cell_id: int | None = None


@dataclass(frozen=True)
class PlaceOfReview:
    """One place with the people before whom the review is held, and the clauses that lead there."""

    audience: str
    collective_id: int | None = None
    cell_id: int | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatedPost:
    """The post at which a person is rated, why, and whether the managing body still has to decide."""

    post_id: int
    clause: str
    is_tied: bool = False


def body_place(body: Body, rules: CycleRules) -> PlaceOfReview:
    """The conference at which a body is reviewed: its own, widened where the set says so. (CC-II.2.1-1)"""
    if body.cell_id is not None:
        return PlaceOfReview(WHOLE_CELL, cell_id=body.cell_id, clauses=("CC-II.2.1-7",))
    if body.kind == CollectiveKind.GOVERNMENT_LEADERSHIP and rules.government_before_all_staff:
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=("CC-II.2.1-1", "CC-II.2.1-4"))
    return PlaceOfReview(COLLECTIVE, body.collective_id, clauses=("CC-II.2.1-1",))


def leadership_place(body: Body, rules: CycleRules) -> PlaceOfReview:
    """Where somebody is reviewed as a member of a leading collective. (CC-II.2.2-3, CC-II.2.2-4, CC-II.2.1-4)"""
    if body.cell_id is not None:
        too_small = body.members < rules.min_leadership_size and rules.whole_organization_for_two
        if body.kind == CollectiveKind.WHOLE_CELL or too_small:
            return PlaceOfReview(WHOLE_CELL, cell_id=body.cell_id, clauses=("CC-II.2.2-3",))
    elif body.kind == CollectiveKind.GOVERNMENT_LEADERSHIP and rules.government_before_all_staff:
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=("CC-II.2.1-4",))
    elif body.members < rules.min_leadership_size:
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=("CC-II.2.2-4",))
    return PlaceOfReview(COLLECTIVE, body.collective_id, clauses=("CC-II.2.2-2",))


def places_of(
    holdings: Collection[Holding], rated_post_id: int | None, cell_id: int | None, rules: CycleRules
) -> list[PlaceOfReview]:
    """All places of one person: the cell of party life, then the leading collectives, highest post first.

    `cell_id` is the cell where the person takes part in party life, None for somebody outside the Party.
    """
    places: list[PlaceOfReview] = []
    if cell_id is not None and rules.member_at_cell:
        places.append(PlaceOfReview(WHOLE_CELL, cell_id=cell_id, clauses=("CC-II.2.2-1",)))
    if any(holding.is_suspended for holding in holdings):
        # The committee's conference does not list a suspended member; only the present cell reviews. (CC-III.3-7)
        return [PlaceOfReview(WHOLE_CELL, cell_id=place.cell_id, clauses=("CC-III.3-7",)) for place in places]
    for holding in _places_by_post(holdings, rated_post_id, rules):
        place = _holding_place(holding, rules)
        if place is not None:
            places.append(place)
    return _merged(places)


def _holding_place(holding: Holding, rules: CycleRules) -> PlaceOfReview | None:
    if holding.body is not None:
        return leadership_place(holding.body, rules)
    if holding.cell_id is not None:
        return PlaceOfReview(WHOLE_CELL, cell_id=holding.cell_id, clauses=("CC-II.2.2-3",))
    return None


def _places_by_post(holdings: Iterable[Holding], rated_post_id: int | None, rules: CycleRules) -> list[Holding]:
    """Leading posts that give a place: no concurrent part-time ones, one among equivalents. (CC-II.2.2-6, -9)"""
    leading = [
        holding
        for holding in holdings
        if holding.role in _LEADING and (holding.body is None or holding.body.kind not in NOT_A_PLACE)
    ]
    counted = [
        holding
        for holding in leading
        if holding.is_full_time or rules.concurrent_reviewed or holding.post_id == rated_post_id
    ]
    by_rank: dict[int, list[Holding]] = {}
    for holding in counted:
        by_rank.setdefault(holding.rank, []).append(holding)
    return [_longer(equals)[0] for _, equals in sorted(by_rank.items())]


def _longer(equals: Sequence[Holding]) -> list[Holding]:
    """Equivalent posts, the one with more working time first; then the one held longer."""
    return sorted(equals, key=lambda holding: (-holding.working_share, holding.started_on, holding.post_id))


def _merged(places: Iterable[PlaceOfReview]) -> list[PlaceOfReview]:
    """The same conference is one place, with all clauses that lead there."""
    found: dict[tuple[int | None, int | None], PlaceOfReview] = {}
    for place in places:
        key = (place.collective_id, place.cell_id)
        clauses = dict.fromkeys((*(found[key].clauses if key in found else ()), *place.clauses))
        found[key] = PlaceOfReview(place.audience, place.collective_id, place.cell_id, tuple(clauses))
    return list(found.values())


def rated_post(holdings: Collection[Holding], is_managed: Callable[[Holding], bool]) -> RatedPost | None:
    """The managed post of the highest rank; among equals the one with more working time. (CC-I.6-2, CC-III.3-8)"""
    managed = [holding for holding in holdings if is_managed(holding)]
    if not managed:
        return None
    best_rank = min(holding.rank for holding in managed)
    equals = _longer([holding for holding in managed if holding.rank == best_rank])
    if len(equals) == 1:
        return RatedPost(equals[0].post_id, "CC-I.6-2")
    is_tied = equals[0].working_share == equals[1].working_share
    return RatedPost(equals[0].post_id, "CC-III.3-8", is_tied)
