"""A committee's own set: inherited until changed, checked whole, approved by a second person, frozen with the year."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import CollectiveKind, Level, Role
from orgchart.models import AuditRecord
from reviews import durations, queries
from reviews.models import OwnSet
from reviews.regulations.loader import load_set
from reviews.services.cycles import create_cycle, issue_cycle
from reviews.services.own_sets import SetHead, approve_set, discard_set, return_set, submit_set
from reviews.services.set_items import ItemChanged
from reviews.states import SetState
from tests.factories.orgchart import NOON, actor_for
from tests.reviews.sets.conftest import OWN


@pytest.mark.clause("NA-0-3", "GB-1-1", "CC-II.2bis-1")
def test_a_new_set_says_what_last_years_said_until_something_is_changed(house):
    row = house.make()
    before, last_year = house.reading(row), load_set("cho-chu-2024")
    assert before.value("place.model") == last_year.value("place.model")
    assert before.source("exempt.minMonths").clauses == ("CC-III.3-4",)
    assert [one.key for one in before.deadlines()] == [one.key for one in last_year.deadlines()]
    assert (before.value("regset.years"), before.value("regset.issuer")) == ([2025], "Ban Thường vụ Đảng ủy")

    house.change(row, "exempt.minMonths", {"value": 4, "mode": "open", "source": OWN})
    after = house.reading(row)

    assert after.value("exempt.minMonths") == 4
    assert after.source("exempt.minMonths").origin == row.code
    record = AuditRecord.objects.filter(action="change_set").get()
    assert record.changes == {"exempt.minMonths": [None, {"value": 4, "mode": "open", "source": OWN}]}
    assert row.history.count() == 2

    house.change(row, "exempt.minMonths", None)
    assert house.reading(row).value("exempt.minMonths") == 6


@pytest.mark.clause("CC-I.1-1")
@pytest.mark.parametrize(
    ("name", "item", "field", "words"),
    [
        ("cap.rate", {"value": 25, "source": OWN}, "value", "cấp trên đã quy định “20%”"),
        ("cap.rounding", {"value": "up", "source": OWN}, "value", "không được thay đổi"),
        ("prep.collectiveLead", {"value": 2, "source": OWN}, "value", "chặt hơn"),
        ("cap.rate", {"value": 130, "source": OWN}, "value", "Cần một số nguyên từ 0 đến 100"),
        ("exempt.minMonths", {"value": 3}, "source", "không có nguồn"),
        ("exempt.minMonths", {"value": 3, "source": {"clause": "XX-1"}}, "source", "XX-1"),
        ("khong.co", {"value": 3, "source": OWN}, "value", "không có tham số"),
    ],
)
def test_what_superiors_do_not_allow_and_what_has_no_source_is_refused_at_its_field(house, name, item, field, words):
    row = house.make(relation="parent", made_from="hung-yen-2019")

    with pytest.raises(InvalidInput) as refusal:
        house.change(row, name, item)

    assert words.lower() in refusal.value.errors[field].lower()
    assert OwnSet.objects.get(pk=row.pk).content == row.content


@pytest.mark.clause("CC-I.1-1")
def test_a_stricter_value_is_taken_where_stricter_is_allowed(house):
    row = house.make(relation="parent", made_from="hung-yen-2019")

    house.change(row, "prep.collectiveLead", {"value": 5, "source": OWN})

    assert house.reading(row).value("prep.collectiveLead") == 5


def test_rows_are_added_changed_and_left_out_one_by_one(house):
    row = house.make()
    keys = [one.key for one in house.reading(row).deadlines()]
    new = {"key": "rieng-1", "title": "Chi bộ họp xong", "day": 10, "month": 11, "phase": "review", "source": OWN}

    house.change(row, "rieng-1", new, kind="deadlines")
    house.change(row, keys[0], {"key": keys[0], "drop": True}, kind="deadlines")

    rows = house.reading(row).deadlines()
    assert [one.key for one in rows] == [*keys[1:], "rieng-1"]
    assert rows[-1].last_timely_day(2025) == date(2025, 11, 9)
    house.change(row, keys[0], None, kind="deadlines")
    assert [one.key for one in house.reading(row).deadlines()] == [*keys, "rieng-1"]


def test_two_editors_meet_only_at_the_same_place_and_no_text_is_lost(house):
    row, colleague = house.make(), actor_for(house.tenant, Role.OFFICE)
    house.change(row, "notify.days", {"value": 3, "source": OWN}, actor=colleague)
    house.change(row, "publish.duration", {"value": 20, "source": OWN}, seen="")

    with pytest.raises(ItemChanged) as conflict:
        house.change(row, "notify.days", {"value": 4, "source": OWN}, seen="")

    assert conflict.value.theirs == {"value": 3, "source": OWN}
    assert (house.reading(row).value("notify.days"), house.reading(row).value("publish.duration")) == (3, 20)


def test_a_second_person_approves_and_nobody_writes_in_it_any_more(house):
    row = house.make()
    submit_set(set_id=row.pk, actor=house.office, at=NOON)
    both = actor_for(house.tenant, Role.OFFICE, Role.HEAD)
    with pytest.raises(Refused, match="Chờ duyệt"):
        house.change(row, "notify.days", {"value": 3, "source": OWN})
    with pytest.raises(PermissionDenied):
        approve_set(set_id=row.pk, actor=house.office, at=NOON)
    return_set(set_id=row.pk, reason="Thiếu mục hồ sơ", actor=house.head, at=NOON)
    house.change(row, "notify.days", {"value": 3, "source": OWN}, actor=both)
    submit_set(set_id=row.pk, actor=house.office, at=NOON)
    with pytest.raises(Refused, match="người thứ hai"):
        approve_set(set_id=row.pk, actor=both, at=NOON)

    row = approve_set(set_id=row.pk, actor=house.head, at=NOON)

    assert (row.state, row.kept.code, row.approved_by) == (SetState.APPROVED, row.code, house.head.account)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        OwnSet.objects.filter(pk=row.pk).update(approved_by=house.office.account)


@pytest.mark.clause("HY-C.2-2", "NA-3-2")
def test_a_year_is_opened_with_an_approved_set_and_freezes_it(house):
    draft = house.make()
    common = {"rating_date": date(2025, 11, 30), "title": "Năm 2025", "actor": house.office, "at": NOON}
    with pytest.raises(InvalidInput):
        create_cycle(year=2025, set_code=draft.code, **common)
    own = house.approved()

    cycle = create_cycle(year=2025, set_code=own.code, **common)
    assert queries.set_of(cycle).value("exempt.minMonths") == 5
    issue_cycle(cycle_id=cycle.pk, actor=house.head, at=NOON)

    cycle, own = queries.cycle_of(2025), OwnSet.objects.get(pk=own.pk)
    assert (cycle.set_digest, own.state) == (own.kept.digest, SetState.FROZEN)
    later = house.make(made_from=own.code, head=SetHead(title="Kế hoạch 2026", issuer="Ban Thường vụ", year=2026))
    house.change(later, "exempt.minMonths", {"value": 3, "source": OWN})
    assert queries.set_of(cycle).value("exempt.minMonths") == 5
    assert house.reading(later).value("exempt.minMonths") == 3


def test_the_head_of_a_set_is_checked_at_its_fields(house):
    head = SetHead(title=" ", issuer="", year=1999)

    with pytest.raises(InvalidInput) as refusal:
        house.make(head=head)
    assert set(refusal.value.errors) == {"title", "issuer", "year"}
    with pytest.raises(InvalidInput) as refusal:
        house.make(made_from="khong-co", relation="x", parent="y")
    assert set(refusal.value.errors) == {"made_from", "relation", "parent"}
    with pytest.raises(PermissionDenied):
        house.make(actor=house.head)


def test_a_draft_is_given_up_with_a_record_and_can_still_be_read(house):
    row = house.make()
    house.change(row, "exempt.minMonths", {"value": 4, "source": OWN})

    discard_set(set_id=row.pk, actor=house.office, at=NOON)

    row.refresh_from_db()
    assert (row.state, house.reading(row).value("exempt.minMonths")) == (SetState.DISCARDED, 4)
    assert AuditRecord.objects.filter(action="discard_set", target_id=row.pk).count() == 1
    assert row.history.first().state == SetState.DISCARDED
    with pytest.raises(Refused):
        house.change(row, "exempt.minMonths", {"value": 5, "source": OWN})
    with pytest.raises(Refused):
        submit_set(set_id=row.pk, actor=house.office, at=NOON)


def test_only_a_draft_is_given_up_and_only_by_the_office(house):
    row, approved = house.make(), house.approved()

    with pytest.raises(PermissionDenied):
        discard_set(set_id=row.pk, actor=house.head, at=NOON)
    with pytest.raises(Refused):
        discard_set(set_id=approved.pk, actor=house.office, at=NOON)

    row.refresh_from_db()
    assert row.state == SetState.DRAFT


@pytest.mark.clause("GB-1-1", "HY-C.2-2")
def test_two_sets_of_one_issuer_do_not_rule_one_year_unless_the_later_follows_the_earlier(house):
    first = house.approved()
    rival, follower = house.make(), house.make(made_from=first.code)
    submit_set(set_id=follower.pk, actor=house.office, at=NOON)

    with pytest.raises(Refused, match="đã quy định cho năm 2025"):
        submit_set(set_id=rival.pk, actor=house.office, at=NOON)
    second = approve_set(set_id=follower.pk, actor=house.head, at=NOON)
    later = house.approved(made_from=second.code)

    assert later.state == SetState.APPROVED


def test_a_rival_that_was_submitted_in_time_is_refused_at_its_approval(house):
    rows = [house.make(), house.make()]
    for row in rows:
        submit_set(set_id=row.pk, actor=house.office, at=NOON)
    approve_set(set_id=rows[0].pk, actor=house.head, at=NOON)

    with pytest.raises(Refused, match="cùng cơ quan ban hành"):
        approve_set(set_id=rows[1].pk, actor=house.head, at=NOON)


@pytest.mark.parametrize("other", [{"year": 2026}, {"issuer": "Đảng ủy xã khác"}])
def test_sets_of_another_year_or_issuer_stand_beside_each_other(house, other):
    house.approved()
    head = {"title": "Kế hoạch", "issuer": "Ban Thường vụ Đảng ủy", "year": 2025} | other

    assert house.approved(head=SetHead(**head)).state == SetState.APPROVED


def test_a_state_agency_builds_on_both_of_its_superiors(house):
    row = house.make(relation="parent", made_from="trung-uong-132-2018", state_parent="nghi-dinh-90-2020")
    regulation = house.reading(row)
    origins = {one.source.origin for one in (*regulation.entries.values(), *regulation.exemptions())}

    assert {"trung-uong-132-2018", "nghi-dinh-90-2020"} <= origins
    assert regulation.digest != house.reading(house.make(relation="parent", made_from="trung-uong-132-2018")).digest


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"relation": "parent", "made_from": "trung-uong-132-2018", "state_parent": "cho-chu-2024"}, "state_parent"),
        ({"state_parent": "nghi-dinh-90-2020"}, "parent"),
    ],
)
def test_the_second_superior_is_one_of_the_government_line_and_never_pushes_the_first_aside(house, fields, field):
    with pytest.raises(InvalidInput) as refusal:
        house.make(**fields)

    assert field in refusal.value.errors


DURATIONS = "conf.minDuration"


def durations_of(house, row):
    """The table as a set has it, row by row."""
    return [dict(one) for one in house.reading(row).value(DURATIONS)]


@pytest.mark.clause("HY-B.I.4.2-17")
def test_district_has_its_own_lengths_for_whom_it_manages(house):
    row = house.make(made_from="hung-yen-2019", relation="parent")
    table = [*durations_of(house, row)[:3], {"body": "ban thường vụ đảng ủy xã", "days": 1, "with_suggestion": 1.5}]

    house.change(row, DURATIONS, {"value": table, "source": OWN})

    rules = house.reading(row)
    commune = durations.shortest(rules, CollectiveKind.STANDING_COMMITTEE, Level.COMMUNE, suggested=True)
    district = durations.shortest(rules, CollectiveKind.STANDING_COMMITTEE, Level.DISTRICT, suggested=False)
    assert (commune.days, district.days) == (Decimal("1.5"), Decimal(2))


@pytest.mark.clause("HY-B.I.4.2-17")
@pytest.mark.parametrize("table", ["shorter", "left out"])
def test_lengths_of_bodies_that_the_province_manages_stay_as_they_are(house, table):
    row = house.make(made_from="hung-yen-2019", relation="parent")
    rows = durations_of(house, row)
    changed = [rows[0], rows[1] | {"days": 1}, *rows[2:]] if table == "shorter" else [rows[0], *rows[2:]]

    with pytest.raises(InvalidInput) as refusal:
        house.change(row, DURATIONS, {"value": changed, "source": OWN})

    assert "cấp ủy cấp huyện" in refusal.value.errors["value"]
    assert house.reading(row).source(DURATIONS).origin == "hung-yen-2019"
