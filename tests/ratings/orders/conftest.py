"""A district above the town, and the way of an inspection between the two."""

from datetime import date
from typing import Any

import pytest

from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.kinds import Level, Role
from orgchart.models import Envelope, Tenant
from orgchart.services.correspondence import write_letter
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from ratings.models import Inspection
from ratings.services.inspection_files import open_from_file
from reviews.models import Cycle, Subject
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.conftest import Town

DETAILS = {"team": "Đoàn số 1", "year": 2024, "begins_on": date(2024, 12, 1), "ends_on": date(2024, 12, 9)}


class District:
    """The superior of the town, with its own year and its inspection."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.tenant: Tenant = TenantFactory(slug="dinh-hoa", level=Level.DISTRICT)
        TenantLinkFactory(superior=self.tenant, subordinate=town.tenant)
        self.cycle: Cycle = CycleFactory(tenant=self.tenant)
        self.office: Actor = actor_for(self.tenant, Role.OFFICE)

    def warrant(self) -> None:
        """The warrant goes down and is taken in; the documents come up by themselves."""
        with scope(tenant=self.tenant.pk):
            write_letter(
                kind="warrant", receiver_id=self.town.tenant.pk, title="Quyết định kiểm tra", text="",
                details=dict(DETAILS), actor=self.office, at=NOON,
            )  # fmt: skip
        self.take_in(self.town.tenant, self.town.office, EnvelopeKind.WARRANT)

    def take_in(self, tenant: Tenant, actor: Actor, kind: str) -> Envelope:
        """Take in what has arrived of a kind."""
        with scope(tenant=tenant.pk):
            found = Envelope.objects.get(box="in", kind=kind)
            settle_on_list(envelope_id=found.pk, accepted=True, reason="", actor=actor, at=NOON)
            return Envelope.objects.select_related("peer").get(pk=found.pk)

    def inspect(self) -> Inspection:
        """The inspection is opened from the documents."""
        with scope(tenant=self.tenant.pk):
            file = Envelope.objects.get(kind=EnvelopeKind.INSPECTION_FILE)
            return open_from_file(cycle_id=self.cycle.pk, envelope_id=file.pk, actor=self.office, at=NOON)


@pytest.fixture
def district(town: Town) -> District:
    return District(town)


@pytest.fixture
def decided(town: Town) -> dict[str, Subject]:
    """A collective and its head at the second level, and a deputy, all decided in one meeting."""
    found: dict[str, Any] = {"body": town.collective("Ủy ban nhân dân")}
    found["head"] = town.leader("Ma Văn Đứng Đầu", heads=(found["body"],))
    found["deputy"] = town.leader("Lò Thị Phó")
    town.prepare()
    town.appraise(*found.values())
    board = town.board(*found.values())
    town.vote(board, {found["body"]: 5}, {found["body"]: 0})
    town.open_round_1(board, found["deputy"])
    town.count(board, {found["deputy"]: 5})
    town.count(board, {found["head"]: 5}, sitting=2)
    town.open_round_2(board, found["deputy"])
    with scope(tenant=town.tenant.pk):
        waits = board.board_groups.get(group=town.group(found["deputy"])).state == "round_2"
    if waits:
        town.count(board, {found["deputy"]: 0}, round_number=2)
    town.decide(board)
    return found
