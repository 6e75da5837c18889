"""Issuing the plan sends each person a notice with own tasks, forms and dates; whoever has not opened it is known."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orgchart.errors import NotVisible
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import PlanNotice
from reviews.queries.plan_notices import notices_of, tasks_of
from reviews.services.cycles import issue_cycle
from reviews.services.plan_notices import open_notice
from reviews.services.subjects import generate_subjects
from reviews.work import writing_work
from tests.factories.orgchart import NOON, actor_for
from tests.reviews.cycles.lists import listed

LATER = NOON + timedelta(days=1)


@pytest.fixture
def year(commune):
    """A plan in preparation, with a body, its head and its deputy on the list."""
    front = commune.collective(
        CollectiveKind.FRONT_STANDING, commune.organization("UBMTTQ", OrganizationKind.FATHERLAND_FRONT)
    )
    people = {
        "head": commune.holder("Nguyễn Văn Bình", front),
        "deputy": commune.holder("Lý Thị Phó", front, role=PostRole.DEPUTY),
    }
    cycle = commune.cycle()
    listed(commune, cycle)
    return cycle, front, people


def issue(commune, cycle):
    with scope(tenant=commune.tenant.pk):
        issue_cycle(cycle_id=cycle.pk, actor=commune.head, at=NOON)


def told(commune, cycle):
    """Everybody who has a notice, and whether it was opened."""
    with scope(tenant=commune.tenant.pk):
        return {one.person.full_name: one.read_at is not None for one in notices_of(cycle)}


@pytest.mark.clause("SL-IV.3-1")
def test_issuing_the_plan_tells_everybody_in_the_year_once(commune, year):
    cycle, _, _ = year
    assert told(commune, cycle) == {}

    issue(commune, cycle)

    assert told(commune, cycle) == {"Nguyễn Văn Bình": False, "Lý Thị Phó": False}


@pytest.mark.clause("SL-IV.3-1")
def test_the_notice_names_own_tasks_forms_and_dates_and_its_opening_is_kept(commune, year, client):
    cycle, _, people = year
    issue(commune, cycle)
    head = actor_for(commune.tenant, person=people["head"])
    client.force_login(head.account)

    page = client.get(reverse("reviews:plan_notice", args=[commune.tenant.slug, 2024])).content.decode()

    with scope(tenant=commune.tenant.pk):
        tasks = tasks_of(cycle, people["head"].pk)
    assert [task.review.form_kind for task in tasks] == ["leader_review", "collective_report"]
    for task in tasks:
        assert task.review.get_form_kind_display() in page
    assert "trước ngày 15/11/2024" in page
    assert told(commune, cycle) == {"Nguyễn Văn Bình": True, "Lý Thị Phó": False}


@pytest.mark.clause("SL-IV.3-1")
def test_the_office_sees_who_has_not_read_it(commune, year, client):
    cycle, _, people = year
    issue(commune, cycle)
    with scope(tenant=commune.tenant.pk):
        open_notice(cycle_id=cycle.pk, actor=actor_for(commune.tenant, person=people["head"]), at=LATER)
    client.force_login(commune.office.account)

    page = client.get(reverse("reviews:plan_notice_list", args=[commune.tenant.slug, 2024]), {"chua-doc": "1"})

    assert "1/2 người đã mở thông báo" in page.content.decode()
    assert "Lý Thị Phó" in page.content.decode()
    assert "Nguyễn Văn Bình" not in page.content.decode()


def test_the_first_opening_is_kept_and_the_task_is_done_with_it(commune, year):
    cycle, _, people = year
    issue(commune, cycle)
    head = actor_for(commune.tenant, person=people["head"])

    def waiting():
        return [one.what for one in counted(writing_work(head, NOON.date()))]

    with scope(tenant=commune.tenant.pk):
        assert "Đọc thông báo kế hoạch" in waiting()
        open_notice(cycle_id=cycle.pk, actor=head, at=NOON)
        open_notice(cycle_id=cycle.pk, actor=head, at=LATER)

        assert PlanNotice.objects.get(person=people["head"]).read_at == NOON
        assert "Đọc thông báo kế hoạch" not in waiting()


def test_whoever_joins_the_list_later_is_told_then_and_the_others_not_again(commune, year):
    cycle, front, _ = year
    issue(commune, cycle)
    commune.holder("Triệu Thị Mới", front, role=PostRole.DEPUTY)

    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=LATER)
        sent = dict(PlanNotice.objects.values_list("person__full_name", "sent_at"))

    assert sent == {"Nguyễn Văn Bình": NOON, "Lý Thị Phó": NOON, "Triệu Thị Mới": LATER}


def test_somebody_outside_the_year_has_no_notice(commune, year):
    cycle, _, _ = year
    issue(commune, cycle)

    with scope(tenant=commune.tenant.pk), pytest.raises(NotVisible):
        open_notice(cycle_id=cycle.pk, actor=commune.office, at=NOON)
