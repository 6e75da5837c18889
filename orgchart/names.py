"""Vietnamese personal names: sorting by given name, and searching whatever way the name was typed."""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x30 + position) for position, letter in enumerate(_LETTERS)}
# The order of tones in dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"": "a", "\u0300": "b", "\u0309": "c", "\u0303": "d", "\u0301": "e", "\u0323": "f"}
_SHAPE_MARKS = {"\u0302", "\u0306", "\u031b"}


def _word_key(word: str) -> str:
    """Base letters first, then all tones, so that 'Tú' stands before 'Tuấn' and 'Hà' before 'Há'."""
    letters: list[str] = []
    tones: list[str] = []
    for char in word:
        shape, tone = char, ""
        if char != "đ":
            parts = unicodedata.normalize("NFD", char)
            tone = next((mark for mark in parts if mark in _TONE_RANK and mark), "")
            shape = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone or not tone))
        letters.append(_RANK.get(shape, "~"))
        tones.append(_TONE_RANK[tone])
    return "".join(letters) + "!" + "".join(tones)


def name_sort_key(full_name: str) -> str:
    """A key whose plain byte order is the Vietnamese order of persons: given name, middle names, family name."""
    words = unicodedata.normalize("NFC", full_name).lower().split()
    if len(words) > 1:
        words = [words[-1], *words[1:-1], words[0]]
    return " ".join(_word_key(word) for word in words)


def text_sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese order of ordinary text, word by word from the left."""
    return " ".join(_word_key(word) for word in unicodedata.normalize("NFC", text).lower().split())


def search_key(text: str) -> str:
    """The text without case, tones and marks, so that 'hoà', 'hòa' and 'hoa' find each other."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    # PostgreSQL knows no NUL, not even in what is searched for.
    kept = "".join(char for char in plain if char not in _TONE_RANK and char not in _SHAPE_MARKS and char != "\0")
    return " ".join(kept.split())
