"""The way upward for higher apps: printed documents that belong to a result. Filled in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratings.models import RatingCase


@dataclass(frozen=True)
class ResultDocument:
    """A document that the person rated may download: what it is, and where."""

    title: str
    url: str


DocumentProvider = Callable[["RatingCase"], Iterable[ResultDocument]]

_document_providers: list[DocumentProvider] = []


def provide_result_documents(provider: DocumentProvider) -> None:
    """Add a source of documents for the page of the own result; asked for decided cases only."""
    if provider not in _document_providers:
        _document_providers.append(provider)


def result_documents(case: "RatingCase") -> list[ResultDocument]:
    """Everything that can be downloaded for a decided case."""
    return [document for provider in _document_providers for document in provider(case)]
