"""What counts as a mark of secrecy: a stamp stands by itself, a word inside a sentence marks nothing. Plain Python."""

import re
import unicodedata
from collections.abc import Iterable

_DEGREE = r"(?:TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)"
# "ĐỘ MẬT: TỐI MẬT", "MẬT – HỎA TỐC": the stamp with its label, or beside the one of urgency.
_STAMP = re.compile(rf"(?:(?:MỨC\s*)?ĐỘ\s*MẬT)?{_DEGREE}(?:KHẨN|THƯỢNGKHẨN|HO[ẢA]TỐC|H[ỎO]ATỐC)?")
_LABEL = re.compile(rf"(?<!\w)độ\s+mật\s*:\s*{_DEGREE}\s*(?:$|[.,;)\]])", re.IGNORECASE)

_KINDS = (
    r"tài liệu|văn bản|công văn|báo cáo|hồ sơ|tờ trình|quyết định|kế hoạch|thông báo|nghị quyết|kết luận|biên bản|"
    r"dấu|độ|mức|cv|bc|tb|kl|nq"
)
# What goes on after "mật" and makes an ordinary word of it: mật độ, mật khẩu, mật mã, mật ong …
_ORDINARY = r"(?!\s+(?:độ|khẩu|mã|thiết|thư|ong|mía|vụ|báo)(?!\w))"
_NAME_MARKS = (
    re.compile(r"(?<!\w)(?:tuyệt|tối|tuyet|toi)\s+(?:mật|mat)(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:{_KINDS})\s+mật(?!\w){_ORDINARY}", re.IGNORECASE),
    # by itself: "MẬT.pdf", "[Mật] …", "… (mật)", "mật - báo cáo", "12_mật_2024"
    re.compile(r"(?:^|[-–—()\[\].,;+|])\s*mật\s*(?:$|[-–—()\[\].,;+|]|\d)", re.IGNORECASE),
)
_WORD = re.compile(r"\w+")
# A heading that breaks inside such a word leaves "MẬT" alone on its line.
_BEFORE, _AFTER = frozenset({"BẢO", "BÍ", "CƠ"}), frozenset({"ĐỘ", "KHẨU", "MÃ"})


def has_stamp(lines: Iterable[str]) -> bool:
    """Whether one of the lines is a stamp, and not half of a word that the line above or below goes on with."""
    told = [line for line in lines if line.strip()]
    for place, line in enumerate(told):
        if is_stamp(line):
            before = _WORD.findall(told[place - 1]) if place else []
            after = _WORD.findall(told[place + 1]) if place + 1 < len(told) else []
            if not (set(before[-1:]) & _BEFORE or set(after[:1]) & _AFTER):
                return True
    return False


def is_stamp(line: str) -> bool:
    """Whether a line, or the text of a box, is nothing but a mark of secrecy in capitals; spread letters count too."""
    text = unicodedata.normalize("NFC", line).strip()
    if _LABEL.search(text):
        return True
    letters = "".join(char for char in text if char.isalpha())
    return letters.isupper() and _STAMP.fullmatch(letters) is not None


def is_marked_name(name: str) -> bool:
    """Whether the name of a file, or the title among its properties, says that the paper is secret."""
    text = re.sub(r"[_\s]+", lambda gap: " - " if "_" in gap[0] else " ", unicodedata.normalize("NFC", name)).strip()
    plain = text.replace(" - ", " ")
    return any(mark.search(one) for mark in _NAME_MARKS for one in (text, plain)) or _has_capital_mark(plain)


def _has_capital_mark(name: str) -> bool:
    """ "Báo cáo MẬT": capitals in the middle of a name that is not written in capitals."""
    words = _WORD.findall(name)
    return any(
        word == "MẬT" and not any(_is_capital(words, place + step) for step in (-1, 1))
        for place, word in enumerate(words)
    )


def _is_capital(words: list[str], place: int) -> bool:
    return 0 <= place < len(words) and words[place].isalpha() and words[place].isupper()
