"""Many rows at once: the rules of single rows, errors by position, a fixed number of statements."""

from datetime import date

import pytest

from orgchart.errors import InvalidRows
from orgchart.models import AuditRecord, CellMembership, Person, Post
from orgchart.services import chart
from orgchart.services.chart import NewMembership, NewPerson, NewPost
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db


def _post(commune, person, **more):
    fields = {
        "title": "Bí thư", "title_group": "Bí thư", "rank": 1, "role": "head", "line": "party", "started_on": SINCE,
        "collective": commune["board"],
    }  # fmt: skip
    return NewPost(person=person, **fields | more)


def test_many_people_posts_and_memberships_are_written_in_few_statements(commune, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        people = chart.add_people(rows=[NewPerson(f"Lê Văn {n}") for n in range(300)], **commune.by)
        rows = [_post(commune, person, role="member", title="Ủy viên") for person in people]
        chart.appoint_all(rows=rows, **commune.by)
        chart.join_cells(rows=[NewMembership(person, commune["one"], SINCE) for person in people], **commune.by)

    assert (Person.objects.count(), Post.objects.count(), CellMembership.objects.count()) == (300, 300, 300)
    assert Post.objects.first().organization == commune["root"]
    assert Person.history.filter(tenant_id=commune.tenant.pk).count() == 300
    last = AuditRecord.objects.order_by("-pk").values_list("action", flat=True)[:3]
    assert list(last) == ["join_cells", "appoint_all", "add_people"]


def test_wrong_rows_are_named_by_position_and_nothing_is_written(commune):
    with pytest.raises(InvalidRows) as people:
        chart.add_people(
            rows=[NewPerson("Lê An"), NewPerson(" "), NewPerson("Lê Bình", date(1990, 1, 1), date(1999, 1, 1))],
            **commune.by,
        )
    assert {position: set(errors) for position, errors in people.value.errors.items()} == {
        1: {"full_name"}, 2: {"joined_party_on"},
    }  # fmt: skip
    assert not Person.objects.exists()


def test_rows_that_exclude_each_other_are_found_within_the_batch_and_in_the_database(commune):
    one, two, three = (commune.person(name) for name in ("Lê An", "Lê Bình", "Lê Chi"))
    commune.post(one, commune["board"], "head", title="Bí thư", ended_on=date(2023, 12, 31))
    rows = [
        _post(commune, two, started_on=date(2024, 1, 1)),
        _post(commune, three, started_on=date(2023, 6, 1)),
        _post(commune, two, started_on=date(2024, 5, 1)),
        _post(commune, three, organization=None, collective=None),
    ]
    with pytest.raises(InvalidRows) as missing:
        chart.appoint_all(rows=rows, **commune.by)
    with pytest.raises(InvalidRows) as posts:
        chart.appoint_all(rows=rows[:3], **commune.by)
    cells = [
        NewMembership(one, commune["one"], SINCE), NewMembership(one, commune["two"], SINCE),
        NewMembership(two, commune["root"], SINCE),
    ]  # fmt: skip
    with pytest.raises(InvalidRows) as places:
        chart.join_cells(rows=cells, **commune.by)
    with pytest.raises(InvalidRows) as lives:
        chart.join_cells(rows=cells[:2], **commune.by)

    assert set(missing.value.errors) == {3}
    assert {position: set(errors) for position, errors in posts.value.errors.items()} == {
        1: {"role"}, 2: {"role", "started_on"},
    }  # fmt: skip
    assert set(places.value.errors) == {2}
    assert {position: set(errors) for position, errors in lives.value.errors.items()} == {1: {"cell"}}
    assert Post.objects.count() == 1
    assert not CellMembership.objects.exists()
    chart.appoint_all(rows=rows[:1], **commune.by)
