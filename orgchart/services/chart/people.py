"""Persons in the rolls."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import Account, Person
from orgchart.names import name_sort_key, search_key
from orgchart.services.chart._common import check_day, clean, need_pen, next_version


class PersonFields(TypedDict, total=False):
    """Particulars, no more than the forms need; days are `date` or None."""

    birth_date: Any
    joined_party_on: Any
    residence: str


@transaction.atomic
def create_person(
    *, full_name: str, actor: Actor, at: datetime, account: Account | None = None, **fields: Unpack[PersonFields]
) -> Person:
    """Somebody new in the rolls; the name is kept whole, its keys are computed."""
    need_pen(actor)
    person = new_person(tenant_id=actor.tenant_id, full_name=full_name, account=account, **fields)
    person.save()
    audit.record(actor=actor, action="create_person", target=person, at=at, summary="Thêm người vào danh sách")
    return person


@transaction.atomic
def update_person(*, person_id: int, actor: Actor, at: datetime, version: int | None = None, **fields: Any) -> Person:
    """Correct the name (`full_name`) and the particulars of a person; history keeps what stood before.

    Raises Outdated where `version` is not the one that the row has.
    """
    need_pen(actor)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    next_version(person, version)
    name = str(fields.pop("full_name", person.full_name))
    before = {key: getattr(person, key) for key in (*fields, "full_name")}
    for key, value in fields.items():
        setattr(person, key, clean(value) if isinstance(value, str) else value)
    rename(person, name)
    check_person(person)
    changed = sorted(key for key, value in before.items() if getattr(person, key) != value)
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


def new_person(*, tenant_id: int, full_name: str, account: Account | None = None, **fields: Any) -> Person:
    """An unsaved row with its keys, checked; for one person and for thousands."""
    person = Person(tenant_id=tenant_id, account=account, **fields)
    person.residence = clean(person.residence)
    rename(person, full_name)
    check_person(person)
    return person


def check_person(person: Person) -> None:
    """Nobody joins before being eighteen years old (Điều lệ Đảng, Điều 1)."""
    check_day(person.birth_date, "birth_date")
    check_day(person.joined_party_on, "joined_party_on")
    born, joined = person.birth_date, person.joined_party_on
    if born and joined and joined.year - born.year < 18:
        raise InvalidInput({"joined_party_on": "Ngày vào Đảng phải sau khi đủ 18 tuổi; kiểm tra lại năm sinh."})


def rename(person: Person, full_name: str) -> None:
    """Some foreign letters fall apart into several in the keys; what exceeds the columns sorts nothing any more."""
    name = clean(full_name)
    if not name:
        raise InvalidInput({"full_name": "Nhập họ và tên."})
    person.full_name = name
    person.sort_key = name_sort_key(name)[:400]
    person.search_key = search_key(name)[:120]
