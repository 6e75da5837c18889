"""Criteria frames and the scale of points of a regulation set."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import InvalidInput, NotVisible
from orgchart.middleware import TenantRequest
from reviews import access
from reviews.models import OwnSet
from reviews.queries.own_sets import content_of, seen_token
from reviews.regulations.building import read_frame
from reviews.regulations.parsing import FileReader
from reviews.regulations.rows import CriteriaFrame, Source
from reviews.regulations.sets import RegulationSet
from reviews.services.set_items import FRAME, SCORING, Change, ItemChanged, change_item, item_of
from reviews.set_forms import SourceForm, initial_source
from reviews.set_frame_forms import CriterionFormSet, FrameForm, ScoringForm, criteria_of, first_scoring, frame_item
from reviews.states import SetState
from reviews.views.sets import find_set

NEW = "moi"


@require_http_methods(["GET", "POST"])
def set_frame(request: TenantRequest, code: str, frame: str) -> HttpResponse:
    """One criteria frame: the criteria by degrees with their flags, edited line by line."""
    row, regulation = _draft(request, code)
    known = {one.code: one for one in regulation.frames.values()} | _own_frames(row)
    before = known.get(frame)
    if before is None and frame != NEW:
        raise NotVisible
    key = frame if before is not None else _free_code(known)
    first = {"title": before.title, "subject": before.subject} if before else {"subject": "collective"}
    form = FrameForm(request.POST or None, **_start(row, FRAME, key, first, before.source if before else None))
    lines = CriterionFormSet(request.POST or None, initial=criteria_of(before), prefix="dong")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        done = _store(
            request, row, Change(FRAME, key, frame_item(key, form, lines, before), form.cleaned_data["seen"]), form
        )
        if done is not None:
            return done
    title = before.title if before else "Khung tiêu chí mới"
    context = {"row": row, "regulation": regulation, "form": form, "lines": lines, "title": title}
    wrong = bool(form.errors) or any(lines.errors)
    return render(request, "reviews/sets/frame.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def set_scoring(request: TenantRequest, code: str) -> HttpResponse:
    """The scale of points: the parts add up to a hundred, a higher level needs more points."""
    row, regulation = _draft(request, code)
    scoring = regulation.scoring
    start = _start(row, SCORING, "", first_scoring(scoring), scoring.source if scoring else None)
    form = ScoringForm(request.POST or None, **start)
    if request.method == "POST" and form.is_valid():
        done = _store(request, row, Change(SCORING, "", form.item(), form.cleaned_data["seen"]), form)
        if done is not None:
            return done
    context = {"row": row, "regulation": regulation, "form": form, "title": "Thang điểm"}
    return render(request, "reviews/sets/frame.html", context, status=422 if form.errors else 200)


def _draft(request: TenantRequest, code: str) -> tuple[OwnSet, RegulationSet]:
    """An own set that the office may write in; frames of others are read on the page of the set."""
    row, regulation = find_set(code)
    if row is None or not access.can_write_sets(request.actor):
        raise PermissionDenied
    if row.state != SetState.DRAFT and request.method == "GET":
        raise PermissionDenied  # there is nothing to fill in; what is sent all the same the service refuses
    return row, regulation


def _own_frames(row: OwnSet) -> dict[str, CriteriaFrame]:
    """Frames that the document writes itself, whether some kind of body uses them already or not."""
    reader = FileReader(row.title, content_of(row))
    frames = (read_frame(reader, raw) for raw in reader.content.get(FRAME, ()))
    return {frame.code: frame for frame in frames}


def _free_code(known: dict[str, CriteriaFrame]) -> str:
    number = 1
    while f"khung-{number}" in known:
        number += 1
    return f"khung-{number}"


def _start(row: OwnSet, kind: str, key: str, first: dict[str, Any], inherited: Source | None) -> dict[str, Any]:
    own = item_of(content_of(row), kind, key)
    source = initial_source((own or {}).get("source"), row.title)
    return {"initial": {"seen": seen_token(own), **source, **first}, "inherited": inherited}


def _store(request: TenantRequest, row: OwnSet, change: Change, form: SourceForm) -> HttpResponse | None:
    try:
        change_item(set_id=row.pk, change=change, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        blame(form, refusal)
    except ItemChanged as conflict:
        form.add_error(
            None, f"{conflict.message} Mở trang này ở thẻ khác để xem bản đã ghi; bấm “Ghi” để thay bằng bản này."
        )
        data = request.POST.copy()
        data["seen"] = seen_token(conflict.theirs)
        form.data = data
    else:
        messages.success(request, "Đã ghi vào bộ quy định.")
        return redirect("reviews:set", request.tenant.slug, row.code)
    return None
