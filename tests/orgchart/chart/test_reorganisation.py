"""Founding, merger, split, transfer, dissolution: whole moves, and what was stays readable."""

from datetime import date

import pytest

from orgchart.errors import InvalidInput
from orgchart.kinds import CollectiveKind, OrganizationKind, SuccessionKind
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Post, Succession, Supervision
from orgchart.services import chart
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db

DAY, EVE = date(2024, 8, 1), date(2024, 7, 31)


@pytest.fixture
def cells(commune):
    """Two cells with committees, a secretary and a member each, somebody in charge and a deciding office."""
    for key, number in (("one", "1"), ("two", "2")):
        cell = commune[key]
        body = commune.body(f"Chi ủy {cell.name}", CollectiveKind.CELL_COMMITTEE, cell)
        head, member = commune.person(f"Bí Thư {number}"), commune.person(f"Đảng Viên {number}")
        commune.rows[f"{key}_post"] = commune.post(head, body, "head", title="Bí thư chi bộ")
        for person in (head, member):
            chart.join_cell(person=person, cell=cell, started_on=SINCE, **commune.by)
        chart.put_in_charge(
            person=commune.rows.setdefault("keeper", head), organization=cell, started_on=SINCE, **commune.by
        )
        for managed in (body, commune[f"{key}_post"]):
            chart.set_manager(managed=managed, managed_by=commune.tenant, valid_from=SINCE, **commune.by)
    return commune


def test_founding_is_remembered_for_the_rules_of_the_year(commune):
    new = commune.unit(
        "Chi bộ Mới", OrganizationKind.PARTY_CELL, commune["root"], founded_on=DAY, decision_number="12-QĐ/ĐU"
    )

    event = Succession.objects.get(successor=new)
    assert (event.kind, event.happened_on, event.decision_number) == (SuccessionKind.FOUNDED, DAY, "12-QĐ/ĐU")


def test_merger_makes_one_of_two_and_carries_everything_over(cells):
    office = cells.unit("Tổ Đảng", OrganizationKind.PARTY_AGENCY, cells["two"])

    made = chart.merge_organizations(
        organization_ids=[cells["one"].pk, cells["two"].pk], new=chart.NewBody("Chi bộ Hợp Nhất"), happened_on=DAY,
        carried_posts=[cells["one_post"].pk], decision_number="9-QĐ/ĐU", **cells.by,
    )  # fmt: skip

    assert (made.merged_on, made.valid_from, made.kind) == (DAY, DAY, OrganizationKind.PARTY_CELL)
    ended = Organization.objects.filter(pk__in=[cells["one"].pk, cells["two"].pk])
    assert set(ended.values_list("valid_to", flat=True)) == {EVE}
    assert CellMembership.objects.filter(cell=made, started_on=DAY, ended_on=None).count() == 4
    assert CellMembership.objects.filter(cell__in=ended, ended_on=EVE).count() == 4
    post = Post.objects.get(organization=made)
    assert (post.collective.name, post.title, post.started_on) == ("Chi ủy Chi bộ Hợp Nhất", "Bí thư chi bộ", DAY)
    assert set(Post.objects.filter(organization__in=ended).values_list("ended_on", flat=True)) == {EVE}
    assert Supervision.objects.get(organization=made).person == cells["keeper"]
    assert ManagementLink.objects.get(post=post, valid_to=None).managed_by == cells.tenant
    assert ManagementLink.objects.filter(collective=post.collective, valid_to=None).count() == 1
    office.refresh_from_db()
    assert office.path.startswith(made.path)
    events = Succession.objects.filter(successor=made, kind=SuccessionKind.MERGED, decision_number="9-QĐ/ĐU")
    assert {event.predecessor_id for event in events} == {cells["one"].pk, cells["two"].pk}


def test_merger_into_one_that_goes_on(cells):
    made = chart.merge_organizations(organization_ids=[cells["one"].pk], into=cells["two"], happened_on=DAY, **cells.by)

    cells["two"].refresh_from_db()
    assert (made.pk, made.valid_to, made.merged_on) == (cells["two"].pk, None, DAY)
    assert CellMembership.objects.filter(cell=made, ended_on=None).count() == 4
    assert Post.objects.get(organization=made).pk == cells["two_post"].pk


def test_merger_with_two_heads_is_refused_and_nothing_is_written(cells):
    with pytest.raises(InvalidInput) as refusal:
        chart.merge_organizations(
            organization_ids=[cells["one"].pk, cells["two"].pk], new=chart.NewBody("Chi bộ Hợp Nhất"),
            happened_on=DAY, carried_posts=[cells["one_post"].pk, cells["two_post"].pk], **cells.by,
        )  # fmt: skip

    assert set(refusal.value.errors) == {"posts"}
    assert not Organization.objects.exclude(valid_to=None).exists()
    assert not Organization.objects.filter(name="Chi bộ Hợp Nhất").exists()


def test_merger_of_a_unit_with_what_is_above_it_is_refused(commune):
    below = commune.unit("Tổ", OrganizationKind.PARTY_AGENCY, commune["one"])

    with pytest.raises(InvalidInput) as refusal:
        chart.merge_organizations(organization_ids=[commune["one"].pk], into=below, happened_on=DAY, **commune.by)

    assert set(refusal.value.errors) == {"organizations"}


def test_split_hands_posts_and_members_to_the_parts(cells):
    member = CellMembership.objects.exclude(person=cells["keeper"]).filter(cell=cells["one"]).get()
    secretary = CellMembership.objects.get(person=cells["keeper"])

    first, second = chart.split_organization(
        organization_id=cells["one"].pk, parts=[chart.NewBody("Chi bộ Một A"), chart.NewBody("Chi bộ Một B")],
        happened_on=DAY, posts={cells["one_post"].pk: 0}, members={secretary.pk: 0, member.pk: 1}, **cells.by,
    )  # fmt: skip

    cells["one"].refresh_from_db()
    assert (cells["one"].valid_to, first.split_on, second.split_on) == (EVE, DAY, DAY)
    assert CellMembership.objects.get(cell=first, ended_on=None).person == cells["keeper"]
    assert CellMembership.objects.get(cell=second, ended_on=None).person == member.person
    assert Post.objects.get(organization=first).person == cells["keeper"]
    assert Collective.objects.get(organization=first).name == "Chi ủy Chi bộ Một A"
    assert not Collective.objects.filter(organization=second).exists()
    assert Succession.objects.filter(predecessor=cells["one"], kind=SuccessionKind.SPLIT).count() == 2


def test_part_that_is_given_off_leaves_the_rest_as_it_is(cells):
    member = CellMembership.objects.exclude(person=cells["keeper"]).filter(cell=cells["one"]).get()

    (part,) = chart.split_organization(
        organization_id=cells["one"].pk, parts=[chart.NewBody("Chi bộ Một B")], goes_on=True, happened_on=DAY,
        members={member.pk: 0}, **cells.by,
    )  # fmt: skip

    cells["one"].refresh_from_db()
    assert (cells["one"].valid_to, cells["one"].split_on) == (None, DAY)
    assert CellMembership.objects.get(cell=cells["one"], ended_on=None).person == cells["keeper"]
    assert CellMembership.objects.get(cell=part).person == member.person


def test_transfer_moves_the_branch_and_keeps_what_the_former_superior_says(commune):
    front = commune.unit("Đảng bộ bộ phận", OrganizationKind.PARTY_COMMITTEE, commune["root"])
    desk = commune.unit("Tổ", OrganizationKind.PARTY_AGENCY, commune["one"])

    chart.transfer_organization(
        organization_id=commune["one"].pk, new_parent=front, happened_on=DAY, former_opinion="Hoàn thành tốt.",
        **commune.by,
    )  # fmt: skip

    moved, below = (Organization.objects.get(pk=pk) for pk in (commune["one"].pk, desk.pk))
    assert moved.path.startswith(front.path)
    assert below.path.startswith(moved.path)
    event = Succession.objects.get(successor=moved, kind=SuccessionKind.TRANSFERRED)
    assert (event.former_superior, event.former_opinion) == ("Đảng bộ xã", "Hoàn thành tốt.")
    assert moved.history.count() == 2


def test_transfer_to_another_office_ends_the_organisation_here(cells):
    chart.transfer_organization(
        organization_id=cells["one"].pk, new_superior="Đảng ủy xã Phú Lạc", happened_on=DAY, **cells.by
    )

    cells["one"].refresh_from_db()
    assert cells["one"].valid_to == EVE
    assert not CellMembership.objects.filter(cell=cells["one"], ended_on=None).exists()
    assert Succession.objects.get(predecessor=cells["one"]).new_superior == "Đảng ủy xã Phú Lạc"


def test_dissolved_cell_hands_its_members_to_another_one(cells):
    with pytest.raises(InvalidInput) as refusal:
        chart.dissolve_organization(organization_id=cells["one"].pk, happened_on=DAY, **cells.by)
    assert "2 đảng viên" in refusal.value.errors["members_to"]

    chart.dissolve_organization(organization_id=cells["one"].pk, members_to=cells["two"], happened_on=DAY, **cells.by)

    assert CellMembership.objects.filter(cell=cells["two"], ended_on=None).count() == 4
    assert Post.objects.get(pk=cells["one_post"].pk).ended_on == EVE
    assert Succession.objects.get(predecessor=cells["one"]).kind == SuccessionKind.DISSOLVED


def test_organisation_with_units_below_is_not_dissolved(commune):
    commune.unit("Tổ", OrganizationKind.PARTY_AGENCY, commune["one"])

    with pytest.raises(InvalidInput) as refusal:
        chart.dissolve_organization(organization_id=commune["one"].pk, happened_on=DAY, **commune.by)

    assert "Tổ trực thuộc" in refusal.value.errors["happened_on"]


def test_day_before_the_beginning_is_refused(cells):
    with pytest.raises(InvalidInput) as refusal:
        chart.transfer_organization(
            organization_id=cells["one"].pk, new_superior="Nơi khác", happened_on=date(2019, 1, 1), **cells.by
        )

    assert set(refusal.value.errors) == {"happened_on"}
