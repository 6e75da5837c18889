"""The days that the office has corrected, and what changes with them."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django_scopes import get_scope

from reviews import calendar
from reviews.models import Conference, Cycle, DayCorrection, DayKind
from reviews.queries.conferences import BEFORE_OPENING, local_day
from reviews.queries.cycles import deadlines_of
from reviews.queries.regulations import rules_of

# The open scope with its corrections: read once in it, as long as nothing is corrected.
_known: ContextVar[tuple[object, Mapping[date, bool]] | None] = ContextVar("day_corrections", default=None)


def corrections_of_office() -> Mapping[date, bool]:
    """Days off (True) and days worked (False) by correction of the open tenant (one query in a scope)."""
    state = get_scope()
    if state.get("tenant") is None:
        return {}
    known = _known.get()
    if known is None or known[0] is not state:
        rows = DayCorrection.objects.order_by("pk").values_list("day", "kind")
        newest = dict(rows)
        days = {day: kind == DayKind.OFF for day, kind in newest.items() if kind != DayKind.PUBLISHED}
        known = (state, days)
        _known.set(known)
    return known[1]


def forget() -> None:
    """Read the corrections anew: somebody has just written one."""
    _known.set(None)


def history() -> QuerySet[DayCorrection]:
    """Everything that was corrected, newest first."""
    return DayCorrection.objects.select_related("entered_by").order_by("-entered_at", "-pk")


@dataclass(frozen=True)
class Effect:
    """A day that the corrections move: without them, and as it holds."""

    what: str
    before: date
    after: date


def effects_on(cycle: Cycle) -> list[Effect]:
    """Last working days of the plan and last sending days of conferences to come that the corrections move."""
    published = calendar.is_published_working_day
    found = [
        Effect(row.title, calendar.last_working_day(row.last_day, published), calendar.last_working_day(row.last_day))
        for row in deadlines_of(cycle)
    ]
    lead = rules_of(cycle).collective_lead
    for conference in Conference.objects.filter(cycle=cycle, state__in=BEFORE_OPENING).order_by("starts_at", "pk"):
        day = local_day(conference.starts_at)
        found.append(
            Effect(
                f"Gửi tài liệu: {conference.title}",
                calendar.last_sending_day(day, lead, published),
                calendar.last_sending_day(day, lead),
            )
        )
    return [one for one in found if one.before != one.after]
