"""What the loader refuses, and how sets inherit, with small sets made for the purpose."""

from pathlib import Path

import pytest

from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.loader import load_set
from reviews.regulations.sets import RegulationSet

SOURCE = 'source = { clause = "HY-B.II.1.4-4" }\n'
LINE = ["trung-uong", "tinh", "huyen", "xa"]


def write(directory: Path, code: str, content: str = "", *, parent: str = "", base: str = "") -> None:
    """Put a set into the directory."""
    head = f'code = "{code}"\ntitle = "Bộ {code}"\n'
    head += f'parent = "{parent}"\n' if parent else ""
    head += f'base = "{base}"\n' if base else ""
    (directory / f"{code}.toml").write_text(head + content, encoding="utf-8")


def value(name: str, given: str, mode: str = "") -> str:
    """One parameter with a source."""
    return f"[{name}]\nvalue = {given}\n" + (f'mode = "{mode}"\n' if mode else "") + SOURCE


def chain(directory: Path, **contents: str) -> RegulationSet:
    """Four levels from the Centre to the commune; the commune's set is returned."""
    for upper, code in zip(["", *LINE], LINE, strict=False):
        write(directory, code, contents.get(code.replace("-", "_"), ""), parent=upper)
    load_set.cache_clear()
    return load_set("xa", directory)


@pytest.mark.clause("CC-I.1-1", "CC-0-1")
def test_values_come_down_four_levels_until_somebody_sets_their_own(tmp_path: Path) -> None:
    commune = chain(
        tmp_path,
        trung_uong=value("cap.rate", "20", "stricter") + value("exempt.minMonths", "6"),
        tinh=value("cap.rate", "15"),
        huyen=value("vote.quorum", '"3/4"'),
    )

    assert (commune.value("cap.rate"), commune.source("cap.rate").origin) == (15, "tinh")
    assert (commune.value("exempt.minMonths"), commune.source("exempt.minMonths").origin) == (6, "trung-uong")
    assert commune.source("vote.quorum").origin == "huyen"


@pytest.mark.clause("CC-I.1-1")
@pytest.mark.parametrize(
    ("name", "upper", "mode", "lower", "allowed"),
    [
        ("cap.rate", "20", "locked", "10", False),
        ("cap.rate", "20", "locked", "20", True),
        ("cap.rate", "20", "stricter", "10", True),
        ("cap.rate", "20", "stricter", "25", False),
        ("cap.rate", "20", "open", "25", True),
        ("prep.collectiveLead", "3", "stricter", "5", True),
        ("prep.collectiveLead", "3", "stricter", "2", False),
        ("cap.smallGroup.allPassed", "true", "stricter", "false", False),
        ("cap.smallGroup.allPassed", "false", "stricter", "true", True),
        ("level.knock.memberDiscipline", '"canh_cao"', "stricter", '"khien_trach"', True),
        ("level.knock.memberDiscipline", '"canh_cao"', "stricter", '"cach_chuc"', False),
        ("conf.beforeYearEnd", '"warn"', "stricter", '"block"', True),
        ("conf.beforeYearEnd", '"warn"', "stricter", '"off"', False),
        ("notify.receivers", '["a"]', "stricter", '["a", "b"]', True),
        ("notify.receivers", '["a"]', "stricter", '["b"]', False),
        ("prep.suggestion.date", '"trước ngày 20/11"', "stricter", '"trước ngày 25/11"', False),
    ],
)
def test_lower_level_may_change_only_what_the_upper_level_allows(
    tmp_path: Path, name: str, upper: str, mode: str, lower: str, *, allowed: bool
) -> None:
    given = {"tinh": value(name, upper, mode), "xa": value(name, lower)}
    if allowed:
        assert chain(tmp_path, **given).source(name).origin == "xa"
        return

    with pytest.raises(BadRegulationFileError, match=r"xa\.toml.*cấp trên đã quy định") as refused:
        chain(tmp_path, **given)
    assert refused.value.key == name


@pytest.mark.clause("CC-II.2bis-1", "GB-1-1", "GB-2-2")
def test_yearly_plan_overrides_the_standing_guidance_of_its_issuer(tmp_path: Path) -> None:
    write(tmp_path, "cap-tren", value("exempt.minMonths", "3"))
    write(tmp_path, "huong-dan", value("cap.rate", "15", "locked") + value("vote.quorum", '"3/4"'), parent="cap-tren")
    write(tmp_path, "ke-hoach", value("cap.rate", "18"), parent="cap-tren", base="huong-dan")

    plan = load_set("ke-hoach", tmp_path)

    assert (plan.value("cap.rate"), plan.source("cap.rate").origin) == (18, "ke-hoach")
    assert plan.source("vote.quorum").origin == "huong-dan"
    assert plan.source("exempt.minMonths").origin == "cap-tren"


def row(key: str, title: str = "X", more: str = "") -> str:
    """One kind of body in the list of those rated."""
    return f'[[rated]]\nkey = "{key}"\ntitle = "{title}"\ntypes = ["unit_leadership"]\n{more}{SOURCE}'


LOCKED = 'mode = "locked"\n'


@pytest.mark.clause("HY-B.II.1.1-6")
def test_lower_set_adds_rated_types_and_the_upper_list_stays(tmp_path: Path) -> None:
    district = row("phong", "Phòng, ban cấp huyện")
    province = row("so", "Sở, ban, ngành", LOCKED)

    commune = chain(tmp_path, tinh=province, huyen=district)

    assert [row.key for row in commune.rated_types()] == ["so", "phong"]
    assert [row.source.origin for row in commune.rated_types()] == ["tinh", "huyen"]


def test_locked_row_can_be_neither_changed_nor_dropped(tmp_path: Path) -> None:
    province = row("so", "Sở", LOCKED)

    for lower in (row("so", "Khác"), '[[rated]]\nkey = "so"\ndrop = true\n'):
        with pytest.raises(BadRegulationFileError, match="không cho thay đổi dòng này"):
            chain(tmp_path, tinh=province, xa=lower)


def test_open_row_can_be_dropped(tmp_path: Path) -> None:
    province = row("so") + row("phong")

    commune = chain(tmp_path, tinh=province, xa='[[rated]]\nkey = "so"\ndrop = true\n')

    assert [row.key for row in commune.rated_types()] == ["phong"]


FRAME = """
[[frame]]
code = "khung-rieng"
title = "Khung riêng"
subject = "collective"
criteria = [{ code = "1", group = "X", title = "X", result = true, clauses = [] }]
"""


@pytest.mark.clause("HY-B.II.1.3-10")
def test_no_lower_set_gets_rid_of_the_criterion_on_remedies(tmp_path: Path) -> None:
    def assign(frame: str) -> str:
        return f'[[criteria_for]]\nkey = "unit_leadership"\nframe = "{frame}"\n{SOURCE}'

    (tmp_path / "criteria.toml").write_text(FRAME, encoding="utf-8")

    with pytest.raises(BadRegulationFileError, match="thiếu tiêu chí bắt buộc 3"):
        chain(tmp_path, tinh=assign("cap-uy"), xa=assign("khung-rieng"))
    assert (
        chain(tmp_path, tinh=assign("cap-uy"), xa=assign("co-quan")).criteria_for("unit_leadership").code == "co-quan"
    )
    assert chain(tmp_path, xa=assign("khung-rieng")).criteria_for("unit_leadership").code == "khung-rieng"


SECRETARY = FRAME.replace("khung-rieng", "bi-thu").replace('"collective"', '"individual"')


def for_title(title: str, frame: str = "bi-thu") -> str:
    return f'[[criteria_for]]\nkey = "individual: {title}"\nframe = "{frame}"\n{SOURCE}'


@pytest.mark.clause("HY-B.I.3.2-4")
@pytest.mark.parametrize(
    ("position", "frame"),
    [
        ("Bí thư", "bi-thu"),
        ("Bí thư Đảng ủy, Chủ tịch HĐND", "bi-thu"),
        ("bí thư đảng ủy", "bi-thu"),
        ("Phó Bí thư Đảng ủy", "ca-nhan"),
        ("Chủ tịch HĐND, Bí thư Đảng ủy", "ca-nhan"),
        ("", "ca-nhan"),
    ],
)
def test_a_post_title_has_its_own_criteria_and_all_other_titles_the_general_ones(
    tmp_path: Path, position: str, frame: str
) -> None:
    """The first post is the reviewed one; who also holds the title elsewhere is judged by the reviewed post."""
    (tmp_path / "criteria.toml").write_text(SECRETARY, encoding="utf-8")
    general = f'[[criteria_for]]\nkey = "individual"\nframe = "ca-nhan"\n{SOURCE}'

    found = chain(tmp_path, tinh=general + for_title("Bí thư"), xa="")

    assert found.criteria_for("individual", position).code == frame
    assert found.criteria_for("individual").code == "ca-nhan"


def test_a_frame_for_bodies_is_not_attached_to_a_post(tmp_path: Path) -> None:
    with pytest.raises(BadRegulationFileError, match="dành cho tập thể"):
        chain(tmp_path, xa=for_title("Bí thư", "cap-uy"))


BAD: dict[str, tuple[str, str, str]] = {
    "no source": ("[cap.rate]\nvalue = 20\n", "cap.rate", "không có nguồn hợp lệ"),
    "half a source": (
        '[cap.rate]\nvalue = 20\nsource = { document = "X", clause = "1" }\n',
        "cap.rate",
        "không có nguồn hợp lệ",
    ),
    "decision without reason": (
        '[cap.rate]\nvalue = 20\nsource = { decision = "X" }\n',
        "cap.rate",
        "không có nguồn hợp lệ",
    ),
    "unknown clause": ('[cap.rate]\nvalue = 20\nsource = { clause = "HY-9" }\n', "cap.rate", "không có mã “HY-9”"),
    "unknown parameter": (value("cap.rat", "20"), "cap.rat", "không có tham số"),
    "wrong type": (value("cap.rate", '"20"'), "cap.rate", "cần một số nguyên"),
    "wrong item of a list": (value("exempt.newOrg", '["merged", "closed"]'), "exempt.newOrg", "“exempt.newOrg[1]” cần"),
    "decimal for a percentage": (value("cap.rate", "20.0"), "cap.rate", "cần một số nguyên"),
    "unknown mode": (value("cap.rate", "20", "frei"), "cap.rate", "mode"),
    "no value": (f"[cap.rate]\n{SOURCE}", "cap.rate", "thiếu value"),
    "no table": ("cap = 20\n", "cap", "không phải một bảng"),
    "row without key": ('[[rated]]\ntitle = "X"\n', "rated[0]", "không có mã key"),
    "row without source": ('[[rated]]\nkey = "x"\ntitle = "X"\n', "rated[0]", "không có nguồn hợp lệ"),
    "row without title": (f'[[rated]]\nkey = "x"\n{SOURCE}', "rated[0].title", "thiếu hoặc sai kiểu"),
    "row with odd mode": (row("x", more='mode = "x"\n'), "rated[0].mode", "không có"),
    "doubled row": (row("x") * 2, "rated x", "bị lặp"),
    "no such day": (
        f'[[deadlines]]\nkey = "x"\ntitle = "X"\nday = 31\nmonth = 11\n{SOURCE}',
        "deadlines[0]",
        "ngày 31/11 không có",
    ),
    "odd need": (
        '[[dossier_items]]\nkey = "x"\nsubject = "any"\ntitle = "X"\nneed = "maybe"\n'
        f'stage = "submission"\nproducer = "subject"\n{SOURCE}',
        "dossier_items[0].need",
        "“maybe” không có",
    ),
    "unknown part cited": ('[citations]\n"cap.all" = []\n', "citations.cap.all", "không có phần quy tắc này"),
    "unknown clause cited": ('[citations]\n"head-ceiling" = ["X"]\n', "citations.head-ceiling", "không có mã"),
    "unknown frame": (
        f'[[criteria_for]]\nkey = "other"\nframe = "x"\n{SOURCE}',
        "criteria_for other",
        "không có khung",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_file_key_reason_and_remedy(name: str, tmp_path: Path) -> None:
    content, key, reason = BAD[name]
    write(tmp_path, "thu", content)

    with pytest.raises(BadRegulationFileError) as refused:
        load_set("thu", tmp_path)

    assert refused.value.file == "thu.toml"
    assert refused.value.key == key
    assert reason in refused.value.reason
    assert refused.value.remedy in str(refused.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("code = ", "không đọc được TOML"),
        ('title = "X"\n', "thiếu"),
        ('code = "khac"\ntitle = "X"\n', "khác tên tệp"),
        ('code = "thu"\ntitle = "X"\nparent = "khong-co"\n', "không có bộ “khong-co”"),
        ('code = "thu"\ntitle = "X"\nparent = "thu"\n', "kế thừa lẫn nhau"),
    ],
)
def test_broken_head_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "thu.toml").write_text(content, encoding="utf-8")

    with pytest.raises(BadRegulationFileError, match=reason):
        load_set("thu", tmp_path)


def test_digest_changes_with_the_parent(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()

    one = chain(first, trung_uong=value("cap.rate", "20"))
    other = chain(second, trung_uong=value("cap.rate", "19"))

    assert one.digest != other.digest
