"""Whatever a form can hold comes back from Word as it was, also after another program has saved the file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.text_blocks import blocks_of, cells_of, row_of, text_of
from reviews.texts import clean_text
from tests.reviews.offline.files import (
    as_word_saves,
    file_with,
    in_controls,
    read,
    saved_by_libreoffice,
    text_in,
    texts_in,
    without_bookmarks,
)

VIETNAMESE = "Đã hoàn thành 98,5% kế hoạch – “tốt”; chưa khắc phục: 01 việc."
words = st.text(max_size=40)
rows = st.lists(st.text(max_size=12), min_size=2, max_size=4).map(row_of)
lines = st.one_of(words, st.sampled_from(["", "- Một việc", "  - Việc nhỏ", "1. Việc đầu", VIETNAMESE, "a | b"]), rows)
texts = st.lists(lines, max_size=8).map("\n".join).map(clean_text)
HARD = (
    "", "\n", "\n\n", "a\n", "\na", "  hai  dấu cách  ", "a\u00a0b", "mềm\u00admại", "không\u2011ngắt", "dòng\u2028mới",
    "&lt;b&gt; <w:t>", "]]>", "😀 👍🏽", "e\u0301 e\u0323", "| a | b |", "| a | b |\n| c | d |",
    "x\n| a |  |\n\n| b | c |\ny", "| a | b |\n| a | b | c |", "| a \\| b | c |", "|a|b|", "| một |",
    "[0123abcd.4]", "- a\n- b", "1. a\n2. b", VIETNAMESE * 40,
)  # fmt: skip


@given(text=texts)
def test_blocks_are_another_way_to_write_a_text(text):
    assert text_of(list(blocks_of(text))) == text


@given(cells=st.lists(st.text(max_size=10).map(str.strip), min_size=2, max_size=5))
def test_row_holds_its_cells(cells):
    line = row_of(cells)

    assert cells_of(line) in {tuple(cells), None}
    if not any("|" in cell or "\\" in cell for cell in cells):
        assert cells_of(line) == tuple(cells)


@settings(max_examples=150, deadline=None)
@given(written=st.lists(texts, min_size=1, max_size=6))
def test_any_text_of_a_form_comes_back_as_it_was(written):
    assert texts_in(file_with(*written)) == written


@settings(max_examples=60, deadline=None)
@given(written=st.lists(texts, min_size=1, max_size=4))
def test_so_it_does_when_word_cuts_the_runs_and_bookmarks_are_gone(written):
    file = file_with(*written)

    assert texts_in(as_word_saves(file)) == written
    assert texts_in(without_bookmarks(file)) == written
    assert texts_in(in_controls(file)) == written


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_come_back_as_they_were(text):
    assert texts_in(file_with(clean_text(text))) == [clean_text(text)]


def test_reading_in_the_child_gives_the_same():
    found = read(file_with(VIETNAMESE, "| a | b |"))

    assert [text_in(found, name) for name in ("m0", "m1")] == [VIETNAMESE, "| a | b |"]
    assert all(box.version == 3 for box in found.boxes.values())


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(written=st.lists(texts, min_size=30, max_size=40))
def test_libreoffice_keeps_any_text_of_a_form(written, tmp_path_factory):
    written = [*written, *(clean_text(text) for text in HARD)]

    saved = saved_by_libreoffice(file_with(*written), tmp_path_factory.mktemp("office"))

    assert texts_in(saved) == written
    assert read(saved).properties["kiem-diem"]
    assert "WzEsMl0:1tOkEn:" in read(saved).margins


@pytest.mark.slow
def test_a_file_that_libreoffice_has_saved_is_another_file(tmp_path):
    ours = file_with(VIETNAMESE)

    saved = saved_by_libreoffice(ours, tmp_path)

    assert saved != ours
    assert texts_in(saved) == [VIETNAMESE]
