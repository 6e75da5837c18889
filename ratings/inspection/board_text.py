"""A board file of `manage.py rate` read for an inspection: the same strict reader, its refusal as one problem."""

from __future__ import annotations

from datetime import date

from orgchart.imports.archive import FileRefused
from ratings.engine.board_file import BoardFile, read_board_file
from ratings.engine.consistency import BoardError, check_board, written
from ratings.engine.rules import RatingRules

from .reading import KIND_LABELS, MAX_ROWS, Problem, Reading, UnderstoodRow, group_label, level_label


def read_board(content: bytes, *, regulation: str, year: int, rating_date: date, rules: RatingRules) -> Reading:
    """The board of the file, or the first thing that is wrong with it, by its JSON path."""
    try:
        file = read_board_file(content)
        _check_question(file, regulation, year, rating_date)
        check_board(file.board, rules)
    except BoardError as error:
        return Reading(problems=(_problem(error),))
    if len(file.board.subjects) > MAX_ROWS:
        raise FileRefused(f"Tệp có hơn {MAX_ROWS} đối tượng. Chia thành nhiều tệp, mỗi tệp một số nhóm trọn vẹn.")
    rows = tuple(
        UnderstoodRow(
            row=number,
            name=subject.label,
            kind=KIND_LABELS[subject.kind],
            group=group_label(file.board, subject.group),
            level=level_label(subject),
            notes="chỉ để đối chiếu" if subject.fixed_level is not None else "",
        )
        for number, subject in enumerate(file.board.subjects, start=1)
    )
    return Reading(rows=rows, board=file.board)


def _check_question(file: BoardFile, regulation: str, year: int, rating_date: date) -> None:
    """An inspection asks what was in force, not what would be: set, year and day are those of the check."""
    if file.regulation != regulation:
        raise BoardError(("regulation",), file.regulation, f"bộ quy định đã chọn “{regulation}”")
    if file.parameters:
        raise BoardError(("parameters",), "giá trị thử", "bộ quy định đúng như đã ban hành, không có giá trị thử")
    if file.board.year != year:
        raise BoardError(("year",), str(file.board.year), f"năm được kiểm tra {year}")
    if file.board.rating_date != rating_date:
        day = f"{file.board.rating_date:%d/%m/%Y}"
        raise BoardError(("rating_date",), day, f"ngày xếp loại đã nhập {rating_date:%d/%m/%Y}")


def _problem(error: BoardError) -> Problem:
    row = next((step + 1 for step in error.place if isinstance(step, int)), None)
    in_subjects = bool(error.place) and error.place[0] == "subjects"
    return Problem(row if in_subjects else None, written(error.place), error.found, f"cần {error.expected}")
