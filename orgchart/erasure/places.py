"""Where the names of a person stand: every text of every table of the tenant, earlier versions included."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import CharField, Field, FileField, ForeignKey, JSONField, Manager, Model, TextField

from orgchart.erasure import seams
from orgchart.erasure.spellings import Spellings
from orgchart.models import Account, AuditRecord, Person
from orgchart.tenancy import current_tenant_id

CHUNK = 2_000
# A comment belongs to an item, the item to a subject, the subject to a person.
FAR = 4


@dataclass(frozen=True)
class Place:
    """One row in which the name stands, and its texts without the name."""

    model: type[Model]
    pk: int
    texts: dict[str, Any]


def places(spellings: Spellings) -> Iterator[Place]:
    """Every row of the open tenant that names the person."""
    for model in searched_models():
        yield from places_in(model, spellings)


def places_in(model: type[Model], spellings: Spellings) -> Iterator[Place]:
    """The rows of one table that name the person, read in pieces."""
    fields = text_fields(model)
    names = [field.name for field in fields]
    rows = _rows(model).filter(tenant=current_tenant_id()).order_by(model._meta.pk.name)
    for pk, *values in rows.values_list("pk", *names).iterator(chunk_size=CHUNK):
        texts = {
            field.name: _fitting(new, field)
            for field, value in zip(fields, values, strict=True)
            if value and (new := spellings.value(value)) != value
        }
        if texts:
            yield Place(model, pk, texts)


def searched_models() -> list[type[Model]]:
    """The tables of a tenant that hold texts; a test compares them with all there are."""
    found = []
    for model in apps.get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        if "tenant" in fields and not seams.is_kept(model) and text_fields(model):
            found.append(model)
    return found


def text_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of a table that may hold a name; keys of a fixed list and paths on the disk do not."""
    kinds = (CharField, TextField, JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not isinstance(field, FileField) and not field.choices
    ]


def rewrite(place: Place) -> None:
    """Store the texts without the name, without a new version in the history.

    Two rows that differed by the spelling of one name alone stay apart by their number.
    """
    rows = _rows(place.model).filter(pk=place.pk)
    try:
        with transaction.atomic():
            rows.update(**place.texts)
    except IntegrityError:
        rows.update(**{name: _numbered(new, place) for name, new in place.texts.items()})


def about_whom(place: Place) -> set[int]:
    """The persons that a row is about; a record of the trail is about who did something, and to what."""
    row = _rows(place.model).get(pk=place.pk)
    if not isinstance(row, AuditRecord):
        return linked_persons(row)
    target = _rows(apps.get_model(row.target_type)).filter(pk=row.target_id).first()
    doers = [row.actor_id, target.pk if isinstance(target, Account) else None]
    found = set(Person.objects.filter(account__in=filter(None, doers)).values_list("pk", flat=True))
    return found if target is None or isinstance(target, Account) else found | linked_persons(target)


def linked_persons(row: Model, far: int = FAR) -> set[int]:
    """The persons that a row is about, over its links; who wrote it is none of them."""
    if isinstance(row, Person):
        return {row.pk}
    if isinstance(row, Person.history.model):
        return {row.id}
    found: set[int] = set()
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname) if isinstance(field, ForeignKey) else None
        if key is None or field.related_model is Account:
            continue
        if field.related_model is Person:
            found.add(key)
        elif far > 1 and any(one.name == "tenant" for one in field.related_model._meta.concrete_fields):  # type: ignore[union-attr]
            try:
                found |= linked_persons(getattr(row, field.name), far - 1)
            except ObjectDoesNotExist:  # an earlier version may point to what has gone
                continue
    return found


def _rows(model: type[Model]) -> Manager[Any]:
    return model.objects  # type: ignore[attr-defined]


def _numbered(value: Any, place: Place) -> Any:
    return f"{value} ({place.pk})" if isinstance(value, str) else value


def _fitting(value: Any, field: Field[Any, Any]) -> Any:
    room = getattr(field, "max_length", None)
    return value[:room] if room and isinstance(value, str) else value
