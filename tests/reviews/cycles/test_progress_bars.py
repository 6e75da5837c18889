"""The chart of the progress: texts by step, with the numbers beside it and the year before."""

import pytest
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.queries.progress import step_bars
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, ReviewFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def years():
    """Two of four texts were sent this year, one is final; last year all were final."""
    tenant = TenantFactory()
    account = actor_for(tenant, Role.OFFICE).account
    found = {year: CycleFactory(tenant=tenant, year=year) for year in (2023, 2024)}
    sent = {"circulated_at": NOON, "circulated_by": account}
    final = sent | {"finalised_at": NOON, "finalised_by": account, "self_level": "HTT"}
    for year, state, more in (
        (2023, "final", final), (2024, "final", final), (2024, "circulated", sent), (2024, "draft", {}),
        (2024, "not_started", {}),
    ):  # fmt: skip
        subject = SubjectFactory(tenant=tenant, cycle=found[year])
        ReviewFactory(tenant=tenant, subject=subject, state=state, **more)
    return found


def bars(cycle):
    with scope(tenant=cycle.tenant_id):
        return [(bar.label, bar.count.done, bar.percent, bar.percent_before) for bar in step_bars(cycle)]


def test_each_step_counts_all_texts_that_have_passed_it(years):
    assert bars(years[2024]) == [
        ("Đã viết", 3, 75, 100), ("Đã gửi", 2, 50, 100), ("Đã kiểm điểm", 1, 25, 100), ("Hoàn chỉnh", 1, 25, 100),
    ]  # fmt: skip
    assert bars(years[2023])[0] == ("Đã viết", 1, 100, None)


def test_the_page_has_the_numbers_beside_the_bars(years, client):
    tenant = years[2024].tenant
    client.force_login(actor_for(tenant, Role.HEAD).account)

    page = client.get(reverse("reviews:progress", args=[tenant.slug, 2024])).content.decode()

    assert "3/4 (75%)" in page
    assert "năm trước 100%" in page
