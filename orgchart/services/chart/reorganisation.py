"""Merger, split, transfer and dissolution: the whole move in one transaction, and what was stays readable.

The old rows end the day before, new rows begin on the day; posts, party life, charge and deciding bodies go over.
Subjects of past years keep pointing to the old rows, so nothing of a finished year changes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from orgchart import audit, queries
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.kinds import OrganizationKind, SuccessionKind
from orgchart.models import CellMembership, Organization, Post, Succession
from orgchart.services.chart._closing import close, current_memberships, current_posts
from orgchart.services.chart._common import check_day, clean, need_pen
from orgchart.services.chart._opening import Opening
from orgchart.services.chart.organizations import check_organization

MAX_PATH = 255


@dataclass(frozen=True)
class NewBody:
    """An organisation that a merger or a split makes; the rest it has from its predecessor."""

    name: str
    short_name: str = ""


@transaction.atomic
def merge_organizations(
    *,
    organization_ids: Collection[int],
    happened_on: date,
    actor: Actor,
    at: datetime,
    into: Organization | None = None,
    new: NewBody | None = None,
    carried_posts: Collection[int] = (),
    decision_number: str = "",
) -> Organization:
    """Several organisations become one: a new one beside the first of them, or one that goes on (`into`).

    Units below, party life and the posts in `carried_posts` go over to it. Raises InvalidInput at `organizations`,
    `name`, `happened_on` or `posts`.
    """
    need_pen(actor)
    check_day(happened_on, "happened_on")
    ending = _locked(pk for pk in organization_ids if into is None or pk != into.pk)
    if not ending or (into is None and len(ending) < 2):
        raise InvalidInput({"organizations": "Chọn ít nhất hai tổ chức để sáp nhập."})
    _check_apart(ending, into)
    target = Organization.objects.select_for_update(of=("self",)).get(pk=into.pk) if into else None
    posts = current_posts(ending, happened_on).filter(pk__in=carried_posts)
    moving, members = list(posts), list(current_memberships(ending, happened_on))
    units = [row for old in ending for row in queries.children_of(old)]
    for old in ending:
        close(old, happened_on)
    if target is None:
        target = _beside(ending[0], new or NewBody(""), happened_on)
    target.merged_on = happened_on
    target.version += 1
    target.save()
    _open(target, ending, happened_on, moving, members)
    for unit in units:
        _move(unit, target)
    for old in ending:
        _remember(old, target, SuccessionKind.MERGED, happened_on, decision_number)
    names = ", ".join(old.name for old in ending)
    summary = f"Sáp nhập {names} vào {target.name}" if into else f"Sáp nhập {names} thành {target.name}"
    _record(actor, "merge_organizations", target, at, summary, [old.pk for old in ending])
    return Organization.objects.get(pk=target.pk)


@transaction.atomic
def split_organization(
    *,
    organization_id: int,
    parts: Sequence[NewBody],
    happened_on: date,
    actor: Actor,
    at: datetime,
    goes_on: bool = False,
    posts: Mapping[int, int] | None = None,
    members: Mapping[int, int] | None = None,
    decision_number: str = "",
) -> list[Organization]:
    """One organisation becomes several, or gives off parts and goes on (`goes_on`).

    `posts` and `members` say by number of the part where posts and memberships go; those not named end with the
    old organisation, or stay in it where it goes on. Raises InvalidInput at `parts`, `happened_on`, `posts`, `members`.
    """
    need_pen(actor)
    check_day(happened_on, "happened_on")
    (old,) = _locked([organization_id])
    if len(parts) < (1 if goes_on else 2):
        raise InvalidInput({"parts": "Ghi tên ít nhất hai tổ chức mới." if not goes_on else "Ghi tên tổ chức mới."})
    if not goes_on and queries.children_of(old).filter(valid_to=None).exists():
        message = "Tổ chức này còn đơn vị trực thuộc đang hoạt động; chuyển giao các đơn vị đó trước khi chia tách."
        raise InvalidInput({"parts": message})
    to_post, to_member = dict(posts or {}), dict(members or {})
    held = {row.pk: row for row in current_posts([old], happened_on)}
    joined = {row.pk: row for row in current_memberships([old], happened_on)}
    left = joined.keys() - to_member.keys()
    if left and not goes_on:
        raise InvalidInput({"members": f"Còn {len(left)} đảng viên chưa có chi bộ mới để chuyển đến; chọn nơi chuyển."})
    leaving = [held[pk] for pk in to_post if pk in held], [joined[pk] for pk in to_member if pk in joined]
    if goes_on:
        close(old, happened_on, only=leaving)
        old.split_on = happened_on
        old.version += 1
        old.save()
    else:
        close(old, happened_on)
    made = []
    for number, part in enumerate(parts):
        new = _beside(old, part, happened_on)
        new.split_on = happened_on
        new.save()
        _open(
            new, [old], happened_on,
            [held[pk] for pk, where in to_post.items() if where == number and pk in held],
            [joined[pk] for pk, where in to_member.items() if where == number and pk in joined],
        )  # fmt: skip
        _remember(old, new, SuccessionKind.SPLIT, happened_on, decision_number)
        made.append(new)
    summary = f"Chia tách {old.name} thành {', '.join(row.name for row in made)}"
    _record(actor, "split_organization", old, at, summary, [row.pk for row in made])
    return made


@transaction.atomic
def transfer_organization(
    *,
    organization_id: int,
    happened_on: date,
    actor: Actor,
    at: datetime,
    new_parent: Organization | None = None,
    new_superior: str = "",
    former_opinion: str = "",
    decision_number: str = "",
) -> Organization:
    """An organisation comes under another superior: inside the chart, or to another office, where it ends here.

    What the former superior says of the year is kept with the event; the rating has to look at it. (CC-III.3-5)
    """
    need_pen(actor)
    check_day(happened_on, "happened_on")
    (row,) = _locked([organization_id])
    above = queries.parent_of(row)
    if above is None:
        raise InvalidInput({"new_parent": "Tổ chức đứng đầu sơ đồ không chuyển giao được."})
    if new_parent is None and not clean(new_superior):
        raise InvalidInput({"new_parent": "Chọn tổ chức cấp trên mới trong sơ đồ, hoặc ghi tên nơi tiếp nhận."})
    if new_parent is None:
        _check_nothing_below(row)
        close(row, happened_on)
    else:
        if new_parent.pk == above.pk:
            raise InvalidInput({"new_parent": f"{row.name} đang trực thuộc {above.name}; chọn tổ chức khác."})
        _check_room(row, new_parent)
        _move(row, new_parent)
        row.refresh_from_db()
    Succession(
        tenant_id=row.tenant_id,
        predecessor=row if new_parent is None else None,
        successor=row if new_parent is not None else None,
        kind=SuccessionKind.TRANSFERRED,
        happened_on=happened_on,
        decision_number=clean(decision_number),
        former_superior=above.name,
        former_opinion=former_opinion.strip(),
        new_superior=new_parent.name if new_parent else clean(new_superior),
    ).save()
    where = new_parent.name if new_parent else clean(new_superior)
    _record(actor, "transfer_organization", row, at, f"Chuyển {row.name} từ {above.name} sang {where}", [above.pk])
    return row


@transaction.atomic
def dissolve_organization(
    *,
    organization_id: int,
    happened_on: date,
    actor: Actor,
    at: datetime,
    members_to: Organization | None = None,
    decision_number: str = "",
) -> Organization:
    """An organisation ends without a successor; members of a cell go to another one (`members_to`)."""
    need_pen(actor)
    check_day(happened_on, "happened_on")
    (row,) = _locked([organization_id])
    if row.depth == 1:
        raise InvalidInput({"happened_on": "Tổ chức đứng đầu sơ đồ không giải thể được ở đây."})
    _check_nothing_below(row)
    members = list(current_memberships([row], happened_on))
    if members and members_to is None:
        message = f"Chi bộ còn {len(members)} đảng viên; chọn chi bộ tiếp nhận."
        raise InvalidInput({"members_to": message})
    if members_to is not None and (members_to.kind != OrganizationKind.PARTY_CELL or members_to.pk == row.pk):
        raise InvalidInput({"members_to": "Chọn một chi bộ khác."})
    close(row, happened_on)
    if members_to is not None:
        Opening(members_to, happened_on).take_members(members)
    Succession(
        tenant_id=row.tenant_id,
        predecessor=row,
        kind=SuccessionKind.DISSOLVED,
        happened_on=happened_on,
        decision_number=clean(decision_number),
    ).save()
    _record(actor, "dissolve_organization", row, at, f"Giải thể {row.name}", [])
    return row


def _locked(ids: Iterable[int]) -> list[Organization]:
    rows = Organization.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    found = list(rows.order_by("path"))
    for row in found:
        if row.valid_to is not None:
            message = f"{row.name} đã kết thúc hoạt động ngày {row.valid_to:%d/%m/%Y}."
            raise InvalidInput({"happened_on": message})
    return found


def _check_apart(ending: Sequence[Organization], into: Organization | None) -> None:
    """Whatever becomes one stands side by side: nobody is merged with a unit of its own."""
    rows = [*ending, *([into] if into else [])]
    for one in rows:
        if one.depth == 1 and one in ending:
            raise InvalidInput({"organizations": "Tổ chức đứng đầu sơ đồ không sáp nhập được vào tổ chức khác."})
        for other in ending:
            if other != one and one.path.startswith(other.path):
                message = f"{one.name} trực thuộc {other.name}; chuyển giao ra ngoài trước khi sáp nhập."
                raise InvalidInput({"organizations": message})


def _check_nothing_below(row: Organization) -> None:
    below = queries.children_of(row).filter(valid_to=None).first()
    if below is not None:
        message = f"Còn {below.name} trực thuộc; giải thể, sáp nhập hoặc chuyển giao các đơn vị trực thuộc trước."
        raise InvalidInput({"happened_on": message})


def _check_room(row: Organization, above: Organization) -> None:
    """Nothing comes to stand below itself, or deeper than a path can tell."""
    if above.path.startswith(row.path):
        message = f"{above.name} nằm trong {row.name}; một tổ chức không thể trực thuộc chính mình. Chọn tổ chức khác."
        raise InvalidInput({"new_parent": message})
    if above.valid_to is not None:
        raise InvalidInput({"new_parent": f"{above.name} đã kết thúc hoạt động; chọn tổ chức khác."})
    deepest = Organization.objects.filter(queries.within(row)).order_by("-depth").values_list("depth", flat=True)[:1]
    if (above.depth + 1 + deepest[0] - row.depth) * Organization.steplen > MAX_PATH:
        raise InvalidInput({"new_parent": "Sơ đồ sẽ sâu quá 63 cấp; chọn tổ chức cấp trên khác."})


def _move(row: Organization, above: Organization) -> None:
    """Move a branch; the row that moved is saved once more, so that its history tells of it."""
    nodes = Organization.objects
    fresh, target = nodes.get(pk=row.pk), nodes.get(pk=above.pk)
    nodes.move(fresh, target, "last-child")  # type: ignore[attr-defined]
    moved = nodes.get(pk=row.pk)
    moved.version += 1
    moved.save()


def _beside(old: Organization, new: NewBody, day: date) -> Organization:
    """A new organisation of the same type under the same superior."""
    above = queries.parent_of(old)
    assert above is not None  # the root neither splits nor merges
    fields = {
        "name": clean(new.name), "short_name": clean(new.short_name), "kind": old.kind, "level": old.level,
        "committee_form": old.committee_form, "bloc": old.bloc, "has_seal": old.has_seal,
        "has_single_head": old.has_single_head, "valid_from": day,
    }  # fmt: skip
    check_organization(Organization(tenant_id=old.tenant_id, **fields), above)
    nodes = Organization.objects
    made: Organization = nodes.add_child(above, {"tenant_id": old.tenant_id, **fields})  # type: ignore[attr-defined]
    return made


def _open(
    target: Organization,
    ended: Sequence[Organization],
    day: date,
    posts: Sequence[Post],
    members: Sequence[CellMembership],
) -> None:
    opening = Opening(target, day)
    opening.take_posts(posts)
    opening.take_members(members)
    opening.take_charge(ended)
    opening.take_management(ended)


def _remember(old: Organization, new: Organization, kind: str, day: date, number: str) -> None:
    Succession(
        tenant_id=old.tenant_id, predecessor=old, successor=new, kind=kind, happened_on=day,
        decision_number=clean(number),
    ).save()  # fmt: skip


def _record(actor: Actor, action: str, target: Organization, at: datetime, summary: str, others: list[int]) -> None:
    audit.record(actor=actor, action=action, target=target, at=at, summary=summary, changes={"others": others})
