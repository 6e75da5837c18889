"""The result written out: as the JSON document of the contract, or as sentences for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from .results import BallotResult, GroupResult, Reason, Result, SubjectResult, Violation
from .scales import Level, Unrated


def as_json(result: Result) -> str:
    """One JSON document with a line for every subject, group and violation; the same result gives the same text."""
    return "".join(json_pieces(result))


def json_pieces(result: Result) -> Iterator[str]:
    """The document piece by piece, so that a board of any size is written without a copy of the whole."""
    yield f'{{\n  "regulation": {_line(result.regulation)},\n  "rating_date": {_line(result.rating_date.isoformat())}'
    yield from _rows("subjects", map(_subject, result.subjects))
    yield from _rows("groups", map(_group, result.groups))
    yield from _rows("violations", map(_violation, result.violations))
    yield "\n}\n"


def as_text(result: Result) -> str:
    """The same in Vietnamese sentences."""
    day = result.rating_date.strftime("%d/%m/%Y")
    lines = [f"Bảng xếp loại theo bộ quy định {result.regulation}, ngày xếp loại {day}", ""]
    lines += ["Đối tượng", *(line for one in result.subjects for line in _subject_lines(one))]
    lines += ["", "Nhóm", *(line for one in result.groups for line in _group_lines(one, result))]
    lines += ["", "Vi phạm", *(f"- {one.text} {_clauses(one.clauses)}".rstrip() for one in result.violations)]
    if not result.violations:
        lines.append("- Không có.")
    return "\n".join(lines) + "\n"


def _rows(key: str, rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    yield f',\n  "{key}": ['
    before, end = "\n    ", "]"
    for row in rows:
        yield before + _line(row)
        before, end = ",\n    ", "\n  ]"
    yield end


_line = json.JSONEncoder(ensure_ascii=False).encode


def _code(level: Level | Unrated) -> str:
    return level.name if isinstance(level, Level) else level.value


def _subject(one: SubjectResult) -> dict[str, object]:
    return {
        "id": one.id,
        "highest": _code(one.highest),
        "level": None if one.level is None else _code(one.level),
        "accepted": one.accepted,
        "reasons": [_reason(reason) for reason in one.reasons],
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "rule": reason.rule.value,
        "limit": _code(reason.limit),
        "clauses": list(reason.clauses),
        "text": reason.text,
    }


def _group(one: GroupResult) -> dict[str, object]:
    return {
        "id": one.id,
        "size": one.size,
        "passed": one.passed,
        "admissible": one.admissible,
        "places": one.places,
        "excellent": one.excellent,
        "excess": one.excess,
        "basis": one.basis.value,
        "clauses": list(one.clauses),
        "ballot": None if one.ballot is None else _ballot(one.ballot),
    }


def _ballot(ballot: BallotResult) -> dict[str, object]:
    return {
        "quorum_met": ballot.quorum_met,
        "passed": list(ballot.passed),
        "excellent": list(ballot.excellent),
        "run_off": list(ballot.run_off),
        "refused": list(ballot.refused),
    }


def _violation(one: Violation) -> dict[str, object]:
    head: dict[str, object] = {"rule": one.rule.value}
    if one.group is not None:
        head["group"] = one.group
    return {**head, "subjects": list(one.subjects), "clauses": list(one.clauses), "text": one.text}


def _subject_lines(one: SubjectResult) -> Iterator[str]:
    if isinstance(one.highest, Unrated):
        yield f"- {one.name}: {one.highest.label}."
    else:
        level = "chưa có kết quả" if one.level is None else f"xếp loại “{one.level.label}”"
        proposed = "" if one.proposed is None else f", đề nghị “{one.proposed.label}”"
        yield f"- {one.name}: {level}{proposed}, cao nhất được xếp “{one.highest.label}”."
    for reason in one.reasons:
        yield f"  · {reason.text} {_clauses(reason.clauses)}".rstrip()


def _group_lines(one: GroupResult, result: Result) -> Iterator[str]:
    yield (
        f"- {' '.join(one.id.split())}: {one.size} đối tượng được xếp loại, {one.passed} đạt loại Tốt trở lên, "
        f"{one.admissible} đủ tiêu chuẩn “{Level.XS.label}”, số được phép {one.places}, đã xếp {one.excellent}."
    )
    yield f"  · {one.calculation} {_clauses(one.clauses)}".rstrip()
    if one.ballot is None:
        return
    names = {subject.id: subject.name for subject in result.subjects}
    parts = (
        ("Trúng vòng hai", one.ballot.excellent),
        ("Phải bỏ phiếu lại vì bằng phiếu", one.ballot.run_off),
        ("Phiếu vòng hai không được tính", one.ballot.refused),
    )
    for words, ids in parts:
        if ids:
            yield f"  · {words}: {', '.join(names[one_id] for one_id in ids)}."


def _clauses(ids: tuple[str, ...]) -> str:
    return f"({', '.join(ids)})" if ids else ""
