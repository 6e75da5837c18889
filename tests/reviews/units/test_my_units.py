"""Nơi tôi phụ trách: what heads, committee members in charge and offices of a block see and set going."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind, Level, OrganizationKind, PostRole, Role
from orgchart.models import Organization, Tenant
from orgchart.services import roles
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import Cycle, Deadline, UnitNote
from reviews.queries import my_units as found
from reviews.services import conferences, unit_notes
from reviews.work import writing_work
from tests.factories.orgchart import (
    NOON,
    CellMembershipFactory,
    CollectiveFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    SupervisionFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, PlaceFactory, ReviewFactory, SubjectFactory

TODAY = NOON.date()


@dataclass
class Town:
    """A committee with two blocks: the People's Committee with a school below it, and the council; and two cells."""

    tenant: Tenant
    cycle: Cycle
    units: dict[str, Organization]
    office: Actor

    def person(self, unit: str = "", role: PostRole = PostRole.HEAD) -> Actor:
        """Somebody with a post in a unit, or without any."""
        person = PersonFactory(tenant=self.tenant)
        if unit:
            PostFactory(
                tenant=self.tenant, person=person, organization=self.units[unit], collective=None, role=role, rank=20
            )
        return actor_for(self.tenant, person=person)

    def seen_by(self, actor: Actor) -> dict[str, list[str]]:
        """The bodies on the page of an actor and why."""
        rows = found.my_units(found.follows(actor, TODAY), self.cycle, TODAY)
        return {row.progress.subject.unit.name: row.bases for row in rows}

    def entrusted(self, unit: str) -> Actor:
        """The office of one block."""
        account = actor_for(self.tenant).account
        asked = {"permission": "drive_block", "object_id": self.units[unit].pk, "account_id": account.pk}
        roles.entrust(**asked, actor=self.office, at=NOON)
        return load_actor(account, self.tenant.pk, on=TODAY)


@pytest.fixture
def town(db: None) -> Any:
    tenant = TenantFactory()
    root = OrganizationFactory(tenant=tenant, name="Đảng bộ", kind=OrganizationKind.PARTY_COMMITTEE)
    units = {"root": root}
    for name, kind, above in (
        ("UBND", OrganizationKind.PEOPLES_COMMITTEE, "root"), ("Trường", OrganizationKind.PUBLIC_UNIT, "UBND"),
        ("HĐND", OrganizationKind.PEOPLES_COUNCIL, "root"), ("Chi bộ 1", OrganizationKind.PARTY_CELL, "root"),
        ("Chi bộ 2", OrganizationKind.PARTY_CELL, "root"),
    ):  # fmt: skip
        units[name] = OrganizationFactory(tenant=tenant, parent=units[above], name=name, kind=kind, level=Level.UNIT)
    cycle = CycleFactory(tenant=tenant, state="running")
    for unit in units.values():
        body = CollectiveFactory(tenant=tenant, organization=unit, kind=CollectiveKind.UNIT_LEADERSHIP)
        subject = CollectiveSubjectFactory(tenant=tenant, cycle=cycle, collective=body, unit=unit, name=unit.name)
        PlaceFactory(subject=subject, collective=body)
        ReviewFactory(
            subject=subject, form_kind="collective_report", author=PersonFactory(tenant=tenant), state="draft"
        )
    with scope(tenant=tenant.pk):
        yield Town(tenant, cycle, units, actor_for(tenant, Role.OFFICE))


def passed(town: Town) -> None:
    """The day of the plan for the reports has passed."""
    Deadline(
        tenant=town.tenant, cycle=town.cycle, step="collective_report", title="Báo cáo", wording="trước ngày",
        last_day=TODAY - timedelta(days=3),
    ).save()  # fmt: skip


@pytest.mark.clause("NA-1-1")
def test_page_of_the_head_lists_where_he_works_lives_and_is_in_charge_with_the_state(client, town):
    head = town.person("UBND")
    CellMembershipFactory(tenant=town.tenant, person_id=head.person_id, cell=town.units["Chi bộ 1"])
    SupervisionFactory(tenant=town.tenant, person_id=head.person_id, organization=town.units["Chi bộ 2"])
    client.force_login(head.account)

    page = client.get(reverse("reviews:my_units", args=[town.tenant.slug, town.cycle.year])).content.decode()

    assert town.seen_by(head) == {
        "UBND": ["Nơi công tác"], "Trường": ["Cấp dưới của nơi mình đứng đầu"], "Chi bộ 1": ["Nơi sinh hoạt đảng"],
        "Chi bộ 2": ["Được phân công phụ trách"],
    }  # fmt: skip
    assert page.count("Dự thảo") == 4
    assert "HĐND" not in page


@pytest.mark.clause("NA-1-1")
def test_the_head_of_the_body_chairs_unless_somebody_else_is_named(town):
    unit = town.units["UBND"]
    body = unit.collectives.get()
    head, deputy = PersonFactory(tenant=town.tenant), PersonFactory(tenant=town.tenant)
    for person, role in ((head, PostRole.HEAD), (deputy, PostRole.DEPUTY)):
        PostFactory(tenant=town.tenant, person=person, collective=body, organization=unit, role=role)

    row = conferences.plan_conference(
        cycle_id=town.cycle.pk, collective_id=body.pk, starts_at=NOON, actor=town.office, at=NOON
    )

    assert row.chair == head


@pytest.mark.clause("CC-III.4-1")
def test_head_sees_all_open_tasks_of_the_body_and_below_and_is_told_what_is_late(client, town):
    head = town.person("UBND")
    own = SubjectFactory(tenant=town.tenant, cycle=town.cycle, unit=town.units["Trường"], name="Vi Văn Chậm")
    ReviewFactory(subject=own, author=own.person)
    passed(town)
    client.force_login(head.account)
    place = [town.tenant.slug, town.cycle.year]

    below = client.get(reverse("reviews:my_unit", args=[*place, town.units["Trường"].pk])).content.decode()
    elsewhere = client.get(reverse("reviews:my_unit", args=[*place, town.units["HĐND"].pk]))
    told = [item for item in counted(writing_work(head, TODAY)) if "quá hạn" in item.what]

    assert "Vi Văn Chậm" in below
    assert elsewhere.status_code == 404
    assert [(item.about, item.due) for item in told] == [
        (f"3 văn bản chưa viết xong – năm {town.cycle.year}", TODAY - timedelta(days=3))
    ]


def test_nobody_is_told_of_what_is_late_elsewhere_or_not_yet_late(town):
    head, stranger = town.person("UBND"), town.person("UBND", PostRole.STAFF)

    assert not any("quá hạn" in item.what for item in counted(writing_work(head, TODAY)))
    passed(town)
    assert not any("quá hạn" in item.what for item in counted(writing_work(stranger, TODAY)))


@pytest.mark.clause("CC-IIIb.5-1")
def test_member_in_charge_sees_the_assigned_cells_reminds_them_and_takes_notes(client, town):
    member, secretary = town.person(), town.person("Chi bộ 1")
    cell = town.units["Chi bộ 1"]
    SupervisionFactory(tenant=town.tenant, person_id=member.person_id, organization=cell)
    client.force_login(member.account)
    address = reverse("reviews:my_unit", args=[town.tenant.slug, town.cycle.year, cell.pk])

    assert town.seen_by(member) == {"Chi bộ 1": ["Được phân công phụ trách"]}
    client.post(address, {"kind": "reminder", "text": "Gửi dự thảo trước thứ Sáu."})
    client.post(address, {"kind": "note", "text": "Bí thư mới nhận việc."})
    client.force_login(secretary.account)
    page = client.get(address)

    assert "Gửi dự thảo trước thứ Sáu." in page.content.decode()
    assert "Bí thư mới nhận việc." not in page.content.decode()
    waiting = [item.about for item in counted(writing_work(secretary, TODAY)) if "đôn đốc" in item.what]
    assert waiting == [f"1 lần – năm {town.cycle.year}"]
    reminder = UnitNote.objects.get(kind="reminder")
    unit_notes.answer_reminder(note_id=reminder.pk, cycle_id=town.cycle.pk, actor=secretary, at=NOON)
    assert not any("đôn đốc" in item.what for item in counted(writing_work(secretary, TODAY)))


def test_assignment_that_has_ended_opens_nothing(town):
    member = town.person()
    SupervisionFactory(
        tenant=town.tenant, person_id=member.person_id, organization=town.units["Chi bộ 1"],
        started_on=date(2020, 1, 1), ended_on=TODAY - timedelta(days=1),
    )  # fmt: skip

    assert town.seen_by(member) == {}
    with pytest.raises(NotVisible):
        note(town, member, "Chi bộ 1")


def note(town: Town, actor: Actor, unit: str, **fields: Any) -> UnitNote:
    given = {"kind": "reminder", "text": "Khẩn trương."} | fields
    return unit_notes.note_unit(cycle_id=town.cycle.pk, unit_id=town.units[unit].pk, actor=actor, at=NOON, **given)


@pytest.mark.clause("CC-IIIb.2-1")
def test_office_of_a_block_sees_and_drives_its_own_block_and_no_other(town):
    clerk = town.entrusted("UBND")

    assert set(town.seen_by(clerk)) == {"UBND", "Trường"}
    assert note(town, clerk, "Trường").organization == town.units["Trường"]
    with pytest.raises(NotVisible):
        note(town, clerk, "HĐND")


def test_block_that_is_taken_back_is_closed_at_the_next_request(client, town):
    clerk = town.entrusted("HĐND")
    address = reverse("reviews:my_units", args=[town.tenant.slug, town.cycle.year])
    client.force_login(clerk.account)
    before = client.get(address).status_code

    asked = {"permission": "drive_block", "object_id": town.units["HĐND"].pk, "account_id": clerk.account.pk}
    roles.dismiss(**asked, actor=town.office, at=NOON)

    assert (before, client.get(address).status_code) == (200, 403)


def test_whoever_only_works_there_reminds_nobody(town):
    with pytest.raises(PermissionDenied):
        note(town, town.person("UBND", PostRole.STAFF), "UBND")


def test_empty_words_and_a_finished_year_are_refused(town):
    clerk = town.entrusted("UBND")

    with pytest.raises(InvalidInput):
        note(town, clerk, "UBND", text="  ", kind="shout")
    Cycle.objects.filter(pk=town.cycle.pk).update(state="closed")
    with pytest.raises(Refused, match="đã kết thúc"):
        note(town, clerk, "UBND")


def test_page_takes_few_statements_however_many_units(client, town, django_assert_max_num_queries):
    head = town.person("root")
    for number in range(30):
        unit = OrganizationFactory(tenant=town.tenant, parent=town.units["UBND"], name=f"Đơn vị {number}")
        body = CollectiveFactory(tenant=town.tenant, organization=unit)
        CollectiveSubjectFactory(tenant=town.tenant, cycle=town.cycle, collective=body, unit=unit)
    client.force_login(head.account)

    with django_assert_max_num_queries(28):
        client.get(reverse("reviews:my_units", args=[town.tenant.slug, town.cycle.year]))
