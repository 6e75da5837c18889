"""Việc của tôi: what waits for an account, over all its tenants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Cast

from orgchart import registry
from orgchart.access import Actor, load_actor
from orgchart.errors import SecondFactorNeeded
from orgchart.models import Account, Tenant
from orgchart.registry import CountedWork, WorkItem
from orgchart.tenancy import scope

FAR_AWAY = date.max


@dataclass
class WorkGroup:
    """Tasks of one urgency, the nearest first."""

    kind: str
    title: str
    tasks: list[WorkItem] = field(default_factory=list)


def work_of(
    account: Account,
    tenants: Sequence[Tenant],
    today: date,
    *,
    entered: Actor | None = None,
    second_factor: bool = True,
) -> list[WorkGroup]:
    """The tasks of an account in its tenants, each asked in its own scope, grouped by urgency.

    `entered` is the actor of a tenant that the request has entered already. Raises SecondFactorNeeded where the account
    has roles, anywhere, that are not to be used after this login.
    """
    groups = {
        "late": WorkGroup("late", "Quá hạn"),
        "today": WorkGroup("today", "Hôm nay"),
        "week": WorkGroup("week", "Tuần này"),
        "later": WorkGroup("later", "Sau đó"),
        "waiting": WorkGroup("waiting", "Chờ người khác"),
    }
    found = _items(account, tenants, today, entered, second_factor)
    for item in sorted(found, key=lambda item: (item.due or FAR_AWAY, item.what)):
        groups[_urgency(item, today)].tasks.append(item)
    return list(groups.values())


def _items(
    account: Account, tenants: Sequence[Tenant], today: date, entered: Actor | None, second_factor: bool
) -> Iterator[WorkItem]:
    for tenant in tenants:
        with scope(tenant=tenant.pk):
            actor = entered if entered and entered.tenant_id == tenant.pk else None
            actor = actor or load_actor(account, tenant.pk, on=today, second_factor=second_factor)
            if actor.withheld:
                raise SecondFactorNeeded
            given = (provider(actor, today) for provider in registry.work_providers())
            for item in counted(chain.from_iterable(given)):
                yield replace(item, tenant_name=tenant.short_name if len(tenants) > 1 else "")


def counted(items: Iterable[WorkItem | CountedWork]) -> Iterator[WorkItem]:
    """The lines that providers give; what they only count is asked in one statement for all of them."""
    waiting: list[CountedWork] = []
    for item in items:
        if isinstance(item, CountedWork):
            waiting.append(item)
        else:
            yield item
    rows = [_dated(work).annotate(source=Value(place)) for place, work in enumerate(waiting)]
    if rows:
        for slug, year, number, due, place in rows[0].union(*rows[1:], all=True):
            line = waiting[place].line(slug, year, number)
            yield replace(line, due=due) if due else line


def _dated(work: CountedWork) -> QuerySet[Any, Any]:
    return work.rows if work.dated else work.rows.annotate(due=Cast(Value(None), DateField()))


def _urgency(item: WorkItem, today: date) -> str:
    if item.waits_for_others:
        return "waiting"
    if item.due is None:
        return "later"
    if item.due < today:
        return "late"
    if item.due == today:
        return "today"
    return "week" if item.due <= today + timedelta(days=7) else "later"
