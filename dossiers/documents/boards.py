"""The papers of a rating meeting: its list, the minutes of a count, the channels of a group; plain values."""

from dataclasses import dataclass
from datetime import datetime

from dossiers.documents.parts import Attendant, BoardGroup, ChannelRow, Letterhead, Signature, VoteRow


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardList:
    """Danh sách trình hội nghị xếp loại, A4 landscape; `issued_on` of the letterhead is the day of the meeting."""

    letterhead: Letterhead
    year: int
    scope: str
    meeting: str
    groups: tuple[BoardGroup, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCount:
    """Biên bản kiểm phiếu of one round.

    `columns` head the votes of each row; percentages are of `base` persons, named by `base_label`.
    """

    letterhead: Letterhead
    year: int
    title: str
    meeting: str
    held_at: datetime | None
    summoned: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    base: int
    base_label: str
    columns: tuple[str, ...]
    rows: tuple[VoteRow, ...]
    tellers: tuple[Attendant, ...]
    chair: Attendant
    overmarked: int = 0
    absent: tuple[Attendant, ...] = ()
    result: str = ""

    @property
    def away(self) -> int:
        """How many did not come, named or not."""
        return max(len(self.absent), self.summoned - self.present)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSummary:
    """Tổng hợp các kênh thông tin of one cap group, one row for each subject. (NA-MB-2)"""

    letterhead: Letterhead
    year: int
    form_label: str
    group: str
    meeting: str
    rows: tuple[ChannelRow, ...]
    signature: Signature
