"""Nhắc việc: what somebody was told, day by day; the office also sees whether the letters have gone out."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from orgchart import clock
from orgchart.middleware import TenantRequest
from reviews.queries import nudges


@require_GET
def nudge_list(request: TenantRequest) -> HttpResponse:
    """The reminders of the last two weeks, each with the way to its task."""
    today, actor = clock.today(), request.actor
    rows = nudges.nudges_of(actor.account.pk, today)
    context = {
        "days": [(day, list(found)) for day, found in groupby(rows, key=lambda row: row.day)],
        "today": today,
        "letters": nudges.letters_of(today) if actor.is_office else None,
        "has_address": bool(actor.account.email),
    }
    return render(request, "reviews/nudges.html", context)
