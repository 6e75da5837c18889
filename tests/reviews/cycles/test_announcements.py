"""A plan is issued early: from that moment everybody who has a part in it knows, and can begin."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from orgchart.kinds import CollectiveKind, OrganizationKind
from orgchart.models import Envelope
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import Review
from reviews.regulations.forms import form
from reviews.services.cycles import issue_cycle
from reviews.services.writing import save_section
from reviews.work import writing_work
from tests.factories.orgchart import TenantFactory, TenantLinkFactory, actor_for
from tests.reviews.cycles.lists import listed

EARLY = datetime(2024, 8, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def planned(commune):
    """A plan of the commune, with a leader and a collective on the list, and two offices below, one of them no more."""
    front = commune.collective(
        CollectiveKind.FRONT_STANDING, commune.organization("UBMTTQ", OrganizationKind.FATHERLAND_FRONT)
    )
    leader = commune.holder("Nguyễn Văn Bình", front)
    below, former = TenantFactory(slug="truong-hoc"), TenantFactory(slug="cu")
    TenantLinkFactory(superior=commune.tenant, subordinate=below)
    TenantLinkFactory(superior=commune.tenant, subordinate=former, valid_to=date(2024, 1, 1))
    cycle = commune.cycle()
    listed(commune, cycle)
    return cycle, actor_for(commune.tenant, person=leader), below, former


def waiting(tenant, actor):
    with scope(tenant=tenant.pk):
        return [one.what for one in counted(writing_work(actor, EARLY.date()))]


@pytest.mark.clause("NA-0-2")
def test_an_early_plan_reaches_subjects_and_offices_below_at_once(commune, planned):
    cycle, leader, below, former = planned
    assert waiting(commune.tenant, leader) == [], "a plan in preparation tells nobody"

    with scope(tenant=commune.tenant.pk):
        issue_cycle(cycle_id=cycle.pk, actor=commune.head, at=EARLY)

    assert set(waiting(commune.tenant, leader)) == {
        "Đọc thông báo kế hoạch",
        "Viết bản kiểm điểm",
        "Viết báo cáo kiểm điểm tập thể",
    }
    with scope(tenant=below.pk):
        notice = Envelope.objects.get()
    assert (notice.kind, notice.box, notice.peer) == ("notice", "in", commune.tenant)
    assert "ngày xếp loại 30/11/2024" in notice.content["text"]
    assert "trước ngày" in notice.content["text"]
    with scope(tenant=former.pk):
        assert not Envelope.objects.exists(), "an office that has gone to another superior is not told"


@pytest.mark.clause("NA-0-2")
def test_preparation_can_start_before_the_year_of_writing_is_opened(commune, planned):
    cycle, leader, _, _ = planned
    with scope(tenant=commune.tenant.pk):
        issue_cycle(cycle_id=cycle.pk, actor=commune.head, at=EARLY)
        review = Review.objects.get(author=leader.person_id, form_kind="leader_review")

        first = next(section.key for section in form(review.form_kind) if section.has_text)
        save_section(review_id=review.pk, key=first, version=0, text="Sáu tháng đầu năm.", actor=leader, at=EARLY)

        assert Review.objects.get(pk=review.pk).state == "draft"
