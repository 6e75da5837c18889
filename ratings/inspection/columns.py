"""The columns of the workbook: their headings, other names in use, and how a cell is understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum

from ratings.engine.board import GroupKind, SubjectKind
from ratings.engine.scales import Degree, Discipline, Level, Unrated


class NotUnderstood(ValueError):
    """A cell that cannot be taken; the text says what is expected."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """What a row rates, and in which kind of group it is compared."""

    subject: SubjectKind
    group: GroupKind
    label: str


KINDS = (
    RowKind(SubjectKind.PARTY_ORGANIZATION, GroupKind.PARTY_ORGANIZATIONS, "Tổ chức đảng"),
    RowKind(SubjectKind.ORGANIZATION, GroupKind.PARTY_ORGANIZATIONS, "Tổ chức, cơ quan, đơn vị"),
    RowKind(SubjectKind.COLLECTIVE, GroupKind.COLLECTIVES, "Tập thể lãnh đạo, quản lý"),
    RowKind(SubjectKind.INDIVIDUAL, GroupKind.LEADERS, "Cán bộ lãnh đạo, quản lý"),
    RowKind(SubjectKind.INDIVIDUAL, GroupKind.MEMBERS, "Đảng viên"),
)
LEVELS = (*(level.label for level in reversed(Level)), "Không xếp loại")
DEGREES = tuple(degree.label for degree in reversed(Degree))
DISCIPLINES = tuple(measure.label.capitalize() for measure in Discipline)
YES_NO = ("Có", "Không")


def fold(text: str) -> str:
    """A heading or word for comparison: without marks, case, punctuation and doubled spaces."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


def _choice(words: Mapping[str, Enum | RowKind | bool], expected: str) -> Callable[[object], object]:
    folded = {fold(word): value for word, value in words.items()}

    def read(cell: object) -> object:
        found = folded.get(fold(str(cell)))
        if found is None:
            raise NotUnderstood(f"cần một trong: {expected}")
        return found

    return read


def _level_words() -> dict[str, Enum | RowKind | bool]:
    words: dict[str, Enum | RowKind | bool] = {"Không xếp loại": Unrated.NOT_RATED, "NR": Unrated.NOT_RATED}
    for level in Level:
        label = level.label
        words |= {label: level, label.removesuffix(" nhiệm vụ"): level, level.name: level, f"{level.name}NV": level}
    return words | {"Xuất sắc": Level.XS, "HTXS": Level.XS, "HTXSNV": Level.XS, "Tốt": Level.HTT}


def _kind_words() -> dict[str, Enum | RowKind | bool]:
    words: dict[str, Enum | RowKind | bool] = {kind.label: kind for kind in KINDS}
    party, organization, collective, leader, member = KINDS
    return words | {
        "Chi bộ": party, "Đảng bộ": party, "Cơ quan, đơn vị": organization, "Tổ chức": organization,
        "Đơn vị": organization, "Tập thể": collective, "Tập thể lãnh đạo": collective,
        "Cán bộ": leader, "Lãnh đạo": leader, "Cá nhân lãnh đạo, quản lý": leader,
    } | {"Cá nhân đảng viên": member}  # fmt: skip


def read_text(cell: object) -> str:
    """The text of a cell on one line, at most 300 signs."""
    text = " ".join(unicodedata.normalize("NFC", _written(cell)).split())
    if len(text) > 300:
        raise NotUnderstood("cần không quá 300 ký tự")
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise NotUnderstood("có ký tự điều khiển")
    return text


def _written(cell: object) -> str:
    """A code typed as a number comes back as 12.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def read_day(cell: object) -> date:
    """A date cell, or text such as 01/03/2016."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", str(cell).strip())
    try:
        if match is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass
    raise NotUnderstood("cần một ngày dạng ngày/tháng/năm, ví dụ 01/03/2016")


def _number(least: int, most: int) -> Callable[[object], object]:
    def read(cell: object) -> object:
        text = str(cell).strip().removesuffix("%").strip().replace(",", ".")
        try:
            value = Decimal(text) if len(text) <= 20 else None
        except InvalidOperation:
            value = None
        if value is None or isinstance(cell, bool) or not value.is_finite() or not least <= value <= most:
            raise NotUnderstood(f"cần một số từ {least} đến {most}")
        return value

    return read


def _names(cell: object) -> tuple[str, ...]:
    found = [read_text(one) for one in re.split(r"[;\n]", str(cell)) if one.strip()]
    return tuple(dict.fromkeys(found))


_yes_no = _choice({"Có": True, "Không": False, "x": True, "Đã": True, "Rồi": True, "Chưa": False}, "Có, Không")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading, other headings that mean it, how its cells are read, what it is for."""

    key: str
    heading: str
    read: Callable[[object], object]
    others: tuple[str, ...] = ()
    help: str = ""
    choices: tuple[str, ...] = ()
    width: int = 18


COLUMNS = (
    Column(
        "name", "Tên đối tượng", read_text, ("Họ và tên", "Họ tên", "Tên tập thể, cá nhân", "Tên", "Đối tượng",
        "Họ và tên / Tên tập thể, tổ chức"), "Tên tập thể, tổ chức hoặc họ tên; bắt buộc", width=34,
    ),
    Column(
        "kind", "Loại đối tượng", _choice(_kind_words(), ", ".join(f"“{kind.label}”" for kind in KINDS)), ("Loại",),
        "Bắt buộc; chọn trong danh sách", tuple(kind.label for kind in KINDS), 28,
    ),
    Column(
        "group", "Nhóm đối tượng tương đồng", read_text, ("Nhóm", "Nhóm xếp loại", "Nhóm tương đồng"),
        "Tên nhóm mà tỷ lệ xuất sắc được tính trong đó; để trống thì không tính tỷ lệ", width=26,
    ),
    Column(
        "level", "Mức xếp loại", _choice(_level_words(), ", ".join(f"“{label}”" for label in LEVELS)),
        ("Mức đã quyết định", "Kết quả xếp loại", "Xếp loại", "Mức xếp loại đã quyết định"),
        "Mức đã được quyết định; bắt buộc; chọn trong danh sách", LEVELS, 30,
    ),
    Column(
        "organization", "Thuộc tổ chức", read_text, ("Tổ chức, cơ quan, đơn vị của tập thể", "Cơ quan, đơn vị"),
        "Chỉ với tập thể: tên đúng như một dòng tổ chức trong bảng", width=26,
    ),
    Column(
        "heads", "Đứng đầu", _names, ("Là người đứng đầu của",),
        "Chỉ với cá nhân: tên tập thể, tổ chức trong bảng mà người đó đứng đầu, cách nhau bằng dấu ;", width=26,
    ),
    Column(
        "closed", "Đã kiểm điểm xong", _yes_no, ("Đã kiểm điểm",), "Có hoặc Không; để trống là Có", YES_NO,
    ),
    Column(
        "appointed_on", "Ngày giữ chức vụ", read_day, ("Ngày bổ nhiệm", "Giữ chức vụ từ ngày"), "Chỉ với cá nhân",
    ),
    Column(
        "founded_on", "Ngày thành lập", read_day, (), "Chỉ với tổ chức, tập thể mới thành lập",
    ),
    Column("split_on", "Ngày chia tách", read_day, (), "Chỉ với tổ chức, tập thể mới chia tách"),
    Column("merged_on", "Ngày sáp nhập", read_day, ("Ngày hợp nhất",), "Chỉ với tổ chức, tập thể mới sáp nhập"),
    Column(
        "result_degree", "Cấp độ thấp nhất của tiêu chí kết quả",
        _choice({degree.label: degree for degree in Degree} | {degree.name: degree for degree in Degree},
                ", ".join(DEGREES)),
        ("Tiêu chí kết quả",), "Cấp độ thấp nhất trong các tiêu chí về kết quả thực hiện nhiệm vụ", DEGREES, 22,
    ),
    Column(
        "other_degree", "Cấp độ thấp nhất của tiêu chí còn lại",
        _choice({degree.label: degree for degree in Degree} | {degree.name: degree for degree in Degree},
                ", ".join(DEGREES)),
        ("Tiêu chí còn lại",), "Cấp độ thấp nhất trong các tiêu chí còn lại", DEGREES, 22,
    ),
    Column("general_points", "Điểm tiêu chí chung", _number(0, 30), (), "Chỉ với bộ quy định chấm điểm: từ 0 đến 30"),
    Column("result_points", "Điểm kết quả", _number(0, 70), ("Điểm tiêu chí kết quả",),
           "Chỉ với bộ quy định chấm điểm: từ 0 đến 70"),
    Column(
        "discipline", "Kỷ luật trong năm",
        _choice({measure.label: measure for measure in Discipline}, ", ".join(DISCIPLINES)),
        ("Hình thức kỷ luật", "Kỷ luật", "Hình thức kỷ luật trong năm"),
        "Với cá nhân: hình thức kỷ luật; với tập thể, tổ chức: hình thức nặng nhất của thành viên", DISCIPLINES,
    ),
    Column(
        "targets", "Tỷ lệ chỉ tiêu hoàn thành (%)", _number(0, 100), ("Tỷ lệ hoàn thành chỉ tiêu", "Chỉ tiêu (%)"),
        "Chỉ với tập thể, tổ chức; để trống là 100",
    ),
    Column("disunity", "Kết luận mất đoàn kết", _yes_no, ("Kết luận mất đoàn kết nội bộ",),
           "Chỉ với tập thể, tổ chức, khi có kết luận của cấp có thẩm quyền", YES_NO),
    Column("degradation", "Kết luận có thành viên suy thoái", _yes_no, (),
           "Chỉ với tập thể, tổ chức, khi có kết luận của cấp có thẩm quyền", YES_NO),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
NEEDED = ("name", "level")
FOR_PERSONS = frozenset({"heads", "appointed_on"})
FOR_BODIES = frozenset({"founded_on", "split_on", "merged_on", "targets", "disunity", "degradation"})
_BY_HEADING = {fold(heading): column for column in COLUMNS for heading in (column.heading, *column.others)}
# Counts and remarks stand in every list; nobody wonders why they are not used.
_UNREMARKABLE = frozenset({"stt", "tt", "so tt", "ghi chu", "so thu tu"})


def column_of(heading: object) -> Column | None:
    """The column that a heading means."""
    return _BY_HEADING.get(fold(str(heading))) if heading is not None else None


def is_unremarkable(heading: object) -> bool:
    """Whether a heading needs no mention when its column is not used."""
    return fold(str(heading)) in _UNREMARKABLE
