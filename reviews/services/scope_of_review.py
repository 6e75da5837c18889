"""From the chart of a day to drafts of subjects: who is reviewed, where, rated by whom, under which ceilings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole
from orgchart.models import Collective, Organization, Post, Tenant
from orgchart.names import text_sort_key
from reviews import exemptions, places
from reviews.exemptions import Expected
from reviews.models import Cycle, OpenCaseKind, RatingPlace, ReferenceKind, Subject, SubjectKind
from reviews.places import Decisions, PlaceOfReview
from reviews.queries.chart import Chart
from reviews.regulations.rows import BodyRow
from reviews.scope_rules import ScopeRules

Key = tuple[int | None, int | None, int | None]

# The order of bodies on the list; whatever kind is not named here comes between the units and the cells.
RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            CollectiveKind.STANDING_COMMITTEE,
            CollectiveKind.COUNCIL_STANDING,
            CollectiveKind.GOVERNMENT_LEADERSHIP,
            CollectiveKind.FRONT_STANDING,
            CollectiveKind.MASS_STANDING,
            CollectiveKind.UNIT_LEADERSHIP,
            CollectiveKind.CELL_COMMITTEE,
        ),
        start=1,
    )
}
OTHER_RANK = RANKS[CollectiveKind.UNIT_LEADERSHIP]
_OWN_KINDS = frozenset({CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE})
_COUNCIL = frozenset({CollectiveKind.COUNCIL_STANDING, CollectiveKind.COUNCIL_COMMITTEE})
# Kinds that are in scope only through somebody whom a committee manages. (HY-B.I.1.1a-9)
_MANAGED_UNITS = frozenset({"unit_leadership", "department", "council_committee"})
NOT_RATED = "Quy định chỉ giao kiểm điểm, không xếp loại tại đây"
NO_SUPERIOR = "Cấp trên trực tiếp xếp loại; cấp trên chưa có trong hệ thống"
REVIEWED_BELOW = "Kiểm điểm tại đảng bộ cấp dưới; hồ sơ gửi lên cấp này để xếp loại"
THROUGH_COMMITTEE = "Kiểm điểm qua tập thể cấp ủy của tổ chức"
THROUGH_LEADERSHIP = "Kiểm điểm qua tập thể lãnh đạo của cơ quan, đơn vị"


@dataclass(frozen=True)
class Question:
    """Something that the authorised body has to decide before the list is complete."""

    kind: str
    person_id: int | None = None
    collective_id: int | None = None
    clauses: tuple[str, ...] = ()


@dataclass(eq=False)
class Draft:
    """A subject that the list should have, with what belongs to it."""

    subject: Subject
    author_id: int | None = None
    places: list[PlaceOfReview] = field(default_factory=list)
    references: list[tuple[Key, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reported_posts: list[int] = field(default_factory=list)
    in_cell: bool = True

    @property
    def key(self) -> Key:
        """What the subject is: an organisation, a collective or a person."""
        return self.subject.organization_id, self.subject.collective_id, self.subject.person_id


@dataclass(frozen=True)
class Decided:
    """What the authorised body has decided in a cycle: by person, and the bodies it has added."""

    persons: Mapping[int, Decisions] = field(default_factory=dict)
    audiences: Mapping[int, str] = field(default_factory=dict)
    extra_bodies: Mapping[int, str] = field(default_factory=dict)

    def of(self, person_id: int) -> Decisions:
        """The decisions on one person, with the audiences that were chosen for bodies."""
        found = self.persons.get(person_id, Decisions())
        return Decisions(found.posts, self.audiences, found.extra)


def drafts(
    cycle: Cycle, chart: Chart, rules: ScopeRules, superior: Tenant | None, decided: Decided | None = None
) -> list[Draft]:
    """Party organisations, collectives and persons in scope of a cycle."""
    maker = _Maker(cycle, chart, rules, superior, decided or Decided())
    return [*maker.organizations(), *maker.collectives(), *maker.individuals()]


class _Maker:
    def __init__(
        self, cycle: Cycle, chart: Chart, rules: ScopeRules, superior: Tenant | None, decided: Decided
    ) -> None:
        self.cycle, self.chart, self.rules = cycle, chart, rules
        self.superior, self.decided = superior, decided
        self._root = next((row for row in chart.organizations.values() if chart.is_root(row)), None)

    def organizations(self) -> Iterator[Draft]:
        """The organisations that the set rates as such: those of the Party, or agencies and units. (SL-II.5-1)"""
        for row in self.chart.organizations.values():
            if row.is_party_organization and "party_organizations" in self.rules.subject_kinds:
                yield self._party_organization(row)
            elif "organizations" in self.rules.subject_kinds and self._rated_row(row.kind, row) is not None:
                yield self._agency(row)

    def _party_organization(self, row: Organization) -> Draft:
        """Each cell and party committee; a cell without committee is reviewed as a whole. (CC-II.1.1-6)"""
        is_cell = row.kind == OrganizationKind.PARTY_CELL
        whole = is_cell and self.rules.whole_cell_reviewed and self.chart.committee_of(row) is None
        subject = self._subject(
            SubjectKind.PARTY_ORGANIZATION, row, row.name, RANKS[CollectiveKind.CELL_COMMITTEE] if is_cell else 1
        )
        subject.organization, subject.is_reviewed = row, whole
        rated = self._rated_row(row.kind, row)
        reviewed = self.rules.reviewed_row(CollectiveKind.WHOLE_CELL, row.level, managed=True) if whole else None
        _cite(subject, reviewed.source.clauses if reviewed else (), rated.source.clauses if rated else ())
        self._rate(subject, ("organization", row.pk), rated_here=rated is not None or not self.chart.is_root(row))
        subject.reason = subject.reason or ("" if whole else THROUGH_COMMITTEE)
        self._exempt(subject, row)
        if not whole:
            return Draft(subject)
        clauses = self.rules.cite("scope.cell-conference", "scope.cellWithoutCommittee")
        place = PlaceOfReview(places.WHOLE_CELL, cell_id=row.pk, clauses=clauses)
        return Draft(subject, self.chart.head_of(organization=row), [place])

    def _agency(self, row: Organization) -> Draft:
        """An agency or unit is rated as a whole; it is reviewed through its leading collective. (SL-II.5-1)"""
        subject = self._subject(SubjectKind.ORGANIZATION, row, row.name, 1)
        subject.organization, subject.is_reviewed = row, False
        rated = self._rated_row(row.kind, row)
        _cite(subject, rated.source.clauses if rated else ())
        self._rate(subject, ("organization", row.pk), rated_here=True)
        subject.reason = subject.reason or THROUGH_LEADERSHIP
        self._exempt(subject, row)
        return Draft(subject)

    def _rated_row(self, kind: str, row: Organization) -> BodyRow | None:
        return self.rules.rated_row(kind, row.level, managed=False)

    def collectives(self) -> Iterator[Draft]:
        """The leading collectives of the kinds that the set reviews. (CC-II.1.1-1 to -6, HY-B.I.1.1a-1 to -9)"""
        for row in self.chart.collectives.values():
            clauses = self._reason_to_review(row)
            if clauses is not None:
                yield self._collective(row, clauses)

    def _reason_to_review(self, row: Collective) -> tuple[str, ...] | None:
        """The clauses by which a body is on the list; None where it is not. (HY-B.I.1.1a-9, HY-B.I.1.1b-2, GB-1-2)"""
        if row.pk in self.decided.extra_bodies:
            return self.rules.cite("scope.managed-body")
        if self.rules.excluded_row(row.kind) or self._has_no_council(row):
            return None
        unit = row.organization
        by_post = row.kind in _MANAGED_UNITS and unit.level != "unit"
        has_managed = self.chart.has_managed_post(unit.pk)
        if by_post and not has_managed:
            return None
        managed = has_managed if by_post else ("collective", row.pk) in self.chart.managers
        found = self.rules.reviewed_row(row.kind, unit.level, managed=managed)
        if found is not None:
            exact = found.level in {"", unit.level}
            more = self.rules.cite("scope.managed-unit") if by_post else ()
            return (*found.source.clauses, *more, *(() if exact else self.rules.cite("scope.managed-body")))
        silent = self.rules.is_silent and row.kind not in _OWN_KINDS - {CollectiveKind.STANDING_COMMITTEE}
        return () if silent else None

    def _has_no_council(self, row: Collective) -> bool:
        """A locality under urban government has no People's Council; what a chart still keeps of it has no task."""
        since = self._root.urban_government_since if self._root else None
        urban = since is not None and since <= self.cycle.rating_date
        return row.kind in _COUNCIL and (urban or not self.rules.has_council)

    def _collective(self, row: Collective, clauses: tuple[str, ...]) -> Draft:
        rank = RANKS.get(CollectiveKind(row.kind), OTHER_RANK)
        subject = self._subject(SubjectKind.COLLECTIVE, row.organization, row.name, rank)
        subject.collective = row
        is_own = self.chart.is_root(row.organization) and (
            row.kind in _OWN_KINDS or not row.organization.is_party_organization
        )
        managed = ("collective", row.pk) in self.chart.managers or row.kind in _MANAGED_UNITS
        rated = self.rules.rated_row(row.kind, row.organization.level, managed=managed, name=row.name)
        here = rated is not None or self.rules.is_silent or row.pk in self.decided.extra_bodies
        _cite(subject, clauses, rated.source.clauses if rated else ())
        self._rate(subject, ("collective", row.pk), rated_here=here and not is_own, own=is_own)
        self._exempt(subject, row.organization)
        place = places.body_place(self.chart.bodies[row.pk], self.rules)
        reference = ((row.organization_id, None, None), ReferenceKind.ORGANIZATION.value)
        return Draft(subject, self.chart.head_of(collective=row), [place], [reference])

    def individuals(self) -> Iterator[Draft]:
        """Everybody who holds a post in scope, once, at the highest one. (CC-II.1.2-1, CC-I.6-2, CC-III.3-8)"""
        for person_id, posts in self.chart.posts.items():
            draft = self._individual(person_id, list(posts))
            if draft is not None:
                yield draft

    def _individual(self, person_id: int, posts: list[Post]) -> Draft | None:
        holdings = self.chart.holdings_of(person_id)
        decided = self.decided.of(person_id)
        rated, clauses = self._rated_post(holdings, posts, decided)
        if rated is None:
            return None
        post = next(post for post in posts if post.pk == rated.post_id)
        subject = self._person_subject(post, posts)
        _cite(subject, clauses, rated.clauses, subject.clauses.split())
        found = places.places_of(holdings, post.pk, self.chart.cell_of(person_id), self.rules, decided)
        draft = Draft(subject, person_id, list(found.places), self._headed(post))
        draft.in_cell = person_id in self.chart.official_cells
        if all(self._has_own_office(held.organization) for held in posts):
            subject.is_reviewed, subject.reason, draft.places = False, subject.reason or REVIEWED_BELOW, []
        draft.reported_posts = places.reported_posts(holdings, post.pk, self.rules) if subject.is_reviewed else []
        draft.questions = self._questions(draft, {*rated.tied_posts, *found.tied_posts}, found.open_audiences)
        return draft

    def _rated_post(
        self, holdings: list[places.Holding], posts: list[Post], decided: Decisions
    ) -> tuple[places.RatedPost | None, tuple[str, ...]]:
        """The post by which somebody is on the list: a managed one, one in a reviewed unit below, or any at all."""
        found = places.rated_post(holdings, lambda held: self.chart.is_managed(held.post_id), self.rules, decided.posts)
        if found is not None:
            return found, self.rules.cite("scope.managed-leaders")
        below = {post.pk for post in posts if self._leads_unit_below(post)}
        found = places.rated_post(holdings, lambda held: held.post_id in below, self.rules, decided.posts)
        if found is not None:
            return found, self.rules.cite("scope.unit-leaders")
        if not self.rules.all_staff:
            return None, ()
        return places.rated_post(holdings, lambda held: True, self.rules, decided.posts), self.rules.cite(
            "scope.allStaff"
        )

    def _leads_unit_below(self, post: Post) -> bool:
        """Leaders of units under a department are reviewed whoever manages the post. (HY-B.I.1.2-2)"""
        unit = post.organization
        if post.role == PostRole.STAFF or post.collective is None or unit.level != "unit" or unit.is_party_organization:
            return False
        row = self.rules.reviewed_row(post.collective.kind, unit.level, managed=False)
        return row is not None and row.level == "unit"

    def _questions(self, draft: Draft, tied: set[int], audiences: Iterable[int]) -> list[Question]:
        if not draft.subject.is_reviewed:
            return []
        person_id, rules = draft.subject.person_id, self.rules
        found = [
            Question(OpenCaseKind.AUDIENCE, collective_id=pk, clauses=rules.cite("place.oneHeadAudience"))
            for pk in audiences
        ]
        if tied:
            clauses = rules.cite("place.equalPosts", "scope.equal-posts")
            found.append(Question(OpenCaseKind.EQUAL_POSTS, person_id, clauses=clauses))
        if not draft.places:
            found.append(Question(OpenCaseKind.NO_PLACE, person_id))
        return found

    def _has_own_office(self, unit: Organization) -> bool:
        """A committee of a lower level reviews its leaders itself; here they are only rated. (CC-IIIb.1-5)"""
        return (
            unit.kind == OrganizationKind.PARTY_COMMITTEE and self._root is not None and unit.level != self._root.level
        )

    def _person_subject(self, post: Post, posts: list[Post]) -> Subject:
        subject = self._subject(SubjectKind.INDIVIDUAL, post.organization, post.person.full_name, post.rank)
        subject.person, subject.post = post.person, post
        others = [held.title for held in posts if held.pk != post.pk]
        subject.position = ", ".join(dict.fromkeys([post.title, *others]))[:300]
        subject.sort_key = post.person.sort_key
        subject.title_group, subject.role, subject.appointed_on = post.title_group, post.role, post.started_on
        is_own = any(
            held.collective is not None
            and held.collective.kind == CollectiveKind.STANDING_COMMITTEE
            and self.chart.is_root(held.organization)
            for held in posts
        )
        self._rate(subject, ("post", post.pk), rated_here=not is_own, own=is_own)
        self._exempt_person(subject, post, posts)
        return subject

    def _headed(self, rated: Post) -> list[tuple[Key, str]]:
        """The bodies that a person heads full-time, and the organisations that these lead. (CC-I.6-3, HY-B.II.2-5)"""
        found: list[tuple[Key, str]] = []
        for post in self.chart.posts[rated.person_id]:
            if post.role == PostRole.HEAD and (post.is_full_time or post.pk == rated.pk):
                found.append(((post.organization_id, None, None), ReferenceKind.HEADS.value))
                if post.collective_id is not None:
                    found.append(((None, post.collective_id, None), ReferenceKind.HEADS.value))
        return found

    def _subject(self, kind: SubjectKind, unit: Organization, name: str, rank: int) -> Subject:
        return Subject(
            tenant_id=self.cycle.tenant_id,
            cycle=self.cycle,
            kind=kind,
            unit=unit,
            org_path=unit.path,
            name=name,
            bloc=unit.bloc,
            rank=rank,
            sort_key=text_sort_key(name)[:400],
            rating=RatingPlace.HERE,
        )

    def _rate(self, subject: Subject, managed: tuple[str, int], *, rated_here: bool, own: bool = False) -> None:
        """Who decides the level: nobody rates itself, and a post follows its manager. (CC-IIIb.1-5, CC-I.6-2)"""
        manager = self.chart.managers.get(managed)
        is_root = managed[0] == "organization" and self.chart.is_root(subject.unit)
        if own or is_root or (manager is not None and manager != self.cycle.tenant_id):
            above = manager if manager not in {None, self.cycle.tenant_id} else getattr(self.superior, "pk", None)
            subject.rating = RatingPlace.SUPERIOR if above else RatingPlace.NONE
            subject.decided_by_id = above
            subject.reason = "" if above else NO_SUPERIOR
            _cite(subject, subject.clauses.split(), self.rules.cite("scope.ratedBySuperior"))
        elif not rated_here:
            subject.rating, subject.reason = RatingPlace.NONE, NOT_RATED

    def _exempt(self, subject: Subject, unit: Organization) -> None:
        events = (("founded", unit.founded_on), ("split", unit.split_on), ("merged", unit.merged_on))
        found = exemptions.new_organization(events, self.cycle.rating_date, self.rules)
        transfer = self.chart.transfers.get(unit.pk)
        if found is None and transfer is not None:
            found = exemptions.transferred(transfer.happened_on, transfer.former_superior, self.rules)
        _note(subject, found)

    def _exempt_person(self, subject: Subject, post: Post, posts: list[Post]) -> None:
        suspended_on = next((held.suspended_on for held in posts if held.suspended_on), None)
        if suspended_on is None:
            _note(subject, exemptions.new_in_post(post.started_on, self.cycle.rating_date, self.rules))
            return
        found = exemptions.suspended(suspended_on, self.rules)
        _note(subject, found)
        if self.rules.suspended_rating != "rate":  # the level of the post is withheld; the cell's one is another (D9)
            subject.rating, subject.decided_by_id, subject.reason = RatingPlace.NONE, None, found.note


def _note(subject: Subject, found: Expected | None) -> None:
    if found is not None:
        subject.exemption, subject.exemption_note = found.kind, found.note[:300]
        subject.exemption_clauses = " ".join(found.clauses)


def _cite(subject: Subject, *clauses: Iterable[str]) -> None:
    """Clauses as one text; what does not fit whole is left out."""
    kept: list[str] = []
    for clause in dict.fromkeys(clause for part in clauses for clause in part):
        if len(" ".join([*kept, clause])) <= 200:
            kept.append(clause)
    subject.clauses = " ".join(kept)
