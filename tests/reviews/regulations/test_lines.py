"""A state agency has two superiors: which value comes down, and what two superiors may not say."""

from pathlib import Path

import pytest

from reviews.regulations.errors import BadRegulationFileError, UnknownSetError
from reviews.regulations.loader import available_sets, load_set, load_state_set
from reviews.regulations.sets import RegulationSet

from .test_loader import row, value

DECISION = 'source = { decision = "Ưu tiên", reason = "chuyên ngành" }\n'


def sets(directory: Path, *, own: str = "", party: str = "", state: str = "", base: str = "") -> RegulationSet:
    """An agency with a set of its own under two lines, and perhaps an earlier plan."""
    (directory / "state").mkdir(exist_ok=True)
    for place, code, content in (("", "dang", party), ("state", "nha-nuoc", state)):
        (directory / place / f"{code}.toml").write_text(f'code = "{code}"\ntitle = "X"\n{content}', encoding="utf-8")
    head = 'code = "co-quan"\ntitle = "X"\nparent = "dang"\nstate_parent = "nha-nuoc"\n'
    if base:
        (directory / "cu.toml").write_text(f'code = "cu"\ntitle = "X"\n{base}', encoding="utf-8")
        head += 'base = "cu"\n'
    (directory / "co-quan.toml").write_text(head + own, encoding="utf-8")
    load_set.cache_clear()
    return load_set("co-quan", directory)


@pytest.mark.clause("SL-0-1")
def test_order_is_own_then_base_then_party_then_state_then_default(tmp_path: Path) -> None:
    names = ("vote.quorum", "vote.passShare", "exempt.minMonths", "notify.days", "publish.duration")
    given = dict(zip(names, ('"3/4"', '"2/3"', "7", "9", "40"), strict=True))

    agency = sets(
        tmp_path,
        own=value(names[0], '"4/5"'),
        base="".join(value(name, given[name]) for name in names[:2]),
        party="".join(value(name, given[name]) for name in names[:3]),
        state=value(names[3], "9"),
    )

    assert [agency.source(name).origin for name in names] == ["co-quan", "cu", "dang", "nha-nuoc", ""]
    assert agency.value("notify.days") == 9


@pytest.mark.clause("SL-0-1")
def test_two_superiors_who_contradict_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        BadRegulationFileError, match="hai tuyến cấp trên mâu thuẫn: dang quy định “6 tháng”, nha-nuoc"
    ) as bad:
        sets(tmp_path, party=value("exempt.minMonths", "6"), state=value("exempt.minMonths", "3"))

    assert (bad.value.file, bad.value.key) == ("co-quan.toml", "exempt.minMonths")


def test_two_superiors_who_agree_are_fine_and_the_party_is_named(tmp_path: Path) -> None:
    agency = sets(tmp_path, party=value("exempt.minMonths", "6"), state=value("exempt.minMonths", "6"))

    assert agency.source("exempt.minMonths").origin == "dang"


@pytest.mark.parametrize(("wins", "origin"), [("party", "dang"), ("state", "nha-nuoc")])
def test_the_set_may_say_with_a_reason_which_line_wins(tmp_path: Path, wins: str, origin: str) -> None:
    agency = sets(
        tmp_path,
        own=f'[lines."exempt.minMonths"]\nwins = "{wins}"\n{DECISION}',
        party=value("exempt.minMonths", "6"),
        state=value("exempt.minMonths", "3"),
    )

    assert agency.source("exempt.minMonths").origin == origin


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ('[lines."exempt.minMonths"]\nwins = "state"\n', "lines.exempt.minMonths", "không nêu tuyến"),
        (f'[lines."exempt.minMonths"]\nwins = "court"\n{DECISION}', "lines.exempt.minMonths", "không nêu tuyến"),
        (f'[lines."vote.quorum"]\nwins = "state"\n{DECISION}', "lines.vote.quorum", "không quy định tham số này"),
        (
            '[lines."exempt.minMonths"]\nwins = "state"\nsource = { decision = "X" }\n',
            "lines.exempt.minMonths",
            "không có nguồn hợp lệ",
        ),
    ],
)
def test_a_choice_of_line_without_reason_or_object_is_refused(tmp_path: Path, line: str, key: str, reason: str) -> None:
    with pytest.raises(BadRegulationFileError, match=reason) as bad:
        sets(tmp_path, own=line, state=value("exempt.minMonths", "3"))

    assert bad.value.key == key


@pytest.mark.parametrize(
    ("party", "state", "own", "allowed"),
    [
        (("20", "stricter"), ("15", "stricter"), "15", True),
        (("20", "stricter"), ("15", "stricter"), "18", False),
        (("20", "locked"), ("25", "open"), "20", True),
        (("20", "locked"), ("25", "open"), "25", False),
        (("20", "locked"), ("25", "locked"), "20", False),
    ],
)
def test_an_own_value_settles_a_contradiction_only_if_both_lines_allow_it(
    tmp_path: Path, party: tuple[str, str], state: tuple[str, str], own: str, *, allowed: bool
) -> None:
    given = {
        "own": value("cap.rate", own),
        "party": value("cap.rate", *party),
        "state": value("cap.rate", *state),
    }
    if allowed:
        assert sets(tmp_path, **given).value("cap.rate") == int(own)
        return

    with pytest.raises(BadRegulationFileError, match="cấp trên đã quy định"):
        sets(tmp_path, **given)


def test_an_own_value_need_not_please_the_line_that_lost(tmp_path: Path) -> None:
    agency = sets(
        tmp_path,
        own=value("cap.rate", "20") + f'[lines."cap.rate"]\nwins = "party"\n{DECISION}',
        party=value("cap.rate", "20", "locked"),
        state=value("cap.rate", "25", "locked"),
    )

    assert agency.value("cap.rate") == 20


def test_rows_with_one_key_that_the_lines_fill_differently_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRegulationFileError, match="hai dòng khác nhau cùng mã") as bad:
        sets(tmp_path, party=row("so", "Sở"), state=row("so", "Sở, ngành"))
    assert bad.value.key == "rated so"

    settled = sets(tmp_path, own=row("so", "Sở của tỉnh"), party=row("so", "Sở"), state=row("so", "Sở, ngành"))
    assert [one.title for one in settled.rated_types()] == ["Sở của tỉnh"]


def test_a_lock_of_the_state_line_binds_the_agency_and_not_the_party(tmp_path: Path) -> None:
    locked = row("so", "Sở", 'mode = "locked"\n')

    agency = sets(tmp_path, party=row("so", "Sở"), state=locked)
    assert [one.source.origin for one in agency.rated_types()] == ["dang"]
    with pytest.raises(BadRegulationFileError, match="không cho thay đổi dòng này"):
        sets(tmp_path, own=row("so", "Khác"), party=row("so", "Sở"), state=locked)


def test_an_earlier_plan_does_not_bring_back_the_regulation_that_a_new_parent_replaces(tmp_path: Path) -> None:
    (tmp_path / "cu-hon.toml").write_text(
        f'code = "cu-hon"\ntitle = "X"\n{value("exempt.minMonths", "3")}', encoding="utf-8"
    )

    agency = sets(tmp_path, base='parent = "cu-hon"\n', party=value("exempt.minMonths", "6"))

    assert agency.source("exempt.minMonths").origin == "dang"


def test_a_set_below_an_agency_inherits_both_lines(tmp_path: Path) -> None:
    sets(tmp_path, party=value("vote.quorum", '"3/4"'), state=value("notify.days", "9"))
    (tmp_path / "phong.toml").write_text('code = "phong"\ntitle = "X"\nparent = "co-quan"\n', encoding="utf-8")

    office = load_set("phong", tmp_path)

    assert (office.source("vote.quorum").origin, office.source("notify.days").origin) == ("dang", "nha-nuoc")


def test_sets_of_the_state_line_are_only_there_to_be_inherited(tmp_path: Path) -> None:
    sets(tmp_path, state=value("notify.days", "9"))

    assert "nha-nuoc" not in available_sets(tmp_path)
    assert load_state_set("nha-nuoc", tmp_path).value("notify.days") == 9
    with pytest.raises(UnknownSetError):
        load_set("nha-nuoc", tmp_path)
    with pytest.raises(UnknownSetError):
        load_state_set("dang", tmp_path)
    assert load_state_set("nghi-dinh-90-2020").open_points()
