"""A commune that writes its own regulation set: its office, its head, a clerk beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.access import Actor
from orgchart.kinds import Level, Role
from orgchart.models import Tenant
from orgchart.tenancy import scope
from reviews.models import OwnSet
from reviews.queries.own_sets import content_of, draft_of, seen_token
from reviews.regulations.parsing import VALUES
from reviews.services.own_sets import SetHead, approve_set, make_set, submit_set
from reviews.services.set_items import Change, change_item, item_of
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for

OWN = {"decision": "Kế hoạch năm 2025", "reason": "mục III.2"}


@dataclass
class House:
    """What the tests need at hand."""

    tenant: Tenant
    district: Tenant
    office: Actor
    head: Actor

    def make(self, **fields: Any) -> OwnSet:
        """This year's set from last year's."""
        head = SetHead(title="Kế hoạch năm 2025", issuer="Ban Thường vụ Đảng ủy", year=2025, document_number="12-KH/ĐU")
        given = {"head": head, "made_from": "cho-chu-2024", "relation": "base", "actor": self.office} | fields
        return make_set(at=NOON, **given)

    def change(self, row: OwnSet, key: str, item: Any, *, kind: str = VALUES, **fields: Any) -> OwnSet:
        """Change one place as somebody who has just read it."""
        row = OwnSet.objects.get(pk=row.pk)
        given = {"seen": seen_token(item_of(content_of(row), kind, key)), "actor": self.office} | fields
        seen, actor = given.pop("seen"), given.pop("actor")
        return change_item(set_id=row.pk, change=Change(kind, key, item, seen), actor=actor, at=NOON)

    def approved(self, **fields: Any) -> OwnSet:
        """A set with a shorter time in post, approved by the head."""
        row = self.make(**fields)
        self.change(row, "exempt.minMonths", {"value": 5, "source": OWN})
        submit_set(set_id=row.pk, actor=self.office, at=NOON)
        return approve_set(set_id=row.pk, actor=self.head, at=NOON)

    def browser(self, actor: Actor) -> Client:
        """Somebody at the pages."""
        client = Client()
        client.force_login(actor.account)
        return client

    def url(self, name: str, *args: Any) -> str:
        """An address of this tenant."""
        return reverse(f"reviews:{name}", args=[self.tenant.slug, *args])

    def reading(self, row: OwnSet) -> Any:
        """The set as it stands now."""
        return draft_of(OwnSet.objects.select_related("kept").get(pk=row.pk))


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """The commune below its district, with its scope open."""
    tenant, district = TenantFactory(slug="cho-chu"), TenantFactory(slug="dinh-hoa", level=Level.DISTRICT)
    TenantLinkFactory(superior=district, subordinate=tenant)
    with scope(tenant=tenant.pk):
        yield House(tenant, district, actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD))
