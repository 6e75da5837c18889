"""The way upward for higher apps: printed documents that belong to a result. Filled in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgchart.access import Actor
    from ratings.models import Board, Complaint, Inspection, RatingCase, Reconsideration
    from reviews.models import Cycle


@dataclass(frozen=True)
class ResultDocument:
    """A document that the person rated may download: what it is, and where."""

    title: str
    url: str


DocumentProvider = Callable[["RatingCase"], Iterable[ResultDocument]]

ComplaintDocumentProvider = Callable[["Complaint"], Iterable[ResultDocument]]


@dataclass(frozen=True)
class Handover:
    """What was laid before the deciding body: when, by whom, for how many, and where it can be opened."""

    at: datetime
    by: str
    subjects: int
    incomplete: int
    url: str


@dataclass(frozen=True)
class Handovers:
    """All packages of a meeting, the newest first, and where the next one is asked for, by POST."""

    action: str
    packages: list[Handover]


HandoverProvider = Callable[["Board"], Handovers]

BoardPrinter = Callable[["Board", str], str]

InspectionPrinter = Callable[["Inspection"], str]

TablePrinter = Callable[["Cycle"], str]

_board_printers: list[BoardPrinter] = []
_handover_providers: list[HandoverProvider] = []
_inspection_printers: list[InspectionPrinter] = []
_table_printers: list[TablePrinter] = []
ComplaintHook = Callable[["Complaint", "Actor", datetime], None]
AnnulmentHook = Callable[["Reconsideration", "Actor", datetime], None]
LevelHook = Callable[[Iterable[int], "Actor | None", datetime], None]

_complaint_hooks: list[ComplaintHook] = []
_annulment_hooks: list[AnnulmentHook] = []
_level_hooks: list[LevelHook] = []
_document_providers: list[DocumentProvider] = []
_complaint_providers: list[ComplaintDocumentProvider] = []


def provide_result_documents(provider: DocumentProvider) -> None:
    """Add a source of documents for the page of the own result; asked for decided cases only."""
    if provider not in _document_providers:
        _document_providers.append(provider)


def result_documents(case: "RatingCase") -> list[ResultDocument]:
    """Everything that can be downloaded for a decided case."""
    return [document for provider in _document_providers for document in provider(case)]


def provide_complaint_documents(provider: ComplaintDocumentProvider) -> None:
    """Add a source of documents for the page of a complaint, such as the printed answer."""
    if provider not in _complaint_providers:
        _complaint_providers.append(provider)


def complaint_documents(complaint: "Complaint") -> list[ResultDocument]:
    """Everything that can be downloaded for a complaint."""
    return [document for provider in _complaint_providers for document in provider(complaint)]


def after_answer(hook: ComplaintHook) -> None:
    """Say what else happens when a complaint was answered, in the same transaction: the answer is printed."""
    if hook not in _complaint_hooks:
        _complaint_hooks.append(hook)


def answered(complaint: "Complaint", actor: "Actor", at: datetime) -> None:
    """Tell the higher apps of an answer."""
    for hook in _complaint_hooks:
        hook(complaint, actor, at)


def after_annulment(hook: AnnulmentHook) -> None:
    """Say what else happens when a level was annulled, in the same transaction: the decision is printed."""
    if hook not in _annulment_hooks:
        _annulment_hooks.append(hook)


def annulled(reconsideration: "Reconsideration", actor: "Actor", at: datetime) -> None:
    """Tell the higher apps of an annulment."""
    for hook in _annulment_hooks:
        hook(reconsideration, actor, at)


def provide_board_printer(printer: BoardPrinter) -> None:
    """Say where the list of a meeting or the minutes of a count are asked for, by POST."""
    _board_printers[:] = [printer]


def print_address(board: "Board", part: str) -> str:
    """The address that prints a part of a meeting; empty where nothing prints."""
    return _board_printers[0](board, part) if _board_printers else ""


def provide_inspection_printer(printer: InspectionPrinter) -> None:
    """Say where the report of an inspection is asked for, by POST."""
    _inspection_printers[:] = [printer]


def report_address(inspection: "Inspection") -> str:
    """The address that prints the report; empty where nothing prints."""
    return _inspection_printers[0](inspection) if _inspection_printers else ""


def provide_handovers(provider: HandoverProvider) -> None:
    """Say what was laid before the body of a meeting."""
    _handover_providers[:] = [provider]


def handovers_of(board: "Board") -> Handovers | None:
    """The packages of a meeting; None where no app makes any."""
    return _handover_providers[0](board) if _handover_providers else None


def provide_table_printer(printer: TablePrinter) -> None:
    """Say where the summary table of a year is asked for, by POST."""
    _table_printers[:] = [printer]


def table_address(cycle: "Cycle") -> str:
    """The address that prints the summary table; empty where nothing prints."""
    return _table_printers[0](cycle) if _table_printers else ""


def after_levels(hook: LevelHook) -> None:
    """Say what else happens when levels of subjects were decided or annulled, in the same transaction."""
    if hook not in _level_hooks:
        _level_hooks.append(hook)


def levels_changed(subject_ids: Iterable[int], actor: "Actor | None", at: datetime) -> None:
    """Tell the higher apps whose level is another one now."""
    keys = list(subject_ids)
    for hook in _level_hooks:
        hook(keys, actor, at)
