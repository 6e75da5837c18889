"""Score sheets: what a subject scores itself, and what the decision fixed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.forms import ScoreForm
from ratings.models import RatingCase
from ratings.queries import lists
from ratings.queries.case_page import score_rows
from ratings.queries.regulation import regulation_of
from ratings.queries.scores import ScorePart, parts_of, sheet_of, total
from ratings.services import scores
from ratings.views.gates import need_decider
from reviews.queries import cycle_of
from reviews.regulations.scoring import bare


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that the actor may fill in."""

    case: RatingCase
    parts: tuple[ScorePart, ...]
    is_open: bool


@require_GET
def my_scores(request: TenantRequest, year: int) -> HttpResponse:
    """The score sheets of the person: the own one, and those of collectives whose report the person writes."""
    cycle = cycle_of(year)
    regulation = regulation_of(cycle)
    sheets = [
        OwnSheet(case, parts_of(sheet_of(case, regulation), regulation), case.state in scores.SELF_SCORED_IN)
        for case in lists.own_cases(request.actor.person_id, cycle)
    ]
    context = {"cycle": cycle, "sheets": sheets, "scores": bool(regulation.score_rows)}
    return render(request, "ratings/my_scores.html", context)


@require_http_methods(["GET", "POST"])
def score_self(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The own column of the sheet, by the subject or by the office from paper."""
    case = lists.case_of(case_id, year)
    may_write = access.can_score_self(request.actor, case)
    if not may_write and not access.can_see_ratings(request.actor):
        raise NotVisible
    return _column(
        request,
        case,
        "own",
        lambda form: scores.record_self_scores(
            case_id=case.pk, points=form.points(), actor=request.actor, at=clock.now()
        ),
        can_write=may_write and case.state in scores.SELF_SCORED_IN,
    )


@require_http_methods(["GET", "POST"])
def score_decided(request: TenantRequest, year: int, case_id: int) -> HttpResponse:
    """The column of the decision; what was appraised stands in until the deciding body settles on something else."""
    need_decider(request)
    case = lists.case_of(case_id, year)
    return _column(
        request,
        case,
        "decided",
        lambda form: scores.record_decided_scores(
            case_id=case.pk, points=form.points(), actor=request.actor, at=clock.now()
        ),
        can_write=case.state in scores.DECIDED_IN,
    )


def _column(
    request: TenantRequest, case: RatingCase, column: str, store: Callable[[ScoreForm], Any], *, can_write: bool
) -> HttpResponse:
    regulation = regulation_of(case.subject.cycle)
    lines = sheet_of(case, regulation)
    initial = {f"points_{line.key}": _shown(line, column) for line in lines}
    form = ScoreForm(request.POST if request.method == "POST" else None, lines=lines, initial=initial)
    if form.is_bound and form.is_valid():
        with refusals_at_fields(form):
            store(form)
            messages.success(request, f"Đã ghi điểm của {case.subject.name}.")
            return redirect(request.path)
    sees_case = access.can_see_ratings(request.actor)
    context = {"case": case, "column": column, "form": form, "can_write": can_write, "sees_case": sees_case}
    context |= _sums(parts_of(lines, regulation), form, column)
    return render(request, "ratings/score.html", context, status=422 if form.is_bound else 200)


def _sums(parts: tuple[ScorePart, ...], form: ScoreForm, column: str) -> dict[str, Any]:
    return {
        "parts": score_rows(parts, form),
        "sum_most": sum(part.most for part in parts),
        "sum_typed": total(getattr(part, column) for part in parts),
    }


def _shown(line: Any, column: str) -> Any:
    found = getattr(line, column)
    return bare(line.accepted if found is None and column == "decided" else found)
