"""Who decides on whom (phân cấp quản lý): dated, apart from the tree, often another office."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import Collective, ManagementLink, Organization, Post, Tenant
from orgchart.services.chart._common import check_day, check_forward, day_before, need_pen


@transaction.atomic
def set_manager(
    *,
    managed: Post | Collective | Organization,
    managed_by: Tenant,
    valid_from: date,
    actor: Actor,
    at: datetime,
    managing_body: Organization | None = None,
) -> ManagementLink:
    """Say which office decides from a day on; whoever decided until then does so up to the day before.

    `managing_body` names the deciding organisation where it belongs to this tenant. (HY-B.I.1.1c-1)
    """
    need_pen(actor)
    check_day(valid_from, "valid_from")
    if managing_body is not None and managed_by.pk != actor.tenant_id:
        raise InvalidInput({"managing_body": "Chỉ ghi tổ chức quyết định khi đơn vị quyết định là đơn vị này."})
    if managing_body is not None and managing_body == managed:
        raise InvalidInput({"managing_body": "Một tổ chức không tự quyết định về chính mình; chọn tổ chức khác."})
    target = _target(managed)
    _end_running(target, valid_from)
    link = ManagementLink(
        tenant_id=managed.tenant_id, managed_by=managed_by, managing_body=managing_body, valid_from=valid_from, **target
    )
    link.save()
    who = managing_body.name if managing_body else managed_by.name
    summary = f"Phân cấp quản lý: {managed} – {who}"
    audit.record(actor=actor, action="set_manager", target=managed, at=at, summary=summary)
    return link


def _target(managed: Post | Collective | Organization) -> dict[str, Post | Collective | Organization]:
    return {managed._meta.model_name or "": managed}


def _end_running(target: dict[str, Post | Collective | Organization], valid_from: date) -> None:
    links = ManagementLink.objects.select_for_update(of=("self",)).filter(**target)
    later = links.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from)).order_by("valid_from", "pk")
    for link in later:
        if link.valid_from >= valid_from:
            message = f"Đã ghi {link.managing_body or link.managed_by} quyết định từ {link.valid_from:%d/%m/%Y}; "
            raise InvalidInput({"valid_from": message + "ghi ngày sau ngày đó."})
        link.valid_to = day_before(valid_from, "valid_from")
        link.save()


@transaction.atomic
def end_management(*, link_id: int, valid_to: date, actor: Actor, at: datetime) -> ManagementLink:
    """Nobody decides any more from the day after; the row stays."""
    need_pen(actor)
    link = ManagementLink.objects.select_for_update(of=("self",)).get(pk=link_id)
    check_forward(link.valid_from, valid_to, "valid_to")
    link.valid_to = valid_to
    link.save()
    managed = link.post or link.collective or link.organization
    assert managed is not None  # a constraint: exactly one of the three
    audit.record(
        actor=actor, action="end_management", target=managed, at=at, summary=f"Kết thúc phân cấp quản lý: {managed}"
    )
    return link
