"""The codes on printed pages: letters that are hard to confuse, too many to guess, and how a QR code holds them."""

import re
import secrets

# Without I, L, O, U: nobody reads them wrongly from paper, and all fit the compact alphabet of QR codes.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # 80 bits
PREFIX = "VB"
_PAYLOAD = re.compile(rf"(?:.*/)?{PREFIX}/([{ALPHABET}]{{{LENGTH}}})/([0-9]{{1,4}})/([0-9]{{1,4}})")
_CONFUSED = str.maketrans("ILOU", "110V")


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """The code that somebody typed, with or without dashes and spaces; empty where it is none."""
    plain = re.sub(r"[\s-]", "", text).upper().translate(_CONFUSED)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else ""


def address_of(code: str, site: str) -> str:
    """What the QR codes of a document hold before page and pages: upper case keeps them coarse."""
    return f"{site.upper()}/{PREFIX}/{code}" if site else f"{PREFIX}/{code}"


def read_payload(text: str) -> tuple[str, int, int] | None:
    """Code, page and pages of a QR code of ours; None for any other."""
    found = _PAYLOAD.fullmatch(text)
    if found is None:
        return None
    code, page, pages = found[1], int(found[2]), int(found[3])
    return (code, page, pages) if 1 <= page <= pages else None
