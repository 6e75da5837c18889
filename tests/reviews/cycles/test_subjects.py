"""From the chart to the list of who is reviewed and rated."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.models import AuditRecord, Post
from orgchart.tenancy import scope
from reviews.models import Audience, FormKind, Place, RatingPlace, Review, Subject, SubjectReference
from reviews.services.subjects import generate_subjects
from tests.factories.orgchart import NOON, CellMembershipFactory, PersonFactory, actor_for


@pytest.fixture
def run(commune):
    cycle = commune.cycle()

    def again():
        return generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)

    with scope(tenant=commune.tenant.pk):
        again.cycle = cycle
        yield again


def subject(**fields):
    return Subject.objects.select_related("review").get(**fields)


def places(**fields):
    rows = Place.objects.filter(**{f"subject__{key}": value for key, value in fields.items()}).order_by("pk")
    return [(row.audience, row.collective_id, row.cell_id) for row in rows]


@pytest.mark.clause("CC-II.1.1-1", "CC-IIIb.1-5")
def test_the_own_standing_committee_is_reviewed_here_and_rated_by_the_superior(commune, run):
    standing = commune.collective(CollectiveKind.STANDING_COMMITTEE)
    secretary = commune.holder("Ma Đình Dũng", standing, rank=1)

    run()

    row = subject(collective=standing)
    assert (row.rating, row.decided_by, row.is_reviewed) == (RatingPlace.SUPERIOR, commune.district, True)
    assert places(collective=standing) == [(Audience.COLLECTIVE, standing.pk, None)]
    assert subject(organization=commune.root).rating == RatingPlace.SUPERIOR
    assert subject(person=secretary).decided_by == commune.district, "no member of the committee is rated here"


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(CollectiveKind.COUNCIL_STANDING, marks=pytest.mark.clause("CC-II.1.1-2", "CC-III.1.1a-2")),
        pytest.param(CollectiveKind.GOVERNMENT_LEADERSHIP, marks=pytest.mark.clause("CC-II.1.1-3", "CC-III.1.1a-3")),
        pytest.param(CollectiveKind.FRONT_STANDING, marks=pytest.mark.clause("CC-II.1.1-4", "CC-III.1.1a-4")),
        pytest.param(
            CollectiveKind.MASS_STANDING, marks=pytest.mark.clause("CC-II.1.1-5", "CC-III.1.1a-5", "HY-B.I.1.1a-8")
        ),
    ],
)
def test_bodies_of_the_plan_are_reviewed_and_rated_here(commune, run, kind):
    organization = commune.organization("Cơ quan", OrganizationKind.AGENCY)
    body = commune.collective(kind, organization)
    head = commune.holder("Hoàng Văn Thụ", body)

    run()

    row = subject(collective=body)
    assert (row.rating, row.review.form_kind, row.review.author) == (RatingPlace.HERE, FormKind.COLLECTIVE_REPORT, head)


def test_executive_committee_is_not_on_the_list(commune, run):
    body = commune.collective(CollectiveKind.EXECUTIVE_COMMITTEE)

    run()

    assert not Subject.objects.filter(collective=body).exists()


@pytest.mark.clause("CC-II.1.1-6", "CC-III.1.1a-1", "CC-II.2.1-7")
def test_o8_a_cell_without_committee_is_reviewed_as_a_whole_and_rated_once(commune, run):
    cell = commune.cell("Chi bộ Phố Trung Thành")
    secretary = commune.holder("Lương Thị Mai", cell, cell=cell)

    run()

    row = subject(organization=cell)
    assert (row.is_reviewed, row.rating, row.review.author) == (True, RatingPlace.HERE, secretary)
    assert places(organization=cell) == [(Audience.WHOLE_CELL, None, cell.pk)]
    assert places(person=secretary) == [(Audience.WHOLE_CELL, None, cell.pk)]


@pytest.mark.clause("CC-III.1.1a-1", "CC-III.1.1a-6", "CC-II.2.1-7")
def test_a_cell_with_committee_gets_two_ratings_and_one_review(commune, run):
    cell = commune.cell("Chi bộ Trường Tiểu học")
    committee = commune.collective(CollectiveKind.CELL_COMMITTEE, cell)
    for name, role in (("Lý A Sùng", PostRole.HEAD), ("Vũ Thị Bé", PostRole.DEPUTY), ("Đỗ Văn An", PostRole.MEMBER)):
        commune.holder(name, committee, role=role, cell=cell)

    run()

    whole, leading = subject(organization=cell), subject(collective=committee)
    assert (whole.rating, whole.is_reviewed, leading.rating) == (RatingPlace.HERE, False, RatingPlace.HERE)
    assert not Review.objects.filter(subject=whole).exists()
    assert places(collective=committee) == [(Audience.WHOLE_CELL, None, cell.pk)]
    assert list(SubjectReference.objects.filter(subject=leading).values_list("reference", "kind")) == [
        (whole.pk, "organization")
    ]


def test_o1_a_cell_merged_two_months_ago_is_on_the_list_and_reviewed(commune, run):
    cell = commune.cell("Chi bộ Phố mới sáp nhập", merged_on=date(2024, 9, 30))

    run()

    assert subject(organization=cell).is_reviewed


@pytest.mark.clause("CC-II.2.1-4")
def test_the_peoples_committee_is_reviewed_before_all_staff(commune, run):
    body = commune.collective(
        CollectiveKind.GOVERNMENT_LEADERSHIP, commune.organization("UBND", OrganizationKind.PEOPLES_COMMITTEE)
    )

    run()

    assert places(collective=body) == [(Audience.ALL_STAFF, body.pk, None)]


@pytest.mark.clause("CC-II.1.2-1", "CC-III.1.1b-1", "HY-A.3-1")
def test_individuals_are_those_whose_current_post_somebody_manages(commune, run):
    body = commune.collective(
        CollectiveKind.FRONT_STANDING, commune.organization("UBMTTQ", OrganizationKind.FATHERLAND_FRONT)
    )
    managed = commune.holder("Nguyễn Văn Bình", body, started_on=date(2024, 7, 1))
    commune.holder("Trần Thị Cúc", body, role=PostRole.MEMBER, managed_by=None)
    commune.holder("Lê Văn Dậu", body, role=PostRole.DEPUTY, ended_on=date(2024, 8, 1))

    run()

    people = list(Subject.objects.filter(kind="individual"))
    assert [row.person for row in people] == [managed]
    assert people[0].appointed_on == date(2024, 7, 1)
    assert (people[0].review.form_kind, people[0].review.author) == (FormKind.LEADER_REVIEW, managed)


@pytest.mark.clause("CC-I.6-2", "HY-B.I.1.2-1")
def test_a_person_is_rated_once_by_whoever_manages_the_highest_post(commune, run):
    front = commune.collective(
        CollectiveKind.FRONT_STANDING, commune.organization("UBMTTQ", OrganizationKind.FATHERLAND_FRONT)
    )
    council = commune.collective(
        CollectiveKind.COUNCIL_STANDING, commune.organization("HĐND", OrganizationKind.PEOPLES_COUNCIL)
    )
    person = commune.holder("Nguyễn Văn Bình", front, rank=30)
    commune.holder("", council, rank=10, person=person, managed_by=commune.district, title="Phó Chủ tịch HĐND")

    run()

    row = subject(person=person)
    assert (row.rank, row.unit.name, row.rating, row.decided_by) == (10, "HĐND", RatingPlace.SUPERIOR, commune.district)
    assert row.position.startswith("Phó Chủ tịch HĐND")


@pytest.mark.clause("CC-III.3-8", "CC-II.2.2-9")
def test_equal_posts_with_equal_time_are_reported_for_decision(commune, run):
    bodies = [
        commune.collective(kind, commune.organization(kind.label, OrganizationKind.AGENCY))
        for kind in (CollectiveKind.FRONT_STANDING, CollectiveKind.MASS_STANDING)
    ]
    person = commune.holder("Nguyễn Văn Bình", bodies[0], working_share=50, started_on=date(2019, 1, 1))
    commune.holder("", bodies[1], person=person, working_share=50, started_on=date(2020, 1, 1))

    result = run()

    assert result.undecided == ["Nguyễn Văn Bình"]
    assert subject(person=person).unit == bodies[0].organization


@pytest.mark.clause("CC-II.2.2-2", "CC-II.2.2-1")
def test_a_leader_who_is_a_party_member_has_two_places_with_their_clauses(commune, run):
    cell = commune.cell("Chi bộ Cơ quan")
    body = commune.collective(
        CollectiveKind.MASS_STANDING, commune.organization("Hội Phụ nữ", OrganizationKind.MASS_ORGANIZATION)
    )
    chair = commune.holder("Ma Thị Hương", body, cell=cell)
    for name in ("Lý Thị Tâm", "Vũ Thị Nga"):
        commune.holder(name, body, role=PostRole.MEMBER)

    run()

    assert places(person=chair) == [(Audience.WHOLE_CELL, None, cell.pk), (Audience.COLLECTIVE, body.pk, None)]
    assert set(Place.objects.filter(subject__person=chair).values_list("clauses", flat=True)) == {
        "CC-II.2.2-1",
        "CC-II.2.2-2",
    }


@pytest.mark.clause("CC-III.3-7")
def test_a_suspended_member_is_reviewed_in_the_cell_where_party_life_takes_place_now(commune, run):
    standing = commune.collective(CollectiveKind.STANDING_COMMITTEE)
    official, present = commune.cell("Chi bộ cũ"), commune.cell("Chi bộ đang sinh hoạt")
    person = commune.holder(
        "Hoàng Văn Sáu", standing, role=PostRole.MEMBER, cell=official, suspended_on=date(2024, 7, 1)
    )
    CellMembershipFactory(tenant=commune.tenant, person=person, cell=present, kind="temporary")

    run()

    assert places(person=person) == [(Audience.WHOLE_CELL, None, present.pk)]


def test_a_head_is_limited_by_the_headed_collective_and_organisation_of_full_time_posts(commune, run):
    cell = commune.cell("Chi bộ Trạm Y tế")
    committee = commune.collective(CollectiveKind.CELL_COMMITTEE, cell)
    head = commune.holder("Lý A Sùng", committee, cell=cell)
    deputy = commune.holder("Vũ Thị Bé", committee, role=PostRole.DEPUTY, cell=cell)
    part_time = commune.collective(
        CollectiveKind.MASS_STANDING, commune.organization("Hội", OrganizationKind.MASS_ORGANIZATION)
    )
    commune.holder("", part_time, person=head, rank=60, is_full_time=False, working_share=10)

    run()

    limits = SubjectReference.objects.filter(subject__person=head, kind="heads").values_list("reference", flat=True)
    assert set(limits) == {subject(organization=cell).pk, subject(collective=committee).pk}
    assert not SubjectReference.objects.filter(subject__person=deputy).exists()


def test_running_again_adds_what_is_new_and_changes_nothing_else(commune, run):
    body = commune.collective(
        CollectiveKind.FRONT_STANDING, commune.organization("UBMTTQ", OrganizationKind.FATHERLAND_FRONT)
    )
    first = commune.holder("Nguyễn Văn Bình", body)
    run()
    Post.objects.filter(person=first).update(title="Chức vụ đổi tên")
    Review.objects.filter(author=first, form_kind=FormKind.LEADER_REVIEW).update(state="draft")
    before = list(Subject.objects.order_by("pk").values())
    rows = Place.objects.count(), SubjectReference.objects.count(), Review.objects.count()

    same = run()

    assert (same.subjects, same.places) == (0, 0)
    assert list(Subject.objects.order_by("pk").values()) == before
    assert (Place.objects.count(), SubjectReference.objects.count(), Review.objects.count()) == rows
    commune.holder("Trần Thị Cúc", body, role=PostRole.DEPUTY)
    assert run().subjects == 1
    assert Review.objects.get(author=first, form_kind=FormKind.LEADER_REVIEW).state == "draft"


@pytest.mark.clause("HY-B.I.1.1a-9")
def test_a_unit_is_in_scope_while_it_has_a_managed_post(commune):
    cycle = commune.cycle(set_code="hung-yen-2019")
    units = [
        commune.collective(CollectiveKind.UNIT_LEADERSHIP, commune.organization(name, OrganizationKind.AGENCY))
        for name in ("Có cán bộ diện quản lý", "Không có")
    ]
    commune.holder("Nguyễn Văn Bình", units[0])
    commune.holder("Trần Thị Cúc", units[1], managed_by=None)

    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)
        found = [row.collective for row in Subject.objects.filter(collective__in=units)]

    assert found == [units[0]]


def test_only_the_office_makes_the_list_and_the_trail_says_so(commune, run):
    run()

    assert AuditRecord.objects.filter(action="generate_subjects", target_id=run.cycle.pk).count() == 1
    member = actor_for(commune.tenant, Role.INSPECTION, person=PersonFactory(tenant=commune.tenant))
    with pytest.raises(PermissionDenied):
        generate_subjects(cycle_id=run.cycle.pk, actor=member, at=NOON)
