"""Clauses as the citation component shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from reviews.regulations.clauses import citable

register = template.Library()


@dataclass(frozen=True)
class Citation:
    """A clause with how it is named and its sentence as it stands in the document."""

    id: str
    document: str
    text: str


@register.filter
def where(clause_id: str) -> str:
    """Where a clause stands in its document, for a narrow column: "mục III.7.1"; empty for an unknown one."""
    clause = citable().get(clause_id)
    return clause.place if clause else ""


@register.filter
def quoted(ids: Iterable[str]) -> list[Citation]:
    """The known clauses among the ids, each once."""
    ledger = citable()
    found = [ledger[one] for one in dict.fromkeys(ids or ()) if one in ledger]
    return [Citation(clause.id, clause.citation, clause.text_vi) for clause in found]
