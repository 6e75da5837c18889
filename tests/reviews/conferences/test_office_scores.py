"""The point sheet of an office in the record of its meeting: agreed line by line, needed to close, in the minutes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.gather.records import minutes_paper
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import AuditRecord, Collective, Organization
from ratings.models import CaseScore, RatingCase
from ratings.services.cases import on_review_final
from ratings.services.meeting_points import take_meeting_points
from reviews.models import Conference, OfficeScore, Review
from reviews.queries.minutes import minutes_of
from reviews.services.office_scores import Agreed, record_office_scores
from reviews.states import ConferenceState
from tests.dossiers.documents import reading
from tests.factories.office_sets import LINES, score_offices
from tests.reviews.conferences.conftest import DAY
from tests.reviews.conferences.test_presenter import SON_LA, under

AGREED = {
    "nhiem-vu": ("55", "Chậm một báo cáo chuyên đề"),
    "tham-muu": ("18.5", "Một văn bản phải sửa lại"),
    "ky-luat": ("20", ""),
}


@pytest.fixture
def office(room):
    """The body as an office of an agency, in a year that scores offices."""
    Organization.objects.filter(pk=room.body.organization_id).update(bloc="state", name="Phòng Chính sách")
    score_offices(room.cycle)
    room.body.organization.refresh_from_db()
    return room


def running(office):
    """The meeting with everybody heard, so that only the sheet is left."""
    conference = office.open()
    for letter in "TABCDE":
        office.review(conference, letter)
    return Conference.objects.select_related("cycle", "collective__organization").get(pk=conference.pk)


def agree(office, conference, lines=None, **versions):
    given = {
        key: Agreed(Decimal(points) if points else None, reason, versions.get(key.replace("-", "_"), 0))
        for key, (points, reason) in (AGREED if lines is None else lines).items()
    }
    return record_office_scores(conference_id=conference.pk, given=given, actor=office.office, at=DAY)


def browser(office, client):
    client.force_login(office.office.account)
    return client


def address(office, conference, name="conference", *rest):
    return reverse(f"reviews:{name}", args=[office.tenant.slug, office.cycle.year, conference.pk, *rest])


@pytest.mark.clause("SL-IV.3-6")
def test_meeting_is_not_closed_while_a_line_has_no_points_and_the_page_links_each(office, client):
    conference = running(office)
    agree(office, conference, {"tham-muu": AGREED["tham-muu"]})

    answer = browser(office, client).post(address(office, conference, "conference_move", "ket-thuc"))
    page = answer.content.decode()

    assert answer.status_code == 409
    for key, title, _, _ in LINES:
        link = f'<a href="#id_points_{key}">Chưa thống nhất điểm “{title}”</a>'
        assert (link in page) is (key != "tham-muu")
        assert f'id="id_points_{key}"' in page
    agree(office, conference, {key: AGREED[key] for key in ("nhiem-vu", "ky-luat")})
    assert office.close(conference).state == ConferenceState.CLOSED


@pytest.mark.clause("SL-IV.3-6")
def test_record_of_the_meeting_holds_item_maximum_points_and_reason_on_the_page_and_on_paper(office, client):
    conference = running(office)
    agree(office, conference)

    said = [(line.title, line.most, line.points, line.reason) for line in minutes_of(conference).scores]
    shown = browser(office, client).get(address(office, conference) + "?xem=bien-ban").content.decode()
    paper = reading.text(render(DocumentKind.MINUTES, minutes_paper(conference, office.tenant)))

    assert said == [(title, most, Decimal(AGREED[key][0]), AGREED[key][1]) for key, title, _, most in LINES]
    for key, title, _, _ in LINES:
        for text in (title, AGREED[key][1]):
            assert text in shown
            assert text in " ".join(paper.split())
    assert "93,5" in paper
    assert '<td class="num">93,5</td>' in shown


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ({"nhiem-vu": ("55", " ")}, "reason_nhiem-vu"),
        ({"nhiem-vu": ("60.5", "")}, "points_nhiem-vu"),
        ({"ky-luat": ("-1", "Vi phạm")}, "points_ky-luat"),
    ],
)
def test_deduction_without_reason_and_points_out_of_range_are_refused_at_their_field(office, lines, field):
    conference = running(office)

    with pytest.raises(InvalidInput) as refusal:
        agree(office, conference, lines)

    assert set(refusal.value.errors) == {field}
    assert not OfficeScore.objects.exists()


def test_two_secretaries_keep_each_others_lines_and_nothing_is_replaced_unseen(office):
    conference = running(office)
    agree(office, conference, {"nhiem-vu": AGREED["nhiem-vu"]})
    agree(office, conference, {"tham-muu": AGREED["tham-muu"]})

    with pytest.raises(Refused) as refusal:
        agree(office, conference, {"nhiem-vu": ("50", "Chậm hai báo cáo")})

    assert "55 điểm – Chậm một báo cáo chuyên đề" in str(refusal.value.reasons)
    agree(office, conference, {"nhiem-vu": ("50", "Chậm hai báo cáo")}, nhiem_vu=1)
    assert OfficeScore.objects.get(key="nhiem-vu").points == 50


def test_refused_page_keeps_what_was_typed_and_leaves_untouched_lines_alone(office, client):
    conference, page = running(office), browser(office, client)
    agree(office, conference, {"tham-muu": AGREED["tham-muu"]})
    untouched = {"points_tham-muu": "18.5", "reason_tham-muu": AGREED["tham-muu"][1], "version_tham-muu": "0"}
    shown = {"was_tham-muu": f"18.5|{AGREED['tham-muu'][1]}"}

    refused = page.post(
        address(office, conference, "office_scores"),
        {"points_nhiem-vu": "55", "reason_nhiem-vu": ""} | untouched | shown,
    )
    taken = page.post(
        address(office, conference, "office_scores"),
        {"points_nhiem-vu": "55", "reason_nhiem-vu": "Chậm", "version_nhiem-vu": "0"} | untouched | shown,
    )

    assert refused.status_code == 422
    assert 'value="55"' in refused.content.decode()
    assert taken.status_code == 302
    assert OfficeScore.objects.get(key="tham-muu").version == 1
    assert AuditRecord.objects.filter(action="record_office_scores").count() == 2


def test_sheet_is_written_while_the_meeting_runs_only(office):
    conference = running(office)
    agree(office, conference)
    office.close(conference)

    with pytest.raises(Refused, match="khi hội nghị đang họp"):
        agree(office, conference, {"ky-luat": ("10", "Vi phạm")}, ky_luat=1)


@pytest.mark.parametrize("change", ["mass", "root", "other set"])
def test_only_offices_below_an_agency_in_a_year_that_scores_them_have_a_sheet(room, client, change):
    """Not the body of another bloc, not the agency itself, not under a set without a scale."""
    office = Organization.objects.get(pk=room.body.organization_id)
    agency = Organization.objects.get(path=office.path[: Organization.steplen])
    for row in (office, agency):
        row.bloc = "mass" if change == "mass" else "state"
        row.save()
    if change == "root":
        Collective.objects.filter(pk=room.body.pk).update(organization=agency)
    if change == "other set":
        under(room, SON_LA)
    else:
        score_offices(room.cycle)
    conference = room.open()

    page = browser(room, client).get(address(room, conference)).content.decode()

    assert "Lý do trừ điểm" not in page
    assert ("chưa có thang điểm của phòng" in page) is (change == "other set")
    with pytest.raises(NotVisible):
        agree(room, conference)


def test_agreed_points_become_the_own_column_of_the_office_unless_it_scored_itself(office):
    conference = running(office)
    agree(office, conference)
    office.close(conference)
    review = Review.objects.get(subject=office.subjects["T"])
    Review.objects.filter(pk=review.pk).update(self_level="HTT", state="final")

    review.refresh_from_db()
    on_review_final(review, office.office, DAY + timedelta(days=1))

    case = RatingCase.objects.get(subject=review.subject)
    own = CaseScore.objects.filter(case=case)
    assert dict(own.values_list("key", "self_points")) == {key: Decimal(said) for key, (said, _) in AGREED.items()}
    own.filter(key="ky-luat").update(self_points=15)
    take_meeting_points(case)
    assert own.get(key="ky-luat").self_points == 15
