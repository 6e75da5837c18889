"""Reminders: what Việc của tôi shows with a day, told at most once a day to whoever it waits for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from orgchart import audit, registry
from orgchart.access import Actor, load_actor
from orgchart.kinds import PostRole, Role
from orgchart.models import Account, Job, Post, RoleGrant, Tenant
from orgchart.queries import current
from orgchart.registry import WorkItem
from orgchart.services.jobs import request_job
from orgchart.tenancy import create_all, current_tenant_id, scope
from orgchart.work import counted
from reviews.calendar import is_working_day
from reviews.models import Cycle, Digest, DigestState, Nudge, NudgeKind, RemediationPlan, ShortcomingStatus
from reviews.reminder_days import HEAD_AFTER, OFFICE_AFTER, is_told, working_days_late
from reviews.states import CycleState

REMIND, MAIL = "remind", "mail_digest"
FIRST_HOUR = 7
OPEN_REMEDY = (ShortcomingStatus.FIXING, ShortcomingStatus.NOT_FIXED)
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def remind_all(*, at: datetime) -> int:
    """Ask for today's reminders in every tenant with a running year or open remedies, and for letters that still wait.

    May run as often as one likes, also twice at once: the keys of the jobs decide. Returns how many tenants were asked.
    """
    local = timezone.localtime(at)
    if local.hour < FIRST_HOUR or not is_working_day(local.date()):
        return 0
    asked = 0
    for tenant in Tenant.objects.order_by("pk"):
        with transaction.atomic(), scope(tenant=tenant.pk):
            if not _has_work():
                continue
            day = local.date().isoformat()
            request_job(kind=REMIND, key=f"remind:{tenant.pk}:{day}", arguments={"day": day}, at=at)
            for digest in Digest.objects.filter(day=local.date(), state=DigestState.WAITING).order_by("pk"):
                ask_for_letter(digest, at)
            asked += 1
    return asked


def _has_work() -> bool:
    """A running year, or remedies of a finished one that are still to be carried out. (NA-2-2)"""
    if Cycle.objects.filter(state__in=[CycleState.ISSUED, CycleState.RUNNING]).exists():
        return True
    return RemediationPlan.objects.filter(items__status__in=OPEN_REMEDY).exists()


def run_reminders(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """The reminders of one tenant and day, all of them or none."""
    day = date.fromisoformat(job.arguments["day"])
    with transaction.atomic(), scope(tenant=job.tenant_id):
        remind(day=day, at=at)
    report(1, 1)


def remind(*, day: date, at: datetime) -> list[Nudge]:
    """Tell every account of the open tenant what is due; what was told today already is not told again."""
    tenant_id = current_tenant_id()
    accounts = _accounts(tenant_id)
    told = {(row.account_id, row.step): row for row in Nudge.objects.filter(day=day)}
    fresh: dict[tuple[int, str], Nudge] = {}
    late: list[_Late] = []
    for account in accounts.values():
        actor = load_actor(account, tenant_id, on=day)
        for item in due_items(actor, day):
            nudge = _nudge(tenant_id, account.pk, item, day)
            fresh.setdefault((nudge.account_id, nudge.step), nudge)
            if nudge.kind == NudgeKind.LATE and actor.person_id is not None and not actor.is_office:
                late.append(_Late(actor, item, working_days_late(nudge.due, day)))
    for nudge in _escalations(tenant_id, late, accounts, day):
        fresh.setdefault((nudge.account_id, nudge.step), nudge)
    new = create_all(Nudge, [nudge for key, nudge in fresh.items() if key not in told])
    if new:
        summary = f"Nhắc việc ngày {day:%d/%m/%Y}: {len(new)} nhắc nhở cho {len({row.account_id for row in new})} người"
        audit.record(actor=None, action="remind", target=new[0], at=at, summary=summary)
    _write_letters(tenant_id, new, accounts, day, at)
    return new


def due_items(actor: Actor, day: date) -> list[WorkItem]:
    """The tasks of Việc của tôi that are mentioned on a day; what waits for others is not."""
    given = chain.from_iterable(provider(actor, day) for provider in registry.work_providers())
    return [
        item for item in counted(given) if item.due is not None and not item.waits_for_others and is_told(item.due, day)
    ]


@dataclass(frozen=True)
class _Late:
    """A task that is overdue, and for how many working days."""

    actor: Actor
    item: WorkItem
    days: int


def _accounts(tenant_id: int) -> dict[int, Account]:
    rows = Account.objects.filter(is_active=True, memberships__tenant=tenant_id, memberships__closed_at=None)
    return {account.pk: account for account in rows.distinct().order_by("pk")}


def _nudge(tenant_id: int, account_id: int, item: WorkItem, day: date) -> Nudge:
    due = item.due or day
    return Nudge(
        tenant_id=tenant_id,
        account_id=account_id,
        step=item.url[:200],
        day=day,
        kind=NudgeKind.LATE if due < day else NudgeKind.AHEAD,
        due=due,
        what=item.what[:300],
        about=item.about[:300],
        url=item.url[:200],
    )


def _escalations(tenant_id: int, late: Iterable[_Late], accounts: dict[int, Account], day: date) -> Iterable[Nudge]:
    """Late tasks of others: first the head of the collective is told, then the office, which can open the text."""
    overdue = list(late)
    heads = _heads_of([one.actor.person_id for one in overdue if one.actor.person_id], day)
    offices = set(RoleGrant.objects.filter(role=Role.OFFICE).values_list("account", flat=True))
    for one in overdue:
        above = heads.get(one.actor.person_id or 0, set()) if one.days >= HEAD_AFTER else set()
        for account_id in sorted((above | (offices if one.days >= OFFICE_AFTER else set())) - {one.actor.account.pk}):
            if account_id in accounts:
                yield _escalation(tenant_id, one, account_id, day, may_open=account_id in offices)


def _escalation(tenant_id: int, late: _Late, account_id: int, day: date, *, may_open: bool) -> Nudge:
    nudge = _nudge(tenant_id, account_id, late.item, day)
    name = late.actor.account.full_name
    nudge.kind, nudge.what = NudgeKind.ESCALATED, f"Đồng chí {name} chưa xong: {late.item.what}"[:300]
    nudge.step = f"{late.actor.account.pk}:{late.item.url}"[:200]
    nudge.url = nudge.url if may_open else ""
    return nudge


def _heads_of(person_ids: list[int], day: date) -> dict[int, set[int]]:
    """The accounts of the heads of the collectives that these persons sit in, without the persons themselves."""
    posts = Post.objects.filter(current(day), person__in=person_ids, collective__isnull=False)
    seats = list(posts.values_list("person", "collective"))
    heads = Post.objects.filter(
        current(day), collective__in={pk for _, pk in seats}, role=PostRole.HEAD, person__account__isnull=False
    ).values_list("collective", "person", "person__account")
    found: dict[int, set[int]] = {}
    for person_id, collective_id in seats:
        found.setdefault(person_id, set()).update(
            account for of, head, account in heads if of == collective_id and head != person_id
        )
    return found


def _write_letters(
    tenant_id: int, nudges: Iterable[Nudge], accounts: dict[int, Account], day: date, at: datetime
) -> None:
    """One letter a day to everybody with an address, however much there is to tell."""
    if settings.EMAIL_BACKEND == NO_MAIL:
        return
    known = set(Digest.objects.filter(day=day).values_list("account", flat=True))
    wanted = sorted({row.account_id for row in nudges if accounts[row.account_id].email} - known)
    for digest in create_all(Digest, [Digest(tenant_id=tenant_id, account_id=pk, day=day) for pk in wanted]):
        ask_for_letter(digest, at)


def ask_for_letter(digest: Digest, at: datetime) -> None:
    """Put the letter of a day into the outbox; the key of the job decides that it goes once."""
    key = f"digest:{digest.tenant_id}:{digest.account_id}:{digest.day.isoformat()}"
    request_job(kind=MAIL, key=key, arguments={"digest": digest.pk}, at=at)
