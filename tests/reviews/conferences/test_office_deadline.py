"""The deadline of the offices, 25/11 at the latest: meeting, point sheet and proposals are each judged by it."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from orgchart import clock
from orgchart.models import Organization
from ratings.models import OpenVote
from reviews.calendar import last_timely_day
from reviews.models import AgendaItem, Conference, OfficeScore, RatingPlace
from reviews.queries.office_steps import MEETING, PROPOSALS, SHEET
from reviews.queries.unit_steps import steps_of
from reviews.regulations.loader import load_set
from tests.factories.office_sets import LINES, score_offices
from tests.factories.reviews import ConferenceFactory, DeadlineFactory
from tests.reviews.conferences.conftest import HANOI

LAST_MINUTE, MIDNIGHT = (datetime(2024, 11, day, hour, minute, tzinfo=HANOI) for day, hour, minute in
                         ((25, 23, 59), (26, 0, 0)))  # fmt: skip
LONG_BEFORE = datetime(2024, 11, 20, 9, 0, tzinfo=HANOI)
STEPS = (MEETING, SHEET, PROPOSALS)


@pytest.fixture
def office(room):
    """An office of an agency under the plan of Sơn La, its deadline as the set has it for this year."""
    Organization.objects.filter(pk=room.body.organization_id).update(bloc="state")
    score_offices(room.cycle)
    row = next(one for one in load_set("son-la-bdt-2022").deadlines() if one.key == "office_report")
    last = last_timely_day(date(2024, row.month, row.day), inclusive=row.inclusive)
    DeadlineFactory(
        tenant=room.tenant, cycle=room.cycle, step=row.key, title=row.title, last_day=last, receiver=row.receiver
    )
    room.body.organization.refresh_from_db()
    return room


def hold(office, *, meeting=LONG_BEFORE, sheet=LONG_BEFORE, votes=LONG_BEFORE):
    """The meeting of the office with each of its three results at its own time."""
    conference = ConferenceFactory(
        tenant=office.tenant, cycle=office.cycle, collective=office.body, state="closed", opened_at=LONG_BEFORE,
        closed_at=meeting,
    )  # fmt: skip
    for number, (key, _, _, most) in enumerate(LINES):
        at = sheet if number == 0 else LONG_BEFORE
        OfficeScore(conference=conference, key=key, points=most, agreed_at=at).save()
    for number, subject in enumerate((office.subjects["A"], office.subjects["B"]), start=1):
        AgendaItem(
            conference=conference, subject=subject, position=number, state="concluded", concluded_at=LONG_BEFORE
        ).save()
        OpenVote(
            conference=conference, subject=subject, entitled=5, voters=5, needed=3, proposed_level="HTT",
            recorded_at=votes if number == 1 else LONG_BEFORE, recorded_by=office.office.account,
        ).save()  # fmt: skip
    return conference


def states(office, today):
    found = {step.title: step for step in steps_of(office.cycle, office.body.organization, today)}
    assert set(STEPS) <= set(found)
    assert {found[title].last_day for title in STEPS} == {date(2024, 11, 25)}
    return {title: found[title].state for title in STEPS}


@pytest.mark.clause("SL-III.1-2")
@pytest.mark.parametrize(("late", "title"), [("meeting", MEETING), ("sheet", SHEET), ("votes", PROPOSALS)])
def test_each_step_is_timely_until_the_last_minute_of_the_day_and_marked_after_it(office, client, late, title):
    conference = hold(office, **{late: LAST_MINUTE})
    assert states(office, date(2024, 11, 26)) == dict.fromkeys(STEPS, "done")
    OfficeScore.objects.filter(conference=conference).delete()
    OpenVote.objects.filter(conference=conference).delete()
    AgendaItem.objects.filter(conference=conference).delete()
    Conference.objects.filter(pk=conference.pk).delete()

    hold(office, **{late: MIDNIGHT})

    assert states(office, date(2024, 11, 26)) == dict.fromkeys(STEPS, "done") | {title: "done_late"}
    client.force_login(office.office.account)
    page = client.get(reverse("reviews:my_unit", args=[office.tenant.slug, 2024, office.body.organization_id]))
    text = page.content.decode()
    assert text.count("Xong muộn") == 1
    assert "xong 26/11" in text
    assert all(step in text for step in STEPS)


@pytest.mark.clause("SL-III.1-2")
def test_what_is_not_done_is_late_from_the_day_after_only(office):
    assert states(office, date(2024, 11, 25)) == dict.fromkeys(STEPS, "soon")
    assert states(office, date(2024, 11, 26)) == dict.fromkeys(STEPS, "late")


def test_a_missing_line_or_a_missing_vote_leaves_its_step_open(office):
    conference = hold(office)
    OfficeScore.objects.filter(conference=conference, key=LINES[0][0]).update(points=None)
    assert states(office, date(2024, 11, 26)) == {MEETING: "done", SHEET: "late", PROPOSALS: "done"}

    OpenVote.objects.filter(conference=conference).last().delete()

    assert states(office, date(2024, 11, 26)) == {MEETING: "done", SHEET: "late", PROPOSALS: "late"}


def test_a_running_meeting_has_proposed_nothing_yet(office):
    conference = hold(office)
    Conference.objects.filter(pk=conference.pk).update(state="running", closed_at=None)

    assert states(office, date(2024, 11, 26)) == {MEETING: "late", SHEET: "done", PROPOSALS: "late"}


def test_bodies_that_are_no_offices_have_none_of_the_three_steps(office):
    root = Organization.objects.get(path=office.body.organization.path[: Organization.steplen])

    assert not {step.title for step in steps_of(office.cycle, root, clock.today())} & set(STEPS)
    assert office.subjects["A"].rating == RatingPlace.HERE
