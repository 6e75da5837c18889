"""Targets and products through the year: set, reported on, proved, carried on, cited."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all, current_tenant_id
from reviews import registry
from reviews.models import DegreeCitation, FormLine, Product, Review, Target
from reviews.queries import targets as queries
from reviews.queries.contents import form_of
from reviews.queries.targets import PERSON, Bearer
from reviews.registry import Upload
from reviews.regulations.forms_of_sets import NEXT_TASK
from reviews.services import saving
from reviews.services.transitions import local_day

MOST = 200
CLAUSES = ("HY-B.I.3.1-2",)


@dataclass(frozen=True)
class TargetInput:
    """A target as it is set."""

    name: str
    basis: str = ""
    is_main: bool = False
    assigned: Decimal | None = None
    unit: str = ""
    lower_is_better: bool = False
    due_on: date | None = None
    person: int | None = None


@dataclass(frozen=True)
class ResultInput:
    """How far a target is."""

    achieved: Decimal | None = None
    done_on: date | None = None
    result: str = ""


@dataclass(frozen=True)
class ProductInput:
    """Something that was brought about, with a file as evidence where there is one."""

    title: str
    made_on: date
    target: int | None = None
    recognition: str = ""
    evidence: Upload | None = None


@transaction.atomic
def add_target(*, bearer: Bearer, year: int, typed: TargetInput, actor: Actor, at: datetime) -> Target:
    """Set a target for a body or a person. (HY-A.2-4)"""
    _need_setter(actor, bearer, at)
    _check_open(bearer, year)
    if queries.targets_of(bearer, year).count() >= MOST:
        raise Refused(f"Mỗi danh mục tối đa {MOST} chỉ tiêu, nhiệm vụ. Mời gộp các dòng giống nhau.")
    values = _values(bearer, typed, at)
    row = Target(tenant_id=current_tenant_id(), year=year, **(values | bearer.condition))
    row.save()
    _record(actor, "add_target", row, at, f"Thêm chỉ tiêu, nhiệm vụ năm {year} của {bearer.name}: {row.name}")
    return row


@transaction.atomic
def save_target(*, target_id: int, typed: TargetInput, version: int, actor: Actor, at: datetime) -> Target:
    """Change what was set; what somebody else changed meanwhile is a conflict."""
    row, bearer = _locked(target_id, actor, at)
    _need_setter(actor, bearer, at)
    _check_open(bearer, row.year)
    values = _values(bearer, typed, at)
    if bearer.kind == PERSON:
        del values["person_id"]
    return _keep(row, values, version, actor, at, f"Sửa chỉ tiêu, nhiệm vụ của {bearer.name}: {row.name}")


@transaction.atomic
def report_result(*, target_id: int, typed: ResultInput, version: int, actor: Actor, at: datetime) -> Target:
    """Whoever answers for a target, or may set it, enters how far it is. (HY-B.I.3.1-2, SL-I.3-2)"""
    row, bearer = _locked(target_id, actor, at)
    if actor.person_id != row.person_id or actor.person_id is None:
        _need_setter(actor, bearer, at)
    _check_open(bearer, row.year)
    if row.assigned is None and typed.achieved is not None:
        raise InvalidInput({"achieved": "Chỉ tiêu này không giao bằng số; ghi kết quả bằng lời và ngày hoàn thành."})
    values = asdict(typed) | {"result": saving.cleaned("result", typed.result).strip()}
    return _keep(row, values, version, actor, at, f"Ghi kết quả chỉ tiêu của {bearer.name}: {row.name}")


@transaction.atomic
def remove_target(*, target_id: int, actor: Actor, at: datetime) -> None:
    """Take a line away that nothing was brought about under; what it said stays in the trail."""
    row, bearer = _locked(target_id, actor, at)
    _need_setter(actor, bearer, at)
    _check_open(bearer, row.year)
    if row.products.exists():
        raise Refused("Chỉ tiêu này đã có sản phẩm nên không bỏ được; mời ghi kết quả.")
    _record(actor, "remove_target", row, at, f"Bỏ chỉ tiêu, nhiệm vụ của {bearer.name}: {row.name}")
    row.delete()


@transaction.atomic
def add_product(*, bearer: Bearer, year: int, typed: ProductInput, actor: Actor, at: datetime) -> Product:
    """Record what was brought about, with its day and evidence, all year long. (HY-A.2-4)"""
    target = queries.targets_of(bearer, year).filter(pk=typed.target).first() if typed.target is not None else None
    answers = target is not None and actor.person_id is not None and actor.person_id == target.person_id
    if not answers:
        _need_setter(actor, bearer, at)
    _check_open(bearer, year)
    errors: dict[str, str] = {}
    title = saving.cleaned("title", typed.title, 300).strip()
    if not title:
        errors["title"] = "Ghi tên sản phẩm, kết quả cụ thể."
    if typed.made_on > local_day(at):
        errors["made_on"] = "Sản phẩm chỉ ghi khi đã có; ngày này chưa tới."
    if typed.target is not None and target is None:
        errors["target"] = "Chọn một chỉ tiêu trong danh mục."
    if errors:
        raise InvalidInput(errors)
    row = Product(
        tenant_id=current_tenant_id(), year=year, target=target, title=title, made_on=typed.made_on,
        recognition=saving.cleaned("recognition", typed.recognition, 300).strip(), added_at=at,
        added_by=actor.account, **bearer.condition,
    )  # fmt: skip
    row.save()
    if typed.evidence is not None:
        registry.keep_evidence(row, typed.evidence, actor, at)
    words = f"Ghi sản phẩm năm {year} của {bearer.name}: {row.title}"
    audit.record(actor=actor, action="add_product", target=row, at=at, summary=words[:300])
    return row


@transaction.atomic
def carry_over(*, bearer: Bearer, year: int, actor: Actor, at: datetime) -> int:
    """Take what was not met into the next year's list, once; tell how many lines are new. (SL-IV.3-2)"""
    _need_setter(actor, bearer, at)
    return _carry(bearer, year, actor, at)


@transaction.atomic
def carry_from_report(review: Review, actor: Actor, at: datetime) -> None:
    """With the final report of an office its open points and its tasks go into next year's list. (SL-IV.3-2)"""
    if not any(section.lines == NEXT_TASK for section in form_of(review)):
        return
    _carry(queries.bearer_of(review.subject), review.subject.cycle.year, actor, at, plan=review)


def _carry(bearer: Bearer, year: int, actor: Actor, at: datetime, *, plan: Review | None = None) -> int:
    _check_open(bearer, year + 1)
    held = set(queries.targets_of(bearer, year + 1).filter(carried_from=year).values_list("name", flat=True))
    open_rows = [row for row in queries.targets_of(bearer, year) if not row.is_met and row.name not in held]
    fresh = [
        Target(
            tenant_id=row.tenant_id, year=year + 1, collective_id=row.collective_id, person_id=row.person_id,
            organization_id=row.organization_id, name=row.name, basis=row.basis, is_main=row.is_main, unit=row.unit,
            assigned=row.assigned, lower_is_better=row.lower_is_better, carried_from=year,
        )
        for row in open_rows
    ]  # fmt: skip
    fresh += [row for row in _planned(plan, bearer, year) if row.name not in held] if plan else []
    made = create_all(Target, fresh)
    if open_rows or made:
        words = f"Chuyển {len(fresh)} chỉ tiêu, nhiệm vụ của {bearer.name} sang năm {year + 1}"
        _record(actor, "carry_targets", made[0] if made else open_rows[0], at, words)
    return len(fresh)


def _planned(plan: Review, bearer: Bearer, year: int) -> Iterator[Target]:
    """The tasks that a report names for the year after, each with its day."""
    for row in FormLine.objects.filter(review=plan, kind=NEXT_TASK).order_by("position", "pk"):
        said = row.values
        yield Target(
            tenant_id=plan.tenant_id, year=year + 1, name=" ".join(said["task"].split())[:500],
            basis=f"Báo cáo công tác năm {year}, lĩnh vực {said['field']}"[:300],
            due_on=date.fromisoformat(said["due"]), carried_from=year, **bearer.condition,
        )  # fmt: skip


@transaction.atomic
def cite_products(*, review_id: int, chosen: Iterable[tuple[str, int]], actor: Actor, at: datetime) -> int:
    """Say which products the degrees of a form rest on; what is not chosen any more is taken out. (HY-A.2-4)"""
    review = saving.writable(review_id, actor)
    bearer = queries.bearer_of(review.subject)
    own = {product.pk for product in queries.products_of(bearer, review.subject.cycle.year)}
    keys = {section.key for section in form_of(review) if section.has_degree}
    wanted = {(key, pk) for key, pk in chosen if key in keys and pk in own}
    rows = {(row.key, row.product_id): row for row in DegreeCitation.objects.filter(review=review)}
    for pair in rows.keys() - wanted:
        rows[pair].delete()
    fresh = [
        DegreeCitation(tenant_id=review.tenant_id, review=review, key=key, product_id=pk)
        for key, pk in sorted(wanted - rows.keys())
    ]
    create_all(DegreeCitation, fresh)
    if fresh or rows.keys() - wanted:
        changes = {"cited": [list(pair) for pair in sorted(wanted)]}
        saving.leave_trace(
            review, actor, at, action="cite_products", target=review, what="căn cứ của cấp độ", changes=changes
        )
    return len(wanted)


def _values(bearer: Bearer, typed: TargetInput, at: datetime) -> dict[str, Any]:
    name = saving.cleaned("name", typed.name, 500).strip()
    if not name:
        raise InvalidInput({"name": "Ghi tên chỉ tiêu, nhiệm vụ."})
    if typed.assigned is not None and not typed.unit.strip():
        raise InvalidInput({"unit": "Chỉ tiêu giao bằng số phải có đơn vị tính."})
    if typed.person is not None and not _can_answer(bearer, typed.person, at):
        raise InvalidInput({"person": "Chọn một đồng chí trong danh sách."})
    return {
        "name": name,
        "basis": saving.cleaned("basis", typed.basis, 300).strip(),
        "is_main": typed.is_main,
        "assigned": typed.assigned,
        "unit": saving.cleaned("unit", typed.unit, 40).strip(),
        "lower_is_better": typed.lower_is_better,
        "due_on": typed.due_on,
        "person_id": typed.person,
    }


def _can_answer(bearer: Bearer, person_id: int, at: datetime) -> bool:
    return bool(queries.people_of(bearer, local_day(at)).filter(pk=person_id).exists())


def _keep(row: Target, values: dict[str, Any], version: int, actor: Actor, at: datetime, words: str) -> Target:
    fields = saving.changed_fields(row, values, version, theirs_by="")
    if not fields:
        return row
    before = {name: str(getattr(row, name)) for name in fields}
    for name in fields:
        setattr(row, name, values[name])
    row.version += 1
    row.save()
    changes = {name: [before[name], str(values[name])] for name in fields}
    _record(actor, "save_target", row, at, words, changes)
    return row


def _locked(target_id: int, actor: Actor, at: datetime) -> tuple[Target, Bearer]:
    row = Target.objects.select_for_update(of=("self",)).filter(pk=target_id).first()
    if row is None:
        raise NotVisible
    return queries.target_for(actor, row.pk, row.year, local_day(at))


def _need_setter(actor: Actor, bearer: Bearer, at: datetime) -> None:
    if not queries.may_set(actor, bearer, local_day(at)):
        raise PermissionDenied


def _check_open(bearer: Bearer, year: int) -> None:
    if reason := queries.closed_by(bearer, year):
        raise Refused(f"Không sửa được danh mục chỉ tiêu, sản phẩm: {reason}", clauses=CLAUSES)


def _record(
    actor: Actor, action: str, row: Target, at: datetime, words: str, changes: dict[str, Any] | None = None
) -> None:
    audit.record(actor=actor, action=action, target=row, at=at, summary=words[:300], changes=changes)
