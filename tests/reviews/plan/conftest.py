"""A ward under Giang Biên's set: a cell with its secretary, the People's Committee, an office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.access import Actor
from orgchart.kinds import Bloc, MembershipKind, OrganizationKind, PostRole, Role
from orgchart.models import Organization, Person
from orgchart.tenancy import scope
from reviews.models import Audience, Cycle, Deadline, FormKind, Subject
from reviews.queries import set_of
from reviews.services.cycles import reporters_text
from tests.factories.orgchart import (
    CellMembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.reviews import CycleFactory, PlaceFactory, ReviewFactory, SubjectFactory


@dataclass
class Ward:
    """The ward with everybody whom the tests need."""

    cycle: Cycle
    cell: Organization
    council: Organization
    secretary: Person
    subject: Subject
    office: Actor

    @property
    def tenant(self) -> Any:
        return self.cycle.tenant

    @property
    def head_of_cell(self) -> Actor:
        """The secretary with an account."""
        return actor_for(self.tenant, person=self.secretary)

    def head_of(self, unit: Organization) -> Actor:
        """Somebody who heads a unit, fresh."""
        person = PersonFactory(tenant=self.tenant)
        PostFactory(tenant=self.tenant, person=person, collective=None, organization=unit, role=PostRole.HEAD)
        return actor_for(self.tenant, person=person)

    def browser(self, actor: Actor) -> Client:
        """An account at the pages."""
        client = Client()
        client.force_login(actor.account)
        return client

    def url(self, name: str, *args: Any) -> str:
        """An address of the year."""
        return reverse(f"reviews:{name}", args=[self.tenant.slug, self.cycle.year, *args])

    def page(self, actor: Actor, name: str, *args: Any) -> str:
        """What somebody reads there."""
        return self.browser(actor).get(self.url(name, *args)).content.decode()


@pytest.fixture
def ward(db: None) -> Iterator[Ward]:
    """The ward, its scope open."""
    made = make_ward()
    with scope(tenant=made.tenant.pk):
        yield made


def make_ward() -> Ward:
    """The running year 2021 with the deadlines of its set."""
    tenant = TenantFactory()
    cycle = CycleFactory(tenant=tenant, year=2021, set_code="giang-bien-2021", rating_date=date(2021, 11, 25))
    root = OrganizationFactory(tenant=tenant, kind=OrganizationKind.PARTY_COMMITTEE)
    cell = OrganizationFactory(
        tenant=tenant, parent=root, name="Chi bộ Tổ 5", kind=OrganizationKind.PARTY_CELL, level="unit"
    )
    council = OrganizationFactory(
        tenant=tenant, parent=root, name="UBND phường", kind=OrganizationKind.PEOPLES_COMMITTEE, bloc=Bloc.STATE
    )
    secretary = PersonFactory(tenant=tenant, full_name="Nguyễn Văn Bí")
    PostFactory(tenant=tenant, person=secretary, collective=None, organization=cell, role=PostRole.HEAD, title="Bí thư")
    CellMembershipFactory(tenant=tenant, person=secretary, cell=cell, kind=MembershipKind.OFFICIAL)
    subject = SubjectFactory(tenant=tenant, cycle=cycle, person=secretary, unit=cell)
    PlaceFactory(subject=subject, collective=None, cell=cell, audience=Audience.WHOLE_CELL)
    ReviewFactory(subject=subject, form_kind=FormKind.LEADER_REVIEW)
    with scope(tenant=tenant.pk):
        for row in set_of(cycle).deadlines():
            last = row.last_timely_day(cycle.year)
            if last is not None:
                Deadline(
                    tenant=tenant, cycle=cycle, step=row.key, title=row.title, receiver=row.receiver,
                    wording=row.wording, last_day=last, phase=row.phase, reporters=reporters_text(row.reporters),
                ).save()  # fmt: skip
    return Ward(cycle, cell, council, secretary, subject, actor_for(tenant, Role.OFFICE))
