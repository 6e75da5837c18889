"""Organisations in the tree of the tenant, and their leading collectives."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q

from orgchart import audit, queries
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.kinds import CollectiveKind, CommitteeForm, OrganizationKind, SuccessionKind
from orgchart.models import Collective, Organization, Post, Succession, Tenant
from orgchart.services.chart._common import check_forward, clean, need_pen, next_version

NO_COUNCIL = (
    "Địa bàn thực hiện chính quyền đô thị từ {since:%d/%m/%Y}, không tổ chức Hội đồng nhân dân. "
    "Chọn loại hình khác, hoặc bỏ đánh dấu chính quyền đô thị ở tổ chức cấp trên."
)


class OrganizationFields(TypedDict, total=False):
    """What is known about an organisation; days are `date` or None, choices are values of orgchart.kinds."""

    name: str
    short_name: str
    kind: str
    committee_form: str
    level: str
    bloc: str
    has_seal: bool
    has_single_head: bool
    urban_government_since: Any
    valid_from: Any
    valid_to: Any
    founded_on: Any


def tenant_root_path(tenant: Tenant) -> str:
    """The first path step of a tenant's tree, made from its own number so that the trees of tenants never meet."""
    # treebeard offers no public way to a root of a given number; its own counting would mix the tenants.
    path: str = Organization._get_path("", 1, tenant.pk)  # noqa: SLF001
    return path


@transaction.atomic
def create_root(*, tenant: Tenant, actor: Actor, at: datetime, **fields: Unpack[OrganizationFields]) -> Organization:
    """The organisation that stands for the tenant itself, above all others."""
    need_pen(actor)
    root = Organization(tenant=tenant, path=tenant_root_path(tenant), depth=1, **fields)
    check_organization(root, None)
    root.save()
    audit.record(actor=actor, action="create_root", target=root, at=at, summary=f"Lập sơ đồ: {root.name}")
    return root


@transaction.atomic
def create_organization(
    *, parent: Organization, actor: Actor, at: datetime, decision_number: str = "", **fields: Unpack[OrganizationFields]
) -> Organization:
    """An organisation below another one; with `founded_on` it is a founding, which the rules of the year ask for."""
    need_pen(actor)
    above = Organization.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    check_organization(Organization(tenant_id=above.tenant_id, **fields), above)
    child = _add_child(above, fields)
    if child.founded_on:
        Succession(
            tenant_id=child.tenant_id,
            successor=child,
            kind=SuccessionKind.FOUNDED,
            happened_on=child.founded_on,
            decision_number=clean(decision_number),
        ).save()
    audit.record(actor=actor, action="create_organization", target=child, at=at, summary=f"Thêm tổ chức: {child.name}")
    return child


def _add_child(above: Organization, fields: OrganizationFields) -> Organization:
    nodes: Any = Organization.objects  # treebeard's manager, which the scoped one derives from
    given = {**fields, "name": clean(str(fields.get("name", ""))), "level": _level(fields)}
    child: Organization = nodes.add_child(above, {"tenant_id": above.tenant_id, **given})
    return child


def _level(fields: OrganizationFields) -> str:
    """The name of a committee settles its level where it can. (HY-B.I.1.1a-2)"""
    form = fields.get("committee_form", "")
    settled = CommitteeForm(form).level if form else None
    return settled or fields.get("level", "")


@transaction.atomic
def update_organization(
    *,
    organization_id: int,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    **fields: Unpack[OrganizationFields],
) -> Organization:
    """Correct what is known about an organisation; raises Outdated where somebody else wrote in between."""
    need_pen(actor)
    row = Organization.objects.select_for_update(of=("self",)).get(pk=organization_id)
    next_version(row, version)
    before = {key: getattr(row, key) for key in fields}
    for key, value in fields.items():
        setattr(row, key, clean(value) if isinstance(value, str) else value)
    row.level = _level({"committee_form": row.committee_form, "level": row.level})
    check_organization(row, queries.parent_of(row))
    _check_council_is_closed(row)
    changed = sorted(key for key, value in before.items() if getattr(row, key) != value)
    row.save()
    audit.record(
        actor=actor, action="update_organization", target=row, at=at, summary=f"Sửa thông tin tổ chức: {row.name}",
        changes={"fields": changed},
    )  # fmt: skip
    return row


def check_organization(row: Organization, above: Organization | None) -> None:
    """What has to hold for an organisation below another one; the errors stand at the fields of the form."""
    if not clean(row.name):
        raise InvalidInput({"name": "Nhập tên tổ chức, cơ quan, đơn vị."})
    if row.committee_form and row.kind != OrganizationKind.PARTY_COMMITTEE:
        raise InvalidInput({"committee_form": "Chỉ đảng bộ mới có hình thức cấp ủy; để trống ô này."})
    check_forward(row.valid_from, row.valid_to, "valid_to")
    check_forward(row.founded_on, row.valid_to, "founded_on")
    check_forward(row.urban_government_since, None, "urban_government_since")
    if above is None:
        return
    begin = row.valid_from or row.founded_on
    if above.valid_to is not None and (begin is None or begin > above.valid_to):
        message = f"{above.name} đã kết thúc hoạt động ngày {above.valid_to:%d/%m/%Y}; chọn tổ chức cấp trên khác."
        raise InvalidInput({"valid_from": message})
    _check_name_is_free(row, above)
    if row.kind in {OrganizationKind.PEOPLES_COUNCIL, OrganizationKind.COUNCIL_COMMITTEE} and row.valid_to is None:
        since = queries.urban_government_since(above)
        if since is not None:
            raise InvalidInput({"kind": NO_COUNCIL.format(since=since)})


def _check_name_is_free(row: Organization, above: Organization) -> None:
    beside = queries.children_of(above).filter(name__iexact=clean(row.name), valid_to=None).exclude(pk=row.pk)
    if row.valid_to is None and beside.exists():
        message = f"Trực thuộc {above.name} đã có tổ chức tên này; mở tổ chức đó, hoặc ghi tên khác."
        raise InvalidInput({"name": message})


def _check_council_is_closed(row: Organization) -> None:
    """The mark of urban government stands only where no council is left. (GB-1-2)"""
    since = row.urban_government_since
    if since is None:
        return
    sitting = Collective.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=since),
        queries.within(row, "organization__"),
        kind__in=[CollectiveKind.COUNCIL_STANDING, CollectiveKind.COUNCIL_COMMITTEE],
    ).first()
    if sitting is not None:
        raise InvalidInput(
            {
                "urban_government_since": f"{sitting.name} còn hoạt động ở ngày này. Ghi ngày kết thúc của tập thể đó "
                f"trước {since:%d/%m/%Y}, rồi ghi lại mục này."
            }
        )


# --- Leading collectives -----------------------------------------------------------------------------------


@transaction.atomic
def create_collective(
    *,
    organization: Organization,
    actor: Actor,
    at: datetime,
    name: str,
    kind: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Collective:
    """A leading collective of an organisation; one of a kind at a time."""
    need_pen(actor)
    collective = Collective(
        tenant_id=organization.tenant_id,
        organization=organization,
        name=clean(name),
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    check_collective(collective)
    collective.save()
    audit.record(
        actor=actor, action="create_collective", target=collective, at=at, summary=f"Thêm tập thể: {collective.name}"
    )
    return collective


@transaction.atomic
def update_collective(
    *,
    collective_id: int,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    name: str,
    valid_from: date | None,
    valid_to: date | None,
) -> Collective:
    """Correct a collective or end it; its kind stays, because past years were judged by it."""
    need_pen(actor)
    row = Collective.objects.select_for_update(of=("self",)).select_related("organization").get(pk=collective_id)
    next_version(row, version)
    row.name, row.valid_from, row.valid_to = clean(name), valid_from, valid_to
    check_collective(row)
    if valid_to is not None:
        held = Post.objects.filter(Q(ended_on=None) | Q(ended_on__gt=valid_to), collective=row).count()
        if held:
            message = f"Còn {held} chức vụ trong tập thể này sau ngày đó; ghi ngày thôi giữ các chức vụ trước."
            raise InvalidInput({"valid_to": message})
    row.save()
    audit.record(actor=actor, action="update_collective", target=row, at=at, summary=f"Sửa tập thể: {row.name}")
    return row


def check_collective(row: Collective) -> None:
    """What has to hold for a collective; the errors stand at the fields of the form."""
    if not row.name:
        raise InvalidInput({"name": "Nhập tên tập thể."})
    check_forward(row.valid_from, row.valid_to, "valid_to")
    if row.valid_to is not None:
        return
    twin = Collective.objects.filter(organization_id=row.organization_id, kind=row.kind, valid_to=None)
    found = twin.exclude(pk=row.pk).first()
    if found is not None:
        message = f"{row.organization.name} đã có {found.name} cùng loại; sửa hoặc kết thúc tập thể đó trước."
        raise InvalidInput({"kind": message})
    if row.kind in {CollectiveKind.COUNCIL_STANDING, CollectiveKind.COUNCIL_COMMITTEE}:
        since = queries.urban_government_since(row.organization)
        if since is not None:
            raise InvalidInput({"kind": NO_COUNCIL.format(since=since)})
