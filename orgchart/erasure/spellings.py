"""Finding somebody's name in running text, however it was typed, and putting a number in its place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from orgchart.names import search_key, word_key

_WORD = re.compile(r"\w+")
# What may stand between two words of one name, file names and logins included.
_GAP = re.compile(r"[\s._@\-'’ʼ\u200b]{1,3}")
SHORTEST_LOGIN = 5
# File names have names without gaps, “NguyenThiHoa.pdf”; two syllables written as one may be an ordinary word.
FEWEST_JOINED = 3
# How much of a text is shown on either side of a name.
AROUND = 80


# The words of names, by the first of them.
_Forms = dict[str, set[tuple[str, ...]]]


class Spellings:
    """The names of one person and what replaces them.

    A name is found in any case, with the tone on either vowel, and without any mark, as file names and logins have it.
    Names of one word are not looked for, because they are everybody's; `logins` are, unless they are very short.
    `longer` names of others, of which the name is a part, stay whole.
    """

    def __init__(
        self, names: Iterable[str], stand_in: str, logins: Iterable[str] = (), longer: Iterable[str] = ()
    ) -> None:
        self.stand_in = stand_in
        self._names: _Forms = {}
        self._longer: _Forms = {}
        for forms, known in ((self._names, names), (self._longer, longer)):
            for name in known:
                for form in (name, search_key(name)):
                    _add(forms, form, fewest=2)
                    if len(form.split()) >= FEWEST_JOINED:
                        _add(forms, "".join(form.split()), fewest=1)
        for login in logins:
            _add(self._names, login, fewest=1 if len(login) >= SHORTEST_LOGIN else 2)

    def text(self, value: str) -> str:
        """The text without the names; the same object where it has none."""
        plain = unicodedata.normalize("NFC", value)
        spans = list(self._spans(plain))
        if not spans:
            return value
        parts, place = [], 0
        for start, end in spans:
            parts += [plain[place:start], self.stand_in]
            place = end
        return "".join([*parts, plain[place:]])

    def value(self, value: Any) -> Any:
        """The same for what a JSON field holds, keys included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {self.text(key): self.value(one) for key, one in value.items()}
        return value

    def near(self, value: Any) -> str:
        """The words around the first place where a value has the name; empty where it has none."""
        if isinstance(value, list | dict):
            parts = [*value, *value.values()] if isinstance(value, dict) else value
            return next((words for part in parts if (words := self.near(part))), "")
        if not isinstance(value, str):
            return ""
        plain = unicodedata.normalize("NFC", value)
        for start, end in self._spans(plain):
            head, tail = "…" * (start > AROUND), "…" * (end + AROUND < len(plain))
            return head + plain[max(0, start - AROUND) : end + AROUND] + tail
        return ""

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        words = list(_words(text))
        position = 0
        while position < len(words):
            length, others = (_match(forms, text, words, position) for forms in (self._names, self._longer))
            if length > others:
                yield words[position][0], words[position + length - 1][1]
            position += max(length, others, 1)


def _add(forms: _Forms, form: str, *, fewest: int) -> None:
    words = tuple(key for _, _, key in _words(unicodedata.normalize("NFC", form)))
    if len(words) >= fewest:
        forms.setdefault(words[0], set()).add(words)


def _match(forms: _Forms, text: str, words: list[tuple[int, int, str]], position: int) -> int:
    """How many words of a name begin here, the longest name first; 0 where none does."""
    for name in sorted(forms.get(words[position][2], ()), key=len, reverse=True):
        found = words[position : position + len(name)]
        gaps = pairwise(found)
        if tuple(key for _, _, key in found) == name and all(
            _GAP.fullmatch(text, one[1], other[0]) for one, other in gaps
        ):
            return len(name)
    return 0


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of each word; an underscore separates."""
    for found in _WORD.finditer(text.replace("_", " ")):
        word = found.group().lower()
        yield found.start(), found.end(), word_key(word) + "".join(filter(str.isdigit, word))
