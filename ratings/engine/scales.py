"""The ordered scales of the rating: levels, criterion degrees, disciplinary measures, and the rules by name."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum


class Level(IntEnum):
    """The four rating levels; a higher number is a better level."""

    KHT = 1
    HT = 2
    HTT = 3
    XS = 4

    @property
    def label(self) -> str:
        """Full Vietnamese name of the level."""
        return _LEVEL_LABELS[self]


class Unrated(Enum):
    """What stands in the place of a level: reviewed but not rated, or not to be rated yet."""

    NOT_RATED = "NR"
    BLOCKED = "blocked"

    @property
    def label(self) -> str:
        """Vietnamese words for the state."""
        return "không xếp loại" if self is Unrated.NOT_RATED else "chưa thể xếp loại"


class Degree(IntEnum):
    """The four degrees of a criterion; a higher number is a better degree. (HY-B.II.4-6)"""

    K = 1
    TB = 2
    T = 3
    X = 4

    @property
    def label(self) -> str:
        """Vietnamese name of the degree."""
        return _DEGREE_LABELS[self]


class Discipline(IntEnum):
    """Disciplinary measures from the lightest to the heaviest, state equivalents included. (HY-B.II.1.4-17)"""

    KHIEN_TRACH = 1
    CANH_CAO = 2
    CACH_CHUC = 3
    KHAI_TRU = 4

    @property
    def code(self) -> str:
        """The word used in board files and regulation sets."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """Vietnamese name of the measure."""
        return _DISCIPLINE_LABELS[self]


class Rule(StrEnum):
    """The rules that can limit a subject or a group, in the order in which equal limits are reported."""

    REVIEW_NOT_CLOSED = "review-not-closed"
    TIME_IN_POST = "time-in-post"
    NEW_ORGANIZATION = "new-organization"
    REFERENCE_PENDING = "reference-pending"
    LEVEL_STANDARD = "level-standard"
    POINTS = "points"
    DISCIPLINE = "discipline"
    KNOCK_OUT = "knock-out"
    ORGANIZATION_CEILING = "organization-ceiling"
    HEAD_CEILING = "head-ceiling"
    EXCELLENCE_CAP = "excellence-cap"


RULE_ORDER = {rule: place for place, rule in enumerate(Rule)}

_LEVEL_LABELS = {
    Level.XS: "Hoàn thành xuất sắc nhiệm vụ",
    Level.HTT: "Hoàn thành tốt nhiệm vụ",
    Level.HT: "Hoàn thành nhiệm vụ",
    Level.KHT: "Không hoàn thành nhiệm vụ",
}
_DEGREE_LABELS = {Degree.X: "Xuất sắc", Degree.T: "Tốt", Degree.TB: "Trung bình", Degree.K: "Kém"}
_DISCIPLINE_LABELS = {
    Discipline.KHIEN_TRACH: "khiển trách",
    Discipline.CANH_CAO: "cảnh cáo",
    Discipline.CACH_CHUC: "cách chức",
    Discipline.KHAI_TRU: "khai trừ",
}
