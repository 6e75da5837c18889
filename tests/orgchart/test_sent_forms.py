"""Keys of forms that were sent go after some days; those that an open page may still hold stay."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings

from orgchart.kinds import Role
from orgchart.models import SentForm
from orgchart.services.sent_forms import KEPT_FOR, forget_sent_forms
from orgchart.tasks import forget_sent_forms_task
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, actor_for

pytestmark = pytest.mark.django_db


def sent(days_ago):
    tenant = TenantFactory()
    with scope(tenant=tenant.pk):
        account = actor_for(tenant, Role.OFFICE).account
        SentForm(
            tenant=tenant, key=uuid.uuid4(), account=account, address="/", sent_at=NOON - timedelta(days=days_ago)
        ).save()
    return tenant


def left(tenant):
    with scope(tenant=tenant.pk):
        return SentForm.objects.count()


def test_keys_of_every_tenant_go_after_some_days():
    old, older, fresh = sent(KEPT_FOR.days + 1), sent(60), sent(KEPT_FOR.days)

    assert forget_sent_forms(at=NOON) == 2
    assert [left(tenant) for tenant in (old, older, fresh)] == [0, 0, 1]
    assert forget_sent_forms(at=NOON) == 0


def test_somebody_asks_for_it_from_time_to_time():
    assert forget_sent_forms_task.name in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
