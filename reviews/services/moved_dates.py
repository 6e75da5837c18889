"""Telling everybody who was invited that a conference was moved: in the product at once, in the letter of the day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from orgchart.models import Account, Tenant
from orgchart.tenancy import create_all
from reviews.calendar import is_working_day
from reviews.models import Conference, Digest, DigestState, Nudge, NudgeKind
from reviews.services.reminders import NO_MAIL, ask_for_letter
from reviews.states import ConferenceState


def tell(conference: Conference, before: datetime, at: datetime) -> int:
    """A note to each account on the list, once for each new date; bodies outside get a new invitation. (SL-IV.4-3)

    Nobody is told of a date that only its planners knew.
    """
    if conference.state == ConferenceState.PLANNED and conference.cycle.calendar_published_at is None:
        return 0
    rows = Account.objects.filter(
        is_active=True, persons__in=conference.attendances.filter(person__isnull=False).values("person")
    )
    rows = rows.filter(memberships__tenant=conference.tenant_id, memberships__closed_at=None)
    accounts = list(rows.distinct().order_by("pk"))
    today = timezone.localdate(at)
    gone = set(Digest.objects.filter(day=today).exclude(state=DigestState.WAITING).values_list("account", flat=True))
    days = {account.pk: _next_day(today) if account.pk in gone else today for account in accounts}
    news = _news(conference, before, at)
    create_all(Nudge, [Nudge(account_id=pk, day=day, **news) for pk, day in days.items()])
    if settings.EMAIL_BACKEND != NO_MAIL:
        _put_into_letters(conference.tenant_id, [account for account in accounts if account.email], days, at)
    return len(accounts)


def _next_day(day: date) -> date:
    """The letter of a day is sent once; what comes after it waits for the next working day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _news(conference: Conference, before: datetime, at: datetime) -> dict[str, Any]:
    slug = Tenant.objects.get(pk=conference.tenant_id).slug
    url = reverse("reviews:conference", args=[slug, conference.cycle.year, conference.pk])
    old, new = timezone.localtime(before), timezone.localtime(conference.starts_at)
    return {
        "tenant_id": conference.tenant_id,
        "step": f"{url}#{at.isoformat()}"[:200],
        "kind": NudgeKind.MOVED,
        "due": new.date(),
        "what": f"Hội nghị dời từ {old:%H:%M %d/%m/%Y} sang {new:%H:%M %d/%m/%Y}",
        "about": conference.title[:300],
        "url": url,
    }


def _put_into_letters(tenant_id: int, accounts: list[Account], days: dict[int, date], at: datetime) -> None:
    for account in accounts:
        day = days[account.pk]
        digest, _ = Digest.objects.get_or_create(tenant_id=tenant_id, account=account, day=day)
        if day == timezone.localdate(at):
            ask_for_letter(digest, at)
