"""Writing a roster: all of it or nothing, in one transaction, by the worker."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, InvalidRows, JobFailed
from orgchart.imports.chart import Chart
from orgchart.imports.plan import Effect, MembershipPlan, NewUnit, PersonPlan, Plan, PostPlan, Ref
from orgchart.imports.units import KINDS
from orgchart.kinds import Bloc, Level
from orgchart.models import CellMembership, Collective, ImportState, Job, Organization, Person, RosterImport, Tenant
from orgchart.queries.rosters import compare_roster, load_chart
from orgchart.services import chart
from orgchart.services.chart import NewMembership, NewPerson, NewPost
from orgchart.services.chart.people import check_person
from orgchart.services.jobs import requester_of
from orgchart.services.roster_imports import forget_content
from orgchart.tenancy import scope, update_all

BATCH = 500
MOST_COMPARISONS = 3
CHANGED_MEANWHILE = (
    "Sơ đồ tổ chức đã thay đổi sau khi xem trước, nên chưa ghi gì. Mở lại bản xem trước, trả lời các chỗ mới rồi ghi."
)
CLASHES = "Danh sách trái với dữ liệu đã có (trùng chức vụ, trùng chi bộ hoặc trùng thời gian), nên chưa ghi gì. {hint}"
T = TypeVar("T")
Report = Callable[[int, int], None]


def run_write_job(job: Job, report: Report, at: datetime) -> None:
    """The handler of the outbox: compare once more, write all of it, keep the counts; running twice writes once.

    Comparing ten thousand rows takes seconds in which the database is not asked: that is done before the transaction
    that writes, and again where the chart has changed in between.
    """
    for _ in range(MOST_COMPARISONS):
        roster, chart_before = _read(job)
        if roster.state != ImportState.PREVIEW:
            return
        plan = compare_roster(roster, chart_before)
        if plan.is_open:
            raise JobFailed(CHANGED_MEANWHILE)
        if _written_onto(chart_before, plan, job, report, at):
            return
    raise JobFailed(CHANGED_MEANWHILE)


def _read(job: Job) -> tuple[RosterImport, Chart]:
    """The import and the chart as they stand now, in a transaction of their own."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        roster = RosterImport.objects.get(pk=job.arguments["import"])
        return roster, load_chart(Tenant.objects.get(pk=job.tenant_id))


def _written_onto(chart_before: Chart, plan: Plan, job: Job, report: Report, at: datetime) -> bool:
    """Write a plan onto the chart that it was made for; False where the chart is another one by now."""
    try:
        with transaction.atomic(), scope(tenant=job.tenant_id):
            roster = RosterImport.objects.select_for_update(of=("self",)).get(pk=job.arguments["import"])
            actor = requester_of(job, at)
            if roster.state != ImportState.PREVIEW or actor is None:
                return True
            if load_chart(Tenant.objects.get(pk=job.tenant_id)) != chart_before:
                return False
            _Writer(plan, actor, at, report).write()
            _close(roster, plan, actor, at)
    except IntegrityError:
        # Not its message: a database quotes the values that it refuses.
        raise JobFailed(CLASHES.format(hint="Tải tệp lên lần nữa để xem lại.")) from None
    except InvalidRows as refusal:
        raise JobFailed(CLASHES.format(hint=_first_reason(refusal))) from None
    except InvalidInput as refusal:
        raise JobFailed(CLASHES.format(hint=" ".join(refusal.errors.values()))) from None
    return True


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
        self.units = {row.pk: row for row in Organization.objects.filter(valid_to=None)}
        self.bodies = {row.pk: row for row in Collective.objects.filter(valid_to=None).select_related("organization")}
        self.people: dict[Ref, Person] = {}
        self.made: dict[Ref, int] = {}
        self.total = max(len(plan.persons) + len(plan.posts) + len(plan.memberships), 1)
        self.done = 0

    def write(self) -> None:
        """Everything, in the order in which it refers to each other."""
        for unit in self.plan.units:
            self._unit(unit)
        for one in self.plan.collectives:
            body = chart.create_collective(
                organization=self.units[self._id(one.unit)], actor=self.actor, at=self.at, name=one.name, kind=one.kind
            )
            self.bodies[body.pk], self.made[one.ref] = body, body.pk
        self._persons()
        for ended in self.plan.ended_posts:
            chart.end_post(post_id=ended.id, ended_on=ended.ended_on, actor=self.actor, at=self.at)
        for posts in self._batches(self.plan.posts):
            chart.appoint_all(rows=[self._post(one) for one in posts], actor=self.actor, at=self.at)
        self._end_memberships()
        for memberships in self._batches(self.plan.memberships):
            chart.join_cells(rows=[self._membership(one) for one in memberships], actor=self.actor, at=self.at)

    def _id(self, ref: Ref) -> int:
        return ref if isinstance(ref, int) else self.made[ref]

    def _unit(self, unit: NewUnit) -> None:
        known = KINDS.get(unit.kind)
        parent = self.units[self._id(unit.parent)]
        made = chart.create_organization(
            parent=parent,
            actor=self.actor,
            at=self.at,
            name=unit.name,
            kind=unit.kind,
            level=known.level if known and known.level == Level.UNIT else Level(parent.level),
            bloc=known.bloc if known else Bloc(parent.bloc),
        )
        self.units[made.pk], self.made[unit.ref] = made, made.pk

    def _persons(self) -> None:
        for batch in self._batches(list(self.plan.of_effect(Effect.NEW))):
            rows = [NewPerson(full_name=one.name, **_particulars(one)) for one in batch]
            stored = chart.add_people(rows=rows, actor=self.actor, at=self.at)
            self.people |= {one.ref: person for one, person in zip(batch, stored, strict=True)}
        there = {int(one.ref): one for one in self.plan.persons if isinstance(one.ref, int)}
        known: dict[Ref, Person] = {person.pk: person for person in Person.objects.filter(pk__in=list(there))}
        self.people.update(known)
        changed = [known[pk] for pk, one in there.items() if one.fields]
        for person in changed:
            for key, value in there[person.pk].fields.items():
                setattr(person, key, value)
            check_person(person)
            person.version += 1
        update_all(Person, changed, ["birth_date", "joined_party_on", "residence", "version"])

    def _post(self, one: PostPlan) -> NewPost:
        title = one.title
        return NewPost(
            person=self.people[one.person],
            organization=self.units[self._id(one.unit)],
            collective=self.bodies[self._id(one.collective)] if one.collective is not None else None,
            title=title.title[:120],
            title_group=title.group,
            rank=title.rank,
            role=title.role,
            line=title.line,
            started_on=one.started_on,
            ended_on=one.ended_on,
        )

    def _end_memberships(self) -> None:
        """Who moves leaves the old cell on the day before; who began there on that very day stays one day."""
        followed = {one.follows: one for one in self.plan.memberships if one.follows}
        for row in CellMembership.objects.filter(pk__in=list(followed)):
            last = max(followed[row.pk].started_on - timedelta(days=1), row.started_on)
            followed[row.pk].started_on = last + timedelta(days=1)
            chart.leave_cell(membership_id=row.pk, ended_on=last, actor=self.actor, at=self.at)

    def _membership(self, one: MembershipPlan) -> NewMembership:
        return NewMembership(
            person=self.people[one.person],
            cell=self.units[self._id(one.cell)],
            kind=one.kind,
            started_on=one.started_on,
        )

    def _batches(self, rows: Sequence[T]) -> Iterator[Sequence[T]]:
        """Pieces of the work; how far it has come is told after each."""
        for start in range(0, len(rows), BATCH):
            piece = rows[start : start + BATCH]
            yield piece
            self.done += len(piece)
            self.report(self.done, self.total)


def _particulars(one: PersonPlan) -> dict[str, Any]:
    return dict(one.fields)


def _first_reason(refusal: InvalidRows) -> str:
    return next((words for fields in refusal.errors.values() for words in fields.values()), "")
