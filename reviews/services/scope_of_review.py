"""From the chart of a day to drafts of subjects: who is reviewed, where, rated by whom, under which ceilings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole
from orgchart.models import Collective, Organization, Post, Tenant
from orgchart.names import text_sort_key
from reviews import places
from reviews.models import Cycle, RatingPlace, ReferenceKind, Subject, SubjectKind
from reviews.places import PlaceOfReview
from reviews.queries.chart import Chart
from reviews.rules import CycleRules

Key = tuple[int | None, int | None, int | None]

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
NOT_RATED = "Quy định chỉ giao kiểm điểm, không xếp loại tại đây"
NO_SUPERIOR = "Cấp trên trực tiếp xếp loại; cấp trên chưa có trong hệ thống"
REVIEWED_BELOW = "Kiểm điểm tại đảng bộ cấp dưới; hồ sơ gửi lên cấp này để xếp loại"
THROUGH_COMMITTEE = "Kiểm điểm qua tập thể cấp ủy của tổ chức"


@dataclass(eq=False)
class Draft:
    """A subject that the list should have, with what belongs to it."""

    subject: Subject
    author_id: int | None = None
    places: list[PlaceOfReview] = field(default_factory=list)
    references: list[tuple[Key, str]] = field(default_factory=list)
    is_tied: bool = False


def drafts(cycle: Cycle, chart: Chart, rules: CycleRules, superior: Tenant | None) -> list[Draft]:
    """Party organisations, collectives and persons in scope of a cycle."""
    maker = _Maker(cycle, chart, rules, superior)
    return [*maker.party_organizations(), *maker.collectives(), *maker.individuals()]


class _Maker:
    def __init__(self, cycle: Cycle, chart: Chart, rules: CycleRules, superior: Tenant | None) -> None:
        self.cycle, self.chart, self.rules, self.superior = cycle, chart, rules, superior

    def party_organizations(self) -> Iterator[Draft]:
        """Each cell and party committee; a cell without committee is reviewed as a whole. (CC-II.1.1-6)"""
        for row in self.chart.organizations.values():
            if not row.is_party_organization:
                continue
            is_cell = row.kind == OrganizationKind.PARTY_CELL
            whole = is_cell and self.rules.whole_cell_reviewed and self.chart.committee_of(row) is None
            rank = RANKS[CollectiveKind.CELL_COMMITTEE] if is_cell else 1
            subject = self._subject(SubjectKind.PARTY_ORGANIZATION, row, row.name, rank)
            subject.organization = row
            subject.is_reviewed = whole
            subject.clauses = "CC-II.1.1-6 CC-III.1.1a-1" if whole else "CC-III.1.1a-1"
            rated_here = row.kind in self.rules.rated or not self.chart.is_root(row)
            self._rate(subject, ("organization", row.pk), rated_here=rated_here)
            subject.reason = subject.reason or ("" if whole else THROUGH_COMMITTEE)
            place = PlaceOfReview(places.WHOLE_CELL, cell_id=row.pk, clauses=("CC-II.2.1-7", "CC-II.1.1-6"))
            author = self.chart.head_of(organization=row) if whole else None
            yield Draft(subject, author, [place] if whole else [])

    def collectives(self) -> Iterator[Draft]:
        """The leading collectives of the kinds that the set reviews. (CC-II.1.1-1 to CC-II.1.1-6)"""
        for row in self.chart.collectives.values():
            if row.kind not in self.rules.reviewed or row.kind not in RANKS or not self._in_scope(row):
                continue
            subject = self._subject(SubjectKind.COLLECTIVE, row.organization, row.name, RANKS[CollectiveKind(row.kind)])
            subject.collective = row
            is_own = row.kind == CollectiveKind.STANDING_COMMITTEE and self.chart.is_root(row.organization)
            self._rate(
                subject, ("collective", row.pk), rated_here=row.kind in self.rules.rated and not is_own, own=is_own
            )
            place = places.body_place(self.chart.bodies[row.pk], self.rules)
            subject.clauses = " ".join(place.clauses)
            reference = ((row.organization_id, None, None), ReferenceKind.ORGANIZATION.value)
            yield Draft(subject, self.chart.head_of(collective=row), [place], [reference])

    def _in_scope(self, collective: Collective) -> bool:
        """A unit is in scope while somebody in it is managed by a committee. (HY-B.I.1.1a-9)"""
        if collective.kind != CollectiveKind.UNIT_LEADERSHIP:
            return True
        return any(
            post.organization_id == collective.organization_id and self.chart.is_managed(post.pk)
            for posts in self.chart.posts.values()
            for post in posts
        )

    def individuals(self) -> Iterator[Draft]:
        """Everybody who holds a managed post, once, at the highest one. (CC-II.1.2-1, CC-I.6-2, CC-III.3-8)"""
        for person_id, posts in self.chart.posts.items():
            holdings = self.chart.holdings_of(person_id)
            rated = places.rated_post(holdings, lambda holding: self.chart.is_managed(holding.post_id))
            if rated is None:
                continue
            post = next(post for post in posts if post.pk == rated.post_id)
            subject = self._person_subject(post, list(posts))
            subject.clauses = f"CC-II.1.2-1 {rated.clause}"
            found = places.places_of(holdings, post.pk, self.chart.cell_of(person_id), self.rules)
            if all(self._has_own_office(held.organization) for held in posts):
                subject.is_reviewed, subject.reason, found = False, subject.reason or REVIEWED_BELOW, []
            yield Draft(subject, person_id, found, self._headed(post), rated.is_tied)

    def _has_own_office(self, unit: Organization) -> bool:
        """A committee of a lower level reviews its leaders itself; here they are only rated. (CC-IIIb.1-5)"""
        root = next((row for row in self.chart.organizations.values() if self.chart.is_root(row)), None)
        return unit.kind == OrganizationKind.PARTY_COMMITTEE and root is not None and unit.level != root.level

    def _person_subject(self, post: Post, posts: list[Post]) -> Subject:
        subject = self._subject(SubjectKind.INDIVIDUAL, post.organization, post.person.full_name, post.rank)
        subject.person = post.person
        subject.post = post
        others = [held.title for held in posts if held.pk != post.pk]
        subject.position = ", ".join(dict.fromkeys([post.title, *others]))[:300]
        subject.sort_key = post.person.sort_key
        subject.title_group = post.title_group
        subject.role = post.role
        subject.appointed_on = post.started_on
        is_own = any(
            held.collective is not None
            and held.collective.kind == CollectiveKind.STANDING_COMMITTEE
            and self.chart.is_root(held.organization)
            for held in posts
        )
        self._rate(subject, ("post", post.pk), rated_here=not is_own, own=is_own)
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
        elif not rated_here:
            subject.rating, subject.reason = RatingPlace.NONE, NOT_RATED
