"""Posts: who holds which one, in which collective, from when to when."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind, PostRole
from orgchart.models import Collective, Organization, Person, Post
from orgchart.services.chart._common import check_forward, clean, day_before, need_pen, next_version


class PostFields(TypedDict, total=False):
    """What is known about a post; days are `date` or None, choices are values of orgchart.kinds."""

    organization: Organization
    collective: Collective | None
    title: str
    title_group: str
    rank: int
    role: str
    line: str
    is_full_time: bool
    working_share: int
    started_on: Any
    ended_on: Any
    transferred_in_on: Any
    suspended_on: Any


@transaction.atomic
def appoint(
    *, person: Person, actor: Actor, at: datetime, replaces: Post | None = None, **fields: Unpack[PostFields]
) -> Post:
    """Give a person a post; in a collective the organisation is that of the collective.

    `replaces` names a post of the same person that ends the day before: a move in one step.
    """
    need_pen(actor)
    post = new_post(person=person, **fields)
    _lock_collective(post)
    if replaces is not None:
        _give_way(replaces, post)
    check_post(post)
    post.save()
    changes = {"replaces": replaces.pk} if replaces else {}
    audit.record(actor=actor, action="appoint", target=post, at=at, summary=f"Bổ nhiệm: {post.title}", changes=changes)
    return post


def new_post(*, person: Person, **fields: Any) -> Post:
    """An unsaved row whose organisation follows its collective; for one post and for thousands."""
    collective: Collective | None = fields.get("collective")
    if collective is not None:
        fields["organization"] = collective.organization
    post = Post(tenant_id=person.tenant_id, person=person, **fields)
    post.title, post.title_group = clean(post.title), clean(post.title_group)
    return post


@transaction.atomic
def update_post(
    *, post_id: int, actor: Actor, at: datetime, version: int | None = None, **fields: Unpack[PostFields]
) -> Post:
    """Correct a post, suspend it or end it; raises Outdated where somebody else wrote in between."""
    need_pen(actor)
    post = Post.objects.select_for_update(of=("self",)).select_related("organization", "person").get(pk=post_id)
    next_version(post, version)
    before = {key: getattr(post, key) for key in fields}
    for key, value in fields.items():
        setattr(post, key, clean(value) if isinstance(value, str) else value)
    if post.collective is not None and post.collective.organization_id != post.organization_id:
        raise InvalidInput({"collective": f"Tập thể này không thuộc {post.organization}; chọn lại tập thể."})
    _lock_collective(post)
    check_post(post)
    post.save()
    changed = sorted(key for key, value in before.items() if getattr(post, key) != value)
    audit.record(
        actor=actor, action="update_post", target=post, at=at, summary=f"Sửa chức vụ: {post.title}",
        changes={"fields": changed},
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post_id: int, ended_on: date, actor: Actor, at: datetime) -> Post:
    """A post ends; the row stays, because past cycles refer to it."""
    need_pen(actor)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    check_forward(None, ended_on, "ended_on")
    if ended_on < post.started_on:
        raise InvalidInput({"ended_on": f"Ngày thôi giữ chức phải từ {post.started_on:%d/%m/%Y} trở đi."})
    next_version(post, None)
    post.ended_on = ended_on
    check_post(post)
    post.save()
    audit.record(actor=actor, action="end_post", target=post, at=at, summary=f"Thôi giữ chức: {post.title}")
    return post


def check_post(post: Post) -> None:
    """What has to hold for a post; the errors stand at the fields of the form."""
    if post.organization_id is None:
        raise InvalidInput({"organization": "Chọn tổ chức, cơ quan, đơn vị nơi giữ chức vụ."})
    if not post.title:
        raise InvalidInput({"title": "Nhập tên chức vụ."})
    check_forward(post.started_on, post.ended_on, "ended_on")
    for field in ("transferred_in_on", "suspended_on"):
        check_forward(None, getattr(post, field), field)
    _check_place_stands(post)
    if post.role == PostRole.HEAD:
        _check_one_head(post)
    twins = Post.objects.filter(
        person=post.person, organization=post.organization, collective=post.collective, title__iexact=post.title
    )
    found = _overlapping(post, twins).first()
    if found is not None:
        raise InvalidInput(
            {
                "started_on": f"Người này đã giữ chức vụ {found.title} tại đây {period(found)}. "
                "Sửa chức vụ đó, hoặc ghi ngày không chồng lên nhau."
            }
        )


def _check_place_stands(post: Post) -> None:
    places: list[tuple[str, Any]] = [("organization", post.organization)]
    if post.collective is not None:
        places.append(("collective", post.collective))
    for field, place in places:
        closed = place.valid_to
        if closed is not None and (post.ended_on is None or post.ended_on > closed):
            message = (
                f"{place.name} đã kết thúc hoạt động ngày {closed:%d/%m/%Y}; chọn nơi khác hoặc ghi ngày thôi giữ."
            )
            raise InvalidInput({field: message})


def _check_one_head(post: Post) -> None:
    """A collective, and a cell without committee, has one head at a time."""
    heads = Post.objects.filter(role=PostRole.HEAD)
    if post.collective_id is not None:
        heads = heads.filter(collective_id=post.collective_id)
    elif post.organization.kind == OrganizationKind.PARTY_CELL:
        heads = heads.filter(organization_id=post.organization_id, collective=None)
    else:
        return
    other = _overlapping(post, heads).select_related("person").first()
    if other is not None:
        raise InvalidInput(
            {
                "role": f"Đồng chí {other.person.full_name} là người đứng đầu ở đây {period(other)}. "
                "Ghi ngày thôi giữ của đồng chí đó trước, hoặc chọn vai trò khác."
            }
        )


def _overlapping(post: Post, rows: QuerySet[Post]) -> QuerySet[Post]:
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=post.started_on)).exclude(pk=post.pk)
    return rows if post.ended_on is None else rows.filter(started_on__lte=post.ended_on)


def period(row: Any) -> str:
    """The time that a dated row holds, in words."""
    ended = f"đến {row.ended_on:%d/%m/%Y}" if row.ended_on else "đến nay"
    return f"từ {row.started_on:%d/%m/%Y} {ended}"


def _lock_collective(post: Post) -> None:
    """Two appointments to one collective follow one another, so that the second sees the first."""
    if post.collective_id is not None:
        Collective.objects.select_for_update(of=("self",)).get(pk=post.collective_id)


def _give_way(old: Post, new: Post) -> None:
    if old.person_id != new.person_id:
        raise PermissionDenied
    row = Post.objects.select_for_update(of=("self",)).get(pk=old.pk)
    row.ended_on = day_before(new.started_on, "started_on")
    if row.ended_on < row.started_on:
        raise InvalidInput(
            {"started_on": f"Chức vụ được thay bắt đầu {row.started_on:%d/%m/%Y}; ghi ngày sau ngày đó."}
        )
    next_version(row, None)
    row.save()
