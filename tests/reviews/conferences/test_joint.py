"""Combined conferences: several bodies of one agency, one sitting, one presentation, separate parts."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from dossiers.gather.records import minutes_paper
from orgchart.errors import Refused
from orgchart.kinds import Bloc, CollectiveKind, PostRole
from orgchart.models import Collective, Organization
from reviews.models import AgendaItem, FormKind, Place, Subject
from reviews.queries import conferences as found
from reviews.queries import joint
from reviews.queries.minutes import minutes_of
from reviews.queries.progress import progress_of
from reviews.services.joint_conferences import part_conference
from tests.factories.orgchart import CollectiveFactory, OrganizationFactory, PersonFactory, PostFactory
from tests.factories.reviews import CollectiveSubjectFactory, PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.conferences.conftest import SENT, Room


@dataclass
class Body:
    """A further body of the agency, with its own report that has gone round."""

    collective: Collective
    subject: Subject


def further(room: Room, name: str, kind: str, *letters: str) -> Body:
    """A body in which the people with these letters sit too."""
    row = CollectiveFactory(tenant=room.tenant, organization=room.body.organization, kind=kind, name=name)
    subject = CollectiveSubjectFactory(
        tenant=room.tenant, cycle=room.cycle, collective=row, kind="collective", bloc=Bloc.MASS, rank=5
    )
    PlaceFactory(subject=subject, collective=row)
    report(room, subject, room.people["A"])
    for letter in letters:
        role = PostRole.HEAD if letter == "A" else PostRole.MEMBER
        PostFactory(tenant=room.tenant, person=room.people[letter], collective=row, role=role, rank=20)
        PlaceFactory(subject=room.subjects[letter], collective=row)
    return Body(row, subject)


def report(room: Room, subject: Subject, author: object) -> None:
    kind = FormKind.LEADER_REVIEW if subject.person_id else FormKind.COLLECTIVE_REPORT
    ReviewFactory(
        subject=subject, form_kind=kind, author=author, state="circulated", circulated_at=SENT,
        circulated_by=room.office.account,
    )  # fmt: skip


def root_of(room: Room) -> Organization:
    """The committee above the agency."""
    return Organization.objects.get(tenant=room.tenant, depth=1)


@pytest.fixture
def group(room: Room) -> Body:
    """Đảng đoàn of the agency: the head, one deputy and somebody who sits nowhere else."""
    body = further(room, "Đảng đoàn MTTQ", CollectiveKind.PARTY_GROUP, "A", "B")
    guest = PersonFactory(tenant=room.tenant, full_name="Phạm Văn Giang")
    PostFactory(tenant=room.tenant, person=guest, collective=body.collective, role=PostRole.MEMBER, rank=21)
    room.people["G"] = guest
    room.subjects["G"] = SubjectFactory(
        tenant=room.tenant, cycle=room.cycle, person=guest, unit=room.body.organization, role="member", rank=21
    )
    PlaceFactory(subject=room.subjects["G"], collective=body.collective)
    report(room, room.subjects["G"], guest)
    return body


def held(room: Room, *bodies: Body):
    """The whole sitting from the plan to its end."""
    conference = room.open(further_ids=[body.collective.pk for body in bodies])
    for item in found.agenda_of(conference):
        key = next(key for key, subject in room.subjects.items() if subject.pk == item.subject_id)
        room.review(conference, key, strengths=f"Kết luận về {item.subject.name}.")
    return room.close(conference)


@pytest.mark.clause("HY-B.I.2.1-2")
def test_one_sitting_serves_two_bodies_with_a_report_a_conclusion_and_a_part_of_the_minutes_each(room, group):
    room.subjects["P"] = group.subject

    conference = held(room, group)

    assert not Place.objects.filter(done_at=None).exists()
    reports = AgendaItem.objects.filter(conference=conference, subject__kind="collective")
    assert {item.strengths for item in reports} == {
        f"Kết luận về {room.subjects['T'].name}.", f"Kết luận về {group.subject.name}.",
    }  # fmt: skip
    own, other = minutes_of(conference).parts
    assert (own.body, other.body) == ("Ban Thường trực MTTQ", "Đảng đoàn MTTQ")
    assert room.subjects["T"].name in [item.subject for item in own.items]
    assert [item.subject for item in other.items] == [group.subject.name, room.subjects["G"].name]
    printed = [item.part for item in minutes_paper(conference, room.tenant).items if item.part]
    assert printed == ["Phần của Ban Thường trực MTTQ", "Phần của Đảng đoàn MTTQ"]


@pytest.mark.clause("SL-II.2.1-1")
def test_one_presentation_counts_for_all_of_more_than_two_bodies(room, group):
    union = further(room, "Ban Chấp hành Công đoàn", CollectiveKind.TRADE_UNION_COMMITTEE, "B")
    room.subjects |= {"P": group.subject, "U": union.subject}

    conference = held(room, group, union)

    items = AgendaItem.objects.filter(conference=conference, subject=room.subjects["B"])
    places = Place.objects.filter(subject=room.subjects["B"])
    assert items.count() == 1
    assert places.count() == 3
    assert all(place.done_at for place in places)
    spoken = {item.subject: item.counts_also_for for item in minutes_of(conference).items}
    assert spoken[room.subjects["B"].name] == ("Ban Chấp hành Công đoàn", "Đảng đoàn MTTQ")
    assert spoken[room.subjects["C"].name] == ()


def test_alone_a_sitting_leaves_the_places_at_the_other_body_open(room, group):
    conference = room.open()
    for key in "TABCDE":
        room.review(conference, key)

    room.close(conference)

    assert set(Place.objects.filter(done_at=None).values_list("collective", flat=True)) == {group.collective.pk}
    assert [part.body for part in minutes_of(conference).parts] == [""]


def test_everybody_of_both_bodies_is_on_the_list_once(room, group):
    conference = room.plan(further_ids=[group.collective.pk])

    assert {row.person for row in found.attendances_of(conference)} == set(room.people.values())


def test_reports_of_all_bodies_come_before_any_person(room, group):
    conference = room.plan(further_ids=[group.collective.pk])

    kinds = [item.subject.kind for item in found.agenda_of(conference)]
    assert kinds == ["collective"] * 2 + ["individual"] * 6


@pytest.mark.parametrize("kind", ["department", "party_committee"])
def test_bodies_of_different_agencies_do_not_confer_together(room, kind):
    other = OrganizationFactory(tenant=room.tenant, parent=root_of(room), kind=kind)
    body = CollectiveFactory(tenant=room.tenant, organization=other)
    PlaceFactory(
        subject=CollectiveSubjectFactory(tenant=room.tenant, cycle=room.cycle, collective=body), collective=body
    )

    with pytest.raises(Refused, match="cùng một cơ quan"):
        room.plan(further_ids=[body.pk])


def test_committee_of_the_whole_is_no_agency_of_all_below_it(room):
    body = CollectiveFactory(tenant=room.tenant, organization=root_of(room), kind=CollectiveKind.STANDING_COMMITTEE)
    PlaceFactory(
        subject=CollectiveSubjectFactory(tenant=room.tenant, cycle=room.cycle, collective=body), collective=body
    )

    assert joint.combinable(room.cycle, room.body.pk) == []


def test_a_body_that_confers_with_another_is_not_planned_for_twice(room, group):
    room.plan(further_ids=[group.collective.pk])

    assert group.collective not in found.bodies_to_confer(room.cycle)
    with pytest.raises(Refused, match="Hãy hoàn thành hội nghị đó trước"):
        room.plan(collective_id=group.collective.pk)


def test_progress_names_the_common_conference_at_each_body(room, group):
    conference = room.plan(further_ids=[group.collective.pk])

    rows = {row.subject.pk: row.conference for row in progress_of(room.cycle)}
    assert rows[group.subject.pk] == rows[room.subjects["T"].pk] == conference


def test_page_offers_the_bodies_of_the_agency_and_shows_the_parts(client, room, group):
    room.subjects["P"] = group.subject
    client.force_login(room.office.account)
    address = reverse("reviews:conference_new", args=[room.tenant.slug, room.cycle.year, "tap-the", room.body.pk])
    sent = {"starts_at": "28/11/2024 08:00", "days": "0,5", "further": [group.collective.pk]}

    form = client.get(address).content.decode()
    answer = client.post(address, sent)
    minutes = client.get(f"{answer.url}?xem=bien-ban").content.decode()

    assert "Kết hợp kiểm điểm với" in form
    assert "Phần của Đảng đoàn MTTQ" in minutes
    assert "Kết hợp: Đảng đoàn MTTQ" in minutes


def test_body_that_was_combined_by_mistake_confers_on_its_own_after_all(room, group):
    conference = room.plan(further_ids=[group.collective.pk])
    item = AgendaItem.objects.get(conference=conference, subject=room.subjects["A"])

    part_conference(conference_id=conference.pk, collective_id=group.collective.pk, actor=room.office, at=SENT)

    conference.refresh_from_db()
    names = {entry.subject_id for entry in found.agenda_of(conference)}
    assert room.subjects["G"].pk not in names
    assert group.subject.pk not in names
    assert item.pk in {entry.pk for entry in found.agenda_of(conference)}
    assert [entry.position for entry in found.agenda_of(conference)] == list(range(1, len(names) + 1))
    assert room.people["G"] not in {row.person for row in found.attendances_of(conference)}
    assert group.collective.name not in conference.title
    assert joint.bodies_of(conference)[1:] == []
    own = room.plan(collective_id=group.collective.pk)
    assert {entry.subject_id for entry in found.agenda_of(own)} >= {room.subjects["G"].pk, group.subject.pk}


def test_combined_conference_that_has_begun_stays_combined(room, group):
    conference = room.open(further_ids=[group.collective.pk])

    with pytest.raises(Refused, match="đã bắt đầu"):
        part_conference(conference_id=conference.pk, collective_id=group.collective.pk, actor=room.office, at=SENT)

    assert joint.bodies_of(conference)[1:] == [group.collective]
