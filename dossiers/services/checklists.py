"""Dossiers and their checklists: made from the regulation set, filled item by item, complete when nothing lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from dossiers import access
from dossiers.file_rules import MAX_DOSSIER_BYTES
from dossiers.models import (
    ChecklistItem,
    Confirmation,
    Dossier,
    File,
    PrintedDocument,
    Requirement,
    Stage,
    lacking_items,
)
from dossiers.services.files import store_upload
from dossiers.states import DOSSIER_MOVES, DossierState, ItemState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.tenancy import create_all
from reviews.models import RatingPlace, Subject, SubjectKind
from reviews.queries import set_of
from reviews.regulations.rows import DossierItem
from reviews.regulations.sets import RegulationSet
from reviews.services.cycles import locked_cycle

REQUIREMENTS = {"required": Requirement.REQUIRED, "conditional": Requirement.IF_ANY, "added": Requirement.LATER}
# Cases that the product would know of: without a record there is no such case.
KNOWN_CASES = {
    "suggestion": "Đợt này không có văn bản gợi ý kiểm điểm cho đối tượng",
    "individual_suggestion": "Đợt này không có văn bản gợi ý kiểm điểm cho đối tượng",
    "subordinate_ratings": "Không có tổ chức đảng trực thuộc",
}
# The forms that their author signs, and of which sets may demand a signature or a seal.
OWN_FORMS = frozenset({"report", "self_review"})
EDITABLE = frozenset({DossierState.PREPARING, DossierState.RETURNED})


@dataclass(frozen=True)
class Confirmed:
    """By whom, in which body and when a paper was signed."""

    body: str
    name: str
    on: date


@transaction.atomic
def prepare_dossiers(*, cycle_id: int, actor: Actor, at: datetime) -> int:
    """A dossier with its checklist for each rated subject of the cycle that has none yet; returns how many are new.

    The items and their labels are those of the cycle's regulation set (CC-III.7.1, CC-III.7.2).
    """
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    regulation = set_of(cycle)
    subjects = Subject.objects.filter(cycle=cycle, dossier=None).exclude(rating=RatingPlace.NONE).order_by("pk")
    dossiers = create_all(Dossier, [Dossier(tenant_id=cycle.tenant_id, subject=subject) for subject in subjects])
    create_all(ChecklistItem, [item for dossier in dossiers for item in _items(dossier, regulation)])
    if dossiers:
        summary = f"Lập {len(dossiers)} hồ sơ theo danh mục của bộ quy định"
        audit.record(actor=actor, action="prepare_dossiers", target=cycle, at=at, summary=summary)
    return len(dossiers)


def _items(dossier: Dossier, regulation: RegulationSet) -> list[ChecklistItem]:
    is_person = dossier.subject.kind == SubjectKind.INDIVIDUAL
    rows = regulation.dossier_items("individual" if is_person else "collective")
    return [
        _item(dossier, row, position, _confirmation_of(row.key, regulation))
        for position, row in enumerate(rows, start=1)
    ]


def _confirmation_of(code: str, regulation: RegulationSet) -> Confirmation:
    """What a paper has to bear; demanded only where a document says so, never by a default of the product."""
    if code == "certified_copies" and regulation.value("dossier.certifiedCopies"):
        return Confirmation.CERTIFIED
    if code in OWN_FORMS and not regulation.source("dossier.confirmation").is_default:
        return Confirmation(str(regulation.value("dossier.confirmation")))
    return Confirmation.NONE


def _item(dossier: Dossier, row: DossierItem, position: int, confirmation: Confirmation) -> ChecklistItem:
    absent = KNOWN_CASES.get(row.key, "")
    return ChecklistItem(
        tenant_id=dossier.tenant_id,
        dossier=dossier,
        code=row.key,
        label=row.title,
        requirement=REQUIREMENTS[row.need],
        stage=Stage(row.stage),
        producer=row.producer,
        clause=row.source.clauses[0] if row.source.clauses else "",
        position=position,
        confirmation=confirmation,
        state=ItemState.NOT_APPLICABLE if absent else ItemState.MISSING,
        note=absent,
    )


@transaction.atomic
def upload_to_item(
    *, item_id: int, name: str, content: bytes, actor: Actor, at: datetime, declared_year: int | None = None
) -> ChecklistItem:
    """Fill an item with an uploaded file; assets have to be declared for the reviewed year (CC-III.7.2-3).

    Everything is checked before the file is stored, so a refusal leaves nothing behind.
    """
    item = _lock_item(item_id, actor)
    if item.code == "asset_declaration":
        year = item.dossier.subject.cycle.year
        if declared_year != year:
            words = f"Bản kê khai phải là của năm kiểm điểm {year}. Kiểm tra lại năm ghi trên bản kê khai."
            raise InvalidInput({"declared_year": words})
        item.declared_year = declared_year
    _need_room(item, len(content))
    item.file = store_upload(name=name, content=content, actor=actor, at=at)
    item.document, item.note = None, ""
    forget_confirmation(item)
    return _save_item(item, ItemState.PROVIDED, actor, at)


def _need_room(item: ChecklistItem, size: int) -> None:
    """The files of one dossier stay within what can be handed up and opened as a whole."""
    others = ChecklistItem.objects.filter(dossier=item.dossier).exclude(pk=item.pk)
    held = others.aggregate(total=Sum("file__size"))["total"] or 0
    if held + size > MAX_DOSSIER_BYTES:
        words = f"Các tệp của hồ sơ vượt quá {MAX_DOSSIER_BYTES // 1024 // 1024} MB. Quét lại ở chế độ đen trắng."
        raise InvalidInput({"file": words})


def forget_confirmation(item: ChecklistItem) -> None:
    """A confirmation belongs to the file that bears it, never to the one that takes its place."""
    item.confirmed_body, item.confirmed_by, item.confirmed_on = "", "", None


@transaction.atomic
def confirm_item(*, item_id: int, body: str, name: str, on: date | None, actor: Actor, at: datetime) -> ChecklistItem:
    """Record who confirmed an uploaded paper with signature and seal, or certified a copy (GB-3.1-5, GB-3.1-8).

    Owners bring the paper, those who keep the dossiers look at it and record. Raises InvalidInput at the fields.
    """
    item = _lock_item(item_id, actor)
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    if item.state != ItemState.PROVIDED or not item.is_demanding:
        raise Refused("Tải bản quét đã ký, đóng dấu lên trước rồi ghi nhận xác nhận.", clauses=(item.clause,))
    errors = {}
    if not body.strip():
        errors["body"] = "Ghi tên cơ quan, tổ chức đã xác nhận."
    if not name.strip():
        errors["name"] = "Ghi họ tên người ký xác nhận."
    if on is None or on > timezone.localtime(at).date():
        errors["on"] = "Ghi ngày xác nhận trên giấy, không sau ngày hôm nay."
    if errors:
        raise InvalidInput(errors)
    item.confirmed_body, item.confirmed_by, item.confirmed_on = body.strip()[:200], name.strip()[:200], on
    return _save_item(item, ItemState.PROVIDED, actor, at)


@transaction.atomic
def keep_on_paper(*, item_id: int, place: str, actor: Actor, at: datetime) -> ChecklistItem:
    """Record that the paper itself is kept, where and under which number."""
    item = _lock_item(item_id, actor)
    if item.is_demanding:
        raise Refused(
            f"“{item.label}” chỉ được tính khi kèm bản quét ({item.get_confirmation_display().lower()}). "
            "Tải bản quét lên thay vì chỉ ghi nơi lưu.",
            clauses=(item.clause,),
        )
    if not place.strip():
        raise InvalidInput({"note": "Ghi nơi lưu và số, ký hiệu của bản giấy."})
    item.note = place.strip()[:300]
    return _save_item(item, ItemState.ON_PAPER, actor, at)


@transaction.atomic
def mark_not_applicable(*, item_id: int, reason: str, actor: Actor, at: datetime) -> ChecklistItem:
    """Record with a reason that there is no such case; possible only for items that are 'if any'."""
    item = _lock_item(item_id, actor)
    if item.requirement == Requirement.REQUIRED:
        raise Refused(f"“{item.label}” là thành phần bắt buộc, không đánh dấu “không có” được.", clauses=(item.clause,))
    if not reason.strip():
        raise InvalidInput({"note": "Ghi lý do không có."})
    item.note = reason.strip()[:300]
    forget_confirmation(item)
    return _save_item(item, ItemState.NOT_APPLICABLE, actor, at)


@transaction.atomic
def clear_item(*, item_id: int, actor: Actor, at: datetime) -> ChecklistItem:
    """Take back what was entered for an item; the file itself stays in the store and in the audit trail."""
    item = _lock_item(item_id, actor)
    item.file, item.document, item.note, item.declared_year = None, None, "", None
    forget_confirmation(item)
    return _save_item(item, ItemState.MISSING, actor, at)


def fill_with_document(
    document: PrintedDocument,
    file: File,
    subject_ids: Sequence[int],
    code: str,
    at: datetime,
    *,
    signed: Confirmed | None = None,
) -> None:
    """An item that the product makes itself is filled when the document is ready, whatever state the dossier is in.

    The decision comes after submission; a final text printed again replaces the earlier print before submission only.

    `signed` tells by whom, where the file bears all its signatures.
    """
    items = ChecklistItem.objects.select_for_update(of=("self",)).filter(dossier__subject__in=subject_ids, code=code)
    for item in items.select_related("dossier"):
        if item.stage == Stage.SUBMISSION and item.dossier.state not in EDITABLE:
            continue
        item.document, item.file, item.note = document, file, ""
        forget_confirmation(item)
        if signed is not None and item.is_demanding:
            item.confirmed_body, item.confirmed_by, item.confirmed_on = signed.body, signed.name, signed.on
        _save_item(item, ItemState.PROVIDED, None, at)


def missing_items(dossier: Dossier) -> list[ChecklistItem]:
    """What still lacks before the dossier can be handed in: items of the submission stage without a paper that counts.

    Items that arise later (decision, complaint) do not count (CC-III.7.2-7, CC-III.7.2-10).
    """
    return list(ChecklistItem.objects.filter(lacking_items(), dossier=dossier).order_by("position"))


def lacking_lines(missing: Sequence[ChecklistItem]) -> list[str]:
    """What lacks, item by item: the paper, or what it does not bear yet."""
    return [
        f"{item.label}: chờ bản {item.get_confirmation_display().lower()}" if item.awaits_confirmation else item.label
        for item in missing
    ]


@transaction.atomic
def complete_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """Confirm that every required paper is there; refuses with the list of what lacks."""
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("subject").get(pk=dossier_id)
    if not access.can_hand_in(actor, dossier):
        raise PermissionDenied
    missing = missing_items(dossier)
    if missing:
        raise Refused(
            f"Hồ sơ còn thiếu {len(missing)} thành phần bắt buộc, chưa xác nhận đủ được. Bổ sung các thành phần sau:",
            reasons=lacking_lines(missing),
            clauses=[item.clause for item in missing],
        )
    move_dossier(dossier, "complete")
    dossier.save(update_fields=["state"])
    audit.record(actor=actor, action="complete_dossier", target=dossier, at=at, summary="Xác nhận hồ sơ đủ thành phần")
    return dossier


@transaction.atomic
def reopen_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """Open a complete dossier again to add or replace papers."""
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    move_dossier(dossier, "reopen")
    dossier.save(update_fields=["state"])
    audit.record(actor=actor, action="reopen_dossier", target=dossier, at=at, summary="Mở lại hồ sơ để bổ sung")
    return dossier


def move_dossier(dossier: Dossier, name: str) -> None:
    """Take the dossier along a move of the table, or refuse with its present state."""
    move = DOSSIER_MOVES[name]
    if dossier.state not in move.sources:
        raise Refused(f"Không thể {move.label.lower()}: hồ sơ đang ở bước “{dossier.get_state_display()}”.")
    dossier.state = move.target


def _lock_item(item_id: int, actor: Actor) -> ChecklistItem:
    rows = ChecklistItem.objects.select_for_update(of=("self",)).select_related("dossier__subject__cycle")
    item: ChecklistItem = rows.get(pk=item_id)
    if not access.can_change_item(actor, item):
        raise PermissionDenied
    if item.stage == Stage.SUBMISSION and item.dossier.state not in EDITABLE:
        raise Refused(
            f"Hồ sơ đang ở bước “{item.dossier.get_state_display()}”, không sửa danh mục được. "
            "Mở lại hồ sơ trước khi thay giấy tờ."
        )
    return item


def _save_item(item: ChecklistItem, state: ItemState, actor: Actor | None, at: datetime) -> ChecklistItem:
    item.state = state
    item.save()
    audit.record(
        actor=actor,
        action="change_checklist_item",
        target=item.dossier,
        at=at,
        summary=f"{item.label}: {item.get_state_display().lower()}",
        changes={"item": item.code, "state": state, "note": item.note} | _confirmed(item),
    )
    return item


def _confirmed(item: ChecklistItem) -> dict[str, str]:
    if item.confirmed_on is None:
        return {}
    return {"confirmed": f"{item.confirmed_by}, {item.confirmed_body}, {item.confirmed_on.isoformat()}"}
