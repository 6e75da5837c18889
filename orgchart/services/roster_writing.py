"""Writing a roster: all of it or nothing, in one transaction, by the worker."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction

from orgchart import audit
from orgchart.access import Actor, load_actor
from orgchart.errors import InvalidInput, JobFailed
from orgchart.imports.plan import Effect, MembershipPlan, NewUnit, Plan, PostPlan, Ref
from orgchart.imports.units import KINDS
from orgchart.models import CellMembership, ImportState, Job, Organization, Person, Post, RosterImport
from orgchart.names import name_sort_key, search_key
from orgchart.roster_queries import plan_for
from orgchart.services import chart
from orgchart.services.roster_imports import forget_content
from orgchart.tenancy import create_all, scope, update_all

BATCH = 500
CHANGED_MEANWHILE = (
    "Sơ đồ tổ chức đã thay đổi sau khi xem trước, nên chưa ghi gì. Mở lại bản xem trước, trả lời các chỗ mới rồi ghi."
)
CLASHES = "Danh sách trái với dữ liệu đã có (trùng chức vụ, trùng chi bộ hoặc trùng thời gian), nên chưa ghi gì. {hint}"
T = TypeVar("T")
Report = Callable[[int, int], None]


def run_write_job(job: Job, report: Report, at: datetime) -> None:
    """The handler of the outbox: compare once more, write all of it, keep the counts; running twice writes once."""
    try:
        with transaction.atomic(), scope(tenant=job.tenant_id):
            roster = RosterImport.objects.select_for_update(of=("self",)).get(pk=job.arguments["import"])
            if roster.state != ImportState.PREVIEW or job.requested_by is None:
                return
            actor = load_actor(job.requested_by, job.tenant_id)
            plan = plan_for(roster)
            if plan.is_open:
                raise JobFailed(CHANGED_MEANWHILE)
            _Writer(plan, actor, at, report).write()
            _close(roster, plan, actor, at)
    except IntegrityError:
        # Not its message: a database quotes the values that it refuses.
        raise JobFailed(CLASHES.format(hint="Tải tệp lên lần nữa để xem lại.")) from None
    except InvalidInput as refusal:
        raise JobFailed(CLASHES.format(hint=" ".join(refusal.errors.values()))) from None


def _close(roster: RosterImport, plan: Plan, actor: Actor, at: datetime) -> None:
    roster.state, roster.written_at, roster.counts = ImportState.WRITTEN, at, plan.counts()
    forget_content(roster)
    roster.save()
    counts = plan.counts()
    audit.record(
        actor=actor,
        action="write_roster",
        target=roster,
        at=at,
        summary=(
            f"Ghi danh sách {roster.file_name}: thêm {counts['new']}, sửa {counts['changed']}, "
            f"không đổi {counts['same']} người"
        ),
        changes=counts,
    )


class _Writer:
    """Makes what the plan names, from organisations down to memberships, and remembers what became of each."""

    def __init__(self, plan: Plan, actor: Actor, at: datetime, report: Report) -> None:
        self.plan, self.actor, self.at, self.report = plan, actor, at, report
        self.made: dict[Ref, int] = {}
        self.total = max(len(plan.persons) + len(plan.posts) + len(plan.memberships), 1)
        self.done = 0

    def write(self) -> None:
        """Everything, in the order in which it refers to each other."""
        for unit in self.plan.units:
            self._unit(unit)
        for one in self.plan.collectives:
            unit = Organization.objects.get(pk=self._id(one.unit))
            collective = chart.create_collective(
                organization=unit, actor=self.actor, at=self.at, name=one.name, kind=one.kind
            )
            self.made[one.ref] = collective.pk
        self._persons()
        for ended in self.plan.ended_posts:
            chart.end_post(post_id=ended.id, ended_on=ended.ended_on, actor=self.actor, at=self.at)
        self._in_batches(Post, [self._post(one) for one in self.plan.posts])
        self._end_memberships()
        self._in_batches(CellMembership, [self._membership(one) for one in self.plan.memberships])

    def _id(self, ref: Ref) -> int:
        return ref if isinstance(ref, int) else self.made[ref]

    def _unit(self, unit: NewUnit) -> None:
        known = KINDS.get(unit.kind)
        parent = Organization.objects.get(pk=self._id(unit.parent))
        made = chart.create_organization(
            parent=parent,
            actor=self.actor,
            at=self.at,
            name=unit.name,
            kind=unit.kind,
            level=known.level if known and known.level == "unit" else parent.level,
            bloc=known.bloc if known else parent.bloc,
        )
        self.made[unit.ref] = made.pk

    def _persons(self) -> None:
        new = list(self.plan.of_effect(Effect.NEW))
        rows = [self._person(one.name, one.fields) for one in new]
        for number, stored in enumerate(self._in_batches(Person, rows)):
            self.made[new[number].ref] = stored.pk
        changed = {int(one.ref): one.fields for one in self.plan.of_effect(Effect.CHANGED) if one.fields}
        people = list(Person.objects.filter(pk__in=list(changed)))
        for person in people:
            for key, value in changed[person.pk].items():
                setattr(person, key, value)
        update_all(Person, people, ["birth_date", "joined_party_on", "residence"])

    def _person(self, name: str, fields: dict[str, object]) -> Person:
        person = Person(tenant_id=self.actor.tenant_id, full_name=name, **fields)
        person.sort_key, person.search_key = name_sort_key(name)[:400], search_key(name)[:120]
        return person

    def _post(self, one: PostPlan) -> Post:
        title = one.title
        return Post(
            tenant_id=self.actor.tenant_id,
            person_id=self._id(one.person),
            organization_id=self._id(one.unit),
            collective_id=self._id(one.collective) if one.collective is not None else None,
            title=title.title[:120],
            title_group=title.group,
            rank=title.rank,
            role=title.role,
            line=title.line,
            started_on=one.started_on,
            ended_on=one.ended_on,
        )

    def _end_memberships(self) -> None:
        """Who moves leaves the old cell on the day before; where that would be before it began, it never was."""
        followed = {one.follows: one for one in self.plan.memberships if one.follows}
        for row in CellMembership.objects.filter(pk__in=list(followed)):
            row.ended_on = max(followed[row.pk].started_on - timedelta(days=1), row.started_on)
            followed[row.pk].started_on = max(followed[row.pk].started_on, row.ended_on + timedelta(days=1))
            row.save()

    def _membership(self, one: MembershipPlan) -> CellMembership:
        return CellMembership(
            tenant_id=self.actor.tenant_id,
            person_id=self._id(one.person),
            cell_id=self._id(one.cell),
            kind=one.kind,
            started_on=one.started_on,
        )

    def _in_batches(self, model: type[T], rows: Sequence[T]) -> list[T]:
        return [stored for batch in _batches(rows) for stored in self._store(model, batch)]

    def _store(self, model: type[T], batch: Sequence[T]) -> list[T]:
        stored = create_all(model, batch)  # type: ignore[type-var]
        self.done += len(stored)
        self.report(self.done, self.total)
        return stored


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
