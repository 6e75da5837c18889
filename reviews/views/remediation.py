"""Khắc phục hạn chế, khuyết điểm: the plans of a year, one plan, and what is done about one of its items."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import Conflict, InvalidInput
from orgchart.middleware import TenantRequest
from orgchart.quotas import limited
from reviews import access, queries, registry, remediation_rules
from reviews.forms.remediation import EntryForm, FollowerForm, ItemForm, ReturnForm
from reviews.models import RemediationEntryKind, RemediationItem, RemediationPlan
from reviews.queries import remediation as found
from reviews.queries import set_of
from reviews.services import remediation as plans
from reviews.services import remediation_progress as progress
from reviews.states import RemediationState

SAVE, SUBMIT, APPROVE, REOPEN, ASSIGN = "ghi", "trinh", "duyet", "tra-lai", "phan-cong"
TOLD = {
    SAVE: "Đã ghi kế hoạch khắc phục.",
    SUBMIT: "Đã trình duyệt kế hoạch khắc phục.",
    APPROVE: "Đã duyệt kế hoạch khắc phục.",
    REOPEN: "Đã trả lại kế hoạch khắc phục để sửa.",
    ASSIGN: "Đã phân công người theo dõi.",
}


@require_GET
def remediation_list(request: TenantRequest, year: int) -> HttpResponse:
    """Every plan of the year that the reader has a part in, and who still lacks one."""
    cycle, rules = queries.cycle_of(year), queries.set_of(queries.cycle_of(year))
    context = {
        "cycle": cycle,
        "plans": list(found.plans_of(request.actor, cycle, clock.today())),
        "without_plan": [
            (subject, access.can_write_remediation(request.actor, subject, subject.review))
            for subject in found.subjects_without_plan(request.actor, cycle)
        ],
        "days": rules.value("remedy.planDue"),
        "approver": remediation_rules.approver_words(rules),
        "today": clock.today(),
    }
    return render(request, "reviews/remediation_list.html", context)


@require_POST
def remediation_begin(request: TenantRequest, year: int, subject_id: int) -> HttpResponse:
    """Begin the plan of somebody whose review is over."""
    queries.cycle_of(year)
    plan = plans.begin_plan(subject_id=subject_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã lập kế hoạch khắc phục; mời ghi giải pháp cho từng hạn chế, khuyết điểm.")
    return redirect("reviews:remediation", request.tenant.slug, year, plan.pk)


@dataclass
class PlanForms:
    """The forms of a plan's page; those of the step that was sent are bound."""

    items: list[ItemForm]
    follower: FollowerForm
    reason: ReturnForm
    refusal: str = ""
    conflict: Conflict | None = None
    missing: list[Any] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Whether anything that was typed is refused."""
        return any(form.errors for form in (*self.items, self.follower, self.reason))


@require_http_methods(["GET", "POST"])
def remediation(request: TenantRequest, year: int, plan_id: int) -> HttpResponse:
    """One plan; POST does the step that its form names."""
    plan = found.plan_for(request.actor, plan_id, year)
    step = request.POST.get("buoc", SAVE) if request.method == "POST" else ""
    forms = _forms(request, plan, step)
    if not step:
        return _page(request, plan, forms)
    _need_part(request, plan, step)
    try:
        done = STEPS.get(step, _save)(request, plan, forms)
    except Conflict as conflict:
        forms.conflict = conflict
        return _page(request, plan, forms, status=409)
    if not done:
        return _page(request, plan, forms, status=422)
    messages.success(request, TOLD.get(step, TOLD[SAVE]))
    return redirect("reviews:remediation", request.tenant.slug, year, plan.pk)


def _forms(request: TenantRequest, plan: RemediationPlan, step: str) -> PlanForms:
    people = list(found.people_for(plan.subject, clock.today()))
    typed = request.POST if step in {SAVE, SUBMIT} else None
    return PlanForms(
        items=[ItemForm(row, people, typed) for row in found.items_of(plan)],
        follower=FollowerForm(
            request.POST if step in {APPROVE, ASSIGN} else None,
            people=found.possible_followers(plan.subject, clock.today()),
            follower_id=plan.follower_id,
        ),
        reason=ReturnForm(request.POST if step == REOPEN else None),
    )


def _save(request: TenantRequest, plan: RemediationPlan, forms: PlanForms) -> bool:
    if not all([form.is_valid() for form in forms.items]):  # noqa: C419 – every form tells its errors
        return False
    typed = {form.item.pk: form.typed() for form in forms.items}
    try:
        plans.save_plan(plan_id=plan.pk, items=typed, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        for form in forms.items:
            own = {name: text for name, text in refusal.errors.items() if name.startswith(f"{form.item.anchor}-")}
            blame(form, InvalidInput({name.partition(f"{form.item.anchor}-")[2]: text for name, text in own.items()}))
        return False
    return True


def _submit(request: TenantRequest, plan: RemediationPlan, forms: PlanForms) -> bool:
    """Keep what was typed first; then tell every place that is still empty, with a link to it."""
    if not _save(request, plan, forms):
        return False
    forms.missing = found.missing_in(plan)
    if forms.missing:
        forms.items = _forms(request, plan, "").items
        return False
    plans.submit_plan(plan_id=plan.pk, actor=request.actor, at=clock.now())
    return True


def _with_follower(
    service: Callable[..., RemediationPlan],
) -> Callable[[TenantRequest, RemediationPlan, PlanForms], bool]:
    def act(request: TenantRequest, plan: RemediationPlan, forms: PlanForms) -> bool:
        return _try(request, plan, forms.follower, service, {"follower": "follower_id"})

    return act


def _reopen(request: TenantRequest, plan: RemediationPlan, forms: PlanForms) -> bool:
    return _try(request, plan, forms.reason, plans.reopen_plan, {"reason": "reason"})


def _try(
    request: TenantRequest,
    plan: RemediationPlan,
    form: Form,
    service: Callable[..., RemediationPlan],
    names: dict[str, str],
) -> bool:
    if not form.is_valid():
        return False
    typed = {argument: form.cleaned_data[name] for name, argument in names.items()}
    try:
        service(plan_id=plan.pk, actor=request.actor, at=clock.now(), **typed)
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


STEPS: dict[str, Callable[[TenantRequest, RemediationPlan, PlanForms], bool]] = {
    SAVE: _save,
    SUBMIT: _submit,
    APPROVE: _with_follower(plans.approve_plan),
    REOPEN: _reopen,
    ASSIGN: _with_follower(plans.change_follower),
}


def _rights(request: TenantRequest, plan: RemediationPlan) -> dict[str, bool]:
    actor, review = request.actor, getattr(plan.subject, "review", None)
    roles = remediation_rules.approving_roles(set_of(plan.subject.cycle))
    return {
        "writes": access.can_write_remediation(actor, plan.subject, review),
        "approves": access.can_approve_remediation(actor, plan.subject, roles),
    }


def _need_part(request: TenantRequest, plan: RemediationPlan, step: str) -> None:
    """Asked before the form is looked at, so that a wrong one shows nobody what he or she may not do."""
    rights = _rights(request, plan)
    if not rights["approves" if step in {APPROVE, REOPEN, ASSIGN} else "writes"]:
        raise PermissionDenied


def _page(request: TenantRequest, plan: RemediationPlan, forms: PlanForms, *, status: int = 200) -> HttpResponse:
    rights, state = _rights(request, plan), RemediationState(plan.state)
    own = plan.submitted_by_id == request.actor.account.pk
    rules = set_of(plan.subject.cycle)
    context = {
        "cycle": plan.subject.cycle,
        "plan": plan,
        "forms": forms,
        "approver": remediation_rules.approver_words(rules),
        "report_label": remediation_rules.form_label(rules, is_person=plan.subject.person_id is not None),
        "clauses": rules.source("remedy.planDue").clauses,
        "can_write": rights["writes"] and state == RemediationState.DRAFT,
        "can_approve": rights["approves"] and state == RemediationState.SUBMITTED and not own,
        "can_reopen": rights["approves"] and state != RemediationState.DRAFT,
        "can_assign": rights["approves"] and state == RemediationState.APPROVED,
        "print_url": registry.remediation_print_address(plan, request.actor),
        "today": clock.today(),
    }
    return render(request, "reviews/remediation.html", context, status=status)


@require_http_methods(["GET", "POST"])
@limited("upload")
def remediation_item(request: TenantRequest, year: int, item_id: int) -> HttpResponse:
    """What was done about one shortcoming; POST adds a report or a check."""
    item = found.item_for(request.actor, item_id, year)
    forms = {kind: EntryForm(kind) for kind in RemediationEntryKind}
    if request.method == "POST":
        kind = RemediationEntryKind.CHECK if request.POST.get("buoc") == "kiem-tra" else RemediationEntryKind.PROGRESS
        if not _may_enter(request, item)[kind]:
            raise PermissionDenied
        form = forms[kind] = EntryForm(kind, request.POST, request.FILES)
        if form.is_valid() and _add(request, item, kind, form):
            messages.success(request, "Đã ghi kết quả kiểm tra." if kind == "check" else "Đã ghi tiến độ khắc phục.")
            return redirect("reviews:remediation_item", request.tenant.slug, year, item.pk)
    return _item_page(request, item, forms)


def _add(request: TenantRequest, item: RemediationItem, kind: RemediationEntryKind, form: EntryForm) -> bool:
    service = progress.check_remedy if kind == RemediationEntryKind.CHECK else progress.report_progress
    try:
        service(item_id=item.pk, entry=form.typed(), actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    return True


def _may_enter(request: TenantRequest, item: RemediationItem) -> dict[RemediationEntryKind, bool]:
    review = getattr(item.plan.subject, "review", None)
    return {
        RemediationEntryKind.PROGRESS: access.can_report_remedy(request.actor, item, review),
        RemediationEntryKind.CHECK: access.can_check_remedy(request.actor, item.plan),
    }


def _item_page(
    request: TenantRequest, item: RemediationItem, forms: dict[RemediationEntryKind, EntryForm]
) -> HttpResponse:
    rights = _may_enter(request, item)
    is_open = item.plan.state == RemediationState.APPROVED and not item.is_fixed
    entries = list(item.entries.select_related("made_by").order_by("-made_at", "-pk"))
    evidence = registry.evidence_of(entries)
    context = {
        "cycle": item.plan.subject.cycle,
        "plan": item.plan,
        "item": item,
        "log": [(entry, evidence.get(entry.pk, [])) for entry in entries],
        "report_form": forms[RemediationEntryKind.PROGRESS],
        "check_form": forms[RemediationEntryKind.CHECK],
        "can_report": is_open and rights[RemediationEntryKind.PROGRESS],
        "can_check": is_open and rights[RemediationEntryKind.CHECK],
        "is_late": is_open and item.last_day is not None and item.last_day < clock.today(),
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "reviews/remediation_item.html", context, status=422 if bad else 200)
