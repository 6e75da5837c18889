"""The bodies that the five documents name: types, levels, who decides, and where there is no People's Council."""

from datetime import date

import pytest

from orgchart import queries
from orgchart.errors import InvalidInput
from orgchart.kinds import Bloc, CollectiveKind, CommitteeForm, Level, OrganizationKind
from orgchart.models import Collective, ManagementLink, Organization, Tenant
from orgchart.queries import offices
from orgchart.queries.units import organization_view
from orgchart.services import chart
from reviews.regulations.loader import load_set
from tests.factories.orgchart import TenantFactory, TenantLinkFactory
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db

URBAN = date(2021, 7, 1)


@pytest.mark.clause("HY-B.I.1.1a-2")
@pytest.mark.parametrize(
    "form", [CommitteeForm.RURAL_DISTRICT, CommitteeForm.TOWN, CommitteeForm.CITY, CommitteeForm.DIRECT]
)
def test_four_names_of_committees_are_one_class_of_rules(commune, form):
    """Huyện ủy, thị ủy, thành ủy and đảng ủy trực thuộc: whatever level is typed, the rules of the district bind."""
    body = commune.unit(
        "Đảng bộ", OrganizationKind.PARTY_COMMITTEE, commune["root"], committee_form=form, level=Level.COMMUNE
    )

    assert body.level == Level.DISTRICT


def test_only_a_committee_has_a_form_of_committee(commune):
    with pytest.raises(InvalidInput) as refusal:
        commune.unit("Sở", OrganizationKind.DEPARTMENT, commune["root"], committee_form=CommitteeForm.TOWN)

    assert set(refusal.value.errors) == {"committee_form"}


@pytest.mark.parametrize("code", ["hung-yen-2019", "cho-chu-2024", "son-la-bdt-2022", "giang-bien-2021"])
def test_every_type_that_a_set_names_can_be_entered(code):
    """`named` stands for a body that the set names by its title, `party_organization` for organisations themselves."""
    named = {one for row in (*load_set(code).reviewed_types(), *load_set(code).rated_types()) for one in row.types}
    known = {*CollectiveKind.values, *OrganizationKind.values, "named", "other", "individual", "leader", "non_leader"}

    assert named <= known, named - known


def test_party_group_stands_beside_the_leadership_of_its_organisation(commune):
    """Five organisations, each with a đảng đoàn and a leadership; two of a kind in one organisation are refused."""
    for name in ("Mặt trận", "Hội Nông dân", "Hội Phụ nữ", "Liên đoàn Lao động", "Hội Cựu chiến binh"):
        unit = commune.unit(name, OrganizationKind.MASS_ORGANIZATION, commune["root"], bloc=Bloc.MASS)
        commune.body(f"Đảng đoàn {name}", CollectiveKind.PARTY_GROUP, unit)
        commune.body(f"Ban Thường vụ {name}", CollectiveKind.MASS_STANDING, unit)

    assert Collective.objects.filter(kind=CollectiveKind.PARTY_GROUP).count() == 5
    with pytest.raises(InvalidInput) as refusal:
        commune.body("Đảng đoàn thứ hai", CollectiveKind.PARTY_GROUP, unit)
    assert "Đảng đoàn Hội Cựu chiến binh" in refusal.value.errors["kind"]


def test_department_decides_on_the_units_below_it(commune):
    department = commune.unit("Sở Y tế", OrganizationKind.DEPARTMENT, commune["root"], bloc=Bloc.STATE)
    hospital = commune.unit("Bệnh viện", OrganizationKind.PUBLIC_UNIT, department, bloc=Bloc.STATE)
    leaders = commune.body("Ban Giám đốc", CollectiveKind.UNIT_LEADERSHIP, hospital)

    chart.set_manager(
        managed=leaders, managed_by=commune.tenant, managing_body=department, valid_from=SINCE, **commune.by
    )

    assert organization_view(hospital, date(2024, 11, 5)).bodies[0].managed_by == "Sở Y tế"


def test_deciding_office_changes_at_a_day_and_what_was_stays(commune):
    above = TenantFactory(name="Đảng bộ tỉnh")
    board = commune["board"]
    chart.set_manager(managed=board, managed_by=commune.tenant, valid_from=SINCE, **commune.by)

    chart.set_manager(managed=board, managed_by=above, valid_from=date(2025, 7, 1), **commune.by)

    links = ManagementLink.objects.order_by("valid_from").values_list("managed_by__name", "valid_to")
    assert list(links) == [(commune.tenant.name, date(2025, 6, 30)), ("Đảng bộ tỉnh", None)]
    with pytest.raises(InvalidInput) as refusal:
        chart.set_manager(managed=board, managed_by=commune.tenant, valid_from=date(2024, 1, 1), **commune.by)
    assert set(refusal.value.errors) == {"valid_from"}


def test_urban_government_knows_no_peoples_council(commune):
    """The council can be neither entered nor kept, at the locality and below; the reason names the day."""
    council = commune.unit("HĐND phường", OrganizationKind.PEOPLES_COUNCIL, commune["root"], bloc=Bloc.STATE)
    standing = commune.body("Thường trực HĐND phường", CollectiveKind.COUNCIL_STANDING, council)
    mark = {"organization_id": commune["root"].pk, "urban_government_since": URBAN, **commune.by}
    with pytest.raises(InvalidInput, match="Thường trực HĐND phường còn hoạt động"):
        chart.update_organization(**mark)

    chart.update_collective(
        collective_id=standing.pk, name=standing.name, valid_from=None, valid_to=date(2021, 6, 30), **commune.by
    )
    chart.update_organization(**mark)

    with pytest.raises(InvalidInput, match="chính quyền đô thị từ 01/07/2021"):
        commune.body("Thường trực HĐND", CollectiveKind.COUNCIL_STANDING, council)
    with pytest.raises(InvalidInput, match="chính quyền đô thị từ 01/07/2021"):
        commune.unit("HĐND", OrganizationKind.PEOPLES_COUNCIL, commune["root"], bloc=Bloc.STATE)
    before, after = (Organization.objects.filter(queries.without_council(day)) for day in (SINCE, URBAN))
    assert (before.count(), after.count()) == (0, Organization.objects.count())


def test_name_is_free_once_among_those_who_stand_side_by_side(commune):
    with pytest.raises(InvalidInput) as refusal:
        commune.unit("chi bộ một", OrganizationKind.PARTY_CELL, commune["root"])
    assert set(refusal.value.errors) == {"name"}

    commune.unit("Chi bộ Một", OrganizationKind.PARTY_CELL, commune["two"])


def _chain(tenant: Tenant, line: str, day: date) -> list[str]:
    return [step.office.name for step in offices.chain_above(tenant, line, day)]


def test_three_levels_until_june_2025_and_two_after_are_data(commune):
    province, district = TenantFactory(name="Tỉnh"), TenantFactory(name="Huyện")
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    TenantLinkFactory(superior=district, subordinate=commune.tenant, valid_to=last)
    TenantLinkFactory(superior=province, subordinate=district, valid_to=last)
    TenantLinkFactory(superior=province, subordinate=commune.tenant, valid_from=first)
    TenantLinkFactory(superior=TenantFactory(name="Sở"), subordinate=commune.tenant, line="state")

    assert _chain(commune.tenant, "party", last) == ["Huyện", "Tỉnh"]
    assert _chain(commune.tenant, "party", first) == ["Tỉnh"]
    assert _chain(commune.tenant, "state", first) == ["Sở"]


def test_ring_of_superiors_ends(commune):
    other = TenantFactory()
    TenantLinkFactory(superior=other, subordinate=commune.tenant)
    TenantLinkFactory(superior=commune.tenant, subordinate=other)

    assert _chain(commune.tenant, "party", date(2024, 1, 1)) == [other.name]
