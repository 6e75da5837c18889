"""The own result: nothing before the decision, nothing of others, reading confirmed once."""

import pytest
from django.urls import reverse

from orgchart.registry import work_providers
from orgchart.tenancy import scope
from orgchart.work import counted
from ratings import registry
from ratings.registry import ResultDocument
from ratings.services.notices import notify_decided
from ratings.work import rating_work
from tests.factories.orgchart import NOON, actor_for


@pytest.fixture
def decided(town):
    leader, other = town.leader("Lê Thị Phó"), town.leader("Hoàng Văn Khác")
    town.prepare()
    town.appraise(leader, other)
    board = town.board(leader)
    town.vote(board, {leader: 5, other: 5}, {leader: 4, other: 0})
    return board, leader


def page(client, town):
    return client.get(reverse("ratings:my_result", args=[town.tenant.slug, town.cycle.year])).content.decode()


@pytest.mark.clause("CC-III.5-3", "CC-III.5-2")
def test_nothing_is_visible_before_the_decision_and_only_ones_own_after(town, client, decided):
    board, leader = decided
    client.force_login(actor_for(town.tenant, person=leader.person).account)
    before = page(client, town)

    town.decide(board)
    after = page(client, town)

    assert "Chưa có kết quả" in before
    assert "Hoàn thành xuất sắc" not in before
    assert "Hoàn thành xuất sắc nhiệm vụ" in after
    assert "Số 01-QĐ/ĐU" in after
    assert "Hoàng Văn Khác" not in after
    assert "Tôi đã đọc" not in after


@pytest.mark.clause("CC-III.6-1", "CC-III.6-2")
def test_the_page_says_how_to_reserve_and_that_the_level_stays_in_force(town, client, decided):
    board, leader = decided
    town.decide(board)
    client.force_login(actor_for(town.tenant, person=leader.person).account)

    shown = page(client, town)

    assert "bảo lưu ý kiến với cấp trên trực tiếp" in shown
    assert "mức xếp loại đã quyết định vẫn có hiệu lực" in shown
    assert "Ban Thường vụ Đảng ủy" in shown


@pytest.mark.clause("CC-III.5-2")
def test_reading_is_confirmed_by_the_person_only(town, client, decided):
    board, leader = decided
    town.decide(board)
    with scope(tenant=town.tenant.pk):
        notify_decided(board_id=board.pk, actor=town.office, at=NOON)
    where = reverse("ratings:confirm_read", args=[town.tenant.slug, town.cycle.year, town.case(leader).pk])
    reader = actor_for(town.tenant, person=leader.person)
    client.force_login(town.office.account)
    assert client.post(where).status_code == 404
    client.force_login(reader.account)
    assert "Tôi đã đọc thông báo" in page(client, town)

    client.post(where)

    assert town.case(leader).read_at is not None
    assert "Đồng chí đã xác nhận đọc" in page(client, town)


def test_documents_of_other_apps_are_offered_for_download(town, client, decided, monkeypatch):
    board, leader = decided
    town.decide(board)
    monkeypatch.setattr(registry, "_document_providers", [])
    registry.provide_result_documents(lambda case: [ResultDocument(f"Quyết định của {case.subject.name}", "/tai/1/")])
    client.force_login(actor_for(town.tenant, person=leader.person).account)

    assert 'href="/tai/1/"' in page(client, town)


def test_work_waits_for_each_in_turn(town, decided):
    board, leader = decided
    reader = actor_for(town.tenant, person=leader.person)
    with scope(tenant=town.tenant.pk):
        assert rating_work in work_providers()
        assert [item.button for item in counted(rating_work(town.office, board.held_on))] == ["Mở bảng xếp loại"]
        assert list(counted(rating_work(reader, board.held_on))) == []
    town.decide(board)

    with scope(tenant=town.tenant.pk):
        notify_decided(board_id=board.pk, actor=town.office, at=NOON)
        assert [item.button for item in counted(rating_work(reader, board.held_on))] == ["Đọc kết quả"]
        assert list(counted(rating_work(town.office, board.held_on))) == []


def test_work_costs_the_same_however_much_waits(town, django_assert_max_num_queries):
    for number in range(3):
        town.leader(f"Lê Thị Phó {number}")
    town.prepare()

    with scope(tenant=town.tenant.pk), django_assert_max_num_queries(4):
        items = list(counted(rating_work(town.office, town.cycle.rating_date)))

    assert [item.what for item in items] == ["Thẩm định 3 tập thể, cá nhân đã tự xếp loại"]
