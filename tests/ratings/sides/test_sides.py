"""Levels that other lines decide: entered beside, held against those decided here, reported to several receivers."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import Line, SideRating
from ratings.queries.sides import pairs_that_differ, unrated_organizations
from ratings.services.side_ratings import SideEntry, explain_difference, record_side_rating
from ratings.services.side_reports import confirm_side_receipt, send_side_report
from reviews.models import Deadline
from reviews.regulations.loader import load_set
from tests.factories.orgchart import NOON, TenantFactory, actor_for

DAY = date(2024, 11, 1)


def enter(town, *, line="staff", level="HTT", actor=None, **more):
    entry = SideEntry(
        **{
            "line": line, "level": level, "decision_code": "21-QĐ/UBND", "decided_on": DAY,
            "decided_by": "Chủ tịch Ủy ban nhân dân",
        } | more
    )  # fmt: skip
    with scope(tenant=town.tenant.pk):
        return record_side_rating(cycle_id=town.cycle.pk, entry=entry, actor=actor or town.office, at=NOON)


def balloted(town, leader):
    """A counted meeting that finds the leader excellent and somebody else good."""
    other = town.leader("Hoàng Văn Khác")
    town.prepare()
    town.appraise(leader, other)
    board = town.board(leader)
    town.vote(board, {leader: 5, other: 5}, {leader: 4, other: 0})
    return board, other


def different(town):
    with scope(tenant=town.tenant.pk):
        return [(pair.case.subject.name, pair.level, pair.side.level) for pair in pairs_that_differ(town.cycle)]


@pytest.mark.clause("CC-I.4-2")
def test_pairs_that_differ_are_listed_and_hold_up_the_decision_until_they_are_explained(town, client):
    leader = town.leader("Lê Thị Phó")
    side = enter(town, level="HT", person_id=leader.person_id)
    board, same = balloted(town, leader)
    enter(town, level="HTT", person_id=same.person_id)

    listed = different(town)
    with pytest.raises(Refused) as held_up:
        town.decide(board)
    with scope(tenant=town.tenant.pk):
        explain_difference(side_id=side.pk, explanation="Khác thời điểm đánh giá", actor=town.office, at=NOON)
    town.decide(board)

    assert listed == [("Lê Thị Phó", "HTT", "HT")]
    assert [reason.partition(":")[0] for reason in held_up.value.reasons] == ["Lê Thị Phó"]
    assert different(town) == [("Lê Thị Phó", "XS", "HT")]
    client.force_login(town.office.account)
    page = client.get(reverse("ratings:sides", args=[town.tenant.slug, 2024])).content.decode()
    assert "Khác thời điểm đánh giá" in page
    assert "1 người có hai mức khác nhau" in page


@pytest.mark.clause("CC-I.4-2")
def test_later_rating_as_staff_needs_the_explanation_too(town):
    leader = town.leader("Lê Thị Phó")
    board, _ = balloted(town, leader)
    town.decide(board)

    with pytest.raises(InvalidInput) as caught:
        enter(town, level="HT", person_id=leader.person_id)
    enter(town, level="HT", person_id=leader.person_id, explanation="Chậm việc của cơ quan")

    assert set(caught.value.errors) == {"explanation"}
    assert different(town) == [("Lê Thị Phó", "XS", "HT")]


def test_set_that_wants_equal_levels_takes_no_explanation(town, monkeypatch):
    leader = town.leader("Lê Thị Phó")
    enter(town, level="HT", person_id=leader.person_id, explanation="Khác thời điểm đánh giá")
    board, _ = balloted(town, leader)
    original = type(load_set("cho-chu-2024")).value
    monkeypatch.setattr(
        type(load_set("cho-chu-2024")), "value",
        lambda self, name: "equal" if name == "rating.memberVsStaff" else original(self, name),
    )  # fmt: skip

    with pytest.raises(Refused) as caught:
        town.decide(board)

    assert any("hai mức như nhau" in reason for reason in caught.value.reasons)


@pytest.mark.clause("HY-C.1-1")
def test_organisations_without_a_level_are_listed_until_one_is_entered(town):
    body, leader = town.collective("Hội Phụ nữ"), town.leader("Lê Thị Phó")
    town.prepare()

    def missing():
        with scope(tenant=town.tenant.pk):
            return {one.name: one.subjects for one in unrated_organizations(town.cycle)}

    before = missing()
    enter(town, line="organization", organization_id=body.collective.organization_id)

    assert before == {
        body.collective.organization.name: ["Hội Phụ nữ"], town.body.organization.name: [leader.name],
    }  # fmt: skip
    assert missing() == {town.body.organization.name: [leader.name]}


def test_own_level_of_an_organisation_in_the_cycle_counts_as_well(town):
    cell = town.cell("Chi bộ Phố Ngữ")
    town.leader("Lê Thị Phó", unit=cell.organization)
    town.prepare()
    with scope(tenant=town.tenant.pk):
        before = [one.name for one in unrated_organizations(town.cycle)]
        case = town.case(cell)
        case.state, case.level = "decided", "HTT"
        case.save()
        after = unrated_organizations(town.cycle)

    assert (before, after) == (["Chi bộ Phố Ngữ"], [])


@pytest.mark.clause("GB-3.2.2-1")
def test_staff_and_residential_groups_are_entered_with_level_and_decision_and_seen_by_the_committee(town, client):
    enter(town, line="residential", name="Tổ dân phố số 9", level="XS")
    enter(town, line="staff", name="Nguyễn Thị Lao Động")
    enter(town, line="residential", name="Tổ dân phố số 9", decision_code="30-QĐ/UBND")
    client.force_login(actor_for(town.tenant, Role.STANDING_COMMITTEE).account)

    page = client.get(reverse("ratings:sides", args=[town.tenant.slug, 2024])).content.decode()

    for words in ("Tổ dân phố số 9", "30-QĐ/UBND", "Nguyễn Thị Lao Động", "2 kết quả đã nhập"):
        assert words in page
    book = client.get(reverse("ratings:sides", args=[town.tenant.slug, 2024]), {"dang": "excel"})
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)] == [
        "Tổ dân phố số 9",
        "Nguyễn Thị Lao Động",
    ]
    with scope(tenant=town.tenant.pk):
        group = SideRating.objects.get(line=Line.RESIDENTIAL)
        levels = list(group.history.order_by("history_id").values_list("level", flat=True))
        trail = AuditRecord.objects.filter(action="record_side_rating").count()
    assert (levels, trail) == (["XS", "HTT"], 3)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"level": "A"}, "level"),
        ({"decision_code": " "}, "decision_code"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_on": date(2025, 1, 1)}, "decided_on"),
        ({"decided_on": date(2022, 1, 1)}, "decided_on"),
        ({"line": "other"}, "line"),
        ({"line": "branch"}, "name"),
        ({"line": "organization", "organization_id": 0}, "organization"),
        ({"line": "organization", "organization_id": 10**9}, "organization"),
        ({"person_id": 10**9}, "person"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_at_its_field_and_nothing_written(town, wrong, field):
    with pytest.raises(InvalidInput) as caught:
        enter(
            town, **({"name": "Nguyễn Thị Lao Động"} if field not in {"name", "person", "organization"} else {}) | wrong
        )

    assert set(caught.value.errors) == {field}
    with scope(tenant=town.tenant.pk):
        assert not SideRating.objects.exists()


def test_only_who_runs_the_rating_enters(town):
    inspector = actor_for(town.tenant, Role.INSPECTION)
    side = enter(town, name="Nguyễn Thị Lao Động")

    with pytest.raises(PermissionDenied):
        enter(town, name="Người khác", actor=inspector)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(PermissionDenied):
            explain_difference(side_id=side.pk, explanation="Có lý do", actor=inspector, at=NOON)
        with pytest.raises(InvalidInput):
            explain_difference(side_id=side.pk, explanation=" ", actor=town.office, at=NOON)
        with pytest.raises(NotVisible):
            explain_difference(side_id=0, explanation="Có lý do", actor=town.office, at=NOON)


def report(town, *, receivers=("Đảng ủy, qua Văn phòng Đảng ủy",), reported_on=DAY, line="branch", actor=None):
    with scope(tenant=town.tenant.pk):
        return send_side_report(
            cycle_id=town.cycle.pk, line=line, receivers=receivers, reported_on=reported_on,
            actor=actor or town.office, at=NOON,
        )  # fmt: skip


def confirm(town, receipt, *, received_on=DAY, received_by="Chánh Văn phòng", actor=None):
    with scope(tenant=town.tenant.pk):
        return confirm_side_receipt(
            receipt_id=receipt.pk, received_on=received_on, received_by=received_by, actor=actor or town.office, at=NOON
        )


@pytest.mark.clause("GB-3.2.3-1")
def test_branches_are_reported_to_every_receiver_in_time_and_each_confirms(town, client):
    step = next(one for one in load_set("giang-bien-2021").deadlines() if one.key == "mass_emulation")
    assert (step.day, step.month, step.inclusive) == (20, 11, False)
    with scope(tenant=town.tenant.pk):
        Deadline(
            tenant=town.tenant, cycle=town.cycle, step="mass_emulation", title="Kết quả thi đua",
            wording="trước ngày 20/11", receiver="Văn phòng Đảng ủy, Hội đồng thi đua", last_day=date(2024, 10, 31),
        ).save()  # fmt: skip
    enter(town, line="branch", name="Chi hội Phụ nữ số 3", level="XS")
    client.force_login(town.office.account)
    address = reverse("ratings:sides", args=[town.tenant.slug, 2024])
    blank = client.get(address).content.decode()

    late = report(town, receivers=["Đảng ủy, qua Văn phòng", "Hội đồng thi đua, qua Thường trực", "Các chi hội"])
    enter(town, line="branch", name="Chi hội Phụ nữ số 3", level="HT")
    with scope(tenant=town.tenant.pk):
        Deadline.objects.filter(step="mass_emulation").update(last_day=date(2024, 11, 19))
    timely = report(town)
    with scope(tenant=town.tenant.pk):
        first, second, _ = late.receipts.order_by("position")
    confirm(town, first)
    page = client.get(address).content.decode()

    assert "Văn phòng Đảng ủy\nHội đồng thi đua" in blank
    assert (late.is_late, timely.is_late) == (True, False)
    assert [one["level"] for one in late.items] == ["XS"]
    assert [one["level"] for one in timely.items] == ["HT"]
    assert "01/11/2024, Chánh Văn phòng" in page
    assert "Trễ hạn" in page
    with pytest.raises(Refused, match="đã xác nhận"):
        confirm(town, first)
    with pytest.raises(InvalidInput):
        confirm(town, second, received_on=date(2024, 10, 1))
    with pytest.raises(InvalidInput):
        confirm(town, second, received_on=date(2025, 10, 1))
    with pytest.raises(InvalidInput):
        confirm(town, second, received_by=" ")
    with pytest.raises(PermissionDenied):
        confirm(town, second, actor=town.head)


def test_report_without_receivers_or_levels_is_refused(town):
    with pytest.raises(Refused, match="Chưa nhập"):
        report(town)
    for wrong in (
        {"receivers": [" "]},
        {"line": "x"},
        {"reported_on": date(2025, 1, 1)},
        {"receivers": map(str, range(21))},
    ):
        with pytest.raises(InvalidInput):
            report(town, **wrong)
    with pytest.raises(PermissionDenied):
        report(town, actor=town.head)


def test_another_tenant_knows_nothing_of_it(town):
    side = enter(town, name="Nguyễn Thị Lao Động")
    neighbour = TenantFactory()

    with scope(tenant=neighbour.pk), pytest.raises(NotVisible):
        explain_difference(side_id=side.pk, explanation="x", actor=actor_for(neighbour, Role.OFFICE), at=NOON)


def test_page_asks_no_more_for_many_rows(town, client):
    address = reverse("ratings:sides", args=[town.tenant.slug, 2024])
    client.force_login(town.office.account)

    def cost(number):
        for index in range(number):
            leader = town.leader(f"Lê Văn {number}{index}")
            enter(town, level="HT", person_id=leader.person_id)
        report(town, line="staff")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    cost(1)
    assert cost(1) == cost(3)
