"""The ledger on its page: every statement has one place that exists, and nothing is called proved without a test."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

from dossiers import clause_places
from dossiers.clause_places import BadPlacesError
from dossiers.clause_places import clause_places as places
from dossiers.views.clauses import may_open, page_url
from orgchart.kinds import Role
from orgchart.views.help import BY_SLUG
from reviews.regulations.clauses import all_clauses
from tests.access.matrix import MATRIX, ROLES
from tests.counting import statements_of
from tests.factories.orgchart import TenantFactory, actor_for
from tests.factories.reviews import CycleFactory

TESTS = Path(__file__).parents[1]


def marked() -> set[str]:
    """The statements that a marker of some test, or a case file that tests read, names as proved."""
    found = {one for path in TESTS.rglob("test_*.py") for one in _in_module(path)}
    for path in TESTS.rglob("cases/*/*.toml"):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found |= set(case.get("proves", case.get("clauses", [])))
    return found


def _in_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.clause"):
            starred = any(isinstance(one, ast.Starred) for one in node.args)
            where = ast.parse(path.read_text(encoding="utf-8")) if starred else node
            yield from (
                one.value for one in ast.walk(where) if isinstance(one, ast.Constant) and one.value in all_clauses()
            )


def test_every_statement_has_one_place_whose_page_and_help_exist():
    for clause_id, place in places().of.items():
        assert page_url(place.page, "cho-chu", 2024).startswith("/cho-chu/"), clause_id
        assert place.help in BY_SLUG, clause_id
        assert place.what[0].isupper(), clause_id

    assert set(places().of) == set(all_clauses())
    assert len(places().of) == 447


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *(role for role in Role if role.value in ROLES)])
def test_no_link_leads_to_a_page_that_is_closed_to_its_reader(role):
    actor = actor_for(TenantFactory(), *([role] if role else []))
    column = role.value if role else "member"

    for name in {place.page for place in places().of.values()}:
        assert may_open(name, actor) is (MATRIX[name][0][column] == 200), name


def test_nothing_is_called_proved_without_a_test():
    unproved = set(all_clauses()) - marked()

    assert sorted(unproved - places().open) == []


def test_a_statement_without_a_place_or_with_two_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "places.toml"
    row = '[[place]]\nwhat = "X"\npage = "reviews:cycle"\nhelp = "bat-dau"\nclauses = ["*"]\n'
    monkeypatch.setattr(clause_places, "FILE", file)

    for content in ("open = []\n" + row.replace("*", "HY-*"), "open = []\n" + row + row, 'open = ["XX-1"]\n' + row):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(BadPlacesError):
            clause_places.clause_places.__wrapped__()


@pytest.fixture
def page(client, db):
    """The ledger of a cycle, for somebody without a role."""
    tenant = TenantFactory(slug="cho-chu")
    CycleFactory(tenant=tenant)
    client.force_login(actor_for(tenant).account)
    return reverse("dossiers:clauses", args=["cho-chu", 2024])


@pytest.mark.clause("CC-IIIb.3-2")
def test_everybody_looks_statements_up_by_document_area_and_words_without_marks(client, page):
    everything = client.get(page).content.decode()
    found = client.get(page, {"tim": "nguoi dung dau khong cao hon", "van_ban": "HY", "linh_vuc": "rating"})
    nothing = client.get(page, {"tim": "khongcotunay"}).content.decode()

    assert "447 trong 447 điều khoản" in everything
    assert "HY-0-1" in everything
    assert "HY-B.II.2-5" in found.content.decode()
    assert "CC-I.6-3" not in found.content.decode()
    assert "Không có điều khoản nào" in nothing
    assert client.get(page, {"van_ban": "ZZ"}).status_code == 200


def test_the_page_is_cheap_and_says_what_is_not_there_yet(client, page):
    answer = client.get(page, {"tinh_trang": "chua"}).content.decode()

    assert len(statements_of(client, page)) <= 20
    assert f"{len(places().open)} trong 447 điều khoản" in answer
