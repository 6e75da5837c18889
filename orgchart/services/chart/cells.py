"""Party life: where members belong, and which committee member is in charge of which unit."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.kinds import MembershipKind, OrganizationKind
from orgchart.models import CellMembership, Organization, Person, Supervision, SupervisionKind
from orgchart.services.chart._common import check_forward, day_before, need_pen
from orgchart.services.chart.posts import period


@transaction.atomic
def join_cell(
    *,
    person: Person,
    cell: Organization,
    started_on: date,
    actor: Actor,
    at: datetime,
    kind: str = MembershipKind.OFFICIAL,
    ended_on: date | None = None,
    moves: bool = False,
) -> CellMembership:
    """A member begins party life in a cell; with `moves` the official life elsewhere ends the day before."""
    need_pen(actor)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    row = CellMembership(
        tenant_id=person.tenant_id, person=person, cell=cell, kind=kind, started_on=started_on, ended_on=ended_on
    )
    left = _leave_other(row) if moves and kind == MembershipKind.OFFICIAL else None
    check_membership(row)
    row.save()
    changes = {"moved_from": left} if left else {}
    audit.record(
        actor=actor, action="join_cell", target=row, at=at, changes=changes,
        summary=f"Sinh hoạt đảng ({row.get_kind_display().lower()}) tại {cell.name}",
    )  # fmt: skip
    return row


def _leave_other(row: CellMembership) -> int | None:
    """End the official membership that runs; the id of the row that ended."""
    other = CellMembership.objects.filter(person_id=row.person_id, kind=MembershipKind.OFFICIAL, ended_on=None).first()
    if other is None:
        return None
    other.ended_on = day_before(row.started_on, "started_on")
    if other.ended_on < other.started_on:
        message = f"Đảng viên sinh hoạt ở {other.cell} từ {other.started_on:%d/%m/%Y}; ghi ngày chuyển sau ngày đó."
        raise InvalidInput({"started_on": message})
    other.save()
    return other.pk


@transaction.atomic
def leave_cell(*, membership_id: int, ended_on: date, actor: Actor, at: datetime) -> CellMembership:
    """Party life in a cell ends; the row stays."""
    need_pen(actor)
    row = CellMembership.objects.select_for_update(of=("self",)).select_related("cell").get(pk=membership_id)
    check_forward(row.started_on, ended_on, "ended_on")
    row.ended_on = ended_on
    check_membership(row)
    row.save()
    summary = f"Thôi sinh hoạt đảng tại {row.cell.name}"
    audit.record(actor=actor, action="leave_cell", target=row, at=at, summary=summary)
    return row


def check_membership(row: CellMembership) -> None:
    """What has to hold for a membership; the errors stand at the fields of the form."""
    if row.cell.kind != OrganizationKind.PARTY_CELL:
        raise InvalidInput({"cell": f"{row.cell} không phải là chi bộ; chọn chi bộ nơi đảng viên sinh hoạt."})
    check_forward(row.started_on, row.ended_on, "ended_on")
    closed = row.cell.valid_to
    if closed is not None and (row.ended_on is None or row.ended_on > closed):
        message = f"{row.cell} đã kết thúc hoạt động ngày {closed:%d/%m/%Y}; chọn chi bộ khác."
        raise InvalidInput({"cell": message})
    same = CellMembership.objects.filter(Q(ended_on=None) | Q(ended_on__gte=row.started_on), person_id=row.person_id)
    same = same.exclude(pk=row.pk).select_related("cell").order_by("started_on", "pk")
    if row.ended_on is not None:
        same = same.filter(started_on__lte=row.ended_on)
    here = same.filter(kind=row.kind, cell_id=row.cell_id).first()
    if here is not None:
        raise InvalidInput({"started_on": f"Đảng viên đã sinh hoạt ở đây {period(here)}; ghi ngày không chồng nhau."})
    official = same.filter(kind=MembershipKind.OFFICIAL).first()
    if row.kind == MembershipKind.OFFICIAL and official is not None:
        raise InvalidInput(
            {
                "cell": f"Đảng viên sinh hoạt chính thức ở {official.cell} {period(official)}; mỗi đảng viên chỉ sinh "
                "hoạt chính thức ở một chi bộ. Đánh dấu “Chuyển sinh hoạt đến đây”, hoặc chọn sinh hoạt tạm thời."
            }
        )


@transaction.atomic
def put_in_charge(
    *,
    person: Person,
    organization: Organization,
    started_on: date,
    actor: Actor,
    at: datetime,
    kind: str = SupervisionKind.IN_CHARGE,
) -> Supervision:
    """Somebody is in charge of a unit, or follows it for a party agency. (CC-IIIb.5-1, HY-C.1-4)"""
    need_pen(actor)
    check_forward(started_on, None, "started_on")
    running = Supervision.objects.filter(Q(ended_on=None) | Q(ended_on__gte=started_on), person=person)
    found = running.filter(organization=organization).first()
    if found is not None:
        what = "theo dõi" if found.kind == SupervisionKind.MONITOR else "phụ trách"
        raise InvalidInput({"organization": f"Đồng chí này đã {what} {organization} {period(found)}."})
    row = Supervision(
        tenant_id=person.tenant_id, person=person, organization=organization, kind=kind, started_on=started_on
    )
    row.save()
    summary = f"Phân công {row.get_kind_display().lower()}: {organization.name}"
    audit.record(actor=actor, action="put_in_charge", target=row, at=at, summary=summary)
    return row


@transaction.atomic
def end_charge(*, supervision_id: int, ended_on: date, actor: Actor, at: datetime) -> Supervision:
    """A committee member is no longer in charge of a unit; the row stays."""
    need_pen(actor)
    rows = Supervision.objects.select_for_update(of=("self",)).select_related("organization")
    row = rows.get(pk=supervision_id)
    check_forward(row.started_on, ended_on, "ended_on")
    row.ended_on = ended_on
    row.save()
    summary = f"Thôi phụ trách {row.organization.name}"
    audit.record(actor=actor, action="end_charge", target=row, at=at, summary=summary)
    return row
