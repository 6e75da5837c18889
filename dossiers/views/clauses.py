"""The ledger of statements: what the documents ask for, what the product does about it, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from dossiers import access
from dossiers.clause_places import ClausePlace, clause_places
from dossiers.forms import ClauseFilterForm
from orgchart.access import Actor, can_handle_envelopes, can_see_chart
from orgchart.middleware import TenantRequest
from orgchart.names import search_key
from orgchart.queries.questions import AskedQuestion, questions_about
from ratings.access import can_see_ratings
from reviews.access import can_see_progress, can_see_signs
from reviews.queries import cycle_of
from reviews.regulations.clauses import Clause, all_clauses

PAGE_SIZE = 50
_RATING_PAGES = ("attention", "board_list", "cases", "inspection_list", "sides", "summary")
# Pages that are not everybody's, with who may open them.
DOORS: dict[str, Callable[[Actor], bool]] = {
    "orgchart:chart": can_see_chart,
    "orgchart:persons": can_see_chart,
    "orgchart:envelopes": can_handle_envelopes,
    "reviews:progress": can_see_progress,
    "reviews:council_list": lambda actor: actor.oversees,
    "dossiers:decision_list": access.can_print,
    **{f"ratings:{name}": can_see_ratings for name in _RATING_PAGES},
    "dossiers:sign_list": can_see_signs,
}


@dataclass(frozen=True)
class ClauseRow:
    """One statement with its place and the address of the page that does it."""

    clause: Clause
    place: ClausePlace
    url: str
    is_open: bool
    asked: list[AskedQuestion]


@require_GET
def clauses(request: TenantRequest, year: int) -> HttpResponse:
    """All statements of the five documents, by document and area, with a search, and the questions about each."""
    cycle = cycle_of(year)
    form = ClauseFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = [one for one in all_clauses().values() if _matches(one, chosen)]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = {key: value for key, value in chosen.items() if value}
    context = {
        "cycle": cycle,
        "form": form,
        "page_obj": page,
        "rows": _rows(list(page), request, year),
        "total": len(all_clauses()),
        "open": len(clause_places().open),
        "query": f"{urlencode(asked)}&" if asked else "",
    }
    return render(request, "dossiers/clauses.html", context)


def _matches(clause: Clause, chosen: dict[str, Any]) -> bool:
    places = clause_places()
    if chosen.get("van_ban") and not clause.id.startswith(f"{chosen['van_ban']}-"):
        return False
    if chosen.get("linh_vuc") and clause.area != chosen["linh_vuc"]:
        return False
    if chosen.get("tinh_trang") and (chosen["tinh_trang"] == "chua") is not (clause.id in places.open):
        return False
    text = search_key(f"{clause.id} {clause.section} {clause.text_vi} {places.of[clause.id].what}")
    return all(word in text for word in search_key(chosen.get("tim", "")).split())


def _rows(shown: list[Clause], request: TenantRequest, year: int) -> list[ClauseRow]:
    """The statements with what was asked about them, for those who handle letters. (HY-C.2-3, GB-3.2-1)"""
    asked = questions_about([one.id for one in shown]) if can_handle_envelopes(request.actor) else {}
    return [_row(one, request, year, asked.get(one.id, [])) for one in shown]


def _row(clause: Clause, request: TenantRequest, year: int, asked: list[AskedQuestion]) -> ClauseRow:
    places = clause_places()
    place = places.of[clause.id]
    url = page_url(place.page, request.tenant.slug, year) if may_open(place.page, request.actor) else ""
    return ClauseRow(clause, place, url, clause.id in places.open, asked)


def may_open(name: str, actor: Actor) -> bool:
    """Whether the page is one that the actor can open: no link leads to a closed door."""
    test = DOORS.get(name)
    return test is None or test(actor)


def page_url(name: str, slug: str, year: int) -> str:
    """The address of a page that needs no more than the tenant, or the tenant and the year."""
    per_tenant = name.startswith("orgchart:")
    return reverse(name, args=[slug] if per_tenant else [slug, year])
