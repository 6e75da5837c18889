"""A name is found however it was typed, and nobody else's is."""

import unicodedata

import pytest

from orgchart.erasure.spellings import Spellings

NAME, NUMBER = "Nguyễn Thị Hòa", "Người số 7"


@pytest.fixture
def spellings():
    return Spellings([NAME], NUMBER, ["hoa.tt@phulac.vn"])


@pytest.mark.parametrize(
    "typed",
    [
        NAME,
        "NGUYỄN THỊ HÒA",
        "nguyễn thị hoà",  # the tone on the other vowel
        "Nguyễn  Thị\u00a0Hòa",
        "Nguyễn\nThị Hòa",
        unicodedata.normalize("NFD", NAME),
        "Nguyen Thi Hoa",
        "nguyen.thi.hoa",
        "nguyen_thi_hoa",
        "NGUYEN-THI-HOA",
        "NguyenThiHoa",  # file names
        "NguyễnThịHòa",
        "HOA.TT@PHULAC.VN",
    ],
)
def test_name_is_found_in_every_spelling(spellings, typed):
    assert spellings.text(f"Đ/c {typed}, bí thư") == f"Đ/c {NUMBER}, bí thư"


@pytest.mark.parametrize(
    "other",
    [
        "Nguyễn Thị Hoa",  # a name of its own
        "Nguyễn Thị Hòa2",
        "Nguyễn Thị Hóa",
        "Nguyễn Thị, Hòa giải viên",
        "Thị Hòa",
        "Hòa",
        "nguyen.thi.hoan",
        "",
    ],
)
def test_what_is_not_the_name_stays_as_it_is(spellings, other):
    assert spellings.text(other) is other


def test_text_around_the_name_stays_and_every_place_is_found(spellings):
    text = f"1. {NAME} (chủ trì); 2. {NAME}: “có ý kiến của {NAME.upper()}”."

    assert spellings.text(text) == f"1. {NUMBER} (chủ trì); 2. {NUMBER}: “có ý kiến của {NUMBER}”."


def test_longer_of_two_names_is_taken_whole():
    spellings = Spellings(["Ma Thị Én", "Ma Thị Én Nhung"], NUMBER)

    assert spellings.text("Ma Thị Én Nhung và Ma Thị Én") == f"{NUMBER} và {NUMBER}"


def test_longer_name_of_somebody_else_stays_whole_wherever_the_name_stands_in_it():
    spellings = Spellings(["Thị Én"], NUMBER, longer=["Ma Thị Én", "Thị Én Nhung", "Ma Thị Én Nhung"])

    text = "Ma Thị Én, THỊ ÉN NHUNG, ma.thi.en.nhung.pdf và Thị Én; Thị Én"

    assert spellings.text(text) == f"Ma Thị Én, THỊ ÉN NHUNG, ma.thi.en.nhung.pdf và {NUMBER}; {NUMBER}"


def test_name_of_two_words_written_as_one_is_a_word_like_others():
    assert Spellings(["Lê An"], NUMBER).text("LeAn, lean") == "LeAn, lean"


def test_name_of_one_word_is_not_looked_for():
    assert Spellings(["Minh"], NUMBER).text("Minh bạch, công khai: Minh") == "Minh bạch, công khai: Minh"


def test_login_of_one_word_is_found_where_it_stands_alone():
    spellings = Spellings([], NUMBER, ["hoa1985"])

    assert spellings.text("Khóa tài khoản hoa1985: nghỉ hưu") == f"Khóa tài khoản {NUMBER}: nghỉ hưu"
    assert spellings.text("hoa19857, xhoa1985, hoa") == "hoa19857, xhoa1985, hoa"
    assert Spellings([], NUMBER, ["hoa"]).text("hoa nở") == "hoa nở"


def test_json_is_searched_in_values_and_keys_whatever_its_depth(spellings):
    value = {"ai": [NAME, {"x": f"của {NAME}"}], NAME: 3, "n": None, "so": 4.5}

    assert spellings.value(value) == {"ai": [NUMBER, {"x": f"của {NUMBER}"}], NUMBER: 3, "n": None, "so": 4.5}
