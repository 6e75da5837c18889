"""What becomes of papers whose time is over: the list that is proposed, and the minutes of what went."""

from dataclasses import dataclass
from datetime import date

from dossiers.documents.parts import Letterhead, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalLine:
    """One entry of the list; `digest` stands for its files, `kept` says why it stayed after all."""

    label: str
    files: int
    size: str
    digest: str
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalList:
    """Danh mục hồ sơ đề nghị tiêu hủy, A4 landscape."""

    letterhead: Letterhead
    year: int
    record_class: str
    basis: str
    due_on: date
    proposed_by: str
    proposed_on: date
    lines: tuple[DisposalLine, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalMinutes:
    """Biên bản tiêu hủy: what went, what stayed, by whose proposal and approval."""

    letterhead: Letterhead
    year: int
    record_class: str
    basis: str
    proposed_by: str
    proposed_on: date
    approved_by: str
    approved_on: date
    finished_on: date
    files: int
    size: str
    gone: tuple[DisposalLine, ...]
    stayed: tuple[DisposalLine, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
