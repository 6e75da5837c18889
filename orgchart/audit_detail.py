"""What an action has changed: from the record itself, or from the row history between two records."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from orgchart.models import AuditRecord

# Kept beside the values that people gave, and never shown to anybody.
TECHNICAL = {"id", "tenant", "version", "sort_key", "search_key", "path", "depth", "numchild"}
SHORT = 2_000


@dataclass(frozen=True)
class Change:
    """One value before and after."""

    name: str
    before: str
    after: str


def changes_of(record: AuditRecord) -> list[Change]:
    """Before and after, field by field: as the action told them, else as the history of the row has them."""
    told = record.changes
    if isinstance(told.get("before"), dict) and isinstance(told.get("after"), dict):
        return [Change(name, str(told["before"].get(name, "")), str(value)) for name, value in told["after"].items()]
    return _from_history(record)


def details_of(record: AuditRecord) -> list[tuple[str, str]]:
    """What else the action has told, such as the reason."""
    words = {
        "reason": "Lý do",
        "lent_roles": "Vai trò được ủy quyền",
        "status": "Mã trả lời",
        "sessions": "Số phiên đã kết thúc",
    }
    return [(label, _text(record.changes[key])) for key, label in words.items() if record.changes.get(key)]


def _from_history(record: AuditRecord) -> list[Change]:
    """The newest row of history that lies between this record and the one before it about the same object."""
    model: Any = _model_of(record.target_type)
    if model is None or not hasattr(model, "history"):
        return []
    rows = model.history.filter(id=record.target_id, tenant_id=record.tenant_id, history_date__lte=record.recorded_at)
    earlier = (
        AuditRecord.objects.filter(target_type=record.target_type, target_id=record.target_id, pk__lt=record.pk)
        .order_by("-pk")
        .first()
    )
    newest = list(rows.order_by("-history_date", "-history_id")[:2])
    if not newest or (earlier is not None and newest[0].history_date <= earlier.recorded_at):
        return []
    before = newest[1] if len(newest) > 1 else None
    return [
        Change(_label(one), _value(before, one) if before else "", _value(newest[0], one))
        for one in model._meta.concrete_fields
        if one.name not in TECHNICAL
        and (before is None or getattr(before, one.attname) != getattr(newest[0], one.attname))
    ]


def _model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _label(one: "models.Field[Any, Any]") -> str:
    return NAMES.get(one.name, str(one.verbose_name))


def _value(row: Any, one: "models.Field[Any, Any]") -> str:
    shown = getattr(row, f"get_{one.name}_display", None)
    return _text(shown() if callable(shown) else getattr(row, one.attname))[:SHORT]


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


# The fields that people know under a name of their own.
NAMES = {
    "full_name": "Họ và tên", "birth_date": "Ngày sinh", "joined_party_on": "Ngày vào Đảng", "residence": "Nơi cư trú",
    "account": "Tài khoản", "name": "Tên gọi", "short_name": "Tên gọi tắt", "kind": "Loại", "level": "Cấp",
    "bloc": "Khối", "valid_from": "Có từ ngày", "valid_to": "Đến ngày", "person": "Người", "organization": "Tổ chức",
    "collective": "Tập thể", "title": "Chức vụ", "title_group": "Nhóm chức danh", "rank": "Thứ bậc", "role": "Vai trò",
    "line": "Tuyến", "is_full_time": "Chuyên trách", "working_share": "Phần thời gian (%)", "started_on": "Từ ngày",
    "ended_on": "Đến ngày", "state": "Trạng thái", "self_level": "Mức tự xếp loại", "proposed_level": "Mức đề nghị",
    "text": "Nội dung", "degree": "Cấp độ", "status": "Tình trạng", "progress": "Tiến độ", "reason": "Lý do",
}  # fmt: skip
