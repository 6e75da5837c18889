"""A unit's meeting votes by show of hands; the level with the required majority is what it proposes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind, Minutes
from dossiers.documents.layout import html_of
from dossiers.gather.records import minutes_paper
from orgchart.access import load_actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import OpenVote, RatingCase
from ratings.services.open_votes import Hands, Tally, record_open_vote
from reviews.models import Attendance, Conference
from reviews.services.conferences import sign_minutes
from tests.factories.orgchart import NOON, PersonFactory, actor_for
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory

pytestmark = pytest.mark.django_db


class Meeting:
    """A department's meeting of nine members, one of them the deputy who is voted on."""

    def __init__(self, town: Any) -> None:
        self.town = town
        self.body = town.collective("Phòng Tổng hợp")
        self.deputy = town.leader("Lò Thị Phó")
        self.conference = ConferenceFactory(
            tenant=town.tenant, cycle=town.cycle, collective=self.body.collective, state="running"
        )
        for position, subject in enumerate((self.body, self.deputy), start=1):
            AgendaItemFactory(
                tenant=town.tenant, conference=self.conference, subject=subject, position=position, state="concluded",
                concluded_at=NOON,
            )  # fmt: skip
        people = [self.deputy.person, *(PersonFactory(tenant=town.tenant) for _ in range(8))]
        with scope(tenant=town.tenant.pk):
            for person in people:
                Attendance(tenant=town.tenant, conference=self.conference, person=person, is_present=True).save()

    def vote(self, subject: Any, voters: int, actor: Any = None, **hands: tuple[int, int, int]) -> OpenVote:
        with scope(tenant=self.town.tenant.pk):
            return record_open_vote(
                conference_id=self.conference.pk, subject_id=subject.pk, actor=actor or self.town.office, at=NOON,
                tally=Tally(voters=voters, hands={level: Hands(*counts) for level, counts in hands.items()}),
            )  # fmt: skip


@pytest.fixture
def meeting(town: Any) -> Meeting:
    return Meeting(town)


@pytest.mark.clause("SL-IV.3-3")
def test_the_highest_level_with_more_than_half_of_all_entitled_is_proposed(meeting):
    vote = meeting.vote(meeting.body, 9, XS=(4, 5, 0), HTT=(8, 0, 1))

    assert (vote.proposed_level, vote.entitled, vote.needed) == ("HTT", 9, 5)


@pytest.mark.clause("SL-IV.3-3")
@pytest.mark.parametrize(("favour", "proposed"), [(4, ""), (5, "HTT")])
def test_half_is_no_majority_and_the_person_voted_on_does_not_count(meeting, favour, proposed):
    vote = meeting.vote(meeting.deputy, 8, HTT=(favour, 8 - favour, 0))

    assert (vote.entitled, vote.proposed_level) == (8, proposed)


def test_absent_members_count_for_the_majority(meeting):
    assert meeting.vote(meeting.body, 5, HTT=(4, 1, 0)).proposed_level == ""


@pytest.mark.parametrize(
    ("voters", "hands", "field"),
    [
        (9, {"HTT": (8, 2, 0)}, "HTT_in_favour"),
        (10, {"HTT": (10, 0, 0)}, "voters"),
        (0, {"HTT": (0, 0, 0)}, "voters"),
        (9, {}, "XS_in_favour"),
    ],
)
def test_counts_that_do_not_add_up_are_refused_and_nothing_is_kept(meeting, voters, hands, field):
    with pytest.raises(InvalidInput) as refusal:
        meeting.vote(meeting.body, voters, **hands)

    assert field in refusal.value.errors
    with scope(tenant=meeting.town.tenant.pk):
        assert not OpenVote.objects.exists()


def test_typed_again_it_replaces_the_counts_and_both_stand_in_the_trail(meeting):
    meeting.vote(meeting.body, 9, XS=(6, 3, 0))
    vote = meeting.vote(meeting.body, 9, HTT=(9, 0, 0))

    with scope(tenant=meeting.town.tenant.pk):
        assert OpenVote.objects.get().pk == vote.pk
        assert [(one.level, one.in_favour) for one in vote.counts.all()] == [("HTT", 9)]
        assert AuditRecord.objects.filter(action="record_open_vote").count() == 2


@pytest.mark.parametrize("state", ["announced", "signed"])
def test_no_vote_before_the_meeting_or_after_its_minutes(meeting, state):
    with scope(tenant=meeting.town.tenant.pk):
        Conference.objects.update(state=state)

    with pytest.raises(Refused, match="hội nghị bắt đầu"):
        meeting.vote(meeting.body, 9, HTT=(9, 0, 0))


def test_no_vote_before_the_conclusion_nor_after_the_ballot(meeting):
    with scope(tenant=meeting.town.tenant.pk):
        meeting.conference.agenda.filter(subject=meeting.body).update(state="waiting", concluded_at=None)
    with pytest.raises(Refused, match="Chưa kết luận"):
        meeting.vote(meeting.body, 9, HTT=(9, 0, 0))
    meeting.town.prepare()
    with scope(tenant=meeting.town.tenant.pk):
        RatingCase.objects.filter(subject=meeting.deputy).update(state="balloted")

    with pytest.raises(Refused, match="không thay đổi được nữa"):
        meeting.vote(meeting.deputy, 8, HTT=(8, 0, 0))


def test_secretary_counts_but_not_about_himself_and_others_do_not(meeting):
    town = meeting.town
    secretary = actor_for(town.tenant)
    with scope(tenant=town.tenant.pk):
        type(meeting.deputy.person).objects.filter(pk=meeting.deputy.person_id).update(account=secretary.account)
        Conference.objects.update(secretary=meeting.deputy.person)
        secretary = load_actor(secretary.account, town.tenant.pk, on=NOON.date())

    assert meeting.vote(meeting.body, 9, secretary, HTT=(9, 0, 0)).proposed_level == "HTT"
    with pytest.raises(Refused, match="không tự ghi"):
        meeting.vote(meeting.deputy, 8, secretary, HTT=(8, 0, 0))
    with pytest.raises(PermissionDenied):
        meeting.vote(meeting.body, 9, actor_for(town.tenant, Role.HEAD), HTT=(9, 0, 0))


def test_somebody_who_is_not_on_the_agenda_is_not_voted_on(meeting):
    stranger = meeting.town.leader("Người khác")

    with pytest.raises(NotVisible):
        meeting.vote(stranger, 9, HTT=(9, 0, 0))


@pytest.mark.clause("SL-IV.3-3")
def test_the_vote_is_typed_in_on_its_page_and_stands_beside_the_appraisal(meeting, client):
    town, subject = meeting.town, meeting.body
    client.force_login(town.office.account)
    place = [town.tenant.slug, 2024, meeting.conference.pk]
    prefix = f"bq-{subject.pk}"
    typed = {"voters": 9, "HTT_in_favour": 7, "HTT_against": 1, "HTT_abstained": 1, "comment": "Đoàn kết, nhiệt tình"}

    wrong = {f"{prefix}-{name}": value for name, value in (typed | {"HTT_against": 2}).items()}
    refused = client.post(reverse("ratings:record_vote", args=[*place, subject.pk]), wrong)
    client.post(
        reverse("ratings:record_vote", args=[*place, subject.pk]),
        {f"{prefix}-{name}": value for name, value in typed.items()},
    )
    page = client.get(reverse("ratings:open_votes", args=place)).content.decode()
    town.prepare()
    case = reverse("ratings:appraise", args=[town.tenant.slug, 2024, town.case(subject).pk])
    appraisal = client.get(case).content.decode()

    assert refused.status_code == 422
    assert "7 + 2 + 1 = 10, khác số người biểu quyết (9)" in refused.content.decode()
    assert "Đoàn kết, nhiệt tình" in refused.content.decode()
    assert "cần ít nhất 5/9 tán thành, có 9 người biểu quyết" in page
    assert "Hội nghị đề xuất" in appraisal


@pytest.mark.clause("SL-IV.3-4")
def test_minutes_with_a_missing_row_are_not_signed(meeting):
    meeting.vote(meeting.body, 9, HTT=(8, 0, 1))
    close(meeting)

    with scope(tenant=meeting.town.tenant.pk), pytest.raises(Refused) as refusal:
        sign_minutes(conference_id=meeting.conference.pk, actor=meeting.town.office, at=NOON)

    assert refusal.value.reasons == ("Lò Thị Phó",)
    assert state_of(meeting) == "closed"


@pytest.mark.clause("SL-IV.3-4")
def test_minutes_have_a_row_for_everybody_with_the_votes_of_each_level(meeting):
    meeting.vote(meeting.body, 9, HTT=(8, 0, 1))
    meeting.vote(meeting.deputy, 8, XS=(3, 5, 0), HTT=(8, 0, 0))
    close(meeting)

    with scope(tenant=meeting.town.tenant.pk):
        sign_minutes(conference_id=meeting.conference.pk, actor=meeting.town.office, at=NOON)
        paper = minutes_paper(meeting.conference, meeting.town.tenant)
    text = minutes_text(paper)

    assert [(row.name, row.levels, row.proposed) for row in paper.hands] == [
        ("Phòng Tổng hợp", (None, (8, 0, 1), None, None), "Hoàn thành tốt nhiệm vụ"),
        ("Lò Thị Phó", ((3, 5, 0), (8, 0, 0), None, None), "Hoàn thành tốt nhiệm vụ"),
    ]
    assert "Lò Thị Phó" in text
    assert "3/5/0" in text
    table = text.partition('<table class="grid">')[2].partition("</table>")[0]
    assert "Không xếp loại" not in table
    assert {row.count("<th") + row.count("<td") for row in table.split("<tr>")[1:]} == {7}
    assert state_of(meeting) == "signed"


@pytest.mark.clause("SL-IV.3-4")
def test_set_that_asks_for_hands_needs_them_of_everybody(meeting, settings):
    meeting.town.cycle.set_code = "son-la-bdt-2022"
    with scope(tenant=meeting.town.tenant.pk):
        meeting.town.cycle.save()
    close(meeting)

    with scope(tenant=meeting.town.tenant.pk), pytest.raises(Refused) as refusal:
        sign_minutes(conference_id=meeting.conference.pk, actor=meeting.town.office, at=NOON)

    assert refusal.value.reasons == ("Phòng Tổng hợp", "Lò Thị Phó")


def test_meeting_that_does_not_vote_by_hands_is_signed_as_ever(meeting):
    close(meeting)

    with scope(tenant=meeting.town.tenant.pk):
        sign_minutes(conference_id=meeting.conference.pk, actor=meeting.town.office, at=NOON)
        assert minutes_paper(meeting.conference, meeting.town.tenant).hands == ()


def close(meeting: Meeting) -> None:
    with scope(tenant=meeting.town.tenant.pk):
        type(meeting.conference).objects.update(state="closed", opened_at=NOON, closed_at=NOON)
        meeting.conference.refresh_from_db()


def state_of(meeting: Meeting) -> str:
    with scope(tenant=meeting.town.tenant.pk):
        return str(type(meeting.conference).objects.get(pk=meeting.conference.pk).state)


def minutes_text(paper: Minutes) -> str:
    return html_of(DocumentKind.MINUTES, paper)
