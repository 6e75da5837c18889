"""The head confirms what was handed in to the superior. (CC-III.4-1)"""

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.models import Dossier
from dossiers.services import handing_up
from dossiers.work import dossier_work
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from orgchart.work import counted
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, SubjectFactory

TODAY = NOON.date()


@pytest.fixture
def cycle(db):
    row = CycleFactory(state="running")
    with scope(tenant=row.tenant_id):
        yield row


def handed_up(cycle, **fields):
    """A dossier that the office has handed in."""
    superior = TenantFactory()
    subject = SubjectFactory(
        tenant=cycle.tenant, cycle=cycle, **{"rating": "superior", "decided_by": superior} | fields
    )
    dossier = Dossier(
        tenant=cycle.tenant, subject=subject, state="submitted", submitted_at=NOON,
        submitted_by=actor_for(cycle.tenant, Role.OFFICE).account,
    )  # fmt: skip
    dossier.save()
    return dossier


def waits(actor) -> list[str]:
    return [item.about for item in counted(dossier_work(actor, TODAY)) if "Xác nhận" in item.what]


@pytest.mark.clause("CC-III.4-1")
def test_the_head_is_asked_to_confirm_what_went_up_and_stands_for_it_by_name(cycle):
    head = actor_for(cycle.tenant, Role.HEAD)
    dossier, here = handed_up(cycle), handed_up(cycle, rating="here", decided_by=None)
    asked = waits(head)

    number = handing_up.confirm_submissions(cycle_id=cycle.pk, actor=head, at=NOON)

    assert asked == [f"1 hồ sơ năm {cycle.year}"]
    assert number == 1
    assert waits(head) == []
    confirmed = Dossier.objects.get(pk=dossier.pk)
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (head.account, NOON)
    assert Dossier.objects.get(pk=here.pk).confirmed_at is None


def test_nobody_else_confirms_and_nothing_is_confirmed_twice(cycle):
    office, head = actor_for(cycle.tenant, Role.OFFICE), actor_for(cycle.tenant, Role.HEAD)
    handed_up(cycle)

    assert waits(office) == []
    with pytest.raises(PermissionDenied):
        handing_up.confirm_submissions(cycle_id=cycle.pk, actor=office, at=NOON)
    handing_up.confirm_submissions(cycle_id=cycle.pk, actor=head, at=NOON)
    with pytest.raises(Refused, match="Không có hồ sơ"):
        handing_up.confirm_submissions(cycle_id=cycle.pk, actor=head, at=NOON)
