"""States and moves of the rating; nothing else assigns a state."""

from dataclasses import dataclass

from django.db.models import TextChoices


class CaseState(TextChoices):
    """The rating of one subject."""

    NOT_READY = "not_ready", "Chưa đủ điều kiện"
    SELF_RATED = "self_rated", "Đã tự xếp loại"
    APPRAISED = "appraised", "Đã thẩm định"
    PROPOSED = "proposed", "Đã trình"
    BALLOTED = "balloted", "Đã bỏ phiếu"
    DECIDED = "decided", "Đã quyết định"
    NOTIFIED = "notified", "Đã thông báo"
    NOT_RATED = "not_rated", "Không xếp loại"


class BoardState(TextChoices):
    """A meeting of the deciding body."""

    PREPARING = "preparing", "Đang chuẩn bị"
    ROUND_1 = "round_1", "Bỏ phiếu vòng 1"
    ROUND_2 = "round_2", "Bỏ phiếu vòng 2"
    COUNTED = "counted", "Đã kiểm phiếu"
    DECIDED = "decided", "Đã quyết định"


@dataclass(frozen=True)
class Move:
    """From which states a move starts and where it leads."""

    sources: frozenset[str]
    target: str
    label: str


S, B = CaseState, BoardState

CASE_MOVES = {
    "self_rate": Move(frozenset({S.NOT_READY, S.SELF_RATED}), S.SELF_RATED, "Tự xếp loại"),
    "appraise": Move(frozenset({S.SELF_RATED, S.APPRAISED}), S.APPRAISED, "Thẩm định"),
    "propose": Move(frozenset({S.APPRAISED, S.PROPOSED}), S.PROPOSED, "Trình"),
    "ballot": Move(frozenset({S.APPRAISED, S.PROPOSED, S.BALLOTED}), S.BALLOTED, "Ghi kết quả bỏ phiếu"),
    "decide": Move(frozenset({S.BALLOTED}), S.DECIDED, "Quyết định"),
    "decide_above": Move(frozenset({S.PROPOSED}), S.DECIDED, "Ghi quyết định của cấp trên"),
    "notify": Move(frozenset({S.DECIDED}), S.NOTIFIED, "Thông báo"),
    "exempt": Move(frozenset({S.NOT_READY, S.SELF_RATED, S.APPRAISED}), S.NOT_RATED, "Không xếp loại"),
}

BOARD_MOVES = {
    "open_round_1": Move(frozenset({B.PREPARING}), B.ROUND_1, "Mở bỏ phiếu vòng 1"),
    "open_round_2": Move(frozenset({B.ROUND_1}), B.ROUND_2, "Mở bỏ phiếu vòng 2"),
    "close": Move(frozenset({B.ROUND_1, B.ROUND_2}), B.COUNTED, "Kết thúc kiểm phiếu"),
    "decide": Move(frozenset({B.COUNTED}), B.DECIDED, "Ban hành quyết định"),
}
