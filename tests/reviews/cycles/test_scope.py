"""Who is in scope under which set, exemptions, changes of the chart, and what the authorised body decides."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind, Level, OrganizationKind, PostRole
from orgchart.models import AuditRecord, Organization, Post, Succession
from orgchart.tenancy import scope
from reviews.models import Place, RatingPlace, Review, Subject, SubjectReference
from reviews.queries.cycles import closed_subject_ids
from reviews.queries.scope import ScopeFilter, exclusions, scope_list
from reviews.services.scope_changes import ChangeKind, plan_of
from reviews.services.subjects import apply_scope
from tests.factories.orgchart import NOON, CellMembershipFactory, ManagementLinkFactory
from tests.reviews.cycles.lists import apply, at_level, body_at, listed

PROVINCIAL = [
    (CollectiveKind.PARTY_GROUP, OrganizationKind.PEOPLES_COUNCIL, ("HY-B.I.1.1a-3", "HY-B.I.1.1a-4")),
    (CollectiveKind.PARTY_BOARD, OrganizationKind.PROCURACY, ("HY-B.I.1.1a-3", "HY-B.I.1.1a-5")),
    (CollectiveKind.ADVISORY_AGENCY, OrganizationKind.PARTY_AGENCY, ("HY-B.I.1.1a-6",)),
    (CollectiveKind.ASSEMBLY_DELEGATION, OrganizationKind.ASSEMBLY_DELEGATION, ("HY-B.I.1.1a-7",)),
    (CollectiveKind.COUNCIL_STANDING, OrganizationKind.PEOPLES_COUNCIL, ("HY-B.I.1.1a-7",)),
    (CollectiveKind.GOVERNMENT_LEADERSHIP, OrganizationKind.PEOPLES_COMMITTEE, ("HY-B.I.1.1a-7",)),
    (CollectiveKind.FRONT_STANDING, OrganizationKind.FATHERLAND_FRONT, ("HY-B.I.1.1a-8",)),
    (CollectiveKind.MASS_STANDING, OrganizationKind.MASS_ORGANIZATION, ("HY-B.I.1.1a-8",)),
]
RATED = {CollectiveKind.PARTY_GROUP, CollectiveKind.PARTY_BOARD, CollectiveKind.ADVISORY_AGENCY}


@pytest.mark.clause(
    "HY-B.I.1.1a-1", "HY-B.I.1.1a-3", "HY-B.I.1.1a-4", "HY-B.I.1.1a-5", "HY-B.I.1.1a-6", "HY-B.I.1.1a-7",
    "HY-B.I.1.1a-8", "HY-B.II.1.1-1", "HY-B.II.1.1-2", "HY-B.II.1.1-3",
)  # fmt: skip
def test_o7_a_province_reviews_more_bodies_than_it_rates_each_with_its_clause(commune):
    at_level(commune, Level.PROVINCE)
    own = commune.collective(CollectiveKind.STANDING_COMMITTEE, name="Ban Thường vụ Tỉnh ủy")
    for kind, unit_kind, _ in PROVINCIAL:
        body_at(commune, kind, Level.PROVINCE, unit_kind)
    body_at(commune, CollectiveKind.MASS_STANDING, Level.PROVINCE, name="Ban Thường vụ Tỉnh Đoàn")
    body_at(commune, CollectiveKind.TRADE_UNION_COMMITTEE, Level.PROVINCE)
    commune.cell("Chi bộ Văn phòng")

    found = listed(commune, commune.cycle(set_code="hung-yen-2019"))

    for kind, _, clauses in PROVINCIAL:
        row = found[str(kind.label)]
        assert row.is_reviewed
        assert row.clauses.split()[0] in clauses
        assert row.rating == (RatingPlace.HERE if kind in RATED else RatingPlace.NONE), kind
    assert found["Ban Thường vụ Tỉnh Đoàn"].rating == RatingPlace.HERE, "a single body is named"
    assert found[own.name].is_reviewed
    assert found[own.name].rating != RatingPlace.HERE
    assert len(found) == len(PROVINCIAL) + 2, "the set has no cells and no trade unions"


@pytest.mark.clause("HY-B.I.1.1a-2", "HY-B.I.1.1b-1", "HY-B.I.1.1b-2")
def test_bodies_of_lower_levels_are_listed_where_the_set_names_them_or_the_committee_manages_them(commune):
    at_level(commune, Level.DISTRICT)
    district = body_at(commune, CollectiveKind.STANDING_COMMITTEE, Level.DISTRICT, OrganizationKind.PARTY_COMMITTEE)
    grassroots = body_at(commune, CollectiveKind.EXECUTIVE_COMMITTEE, Level.COMMUNE, OrganizationKind.PARTY_COMMITTEE)
    managed = body_at(commune, CollectiveKind.MASS_STANDING, Level.COMMUNE, name="Hội được quản lý")
    body_at(commune, CollectiveKind.MASS_STANDING, Level.COMMUNE, name="Hội khác")
    ManagementLinkFactory(tenant=commune.tenant, collective=managed)

    found = listed(commune, commune.cycle(set_code="hung-yen-2019"))

    assert set(found) == {district.name, grassroots.name, "Hội được quản lý"}
    assert found[grassroots.name].rating == RatingPlace.HERE
    assert "HY-B.I.1.1b-2" in found["Hội được quản lý"].clauses


@pytest.mark.clause("HY-B.I.1.1c-1", "HY-B.I.1.2-2")
def test_units_under_a_department_and_their_leaders_are_reviewed_whoever_manages_them(commune):
    at_level(commune, Level.PROVINCE)
    unit = commune.organization("Chi cục", OrganizationKind.PUBLIC_UNIT, level=Level.UNIT)
    leadership = commune.collective(CollectiveKind.UNIT_LEADERSHIP, unit, "Lãnh đạo Chi cục")
    commune.holder("Nguyễn Văn Bình", leadership, managed_by=None)
    commune.holder("Trần Thị Cúc", unit, role=PostRole.STAFF, managed_by=None)

    found = listed(commune, commune.cycle(set_code="hung-yen-2019"))

    assert set(found) == {"Lãnh đạo Chi cục", "Nguyễn Văn Bình"}
    assert found["Nguyễn Văn Bình"].clauses.split()[0] == "HY-B.I.1.2-2"


@pytest.mark.clause("SL-II.1-1", "SL-II.1-2", "SL-II.2.2-6", "SL-II.5-1")
def test_an_agency_reviews_everybody_and_its_own_leadership_is_rated_above(commune):
    with scope(tenant=commune.tenant.pk):
        Organization.objects.filter(pk=commune.root.pk).update(kind=OrganizationKind.AGENCY, level=Level.PROVINCE)
        commune.root.refresh_from_db()
    office = commune.organization("Phòng Tổng hợp", OrganizationKind.AGENCY, level=Level.UNIT)
    leaders = commune.collective(CollectiveKind.UNIT_LEADERSHIP, name="Lãnh đạo Ban")
    room = commune.collective(CollectiveKind.UNIT_LEADERSHIP, office, "Lãnh đạo Phòng")
    cell = commune.cell("Chi bộ Ban")
    commune.holder("Ma Văn Trưởng", leaders, managed_by=commune.district, cell=cell)
    commune.holder("Lò Văn Phòng", room, managed_by=True, cell=cell)
    commune.holder("Cầm Thị Viên", office, role=PostRole.STAFF, managed_by=None, rank=60)

    found = listed(commune, commune.cycle(set_code="son-la-bdt-2022"))

    assert found["Lãnh đạo Ban"].rating == RatingPlace.SUPERIOR
    assert found["Cầm Thị Viên"].is_reviewed
    assert [place.collective_id for place in found["Cầm Thị Viên"].places.all()] == [room.pk]
    assert found["Cầm Thị Viên"].clauses.split()[0] == "SL-II.1-2"
    assert found[commune.root.name].kind == "organization"
    assert not found[commune.root.name].is_reviewed


@pytest.mark.clause("GB-1-2")
@pytest.mark.parametrize("by", ["set", "chart"])
def test_o5_without_a_peoples_council_its_standing_body_has_no_task_and_the_reason_is_shown(commune, by):
    council = body_at(commune, CollectiveKind.COUNCIL_STANDING, Level.COMMUNE, OrganizationKind.PEOPLES_COUNCIL)
    if by == "chart":
        with scope(tenant=commune.tenant.pk):
            Organization.objects.filter(pk=commune.root.pk).update(urban_government_since=date(2021, 7, 1))
    cycle = commune.cycle(set_code="giang-bien-2021" if by == "set" else "cho-chu-2024")

    found = listed(commune, cycle)

    assert council.name not in found
    with scope(tenant=commune.tenant.pk):
        told = exclusions(cycle)
    assert [clauses for _, clauses in told] == ([("GB-1-2",)] if by == "set" else [])


@pytest.mark.clause("CC-III.3-3", "CC-III.3-4")
@pytest.mark.parametrize(
    ("months_ago", "exempt"), [(date(2024, 9, 30), "merged"), (date(2024, 5, 30), ""), (date(2024, 4, 20), "")]
)
def test_o1_o2_a_new_organisation_and_a_new_leader_are_marked_until_six_months_are_full(commune, months_ago, exempt):
    cell = commune.cell("Chi bộ Phố", merged_on=months_ago)
    front = commune.collective(CollectiveKind.FRONT_STANDING)
    commune.holder("Nguyễn Văn Bình", front, started_on=months_ago)

    found = listed(commune, commune.cycle())

    assert (found[cell.name].exemption, found[cell.name].is_reviewed) == (exempt, True)
    assert found["Nguyễn Văn Bình"].exemption == ("new_post" if exempt else "")
    assert found["Nguyễn Văn Bình"].exemption_clauses == ("CC-III.3-4" if exempt else "")


def test_o3_a_transferred_organisation_is_rated_here_and_says_whose_opinion_it_needs(commune):
    cell = commune.cell("Chi bộ Trạm Y tế")
    with scope(tenant=commune.tenant.pk):
        Succession(
            tenant=commune.tenant, successor=cell, kind="transferred", happened_on=date(2024, 3, 1),
            former_superior="Đảng ủy Trung tâm Y tế",
        ).save()  # fmt: skip

    row = listed(commune, commune.cycle())[cell.name]

    assert (row.exemption, row.rating) == ("transferred", RatingPlace.HERE)
    assert "Đảng ủy Trung tâm Y tế" in row.exemption_note


def test_i21_the_level_of_a_suspended_member_is_withheld_for_the_post(commune):
    standing = commune.collective(CollectiveKind.STANDING_COMMITTEE)
    cell = commune.cell("Chi bộ Phố")
    commune.holder("Hoàng Văn Sáu", standing, role=PostRole.MEMBER, cell=cell, suspended_on=date(2024, 7, 1))

    row = listed(commune, commune.cycle())["Hoàng Văn Sáu"]

    assert (row.exemption, row.is_reviewed, row.rating) == ("suspended", True, RatingPlace.NONE)
    assert "01/07/2024" in row.reason


@pytest.mark.clause("CC-II.1.1-6")
def test_a_cell_that_gets_a_committee_is_shown_first_and_reviewed_through_it_after_confirmation(commune):
    cell, cycle = commune.cell("Chi bộ Phố"), commune.cycle()
    secretary = commune.holder("Lương Thị Mai", cell, cell=cell)
    whole = listed(commune, cycle)[cell.name]
    committee = commune.collective(CollectiveKind.CELL_COMMITTEE, cell, "Chi ủy Phố")
    with scope(tenant=commune.tenant.pk):
        Post.objects.filter(person=secretary).update(collective=committee)

        plan = plan_of(cycle)
        shown = {(change.kind, change.name) for change in plan.changes}
        assert (ChangeKind.ADD, "Chi ủy Phố") in shown
        assert (ChangeKind.ALTER, cell.name) in shown
        assert Subject.objects.get(pk=whole.pk).is_reviewed, "showing changes nothing"
        apply(commune, cycle)
        whole.refresh_from_db()

        assert not whole.is_reviewed
        assert not Place.objects.filter(subject=whole).exists()
        assert Review.objects.filter(subject__collective=committee).exists()
        assert plan_of(cycle).count == 0
        assert AuditRecord.objects.filter(action="apply_scope").count() == 1


@pytest.mark.clause("HY-B.I.1.1a-9", "HY-B.I.1.2-1")
def test_whoever_leaves_the_chart_leaves_the_list_with_a_reason_and_comes_back_by_it(commune):
    front, cycle = commune.collective(CollectiveKind.FRONT_STANDING), commune.cycle()
    person = commune.holder("Nguyễn Văn Bình", front)
    row = listed(commune, cycle)["Nguyễn Văn Bình"]
    with scope(tenant=commune.tenant.pk):
        Post.objects.filter(person=person).update(ended_on=date(2024, 10, 1))
        apply(commune, cycle)
        row.refresh_from_db()
        assert (row.is_reviewed, row.rating) == (False, RatingPlace.NONE)
        assert "Không còn thuộc phạm vi" in row.reason

        Post.objects.filter(person=person).update(ended_on=None)
        apply(commune, cycle)
        row.refresh_from_db()
        assert (row.is_reviewed, row.rating, row.reason) == (True, RatingPlace.HERE, "")


def test_another_head_brings_the_report_and_the_ceiling_along(commune):
    front, cycle = commune.collective(CollectiveKind.FRONT_STANDING), commune.cycle()
    old = commune.holder("Nguyễn Văn Bình", front)
    new = commune.holder("Trần Thị Cúc", front, role=PostRole.DEPUTY)
    body = listed(commune, cycle)[front.name]
    with scope(tenant=commune.tenant.pk):
        Post.objects.filter(person=old).update(role=PostRole.MEMBER)
        Post.objects.filter(person=new).update(role=PostRole.HEAD)

        apply(commune, cycle)

        assert Review.objects.get(subject=body).author == new
        limited = SubjectReference.objects.filter(reference=body, kind="heads").values_list(
            "subject__person", flat=True
        )
        assert list(limited) == [new.pk]


def test_what_was_reviewed_stays_and_a_stale_preview_is_refused(commune):
    front, cycle = commune.collective(CollectiveKind.FRONT_STANDING), commune.cycle()
    person = commune.holder("Nguyễn Văn Bình", front)
    row = listed(commune, cycle)["Nguyễn Văn Bình"]
    with scope(tenant=commune.tenant.pk):
        Review.objects.filter(subject=row).update(state="reviewed")
        before = plan_of(cycle).digest
        Post.objects.filter(person=person).update(title="Chức vụ đổi tên")

        assert [change.kind for change in plan_of(cycle).changes] == [ChangeKind.KEPT]
        with pytest.raises(Refused, match="đã thay đổi"):
            apply_scope(cycle_id=cycle.pk, digest=before, actor=commune.office, at=NOON)
        apply(commune, cycle)
        row.refresh_from_db()
        assert row.position != "Chức vụ đổi tên"
        with pytest.raises(PermissionDenied):
            apply_scope(cycle_id=cycle.pk, digest=before, actor=commune.head, at=NOON)


def test_an_organisation_that_is_reviewed_through_its_leadership_is_closed_with_it(commune):
    with scope(tenant=commune.tenant.pk):
        Organization.objects.filter(pk=commune.root.pk).update(kind=OrganizationKind.AGENCY, level=Level.PROVINCE)
        commune.root.refresh_from_db()
    leaders = commune.collective(CollectiveKind.UNIT_LEADERSHIP, name="Lãnh đạo Ban")
    commune.holder("Ma Văn Trưởng", leaders)
    cycle = commune.cycle(set_code="son-la-bdt-2022")
    found = listed(commune, cycle)
    with scope(tenant=commune.tenant.pk):
        assert found[commune.root.name].pk not in closed_subject_ids(cycle)
        Place.objects.filter(subject=found["Lãnh đạo Ban"]).update(done_at=NOON)
        account = commune.office.account
        Review.objects.filter(subject=found["Lãnh đạo Ban"]).update(
            state="final",
            self_level="HTT",
            circulated_at=NOON,
            circulated_by=account,
            finalised_at=NOON,
            finalised_by=account,
        )

        assert found[commune.root.name].pk in closed_subject_ids(cycle)


@pytest.mark.clause("CC-I.6-1")
def test_a_party_member_is_rated_in_the_cell_of_official_membership_on_the_rating_date(commune, client):
    """Work elsewhere, a temporary membership and a move after the rating date change nothing."""
    official, present, later = (commune.cell(f"Chi bộ {name}") for name in ("Phố Cũ", "Nơi làm việc", "Nơi sắp đến"))
    front = commune.collective(CollectiveKind.FRONT_STANDING)
    person = commune.holder("Nguyễn Văn Bình", front)
    member = {"tenant": commune.tenant, "person": person}
    CellMembershipFactory(**member, cell=official, started_on=date(2020, 1, 1), ended_on=date(2024, 12, 15))
    CellMembershipFactory(**member, cell=present, kind="temporary", started_on=date(2024, 3, 1))
    CellMembershipFactory(**member, cell=later, started_on=date(2024, 12, 16))
    cycle = commune.cycle()
    listed(commune, cycle)
    client.force_login(commune.office.account)

    with scope(tenant=commune.tenant.pk):
        cells = {row.name: row.member_cell for row in scope_list(cycle, ScopeFilter(kind="individual"))}
    page = client.get(reverse("reviews:cycle_subjects", args=[commune.tenant.slug, cycle.year])).content.decode()

    assert cells == {"Nguyễn Văn Bình": "Chi bộ Phố Cũ"}
    assert "Xếp loại đảng viên: Chi bộ Phố Cũ" in page
    assert "Xếp loại đảng viên: Chi bộ Nơi" not in page
