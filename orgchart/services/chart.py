"""Keeping organisations, collectives, persons and posts."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import Account, Collective, Organization, Person, Post, Tenant
from orgchart.names import name_sort_key, search_key


def tenant_root_path(tenant: Tenant) -> str:
    """The first path step of a tenant's tree, made from its own number so that the trees of tenants never meet."""
    # treebeard offers no public way to a root of a given number; its own counting would mix the tenants.
    path: str = Organization._get_path("", 1, tenant.pk)  # noqa: SLF001
    return path


@transaction.atomic
def create_root(*, tenant: Tenant, actor: Actor, at: datetime, **fields: Any) -> Organization:
    """The organisation that stands for the tenant itself, above all others."""
    _need_right(actor)
    root = Organization(tenant=tenant, path=tenant_root_path(tenant), depth=1, **fields)
    root.save()
    audit.record(actor=actor, action="create_root", target=root, at=at, summary=f"Lập sơ đồ: {root.name}")
    return root


@transaction.atomic
def create_organization(*, parent: Organization, actor: Actor, at: datetime, **fields: Any) -> Organization:
    """An organisation below another one."""
    _need_right(actor)
    parent.refresh_from_db()
    nodes: Any = Organization.objects  # treebeard's manager, which the scoped one derives from
    child: Organization = nodes.add_child(parent, {"tenant_id": parent.tenant_id, **fields})
    audit.record(actor=actor, action="create_organization", target=child, at=at, summary=f"Thêm tổ chức: {child.name}")
    return child


@transaction.atomic
def create_collective(*, organization: Organization, actor: Actor, at: datetime, **fields: Any) -> Collective:
    """A leading collective of an organisation."""
    _need_right(actor)
    collective = Collective(tenant_id=organization.tenant_id, organization=organization, **fields)
    collective.save()
    audit.record(
        actor=actor, action="create_collective", target=collective, at=at, summary=f"Thêm tập thể: {collective.name}"
    )
    return collective


@transaction.atomic
def create_person(
    *, full_name: str, actor: Actor, at: datetime, account: Account | None = None, **fields: Any
) -> Person:
    """Somebody new in the rolls; the name is kept whole, its keys are computed."""
    _need_right(actor)
    name = " ".join(full_name.split())
    if not name:
        raise InvalidInput({"full_name": "Nhập họ và tên."})
    person = Person(tenant_id=actor.tenant_id, account=account, **fields)
    _rename(person, name)
    person.save()
    audit.record(actor=actor, action="create_person", target=person, at=at, summary="Thêm người vào danh sách")
    return person


@transaction.atomic
def update_person(*, person_id: int, actor: Actor, at: datetime, **fields: Any) -> Person:
    """Correct the particulars of a person; history keeps what stood before."""
    _need_right(actor)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    name = " ".join(str(fields.pop("full_name", person.full_name)).split())
    if not name:
        raise InvalidInput({"full_name": "Nhập họ và tên."})
    changed = sorted(key for key, value in {**fields, "full_name": name}.items() if getattr(person, key) != value)
    for key, value in fields.items():
        setattr(person, key, value)
    _rename(person, name)
    person.save()
    audit.record(
        actor=actor,
        action="update_person",
        target=person,
        at=at,
        summary="Sửa thông tin cá nhân",
        changes={"fields": changed},
    )
    return person


@transaction.atomic
def appoint(*, person: Person, actor: Actor, at: datetime, **fields: Any) -> Post:
    """Give a person a post; in a collective the organisation is that of the collective."""
    _need_right(actor)
    collective: Collective | None = fields.get("collective")
    if collective is not None:
        fields["organization"] = collective.organization
    post = Post(tenant_id=person.tenant_id, person=person, **fields)
    post.save()
    audit.record(actor=actor, action="appoint", target=post, at=at, summary=f"Bổ nhiệm: {post.title}")
    return post


@transaction.atomic
def end_post(*, post_id: int, ended_on: date, actor: Actor, at: datetime) -> Post:
    """A post ends; the row stays, because past cycles refer to it."""
    _need_right(actor)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    if ended_on < post.started_on:
        raise InvalidInput({"ended_on": f"Ngày thôi giữ chức phải từ {post.started_on:%d/%m/%Y} trở đi."})
    post.ended_on = ended_on
    post.save()
    audit.record(actor=actor, action="end_post", target=post, at=at, summary=f"Thôi giữ chức: {post.title}")
    return post


def _rename(person: Person, name: str) -> None:
    """Some foreign letters fall apart into several in the keys; what exceeds the columns sorts nothing any more."""
    person.full_name = name
    person.sort_key = name_sort_key(name)[:400]
    person.search_key = search_key(name)[:120]


def _need_right(actor: Actor) -> None:
    if not access.can_edit_chart(actor):
        raise PermissionDenied
