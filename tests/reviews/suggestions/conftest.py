"""The scene of writing, with the bodies that draft and approve suggestions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orgchart.access import Actor
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import Suggestion
from reviews.services import suggestions
from tests.factories.orgchart import actor_for
from tests.reviews.writing.scene import Scene, make_scene

IN_TIME = datetime(2024, 11, 19, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass
class Letters:
    """A cell of the year with drafters and approvers; services with their usual arguments."""

    scene: Scene
    inspection: Actor
    board: Actor
    head: Actor

    def draft(self, **fields: Any) -> Suggestion:
        """A letter with two issues about the head, drafted by the inspection commission."""
        given = {"subject_id": self.scene.review.subject_id, "issues": "- Chậm giải ngân.\n- Chưa sát cơ sở."}
        return self.do(
            suggestions.draft_suggestion, **{"cycle_id": self.scene.cycle.pk, "actor": self.inspection} | given | fields
        )

    def sent(self, at: datetime = IN_TIME, **fields: Any) -> Suggestion:
        """The same, approved by the head and sent."""
        letter = self.draft(**fields)
        self.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=self.head)
        return self.do(suggestions.send_suggestion, suggestion_id=letter.pk, actor=self.inspection, at=at)

    def do(self, service: Any, **arguments: Any) -> Any:
        """Call a service in the scope of the tenant, in time unless told otherwise."""
        with scope(tenant=self.scene.tenant.pk):
            return service(**{"at": IN_TIME} | arguments)


@pytest.fixture
def letters(db: None) -> Letters:
    """A running year of Chợ Chu's set, where the inspection commission drafts."""
    scene = make_scene()
    return Letters(
        scene,
        actor_for(scene.tenant, Role.INSPECTION),
        actor_for(scene.tenant, Role.ORGANISATION_BOARD),
        actor_for(scene.tenant, Role.HEAD),
    )
