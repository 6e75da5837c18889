"""Nhập danh sách: take the template, choose the file, look at what would happen, write it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import access, clock, queries
from orgchart.errors import InvalidInput, NotVisible
from orgchart.forms.rosters import RosterForm, answers_of
from orgchart.imports.disciplines import DisciplinePlan
from orgchart.imports.findings import Finding
from orgchart.imports.plan import Effect, Plan
from orgchart.imports.reading import MAX_BYTES
from orgchart.imports.template import roster_template
from orgchart.kinds import OrganizationKind
from orgchart.middleware import TenantRequest
from orgchart.models import ImportKind, ImportState, RosterImport
from orgchart.queries.rosters import plan_for
from orgchart.queries.rosters import roster_imports as stored_imports
from orgchart.quotas import limited
from orgchart.services import roster_imports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 50
# What one page asks; the rest comes when these are answered.
MOST_QUESTIONS = 60
MOST_FINDINGS, MOST_PLACES = 200, 3
LISTS = {ImportKind.ROSTER: "orgchart:rosters", ImportKind.DISCIPLINE: "orgchart:discipline_imports"}
EFFECTS = {"them": Effect.NEW, "sua": Effect.CHANGED, "khong-doi": Effect.SAME}


@require_http_methods(["GET", "POST"])
@limited("upload")
def rosters(request: TenantRequest) -> HttpResponse:
    """The template, the form to hand a file in, and earlier imports."""
    _need_pen(request)
    form = RosterForm(
        request.POST or None, request.FILES or None, initial={"since": clock.today().replace(month=1, day=1)}
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            taken = roster_imports.take_workbook(
                kind=ImportKind.ROSTER,
                name=upload.name,
                content=upload.read(MAX_BYTES + 1),
                since=form.cleaned_data["since"],
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("orgchart:roster", request.tenant.slug, taken.pk)
        except InvalidInput as refusal:
            form.add_error("file", refusal.errors["file"])
    page = Paginator(stored_imports(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page}
    return render(request, "orgchart/rosters.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def roster(request: TenantRequest, import_id: int) -> HttpResponse:
    """What the file would do, what is wrong in it, what is asked; answers come back here."""
    found = _import(request, import_id)
    if request.method == "POST":
        roster_imports.answer_roster(
            import_id=found.pk, answers=answers_of(request.POST), actor=request.actor, at=clock.now()
        )
        return redirect("orgchart:roster", request.tenant.slug, found.pk)
    if found.state in {ImportState.READING, ImportState.UNREADABLE}:
        context = {"roster": found, "job": _job(request, found, "Đọc tệp"), "list_url": _list_url(request, found)}
        return render(request, "orgchart/roster_reading.html", context)
    if found.state != ImportState.PREVIEW:
        return render(request, "orgchart/roster_done.html", {"roster": found})
    plan = plan_for(found)
    if isinstance(plan, DisciplinePlan):
        return render(request, "orgchart/discipline_import.html", _about(request, found, plan))
    return render(request, "orgchart/roster.html", _preview(request, found, plan))


@require_POST
def write(request: TenantRequest, import_id: int) -> HttpResponse:
    """Ask for it to be written."""
    _import(request, import_id)
    roster_imports.request_writing(import_id=import_id, actor=request.actor, at=clock.now())
    return redirect("orgchart:roster", request.tenant.slug, import_id)


@require_POST
def drop(request: TenantRequest, import_id: int) -> HttpResponse:
    """Put it away."""
    found = _import(request, import_id)
    roster_imports.drop_roster(import_id=import_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã bỏ danh sách chưa ghi.")
    return redirect(LISTS[ImportKind(found.kind)], request.tenant.slug)


@require_GET
@limited("export")
def marked(request: TenantRequest, import_id: int) -> HttpResponse:
    """The user's own file with the wrong cells coloured."""
    found = _import(request, import_id)
    if found.state != ImportState.PREVIEW:
        raise NotVisible
    return download(roster_imports.marked_copy(found), f"Cần sửa – {found.file_name.removesuffix('.xlsx')}.xlsx")


@require_GET
@limited("export")
def template(request: TenantRequest) -> HttpResponse:
    """The workbook to fill in, with the organisations that there are."""
    _need_pen(request)
    units = queries.organizations().filter(valid_to=None).values_list("name", "kind")
    cells = [name for name, kind in units if kind == OrganizationKind.PARTY_CELL]
    others = [name for name, kind in units if kind != OrganizationKind.PARTY_CELL]
    return download(roster_template(others, cells), "Mẫu danh sách cán bộ, đảng viên.xlsx")


def _need_pen(request: TenantRequest) -> None:
    if not access.can_edit_chart(request.actor):
        raise PermissionDenied


def _import(request: TenantRequest, import_id: int) -> RosterImport:
    """One import, for whoever may take in what it lists; to those who may take in nothing it is not shown to exist."""
    if not any(access.can_import(request.actor, kind) for kind in ImportKind):
        raise PermissionDenied
    found = get_object_or_404(RosterImport, pk=import_id)
    if not access.can_import(request.actor, found.kind):
        raise PermissionDenied
    return found


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


def _about(request: TenantRequest, found: RosterImport, plan: Plan | DisciplinePlan) -> dict[str, object]:
    """What every preview shows: what is asked, what is wrong, how far writing has come."""
    where = Where([sheet["name"] for sheet in found.sheets])
    context: dict[str, object] = {
        "roster": found,
        "plan": plan,
        "counts": plan.counts(),
        "questions": [(one, where.of(one.places)) for one in list(plan.questions.values())[:MOST_QUESTIONS]],
        "findings": [(some[0], where.of([(one.sheet, one.row) for one in some])) for some in _alike(plan)],
        "job": _job(request, found),
        "list_url": _list_url(request, found),
    }
    if isinstance(plan, DisciplinePlan):
        page = Paginator(plan.decisions, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page_obj": page, "decisions": [(one, where.of(one.rows)) for one in page.object_list]}
    return context


def _preview(request: TenantRequest, found: RosterImport, plan: Plan) -> dict[str, object]:
    chosen = request.GET.get("xem", "")
    shown = list(plan.of_effect(EFFECTS[chosen])) if chosen in EFFECTS else plan.persons
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    where = Where([sheet["name"] for sheet in found.sheets])
    return _about(request, found, plan) | {
        "page_obj": page,
        "people": [(one, where.of(one.rows)) for one in page.object_list],
        "passed_over": [(text, where.of([(sheet, row)])) for sheet, row, text in plan.passed_over[:MOST_FINDINGS]],
        "views": _views(plan, chosen),
        "page_query": f"xem={chosen}&" if chosen in EFFECTS else "",
    }


def _alike(plan: Plan | DisciplinePlan) -> list[list[Finding]]:
    """Findings that one answer settles stand on one line."""
    groups: dict[str, list[Finding]] = {}
    for one in plan.findings:
        groups.setdefault(one.question, []).append(one)
    return list(groups.values())[:MOST_FINDINGS]


def _views(plan: Plan, chosen: str) -> list[dict[str, object]]:
    counts = plan.counts()
    return [
        {"key": key, "label": label, "count": counts[name], "current": (chosen if chosen in EFFECTS else "") == key}
        for key, label, name in (
            ("", "Tất cả", "persons"),
            ("them", "Thêm mới", "new"),
            ("sua", "Bổ sung, sửa", "changed"),
            ("khong-doi", "Không thay đổi", "same"),
        )
    ]


def _list_url(request: TenantRequest, found: RosterImport) -> str:
    return reverse(LISTS[ImportKind(found.kind)], args=[request.tenant.slug])


def _job(request: TenantRequest, found: RosterImport, label: str = "Ghi danh sách") -> queries.JobView | None:
    if found.job is None:
        return None
    url = reverse("orgchart:job", args=[request.tenant.slug, found.job.pk])
    return queries.JobView.of(found.job, url, label)


@dataclass(frozen=True)
class Where:
    """Places in the file as people say them; the name of the sheet where there are several."""

    sheets: Sequence[str]

    def of(self, places: Sequence[tuple[int, int]]) -> str:
        """Rows in words, the first few of many."""
        rows: dict[int, list[str]] = {}
        for sheet, row in places[:MOST_PLACES]:
            rows.setdefault(sheet, []).append(str(row))
        words = "; ".join(self._one(sheet, numbers) for sheet, numbers in rows.items())
        return f"{words} và {len(places) - MOST_PLACES} dòng khác" if len(places) > MOST_PLACES else words

    def _one(self, sheet: int, numbers: Sequence[str]) -> str:
        name = f" (trang {self.sheets[sheet]})" if len(self.sheets) > 1 else ""
        return f"{', '.join(numbers)}{name}"
