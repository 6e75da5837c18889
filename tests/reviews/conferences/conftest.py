"""A front committee of five with their drafts, ready to confer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orgchart.access import Actor
from orgchart.kinds import Bloc, CollectiveKind, MembershipKind, OrganizationKind, PostRole, Role
from orgchart.models import Collective, Person
from orgchart.tenancy import scope
from reviews.models import AgendaItem, Attendance, Conference, Cycle, FormKind, Review, Subject
from reviews.services import agenda_items, conferences
from tests.factories.orgchart import (
    CellMembershipFactory,
    CollectiveFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, PlaceFactory, ReviewFactory, SubjectFactory

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2024, 11, 28, 8, 0, tzinfo=HANOI)
SENT = datetime(2024, 11, 25, 16, 30, tzinfo=HANOI)
PEOPLE = {
    "A": ("Nguyễn Văn Ân", PostRole.HEAD, 10),
    "B": ("Trần Thị Bình", PostRole.DEPUTY, 11),
    "C": ("Lê Văn Cường", PostRole.DEPUTY, 12),
    "D": ("Hoàng Thị Dung", PostRole.MEMBER, 13),
    "E": ("Ma Văn Én", PostRole.MEMBER, 13),
}


@dataclass
class Room:
    """A body, its people by letter, and the services with their usual arguments."""

    cycle: Cycle
    body: Collective
    office: Actor
    people: dict[str, Person] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)

    @property
    def tenant(self) -> Any:
        return self.cycle.tenant

    def plan(self, **fields: Any) -> Conference:
        """A conference on the usual day."""
        given = {"collective_id": self.body.pk, "starts_at": DAY, "secretary_id": self.people["E"].pk} | fields
        return conferences.plan_conference(cycle_id=self.cycle.pk, actor=self.office, at=SENT, **given)

    def announce(self, **fields: Any) -> Conference:
        """Planned and told to everybody."""
        row = self.plan(**fields)
        return conferences.announce_conference(conference_id=row.pk, actor=self.office, at=SENT)

    def open(self, at: datetime = DAY, **fields: Any) -> Conference:
        """Running, with everybody here."""
        row = self.announce(**fields)
        conferences.open_conference(conference_id=row.pk, actor=self.office, at=at)
        self.everybody_here(row)
        row.refresh_from_db()
        return row

    def everybody_here(self, conference: Conference) -> None:
        """All on the list are present."""
        rows = Attendance.objects.filter(conference=conference)
        conferences.record_attendance(
            conference_id=conference.pk,
            presence={row.pk: (True, "") for row in rows},
            actor=self.office,
            at=DAY,
        )

    def item(self, conference: Conference, key: str) -> AgendaItem:
        """The item of one subject, fresh from the database."""
        return AgendaItem.objects.get(conference=conference, subject=self.subjects[key])

    def start(self, conference: Conference, key: str, **fields: Any) -> AgendaItem:
        """Take up a subject."""
        item = self.item(conference, key)
        return agenda_items.start_item(item_id=item.pk, actor=self.office, at=DAY, **fields)

    def conclude(self, conference: Conference, key: str, **fields: Any) -> AgendaItem:
        """Conclude a subject that has been taken up, nobody having anything to say."""
        item = self.item(conference, key)
        given = {
            "strengths": "Hoàn thành nhiệm vụ được giao.",
            "weaknesses": "",
            "version": item.version,
            "silence_confirmed": True,
            "actor": self.office,
        } | fields
        return agenda_items.conclude_item(item_id=item.pk, at=DAY + timedelta(hours=1), **given)

    def review(self, conference: Conference, key: str, **fields: Any) -> AgendaItem:
        """Take up and conclude."""
        self.start(conference, key)
        return self.conclude(conference, key, **fields)

    def close(self, conference: Conference) -> Conference:
        """End the conference."""
        return agenda_items.close_conference(conference_id=conference.pk, actor=self.office, at=DAY)

    def send(self, key: str, at: datetime | None = SENT, state: str = "circulated") -> Review:
        """Put a review where its draft has gone round, or back with None."""
        review = Review.objects.get(subject=self.subjects[key])
        review.state = state if at else "draft"
        review.circulated_at, review.circulated_by = at, self.office.account if at else None
        review.save()
        return review


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    """The worked example, its scope open."""
    made = make_room()
    with scope(tenant=made.tenant.pk):
        yield made


def make_room() -> Room:
    """The body of the worked example: head A, deputies B and C, members D and E; all drafts sent in time."""
    tenant = TenantFactory()
    front = OrganizationFactory(
        tenant=tenant,
        parent=OrganizationFactory(tenant=tenant, kind=OrganizationKind.PARTY_COMMITTEE),
        name="Ủy ban MTTQ thị trấn",
        kind=OrganizationKind.FATHERLAND_FRONT,
        bloc=Bloc.MASS,
    )
    body = CollectiveFactory(
        tenant=tenant, organization=front, kind=CollectiveKind.FRONT_STANDING, name="Ban Thường trực MTTQ"
    )
    room = Room(CycleFactory(tenant=tenant), body, actor_for(tenant, Role.OFFICE))
    room.subjects["T"] = CollectiveSubjectFactory(
        tenant=tenant, cycle=room.cycle, collective=body, kind="collective", bloc=Bloc.MASS, rank=4
    )
    for letter, (name, role, rank) in PEOPLE.items():
        person = PersonFactory(tenant=tenant, full_name=name)
        PostFactory(tenant=tenant, person=person, collective=body, role=role, rank=rank, title=str(role.label))
        room.people[letter] = person
        room.subjects[letter] = SubjectFactory(
            tenant=tenant, cycle=room.cycle, person=person, unit=front, role=role, rank=rank
        )
    for key, subject in room.subjects.items():
        PlaceFactory(subject=subject, collective=body)
        kind = FormKind.COLLECTIVE_REPORT if key == "T" else FormKind.LEADER_REVIEW
        author = room.people["A"] if key == "T" else subject.person
        ReviewFactory(
            subject=subject,
            form_kind=kind,
            author=author,
            state="circulated",
            circulated_at=SENT,
            circulated_by=room.office.account,
        )
    return room


@pytest.fixture
def cell(room: Room) -> Any:
    """A cell with three official members and one who takes part for a time, secretary A."""
    row = OrganizationFactory(
        tenant=room.tenant,
        name="Chi bộ Phố Trung Thành",
        kind=OrganizationKind.PARTY_CELL,
        level="unit",
    )
    for letter in "ABC":
        CellMembershipFactory(tenant=room.tenant, person=room.people[letter], cell=row)
    CellMembershipFactory(tenant=room.tenant, person=room.people["D"], cell=row, kind=MembershipKind.TEMPORARY)
    PostFactory(tenant=room.tenant, person=room.people["A"], collective=None, organization=row, rank=40, title="Bí thư")
    return row
