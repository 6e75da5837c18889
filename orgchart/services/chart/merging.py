"""One person entered twice: everything goes over to one row, and nothing of earlier years is lost."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from orgchart import audit, registry
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.models import CellMembership, Person, Post, Supervision
from orgchart.services.chart._common import need_pen, next_version

FAR = date.max


@transaction.atomic
def merge_persons(*, kept_id: int, double_id: int, actor: Actor, at: datetime) -> Person:
    """Every row that names the double goes over to the kept row, by the rule that its model has.

    The double stays as a row that leads there. Rows of both that say the same at the same time become one; rows that
    contradict each other are refused at `double` with what to settle first. What can not go over, because both took
    part in it, stays with the double and stays readable.
    """
    need_pen(actor)
    rows = {row.pk: row for row in Person.objects.select_for_update(of=("self",)).filter(pk__in=[kept_id, double_id])}
    kept, double = rows[kept_id], rows[double_id]
    _check(kept, double)
    moved = {}
    for model, field in links_to_person():
        take = registry.person_rule(model, field) or partial(_take, model, field)
        moved[f"{model._meta.label}.{field}"] = take(kept, double)
    _take_particulars(kept, double)
    audit.record(
        actor=actor, action="merge_persons", target=kept, at=at, summary="Gộp người bị ghi trùng vào người này",
        changes={"double": double.pk, "moved": {name: pks for name, pks in moved.items() if pks}},
    )  # fmt: skip
    return kept


def links_to_person() -> list[tuple[type[models.Model], str]]:
    """Every field of every app that names a person, but those of the row history, which tells what was."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if not hasattr(model, "history_object")
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model is Person
    ]


def _check(kept: Person, double: Person) -> None:
    if kept.pk == double.pk:
        raise InvalidInput({"double": "Hai dòng là một; chọn người khác."})
    if kept.merged_into_id or double.merged_into_id:
        raise InvalidInput({"double": "Người này đã được gộp trước đó; tải lại trang."})
    if kept.account_id and double.account_id:
        message = "Cả hai đều có tài khoản đăng nhập; khóa và gỡ một tài khoản trước khi gộp."
        raise InvalidInput({"double": message})
    if kept.birth_date and double.birth_date and kept.birth_date != double.birth_date:
        message = (
            f"Hai người có ngày sinh khác nhau ({kept.birth_date:%d/%m/%Y} và {double.birth_date:%d/%m/%Y}). "
            "Nếu đúng là một người, sửa cho khớp rồi gộp."
        )
        raise InvalidInput({"double": message})
    for check in registry.merge_checks():
        reason = check(kept.pk, double.pk)
        if reason:
            raise InvalidInput({"double": reason})


def _take_particulars(kept: Person, double: Person) -> None:
    kept.birth_date = kept.birth_date or double.birth_date
    kept.joined_party_on = kept.joined_party_on or double.joined_party_on
    kept.residence = kept.residence or double.residence
    account, double.account, double.merged_into = double.account, None, kept
    next_version(double, None)
    double.save()
    kept.account = kept.account or account
    next_version(kept, None)
    kept.save()


def _take(model: type[models.Model], field: str, kept: Person, double: Person) -> list[int]:
    """Let rows point to the kept person; a row that both have stays where it is."""
    moved = []
    for row in model.objects.filter(**{field: double}).order_by("pk"):  # type: ignore[attr-defined]
        setattr(row, field, kept)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            continue
        moved.append(row.pk)
    return moved


def take_posts(kept: Person, double: Person) -> list[int]:
    """One post of a title and place at one time becomes one row."""
    moved = []
    for row in Post.objects.filter(person=double).order_by("pk"):
        same = Post.objects.filter(
            person=kept, title__iexact=row.title, organization=row.organization, collective=row.collective
        )
        twin = next((one for one in same if _meet(one, row)), None)
        if twin is None:
            row.person = kept
            next_version(row, None)
            row.save()
        else:
            _absorb(twin, row, f"chức vụ {row.title}")
        moved.append(row.pk)
    return [pk for pk in moved if pk is not None]


def take_supervisions(kept: Person, double: Person) -> list[int]:
    """Charge of one unit at one time becomes one row."""
    moved = []
    for row in Supervision.objects.filter(person=double).select_related("organization").order_by("pk"):
        moved.append(row.pk)
        held = Supervision.objects.filter(person=kept, organization=row.organization)
        twin = next((one for one in held if _meet(one, row)), None)
        if twin is None:
            row.person = kept
            row.save()
        else:
            _absorb(twin, row, f"phụ trách {row.organization}")
    return moved


def take_memberships(kept: Person, double: Person) -> list[int]:
    """One cell at one time becomes one row; two official ones are refused."""
    moved = []
    for row in CellMembership.objects.filter(person=double).select_related("cell").order_by("pk"):
        held = [one for one in CellMembership.objects.filter(person=kept, kind=row.kind) if _meet(one, row)]
        twin = next((one for one in held if one.cell_id == row.cell_id), None)
        if twin is not None:
            _absorb(twin, row, f"nơi sinh hoạt {row.cell}")
        elif held and row.kind == "official":
            message = (
                f"Cùng một thời gian hai dòng ghi sinh hoạt chính thức ở hai chi bộ: {held[0].cell} và {row.cell}. "
                "Ghi ngày kết thúc ở chi bộ không đúng rồi gộp."
            )
            raise InvalidInput({"double": message})
        else:
            row.person = kept
            row.save()
        moved.append(row.pk)
    return [pk for pk in moved if pk is not None]


def _absorb(twin: Any, row: Any, what: str) -> None:
    """Two rows say the same: one stays for the time of both; the other goes, its history remains."""
    began, ended = min(twin.started_on, row.started_on), max(twin.ended_on or FAR, row.ended_on or FAR)
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError as refusal:
        message = f"Cả hai dòng cùng ghi {what} và đều đã dùng trong các năm trước; sửa ngày cho không trùng rồi gộp."
        raise InvalidInput({"double": message}) from refusal
    twin.started_on, twin.ended_on = began, None if ended == FAR else ended
    twin.save()


def _meet(one: Any, other: Any) -> bool:
    return bool(one.started_on <= (other.ended_on or FAR) and other.started_on <= (one.ended_on or FAR))
