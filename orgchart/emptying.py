"""Taking texts out of rows that stay: what they said is gone from the row and from its history."""

from collections.abc import Collection
from typing import Any

from django.db.models import JSONField, QuerySet

EMPTIED = "(đã tiêu hủy)"


def empty_texts(rows: QuerySet[Any], *names: str, mark: str = EMPTIED) -> None:
    """Put a mark in place of the texts that are not empty; what a JSON field holds goes wholly."""
    for name in names:
        field = rows.model._meta.get_field(name)
        if isinstance(field, JSONField):
            rows.update(**{name: field.get_default()})
        else:
            rows.exclude(**{name: ""}).update(**{name: mark})
    forget_history(rows)


def emptied(content: dict[str, Any], *, keep: Collection[str] = ()) -> dict[str, Any]:
    """The same keys without anything that was written under them, but for the kept ones."""
    return {
        key: value if key in keep or not isinstance(value, str | list | dict) else type(value)()
        for key, value in content.items()
    }


def forget_history(rows: QuerySet[Any]) -> None:
    """Take away what rows were earlier, where a history is kept; the rows themselves stay."""
    _forget(rows.model, list(rows.values_list("pk", flat=True)))


def delete_rows(rows: QuerySet[Any]) -> None:
    """Take away rows with all that they were earlier; deleting them writes their last state into the history."""
    ids = list(rows.values_list("pk", flat=True))
    rows.delete()
    _forget(rows.model, ids)


def _forget(model: type[Any], ids: list[int]) -> None:
    if hasattr(model, "history"):
        model.history.filter(id__in=ids).delete()
