"""Who is reviewed where: the worked examples P1 to P15 and the choice of the rated post, each under its own set."""

from datetime import date

import pytest

from orgchart.kinds import CollectiveKind as Kind
from orgchart.kinds import Level, OrganizationKind, PostRole
from reviews import places
from reviews.places import ALL_STAFF, COLLECTIVE, KEY_CADRES, WHOLE_CELL, Body, Decisions, Holding, PlaceOfReview
from reviews.regulations.loader import load_set
from reviews.scope_rules import scope_rules

CELL = 7
HY, CC, SL = (scope_rules(load_set(code)) for code in ("hung-yen-2019", "cho-chu-2024", "son-la-bdt-2022"))


def body(collective_id=1, kind=Kind.UNIT_LEADERSHIP, members=3, cell_id=None, level=Level.PROVINCE, **more):
    return Body(collective_id, kind, members, cell_id, level, **more)


def holding(post_id=1, **fields):
    given = {"rank": 20, "role": PostRole.HEAD, "started_on": date(2020, 6, 1)} | fields
    return Holding(post_id=post_id, **given)


def places_of(holdings, rated, cell_id, rules, decided=None):
    return list(places.places_of(holdings, rated, cell_id, rules, decided).places)


def where(found):
    return [(place.audience, place.collective_id or place.cell_id) for place in found]


@pytest.mark.clause("HY-B.I.2.2-1")
@pytest.mark.parametrize("level", [Level.PROVINCE, Level.DISTRICT])
def test_p1_a_member_of_a_standing_committee_is_reviewed_there_and_in_the_own_department(level):
    posts = [
        holding(1, rank=5, role=PostRole.MEMBER, body=body(1, Kind.STANDING_COMMITTEE, 15, level=level)),
        holding(2, rank=10, body=body(2, Kind.DEPARTMENT, 4, level=level)),
    ]

    found = places_of(posts, 1, CELL, HY)

    assert where(found) == [(COLLECTIVE, 1), (COLLECTIVE, 2)]
    assert found[0].clauses == ("HY-B.I.2.2-1",)


@pytest.mark.clause("HY-B.I.2.2-2")
def test_p2_a_member_of_the_executive_committee_only_is_reviewed_where_the_person_works():
    posts = [
        holding(1, rank=8, role=PostRole.MEMBER, body=body(1, Kind.EXECUTIVE_COMMITTEE, 45)),
        holding(2, rank=10, body=body(2, Kind.DEPARTMENT, 4)),
    ]

    assert where(places_of(posts, 2, CELL, HY)) == [(COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-4")
def test_p3_a_vice_chair_of_a_council_is_reviewed_in_its_standing_body():
    standing = body(3, Kind.COUNCIL_STANDING, 4, level=Level.DISTRICT)
    vice_chair = holding(
        1, role=PostRole.DEPUTY, unit_kind=OrganizationKind.PEOPLES_COUNCIL, nearby={Kind.COUNCIL_STANDING: standing}
    )

    found = places_of([vice_chair], 1, CELL, HY)

    assert where(found) == [(COLLECTIVE, 3)]
    assert found[0].clauses == ("HY-B.I.2.2-4",)


@pytest.mark.clause("HY-B.I.2.2-5")
@pytest.mark.parametrize(("full_time", "expected"), [(True, [(COLLECTIVE, 4)]), (False, [])])
def test_p4_only_full_time_members_of_the_inspection_commission_have_a_place_there(full_time, expected):
    standing = body(4, Kind.INSPECTION_STANDING, 5)
    member = holding(
        1, role=PostRole.MEMBER, is_full_time=full_time, body=standing, nearby={Kind.INSPECTION_STANDING: standing}
    )

    assert where(places_of([member], 1, CELL, HY)) == expected


@pytest.mark.clause("HY-B.I.2.2-9")
@pytest.mark.parametrize("rules", [HY, CC, SL])
def test_p5_somebody_outside_the_party_is_reviewed_in_the_own_leadership_only(rules):
    deputy = holding(role=PostRole.DEPUTY, body=body(9, Kind.DEPARTMENT, 4))

    assert where(places_of([deputy], 1, None, rules)) == [(COLLECTIVE, 9)]


@pytest.mark.clause("HY-B.I.2.2-10")
@pytest.mark.parametrize(("leading", "offered"), [(3, True), (2, False)])
def test_p6_p7_a_further_place_may_be_asked_for_from_three_leading_posts_on(leading, offered):
    posts = [holding(number, rank=number, body=body(number)) for number in range(1, leading + 1)]
    staff = holding(9, role=PostRole.STAFF)
    asked = Decisions(extra=(PlaceOfReview(COLLECTIVE, 8, clauses=("HY-B.I.2.2-10",)),))

    assert places.may_request_place([*posts, staff], HY) is offered
    assert not places.may_request_place(posts, CC), "there further places are a duty"
    assert where(places_of(posts, 1, None, HY, asked))[-1] == (COLLECTIVE, 8)


@pytest.mark.clause("CC-II.2.2-1", "CC-II.2.2-2")
def test_p8_a_chair_of_a_mass_organisation_is_reviewed_in_cell_and_standing_committee():
    found = places_of([holding(body=body(3, Kind.MASS_STANDING, 5))], 1, CELL, CC)

    assert where(found) == [(WHOLE_CELL, CELL), (COLLECTIVE, 3)]
    assert [place.clauses for place in found] == [("CC-II.2.2-1",), ("CC-II.2.2-2",)]


@pytest.mark.clause("CC-II.2.2-4")
@pytest.mark.parametrize(("members", "audience"), [(0, ALL_STAFF), (2, ALL_STAFF), (3, COLLECTIVE)])
def test_p9_p10_a_leadership_below_three_is_reviewed_before_the_whole_unit(members, audience):
    found = places_of([holding(body=body(members=members))], 1, CELL, CC)

    assert where(found) == [(WHOLE_CELL, CELL), (audience, 1)]


@pytest.mark.clause("CC-II.2.2-3")
@pytest.mark.parametrize(
    ("members", "expected"), [(2, [(WHOLE_CELL, CELL)]), (3, [(WHOLE_CELL, CELL), (COLLECTIVE, 4)])]
)
def test_p11_a_committee_of_secretary_and_deputy_leaves_the_review_to_the_whole_cell(members, expected):
    secretary = holding(body=body(4, Kind.CELL_COMMITTEE, members, CELL), cell_id=CELL)

    assert where(places_of([secretary], 1, CELL, CC)) == expected


def test_a_secretary_of_a_cell_without_committee_is_reviewed_by_the_whole_cell():
    found = places_of([holding(cell_id=CELL)], 1, CELL, CC)

    assert where(found) == [(WHOLE_CELL, CELL)]
    assert found[0].clauses == ("CC-II.2.2-1", "CC-II.2.2-3")


@pytest.mark.clause("CC-II.2.2-6", "CC-II.2.1-4")
def test_p12_a_concurrent_post_that_is_not_full_time_gives_no_place_but_a_report():
    vice_chair = holding(1, role=PostRole.DEPUTY, body=body(5, Kind.GOVERNMENT_LEADERSHIP))
    fund = holding(2, rank=40, is_full_time=False, working_share=10, body=body(6))

    assert where(places_of([vice_chair, fund], 1, CELL, CC)) == [(WHOLE_CELL, CELL), (ALL_STAFF, 5)]
    assert places.reported_posts([vice_chair, fund], 1, CC) == [2]


@pytest.mark.clause("CC-III.3-7")
def test_p13_a_suspended_member_is_reviewed_in_the_present_cell_only():
    suspended = holding(1, body=body(2, Kind.STANDING_COMMITTEE, 7), is_suspended=True)
    other = holding(2, rank=30, body=body(3))

    assert where(places_of([suspended, other], 1, CELL, CC)) == [(WHOLE_CELL, CELL)]


@pytest.mark.clause("SL-II.2.2-1", "SL-II.2.2-2", "SL-II.2.2-3")
def test_p14_cell_highest_collective_and_the_workplace_where_it_is_another():
    seat = holding(1, rank=8, role=PostRole.MEMBER, working_share=10, body=body(1, Kind.MASS_STANDING, 9))
    deputy = holding(
        2, rank=12, role=PostRole.DEPUTY, working_share=90, body=body(2, Kind.UNIT_LEADERSHIP, 3, level=Level.UNIT)
    )

    both = places_of([deputy, seat], 2, CELL, SL)

    assert where(both) == [(WHOLE_CELL, CELL), (COLLECTIVE, 1), (COLLECTIVE, 2)]
    assert where(places_of([deputy], 2, CELL, SL)) == [(WHOLE_CELL, CELL), (COLLECTIVE, 2)]


def test_the_highest_collective_comes_last_and_hears_of_the_others_only_where_the_set_says_so():
    deputy = holding(2, rank=12, role=PostRole.DEPUTY, body=body(2))

    assert [place.opens_last for place in places_of([deputy], 2, CELL, SL)] == [False, True]
    assert [place.opens_last for place in places_of([deputy], 2, None, SL)] == [False]
    assert [place.opens_last for place in places_of([deputy], 2, CELL, CC)] == [False, False]


@pytest.mark.clause("SL-II.2.2-6", "SL-II.1-2")
@pytest.mark.parametrize(("cell", "expected"), [(CELL, [(WHOLE_CELL, CELL), (ALL_STAFF, 2)]), (None, [(ALL_STAFF, 2)])])
def test_p15_a_civil_servant_without_post_is_reviewed_before_the_own_office(cell, expected):
    staff = holding(1, role=PostRole.STAFF, nearby={Kind.UNIT_LEADERSHIP: body(2)})

    assert where(places_of([staff], 1, cell, SL)) == expected


@pytest.mark.clause("CC-II.2.2-5")
def test_each_further_full_time_post_adds_a_place():
    posts = [holding(1, rank=10, body=body(1)), holding(2, rank=20, body=body(2)), holding(3, rank=30, body=body(3))]

    assert where(places_of(posts, 1, CELL, CC)) == [(WHOLE_CELL, CELL)] + [(COLLECTIVE, i) for i in (1, 2, 3)]


@pytest.mark.clause("CC-II.2.2-9")
@pytest.mark.parametrize(
    ("shares", "decided", "place", "tied"),
    [((40, 60), (), 2, ()), ((50, 50), (), 1, (1, 2)), ((50, 50), (2,), 2, ()), ((60, 40), (2,), 2, ())],
)
def test_among_equivalent_posts_more_working_time_gives_the_place_and_a_tie_waits_for_a_decision(
    shares, decided, place, tied
):
    posts = [
        holding(1, working_share=shares[0], started_on=date(2019, 1, 1), body=body(1)),
        holding(2, working_share=shares[1], body=body(2)),
    ]

    found = places.places_of(posts, 2, None, CC, Decisions(posts=frozenset(decided)))

    assert (where(found.places), found.tied_posts) == ([(COLLECTIVE, place)], tied)


@pytest.mark.clause("HY-B.I.2.2-3")
def test_the_leaders_of_an_assembly_delegation_are_reviewed_by_the_leadership_of_its_office():
    delegation = body(1, Kind.ASSEMBLY_DELEGATION, 2)
    leader = holding(1, body=delegation, nearby={Kind.UNIT_LEADERSHIP: body(2)})

    assert where(places_of([leader], 1, CELL, HY)) == [(COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-7")
def test_a_member_of_a_grassroots_committee_is_reviewed_there_and_in_the_own_leadership():
    posts = [
        holding(1, rank=8, role=PostRole.MEMBER, body=body(1, Kind.EXECUTIVE_COMMITTEE, 15, level=Level.COMMUNE)),
        holding(2, rank=10, body=body(2, level=Level.COMMUNE)),
    ]

    assert where(places_of(posts, 1, CELL, HY)) == [(COLLECTIVE, 1), (COLLECTIVE, 2)]


@pytest.mark.clause("HY-B.I.2.2-6")
@pytest.mark.parametrize("kind", [Kind.PARTY_GROUP, Kind.PARTY_BOARD, Kind.MASS_STANDING])
def test_members_of_a_party_group_are_reviewed_there_and_in_their_unit_and_the_same_body_is_one_place(kind):
    group = holding(1, rank=5, role=PostRole.MEMBER, is_full_time=False, body=body(1, kind, 5))
    unit = holding(2, rank=10, body=body(2))

    assert where(places_of([group, unit], 2, CELL, HY)) == [(COLLECTIVE, 1), (COLLECTIVE, 2)]
    again = holding(3, rank=10, role=PostRole.DEPUTY, body=body(1, kind, 5))
    assert where(places_of([group, again], 3, CELL, HY)) == [(COLLECTIVE, 1)]


@pytest.mark.parametrize("rules", [HY, SL])
def test_under_the_one_head_regime_the_body_chooses_between_key_cadres_and_all_staff(rules):
    unit = body(2, has_single_head=True)
    head = holding(1, body=unit)

    waiting = places.places_of([head], 1, None, rules)
    chosen = places.places_of([head], 1, None, rules, Decisions(audiences={2: KEY_CADRES}))

    assert (where(waiting.places), waiting.open_audiences) == ([(ALL_STAFF, 2)], (2,))
    assert (where(chosen.places), chosen.open_audiences) == ([(KEY_CADRES, 2)], ())


@pytest.mark.clause("CC-II.2.1-7")
def test_a_cell_committee_is_reviewed_at_the_conference_of_the_cell():
    place = places.body_place(body(4, Kind.CELL_COMMITTEE, 3, CELL), CC)

    assert (place.audience, place.cell_id, place.collective_id) == (WHOLE_CELL, CELL, None)
    assert place.clauses == ("CC-II.2.1-7",)


@pytest.mark.clause("CC-II.2.1-1", "HY-B.I.2.1-1")
@pytest.mark.parametrize(("rules", "clause"), [(CC, "CC-II.2.1-1"), (HY, "HY-B.I.2.1-1")])
def test_a_collective_is_reviewed_at_its_own_conference(rules, clause):
    place = places.body_place(body(4, Kind.FRONT_STANDING, 3), rules)

    assert (place.audience, place.collective_id, place.clauses) == (COLLECTIVE, 4, (clause,))


@pytest.mark.clause("CC-I.6-2")
def test_the_rated_post_is_the_highest_managed_one():
    posts = [holding(1, rank=30), holding(2, rank=10), holding(3, rank=5)]

    assert places.rated_post(posts, lambda post: post.post_id != 3, CC) == places.RatedPost(2, ("CC-I.6-2",))


@pytest.mark.clause("CC-III.3-8")
@pytest.mark.parametrize(
    ("shares", "decided", "post_id", "tied"),
    [((60, 40), (), 1, ()), ((40, 60), (), 2, ()), ((50, 50), (), 1, (1, 2)), ((50, 50), (2,), 2, ())],
)
def test_among_equal_ranks_the_larger_share_is_rated_and_a_tie_is_decided(shares, decided, post_id, tied):
    posts = [
        holding(1, working_share=shares[0], started_on=date(2019, 1, 1)),
        holding(2, working_share=shares[1], started_on=date(2020, 1, 1)),
    ]

    found = places.rated_post(posts, lambda post: True, CC, frozenset(decided))

    assert found == places.RatedPost(post_id, ("CC-III.3-8",), tied)


def test_nobody_without_a_managed_post_is_rated():
    assert places.rated_post([holding(1)], lambda post: False, CC) is None
