"""What was read from a file: rows as they were understood, what is wrong with others, and the board they make."""

from __future__ import annotations

from dataclasses import dataclass

from ratings.engine.board import Board, GroupKind, Subject, SubjectKind
from ratings.engine.scales import Level, Unrated

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000

KIND_LABELS = {
    SubjectKind.PARTY_ORGANIZATION: "Tổ chức đảng",
    SubjectKind.ORGANIZATION: "Tổ chức, cơ quan, đơn vị",
    SubjectKind.COLLECTIVE: "Tập thể lãnh đạo, quản lý",
    SubjectKind.INDIVIDUAL: "Cá nhân",
}
GROUP_LABELS = {
    GroupKind.PARTY_ORGANIZATIONS: "Tổ chức đảng, tổ chức, đơn vị",
    GroupKind.COLLECTIVES: "Tập thể lãnh đạo, quản lý",
    GroupKind.LEADERS: "Cán bộ lãnh đạo, quản lý",
    GroupKind.MEMBERS: "Đảng viên",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what stands there, why it cannot be taken."""

    row: int | None
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """One subject in the words of the page."""

    row: int
    name: str
    kind: str
    group: str
    level: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading a file; the board is there only where nothing is wrong."""

    rows: tuple[UnderstoodRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    board: Board | None = None
    ignored: tuple[str, ...] = ()


def group_label(board: Board, group_id: str | None) -> str:
    """The name of a group with its kind; empty for none."""
    kind = next((one.kind for one in board.groups if one.id == group_id), None)
    return f"{group_id} ({GROUP_LABELS[kind]})" if kind else ""


def level_label(subject: Subject) -> str:
    """The level that was decided, as far as the subject itself says it."""
    level = subject.proposed if subject.fixed_level is None else subject.fixed_level
    if level is Unrated.NOT_RATED:
        return "Không xếp loại"
    return level.label if isinstance(level, Level) else ""
