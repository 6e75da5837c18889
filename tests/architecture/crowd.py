"""A tenant with as many units as a test wants, each with everything that a page may have to show of it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from dossiers.models import ChecklistItem, Dossier, Requirement, Stage
from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.models import Collective, DisciplineRecord, Organization, Person, Post
from orgchart.tenancy import create_all, scope
from ratings.models import Ballot, BallotCount, Board, BoardGroup, CapGroup, CriterionDegree, GroupKind, RatingCase
from ratings.states import BallotState, BoardState, CaseState
from reviews.models import (
    AgendaItem,
    Circulation,
    CirculationReceipt,
    Conference,
    Cycle,
    Deadline,
    Place,
    ReferenceKind,
    Review,
    ReviewSection,
    Shortcoming,
    Subject,
    SubjectReference,
)
from reviews.states import ReviewState
from tests.factories.orgchart import (
    NOON,
    CollectiveFactory,
    DisciplineRecordFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.ratings import CapGroupFactory, CriterionDegreeFactory, RatingCaseFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    CollectiveSubjectFactory,
    ConferenceFactory,
    CycleFactory,
    PlaceFactory,
    ReviewFactory,
    ReviewSectionFactory,
    SubjectFactory,
)

# What the texts of three neighbouring units are at, so that three units have all that three hundred have.
STATES = (ReviewState.DRAFT, ReviewState.CIRCULATED, ReviewState.FINAL)
CRITERIA = ("1a", "1b", "2a", "3")


@dataclass
class Crowd:
    """A tenant in the middle of its year, one board that ballots on everybody, and somebody with every part."""

    cycle: Cycle
    root: Organization
    board: Board
    groups: dict[str, CapGroup]
    ballots: dict[str, Ballot]
    actor: Actor
    person: Person
    units: int = 0

    def grow(self, units: int) -> None:
        """Add units until there are as many; each a body with its head, their texts, cases and dossiers."""
        with scope(tenant=self.cycle.tenant_id):
            numbers = range(self.units, units)
            bodies = self._bodies(numbers)
            people = [PersonFactory.build(tenant=self.cycle.tenant) for _ in numbers]
            create_all(Person, people)
            self._posts(people, bodies)
            subjects = self._subjects(people, bodies)
            reviews = self._reviews(subjects)
            self._conferences(subjects, bodies)
            self._circulations(reviews)
            self._cases(subjects)
            self._dossiers(subjects)
            self.units = units
        with connection.cursor() as cursor:  # as the database does by itself in daily work: plans follow the numbers
            cursor.execute("ANALYZE")

    def _bodies(self, numbers: range) -> list[Collective]:
        tenant = self.cycle.tenant
        organizations = [
            OrganizationFactory.build(
                tenant=tenant, name=f"Đoàn thể {number}", kind=OrganizationKind.MASS_ORGANIZATION, depth=2,
                path=Organization._get_path(self.root.path, 2, number + 1),
            )
            for number in numbers
        ]  # fmt: skip
        create_all(Organization, organizations)
        bodies = [
            CollectiveFactory.build(
                tenant=tenant, organization=row, name=f"Ban Thường vụ {row.name}", kind=CollectiveKind.MASS_STANDING
            )
            for row in organizations
        ]
        return create_all(Collective, bodies)

    def _posts(self, people: list[Person], bodies: list[Collective]) -> None:
        tenant = self.cycle.tenant
        create_all(
            Post,
            [
                PostFactory.build(tenant=tenant, person=person, collective=body, organization=body.organization)
                for person, body in zip(people, bodies, strict=True)
            ],
        )
        records = [DisciplineRecordFactory.build(tenant=tenant, person=person) for person in people[::3]]
        create_all(DisciplineRecord, records)
        lacks = [
            Shortcoming(
                tenant=tenant, collective=body, year=self.cycle.year - 1, text="Chậm báo cáo", source="Kết luận"
            )
            for body in bodies
        ]
        create_all(Shortcoming, lacks)

    def _subjects(self, people: list[Person], bodies: list[Collective]) -> list[Subject]:
        """Bodies first, then their heads."""
        common = {"tenant": self.cycle.tenant, "cycle": self.cycle}
        collectives = [
            CollectiveSubjectFactory.build(collective=body, unit=body.organization, **common) for body in bodies
        ]
        heads = [
            SubjectFactory.build(person=person, unit=body.organization, **common)
            for person, body in zip(people, bodies, strict=True)
        ]
        subjects = create_all(Subject, collectives + heads)
        limits = [
            SubjectReference(
                tenant=self.cycle.tenant, subject=head, reference=body, kind=ReferenceKind.HEADS
            )
            for body, head in zip(collectives, heads, strict=True)
        ]  # fmt: skip
        create_all(SubjectReference, limits)
        return subjects

    def _reviews(self, subjects: list[Subject]) -> list[Review]:
        tenant, account = self.cycle.tenant, self.actor.account
        reviews = []
        for number, subject in enumerate(subjects):
            state = STATES[number % len(STATES)]
            final = state == ReviewState.FINAL
            reviews.append(
                ReviewFactory.build(
                    tenant=tenant,
                    subject=subject,
                    form_kind="leader_review" if subject.person_id else "collective_report",
                    author=self.person if state == ReviewState.DRAFT else subject.person,
                    state=state,
                    self_level="HTT" if final else "",
                    finalised_at=NOON if final else None,
                    finalised_by=account if final else None,
                )
            )
        create_all(Review, reviews)
        sections = [ReviewSectionFactory.build(tenant=tenant, review=row, saved_by=account) for row in reviews]
        create_all(ReviewSection, sections)
        return reviews

    def _conferences(self, subjects: list[Subject], bodies: list[Collective]) -> None:
        tenant = self.cycle.tenant
        conferences = {
            body.pk: ConferenceFactory.build(tenant=tenant, cycle=self.cycle, collective=body, secretary=self.person)
            for body in bodies
        }
        create_all(Conference, conferences.values())
        by_unit = {body.organization_id: body for body in bodies}
        places, items = [], []
        for subject in subjects:
            body = by_unit[subject.unit_id]
            places.append(PlaceFactory.build(tenant=tenant, subject=subject, collective=body))
            items.append(
                AgendaItemFactory.build(
                    tenant=tenant,
                    conference=conferences[body.pk],
                    subject=subject,
                    position=2 if subject.person_id else 1,
                )
            )
        create_all(Place, places)
        create_all(AgendaItem, items)

    def _circulations(self, reviews: list[Review]) -> None:
        """All that goes round has been sent to the one person."""
        tenant, account = self.cycle.tenant, self.actor.account
        sent = [
            Circulation(tenant=tenant, review=row, content={}, sent_at=NOON, sent_by=account)
            for row in reviews
            if row.state == ReviewState.CIRCULATED
        ]
        create_all(Circulation, sent)
        receipts = [CirculationReceipt(tenant=tenant, circulation=row, person=self.person) for row in sent]
        create_all(CirculationReceipt, receipts)

    def _cases(self, subjects: list[Subject]) -> None:
        tenant = self.cycle.tenant
        cases = [
            RatingCaseFactory.build(
                tenant=tenant,
                subject=subject,
                group=self.groups[subject.kind],
                state=CaseState.SELF_RATED,
                self_level="HTT",
                proposed_level="HTT",
            )
            for subject in subjects
        ]
        create_all(RatingCase, cases)
        degrees = [
            CriterionDegreeFactory.build(tenant=tenant, case=case, code=code) for case in cases for code in CRITERIA
        ]
        create_all(CriterionDegree, degrees)
        counts = [
            BallotCount(tenant=tenant, ballot=self.ballots[case.subject.kind], case=case, votes=4) for case in cases
        ]
        create_all(BallotCount, counts)

    def _dossiers(self, subjects: list[Subject]) -> None:
        tenant = self.cycle.tenant
        dossiers = create_all(Dossier, [Dossier(tenant=tenant, subject=subject) for subject in subjects])
        items = [
            ChecklistItem(
                tenant=tenant,
                dossier=dossier,
                code=f"giay-to-{position}",
                label="Giấy tờ",
                requirement=Requirement.REQUIRED,
                stage=Stage.SUBMISSION,
                clause="HY-B.III.1-1",
                position=position,
            )
            for dossier in dossiers
            for position in (1, 2)
        ]
        create_all(ChecklistItem, items)


def crowd() -> Crowd:
    """The tenant without units: its root, its board, and the one who runs the year, leads it and writes in it."""
    tenant = TenantFactory(slug="dong-nguoi")
    root = OrganizationFactory(tenant=tenant, name="Đảng bộ xã", kind=OrganizationKind.PARTY_COMMITTEE)
    body = CollectiveFactory(tenant=tenant, organization=root, kind=CollectiveKind.STANDING_COMMITTEE)
    person = PersonFactory(tenant=tenant)
    PostFactory(tenant=tenant, collective=body, person=person, rank=1, role=PostRole.HEAD)
    cycle = CycleFactory(tenant=tenant)
    actor = actor_for(tenant, Role.OFFICE, Role.HEAD, person=person)
    with scope(tenant=tenant.pk):
        for step in ("self_review", "collective_report", "dossier"):
            Deadline(tenant=tenant, cycle=cycle, step=step, title=step, last_day=date(2024, 11, 15)).save()
        board = Board(
            tenant=tenant, cycle=cycle, body=body, title="Họp xét xếp loại", held_on=date(2024, 12, 5),
            state=BoardState.VOTING, entitled=5, present=5,
        )  # fmt: skip
        board.save()
        groups, ballots = {}, {}
        for subject_kind, kind in (("collective", GroupKind.COLLECTIVES), ("individual", GroupKind.LEADERS)):
            group = groups[subject_kind] = CapGroupFactory(tenant=tenant, cycle=cycle, kind=kind)
            BoardGroup(tenant=tenant, board=board, group=group, state=BallotState.PASSED).save()
            ballot = ballots[subject_kind] = Ballot(
                tenant=tenant, board=board, group=group, round=1, issued=5, returned=5, valid=5,
                entered_at=NOON, entered_by=actor.account,
            )  # fmt: skip
            ballot.save()
    return Crowd(cycle, root, board, groups, ballots, actor, person)
