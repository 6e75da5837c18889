"""What is typed becomes what is kept: composed letters, plain line ends, nothing invisible."""

import re
import unicodedata

# A page of A4 holds about 3.000 characters; nobody writes more than this under one heading by hand.
LONGEST_TEXT = 20_000
# Bidirectional overrides, zero-width characters and byte order marks change what is read without being seen.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_NOT_TEXT = {"Cc", "Cs", "Cn", "Co"}


def clean_text(text: str) -> str:
    """The text in composed form without control characters, its lines ended by a line feed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _INVISIBLE.sub("", text)
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _NOT_TEXT)


def too_long(text: str, longest: int = LONGEST_TEXT) -> str:
    """The sentence that refuses a text which is too long; empty for one that fits."""
    if len(text) <= longest:
        return ""
    count, limit = (f"{number:,}".replace(",", ".") for number in (len(text), longest))
    return f"Nội dung dài {count} ký tự, tối đa {limit}. Mời đồng chí rút gọn hoặc đưa phần chi tiết vào phụ lục."
