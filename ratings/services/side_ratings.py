"""Entering levels of the other lines, and explaining why somebody's two levels differ."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible
from orgchart.models import Organization
from ratings import access
from ratings.models import Line, RatingCase, SideRating
from ratings.queries.sides import must_be_equal, person_named
from reviews.models import Cycle, Level
from reviews.services.cycles import locked_cycle


@dataclass(frozen=True, kw_only=True)
class SideEntry:
    """What stands in the decision of the other line; a person or an organisation of the chart, else a name."""

    line: str
    level: str
    decision_code: str
    decided_on: date
    decided_by: str
    person_id: int | None = None
    organization_id: int | None = None
    name: str = ""
    explanation: str = ""


@transaction.atomic
def record_side_rating(*, cycle_id: int, entry: SideEntry, actor: Actor, at: datetime) -> SideRating:
    """Enter a level with its decision; entered again for the same one, it takes the place of the old one.

    Where the level as a member is decided already and differs, the explanation comes with it. (CC-I.4-2, GB-3.2.2-1)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    target = _target(cycle, entry)
    _check(cycle, entry, at)
    row = SideRating.objects.filter(cycle=cycle, line=entry.line, **target).first()
    before = row.level if row is not None else ""
    row = row or SideRating(tenant_id=cycle.tenant_id, cycle=cycle, line=entry.line, **target)
    row.name = str(target.get("name") or _name_of(row))
    row.level, row.decision_code, row.decided_on = entry.level, entry.decision_code.strip(), entry.decided_on
    row.decided_by, row.explanation = entry.decided_by.strip(), entry.explanation.strip()
    row.entered_at, row.entered_by = at, actor.account
    _check_difference(row)
    row.save()
    audit.record(
        actor=actor, action="record_side_rating", target=row, at=at,
        summary=f"Ghi xếp loại {row.get_line_display()}: {row}, số {row.decision_code}",
        changes={"level": [before, row.level]},
    )  # fmt: skip
    return row


@transaction.atomic
def explain_difference(*, side_id: int, explanation: str, actor: Actor, at: datetime) -> SideRating:
    """Write down why the level as staff and the one as a member differ; the decision waits for it. (CC-I.4-2)"""
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle_id = SideRating.objects.filter(pk=side_id).values_list("cycle_id", flat=True).first()
    if cycle_id is None:
        raise NotVisible
    locked_cycle(cycle_id)
    row = SideRating.objects.select_for_update(of=("self",)).get(pk=side_id)
    if not explanation.strip():
        raise InvalidInput({"explanation": "Mời đồng chí ghi vì sao hai mức xếp loại khác nhau."})
    row.explanation = explanation.strip()
    row.save(update_fields=["explanation"])
    summary = f"Giải trình chênh lệch xếp loại: {row.name}"
    audit.record(actor=actor, action="explain_difference", target=row, at=at, summary=summary)
    return row


def _target(cycle: Cycle, entry: SideEntry) -> dict[str, object]:
    """Who is meant: exactly one of person, organisation and name, as the line has it."""
    if entry.line not in Line.values:
        raise InvalidInput({"line": "Mời đồng chí chọn đối tượng được xếp loại."})
    if entry.line == Line.STAFF and entry.person_id:
        person = person_named(cycle, entry.person_id)
        if person is None:
            raise InvalidInput({"person": "Chọn người trong danh sách của đợt, hoặc ghi họ tên."})
        return {"person": person, "organization": None}
    if entry.line == Line.ORGANIZATION and entry.organization_id:
        organization = Organization.objects.filter(pk=entry.organization_id).first()
        if organization is None:
            raise InvalidInput({"organization": "Chọn tổ chức trong danh sách, hoặc ghi tên."})
        return {"person": None, "organization": organization}
    if not entry.name.strip():
        where = {Line.STAFF: "person", Line.ORGANIZATION: "organization"}.get(Line(entry.line), "name")
        raise InvalidInput(
            {where: "Chọn trong danh sách, hoặc ghi tên ở ô bên dưới." if where != "name" else "Ghi tên."}
        )
    return {"person": None, "organization": None, "name": entry.name.strip()}


def _check(cycle: Cycle, entry: SideEntry, at: datetime) -> None:
    errors = {}
    if entry.level not in Level.values:
        errors["level"] = "Mời đồng chí chọn mức xếp loại."
    if not entry.decision_code.strip():
        errors["decision_code"] = "Cần ghi số quyết định hoặc văn bản công nhận."
    if not entry.decided_by.strip():
        errors["decided_by"] = "Cần ghi nơi quyết định."
    if entry.decided_on > localdate(at):
        errors["decided_on"] = "Ngày quyết định không thể ở tương lai."
    elif entry.decided_on.year not in {cycle.year, cycle.year + 1}:
        errors["decided_on"] = f"Ngày quyết định phải thuộc đợt năm {cycle.year}."
    if errors:
        raise InvalidInput(errors)


def _name_of(row: SideRating) -> str:
    if row.person is not None:
        return row.person.full_name
    return row.organization.name if row.organization is not None else row.name


def _check_difference(row: SideRating) -> None:
    """The later rating needs the explanation, and this one is the later where the other is decided."""
    if row.person is None:
        return
    case = RatingCase.objects.filter(subject__cycle=row.cycle, subject__person=row.person).exclude(level="").first()
    if case is None or case.level == row.level or (row.explanation and not must_be_equal(row.cycle)):
        return
    said = f"{row.name} đã được quyết định mức “{case.get_level_display()}” khi xếp loại cán bộ lãnh đạo, đảng viên."
    remedy = "Quy định yêu cầu hai mức như nhau." if must_be_equal(row.cycle) else "Mời đồng chí ghi giải trình."
    raise InvalidInput({"explanation": f"{said} {remedy}"})
