"""The help inside the product: behind the login, the same in every tenant, and leading only to pages that exist."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from orgchart.views.help import PAGES
from tests.counting import statements_of
from tests.factories.orgchart import AccountFactory, RoleGrantFactory, TenantFactory

ROOT = Path(__file__).parents[2]
APPS = ("orgchart", "reviews", "ratings", "dossiers")

pytestmark = pytest.mark.django_db


def logged_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def links_in(html: str, under: str) -> set[str]:
    return set(re.findall(rf'href="({under}[^"#?]*)"', html))


@pytest.mark.parametrize("address", ["/tro-giup/", "/tro-giup/bat-dau/"])
def test_help_is_for_those_who_have_logged_in(client, address):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={address}"


def test_index_leads_to_every_page_in_order_of_the_year():
    page = logged_in(AccountFactory()).get("/tro-giup/").content.decode()

    places = [page.index(f'href="/tro-giup/{one.slug}/"') for one in PAGES]
    assert places == sorted(places)
    assert links_in(page, "/tro-giup/") == {"/tro-giup/"} | {f"/tro-giup/{one.slug}/" for one in PAGES}


@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.slug)
def test_page_shows_its_title_and_the_way_to_the_next(shown):
    answer = logged_in(AccountFactory()).get(reverse("orgchart:help_page", args=[shown.slug]))
    html = answer.content.decode()

    assert answer.status_code == 200
    assert f"<h1>{shown.title}</h1>" in html
    assert f'<strong aria-current="page">{shown.title}</strong>' in html
    following = PAGES[PAGES.index(shown) + 1 :]
    assert [f"Đọc tiếp: {one.title}" for one in following[:1]] == re.findall(r"Đọc tiếp: [^<]+", html)


def test_unknown_page_does_not_exist():
    assert logged_in(AccountFactory()).get("/tro-giup/khong-co/").status_code == 404


def test_a_tenant_of_the_same_name_does_not_hide_the_help():
    grant = RoleGrantFactory(tenant=TenantFactory(slug="tro-giup"))

    page = logged_in(grant.account).get("/tro-giup/")

    assert "<h1>Trợ giúp</h1>" in page.content.decode()


def test_whoever_works_in_one_tenant_keeps_its_entries():
    grant = RoleGrantFactory()

    page = logged_in(grant.account).get("/tro-giup/bat-dau/").content.decode()

    assert reverse("orgchart:chart", args=[grant.tenant.slug]) in page


def test_the_help_stands_under_no_entry():
    grant = RoleGrantFactory()
    client = logged_in(grant.account)

    assert 'aria-current="page"' not in nav_of(client.get("/tro-giup/bat-dau/"))
    assert 'aria-current="page"' in nav_of(client.get(reverse("orgchart:chart", args=[grant.tenant.slug])))


def nav_of(answer: HttpResponse) -> str:
    """The entries at the left."""
    return answer.content.decode().partition('class="sidenav"')[2].partition("</nav>")[0]


def test_account_menu_and_empty_task_list_lead_to_the_help():
    page = logged_in(AccountFactory()).get(reverse("orgchart:my_work")).content.decode()

    assert '<li><a href="/tro-giup/">Trợ giúp</a></li>' in page
    assert re.search(r'class="empty-state".*?<a class="btn" href="/tro-giup/">Đọc trợ giúp</a>', page, re.DOTALL)


def test_help_costs_a_handful_of_statements():
    grant = RoleGrantFactory()
    client = logged_in(grant.account)

    assert len(statements_of(client, "/tro-giup/bat-dau/")) <= 8


@cache
def words_of_the_product() -> str:
    """Everything that templates, scripts and code say outside the help."""
    sources = [
        file
        for folder, ending in (("templates", "html"), ("static/js", "js"), *((app, "py") for app in APPS))
        for file in (ROOT / folder).rglob(f"*.{ending}")
        if "help" not in file.relative_to(ROOT).parts and file.name != "help.py"
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in sources)


@pytest.mark.parametrize("file", sorted((ROOT / "templates" / "help").glob("*.html")), ids=lambda file: file.stem)
def test_buttons_and_pages_named_in_the_help_exist(file):
    named = [
        name for bold in re.findall(r"<b>([^<]+)</b>", file.read_text(encoding="utf-8")) for name in bold.split(" → ")
    ]

    assert [name for name in named if name not in words_of_the_product()] == []
