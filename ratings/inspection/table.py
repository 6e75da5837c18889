"""Rows of understood cells put together into a board: groups by name, references by name, one problem for each gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ratings.engine.board import (
    Board,
    Criterion,
    DisciplineRecord,
    Facts,
    Group,
    Points,
    Subject,
    SubjectKind,
)
from ratings.engine.scales import Degree, Discipline, Unrated
from ratings.engine.wording import number

from .columns import BY_KEY, FOR_BODIES, FOR_PERSONS, RowKind, fold
from .reading import GROUP_LABELS, Problem, UnderstoodRow, level_label

DAYS = ("appointed_on", "founded_on", "split_on", "merged_on")
# The engine prints these in place of a criterion's number: "tiêu chí kết quả có cấp độ thấp nhất chỉ đạt …".
RESULT_CODE, OTHER_CODE = "có cấp độ thấp nhất", "ở cấp độ thấp nhất"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the sheet: its number, the values of its cells, and the keys of cells that were not understood."""

    number: int
    values: Mapping[str, Any]
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows make together; the board holds only where there is no problem."""

    rows: tuple[UnderstoodRow, ...]
    problems: tuple[Problem, ...]
    board: Board | None


def read_table(rows: Sequence[TableRow], *, rating_date: date, year: int, by_points: bool) -> Table:
    """The subjects, groups and references of the rows, or what keeps them from being put together."""
    bodies = _bodies(rows)
    groups = _groups(rows)
    problems = [
        problem
        for row in rows
        for problem in (
            *_missing(row),
            *_misplaced(row, by_points=by_points),
            *_late(row, rating_date),
            *_unfit_group(row, groups),
            *_lost_references(row, bodies),
        )
    ]
    complete = [row for row in rows if {"name", "kind", "level"} <= row.values.keys()]
    known = {name: found[0] for name, found in bodies.items() if len(found) == 1}
    subjects = {row.number: _subject(row, known) for row in complete}
    shown = [_understood(row, subjects.get(row.number)) for row in rows]
    if problems or len(complete) < len(rows):
        return Table(tuple(shown), tuple(problems), None)
    board = Board(
        rating_date=rating_date,
        year=year,
        subjects=tuple(subjects.values()),
        groups=tuple(Group(id=name, kind=kind.group) for name, (kind, _) in groups.items()),
    )
    return Table(tuple(shown), (), board)


def subject_id(row: TableRow) -> str:
    """The id of a row on the board."""
    return f"dong-{row.number}"


def _bodies(rows: Sequence[TableRow]) -> dict[str, list[TableRow]]:
    """Whatever can be headed or belonged to, by name."""
    found: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        kind = row.values.get("kind")
        if kind is not None and kind.subject is not SubjectKind.INDIVIDUAL and "name" in row.values:
            found[fold(row.values["name"])].append(row)
    return found


def _groups(rows: Sequence[TableRow]) -> dict[str, tuple[RowKind, int]]:
    """The kind of every group, as its first row says it, with the number of that row."""
    found: dict[str, tuple[RowKind, int]] = {}
    for row in rows:
        if "group" in row.values and "kind" in row.values:
            found.setdefault(row.values["group"], (row.values["kind"], row.number))
    return found


def _problem(row: TableRow, key: str, reason: str) -> Problem:
    value = row.values.get(key)
    return Problem(row.number, BY_KEY[key].heading, "" if value is None else _shown(value), reason)


def _shown(value: Any) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return number(value)
    return str(value.label) if isinstance(value, RowKind | Degree | Discipline) else str(value)


def _missing(row: TableRow) -> Iterator[Problem]:
    for key in ("name", "kind", "level"):
        if key not in row.values and key not in row.wrong:
            yield _problem(row, key, "ô trống; mỗi dòng phải có giá trị ở cột này")


def _misplaced(row: TableRow, *, by_points: bool) -> Iterator[Problem]:
    kind = row.values.get("kind")
    if kind is not None:
        person = kind.subject is SubjectKind.INDIVIDUAL
        for key in sorted((FOR_BODIES if person else FOR_PERSONS) & row.values.keys()):
            yield _problem(row, key, f"không dùng cho “{kind.label}”; để trống ô này")
        if "organization" in row.values and kind.subject is not SubjectKind.COLLECTIVE:
            yield _problem(row, "organization", "chỉ dùng cho tập thể; để trống ô này")
    points = [key for key in ("general_points", "result_points") if key in row.values]
    if points and not by_points:
        yield _problem(row, points[0], "bộ quy định đã chọn xếp loại theo cấp độ, không chấm điểm")
    elif len(points) == 1 and not row.wrong & {"general_points", "result_points"}:
        other = "result_points" if points == ["general_points"] else "general_points"
        yield _problem(row, other, "ô trống; hai cột điểm phải có cùng nhau")
    elif points and row.values.keys() & {"result_degree", "other_degree"}:
        yield _problem(row, points[0], "đã có cấp độ; chỉ dùng điểm hoặc cấp độ")


def _late(row: TableRow, rating_date: date) -> Iterator[Problem]:
    for key in DAYS:
        if row.values.get(key, rating_date) > rating_date:
            yield _problem(row, key, f"sau ngày xếp loại {rating_date:%d/%m/%Y}")


def _unfit_group(row: TableRow, groups: Mapping[str, tuple[RowKind, int]]) -> Iterator[Problem]:
    if "group" in row.values and "kind" in row.values:
        kind, number = groups[row.values["group"]]
        if kind.group is not row.values["kind"].group:
            yield _problem(
                row, "group", f"nhóm này ở dòng {number} gồm “{GROUP_LABELS[kind.group]}”; đặt tên nhóm khác"
            )


def _lost_references(row: TableRow, bodies: Mapping[str, Sequence[TableRow]]) -> Iterator[Problem]:
    for key in ("organization", "heads"):
        given = row.values.get(key, ())
        for name in (given,) if isinstance(given, str) else given:
            found = bodies.get(fold(name), ())
            if len(found) > 1:
                numbers = ", ".join(str(one.number) for one in found)
                yield _problem(row, key, f"“{name}” có ở các dòng {numbers}; đặt tên khác nhau")
            elif not found:
                yield _problem(row, key, f"không có tập thể, tổ chức nào trong bảng tên là “{name}”")
            elif key == "organization" and not found[0].values["kind"].subject.is_organization:
                yield _problem(row, key, f"“{name}” ở dòng {found[0].number} không phải là tổ chức")


def _subject(row: TableRow, bodies: Mapping[str, TableRow]) -> Subject:
    values = row.values
    kind = values["kind"].subject
    if values["level"] is Unrated.NOT_RATED:
        return Subject(id=subject_id(row), kind=kind, name=values["name"], fixed_level=Unrated.NOT_RATED)
    referred = [bodies[fold(name)] for name in values.get("heads", ()) if fold(name) in bodies]
    body = bodies.get(fold(values.get("organization", "")))
    return Subject(
        id=subject_id(row),
        kind=kind,
        name=values["name"],
        group=values.get("group"),
        review_closed=values.get("closed", True),
        criteria=_criteria(values),
        points=_points(values),
        facts=_facts(values, kind),
        organization=subject_id(body) if body else None,
        heads=tuple(dict.fromkeys(subject_id(one) for one in referred)),
        proposed=values["level"],
        appointed_on=values.get("appointed_on"),
        founded_on=values.get("founded_on"),
        split_on=values.get("split_on"),
        merged_on=values.get("merged_on"),
    )


def _criteria(values: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The lowest degree of each part decides, so that two stand for all of them."""
    found: list[Criterion] = []
    for key, code in (("result_degree", RESULT_CODE), ("other_degree", OTHER_CODE)):
        degree: Degree | None = values.get(key)
        if degree is not None:
            found.append(Criterion(code=code, degree=degree, result=code == RESULT_CODE, basic=True))
    return tuple(found)


def _points(values: Mapping[str, Any]) -> Points | None:
    if "general_points" not in values or "result_points" not in values:
        return None
    return Points(general=values["general_points"], results=values["result_points"])


def _facts(values: Mapping[str, Any], kind: SubjectKind) -> Facts:
    measure = values.get("discipline")
    records = (DisciplineRecord(degree=measure),) if measure is not None else ()
    if kind is SubjectKind.INDIVIDUAL:
        return Facts(disciplines=records)
    return Facts(
        member_disciplines=records,
        disunity_concluded=values.get("disunity", False),
        degradation_concluded=values.get("degradation", False),
        targets_met_percent=values.get("targets", Decimal(100)),
    )


def _understood(row: TableRow, subject: Subject | None) -> UnderstoodRow:
    values = row.values
    return UnderstoodRow(
        row=row.number,
        name=values.get("name", ""),
        kind=values["kind"].label if "kind" in values else "",
        group=values.get("group", ""),
        level=level_label(subject) if subject else "",
        notes=" · ".join(
            f"{column.heading}: {_shown(values[key])}"
            for key, column in BY_KEY.items()
            if key in values and key not in {"name", "kind", "group", "level"}
        ),
    )
