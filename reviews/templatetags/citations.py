"""Clauses as the citation component shows them."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reviews.regulations.clauses import Citation, citable, citations_of

register = template.Library()


@register.filter
def where(clause_id: str) -> str:
    """Where a clause stands in its document, for a narrow column: "mục III.7.1"; empty for an unknown one."""
    clause = citable().get(clause_id)
    return clause.place if clause else ""


@register.filter
def quoted(ids: Iterable[str]) -> list[Citation]:
    """The known clauses among the ids, each once; nothing for a page that has none."""
    return citations_of(ids or ())


@register.simple_tag
def grounds(ids: Iterable[str]) -> SafeString:
    """The clauses a line rests on, quoted under "Căn cứ"; long lists repeat few of them, so each is drawn once."""
    return _grounds(tuple(ids))


@lru_cache(maxsize=1024)
def _grounds(ids: tuple[str, ...]) -> SafeString:
    return render_to_string("reviews/_grounds.html", {"clauses": citations_of(ids)})
