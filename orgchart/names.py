"""Vietnamese personal names: sorting by given name, and searching whatever way the name was typed."""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x30 + position) for position, letter in enumerate(_LETTERS)}
# The order of tones in dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "b", "\u0309": "c", "\u0303": "d", "\u0301": "e", "\u0323": "f"}
# Letters of other alphabets that do not fall apart into a letter and a mark.
_FOREIGN = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# "H'Hen" is typed with whatever the keyboard has, or without.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"))


def word_key(word: str) -> str:
    """Base letters first, then the tones, so that 'Tú' stands before 'Tuấn' and 'Hà' before 'Há'.

    The place of a tone does not count, because 'Hòa' and 'Hoà' are one name. A foreign mark makes no letter of its
    own; a foreign letter stands behind the Vietnamese ones, in the order of its alphabet.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in word.translate(_FOREIGN).translate(_APOSTROPHES):
        parts = unicodedata.normalize("NFD", char)
        tones += [_TONE_RANK[mark] for mark in parts if mark in _TONE_RANK]
        shape = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONE_RANK))
        letters.append(_RANK.get(shape) or _RANK.get(parts[:1]) or (f"~{shape}" if parts[:1].isalpha() else ""))
    return "".join(letters) + "!" + ("".join(tones) or "a")


def name_sort_key(full_name: str) -> str:
    """A key whose plain byte order is the Vietnamese order of persons: given name, middle names, family name."""
    words = _words(full_name)
    if len(words) > 1:
        words = [words[-1], *words[1:-1], words[0]]
    return " ".join(word_key(word) for word in words)


def text_sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese order of ordinary text, word by word from the left."""
    return " ".join(word_key(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).lower().split()


def search_key(text: str) -> str:
    """The text without case, tones, marks and apostrophes, so that 'hoà', 'hòa' and 'hoa' find each other."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("đ", "d").translate(_FOREIGN).translate(_APOSTROPHES))
    # PostgreSQL knows no NUL, not even in what is searched for; marks that nobody sees are not typed either.
    kept = "".join(
        char for char in plain if unicodedata.category(char) not in {"Mn", "Cc", "Cf", "Cs"} or char.isspace()
    )
    return " ".join(kept.split())
