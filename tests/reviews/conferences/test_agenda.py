"""The order of a conference without any database: who comes when and why not now."""

import pytest

from orgchart.kinds import PostRole
from orgchart.names import name_sort_key
from reviews.agenda import Entry, OrderRules, hindrance, next_up, ordered
from reviews.states import AgendaState

RULES = OrderRules()


def person(subject_id, name, role, rank=20, state=AgendaState.WAITING):
    return Entry(subject_id, name, is_collective=False, role=role, rank=rank, sort_key=name_sort_key(name), state=state)


def collective(state=AgendaState.WAITING):
    return Entry(1, "Tập thể", is_collective=True, state=state)


def room(**states):
    """The worked example: collective, head A, deputies B and C, members D and E."""
    people = [("A", PostRole.HEAD), ("B", PostRole.DEPUTY), ("C", PostRole.DEPUTY), ("D", "member"), ("E", "member")]
    entries = [collective(states.get("T", AgendaState.WAITING))]
    entries += [
        person(number, f"Đồng chí {name}", role, state=states.get(name, AgendaState.WAITING))
        for number, (name, role) in enumerate(people, start=2)
    ]
    return entries


@pytest.mark.clause("HY-B.I.4.2-2", "HY-B.I.4.2-3")
def test_agenda_is_collective_then_head_then_deputies_then_members_by_rank_and_given_name():
    entries = [
        person(5, "Nguyễn Văn Út", PostRole.MEMBER),
        person(4, "Trần Thị Ánh", PostRole.MEMBER),
        person(3, "Lê Văn Bình", PostRole.DEPUTY, rank=12),
        person(6, "Vũ Văn An", PostRole.DEPUTY, rank=11),
        person(2, "Hoàng Thị Yến", PostRole.HEAD, rank=10),
        collective(),
    ]

    assert [entry.subject_id for entry in ordered(entries)] == [1, 2, 6, 3, 4, 5]
    assert next_up(entries).subject_id == 1


@pytest.mark.clause("HY-B.I.4.2-2", "HY-A.2-2")
@pytest.mark.parametrize("subject_id", [2, 3, 5])
def test_nobody_starts_before_the_collective_is_concluded(subject_id):
    found = hindrance(room(), subject_id, RULES)

    assert found.clause == "HY-B.I.4.2-2"
    assert "Tập thể" in found.message


@pytest.mark.clause("HY-B.I.4.2-3")
@pytest.mark.parametrize("subject_id", [3, 5])
def test_nobody_starts_before_the_head(subject_id):
    assert hindrance(room(T=AgendaState.CONCLUDED), subject_id, RULES).clause == "HY-B.I.4.2-3"
    assert hindrance(room(T=AgendaState.CONCLUDED), 2, RULES) is None


@pytest.mark.clause("HY-B.I.4.2-3", "CC-I.5-2")
def test_an_absent_head_lets_the_deputy_start():
    assert hindrance(room(T=AgendaState.CONCLUDED, A=AgendaState.ABSENT), 3, RULES) is None


@pytest.mark.clause("HY-B.I.4.2-3")
def test_a_member_waits_for_all_deputies_unless_the_set_says_otherwise():
    entries = room(T=AgendaState.CONCLUDED, A=AgendaState.CONCLUDED, B=AgendaState.CONCLUDED)

    assert "cấp phó" in hindrance(entries, 5, RULES).message
    assert hindrance(entries, 5, OrderRules(deputies_before_members=False)) is None
    assert hindrance(entries, 4, RULES) is None


def test_one_item_runs_at_a_time_and_none_twice():
    entries = room(T=AgendaState.RUNNING)

    assert "Tập thể" in hindrance(entries, 2, RULES).message
    assert hindrance(room(T=AgendaState.CONCLUDED), 1, RULES).message.endswith("đã có kết luận.")


def test_deputies_may_change_places_among_themselves():
    assert hindrance(room(T=AgendaState.CONCLUDED, A=AgendaState.CONCLUDED), 4, RULES) is None
