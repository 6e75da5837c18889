"""Saving one part of a review by itself, as the page asks while somebody types; and the versions of a heading."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.middleware import TenantRequest
from reviews.models import Review
from reviews.queries import written
from reviews.queries.contents import form_of
from reviews.services import lines, writing
from reviews.services.transitions import need_writer
from reviews.views.reviews import edit_page
from reviews.views.typed import Typed, version_of


@require_POST
def save_section(request: TenantRequest, year: int, review_id: int, key: str) -> HttpResponse:
    """Save text or degree of one heading."""
    values = {name: request.POST[name] for name in ("text", "degree") if name in request.POST}
    place = f"{key}-degree" if "degree" in values and "text" not in values else key

    def save(**common: Any) -> int:
        return writing.save_section(key=key, text=values.get("text"), degree=values.get("degree"), **common).version

    return _answer(request, year, review_id, place, values, save)


@require_POST
def save_level(request: TenantRequest, year: int, review_id: int) -> HttpResponse:
    """Save the own proposal of a level."""
    values = {"level": request.POST.get("level", "")}

    def save(**common: Any) -> int:
        return writing.save_level(level=values["level"], **common).level_version

    return _answer(request, year, review_id, "self_level", values, save)


@require_POST
def save_shortcoming(request: TenantRequest, year: int, review_id: int, shortcoming_id: int) -> HttpResponse:
    """Save what is said about one earlier shortcoming."""
    names = ("status", "progress", "responsible")
    values = {name: request.POST[name] for name in names if name in request.POST}

    def save(**common: Any) -> int:
        return writing.save_shortcoming(
            shortcoming_id=shortcoming_id,
            status=values.get("status"),
            progress=values.get("progress"),
            responsible=values.get("responsible"),
            **common,
        ).version

    return _answer(request, year, review_id, f"han-che-{shortcoming_id}", values, save)


@require_POST
def save_line(request: TenantRequest, year: int, review_id: int, kind: str, reference: str) -> HttpResponse:
    """Save what is said in one line of the form."""
    names = set(request.POST) - {"version", "csrfmiddlewaretoken"}
    values = {name: str(request.POST[name]) for name in names}

    def save(**common: Any) -> int:
        return lines.save_line(kind=kind, reference=reference, values=values, **common).version

    return _answer(request, year, review_id, f"dong-{kind}-{reference}", values, save)


def _answer(
    request: TenantRequest, year: int, review_id: int, place: str, values: dict[str, str], save: Callable[..., int]
) -> HttpResponse:
    """Save, and answer in JSON whoever asks for it, with a page everybody else."""
    if not Review.objects.filter(pk=review_id, subject__cycle__year=year).exists():
        raise NotVisible
    at, version = clock.now(), version_of(request.POST, "version")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return _json_answer(lambda: save(review_id=review_id, version=version, actor=request.actor, at=at), at)
    typed = Typed()
    typed.take(place, values, lambda: save(review_id=review_id, version=version, actor=request.actor, at=at))
    if not typed.parts:
        return redirect("reviews:review_edit", request.tenant.slug, year, review_id)
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    return edit_page(request, review, typed)


def _json_answer(save: Callable[[], int], at: Any) -> HttpResponse:
    try:
        version = save()
    except Conflict as conflict:
        answer = {"version": conflict.version, "server_text": conflict.theirs, "server_by": conflict.theirs_by}
        return JsonResponse(answer, status=409)
    except InvalidInput as refusal:
        return JsonResponse({"errors": {name: [text] for name, text in refusal.errors.items()}}, status=422)
    except Refused as refusal:
        return JsonResponse({"message": refusal.message}, status=409)
    except PermissionDenied:
        return JsonResponse({"message": "Đồng chí không có quyền sửa văn bản này."}, status=403)
    return JsonResponse({"version": version, "saved_at": f"{timezone.localtime(at):%H:%M}"})


@require_GET
def section_history(request: TenantRequest, year: int, review_id: int, key: str) -> HttpResponse:
    """Every version of one heading, for those who write it."""
    review = written.review_for_reading(review_id=review_id, year=year, actor=request.actor)
    need_writer(request.actor, review)
    wanted = form_of(review)
    if not wanted.has(key):
        raise NotVisible
    entries = written.history_entries(review, key)
    context = {"review": review, "section": wanted.section(key), "entries": entries}
    return render(request, "reviews/section_history.html", context)
