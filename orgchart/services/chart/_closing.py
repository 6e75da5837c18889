"""Ending an organisation with all that hangs on it, the day before something else begins."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from orgchart.errors import InvalidInput
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Post, Supervision
from orgchart.services.chart._common import day_before

Leaving = tuple[Sequence[Post], Sequence[CellMembership]]


def _runs(day: date) -> Q:
    return Q(ended_on=None) | Q(ended_on__gte=day)


def current_posts(organizations: Collection[Organization], day: date) -> QuerySet[Post]:
    """The posts in organisations that would still be held at a day, highest first."""
    rows = Post.objects.filter(_runs(day), organization__in=organizations)
    return rows.select_related("person", "collective", "organization").order_by("rank", "person__sort_key", "pk")


def current_memberships(organizations: Collection[Organization], day: date) -> QuerySet[CellMembership]:
    """The memberships in cells that would still run at a day, by name."""
    rows = CellMembership.objects.filter(_runs(day), cell__in=organizations)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def close(organization: Organization, day: date, only: Leaving | None = None) -> None:
    """End an organisation and what hangs on it the day before; with `only` it goes on and some people leave."""
    last = day_before(day, "happened_on")
    posts, members = only or (current_posts([organization], day), current_memberships([organization], day))
    for row in (*posts, *members):
        _end(row, last, str(row.person))
    if only is not None:
        return
    for charge in Supervision.objects.filter(_runs(day), organization=organization).select_related("person"):
        _end(charge, last, str(charge.person))
    lasts = Q(valid_to=None) | Q(valid_to__gte=day)
    of_it = Q(organization=organization) | Q(collective__organization=organization) | Q(post__organization=organization)
    for link in ManagementLink.objects.filter(lasts & of_it):
        link.valid_to = max(last, link.valid_from)
        link.save()
    for body in Collective.objects.filter(lasts, organization=organization):
        body.valid_to = last if body.valid_from is None else max(last, body.valid_from)
        body.version += 1
        body.save()
    begun = organization.valid_from or organization.founded_on
    if begun is not None and last < begun:
        message = f"{organization.name} hoạt động từ {begun:%d/%m/%Y}; ghi ngày sau ngày đó."
        raise InvalidInput({"happened_on": message})
    organization.valid_to = last
    organization.version += 1
    organization.save()


def _end(row: Post | CellMembership | Supervision, last: date, who: str) -> None:
    if row.started_on > last:
        message = f"{who}: {row} bắt đầu từ {row.started_on:%d/%m/%Y}; ghi ngày sau ngày đó, hoặc sửa ngày bắt đầu."
        raise InvalidInput({"happened_on": message})
    row.ended_on = last
    if isinstance(row, Post):
        row.version += 1
    row.save()
