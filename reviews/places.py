"""Who is reviewed where, and at which post somebody is rated: pure functions over the posts of one person."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from orgchart.kinds import CollectiveKind, Level, PostRole
from reviews.scope_rules import OWN_BODY, PlaceRule, ScopeRules

_LEADING = frozenset({PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER})
_LEVELS = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.UNIT]

COLLECTIVE, WHOLE_CELL, ALL_STAFF, KEY_CADRES = "collective", "whole_cell", "all_staff", "key_cadres"
# What the set calls the two audiences under the one-head regime.
ONE_HEAD = {"keyCadres": KEY_CADRES, "allStaff": ALL_STAFF}


@dataclass(frozen=True)
class Body:
    """A leading collective with the number of its members at a day; `cell_id` where it leads a cell."""

    collective_id: int
    kind: str
    members: int
    cell_id: int | None = None
    level: str = ""
    has_single_head: bool = False


@dataclass(frozen=True)
class Holding:
    """One post that a person holds at the day of the chart; `cell_id` where it is a post of a cell itself.

    `nearby` are the collectives of the post's organisation and of those right below it, by kind.
    """

    post_id: int
    rank: int
    role: str
    started_on: date
    body: Body | None = None
    is_full_time: bool = True
    working_share: int = 100
    is_suspended: bool = False
    cell_id: int | None = None
    unit_kind: str = ""
    level: str = ""
    nearby: Mapping[str, Body] = field(default_factory=dict)

    @property
    def is_leading(self) -> bool:
        """Whether the post is one of leadership or management."""
        return self.role in _LEADING


@dataclass(frozen=True)
class PlaceOfReview:
    """One place with the people before whom the review is held, and the clauses that lead there.

    `opens_last` marks the highest collective, which hears a summary of the other places. (SL-II.2.2-4)
    """

    audience: str
    collective_id: int | None = None
    cell_id: int | None = None
    clauses: tuple[str, ...] = ()
    opens_last: bool = False


@dataclass(frozen=True)
class Decisions:
    """What the authorised body has decided on one person or body so far."""

    posts: frozenset[int] = frozenset()
    audiences: Mapping[int, str] = field(default_factory=dict)
    extra: tuple[PlaceOfReview, ...] = ()


@dataclass(frozen=True)
class Placement:
    """The places of one person, and what somebody still has to decide about them."""

    places: tuple[PlaceOfReview, ...] = ()
    tied_posts: tuple[int, ...] = ()
    open_audiences: tuple[int, ...] = ()


@dataclass(frozen=True)
class RatedPost:
    """The post at which a person is rated, why, and whether the managing body still has to decide."""

    post_id: int
    clauses: tuple[str, ...] = ()
    tied_posts: tuple[int, ...] = ()


def body_place(body: Body, rules: ScopeRules) -> PlaceOfReview:
    """The conference at which a body is reviewed: its own, widened where the set says so. (CC-II.2.1-1)"""
    if body.cell_id is not None:
        return PlaceOfReview(WHOLE_CELL, cell_id=body.cell_id, clauses=rules.cite("scope.cell-conference"))
    own = rules.cite("scope.own-conference")
    if _before_all_staff(body, rules):
        clauses = (*own, *rules.cite("place.ubndAudience"))
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=tuple(dict.fromkeys(clauses)))
    return PlaceOfReview(COLLECTIVE, body.collective_id, clauses=own)


def _before_all_staff(body: Body, rules: ScopeRules) -> bool:
    return body.kind == CollectiveKind.GOVERNMENT_LEADERSHIP and rules.government_before_all_staff


def leadership_place(body: Body, rules: ScopeRules, chosen: str = "") -> PlaceOfReview:
    """Where somebody is reviewed as a member of a leading collective: before it, or before more people.

    `chosen` is the audience that the authorised body has chosen under the one-head regime. (CC-II.2.2-3, CC-II.2.2-4,
    CC-II.2.1-4, HY-B.I.2.2-8, SL-II.2.2-5)
    """
    if body.cell_id is not None:
        too_small = body.members < rules.min_leadership_size and rules.whole_organization_for_two
        if body.kind == CollectiveKind.WHOLE_CELL or too_small:
            clauses = rules.cite("place.secretaryAndDeputyOnly")
            return PlaceOfReview(WHOLE_CELL, cell_id=body.cell_id, clauses=clauses)
    elif body.has_single_head:
        audience = chosen or ONE_HEAD.get(rules.one_head_audience, ALL_STAFF)
        return PlaceOfReview(audience, body.collective_id, clauses=rules.cite("place.oneHeadAudience"))
    elif _before_all_staff(body, rules):
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=rules.cite("place.ubndAudience"))
    elif body.members < rules.min_leadership_size:
        return PlaceOfReview(ALL_STAFF, body.collective_id, clauses=rules.cite("place.minLeadershipSize"))
    return PlaceOfReview(COLLECTIVE, body.collective_id, clauses=rules.cite("place.leadershipCollective"))


def places_of(
    holdings: Collection[Holding],
    rated_post_id: int | None,
    cell_id: int | None,
    rules: ScopeRules,
    decided: Decisions | None = None,
) -> Placement:
    """All places of one person: the cell of party life, then the leading collectives, highest post first.

    `cell_id` is the cell where the person takes part in party life, None for somebody outside the Party: no cell
    and no committee of the Party is then proposed. (HY-B.I.2.2-9)
    """
    decided = decided or Decisions()
    if any(holding.is_suspended for holding in holdings):
        # The committee's conference does not list a suspended member; only the present cell reviews. (CC-III.3-7)
        clauses = rules.cite("place.suspendedMember")
        here = () if cell_id is None else (PlaceOfReview(WHOLE_CELL, cell_id=cell_id, clauses=clauses),)
        return Placement(here)
    places: list[PlaceOfReview] = []
    if cell_id is not None and rules.member_at_cell and not rules.by_post_type:
        places.append(PlaceOfReview(WHOLE_CELL, cell_id=cell_id, clauses=rules.cite("place.memberAtCell")))
    leading, tied = _places_by_post(holdings, rated_post_id, rules, decided)
    for holding in leading:
        places += _holding_places(holding, rules, decided)
    if not leading and rules.all_staff:
        places += _staff_places(holdings, rules)
    found = _merged([*places, *decided.extra])
    asked = _open_audiences(leading, found, rules, decided)
    return Placement(_with_highest(found, leading, rules), tied, asked)


def _places_by_post(
    holdings: Iterable[Holding], rated_post_id: int | None, rules: ScopeRules, decided: Decisions
) -> tuple[list[Holding], tuple[int, ...]]:
    """Leading posts that give a place: no concurrent part-time ones, one among equivalents. (CC-II.2.2-6, -9)"""
    leading = [
        holding
        for holding in holdings
        if holding.is_leading and _gives_place(holding, rules) and _counts(holding, rated_post_id, rules)
    ]
    if rules.leadership == "every":
        return sorted(leading, key=lambda holding: (holding.rank, holding.post_id)), ()
    by_rank: dict[int, list[Holding]] = {}
    for holding in leading:
        by_rank.setdefault(holding.rank, []).append(holding)
    chosen, tied = [], list[int]()
    for _, equals in sorted(by_rank.items()):
        first, open_between = _first_of(equals, rules, decided.posts)
        chosen.append(first)
        tied += open_between
    return _narrowed(chosen, rated_post_id, rules), tuple(tied)


def _counts(holding: Holding, rated_post_id: int | None, rules: ScopeRules) -> bool:
    """A concurrent post without full-time duties is none, unless the set reviews it or names posts one by one."""
    return holding.is_full_time or rules.concurrent_reviewed or rules.by_post_type or holding.post_id == rated_post_id


def _gives_place(holding: Holding, rules: ScopeRules) -> bool:
    """An executive committee reviews nobody, unless a row of the table says otherwise. (HY-B.I.2.2-2, -7)"""
    rule = _rule_for(holding, rules)
    if rule is not None:
        return bool(rule.at)
    is_executive = holding.body is not None and holding.body.kind == CollectiveKind.EXECUTIVE_COMMITTEE
    return not is_executive


def _narrowed(chosen: list[Holding], rated_post_id: int | None, rules: ScopeRules) -> list[Holding]:
    """The places beside the main one: all, the workplace only, or none until they are asked for."""
    if len(chosen) < 2:
        return chosen
    further = len(chosen) >= rules.further_posts_from and not rules.further_on_request
    if rules.leadership == "highest":
        highest = min(chosen, key=_height)
        workplace = _longer(chosen)[0]
        return [highest, workplace] if further and workplace is not highest else [highest]
    if further:
        return chosen
    return [next((holding for holding in chosen if holding.post_id == rated_post_id), chosen[0])]


def _height(holding: Holding) -> tuple[int, int, int]:
    """Collectives of the province before those below; of one level by the rank of the post. (SL-II.2.2-2)"""
    level = (holding.body.level if holding.body else "") or holding.level
    place = _LEVELS.index(Level(level)) if level in Level.values else len(_LEVELS)
    return place, holding.rank, holding.post_id


def _first_of(equals: Sequence[Holding], rules: ScopeRules, decided: frozenset[int]) -> tuple[Holding, tuple[int, ...]]:
    """Among equivalent posts the one with more working time; equal shares wait for a decision. (CC-II.2.2-9)"""
    ordered = _longer(equals)
    if len(ordered) == 1:
        return ordered[0], ()
    chosen = next((holding for holding in ordered if holding.post_id in decided), None)
    if chosen is not None:
        return chosen, ()
    best = ordered[0].working_share
    tied = tuple(holding.post_id for holding in ordered if holding.working_share == best or not rules.equals_by_time)
    return ordered[0], tied if len(tied) > 1 else ()


def _longer(equals: Iterable[Holding]) -> list[Holding]:
    """The post with more working time first; then the one held longer."""
    return sorted(equals, key=lambda holding: (-holding.working_share, holding.started_on, holding.post_id))


def _holding_places(holding: Holding, rules: ScopeRules, decided: Decisions) -> list[PlaceOfReview]:
    rule = _rule_for(holding, rules)
    if rule is not None:
        return _by_rule(rule, holding, rules, decided)
    if holding.body is not None:
        return [_at(holding.body, rules, decided)]
    if holding.cell_id is not None:
        clauses = rules.cite("place.secretaryAndDeputyOnly")
        return [PlaceOfReview(WHOLE_CELL, cell_id=holding.cell_id, clauses=clauses)]
    return []


def _rule_for(holding: Holding, rules: ScopeRules) -> PlaceRule | None:
    return next((rule for rule in rules.place_rules if _covers(rule, holding)), None)


def _covers(rule: PlaceRule, holding: Holding) -> bool:
    kind = holding.body.kind if holding.body else ""
    level = (holding.body.level if holding.body else "") or holding.level
    return (
        (not rule.bodies or kind in rule.bodies)
        and (not rule.units or holding.unit_kind in rule.units)
        and (not rule.levels or level in rule.levels)
        and (not rule.roles or holding.role in rule.roles)
        and (rule.full_time is None or rule.full_time == holding.is_full_time)
    )


def _by_rule(rule: PlaceRule, holding: Holding, rules: ScopeRules, decided: Decisions) -> list[PlaceOfReview]:
    bodies = [holding.body if where == OWN_BODY else holding.nearby.get(where) for where in rule.at]
    return [_at(body, rules, decided, rule.clauses) for body in bodies if body is not None]


def _at(body: Body, rules: ScopeRules, decided: Decisions, clauses: tuple[str, ...] = ()) -> PlaceOfReview:
    place = leadership_place(body, rules, decided.audiences.get(body.collective_id, ""))
    widened = place.audience != COLLECTIVE
    return replace(place, clauses=tuple(dict.fromkeys((*clauses, *(place.clauses if widened or not clauses else ())))))


def _staff_places(holdings: Iterable[Holding], rules: ScopeRules) -> list[PlaceOfReview]:
    """Whoever leads nothing is reviewed before the own unit. (SL-II.2.2-6)"""
    main = _longer(holding for holding in holdings if not holding.is_leading)[:1]
    bodies = [holding.body or holding.nearby.get(CollectiveKind.UNIT_LEADERSHIP) for holding in main]
    clauses = rules.cite("place.nonLeaderStaff")
    return [PlaceOfReview(ALL_STAFF, body.collective_id, clauses=clauses) for body in bodies if body is not None]


def _open_audiences(
    leading: Iterable[Holding], places: Iterable[PlaceOfReview], rules: ScopeRules, decided: Decisions
) -> tuple[int, ...]:
    """Bodies under the one-head regime for which nobody has chosen the audience yet. (HY-B.I.2.2-8)"""
    if rules.one_head_audience in ONE_HEAD:
        return ()
    used = {place.collective_id for place in places}
    bodies = {holding.body.collective_id: holding.body for holding in leading if holding.body is not None}
    single = [pk for pk, body in bodies.items() if body.has_single_head and pk in used]
    return tuple(pk for pk in single if pk not in decided.audiences)


def _merged(places: Iterable[PlaceOfReview]) -> list[PlaceOfReview]:
    """The same conference is one place, with all clauses that lead there. (HY-B.I.2.2-6)"""
    found: dict[tuple[int | None, int | None], PlaceOfReview] = {}
    for place in places:
        key = (place.collective_id, place.cell_id)
        clauses = dict.fromkeys((*(found[key].clauses if key in found else ()), *place.clauses))
        found[key] = replace(found.get(key, place), clauses=tuple(clauses))
    return list(found.values())


def _with_highest(
    places: list[PlaceOfReview], leading: Iterable[Holding], rules: ScopeRules
) -> tuple[PlaceOfReview, ...]:
    """Where there are several places, the highest collective comes last and hears the others' results. (SL-II.2.2-4)"""
    bodies = [holding for holding in leading if holding.body is not None]
    if not rules.summary_at_highest or len(places) < 2 or not bodies:
        return tuple(places)
    body = min(bodies, key=_height).body
    highest = body.collective_id if body else None
    clauses = rules.cite("place.summaryAtHighest")
    return tuple(
        replace(place, opens_last=True, clauses=tuple(dict.fromkeys((*place.clauses, *clauses))))
        if place.collective_id is not None and place.collective_id == highest
        else place
        for place in places
    )


def reported_posts(holdings: Iterable[Holding], rated_post_id: int | None, rules: ScopeRules) -> list[int]:
    """Concurrent posts that give no place but a report to both workplaces. (CC-II.2.2-6, CC-II.2.2-7)"""
    if rules.concurrent_reviewed or not rules.cite("place.concurrentNotFullTime"):
        return []
    return [
        holding.post_id
        for holding in holdings
        if holding.is_leading and not holding.is_full_time and holding.post_id != rated_post_id
    ]


def may_request_place(holdings: Iterable[Holding], rules: ScopeRules) -> bool:
    """Whether a further place may be asked for: only of holders of so many leading posts. (HY-B.I.2.2-10)"""
    held = {holding.post_id for holding in holdings if holding.is_leading}
    return rules.further_on_request and len(held) >= rules.further_posts_from


def rated_post(
    holdings: Collection[Holding],
    is_managed: Callable[[Holding], bool],
    rules: ScopeRules,
    decided: frozenset[int] = frozenset(),
) -> RatedPost | None:
    """The managed post of the highest rank; among equals the one with more working time. (CC-I.6-2, CC-III.3-8)"""
    managed = [holding for holding in holdings if is_managed(holding)]
    if not managed:
        return None
    best_rank = min(holding.rank for holding in managed)
    equals = [holding for holding in managed if holding.rank == best_rank]
    if len(equals) == 1:
        return RatedPost(equals[0].post_id, rules.cite("scope.highest-post"))
    first, tied = _first_of(equals, rules, decided)
    return RatedPost(first.post_id, rules.cite("scope.equal-posts"), tied)
