"""Writing decisions on discipline from a workbook: all of them or none, in one transaction, by the worker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, JobFailed
from orgchart.imports.disciplines import DecisionPlan, DisciplinePlan
from orgchart.models import Collective, DisciplineRecord, ImportState, Job, Person, RosterImport
from orgchart.queries.rosters import discipline_plan_for
from orgchart.services.chart.discipline import record_discipline, update_discipline
from orgchart.services.jobs import requester_of
from orgchart.services.roster_imports import forget_content
from orgchart.tenancy import scope

Report = Callable[[int, int], None]
CHANGED_MEANWHILE = (
    "Dữ liệu đã thay đổi sau khi xem trước, nên chưa ghi gì. Mở lại bản xem trước, trả lời các chỗ mới rồi ghi."
)
REFUSED = "Chưa ghi gì: quyết định số {number} – {reason}"


def run_write_job(job: Job, report: Report, at: datetime) -> None:
    """The handler of the outbox: compare once more, write all of it, keep the counts; running twice writes once."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        taken = RosterImport.objects.select_for_update(of=("self",)).get(pk=job.arguments["import"])
        actor = requester_of(job, at)
        if taken.state != ImportState.PREVIEW or actor is None:
            return
        plan = discipline_plan_for(taken)
        if plan.is_open:
            raise JobFailed(CHANGED_MEANWHILE)
        _write(plan, actor, at, report)
        _close(taken, plan, actor, at)


def _write(plan: DisciplinePlan, actor: Actor, at: datetime, report: Report) -> None:
    written: dict[str, DisciplineRecord] = {}
    waiting = plan.to_write()
    for done, one in enumerate(waiting, start=1):
        try:
            written[one.key] = _write_one(one, written, actor, at)
        except InvalidInput as refusal:
            reason = " ".join(refusal.errors.values())
            raise JobFailed(REFUSED.format(number=one.values["decision_number"], reason=reason)) from None
        report(done, len(waiting))


def _write_one(one: DecisionPlan, written: dict[str, DisciplineRecord], actor: Actor, at: datetime) -> DisciplineRecord:
    values: dict[str, Any] = dict(one.values)
    if one.case is not None:
        known = isinstance(one.case, int)
        values["same_case_as"] = DisciplineRecord.objects.get(pk=one.case) if known else written[str(one.case)]
    if one.known is not None:
        return update_discipline(record_id=one.known, actor=actor, at=at, **values)
    sort, _, number = one.bearer.partition(":")
    bearer: dict[str, Any] = (
        {"person": Person.objects.get(pk=number)} if sort == "p" else {"collective": Collective.objects.get(pk=number)}
    )
    return record_discipline(actor=actor, at=at, **bearer, **values)


def _close(taken: RosterImport, plan: DisciplinePlan, actor: Actor, at: datetime) -> None:
    taken.state, taken.written_at, taken.counts = ImportState.WRITTEN, at, plan.counts()
    forget_content(taken)
    taken.save()
    counts = plan.counts()
    audit.record(
        actor=actor, action="write_disciplines", target=taken, at=at, changes=counts,
        summary=f"Ghi quyết định kỷ luật từ tệp {taken.file_name}: thêm {counts['new']}, sửa {counts['changed']}",
    )  # fmt: skip
