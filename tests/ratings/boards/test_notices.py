"""Telling the direct manager, and making levels public: after the decision, for the days of the set."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart import clock
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole, Role
from orgchart.tenancy import scope
from orgchart.work import counted
from ratings.models import Decision, ManagerNotice, Publication
from ratings.queries.notices import manager_of, public_lists, told_of
from ratings.services.notices import confirm_manager_read, confirm_read, notify_decided, publish_decision
from ratings.work import rating_work
from tests.factories.orgchart import NOON, OrganizationFactory, PersonFactory, PostFactory, actor_for
from tests.ratings.boards.test_reconsiderations import annul, rate_again
from tests.ratings.conftest import MEETING_DAY


@pytest.fixture
def decided(town):
    """A deputy of a unit with a head, and the collective of that unit, decided at one meeting."""
    body = town.collective("Lãnh đạo Hội Nông dân")
    unit = body.collective.organization
    chief = PersonFactory(tenant=town.tenant, full_name="Lê Văn Trưởng")
    PostFactory(tenant=town.tenant, person=chief, collective=body.collective, role=PostRole.HEAD, rank=1)
    deputy = town.leader("Lê Thị Phó", unit=unit)
    town.prepare()
    town.appraise(body, deputy, note="Hoàn thành các chỉ tiêu được giao")
    board = town.board(body, deputy)
    for one in (body, deputy):
        town.vote(board, {one: 5}, {one: 0})
    return board, town.decide(board), body, deputy, chief


def notify(town, board):
    with scope(tenant=town.tenant.pk):
        return notify_decided(board_id=board.pk, actor=town.office, at=NOON)


@pytest.mark.clause("CC-III.5-2")
def test_the_direct_manager_is_told_and_confirms(town, decided, client):
    board, decision, _, deputy, chief = decided

    assert notify(town, board) == 2

    with scope(tenant=town.tenant.pk):
        notice = ManagerNotice.objects.get(case=town.case(deputy))
        waiting = [one.what for one in counted(rating_work(actor_for(town.tenant, person=chief), NOON.date()))]
        with pytest.raises(NotVisible):
            confirm_manager_read(notice_id=notice.pk, actor=actor_for(town.tenant, person=deputy.person), at=NOON)
        before = told_of(decision)
    assert (notice.person_id, notice.level, notice.decision_code, notice.sent_at) == (chief.pk, "HTT", "01-QĐ/ĐU", NOON)
    assert waiting == ["Đọc thông báo kết quả xếp loại của Lê Thị Phó"]
    client.force_login(actor_for(town.tenant, person=chief).account)
    page = reverse("ratings:my_result", args=[town.tenant.slug, 2024])
    shown = client.get(page).content.decode()
    client.post(reverse("ratings:confirm_manager_read", args=[town.tenant.slug, 2024, notice.pk]))
    with scope(tenant=town.tenant.pk):
        confirm_read(case_id=town.case(deputy).pk, actor=actor_for(town.tenant, person=deputy.person), at=NOON)
        after = told_of(decision)
    assert "Hoàn thành các chỉ tiêu được giao" in shown
    assert (before.all, before.subjects, before.read, before.managers_read) == (2, 2, 0, 0)
    assert (after.read, after.managers_read) == (1, 1)


@pytest.mark.clause("CC-III.5-2", "CC-III.5-4")
def test_a_new_level_after_annulment_is_told_again(town, decided):
    board, _, _, deputy, _ = decided
    notify(town, board)
    annul(town, deputy)
    again = rate_again(town, deputy, degree="TB")

    assert town.case(deputy).notified_at is None
    notify(town, again.board)

    with scope(tenant=town.tenant.pk):
        told = ManagerNotice.objects.filter(case=town.case(deputy)).order_by("pk")
        assert list(told.values_list("level", "decision_code")) == [("HTT", "01-QĐ/ĐU"), ("HT", "03-QĐ/ĐU")]


def test_who_manages_whom(town, decided):
    _, _, body, deputy, chief = decided
    head = town.leader("Lê Văn Trưởng Hai", unit=body.collective.organization, heads=(body,))
    alone = town.leader("Người đứng riêng", unit=OrganizationFactory(tenant=town.tenant, name="Cơ quan khác"))

    with scope(tenant=town.tenant.pk):
        assert manager_of(deputy, MEETING_DAY) == chief
        assert manager_of(head, MEETING_DAY) == chief
        assert manager_of(alone, MEETING_DAY).full_name == "Ma Đình Quang"
        assert manager_of(body, MEETING_DAY).full_name == "Ma Đình Quang"


def publish(town, decision, *, day=MEETING_DAY, actor=None):
    with scope(tenant=town.tenant.pk):
        return publish_decision(decision_id=decision.pk, starts_on=day, actor=actor or town.office, at=NOON)


@pytest.mark.clause("CC-III.5-3", "SL-IV.4-5")
def test_levels_are_public_in_the_circle_and_for_the_days_of_the_set(town, decided, client, monkeypatch):
    _, decision, _, deputy, _ = decided
    client.force_login(actor_for(town.tenant).account)
    page = reverse("ratings:published", args=[town.tenant.slug, 2024])

    def seen_on(day):
        monkeypatch.setattr(clock, "today", lambda: day)
        return client.get(page).content.decode()

    hidden = seen_on(MEETING_DAY)
    row = publish(town, decision)
    first, last, over = (seen_on(day) for day in (MEETING_DAY, row.ends_on, row.ends_on + timedelta(days=1)))

    assert (row.scope, row.ends_on) == ("unit", MEETING_DAY + timedelta(days=29))
    assert "Lê Thị Phó" not in hidden + over
    assert "Lê Thị Phó" in first
    assert "Lê Thị Phó" in last
    assert "Hoàn thành tốt nhiệm vụ" in first
    assert "Hoàn thành các chỉ tiêu được giao" not in first
    annul(town, deputy)
    assert "Lê Thị Phó" not in seen_on(MEETING_DAY)
    rate_again(town, deputy, degree="TB")
    with scope(tenant=town.tenant.pk):
        assert [line.name for line in public_lists(town.cycle, MEETING_DAY)[0].lines] == ["Lãnh đạo Hội Nông dân"]


def test_publication_waits_for_its_decision_and_happens_once(town, decided):
    _, decision, *_ = decided

    with pytest.raises(InvalidInput, match="ngày quyết định"):
        publish(town, decision, day=MEETING_DAY - timedelta(days=1))
    with pytest.raises(InvalidInput):
        publish(town, decision, day=date(2027, 1, 1))
    with pytest.raises(PermissionDenied):
        publish(town, decision, actor=actor_for(town.tenant, Role.INSPECTION))
    with pytest.raises(NotVisible):
        publish(town, Decision(pk=0))
    publish(town, decision)
    with pytest.raises(Refused, match="đã được công khai"):
        publish(town, decision)
    with scope(tenant=town.tenant.pk):
        assert Publication.objects.count() == 1
