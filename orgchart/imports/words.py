"""What people write into cells, made comparable: texts, names, days."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from orgchart.imports.reading import Cell

FIRST_YEAR, LAST_YEAR = 1900, 2100
# What Excel counts days from (1900 is a leap year there).
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(3_000, 75_000)
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad"}
_HONORIFIC = re.compile(r"^(đ/c|đc|đồng chí|ông|bà)[\s.:]+", re.IGNORECASE)
_TONES, _NO_LETTERS = re.compile("[\u0300-\u036f]+"), re.compile("[^a-z0-9]+")
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(r"^\d+\s*[.)/-]\s*")
_NUMERIC_DAY = re.compile(r"^(?:(\d{1,2})\s*[/.\-]\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$")
_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED_DAY = re.compile(r"^(?:ngay\s+)?(?:(\d{1,2})\s+)?thang\s+(\d{1,2})\s+nam\s+(\d{4})$")
EXPECTED_DAY = "cần ngày dạng 03/02/1980, hoặc chỉ năm"


class NotUnderstood(ValueError):
    """A cell that can not be taken; the text says what is expected, `proposal` what may have been meant."""

    def __init__(self, reason: str, proposal: str = "") -> None:
        super().__init__(reason)
        self.proposal = proposal


@dataclass(frozen=True)
class Day:
    """A day as it was written: the whole of it, or only month and year, or only the year."""

    value: date
    is_exact: bool = True

    def agrees_with(self, other: date) -> bool:
        """Whether another day may be the same one: a year alone agrees with every day in it."""
        return self.value == other if self.is_exact else self.value.year == other.year


def tidy(value: Cell) -> str:
    """One line of composed letters: no odd spaces, no invisible signs, no ".0" behind a number."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = unicodedata.normalize("NFC", str(value))
    if text.isprintable():  # nearly all cells: nothing odd in them
        return " ".join(text.split())
    kept = (
        " " if sign in _INVISIBLE or unicodedata.category(sign) in {"Zs", "Cc", "Cf", "Co", "Cs"} else sign
        for sign in text
    )
    return " ".join("".join(kept).split())


def lines_of(value: Cell) -> list[str]:
    """The lines of a cell in which Alt+Enter was pressed."""
    return [line for line in map(tidy, str(value).splitlines()) if line] if isinstance(value, str) else [tidy(value)]


def fold(text: str) -> str:
    """Words for comparison: without marks, case, punctuation and doubled spaces."""
    plain = _TONES.sub("", unicodedata.normalize("NFD", text.casefold()).replace("đ", "d"))
    if plain.isascii():
        return " ".join(_NO_LETTERS.sub(" ", plain).split())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


def person_name(value: Cell) -> str:
    """The name of a person as it is written in documents, whatever case the list is in."""
    name = _NOTE.sub("", _HONORIFIC.sub("", _NUMBERED.sub("", tidy(value)))).strip(" .,;:-")
    if name and (name.isupper() or name.islower()):
        name = name.title()
    return name


def looks_like_a_name(name: str) -> bool:
    """Two to seven words of letters; whatever else stands in the column of names is no person."""
    words = name.split()
    return 2 <= len(words) <= 7 and len(name) <= 60 and all(word.replace("'", "").isalpha() for word in words)


def read_day(value: Cell) -> Day | None:
    """A day in whatever way it was written; raises `NotUnderstood`, with a proposal where one suggests itself."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        return Day(_within(date(value.year, value.month, value.day), tidy(value)))
    text = tidy(value).strip(" .")
    if not text or not any(sign.isalnum() for sign in text):
        return None
    if re.fullmatch(r"\d+", text):
        return _from_number(int(text))
    found = _NUMERIC_DAY.match(text) or _WORDED_DAY.match(fold(text))
    if found:
        day, month, year = found.groups()
        return _built(day, month, year)
    found = _ISO_DAY.match(text)
    if found:
        year, month, day = found.groups()
        return _built(day, month, year)
    raise NotUnderstood(EXPECTED_DAY)


def _from_number(number: int) -> Day:
    if FIRST_YEAR <= number <= LAST_YEAR:
        return Day(date(number, 1, 1), is_exact=False)
    if number in EXCEL_DAYS:
        return Day(EXCEL_EPOCH + timedelta(days=number))
    raise NotUnderstood(EXPECTED_DAY)


def _built(day: str | None, month: str, year: str) -> Day:
    if len(year) == 2:
        century = "19" if int(year) > 30 else "20"
        shown = "/".join(filter(None, (day, month, century + year)))
        raise NotUnderstood("năm viết hai chữ số", shown)
    try:
        return Day(_within(date(int(year), int(month), int(day or 1)), year), is_exact=day is not None)
    except NotUnderstood:
        raise
    except ValueError:
        swapped = day and int(month) > 12 and int(day) <= 12 and int(month) <= 31
        proposal = f"{int(month):02d}/{int(day or 1):02d}/{year}" if swapped else ""
        raise NotUnderstood("không có ngày này trong lịch", proposal) from None


def _within(day: date, shown: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotUnderstood(f"năm {shown} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}")
    return day
