"""What must hold on a board before it can be evaluated; each breach is reported with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .board import Board, Group, Subject, SubjectKind
from .rules import RatingRules

Place = tuple[str | int, ...]


class BoardError(ValueError):
    """A board that cannot be evaluated: where, what stands there, what is expected."""

    def __init__(self, place: Place, found: str, expected: str) -> None:
        super().__init__(found, expected)
        self.place = place
        self.found = found
        self.expected = expected

    def __str__(self) -> str:
        return f"{written(self.place)}: {self.found}; cần {self.expected}"


def check_board(board: Board, rules: RatingRules) -> None:
    """Raise `BoardError` for the first breach of what the parts of a board owe each other."""
    _unique("subjects", [subject.id for subject in board.subjects])
    _unique("groups", [group.id for group in board.groups])
    groups = {group.id: group for group in board.groups}
    subjects = {subject.id: subject for subject in board.subjects}
    for index, subject in enumerate(board.subjects):
        place: Place = ("subjects", index)
        _check_group(place, subject, groups)
        _check_references(place, subject, subjects)
        _check_dates(place, subject, board.rating_date)
        if subject.points is not None and not rules.scores_by_points:
            raise BoardError((*place, "points"), "điểm", f"tiêu chí theo cấp độ: bộ “{rules.code}” không chấm điểm")
    members: dict[str, list[str]] = {}
    for subject in board.subjects:
        if subject.group is not None:
            members.setdefault(subject.group, []).append(subject.id)
    for index, group in enumerate(board.groups):
        _check_ballot(("groups", index, "ballot"), group, members.get(group.id, ()))
        _check_exception(("groups", index, "exception"), group, rules)


def written(place: Iterable[str | int]) -> str:
    """Write a place as a JSON path on one line."""
    path = "$"
    for step in place:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step.replace("_", "").isalnum() and step.isascii():
            path += f".{step}"
        else:
            path += f"[{quoted(step)}]"
    return path


def quoted(text: str, longest: int = 60) -> str:
    """Quote a text so that it stays on one line, is printable and not too long."""
    shown = text if len(text) <= longest else text[:longest] + "…"
    safe = "".join(sign if sign.isprintable() and sign not in '"\\' else _escaped(sign) for sign in shown)
    return f'"{safe}"'


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in '"\\' else f"\\u{ord(sign):04x}"


def _unique(what: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            raise BoardError((what, index, "id"), f"{quoted(one)} đã dùng", "mã không trùng")
        seen.add(one)


def _check_group(place: Place, subject: Subject, groups: Mapping[str, Group]) -> None:
    if subject.group is None:
        return
    group = groups.get(subject.group)
    if group is None:
        raise BoardError((*place, "group"), quoted(subject.group), "mã của một nhóm có trong tệp")
    if not group.kind.admits(subject.kind):
        raise BoardError(
            (*place, "group"),
            f"nhóm {quoted(group.id)} loại {group.kind}",
            f"nhóm hợp với đối tượng loại {subject.kind}",
        )


def _check_references(place: Place, subject: Subject, subjects: Mapping[str, Subject]) -> None:
    if subject.organization is not None:
        body = subjects.get(subject.organization)
        if body is None or not body.kind.is_organization:
            raise BoardError((*place, "organization"), quoted(subject.organization), "mã của một tổ chức có trong tệp")
    seen: set[str] = set()
    for index, headed in enumerate(subject.heads):
        body = subjects.get(headed)
        if body is None or body.kind is SubjectKind.INDIVIDUAL:
            raise BoardError((*place, "heads", index), quoted(headed), "mã của một tập thể hoặc tổ chức có trong tệp")
        if headed in seen:
            raise BoardError((*place, "heads", index), f"{quoted(headed)} đã nêu", "mỗi nơi đứng đầu một lần")
        seen.add(headed)


def _check_dates(place: Place, subject: Subject, rating_date: date) -> None:
    dates: dict[Place, date | None] = {
        ("appointed_on",): subject.appointed_on,
        ("founded_on",): subject.founded_on,
        ("merged_on",): subject.merged_on,
        ("split_on",): subject.split_on,
        ("new_head", "transferred_on"): subject.new_head.transferred_on if subject.new_head else None,
    }
    for key, day in dates.items():
        if day is not None and day > rating_date:
            raise BoardError(
                (*place, *key), quoted(day.isoformat()), f"ngày không sau ngày xếp loại {rating_date.isoformat()}"
            )


def _check_exception(place: Place, group: Group, rules: RatingRules) -> None:
    """A rate above the cap holds only where the set knows it, and up to the rate that the set names."""
    if group.exception is None:
        return
    if rules.cap_exception_rate is None:
        raise BoardError(place, "ngoại lệ về tỷ lệ", f"bỏ khóa này: bộ “{rules.code}” không có ngoại lệ về tỷ lệ")
    if not rules.admits_rate(group.exception.rate):
        raise BoardError(
            (*place, "rate"),
            str(group.exception.rate),
            f"một tỷ lệ trên {rules.cap_rate}% và không quá {rules.cap_exception_rate}%",
        )


def _check_ballot(place: Place, group: Group, members: Sequence[str]) -> None:
    ballot = group.ballot
    if ballot is None:
        return
    for key, count in (("entitled", ballot.entitled), ("present", ballot.present)):
        if count < 0:
            raise BoardError((*place, key), str(count), "số người không âm")
    if ballot.present > ballot.entitled:
        raise BoardError(
            (*place, "present"), str(ballot.present), f"không quá {ballot.entitled} người được quyền bỏ phiếu"
        )
    known = set(members)
    for key, votes in (("round1", ballot.round1), ("round2", ballot.round2)):
        for one, count in votes.items():
            if one not in known:
                raise BoardError((*place, key, one), quoted(one), f"mã của một đối tượng trong nhóm {quoted(group.id)}")
            if not 0 <= count <= ballot.present:
                raise BoardError((*place, key, one), str(count), f"số phiếu từ 0 đến {ballot.present} người có mặt")
