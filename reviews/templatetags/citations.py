"""Clauses as the citation component shows them."""

from collections.abc import Iterable

from django import template

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
