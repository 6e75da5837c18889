"""The pages of the chart: light at two thousand bodies, kind to whoever comes second, and telling what was."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.kinds import CollectiveKind, OrganizationKind, Role
from orgchart.models import Collective, Organization, Person, Post
from orgchart.services import chart
from orgchart.tenancy import create_all, scope
from tests.counting import statements_of
from tests.factories.orgchart import CollectiveFactory, OrganizationFactory, PersonFactory, PostFactory, actor_for
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(commune):
    """The office in front of a browser."""
    client = Client()
    client.force_login(commune.office.account)
    return client


def url(commune, name, *args):
    """An address of the tenant."""
    return reverse(f"orgchart:{name}", args=[commune.tenant.slug, *args])


def grow(commune, branches, units):
    """So many units in each of so many branches, each with a body, a head and a post."""
    tenant, root = commune.tenant, commune["root"]
    standing = Organization.objects.filter(depth=2).count()
    with scope(tenant=tenant.pk):
        tops = [
            OrganizationFactory.build(
                tenant=tenant, name=f"Khối {number}", depth=2, numchild=units,
                path=Organization._get_path(root.path, 2, standing + number + 1),
            )
            for number in range(branches)
        ]  # fmt: skip
        rows = create_all(Organization, tops)
        below = [
            OrganizationFactory.build(
                tenant=tenant, name=f"Tổ {number} {top.name}", depth=3, kind=OrganizationKind.AGENCY,
                path=Organization._get_path(top.path, 3, number + 1),
            )
            for top in rows
            for number in range(units)
        ]  # fmt: skip
        made = create_all(Organization, below)
        bodies = create_all(
            Collective,
            [CollectiveFactory.build(tenant=tenant, organization=row, name=f"Lãnh đạo {row.name}") for row in made],
        )
        people = create_all(Person, [PersonFactory.build(tenant=tenant) for _ in bodies])
        create_all(
            Post,
            [
                PostFactory.build(tenant=tenant, person=person, collective=body, organization=body.organization)
                for person, body in zip(people, bodies, strict=True)
            ],
        )


def test_tree_and_roster_cost_the_same_at_two_thousand_bodies(commune, client):
    """At most twenty statements, the same as with a handful, and a page that stays small."""
    grow(commune, 2, 2)
    branch = Organization.objects.get(name="Khối 1")
    pages = {
        "tree": url(commune, "chart"),
        "branch": f"{url(commune, 'chart')}?nhanh={branch.pk}",
        "search": f"{url(commune, 'chart')}?tim=to 1",
        "unit": url(commune, "organization", branch.pk),
        "roster": f"{url(commune, 'persons')}?don-vi={commune['root'].pk}&xep=chuc-vu&vai-tro=truong&hien=dang",
        "pick": f"{url(commune, 'appoint', Person.objects.first().pk)}?tim=to",
    }
    few = {name: len(statements_of(client, page)) for name, page in pages.items()}
    grow(commune, 40, 50)

    many = {name: statements_of(client, page) for name, page in pages.items()}

    assert {name: len(found) for name, found in many.items()} == few
    assert max(few.values()) <= 20, few
    assert all(len(client.get(page).content) < 120_000 for page in pages.values())
    text = client.get(pages["tree"]).content.decode()
    assert "50 đơn vị trực thuộc" in text
    assert "Tổ 1 Khối 5" not in text
    assert "Tổ 1 Khối 5" in client.get(pages["search"]).content.decode()


def test_second_writer_sees_what_stands_there_and_loses_nothing(commune, client):
    person = commune.person("Lê An")
    post = commune.post(person, commune["board"], "member")
    sheets = {
        url(commune, "person", person.pk): {"full_name": "Lê An Bình", "residence": "Xóm Hai"},
        url(commune, "organization_edit", commune["one"].pk): {
            "name": "Chi bộ Một mới", "kind": "party_cell", "level": "unit", "bloc": "party",
        },
        url(commune, "collective_edit", commune["board"].pk): {"name": "Ban Thường vụ Đảng ủy xã"},
        url(commune, "edit_post", post.pk): {
            "title": "Ủy viên thường trực", "title_group": "Ủy viên", "rank": 3, "role": "member", "line": "party",
            "working_share": 100, "started_on": "01/07/2020", "collective": commune["board"].pk,
        },
    }  # fmt: skip
    chart.update_person(person_id=person.pk, residence="Xóm Một", **commune.by)
    chart.update_organization(organization_id=commune["one"].pk, name="Chi bộ Số Một", **commune.by)
    chart.update_collective(
        collective_id=commune["board"].pk, name="Ban Thường vụ xã", valid_from=None, valid_to=None, **commune.by
    )
    chart.update_post(post_id=post.pk, rank=7, **commune.by)
    theirs = ("Xóm Một", "Chi bộ Số Một", "Ban Thường vụ xã", "Thứ bậc (1 là cao nhất): 7")

    for (page, typed), their in zip(sheets.items(), theirs, strict=True):
        answer = client.post(page, typed | {"version": 1})
        text = answer.content.decode()

        assert answer.status_code == 409, page
        assert their in text, page
        assert str(next(iter(typed.values()))) in text, page
        again = client.post(page, typed | {"version": 2})
        assert again.status_code == 302, page
    assert Person.objects.get().residence == "Xóm Hai"


def test_past_day_shows_the_chart_as_it_was(commune, client):
    chart.dissolve_organization(organization_id=commune["one"].pk, happened_on=date(2024, 8, 1), **commune.by)

    now = client.get(f"{url(commune, 'chart')}?ngay=01/08/2024").content.decode()
    then = client.get(f"{url(commune, 'chart')}?ngay=31/07/2024").content.decode()

    assert ("Chi bộ Một" in now, "Chi bộ Một" in then) == (False, True)


def test_page_of_an_organisation_tells_everything_about_it(commune, client):
    cell, person = commune["one"], commune.person("Ma Thị Hòa")
    body = commune.body("Chi ủy Chi bộ Một", CollectiveKind.CELL_COMMITTEE, cell)
    post = commune.post(person, body, "head", title="Bí thư chi bộ")
    chart.join_cell(person=commune.person("Lê Văn Bình"), cell=cell, started_on=SINCE, **commune.by)
    chart.put_in_charge(person=commune.person("Lò Thị Chung"), organization=cell, started_on=SINCE, **commune.by)
    chart.set_manager(managed=post, managed_by=commune.tenant, valid_from=SINCE, **commune.by)
    chart.transfer_organization(
        organization_id=cell.pk, new_parent=commune["two"], happened_on=date(2024, 1, 1),
        former_opinion="Hoàn thành tốt nhiệm vụ.", **commune.by,
    )  # fmt: skip

    text = client.get(url(commune, "organization", cell.pk)).content.decode()

    for words in (
        "Chi ủy Chi bộ Một", "Ma Thị Hòa", "Bí thư chi bộ", "Lê Văn Bình", "Lò Thị Chung", commune.tenant.name,
        "Chuyển giao, tiếp nhận ngày 01/01/2024", "Hoàn thành tốt nhiệm vụ.", "Sáp nhập", "Chia tách", "Giải thể",
    ):  # fmt: skip
        assert words in text, words


def test_move_to_another_post_is_one_form(commune, client):
    person = commune.person("Lê An")
    old = commune.post(person, commune["board"], "member")
    page = f"{url(commune, 'appoint', person.pk)}?to-chuc={commune['root'].pk}"
    assert f'value="{old.pk}"' in client.get(page).content.decode()

    client.post(
        page,
        {
            "organization": commune["root"].pk, "collective": commune["board"].pk, "title": "Phó Bí thư",
            "title_group": "Phó Bí thư", "rank": 2, "role": "deputy", "line": "party", "working_share": 100,
            "started_on": "01/03/2024", "replaces": old.pk,
        },
    )  # fmt: skip

    held = Post.objects.order_by("started_on").values_list("title", "ended_on")
    assert list(held) == [("Ủy viên", date(2024, 2, 29)), ("Phó Bí thư", None)]


def test_split_on_the_page_asks_for_everybody(commune, client):
    person = commune.person("Lê An")
    member = chart.join_cell(person=person, cell=commune["one"], started_on=SINCE, **commune.by)
    page = url(commune, "reorganize", commune["one"].pk, "chia-tach")
    typed = {"part_0": "Chi bộ A", "part_1": "Chi bộ B", "happened_on": "01/08/2024"}

    refused = client.post(page, typed | {"rest": "stay"})
    assert refused.status_code == 422
    assert "Còn 1 đảng viên chưa có chi bộ mới" in refused.content.decode()
    assert client.post(page, typed | {"rest": "0", f"member_{member.pk}": "1"}).status_code == 302

    assert Organization.objects.get(name="Chi bộ B").memberships.get().person == person


def test_merged_person_leads_to_the_kept_one(commune, client):
    kept, double = commune.person("Lê An"), commune.person("Lê An")
    found = client.get(url(commune, "merge_person", kept.pk)).content.decode()
    assert f"?trung={double.pk}" in found

    client.post(url(commune, "merge_person", kept.pk), {"double": double.pk})

    answer = client.get(url(commune, "person", double.pk))
    assert (answer.status_code, answer.url) == (302, url(commune, "person", kept.pk))


def test_discipline_is_written_by_the_inspection_commission(commune):
    inspection = Client()
    inspection.force_login(actor_for(commune.tenant, Role.INSPECTION).account)
    person = commune.person("Lê An")

    inspection.post(
        url(commune, "discipline_person", person.pk),
        {"degree": "khien_trach", "decision_number": "1-QĐ/UBKT", "decided_on": "01/03/2024", "violation": "Vi phạm"},
    )

    page = inspection.get(url(commune, "disciplines")).content.decode()
    assert "1-QĐ/UBKT" in page
    assert "Sửa quyết định 1-QĐ/UBKT" in page
