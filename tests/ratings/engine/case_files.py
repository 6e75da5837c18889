"""The worked examples as data: each case of a file becomes a board file for the command."""

import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

CASES = Path(__file__).parents[1] / "cases"
RATED_ON = {
    "hung-yen-2019": "2019-12-20",
    "cho-chu-2024": "2024-11-30",
    "son-la-bdt-2022": "2022-11-29",
    "nghe-an-2022": "2022-12-19",
    "giang-bien-2021": "2021-11-19",
    "trung-uong-132-2018": "2018-12-20",
    "trung-uong-124-2023": "2023-12-20",
    "trung-uong-366-2025": "2025-12-20",
}
CODES = {"result": ["2a", "2b", "2c"], "remaining": ["1a", "1b", "2d", "3"]}
PENDING = "chưa xếp loại"

Json = dict[str, Any]


def cases(file: str) -> list[Any]:
    """Every case of the files with this name, marked with the clauses that it proves."""
    return list(_cases(file))


def _cases(file: str) -> Iterator[Any]:
    for path in sorted(CASES.glob(f"*/{file}")):
        code = path.parent.name
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            proved = case.get("proves", case.get("clauses", []))
            yield pytest.param(code, case, marks=pytest.mark.clause(*proved), id=f"{code}-{case['id']}")


def board(code: str, subjects: list[Json], groups: list[Json] | None = None, **more: Any) -> Json:
    """A board of one of the sets on its usual day."""
    return {"regulation": code, "rating_date": RATED_ON[code], "subjects": subjects, "groups": groups or [], **more}


def rate(document: Json, tmp_path: Path, put: Mapping[str, str] | None = None) -> Json:
    """What `manage.py rate` prints for a board; `put` replaces texts of the file, for numbers as they are written."""
    file = tmp_path / "board.json"
    content = json.dumps(document, ensure_ascii=False)
    for old, new in (put or {}).items():
        content = content.replace(old, new)
    file.write_text(content, encoding="utf-8")
    out = io.StringIO()
    call_command("rate", str(file), stdout=out)
    answer: Json = json.loads(out.getvalue())
    return answer


def criteria(case: Json) -> list[Json]:
    """The degrees of a case, in the order of its lines."""
    return [
        {"code": code, "degree": degree, "result": kind == "result", "basic": code not in case.get("not_basic", [])}
        for kind, codes in CODES.items()
        for code, degree in zip(codes, case[kind].split(), strict=False)
    ]


def subject(answer: Json, subject_id: str) -> Json:
    """One subject of an answer."""
    return next(one for one in answer["subjects"] if one["id"] == subject_id)
