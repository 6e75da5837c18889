"""Who is reviewed where: the worked examples P8 to P13 and the choice of the rated post."""

from datetime import date

import pytest

from orgchart.kinds import CollectiveKind as Kind
from orgchart.kinds import PostRole
from reviews import places
from reviews.places import ALL_STAFF, COLLECTIVE, WHOLE_CELL, Body, Holding
from reviews.rules import CycleRules

CELL = 7
RULES = CycleRules(reviewed=frozenset(), rated=frozenset(), government_before_all_staff=True)


def body(collective_id=1, kind=Kind.UNIT_LEADERSHIP, members=3, cell_id=None):
    return Body(collective_id, kind, members, cell_id)


def holding(post_id=1, **fields):
    given = {"rank": 20, "role": PostRole.HEAD, "started_on": date(2020, 6, 1)} | fields
    return Holding(post_id=post_id, **given)


def where(found):
    return [(place.audience, place.collective_id or place.cell_id) for place in found]


@pytest.mark.clause("CC-II.2.2-1", "CC-II.2.2-2")
def test_p8_a_chair_of_a_mass_organisation_is_reviewed_in_cell_and_standing_committee():
    found = places.places_of([holding(body=body(3, Kind.MASS_STANDING, 5))], 1, CELL, RULES)

    assert where(found) == [(WHOLE_CELL, CELL), (COLLECTIVE, 3)]
    assert [place.clauses for place in found] == [("CC-II.2.2-1",), ("CC-II.2.2-2",)]


@pytest.mark.clause("CC-II.2.2-4")
@pytest.mark.parametrize(("members", "audience"), [(0, ALL_STAFF), (2, ALL_STAFF), (3, COLLECTIVE)])
def test_p9_p10_a_leadership_below_three_is_reviewed_before_the_whole_unit(members, audience):
    found = places.places_of([holding(body=body(members=members))], 1, CELL, RULES)

    assert where(found) == [(WHOLE_CELL, CELL), (audience, 1)]


@pytest.mark.clause("CC-II.2.2-3")
@pytest.mark.parametrize(
    ("members", "expected"), [(2, [(WHOLE_CELL, CELL)]), (3, [(WHOLE_CELL, CELL), (COLLECTIVE, 4)])]
)
def test_p11_a_committee_of_secretary_and_deputy_leaves_the_review_to_the_whole_cell(members, expected):
    secretary = holding(body=body(4, Kind.CELL_COMMITTEE, members, CELL), cell_id=CELL)

    assert where(places.places_of([secretary], 1, CELL, RULES)) == expected


def test_a_secretary_of_a_cell_without_committee_is_reviewed_by_the_whole_cell():
    found = places.places_of([holding(cell_id=CELL)], 1, CELL, RULES)

    assert where(found) == [(WHOLE_CELL, CELL)]
    assert found[0].clauses == ("CC-II.2.2-1", "CC-II.2.2-3")


@pytest.mark.clause("CC-II.2.2-6", "CC-II.2.1-4")
def test_p12_a_concurrent_post_that_is_not_full_time_gives_no_place():
    vice_chair = holding(1, role=PostRole.DEPUTY, body=body(5, Kind.GOVERNMENT_LEADERSHIP))
    fund = holding(2, rank=40, is_full_time=False, working_share=10, body=body(6))

    found = places.places_of([vice_chair, fund], 1, CELL, RULES)

    assert where(found) == [(WHOLE_CELL, CELL), (ALL_STAFF, 5)]


@pytest.mark.clause("CC-III.3-7")
def test_p13_a_suspended_member_is_reviewed_in_the_present_cell_only():
    suspended = holding(1, body=body(2, Kind.STANDING_COMMITTEE, 7), is_suspended=True)
    other = holding(2, rank=30, body=body(3))

    assert where(places.places_of([suspended, other], 1, CELL, RULES)) == [(WHOLE_CELL, CELL)]


@pytest.mark.clause("CC-II.2.2-5")
def test_each_further_full_time_post_adds_a_place():
    posts = [holding(1, rank=10, body=body(1)), holding(2, rank=20, body=body(2)), holding(3, rank=30, body=body(3))]

    assert where(places.places_of(posts, 1, CELL, RULES)) == [(WHOLE_CELL, CELL)] + [(COLLECTIVE, i) for i in (1, 2, 3)]


@pytest.mark.clause("CC-II.2.2-9")
def test_among_equivalent_posts_the_one_with_more_working_time_gives_the_place():
    posts = [holding(1, working_share=40, body=body(1)), holding(2, working_share=60, body=body(2))]

    assert where(places.places_of(posts, 2, None, RULES)) == [(COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-2")
def test_the_executive_committee_is_no_place():
    posts = [
        holding(1, rank=10, role=PostRole.MEMBER, body=body(1, Kind.EXECUTIVE_COMMITTEE, 27)),
        holding(2, body=body(2)),
    ]

    assert where(places.places_of(posts, 2, None, RULES)) == [(COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-9")
def test_somebody_outside_the_party_gets_no_cell():
    assert where(places.places_of([holding(body=body(9))], 1, None, RULES)) == [(COLLECTIVE, 9)]


@pytest.mark.clause("HY-B.I.2.2-1")
def test_a_member_of_a_standing_committee_with_a_leading_post_elsewhere_has_both_places():
    posts = [
        holding(1, rank=5, role=PostRole.MEMBER, body=body(1, Kind.STANDING_COMMITTEE, 11)),
        holding(2, rank=10, body=body(2)),
    ]

    assert where(places.places_of(posts, 1, None, RULES)) == [(COLLECTIVE, 1), (COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-6")
def test_the_same_body_is_one_place():
    posts = [holding(1, rank=5, body=body(1)), holding(2, rank=10, role=PostRole.DEPUTY, body=body(1))]

    assert where(places.places_of(posts, 1, None, RULES)) == [(COLLECTIVE, 1)]


@pytest.mark.clause("CC-II.2.1-7")
def test_a_cell_committee_is_reviewed_at_the_conference_of_the_cell():
    place = places.body_place(body(4, Kind.CELL_COMMITTEE, 3, CELL), RULES)

    assert (place.audience, place.cell_id, place.collective_id) == (WHOLE_CELL, CELL, None)


@pytest.mark.clause("CC-II.2.1-1", "HY-B.I.2.1-1")
def test_a_collective_is_reviewed_at_its_own_conference():
    place = places.body_place(body(4, Kind.FRONT_STANDING, 3), RULES)

    assert (place.audience, place.collective_id) == (COLLECTIVE, 4)


@pytest.mark.clause("CC-I.6-2")
def test_the_rated_post_is_the_highest_managed_one():
    posts = [holding(1, rank=30), holding(2, rank=10), holding(3, rank=5)]

    assert places.rated_post(posts, lambda post: post.post_id != 3) == places.RatedPost(2, "CC-I.6-2")


@pytest.mark.clause("CC-III.3-8")
@pytest.mark.parametrize(
    ("shares", "post_id", "is_tied"), [((60, 40), 1, False), ((40, 60), 2, False), ((50, 50), 1, True)]
)
def test_among_equal_ranks_the_larger_share_is_rated_and_a_tie_is_told(shares, post_id, is_tied):
    posts = [
        holding(1, working_share=shares[0], started_on=date(2019, 1, 1)),
        holding(2, working_share=shares[1], started_on=date(2020, 1, 1)),
    ]

    assert places.rated_post(posts, lambda post: True) == places.RatedPost(post_id, "CC-III.3-8", is_tied)


def test_nobody_without_a_managed_post_is_rated():
    assert places.rated_post([holding(1)], lambda post: False) is None
