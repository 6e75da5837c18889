"""Bảng tiến độ: units by steps, for those who run the year."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from orgchart import exports
from orgchart.middleware import TenantRequest
from reviews import access, queries
from reviews.queries.progress import STEPS, Count, UnitProgress, progress_of, step_bars
from reviews.states import ConferenceState, ReviewState

REPORT_TONES = {
    ReviewState.NOT_STARTED: "todo",
    ReviewState.DRAFT: "doing",
    ReviewState.CIRCULATED: "doing",
    ReviewState.REVIEWED: "doing",
    ReviewState.FINAL: "done",
    ReviewState.CONFIRMED: "done",
}
CONFERENCE_TONES = {
    ConferenceState.PLANNED: "due",
    ConferenceState.ANNOUNCED: "due",
    ConferenceState.RUNNING: "doing",
    ConferenceState.CLOSED: "done",
    ConferenceState.SIGNED: "done",
}


@dataclass(frozen=True)
class Cell:
    """One cell of the grid."""

    state: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One body of the grid."""

    name: str
    cells: list[Cell]
    note: str = ""


@require_GET
def progress(request: TenantRequest, year: int) -> HttpResponseBase:
    """Every body with its report, its conference and its people."""
    cycle = queries.cycle_of(year)
    if not access.can_see_progress(request.actor):
        raise PermissionDenied
    only_missing = request.GET.get("thieu") == "1"
    found = progress_of(cycle)
    shown = [unit for unit in found if not (only_missing and unit.is_complete)]
    columns = ["Báo cáo tập thể", "Hội nghị", *(label for label, _ in STEPS.values())]
    rows = [_row(request, year, unit) for unit in shown]
    if exports.is_wanted(request):
        return exports.workbook(request, f"Bảng tiến độ năm {year}", _table(columns), rows)
    context = {
        "cycle": cycle,
        "columns": columns,
        "bars": step_bars(cycle),
        "rows": rows,
        "export_url": f"{request.path}?{'thieu=1&' if only_missing else ''}dang=excel",
        "complete": sum(unit.is_complete for unit in found),
        "total": len(found),
        "only_missing": only_missing,
        "toggle_url": request.path if only_missing else f"{request.path}?thieu=1",
    }
    return render(request, "reviews/progress.html", context)


def _table(columns: list[str]) -> list[exports.Column[Row]]:
    """The grid as it stands on the page: the body, then one column a step."""
    steps = [exports.Column(label, _text_at(position), 20) for position, label in enumerate(columns)]
    return [exports.Column("Đơn vị", lambda row: f"{row.name}{f' – {row.note}' if row.note else ''}", 50), *steps]


def _text_at(position: int) -> Callable[[Row], str]:
    return lambda row: row.cells[position].text


def _row(request: TenantRequest, year: int, unit: UnitProgress) -> Row:
    note = "" if unit.subject.name == unit.subject.unit.name else unit.subject.unit.name
    people = [_count(count) for count in unit.people.values()]
    return Row(unit.subject.name, [_report(request, year, unit), _conference(request, year, unit), *people], note)


def _report(request: TenantRequest, year: int, unit: UnitProgress) -> Cell:
    if unit.review is None:
        return Cell("none", "Không có")
    url = reverse("reviews:review_read", args=[request.tenant.slug, year, unit.review.pk])
    is_readable = unit.review.state not in {ReviewState.NOT_STARTED, ReviewState.DRAFT}
    return Cell(
        REPORT_TONES[ReviewState(unit.review.state)], unit.review.get_state_display(), url if is_readable else ""
    )


def _conference(request: TenantRequest, year: int, unit: UnitProgress) -> Cell:
    if unit.conference is None:
        return Cell("todo", "Chưa lập")
    url = reverse("reviews:conference", args=[request.tenant.slug, year, unit.conference.pk])
    return Cell(CONFERENCE_TONES[ConferenceState(unit.conference.state)], unit.conference.get_state_display(), url)


def _count(count: Count) -> Cell:
    if count.total == 0:
        return Cell("none", "")
    state = "done" if count.is_complete else "doing" if count.done else "todo"
    return Cell(state, f"{count.done}/{count.total}")
