"""Wrong board files: exit 2, nothing on standard output, one line that names the place."""

import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from .case_files import Json

GOOD: Json = {
    "regulation": "hung-yen-2019",
    "parameters": {"cap.rate": 20},
    "rating_date": "2019-12-20",
    "year": 2019,
    "subjects": [
        {"id": "o", "kind": "organization", "fixed_level": "XS"},
        {
            "id": "c",
            "kind": "collective",
            "group": "tt",
            "organization": "o",
            "criteria": [{"code": "2a", "degree": "X", "result": True}],
            "facts": {
                "collective_discipline": {"self_detected": True, "remedied": True},
                "member_disciplines": [{"degree": "khien_trach"}],
                "targets_met_percent": 99.5,
            },
            "founded_on": "2010-01-01",
            "proposed": "XS",
        },
        {
            "id": "p",
            "kind": "individual",
            "group": "ld",
            "heads": ["c", "o"],
            "own_ceiling": "XS",
            "appointed_on": "2016-03-01",
            "facts": {"disciplines": []},
            "new_head": {"transferred_on": "2019-02-01", "reason": "mới"},
        },
    ],
    "groups": [
        {"id": "tt", "kind": "collectives"},
        {
            "id": "ld",
            "kind": "leaders",
            "ballot": {"entitled": 5, "present": 4, "round1": {"p": 4}, "round2": {"p": 3}},
        },
    ],
}
MISSING = object()


def refused(content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """Run the command on a file that must be refused; return the line."""
    file = tmp_path / "board.json"
    file.write_bytes(content)
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("rate", str(file), stdout=out, stderr=err)
    assert stop.value.code == 2
    assert out.getvalue() == ""
    assert capfd.readouterr().out == ""
    line = err.getvalue()
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert "cần" in line
    return line


def changed(place: tuple[str | int, ...], value: object) -> bytes:
    """The good board with one place changed, added or taken away."""
    document = copy.deepcopy(GOOD)
    node: Any = document
    for step in place[:-1]:
        node = node[step]
    if value is MISSING:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def test_the_good_board_is_good(tmp_path: Path) -> None:
    file = tmp_path / "board.json"
    file.write_text(json.dumps(GOOD), encoding="utf-8")
    out = io.StringIO()

    call_command("rate", str(file), stdout=out)

    assert json.loads(out.getvalue())["regulation"] == "hung-yen-2019"


C, P = ("subjects", 1), ("subjects", 2)
BALLOT = ("groups", 1, "ballot")
WRONG: list[tuple[tuple[str | int, ...], object, str]] = [
    (("regulation",), "khong-co", "$.regulation"),
    (("regulation",), MISSING, "regulation"),
    (("regulation",), 2019, "$.regulation"),
    (("regulation",), "../hung-yen-2019", "$.regulation"),
    (("regulation",), "defaults", "$.regulation"),
    (("rating_date",), MISSING, "rating_date"),
    (("rating_date",), "20/12/2019", "$.rating_date"),
    (("rating_date",), "2019-02-29", "$.rating_date"),
    (("rating_date",), "20191220", "$.rating_date"),
    (("rating_date",), "2019-W51-5", "$.rating_date"),
    (("rating_date",), "0000-01-01", "$.rating_date"),
    (("rating_date",), 20191220, "$.rating_date"),
    (("rating_date",), "2019-12-20T00:00", "$.rating_date"),
    (("year",), "2019", "$.year"),
    (("year",), True, "$.year"),
    (("year",), 2019.5, "$.year"),
    (("year",), None, "$.year"),
    (("subjects",), MISSING, "subjects"),
    (("subjects",), {}, "$.subjects"),
    (("subjects", 0), "o", "$.subjects[0]"),
    (("groups",), {}, "$.groups"),
    (("extra",), 1, "$.extra"),
    (("parameters",), [], "$.parameters"),
    (("parameters", "cap.rat"), 20, '$.parameters["cap.rat"]'),
    (("parameters", "cap.rate"), "20", '$.parameters["cap.rate"]'),
    (("parameters", "cap.rate"), 20.0, '$.parameters["cap.rate"]'),
    (("parameters", "cap.rate"), True, '$.parameters["cap.rate"]'),
    (("parameters", "cap.rate"), -1, '$.parameters["cap.rate"]'),
    (("parameters", "cap.rate"), 101, '$.parameters["cap.rate"]'),
    (("parameters", "cap.base"), "all", '$.parameters["cap.base"]'),
    (("parameters", "vote.quorum"), 0.5, '$.parameters["vote.quorum"]'),
    (("parameters", "vote.quorum"), "2/0", '$.parameters["vote.quorum"]'),
    (("parameters", "vote.quorum"), "3/2", '$.parameters["vote.quorum"]'),
    (("parameters", "vote.quorum"), "-1/2", '$.parameters["vote.quorum"]'),
    (("parameters", "vote.quorum"), "66%", '$.parameters["vote.quorum"]'),
    (("parameters", "exempt.minMonths"), -6, '$.parameters["exempt.minMonths"]'),
    (("parameters", "exempt.newOrg"), ["closed"], '$.parameters["exempt.newOrg"]'),
    (("parameters", "exempt.newOrg"), "merged", '$.parameters["exempt.newOrg"]'),
    (("parameters", "cap.smallGroup.kinds"), ["bodies"], '$.parameters["cap.smallGroup.kinds"]'),
    (("parameters", "cap.smallGroup.allPassed"), 1, '$.parameters["cap.smallGroup.allPassed"]'),
    (("parameters", "level.XS.minDegree"), ["X"], '$.parameters["level.XS.minDegree"]'),
    (("parameters", "level.XS.minDegree"), ["X", "B"], '$.parameters["level.XS.minDegree"]'),
    (("parameters", "level.HT.minDegree"), 2, '$.parameters["level.HT.minDegree"]'),
    (("parameters", "level.knock.memberDiscipline"), "nhe", '$.parameters["level.knock.memberDiscipline"]'),
    (("parameters", "ceiling.headOfSeveral"), "ratedPost", '$.parameters["ceiling.headOfSeveral"]'),
    (("parameters", "cap.smallGroup.sizeOf"), "onBallot", '$.parameters["cap.smallGroup.sizeOf"]'),
    (("parameters", "cap.smallGroup.sizeOf"), "members", '$.parameters["cap.smallGroup.sizeOf"]'),
    (("parameters", "criteria.basic"), True, '$.parameters["criteria.basic"]'),
    (("parameters", "criteria.basic[]"), True, '$.parameters["criteria.basic[]"]'),
    (("parameters", "notify.days"), None, '$.parameters["notify.days"]'),
    ((*C, "id"), MISSING, "$.subjects[1]"),
    ((*C, "id"), "o", "$.subjects[1].id"),
    ((*C, "id"), "", "$.subjects[1].id"),
    ((*C, "id"), 7, "$.subjects[1].id"),
    ((*C, "kind"), MISSING, "$.subjects[1]"),
    ((*C, "kind"), "committee", "$.subjects[1].kind"),
    ((*C, "kind"), ["collective"], "$.subjects[1].kind"),
    ((*C, "group"), "khong", "$.subjects[1].group"),
    ((*C, "group"), "ld", "$.subjects[1].group"),
    ((*C, "review_closed"), "true", "$.subjects[1].review_closed"),
    ((*C, "review_closed"), 1, "$.subjects[1].review_closed"),
    ((*C, "fixed_level"), "XS", "$.subjects[1]"),
    (("subjects", 0, "fixed_level"), "blocked", "$.subjects[0].fixed_level"),
    (("subjects", 0, "fixed_level"), None, "$.subjects[0].fixed_level"),
    (("subjects", 0, "group"), "tt", "$.subjects[0].group"),
    (("subjects", 0, "proposed"), "XS", "$.subjects[0].proposed"),
    ((*C, "criteria"), [], "$.subjects[1].criteria"),
    ((*C, "criteria"), {}, "$.subjects[1].criteria"),
    ((*C, "criteria", 0, "degree"), "A", "$.subjects[1].criteria[0].degree"),
    ((*C, "criteria", 0, "degree"), "x", "$.subjects[1].criteria[0].degree"),
    ((*C, "criteria", 0, "result"), MISSING, "$.subjects[1].criteria[0]"),
    ((*C, "criteria", 0, "result"), 1, "$.subjects[1].criteria[0].result"),
    ((*C, "criteria", 0, "weight"), 1, "$.subjects[1].criteria[0].weight"),
    ((*C, "criteria"), [{"code": "a", "degree": "X", "result": True}] * 2, "$.subjects[1].criteria[1].code"),
    ((*C, "points"), {"general": 20, "results": 60}, "$.subjects[1].points"),
    ((*P, "points"), {"general": 20, "results": 60}, "$.subjects[2].points"),
    ((*P, "points"), {"general": 31, "results": 60}, "$.subjects[2].points.general"),
    ((*P, "points"), {"general": 30}, "$.subjects[2].points"),
    ((*C, "own_ceiling"), "NR", "$.subjects[1].own_ceiling"),
    ((*C, "proposed"), "NR", "$.subjects[1].proposed"),
    ((*C, "proposed"), "xs", "$.subjects[1].proposed"),
    ((*C, "attested"), None, "$.subjects[1].attested"),
    ((*C, "heads"), ["o"], "$.subjects[1].heads"),
    ((*C, "appointed_on"), "2010-01-01", "$.subjects[1].appointed_on"),
    ((*C, "organization"), "p", "$.subjects[1].organization"),
    ((*C, "organization"), "c", "$.subjects[1].organization"),
    ((*C, "organization"), "khong", "$.subjects[1].organization"),
    ((*C, "founded_on"), "2019-12-21", "$.subjects[1].founded_on"),
    ((*C, "merged_on"), "2020-01-01", "$.subjects[1].merged_on"),
    ((*C, "split_on"), "2019-13-01", "$.subjects[1].split_on"),
    ((*C, "facts", "disciplines"), [], "$.subjects[1].facts.disciplines"),
    ((*C, "facts", "targets_met_percent"), 101, "$.subjects[1].facts.targets_met_percent"),
    ((*C, "facts", "targets_met_percent"), -0.1, "$.subjects[1].facts.targets_met_percent"),
    ((*C, "facts", "targets_met_percent"), "50", "$.subjects[1].facts.targets_met_percent"),
    ((*C, "facts", "targets_met_percent"), False, "$.subjects[1].facts.targets_met_percent"),
    ((*C, "facts", "collective_discipline", "remedied"), MISSING, "$.subjects[1].facts.collective_discipline"),
    ((*C, "facts", "collective_discipline"), True, "$.subjects[1].facts.collective_discipline"),
    ((*C, "facts", "member_disciplines", 0, "degree"), "phe_binh", "$.subjects[1].facts.member_disciplines[0].degree"),
    ((*C, "facts", "member_disciplines", 0, "violation"), 5, "$.subjects[1].facts.member_disciplines[0].violation"),
    ((*P, "heads"), "c", "$.subjects[2].heads"),
    ((*P, "heads"), ["c", "c"], "$.subjects[2].heads[1]"),
    ((*P, "heads"), ["p"], "$.subjects[2].heads[0]"),
    ((*P, "heads"), ["khong"], "$.subjects[2].heads[0]"),
    ((*P, "organization"), "o", "$.subjects[2].organization"),
    ((*P, "founded_on"), "2010-01-01", "$.subjects[2].founded_on"),
    ((*P, "facts", "main_targets_met"), True, "$.subjects[2].facts.main_targets_met"),
    ((*P, "appointed_on"), "2019-12-21", "$.subjects[2].appointed_on"),
    ((*P, "new_head", "transferred_on"), "2020-01-01", "$.subjects[2].new_head.transferred_on"),
    ((*P, "new_head", "reason"), MISSING, "$.subjects[2].new_head"),
    ((*P, "new_head", "reason"), " ", "$.subjects[2].new_head.reason"),
    (("groups", 1, "id"), "tt", "$.groups[1].id"),
    (("groups", 0, "kind"), "teams", "$.groups[0].kind"),
    (("groups", 0, "size"), 4, "$.groups[0].size"),
    ((*BALLOT, "entitled"), MISSING, "$.groups[1].ballot"),
    ((*BALLOT, "round1"), MISSING, "$.groups[1].ballot"),
    ((*BALLOT, "entitled"), 5.0, "$.groups[1].ballot.entitled"),
    ((*BALLOT, "entitled"), True, "$.groups[1].ballot.entitled"),
    ((*BALLOT, "entitled"), "5", "$.groups[1].ballot.entitled"),
    ((*BALLOT, "entitled"), 3, "$.groups[1].ballot.present"),
    ((*BALLOT, "entitled"), -1, "$.groups[1].ballot.entitled"),
    ((*BALLOT, "entitled"), 10**400, "$.groups[1].ballot.entitled"),
    ((*BALLOT, "present"), -4, "$.groups[1].ballot.present"),
    ((*BALLOT, "round1", "p"), 5, "$.groups[1].ballot.round1.p"),
    ((*BALLOT, "round1", "p"), -1, "$.groups[1].ballot.round1.p"),
    ((*BALLOT, "round1", "p"), True, "$.groups[1].ballot.round1.p"),
    ((*BALLOT, "round1", "p"), None, "$.groups[1].ballot.round1.p"),
    ((*BALLOT, "round1", "c"), 1, "$.groups[1].ballot.round1.c"),
    ((*BALLOT, "round2", "o"), 0, "$.groups[1].ballot.round2.o"),
    ((*BALLOT, "round2", "p"), 5, "$.groups[1].ballot.round2.p"),
    ((*BALLOT, "round2", "la\nlùng\u2028"), 1, "$.groups[1].ballot.round2["),
    ((*BALLOT, "round2"), [], "$.groups[1].ballot.round2"),
    ((*BALLOT, "round3"), {}, "$.groups[1].ballot.round3"),
    ((*BALLOT, "absent"), 1, "$.groups[1].ballot.absent"),
]


@pytest.mark.parametrize(("place", "value", "named"), WRONG)
def test_wrong_value_is_named_by_its_place(
    place: tuple[str | int, ...], value: object, named: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert named in refused(changed(place, value), tmp_path, capfd)


TEXT = json.dumps(GOOD)
BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "$: dòng 1 cột 1"),
    "not JSON": (b"{regulation: 1}", "$: dòng 1 cột 2"),
    "cut off": (TEXT[:-5].encode(), "$: dòng 1"),
    "two documents": ((TEXT + TEXT).encode(), "$: dòng 1"),
    "comment": (b"{} // x", "$: dòng 1 cột 4"),
    "a list": (b"[]", "$: một danh sách"),
    "null": (b"null", "$: null"),
    "a number": (b"1e5", "$: 1e5"),
    "byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), "BOM"),
    "UTF-16": (TEXT.encode("utf-16"), "UTF-8"),
    "Latin-1": ('{"tên": 1}'.encode("latin-1"), "UTF-8"),
    "cut UTF-8": ('{"a": "ệ"}'.encode()[:9] + b'"}', "UTF-8"),
    "deep": (b"[" * 100_000, "tầng"),
    "deep objects": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "tầng"),
    "deep in turns": (b'[{"a":' * 21 + b"1" + b"}]" * 21, "tầng lồng thứ 41"),
    "deep behind a string of brackets": (b'["[[[\\\\", "\\"]]", ' + b"[" * 40 + b"]" * 41, "tầng lồng thứ 41"),
    "brackets in a string only": (b'["' + b"[{" * 100 + b'"]', "$: một danh sách"),
    "control character": (b'{"regulation": "a\x01"}', "$: dòng 1"),
    "doubled key": (TEXT.replace('"year": 2019', '"year": 2019, "year": 2019').encode(), "$.year"),
    "doubled in subject": (TEXT.replace('"id": "c"', '"id": "c", "id": "d"').encode(), "$.subjects[1].id"),
    "doubled votes": (TEXT.replace('{"p": 4}', '{"p": 4, "p": 4}').encode(), "$.groups[1].ballot.round1.p"),
    "doubled parameter": (
        TEXT.replace('"cap.rate": 20', '"cap.rate": 20, "cap.rate": 10').encode(),
        '$.parameters["cap.rate"]',
    ),
    "doubled deep": (
        TEXT.replace('"remedied": true', '"remedied": true, "remedied": false').encode(),
        "$.subjects[1].facts.collective_discipline.remedied",
    ),
    "NaN": (TEXT.replace("99.5", "NaN").encode(), "$.subjects[1].facts.targets_met_percent: NaN"),
    "Infinity": (TEXT.replace("99.5", "Infinity").encode(), "Infinity"),
    "negative infinity": (TEXT.replace('"entitled": 5', '"entitled": -Infinity').encode(), "-Infinity"),
    "NaN as parameter": (TEXT.replace('"cap.rate": 20', '"cap.rate": NaN').encode(), "NaN"),
    "huge exponent": (TEXT.replace("99.5", "1e999999999999").encode(), "targets_met_percent"),
    "tiny exponent": (TEXT.replace("99.5", "1e-999999999").encode(), "targets_met_percent"),
    "many digits": (TEXT.replace("99.5", "9" * 5_000).encode(), "targets_met_percent"),
    "many digits as votes": (TEXT.replace('"p": 4', '"p": ' + "4" * 5_000).encode(), "round1.p"),
    "exponent as parameter": (TEXT.replace('"cap.rate": 20', '"cap.rate": 2e1').encode(), "cap.rate"),
    "leading zero": (TEXT.replace('"entitled": 5', '"entitled": 05').encode(), "$: dòng 1"),
    "lone surrogate": (TEXT.replace('"id": "c"', '"id": "\\ud800"').encode(), "$.subjects[1].id"),
    "surrogate as key": (TEXT.replace('"year"', '"\\ud800"').encode(), "\\ud800"),
    "true for a number": (TEXT.replace('"present": 4', '"present": true').encode(), "present: true"),
}


@pytest.mark.parametrize("name", BYTES)
def test_wrong_bytes_are_refused_in_one_line(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content, named = BYTES[name]

    assert named in refused(content, tmp_path, capfd)


@pytest.mark.parametrize("path", ["khong-co.json", ".", "ten\nhai dong.json"])
def test_file_that_cannot_be_read_is_named_in_one_line(path: str, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("rate", str(tmp_path / path), stdout=out, stderr=err)

    assert stop.value.code == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1
