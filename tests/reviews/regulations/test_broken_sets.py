"""Broken sets as data: each is refused with the file, the key, the reason and what to do."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.loader import SETS, STATE_LINE, available_sets, check_sets, load_set

SOURCE = 'source = { clause = "HY-B.II.1.4-4" }\n'
SCORING = "[scoring]\ngeneral = 30\nresults = 70\nbands = { XS = 90, HTT = 70, HT = 50 }\n" + SOURCE
EXCEPTION = '[cap_exception]\nrate = 25\ncondition = "Nổi trội"\nneeds = ["Quyết định"]\n' + SOURCE


def value(name: str, given: str, more: str = SOURCE) -> str:
    """One parameter."""
    return f"[{name}]\nvalue = {given}\n{more}"


def row(kind: str, cells: str, more: str = SOURCE) -> str:
    """One row of a list."""
    return f"[[{kind}]]\n{cells}\n{more}"


RATED = 'key = "so"\ntitle = "Sở"\ntypes = ["unit_leadership"]'
DAY = 'key = "nop"\ntitle = "Nộp hồ sơ"\nday = 15\nmonth = 11'


@dataclass(frozen=True)
class Broken:
    """One defect: the set itself, the files beside it, and what the refusal says."""

    own: str
    key: str
    reason: str
    remedy: str
    upper: str = ""
    head: str = 'parent = "cap-tren"\n'
    file: str = "bo.toml"
    others: dict[str, str] = field(default_factory=dict)


BROKEN: dict[str, Broken] = {
    # --- a value by itself
    "unknown parameter": Broken(value("cap.ratio", "20"), "cap.ratio", "không có tham số", "parameters.toml"),
    "missing source": Broken(value("cap.rate", "20", ""), "cap.rate", "không có nguồn", "Ghi source"),
    "half a source": Broken(
        value("cap.rate", "20", 'source = { document = "KH 1" }\n'), "cap.rate", "không có nguồn", "Ghi source"
    ),
    "blank source": Broken(
        value("cap.rate", "20", 'source = { decision = "Tự quyết", reason = " " }\n'), "cap.rate", "để trống reason",
        "Ghi đủ nội dung",
    ),
    "clause that the ledger lacks": Broken(
        value("cap.rate", "20", 'source = { clause = "HY-99" }\n'), "cap.rate", "HY-99", "clauses.csv"
    ),
    "unknown mark": Broken(
        value("cap.rate", "20", 'source = { clause = "HY-0-1", mark = "?" }\n'), "cap.rate", "dấu", "Dùng một trong"
    ),
    "missing value": Broken(f"[cap.rate]\n{SOURCE}", "cap.rate", "thiếu value", "Ghi value"),
    "text for a number": Broken(value("cap.rate", '"20%"'), "cap.rate", "số nguyên", "parameters.toml"),
    "more than a whole": Broken(value("cap.rate", "120"), "cap.rate", "từ 0 đến 100", "parameters.toml"),
    "share above one": Broken(value("vote.quorum", '"3/2"'), "vote.quorum", "phân số", "parameters.toml"),
    "word that is no choice": Broken(value("cap.rounding", '"xuống"'), "cap.rounding", "một trong", "parameters.toml"),
    "unknown mode": Broken(
        value("cap.rate", "20", f'mode = "free"\n{SOURCE}'), "cap.rate", "mode “free”", "Dùng một trong"
    ),
    "key outside a table": Broken("so = 5\n", "so", "không phải một bảng tham số", "Ghi [tên tham số]", head=""),
    # --- against superiors
    "change of a locked value": Broken(
        value("cap.rate", "15"), "cap.rate", "cấp trên đã quy định “20%”", "Bỏ giá trị",
        upper=value("cap.rate", "20", f'mode = "locked"\n{SOURCE}'),
    ),
    "looser than a stricter value": Broken(
        value("prep.collectiveLead", "2"), "prep.collectiveLead", "cấp trên đã quy định “3 ngày làm việc”", "chặt hơn",
        upper=value("prep.collectiveLead", "3", f'mode = "stricter"\n{SOURCE}'),
    ),
    "change of a locked row": Broken(
        row("rated", RATED), "rated so", "không cho thay đổi", "Bỏ dòng này",
        upper=row("rated", RATED + '\nmode = "locked"'),
    ),
    "drop of a locked row": Broken(
        '[[rated]]\nkey = "so"\ndrop = true\n', "rated so", "không cho thay đổi", "Bỏ dòng này",
        upper=row("rated", RATED + '\nmode = "locked"'),
    ),
    "circle of parents": Broken(
        "", "parent", "kế thừa lẫn nhau", "Bỏ vòng", others={"cap-tren": 'parent = "bo"\n'}, file="bo.toml"
    ),
    "circle of earlier documents": Broken(
        "", "parent", "kế thừa lẫn nhau", "Bỏ vòng", head='base = "truoc"\n', others={"truoc": 'base = "bo"\n'}
    ),
    "parent that is not there": Broken("", "parent", "không có bộ “la”", "Sửa parent", head='parent = "la"\n'),
    "two lines that contradict each other": Broken(
        "", "cap.rate", "hai tuyến cấp trên mâu thuẫn", "[lines]",
        head='parent = "cap-tren"\nstate_parent = "nha-nuoc"\n', upper=value("cap.rate", "20"),
        others={"state/nha-nuoc": value("cap.rate", "15")},
    ),
    "line that says nothing": Broken(
        '[lines."cap.rate"]\nwins = "state"\n' + SOURCE, "lines.cap.rate", "không quy định tham số", "Bỏ khóa"
    ),
    # --- lists
    "row without a key": Broken(row("rated", 'title = "Sở"'), "rated[0]", "không có mã", "Thêm key"),
    "one key twice": Broken(row("rated", RATED) * 2, "rated so", "bị lặp", "mỗi dòng một mã"),
    "list that is a table": Broken(f"[rated]\n{RATED}\n", "rated", "không phải một danh sách", "[[rated]]"),
    "stray cell": Broken(row("deadlines", DAY + "\ninclusiv = true"), "deadlines[0]", "inclusiv", "Dùng"),
    "dropped row with content": Broken(
        row("rated", RATED + "\ndrop = true"), "rated[0]", "dòng bị bỏ nhưng còn ghi", "Chỉ ghi key và drop"
    ),
    "day that no calendar has": Broken(
        row("deadlines", DAY.replace("15", "31")), "deadlines[0]", "31/11", "Sửa day và month"
    ),
    "cell of the wrong type": Broken(
        row("deadlines", DAY + '\ninclusive = "có"'), "deadlines[0].inclusive", "sai kiểu", "Ghi một bool"
    ),
    "word that no column knows": Broken(
        row("dossier_items", 'key = "a"\nsubject = "cell"\ntitle = "A"\nneed = "required"\nstage = "submission"\n'
            'producer = "office"'), "dossier_items[0].subject", "“cell”", "Dùng",
    ),
    "frame that is not there": Broken(
        row("criteria_for", 'key = "party_committee"\nframe = "la"'), "criteria_for party_committee", "“la”",
        "Dùng khung",
    ),
    # --- scoring, exceptions, citations
    "points that do not add up to 100": Broken(
        SCORING.replace("70\n", "60\n", 1), "scoring", "30 + 60 = 90, không phải 100", "tổng điểm là 100"
    ),
    "bands in the wrong order": Broken(
        SCORING.replace("HTT = 70", "HTT = 95"), "scoring.bands", "không lớn hơn", "Sắp lại"
    ),
    "band left out": Broken(SCORING.replace(", HT = 50", ""), "scoring.bands", "không đủ ba mức", "Ghi lần lượt"),
    "stray key of the scoring": Broken(SCORING + "total = 100\n", "scoring", "thừa khóa", "Ghi đúng các khóa"),
    "exception that is none": Broken(
        EXCEPTION.replace("25", "20"), "cap_exception.rate", "không cao hơn", "tỷ lệ cao hơn"
    ),
    "exception without grounds": Broken(
        EXCEPTION.replace('["Quyết định"]', "[]"), "cap_exception.needs", "không nêu căn cứ", "Ghi danh sách"
    ),
    "citation of no rule": Broken('[citations]\n"la" = ["HY-0-1"]\n', "citations.la", "không có phần", "defaults.toml"),
    "open and given": Broken(
        value("cap.rate", "20") + row("open_points", 'key = "a"\ntitle = "A"\nparameter = "cap.rate"\nmark = "NF"'),
        "open_points a", "vừa để ngỏ vừa có giá trị", "Bỏ giá trị",
    ),
    # --- values against each other, and the file itself
    "higher level with lower degrees": Broken(
        value("level.XS.minDegree", '"TB/K"'), "level.XS.minDegree", "thấp hơn", "không thấp hơn mức dưới"
    ),
    "small group without a limit": Broken(
        value("cap.smallGroup.max", "5"), "cap.smallGroup.max", "không còn giới hạn", "nhỏ hơn 5"
    ),
    "points of everybody that do not add up on one sheet": Broken(
        SCORING
        + row("score_groups", 'key = "a"\ntitle = "A"\nsubject = "any"\npart = "general"\npoints = 20')
        + row("score_groups", 'key = "b"\ntitle = "B"\nsubject = "leader"\npart = "general"\npoints = 5'),
        "score_groups leader.general", "20 + 5 = 25", "tổng là 30",
    ),
    "file named otherwise": Broken("", "code", "khác tên tệp", "theo mã", head='code = "khac"\n'),
    "file without a title": Broken("", "title", "thiếu", "Thêm title", head="title = 5\n"),
    "text that is no TOML": Broken("[cap.rate\n", "—", "TOML", "Sửa cú pháp"),
}  # fmt: skip


def write(directory: Path, name: str, content: str, head: str = "") -> None:
    """A file with the head that every set needs, unless the case gives its own."""
    code = Path(name).name
    given = [f'code = "{code}"\n'] if "code = " not in head else []
    given += [f'title = "Bộ {code}"\n'] if "title = " not in head else []
    path = directory / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(given) + head + content, encoding="utf-8")


@pytest.mark.clause("CC-I.1-1", "CC-0-1")
@pytest.mark.parametrize("name", BROKEN)
def test_broken_set_is_refused_with_file_key_reason_and_remedy(name: str, tmp_path: Path) -> None:
    case = BROKEN[name]
    write(tmp_path, "cap-tren", case.upper)
    for other, content in case.others.items():
        write(tmp_path, other, content)
    write(tmp_path, "bo", case.own, case.head)
    load_set.cache_clear()

    with pytest.raises(BadRegulationFileError) as refused:
        load_set("bo", tmp_path)

    error = refused.value
    assert error.file == case.file
    assert error.key == case.key
    assert case.reason in error.reason
    assert case.remedy in error.remedy
    assert str(error).endswith(".")


def test_there_are_more_than_thirty_distinct_defects() -> None:
    assert len(BROKEN) >= 30
    assert len({(case.key, case.reason) for case in BROKEN.values()}) >= 30


@pytest.mark.clause("HY-C.2-2", "GB-1-1")
@pytest.mark.parametrize(
    ("years", "other_years", "base", "allowed"),
    [
        ("[2024]", "[2024]", "", False),
        ("[2023, 2024]", "[2024]", "", False),
        ('["từ năm 2024"]', '["từ năm 2024"]', "", False),
        ("[2024]", "[2024]", 'base = "cu"\n', True),
        ("[2024]", "[2025]", "", True),
        ('["từ năm 2018"]', '["từ năm 2024"]', "", True),
        ('["từ năm 2018"]', "[2024]", "", True),
    ],
)
def test_two_documents_of_one_issuer_do_not_claim_one_year(
    tmp_path: Path, years: str, other_years: str, base: str, *, allowed: bool
) -> None:
    issuer = value("regset.issuer", '"Đảng ủy xã Phú Lạc"')
    write(tmp_path, "cu", issuer + value("regset.years", years))
    write(tmp_path, "moi", issuer + value("regset.years", other_years), base)
    load_set.cache_clear()
    if allowed:
        check_sets(tmp_path)
        return

    with pytest.raises(BadRegulationFileError, match=r"moi\.toml, khóa regset\.years: .*“cu”.*base"):
        check_sets(tmp_path)


def test_every_built_in_set_is_sound() -> None:
    check_sets(SETS)

    assert len(available_sets(SETS)) == 8
    assert available_sets(SETS / STATE_LINE)
