"""Changing one value or one row of an own set: checked as a whole before it is stored, and never over a colleague."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from reviews import access
from reviews.models import OwnSet
from reviews.queries.own_sets import content_of, draft_of, seen_token
from reviews.regulations.errors import BadRegulationFileError, UnknownParameterError, WrongValueError
from reviews.regulations.kept import encode
from reviews.regulations.parsing import LISTS, VALUES
from reviews.regulations.schema import parameter
from reviews.regulations.wording import list_word, title_of
from reviews.services.own_sets import locked_set
from reviews.states import SetState

FRAME = "frame"
SCORING = "scoring"


class ItemChanged(Refused):
    """A colleague changed the same value or row meanwhile; what was typed is still in the form, theirs beside it."""

    def __init__(self, theirs: object, by: str) -> None:
        super().__init__(f"{by} vừa sửa chính chỗ này. Nội dung đồng chí nhập vẫn còn; xem bản đã ghi rồi ghi lại.")
        self.theirs = theirs
        self.by = by


@dataclass(frozen=True)
class Change:
    """A new item for one place of a set; None takes the own item away, so that what is inherited holds again."""

    kind: str
    key: str
    item: Mapping[str, Any] | None
    seen: str


def changed_content(content: dict[str, Any], change: Change) -> dict[str, Any]:
    """The content of a document with one item put in its place."""
    if change.kind == SCORING:
        rest = {key: value for key, value in content.items() if key != SCORING}
        return rest if change.item is None else rest | {SCORING: dict(change.item)}
    if change.kind == VALUES:
        values = {key: value for key, value in content.get(VALUES, {}).items() if key != change.key}
        return content | {VALUES: values if change.item is None else values | {change.key: dict(change.item)}}
    rows = list(content.get(change.kind, ()))
    place = next((i for i, row in enumerate(rows) if _key_of(change.kind, row) == change.key), len(rows))
    rows[place : place + 1] = [] if change.item is None else [dict(change.item)]
    return content | {change.kind: rows}


def item_of(content: Mapping[str, Any], kind: str, key: str) -> Mapping[str, Any] | None:
    """What the document itself says at one place; None where it only inherits."""
    found: Mapping[str, Any] | None
    if kind == SCORING:
        found = content.get(SCORING)
    elif kind == VALUES:
        found = content.get(VALUES, {}).get(key)
    else:
        found = next((row for row in content.get(kind, ()) if _key_of(kind, row) == key), None)
    return found


@transaction.atomic
def change_item(*, set_id: int, change: Change, actor: Actor, at: datetime) -> OwnSet:
    """Put a value or a row into a draft, or take the own one away.

    The whole set is checked with it: a value needs its source, a locked value stays, a stricter one is stricter
    (CC-I.1-1). Two people meet only where both changed the same place; then neither text is lost.
    """
    if not access.can_write_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    _check_draft(row)
    content = content_of(row)
    before = item_of(content, change.kind, change.key)
    if seen_token(before) != change.seen:
        raise ItemChanged(before, row.changed_by.full_name)
    after = changed_content(content, change)
    check_content(row, after, change)
    row.content, row.changed_at, row.changed_by = encode(after), at, actor.account
    row.save()
    audit.record(
        actor=actor,
        action="change_set",
        target=row,
        at=at,
        summary=f"{'Sửa' if change.item is not None else 'Bỏ quy định riêng về'} {_named(change)}: {row.title}"[:300],
        changes={change.key or change.kind: [_plain(before), _plain(change.item)]},
    )
    return row


def check_content(row: OwnSet, content: dict[str, Any], change: Change) -> None:
    """Raise `InvalidInput` at the field that makes the whole set unusable."""
    if change.kind == VALUES and change.item is not None:
        _check_value(change.key, change.item.get("value"))
    try:
        draft_of(row, content)
    except BadRegulationFileError as error:
        field = "source" if "nguồn" in error.reason or "clauses.csv" in error.remedy else "value"
        raise InvalidInput({field: f"{_sentence(error.reason)} {_sentence(error.remedy)}"}) from None
    except UnknownParameterError as error:
        raise InvalidInput({"value": _sentence(str(error))}) from None


def _check_value(name: str, raw: object) -> None:
    try:
        parameter(name).read(name, raw)
    except UnknownParameterError as error:
        raise InvalidInput({"value": _sentence(str(error))}) from None
    except WrongValueError as error:
        raise InvalidInput({"value": f"Cần {error.expected}."}) from None


def _check_draft(row: OwnSet) -> None:
    if row.state != SetState.DRAFT:
        raise Refused(
            f"Bộ quy định đang ở bước “{row.get_state_display()}” nên không sửa được. "
            "Đề nghị người duyệt trả lại, hoặc lập bộ mới từ bộ này."
        )


def _key_of(kind: str, row: Mapping[str, Any]) -> str:
    return str(row.get("code" if kind == FRAME else "key", ""))


def _named(change: Change) -> str:
    if change.kind == VALUES:
        return f"“{title_of(parameter(change.key), change.key)}”"
    if change.kind in LISTS:
        return list_word(change.kind)
    return "khung tiêu chí" if change.kind == FRAME else "thang điểm"


def _plain(item: Mapping[str, Any] | None) -> object:
    """The item as the audit record keeps it."""
    return json.loads(json.dumps(item, default=str))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
