"""`manage.py rate` as a process of its own: streams, encodings, determinism, and what it does without."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .case_files import Json, board

ROOT = Path(__file__).parents[3]
# A database that is not there: whoever touches it fails.
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


def run(arguments: list[str], *, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Start the command with hardly any environment."""
    kept = {"PATH": os.environ["PATH"], "DATABASE_URL": NO_DATABASE, "SECRET_KEY": "0123456789abcdef" * 4}
    kept |= {"ALLOWED_HOSTS": "localhost", "REDIS_URL": "redis://127.0.0.1:1/0"}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "rate", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=kept | environment,
        check=False,
    )


def example() -> Json:
    """The board of an ordinary committee, with Vietnamese names."""
    subjects: list[Json] = [
        {"id": "đảng-bộ", "name": "Đảng bộ thị trấn", "kind": "party_organization", "fixed_level": "HTT"},
        {
            "id": "btv",
            "name": "Ban Thường vụ",
            "kind": "collective",
            "group": "tt",
            "organization": "đảng-bộ",
            "proposed": "XS",
        },
        {"id": "bí-thư", "name": "Bí thư", "kind": "individual", "group": "ld", "heads": ["btv"], "proposed": "HTT"},
    ]
    ballot = {"entitled": 15, "present": 15, "round1": {"bí-thư": 14}, "round2": {"bí-thư": 9}}
    groups: list[Json] = [{"id": "tt", "kind": "collectives"}, {"id": "ld", "kind": "leaders", "ballot": ballot}]
    return board("cho-chu-2024", subjects, groups)


def test_file_is_rated_without_database_in_any_locale(tmp_path: Path) -> None:
    file = tmp_path / "bảng.json"
    file.write_text(json.dumps(example(), ensure_ascii=False), encoding="utf-8")

    plain = run([str(file)])
    posix = run([str(file)], LC_ALL="POSIX", PYTHONIOENCODING="ascii", PYTHONHASHSEED="7")

    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout == posix.stdout
    answer = json.loads(plain.stdout.decode())
    assert list(answer) == ["regulation", "rating_date", "subjects", "groups", "violations"]
    assert [one["id"] for one in answer["subjects"]] == ["btv", "bí-thư"]
    assert plain.stdout.endswith(b"}\n")


def test_standard_input_is_rated_too() -> None:
    answer = run(["-"], stdin=json.dumps(example()).encode())

    assert answer.returncode == 0
    assert json.loads(answer.stdout)["groups"][0]["size"] == 1


def test_text_output_speaks_vietnamese() -> None:
    answer = run(["-", "--text"], stdin=json.dumps(example()).encode(), LC_ALL="C")

    text = answer.stdout.decode()
    assert answer.returncode == 0
    assert "Ban Thường vụ: chưa có kết quả, đề nghị “Hoàn thành xuất sắc nhiệm vụ”" in text
    assert "“Đảng bộ thị trấn” xếp loại “Hoàn thành tốt nhiệm vụ”" in text
    assert "Ban Thường vụ: không chấp nhận đề nghị" in text
    assert "{" not in text


@pytest.mark.parametrize("content", [b"", b"\xff", b'{"regulation": NaN}', b"[" * 3000])
def test_wrong_standard_input_gives_one_line_and_code_2(content: bytes) -> None:
    answer = run(["-"], stdin=content, LC_ALL="C")

    assert (answer.returncode, answer.stdout) == (2, b"")
    assert len(answer.stderr.decode().splitlines()) == 1
    assert answer.stderr.startswith(b'"-": $')


def test_missing_file_gives_one_line_and_code_2() -> None:
    answer = run(["khong-co-tep.json"])

    assert (answer.returncode, answer.stdout) == (2, b"")
    assert len(answer.stderr.decode().splitlines()) == 1
