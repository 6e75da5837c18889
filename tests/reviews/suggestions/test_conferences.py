"""What a suggestion changes at the conference: its length, and who has to be there."""

from decimal import Decimal

import pytest

from orgchart.errors import Refused
from orgchart.kinds import CollectiveKind, Level, Role
from orgchart.models import Supervision
from orgchart.tenancy import scope
from reviews import durations
from reviews.queries import conferences as queries
from reviews.regulations.loader import load_set
from reviews.services import conferences, suggestions
from tests.factories.orgchart import PersonFactory, actor_for
from tests.reviews.conferences.conftest import DAY, SENT, Room, make_room
from tests.reviews.conferences.test_closing import run_all


@pytest.fixture
def room(db: None):
    """The usual room under the set of Hưng Yên."""
    made = make_room()
    with scope(tenant=made.tenant.pk):
        made.cycle.set_code = "hung-yen-2019"
        made.cycle.save()
        yield made


@pytest.mark.parametrize(
    ("kind", "level", "days", "suggested"),
    [
        pytest.param(
            "standing_committee", Level.PROVINCE, "2", "3", marks=pytest.mark.clause("HY-B.I.4.2-12", "HY-B.I.4.2-13")
        ),
        pytest.param("standing_committee", Level.DISTRICT, "2", "2.5", marks=pytest.mark.clause("HY-B.I.4.2-14")),
        pytest.param("party_group", Level.PROVINCE, "1", "1.5", marks=pytest.mark.clause("HY-B.I.4.2-15")),
        pytest.param("unit_leadership", Level.PROVINCE, "0.5", "1", marks=pytest.mark.clause("HY-B.I.4.2-16")),
        ("standing_committee", Level.COMMUNE, "0.5", "1"),
        (CollectiveKind.WHOLE_CELL, Level.UNIT, "0.5", "1"),
    ],
)
def test_the_table_asks_for_more_days_where_something_was_suggested(kind, level, days, suggested):
    plain = durations.shortest(load_set("hung-yen-2019"), kind, level, suggested=False)
    longer = durations.shortest(load_set("hung-yen-2019"), kind, level, suggested=True)

    assert plain is not None
    assert longer is not None
    assert (plain.days, longer.days) == (Decimal(days), Decimal(suggested))
    if level == Level.PROVINCE and kind == "standing_committee":
        assert (plain.recommended, longer.recommended) == (Decimal(3), Decimal(4))


def test_a_set_without_a_table_asks_for_nothing():
    assert durations.shortest(load_set("cho-chu-2024"), "standing_committee", Level.DISTRICT, suggested=True) is None


def suggest(room: Room) -> None:
    drafter, head = actor_for(room.tenant, Role.ORGANISATION_BOARD), actor_for(room.tenant, Role.HEAD)
    letter = suggestions.draft_suggestion(
        cycle_id=room.cycle.pk, subject_id=room.subjects["T"].pk, issues="Chậm giải ngân.", actor=drafter, at=SENT
    )
    suggestions.approve_suggestion(suggestion_id=letter.pk, actor=head, at=SENT)
    suggestions.send_suggestion(suggestion_id=letter.pk, actor=drafter, at=SENT, late_reason="Theo kết luận kiểm tra")


@pytest.mark.clause("HY-B.I.4.2-16", "HY-B.I.4.2-18")
def test_a_suggestion_lengthens_the_conference_and_calls_for_the_member_in_charge(room):
    in_charge = PersonFactory(tenant=room.tenant, full_name="Đinh Thị Lan")
    Supervision(tenant=room.tenant, person=in_charge, organization=room.body.organization, started_on=DAY.date()).save()
    suggest(room)
    conference = room.open(days=Decimal("0.5"))
    run_all(room, conference)
    queries.attendances_of(conference)
    absent = {row.pk: (row.person_id != in_charge.pk, "Đi họp") for row in queries.attendances_of(conference)}
    conferences.record_attendance(conference_id=conference.pk, presence=absent, actor=room.office, at=DAY)

    with pytest.raises(Refused) as refusal:
        room.close(conference)

    assert refusal.value.reasons == (
        "Thời lượng ghi nhận 0,5 ngày, quy định ít nhất 1 ngày",
        "Nơi có gợi ý kiểm điểm phải có đồng chí Đinh Thị Lan phụ trách dự; chưa ghi có mặt",
    )
    conference.days = Decimal(1)
    conference.save()
    room.everybody_here(conference)
    assert room.close(conference).state == "closed"


def test_without_a_suggestion_nobody_has_to_come_and_half_a_day_is_enough(room):
    in_charge = PersonFactory(tenant=room.tenant)
    Supervision(tenant=room.tenant, person=in_charge, organization=room.body.organization, started_on=DAY.date()).save()
    conference = room.open(days=Decimal("0.5"))

    assert queries.missing_in_charge(conference) == []
    assert queries.missing_length(conference) is None
