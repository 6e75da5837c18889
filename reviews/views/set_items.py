"""One value or one row of a regulation set: where it comes from, changing it, trying a change out."""

from dataclasses import dataclass
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
from reviews.queries.set_page import SetView, rows_of
from reviews.regulations.errors import UnknownParameterError
from reviews.regulations.parsing import VALUES
from reviews.regulations.rows import INDIVIDUAL, title_key
from reviews.regulations.schema import parameter
from reviews.regulations.sets import RegulationSet
from reviews.regulations.trial import TRIED_LISTS
from reviews.regulations.wording import list_title, list_word
from reviews.services.set_items import Change, ItemChanged, change_item, item_of
from reviews.services.set_trial import Trial, try_change
from reviews.set_forms import RowForm, SourceForm, ValueForm, initial_source, initial_value
from reviews.set_lists import CELLS, READ_ONLY
from reviews.states import SetState
from reviews.views.sets import find_set, view_of

NEW = "moi"


@dataclass
class Place:
    """One place of one set: the own row if there is one, the set, what the document itself says there."""

    row: OwnSet | None
    regulation: RegulationSet
    kind: str
    key: str

    @property
    def own_item(self) -> dict[str, Any] | None:
        """What the document says itself; None where it inherits."""
        found = item_of(content_of(self.row), self.kind, self.key) if self.row is not None else None
        return dict(found) if found is not None else None

    def may_write(self, request: TenantRequest) -> bool:
        """Whether the actor writes this document at all; what its state forbids the service says."""
        return self.row is not None and access.can_write_sets(request.actor)

    def can_edit(self, request: TenantRequest) -> bool:
        """Whether this page writes; otherwise it shows and tries out."""
        return self.row is not None and self.row.state == SetState.DRAFT and self.may_write(request)


@require_http_methods(["GET", "POST"])
def set_value(request: TenantRequest, code: str, name: str) -> HttpResponse:
    """One value: source, who binds it, what differs; an office changes it or tries a change out."""
    row, regulation = find_set(code)
    try:
        meant = parameter(name)
    except UnknownParameterError:
        raise NotVisible from None
    place, source = Place(row, regulation, VALUES, name), regulation.source(name)
    first = _first(place) | initial_value(meant, regulation.value(name))
    form = ValueForm(request.POST or None, parameter=meant, inherited=source, initial=first)
    view = view_of(row, regulation)
    context = {"line": view.line(name), "upper": view.upper_of(name), "title": meant.title}
    return _answer(request, place, form, form.item if request.method == "POST" else None, context)


@require_http_methods(["GET", "POST"])
def set_row(request: TenantRequest, code: str, kind: str, key: str) -> HttpResponse:
    """One row of a list: its cells and its source."""
    if kind not in CELLS or kind in READ_ONLY:
        raise NotVisible
    row, regulation = find_set(code)
    place = Place(row, regulation, kind, key)
    shown = rows_of(regulation, kind).get(key)
    if shown is None and key != NEW and place.own_item is None:
        raise NotVisible
    if key == NEW and not place.can_edit(request):
        raise PermissionDenied
    frames = {frame.code: frame.title for frame in view_of(row, regulation).frames()} | _own_frames(row)
    cells = {cell.name: getattr(shown, cell.name, "") for cell in CELLS[kind]} if shown else {}
    if kind == "criteria_for" and shown is not None:
        cells = {"frame": getattr(shown, "code", "")}
    form = RowForm(
        request.POST or None, kind=kind, frames=tuple(frames.items()), is_new=key == NEW, initial=_first(place) | cells,
        inherited=getattr(shown, "source", None),
    )  # fmt: skip
    new_key = _new_key(request, place) if key == NEW else key
    context = {"title": f"{list_title(kind)}: {cells.get('title') or list_word(kind)}", "is_row": True}
    place.key = new_key
    return _answer(request, place, form, (lambda: form.item(new_key)) if request.method == "POST" else None, context)


def _own_frames(row: OwnSet | None) -> dict[str, str]:
    """The frames that an own set brings along, whether or not anybody falls under them yet."""
    return {} if row is None else {str(raw["code"]): str(raw["title"]) for raw in content_of(row).get("frame", ())}


def _first(place: Place) -> dict[str, Any]:
    own = place.own_item
    document = place.row.title if place.row is not None else place.regulation.title
    entry = place.regulation.entries.get(place.key) if place.kind == VALUES else None
    mode = (own or {}).get("mode") or (entry.mode.value if entry else "open")
    if place.kind == VALUES and entry is None:
        mode = parameter(place.key).mode.value
    source = initial_source((own or {}).get("source"), document)
    return {"seen": seen_token(own), "mode": mode, **source}


def _new_key(request: TenantRequest, place: Place) -> str:
    """A key for a new row: the kind of subject where the list goes by it, else the next free number."""
    if request.POST.get("key") and place.kind == "criteria_for":
        kind, title = str(request.POST["key"]), str(request.POST.get("post_title", ""))
        return title_key(title) if kind == INDIVIDUAL and title.strip() else kind
    known = rows_of(place.regulation, place.kind)
    number = 1
    while f"rieng-{number}" in known:
        number += 1
    return f"rieng-{number}"


def _answer(request: TenantRequest, place: Place, form: SourceForm, item: Any, context: dict[str, Any]) -> HttpResponse:
    """Show the page, write the change, take it back, or try it out."""
    doing = request.POST.get("lam", "") if request.method == "POST" else ""
    if doing and doing != "thu" and not place.may_write(request):
        raise PermissionDenied
    trial, status = None, 200
    if doing == "thu":
        trial, status = _tried(request, place, form, item)
    elif doing:
        done = _written(request, place, form, item, doing, context)
        if done is not None:
            return done
        status = 409 if "theirs" in context else 422
    context |= {
        "row": place.row, "regulation": place.regulation, "form": form, "trial": trial,
        "can_edit": place.can_edit(request), "own_item": place.own_item,
        "can_try": place.kind == VALUES or place.kind in TRIED_LISTS,
        "address": request.path,
    }  # fmt: skip
    return render(request, "reviews/sets/item.html", context, status=status)


def _tried(request: TenantRequest, place: Place, form: SourceForm, item: Any) -> tuple[Trial | None, int]:
    """A trial needs no source: the fields of the value alone have to be sound."""
    form.waive_source()
    if not form.is_valid():
        return None, 422
    return try_change(place.regulation, place.kind, place.key, item()), 200


def _written(
    request: TenantRequest, place: Place, form: SourceForm, item: Any, doing: str, context: dict[str, Any]
) -> HttpResponse | None:
    """Store the change; None where something is wrong and stands at its field now."""
    taking_back = doing in ("bo", "khong-ap-dung")
    if place.row is None or (not taking_back and not form.is_valid()):
        return None
    gone = {"key": place.key, "drop": True} if doing == "khong-ap-dung" else None
    change = Change(place.kind, place.key, gone if taking_back else item(), request.POST.get("seen", ""))
    try:
        change_item(set_id=place.row.pk, change=change, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        blame(form, refusal)
    except ItemChanged as conflict:
        context["theirs"] = conflict
        context["theirs_words"] = _theirs(place, conflict)
        data = request.POST.copy()
        data["seen"] = seen_token(conflict.theirs)
        form.data = data
    else:
        messages.success(request, "Đã ghi vào bộ quy định.")
        return redirect("reviews:set", request.tenant.slug, place.row.code)
    return None


def _theirs(place: Place, conflict: ItemChanged) -> str:
    """What the colleague stored, in words."""
    row, regulation = find_set(place.regulation.code)
    if conflict.theirs is None:
        return "Đã bỏ quy định riêng, giữ như văn bản trên."
    if place.kind == VALUES:
        line = view_of(row, regulation).line(place.key)
        return f"{line.words} ({line.source.text or line.source.document})"
    view = SetView(regulation)
    found = next((one for one in view.table(place.kind).rows if one.key == place.key), None)
    return "; ".join(found.cells) if found else "Dòng này đã được bỏ."
