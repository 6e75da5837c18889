"""Vietnamese names: order and search."""

import pytest

from orgchart.names import name_sort_key, search_key, text_sort_key


def test_persons_are_ordered_by_given_name_then_middle_names_then_family_name():
    names = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Văn An", "Nguyễn Bá An", "Đỗ Thị Yến", "Phạm Văn Đức", "Lý Văn Dũng"]

    assert sorted(names, key=name_sort_key) == [
        "Nguyễn Bá An",
        "Nguyễn Văn An",
        "Trần Văn An",
        "Lê Thị Ánh",
        "Lý Văn Dũng",
        "Phạm Văn Đức",
        "Đỗ Thị Yến",
    ]


def test_letters_come_before_tones_and_tones_in_dictionary_order():
    words = ["mạ", "má", "mã", "mả", "mà", "ma", "mâ", "mă", "tuấn", "tú", "tu"]

    assert sorted(words, key=text_sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "tu", "tú", "tuấn"]


def test_every_letter_has_its_place():
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

    assert sorted(alphabet, key=text_sort_key) == list(alphabet)


@pytest.mark.parametrize("typed", ["hòa", "hoà", "HÒA", "hoa", "ho\u0300a"])
def test_search_finds_whatever_way_the_name_was_typed(typed):
    assert search_key(typed) in search_key("Nguyễn Thị Hòa")


def test_search_takes_plain_d_too():
    assert search_key("duc") in search_key("Phạm Văn Đức")
