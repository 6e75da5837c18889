"""An object of another tenant is answered like one that never was, whichever part of an address names it."""

import re

import pytest

from tests.access.conftest import taken_back
from tests.access.matrix import MATRIX
from tests.access.scenes import OWN_APPS, SCENES, Scene, address, patterns, row_of, variants

pytestmark = pytest.mark.django_db

NOWHERE = 999_999_999
# The one thing that an address which is not there, or not for the asker, leaves behind: a line in the own trail.
REFUSAL = ["orgchart_auditrecord"]
# Pages that open no session: whoever guesses there is nobody, and a line of the trail names somebody.
OPEN_TO_ALL = {"ratings:vote"}
# The token is new in every page; the number that was asked for stands in no page.
TOKEN = re.compile(rb'(X-CSRFToken": "|csrfmiddlewaretoken" value=")\w+')


def places() -> list[tuple[str, str]]:
    """Every part of an address that names a row."""
    return [
        (name, part)
        for name in variants()
        for part in patterns()[name.partition("@")[0]]
        if part != "tenant" and row_of(name, part)
    ]


@pytest.mark.parametrize(("name", "part"), places())
def test_object_of_another_tenant_looks_like_a_missing_one(world, name, part):
    scene = SCENES.get(name, Scene())
    scene.arrange(world.ours)
    scene.arrange(world.theirs)
    foreign = address(name, world.ours, **{part: world.theirs[row_of(name, part)].pk})
    missing = address(name, world.ours, **{part: NOWHERE})

    for role in ("office", "head", "own"):
        for method in ("GET", "POST"):
            payload = scene.payload(world.ours) if method == "POST" else None
            one, other = (world.try_out(role, method, url, payload) for url in (foreign, missing))

            assert one.status == other.status, (role, method)
            assert one.status in _expected(name, method, role), (role, method)
            assert TOKEN.sub(b"", one.body) == TOKEN.sub(b"", other.body), (role, method)
            assert one.recorder.written() == other.recorder.written(), (role, method)
            silent = one.status == 405 or name in OPEN_TO_ALL
            assert one.recorder.written() == ([] if silent else REFUSAL), (role, method)


def _expected(name: str, method: str, role: str) -> set[int]:
    """Whoever would be let in finds nothing; whoever would not may be told so before anything is looked for."""
    usual = MATRIX[name][method == "POST"][role]
    return {405} if usual == 405 else {403, 404} if usual == 403 else {404}


@pytest.mark.parametrize("name", [name for name in variants() if "tenant" in patterns()[name.partition("@")[0]]])
def test_address_of_another_tenant_looks_like_one_that_is_not_there(world, name):
    theirs = address(name, world.theirs)
    nowhere = theirs.replace(f"/{world.theirs.tenant.slug}/", "/khong-co/", 1)

    for method in ("GET", "POST"):
        one, other = (world.try_out("office", method, url) for url in (theirs, nowhere))

        assert (one.status, other.status) == (404, 404)
        assert one.recorder.written() == other.recorder.written() == REFUSAL
        assert TOKEN.sub(b"", one.body) == TOKEN.sub(b"", other.body)


# Fields of forms that name rows: what stands in them has to belong to the tenant too.
FIELDS = [
    ("orgchart:appoint", "organization", "front"),
    ("orgchart:appoint", "collective", "collective"),
    ("orgchart:entrust", "object", "cell"),
    ("orgchart:delegations", "borrower", "account"),
    ("orgchart:edit_post", "collective", "collective"),
    ("orgchart:join_cell", "cell", "cell"),
    ("orgchart:put_in_charge", "organization", "cell"),
    ("orgchart:merge_person", "double", "spare_head"),
    ("orgchart:personal_file", "person", "own"),
    ("orgchart:reorganize@chuyen-giao", "new_parent", "front"),
    ("orgchart:reorganize@giai-the", "members_to", "cell_two"),
    ("orgchart:set_manager", "managing_body", "root"),
    ("orgchart:discipline_person", "same_case_as", "discipline"),
    ("reviews:conference_new", "chair", "chair"),
    ("reviews:conference_new", "secretary", "secretary"),
    ("reviews:conference_change", "chair", "chair"),
    ("reviews:item_start", "chair", "chair"),
    ("reviews:item_start", "presenter", "chair"),
    ("reviews:item_comment", "person", "own"),
    ("ratings:board_new", "body", "body"),
    ("ratings:board_new", "groups", "spare_group"),
    ("ratings:change_group", "group", "spare_group"),
    ("dossiers:accept", "subject", "own_subject"),
]


@pytest.mark.parametrize(("name", "field", "row"), FIELDS)
def test_row_of_another_tenant_is_no_choice_in_a_form(world, name, field, row):
    scene = SCENES.get(name, Scene())
    scene.arrange(world.ours)
    payload = dict(scene.payload(world.ours)) | {field: world.theirs[row].pk}

    answer = world.ask("office", "POST", address(name, world.ours), payload)

    assert answer.status == 422
    assert answer.recorder.written() == []


def test_addresses_with_rows_are_many():
    assert len(places()) >= 70
    assert {name.partition(":")[0] for name, _ in places()} == set(OWN_APPS)


def test_neighbour_has_what_is_asked_for(world):
    """Without rows at the other end, every test of this module would pass on nothing."""
    with taken_back(), world.theirs.inside():
        missing = [name for name, row in world.theirs.rows.items() if not type(row).objects.filter(pk=row.pk).exists()]

    assert missing == []
    assert {row_of(name, part) for name, part in places()} <= set(world.theirs.rows)
