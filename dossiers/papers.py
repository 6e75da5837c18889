"""The papers of a dossier as they travel, and what has changed when one comes again. No rows, no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHANGES = {
    ("missing", "provided"): "mới bổ sung",
    ("missing", "on_paper"): "mới ghi nơi lưu bản giấy",
    ("missing", "not_applicable"): "mới ghi không có trường hợp này",
}


@dataclass(frozen=True)
class PaperRow:
    """One paper of an arrived dossier: how it stands, why it came back before, and what is new about it."""

    code: str
    label: str
    state: str
    note: str
    returned: str
    change: str


def paper_rows(papers: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]] | None) -> list[PaperRow]:
    """The papers in their order; `before` are those of the dossier that was sent back, None for a first one."""
    earlier = {one.get("code", one["label"]): one for one in before or ()}
    rows = []
    for one in papers:
        code = one.get("code", one["label"])
        change = "" if before is None else _change(earlier.get(code), one)
        rows.append(PaperRow(code, one["label"], one["state"], one["note"], one.get("returned", ""), change))
    return rows


def _change(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    if old is None:
        return "mục mới"
    if old["state"] != new["state"]:
        return CHANGES.get((old["state"], new["state"]), "đã thay đổi")
    if old.get("digest") != new.get("digest"):
        return "tệp mới"
    return "ghi chú mới" if old["note"] != new["note"] else ""
