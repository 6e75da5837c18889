"""What a regulation set says about who is reviewed and rated, and where: typed values, each with its clauses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orgchart.kinds import CollectiveKind, OrganizationKind
from orgchart.names import search_key
from reviews.regulations.rows import BodyRow
from reviews.regulations.sets import RegulationSet

# Cells are named by the level of the committee above them, whatever level the chart gives them.
_CELLS = frozenset({CollectiveKind.CELL_COMMITTEE, CollectiveKind.WHOLE_CELL, OrganizationKind.PARTY_CELL})
NAMED = "named"
OWN_BODY = "body"
_CITED = (
    "scope.allStaff", "scope.cellWithoutCommittee", "scope.ratedBySuperior", "place.memberAtCell",
    "place.minLeadershipSize", "place.secretaryAndDeputyOnly", "place.leadershipCollective", "place.ubndAudience",
    "place.concurrentNotFullTime", "place.equalPosts", "place.oneHeadAudience", "place.nonLeaderStaff",
    "place.suspendedMember", "place.multiPost.mode", "place.summaryAtHighest", "exempt.minMonths", "exempt.newOrg",
    "exempt.transferredOrg", "exempt.suspended.rating",
)  # fmt: skip


@dataclass(frozen=True)
class PlaceRule:
    """One row of the table of places by post: which posts it covers and where these are reviewed. (HY-B.I.2.2-11)

    `at` names the own body, or a kind of collective of the same organisation; empty where the post gives no place.
    """

    post: str
    clauses: tuple[str, ...]
    at: tuple[str, ...]
    bodies: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    full_time: bool | None = None


@dataclass(frozen=True, kw_only=True)
class ScopeRules:
    """The values of one set about scope, places and exemptions."""

    reviewed: tuple[BodyRow, ...] = ()
    rated: tuple[BodyRow, ...] = ()
    excluded: tuple[BodyRow, ...] = ()
    subject_kinds: frozenset[str] = frozenset({"collectives", "leaders"})
    named_bodies: frozenset[str] = frozenset()
    has_council: bool = True
    all_staff: bool = False
    whole_cell_reviewed: bool = True
    by_post_type: bool = False
    place_rules: tuple[PlaceRule, ...] = ()
    leadership: str = "workplace"
    member_at_cell: bool = True
    min_leadership_size: int = 3
    whole_organization_for_two: bool = True
    government_before_all_staff: bool = False
    concurrent_reviewed: bool = False
    further_posts_from: int = 2
    further_on_request: bool = False
    equals_by_time: bool = True
    one_head_audience: str = "choice"
    summary_at_highest: bool = False
    suspended_rating: str = "withheld"
    min_months: int = 6
    new_organization_months: int = 6
    new_organization_events: frozenset[str] = frozenset()
    cited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def cite(self, *names: str) -> tuple[str, ...]:
        """The clauses behind these values or parts of the rules; none where the set is silent."""
        return tuple(dict.fromkeys(clause for name in names for clause in self.cited.get(name, ())))

    @property
    def is_silent(self) -> bool:
        """Whether the set lists no bodies at all; then every leading collective is in scope."""
        return not self.reviewed

    def reviewed_row(self, kind: str, level: str, *, managed: bool) -> BodyRow | None:
        """The row by which a body is reviewed; a managed one of a listed kind at any level. (HY-B.I.1.1b-2)"""
        return _row(self.reviewed, kind, level, managed=managed)

    def rated_row(self, kind: str, level: str, *, managed: bool, name: str = "") -> BodyRow | None:
        """The row by which a body is rated: by its kind, or because it is named. (HY-B.II.1.1-3)"""
        if name and search_key(name) in self.named_bodies:
            return next((row for row in self.rated if NAMED in row.types), None)
        return _row(self.rated, kind, level, managed=managed)

    def excluded_row(self, kind: str) -> BodyRow | None:
        """The row that leaves a kind of body out expressly. (GB-1-2)"""
        return next((row for row in self.excluded if kind in row.types), None)


def _row(rows: Iterable[BodyRow], kind: str, level: str, *, managed: bool) -> BodyRow | None:
    of_kind = [row for row in rows if kind in row.types]
    fitting = [row for row in of_kind if managed or kind in _CELLS or row.level in {"", level}]
    return max(fitting, key=lambda row: row.level == level, default=None)


def scope_rules(regulation: RegulationSet) -> ScopeRules:
    """The rules of scope and places of a set."""
    value: Any = regulation.value
    cited = {name: regulation.source(name).clauses for name in _CITED}
    return ScopeRules(
        reviewed=regulation.reviewed_types(),
        rated=regulation.rated_types(),
        excluded=regulation.excluded_types(),
        subject_kinds=frozenset(value("scope.subjectKinds")),
        named_bodies=frozenset(search_key(name) for name in value("scope.namedBodies") or ()),
        has_council=bool(value("scope.hasPeopleCouncil")),
        all_staff=bool(value("scope.allStaff")),
        whole_cell_reviewed=value("scope.cellWithoutCommittee") == "wholeCell",
        by_post_type=value("place.model") == "byPostType",
        place_rules=tuple(_place_rule(row) for row in value("place.rules") or () if "at" in row),
        leadership=str(value("place.leadershipCollective")),
        member_at_cell=bool(value("place.memberAtCell")),
        min_leadership_size=int(value("place.minLeadershipSize")),
        whole_organization_for_two=value("place.secretaryAndDeputyOnly") == "wholeOrganisation",
        government_before_all_staff=value("place.ubndAudience") == "allStaff",
        concurrent_reviewed=value("place.concurrentNotFullTime") == "review",
        further_posts_from=int(value("place.multiPost.threshold")),
        further_on_request=value("place.multiPost.mode") == "onRequest",
        equals_by_time=value("place.equalPosts") == "moreTime",
        one_head_audience=str(value("place.oneHeadAudience")),
        summary_at_highest=bool(value("place.summaryAtHighest")),
        suspended_rating=str(value("exempt.suspended.rating")),
        min_months=int(value("exempt.minMonths")),
        new_organization_months=int(value("exempt.newOrgMonths")),
        new_organization_events=frozenset(value("exempt.newOrg") or ()),
        cited={**cited, **regulation.citations},
    )


def _place_rule(row: Mapping[str, Any]) -> PlaceRule:
    clause = row.get("clause", ())
    return PlaceRule(
        post=str(row["post"]),
        clauses=(clause,) if isinstance(clause, str) else tuple(clause),
        at=tuple(row["at"]),
        bodies=frozenset(row.get("body", ())),
        units=frozenset(row.get("unit", ())),
        levels=frozenset(row.get("level", ())),
        roles=frozenset(row.get("role", ())),
        full_time=row.get("full_time"),
    )
