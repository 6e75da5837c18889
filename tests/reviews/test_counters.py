"""Progress upward: numbers only, overwritten by their sender, on the page of the superior."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews.models import ProgressCounter, Review
from reviews.services.counters import send_all_progress, send_progress
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.reviews import CycleFactory, ReviewFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    """A commune with three texts, one of them a draft, below a province with the same year."""
    link = TenantLinkFactory()
    cycle = CycleFactory(tenant=link.subordinate)
    CycleFactory(tenant=link.superior)
    for number in range(3):
        subject = SubjectFactory(tenant=link.subordinate, cycle=cycle, name=f"Người {number}")
        ReviewFactory(subject=subject, state="draft" if number == 0 else "not_started")
    return link, cycle


def counters(link):
    with scope(tenant=link.superior.pk):
        return {row.step: (row.done, row.total) for row in ProgressCounter.objects.filter(sender=link.subordinate)}


def send(link, cycle, role=Role.OFFICE):
    with scope(tenant=link.subordinate.pk):
        return send_progress(cycle_id=cycle.pk, actor=actor_for(link.subordinate, role), at=NOON)


@pytest.mark.clause("HY-B.I.1.1b-1")
def test_the_superior_sees_totals_that_the_sender_overwrites(year, client):
    link, cycle = year

    assert send(link, cycle) == 4
    assert counters(link) == {"written": (1, 3), "circulated": (0, 3), "reviewed": (0, 3), "final": (0, 3)}
    with scope(tenant=link.subordinate.pk):
        Review.objects.filter(state="not_started").update(state="draft")
    assert send(link, cycle) == 1
    assert counters(link)["written"] == (3, 3)

    board = actor_for(link.superior, Role.ORGANISATION_BOARD)
    client.force_login(board.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(reverse("reviews:progress_below", args=[link.superior.slug, cycle.year])).content.decode()
    assert "3/3" in page
    assert "Người 0" not in page


def test_all_tenants_send_by_themselves_and_what_has_not_changed_leaves_no_record(year):
    link, _ = year

    assert send_all_progress(at=NOON) == 4
    assert send_all_progress(at=NOON) == 0

    for tenant, action in ((link.subordinate, "send_progress"), (link.superior, "receive_progress")):
        with scope(tenant=tenant.pk):
            assert AuditRecord.objects.filter(action=action).count() == 1


def test_only_the_office_sends_and_only_to_a_superior(year):
    link, cycle = year
    with pytest.raises(PermissionDenied):
        send(link, cycle, Role.INSPECTION)
    link.delete()

    with pytest.raises(Refused, match="cấp trên"):
        send(link, cycle)
