"""Many persons, posts and memberships at once, for imports: the same rules, a fixed number of queries, one record.

Every function takes whole rows, checks all of them, and either writes all or raises InvalidRows with the errors of
each position. Checks between rows see the rows of the batch and those of the database.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, InvalidRows
from orgchart.kinds import MembershipKind, OrganizationKind, PostRole
from orgchart.models import CellMembership, Collective, Organization, Person, Post
from orgchart.services.chart._common import check_forward, need_pen
from orgchart.services.chart.people import new_person
from orgchart.services.chart.posts import new_post, period
from orgchart.tenancy import create_all

Given = TypeVar("Given")
Made = TypeVar("Made")
Dated = TypeVar("Dated", Post, CellMembership)


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered."""

    full_name: str
    birth_date: date | None = None
    joined_party_on: date | None = None
    residence: str = ""


@dataclass(frozen=True)
class NewPost:
    """A post to be entered; the organisation may be left out where there is a collective."""

    person: Person
    title: str
    title_group: str
    rank: int
    role: str
    line: str
    started_on: date
    organization: Organization | None = None
    collective: Collective | None = None
    is_full_time: bool = True
    working_share: int = 100
    ended_on: date | None = None
    transferred_in_on: date | None = None
    suspended_on: date | None = None


@dataclass(frozen=True)
class NewMembership:
    """A membership to be entered."""

    person: Person
    cell: Organization
    started_on: date
    kind: str = MembershipKind.OFFICIAL
    ended_on: date | None = None


@transaction.atomic
def add_people(*, rows: Sequence[NewPerson], actor: Actor, at: datetime) -> list[Person]:
    """Enter persons; whether somebody is there already is for the caller to know."""
    need_pen(actor)
    people = _each(rows, lambda row: new_person(tenant_id=actor.tenant_id, **asdict(row)))
    return _written(Person, people, actor, at, "add_people", "Thêm {} người vào danh sách")


@transaction.atomic
def appoint_all(*, rows: Sequence[NewPost], actor: Actor, at: datetime) -> list[Post]:
    """Enter posts: one head a collective, one post of a title, person and place at a time."""
    need_pen(actor)
    posts = _each(rows, _post)
    _keep_apart(posts, _posts_beside(posts), _post_clash)
    return _written(Post, posts, actor, at, "appoint_all", "Ghi {} chức vụ")


@transaction.atomic
def join_cells(*, rows: Sequence[NewMembership], actor: Actor, at: datetime) -> list[CellMembership]:
    """Enter memberships: one official cell a person at a time."""
    need_pen(actor)
    memberships = _each(rows, lambda row: _membership(row, actor.tenant_id))
    people = {row.person_id for row in memberships}
    beside = CellMembership.objects.filter(person_id__in=people).select_related("cell").order_by("started_on", "pk")
    _keep_apart(memberships, beside, _membership_clash)
    return _written(CellMembership, memberships, actor, at, "join_cells", "Ghi {} nơi sinh hoạt đảng")


def _each(rows: Iterable[Given], make: Callable[[Given], Made]) -> list[Made]:
    made: list[Made] = []
    errors: dict[int, dict[str, str]] = {}
    for position, row in enumerate(rows):
        try:
            made.append(make(row))
        except InvalidInput as refusal:
            errors[position] = refusal.errors
    if errors:
        raise InvalidRows(errors)
    return made


def _post(row: NewPost) -> Post:
    fields: dict[str, Any] = {key: getattr(row, key) for key in row.__dataclass_fields__ if key != "person"}
    post = new_post(person=row.person, **fields)
    if post.organization_id is None:
        raise InvalidInput({"organization": "Thiếu tổ chức, cơ quan, đơn vị nơi giữ chức vụ."})
    if not post.title:
        raise InvalidInput({"title": "Thiếu tên chức vụ."})
    check_forward(post.started_on, post.ended_on, "ended_on")
    _check_stands(post.collective or post.organization, post.ended_on, "organization")
    return post


def _membership(row: NewMembership, tenant_id: int) -> CellMembership:
    if row.cell.kind != OrganizationKind.PARTY_CELL:
        raise InvalidInput({"cell": f"{row.cell} không phải là chi bộ."})
    check_forward(row.started_on, row.ended_on, "ended_on")
    _check_stands(row.cell, row.ended_on, "cell")
    return CellMembership(
        tenant_id=tenant_id, person=row.person, cell=row.cell, kind=row.kind, started_on=row.started_on,
        ended_on=row.ended_on,
    )  # fmt: skip


def _check_stands(place: Organization | Collective, ended_on: date | None, field: str) -> None:
    closed = place.valid_to
    if closed is not None and (ended_on is None or ended_on > closed):
        raise InvalidInput({field: f"{place.name} đã kết thúc hoạt động ngày {closed:%d/%m/%Y}."})


def _posts_beside(posts: Sequence[Post]) -> list[Post]:
    """The posts of the same persons, and the heads of the same collectives."""
    people = {post.person_id for post in posts}
    bodies = {post.collective_id for post in posts if post.collective_id}
    rows = Post.objects.select_related("person")
    return list(
        (rows.filter(person_id__in=people) | rows.filter(collective_id__in=bodies, role=PostRole.HEAD)).order_by("pk")
    )


def _keep_apart(new: Sequence[Dated], there: Iterable[Dated], clash: Callable[[Dated], dict[Any, str]]) -> None:
    """Raise InvalidRows where two rows that may not hold at one time do; `clash` gives what they may not share."""
    held: dict[Any, list[Dated]] = defaultdict(list)
    for row in there:
        for key in clash(row):
            held[key].append(row)
    errors: dict[int, dict[str, str]] = {}
    for position, row in enumerate(new):
        for key, message in clash(row).items():
            other = next((one for one in held[key] if _meet(one, row)), None)
            if other is not None:
                errors.setdefault(position, {})[key[0]] = message.format(when=period(other), other=other)
            held[key].append(row)
    if errors:
        raise InvalidRows(errors)


def _meet(one: Dated, other: Dated) -> bool:
    return (one.ended_on is None or one.ended_on >= other.started_on) and (
        other.ended_on is None or other.ended_on >= one.started_on
    )


def _post_clash(post: Post) -> dict[Any, str]:
    place = (post.person_id, post.organization_id, post.collective_id, post.title.casefold())
    found: dict[Any, str] = {("started_on", *place): "Người này đã giữ chức vụ này tại đây {when}."}
    if post.role == PostRole.HEAD and post.collective_id is not None:
        found["role", post.collective_id] = "Tập thể đã có người đứng đầu {when}."
    return found


def _membership_clash(row: CellMembership) -> dict[Any, str]:
    found: dict[Any, str] = {
        ("started_on", row.person_id, row.cell_id, row.kind): "Đảng viên đã sinh hoạt ở đây {when}."
    }
    if row.kind == MembershipKind.OFFICIAL:
        found["cell", row.person_id] = "Đảng viên đã sinh hoạt chính thức ở chi bộ khác {when}."
    return found


def _written(model: Any, rows: list[Any], actor: Actor, at: datetime, action: str, words: str) -> list[Any]:
    """Write all rows and one record of them, at the root of the chart."""
    made = create_all(model, rows)
    root = Organization.objects.filter(depth=1).first()
    if made and root is not None:
        ids = [row.pk for row in made]
        audit.record(
            actor=actor, action=action, target=root, at=at, summary=words.format(len(made)), changes={"rows": ids}
        )
    return made
