"""`manage.py rate` as a process of its own: streams, encodings, determinism, and what it does without."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .case_files import Json, board

ROOT = Path(__file__).parents[3]
PACKAGES = ("config", "dossiers", "orgchart", "ratings", "reviews")
RATE = [sys.executable, str(ROOT / "manage.py"), "rate"]
# Settings with which nothing else starts: whoever reads them, or touches the database, fails.
SENSELESS = {
    "VAR_DIR": "/proc/nope",
    "DATABASE_URL": "postgresql://u:p@db/x",
    "DEBUG": "maybe",
    "DJANGO_SETTINGS_MODULE": "nowhere.settings",
}


def run(
    arguments: list[str], *, stdin: bytes = b"", command: list[str] = RATE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Start the command with nothing but senseless settings in its environment."""
    return subprocess.run(
        [*command, *arguments], input=stdin, capture_output=True, cwd=ROOT, env=SENSELESS | environment, check=False
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


def test_settings_are_senseless_for_every_other_command() -> None:
    other = run(
        [], command=[sys.executable, str(ROOT / "manage.py"), "check"], DJANGO_SETTINGS_MODULE="config.settings"
    )

    assert other.returncode != 0


def test_no_other_part_of_the_product_is_imported() -> None:
    traced = [sys.executable, "-X", "importtime", *RATE[1:]]

    answer = run(["-"], stdin=json.dumps(example()).encode(), command=traced)

    imported = {line.rpartition("|")[2].strip() for line in answer.stderr.decode().splitlines()}
    parts = {module for module in imported if module.partition(".")[0] in PACKAGES}
    allowed = ("ratings.engine", "ratings.management", "reviews.regulations")
    assert answer.returncode == 0
    assert "ratings.engine.command" in parts
    assert {module for module in parts if "." in module and not module.startswith(allowed)} == set()
    assert parts.isdisjoint({"config", "dossiers", "orgchart"})


def test_closed_standard_input_gives_one_line_and_code_2() -> None:
    answer = run(["-"], command=["/bin/sh", "-c", 'exec "$@" <&-', "sh", *RATE])

    assert (answer.returncode, answer.stdout) == (2, b"")
    assert answer.stderr.decode() == '"-": $: đầu vào chuẩn đã đóng; cần một văn bản JSON trên đầu vào chuẩn\n'


def test_help_names_the_file_and_the_output_for_people() -> None:
    answer = run(["--help"], PYTHONIOENCODING="utf-8")

    text = answer.stdout.decode()
    assert answer.returncode == 0
    assert "manage.py rate" in text
    assert "--text" in text


@pytest.mark.parametrize("arguments", [[], ["a.json", "b.json"], ["a.json", "--yaml"]])
def test_wrong_call_is_refused_with_code_2(arguments: list[str]) -> None:
    answer = run(arguments, PYTHONIOENCODING="utf-8")

    assert (answer.returncode, answer.stdout) == (2, b"")
    assert b"usage: manage.py rate" in answer.stderr
