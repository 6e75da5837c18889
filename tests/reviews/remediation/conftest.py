"""A person with a concluded shortcoming, a committee member in charge of the unit, and whoever approves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from orgchart.access import Actor
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import Cycle, RemediationItem, RemediationPlan, Shortcoming
from reviews.regulations.loader import load_set
from reviews.services import remediation
from reviews.services.remediation import ItemInput
from tests.factories.orgchart import PersonFactory, PostFactory, SupervisionFactory, actor_for
from tests.reviews.writing.scene import Scene, make_scene, shortcoming_of

DUE = date(2025, 3, 31)
FILLED = ItemInput(version=1, solution="Họp giao ban hằng tuần.", due_on=DUE, expected="Báo cáo đúng hạn 12/12 tháng.")


@dataclass
class Remedy:
    """The scene with its plan, and who has a part in it besides the scene's people."""

    scene: Scene
    shortcoming: Shortcoming
    approver: Actor
    follower: Actor

    def call(self, service: Any, **arguments: Any) -> Any:
        """Call a service as the person whose shortcoming it is."""
        return self.scene.call(service, **arguments)

    def begun(self) -> RemediationPlan:
        """The plan as it is begun at the end of the review."""
        return self.call(remediation.begin_plan, subject_id=self.scene.review.subject_id)

    def item(self, plan: RemediationPlan) -> RemediationItem:
        """The one item of the plan."""
        with scope(tenant=self.scene.tenant.pk):
            return RemediationItem.objects.get(plan=plan)

    def filled(self) -> RemediationPlan:
        """The plan with everything filled in."""
        plan = self.begun()
        typed = ItemInput(**{**FILLED.__dict__, "in_charge": self.scene.head.pk})
        self.call(remediation.save_plan, plan_id=plan.pk, items={self.item(plan).pk: typed})
        return plan

    def approved(self) -> RemediationPlan:
        """The plan in force."""
        plan = self.filled()
        self.call(remediation.submit_plan, plan_id=plan.pk)
        chosen = {"follower_id": self.follower.person_id, "actor": self.approver}
        return self.call(remediation.approve_plan, plan_id=plan.pk, **chosen)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def remedy(db: None) -> Remedy:
    """Nghệ An's rules; the head was reviewed and has one open shortcoming of the year."""
    scene = make_scene()
    with scope(tenant=scene.tenant.pk):
        rules = load_set("nghe-an-2022")
        Cycle.objects.filter(pk=scene.cycle.pk).update(set_code="nghe-an-2022", set_digest=rules.digest)
        scene.review.state = "reviewed"
        scene.review.save()
    charge = PersonFactory(tenant=scene.tenant, full_name="Trần Thị Minh")
    SupervisionFactory(tenant=scene.tenant, person=charge, organization=scene.collective.organization)
    PostFactory(tenant=scene.tenant, person=charge, organization=scene.collective.organization)
    return Remedy(
        scene=scene,
        shortcoming=shortcoming_of(scene, year=2024, text="Chậm báo cáo tháng.", source="Kết luận hội nghị"),
        approver=actor_for(scene.tenant, Role.STANDING_COMMITTEE),
        follower=actor_for(scene.tenant, person=charge),
    )
