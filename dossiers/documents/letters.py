"""Plans, letters, guides and notices that the office writes itself: plain values."""

from dataclasses import dataclass

from dossiers.documents.parts import Letterhead, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLetter:
    """A paper with number, place, date and subject, its addressees and its recipients with purpose. (GB-0-3, HY-NN-1)

    `title` is the kind in capitals with `about` below it; a công văn has none, its subject stands in the letterhead.
    The version for the public names no recipients.
    """

    letterhead: Letterhead
    year: int
    text: str
    signature: Signature
    title: str = ""
    about: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
