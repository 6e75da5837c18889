"""What calls people to a conference: the invitation to one body or person, and the notice with all dates."""

from dataclasses import dataclass
from datetime import datetime

from dossiers.documents.parts import Letterhead, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Giấy mời to one body or person (HY-C.1-2). `starts_at` is a local time; an empty `location` leaves room."""

    letterhead: Letterhead
    year: int
    invited: str
    conference: str
    starts_at: datetime
    location: str
    chair: str
    signature: Signature
    is_person: bool = False
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """One conference of the notice."""

    conference: str
    starts_at: datetime
    location: str
    chair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceNotice:
    """Thông báo lịch tổ chức các hội nghị kiểm điểm (SL-IV.4-3, GB-3.2.4b-2)."""

    letterhead: Letterhead
    year: int
    rows: tuple[CalendarRow, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
