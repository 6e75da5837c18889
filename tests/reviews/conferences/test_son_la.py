"""The order of review and its notice under Sơn La's plan, which says the same in clauses of its own."""

from datetime import datetime

import pytest

from orgchart.errors import InvalidInput, Refused
from reviews.services import conferences
from reviews.states import AgendaState, ConferenceState
from tests.reviews.conferences.conftest import DAY, HANOI
from tests.reviews.conferences.test_presenter import SON_LA, under


@pytest.mark.clause("SL-II.4.1a-2")
def test_report_that_went_out_two_working_days_before_keeps_the_conference_closed(room):
    under(room, SON_LA).send("T", datetime(2024, 11, 26, 9, 0, tzinfo=HANOI))
    conference = room.announce()

    with pytest.raises(Refused, match="chậm nhất 25/11"):
        conferences.open_conference(conference_id=conference.pk, actor=room.office, at=DAY)


@pytest.mark.clause("SL-II.4.1a-2")
def test_report_that_went_out_three_working_days_before_opens_it(room):
    assert under(room, SON_LA).open().state == ConferenceState.RUNNING


@pytest.mark.clause("SL-II.4-1", "SL-II.4-2")
def test_collective_then_head_then_deputies_then_members(room):
    conference = under(room, SON_LA).open()

    with pytest.raises(Refused):
        room.start(conference, "A")
    room.review(conference, "T", weaknesses="Chậm giải ngân.")
    with pytest.raises(Refused, match="người đứng đầu kiểm điểm trước"):
        room.start(conference, "B")
    room.review(conference, "A")
    with pytest.raises(Refused, match="cấp phó kiểm điểm trước"):
        room.start(conference, "D")
    for letter in "BCDE":
        assert room.review(conference, letter).state == AgendaState.CONCLUDED


@pytest.mark.clause("SL-II.4.2b-3")
@pytest.mark.parametrize(("letter", "may"), [("B", True), ("C", True), ("A", False), ("D", False)])
def test_only_a_deputy_chairs_the_review_of_the_head(room, letter, may):
    conference = under(room, SON_LA).open()
    room.review(conference, "T")
    chair = room.people[letter]

    if may:
        assert room.start(conference, "A", chair_id=chair.pk).chair == chair
    else:
        with pytest.raises(InvalidInput, match="cấp phó"):
            room.start(conference, "A", chair_id=chair.pk)
