"""What may not hold at one time: refused at the field by the service, and by the database where no service looks."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind
from orgchart.models import CellMembership, ManagementLink, Organization, Post, Supervision, TenantLink
from orgchart.services import chart
from orgchart.tenancy import create_all
from tests.factories.orgchart import TenantFactory
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db

EARLIER = {"started_on": date(2018, 1, 1), "ended_on": date(2019, 12, 31)}
NEXT = {"started_on": date(2020, 1, 1), "ended_on": date(2020, 12, 31)}
ACROSS = {"started_on": date(2019, 6, 1), "ended_on": date(2020, 2, 1)}
POST = {"title": "Bí thư", "title_group": "Bí thư", "rank": 1, "line": "party"}


def _head(commune, **dates):
    person = commune.person("Lê An")
    fields = POST | {"organization": commune["root"], "collective": commune["board"], "role": "head"}
    return Post(tenant=commune.tenant, person=person, **fields, **dates)


def _official(commune, **dates):
    commune.rows.setdefault("member", commune.person("Lê An"))
    cell = commune["two"] if CellMembership.objects.exists() else commune["one"]
    return CellMembership(tenant=commune.tenant, person=commune["member"], cell=cell, kind="official", **dates)


def _guest(commune, **dates):
    commune.rows.setdefault("member", commune.person("Lê An"))
    return CellMembership(
        tenant=commune.tenant, person=commune["member"], cell=commune["one"], kind="temporary", **dates
    )


def _charge(commune, **dates):
    commune.rows.setdefault("member", commune.person("Lê An"))
    return Supervision(tenant=commune.tenant, person=commune["member"], organization=commune["one"], **dates)


def _manager(commune, **dates):
    span = {"valid_from": dates["started_on"], "valid_to": dates["ended_on"]}
    return ManagementLink(tenant=commune.tenant, collective=commune["board"], managed_by=commune.tenant, **span)


@pytest.mark.parametrize("make", [_head, _official, _guest, _charge, _manager])
def test_database_keeps_periods_apart(commune, make):
    """The next day is free; one day in common is not, also where both periods are over."""
    make(commune, **EARLIER).save()
    make(commune, **NEXT).save()

    with pytest.raises(IntegrityError), transaction.atomic():
        make(commune, **ACROSS).save()


@pytest.mark.parametrize("make", [_head, _official, _guest, _charge, _manager])
def test_database_looks_at_changed_rows_too(commune, make):
    make(commune, **EARLIER).save()
    row = make(commune, **NEXT)
    row.save()

    setattr(row, "valid_from" if make is _manager else "started_on", EARLIER["ended_on"])
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_database_keeps_one_superior_a_line_at_a_time(commune):
    above, below = TenantFactory(), commune.tenant
    span = {"subordinate": below, "valid_from": date(2020, 1, 1)}
    TenantLink.objects.create(superior=above, line="party", **span)
    TenantLink.objects.create(superior=above, line="state", **span)

    with pytest.raises(IntegrityError), transaction.atomic():
        TenantLink.objects.create(
            superior=TenantFactory(), subordinate=below, line="party", valid_from=date(2019, 1, 1),
            valid_to=date(2020, 1, 1),
        )  # fmt: skip


def test_database_knows_no_post_without_an_organisation(commune):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post(
            tenant=commune.tenant, person=commune.person("Lê An"), role="member", started_on=SINCE, **POST
        ).save()  # fmt: skip


def test_database_knows_no_circle_in_the_tree(commune):
    """What is above stands in the path: a row whose path does not fit its depth is refused."""
    row = commune["one"]

    with pytest.raises(IntegrityError), transaction.atomic():
        create_all(Organization, [Organization(tenant=commune.tenant, path=row.path + "0001", depth=2, name="X")])


def test_second_head_is_refused_with_the_name_of_the_first(commune):
    first = commune.post(commune.person("Ma Thị Hòa"), commune["board"], "head", title="Bí thư")

    with pytest.raises(InvalidInput) as refusal:
        commune.post(commune.person("Lê An"), commune["board"], "head", title="Bí thư", started_on=date(2024, 1, 1))

    assert "Ma Thị Hòa" in refusal.value.errors["role"]
    chart.end_post(post_id=first.pk, ended_on=date(2023, 12, 31), **commune.by)
    commune.post(commune.person("Lê Bình"), commune["board"], "head", title="Bí thư", started_on=date(2024, 1, 1))


def test_cell_without_committee_has_one_head_too(commune):
    fields = POST | {"organization": commune["one"], "role": "head", "started_on": SINCE}
    chart.appoint(person=commune.person("Lê An"), **fields, **commune.by)

    with pytest.raises(InvalidInput) as refusal:
        chart.appoint(person=commune.person("Lê Bình"), **fields, **commune.by)

    assert set(refusal.value.errors) == {"role"}


def test_same_post_twice_is_refused_at_its_day(commune):
    person = commune.person("Lê An")
    commune.post(person, commune["board"], "member")

    with pytest.raises(InvalidInput) as refusal:
        commune.post(person, commune["board"], "member", started_on=date(2022, 1, 1))

    assert "từ 01/07/2020 đến nay" in refusal.value.errors["started_on"]


def test_member_of_two_cells_is_refused_with_the_way_out(commune):
    person = commune.person("Lê An")
    chart.join_cell(person=person, cell=commune["one"], started_on=SINCE, **commune.by)

    with pytest.raises(InvalidInput) as refusal:
        chart.join_cell(person=person, cell=commune["two"], started_on=date(2024, 1, 1), **commune.by)
    assert "Chi bộ Một" in refusal.value.errors["cell"]
    assert "Chuyển sinh hoạt" in refusal.value.errors["cell"]

    chart.join_cell(person=person, cell=commune["two"], started_on=date(2024, 1, 1), moves=True, **commune.by)
    rows = CellMembership.objects.order_by("started_on").values_list("cell__name", "ended_on")
    assert list(rows) == [("Chi bộ Một", date(2023, 12, 31)), ("Chi bộ Hai", None)]


def test_party_life_elsewhere_for_a_time_and_at_home_stands_beside_the_official_one(commune):
    person = commune.person("Lê An")
    for kind in ("official", "temporary", "residence"):
        cell = commune["one"] if kind == "official" else commune["two"]
        chart.join_cell(person=person, cell=cell, kind=kind, started_on=SINCE, **commune.by)

    assert CellMembership.objects.filter(person=person, ended_on=None).count() == 3


def test_party_life_takes_place_in_cells_only(commune):
    with pytest.raises(InvalidInput) as refusal:
        chart.join_cell(person=commune.person("Lê An"), cell=commune["root"], started_on=SINCE, **commune.by)

    assert set(refusal.value.errors) == {"cell"}


def test_organisation_never_comes_to_stand_below_itself(commune):
    office = commune.unit("Văn phòng", OrganizationKind.PARTY_AGENCY, commune["root"])
    desk = commune.unit("Tổ hành chính", OrganizationKind.PARTY_AGENCY, office)

    with pytest.raises(InvalidInput) as refusal:
        chart.transfer_organization(
            organization_id=office.pk, new_parent=desk, happened_on=date(2024, 5, 1), **commune.by
        )

    assert "không thể trực thuộc chính mình" in refusal.value.errors["new_parent"]
