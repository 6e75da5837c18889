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
    VOTING = "voting", "Đang bỏ phiếu"
    DECIDED = "decided", "Đã quyết định"


class BallotState(TextChoices):
    """How far the ballots of one cap group are; organisations come before collectives, collectives before heads."""

    WAITING = "waiting", "Chưa bỏ phiếu"
    ROUND_1 = "round_1", "Vòng 1: bỏ phiếu loại Tốt"
    PASSED = "passed", "Đã kiểm phiếu vòng 1"
    ROUND_2 = "round_2", "Vòng 2: bỏ phiếu loại Xuất sắc"
    RUN_OFF = "run_off", "Bỏ phiếu lại vì bằng phiếu"
    COUNTED = "counted", "Đã kiểm phiếu xong"


class ReconsiderationState(TextChoices):
    """A decided level under review: kept, or annulled and rated again."""

    OPEN = "open", "Đang xem xét lại"
    KEPT = "kept", "Giữ nguyên mức xếp loại"
    ANNULLED = "annulled", "Đã hủy bỏ, xếp loại lại"


class ComplaintState(TextChoices):
    """A reservation or complaint; a reservation is kept with the result and needs no answer."""

    RECEIVED = "received", "Đã tiếp nhận"
    ANSWERED = "answered", "Đã trả lời"


class VotingState(TextChoices):
    """An electronic ballot."""

    OPEN = "open", "Đang nhận phiếu"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


@dataclass(frozen=True)
class Move:
    """From which states a move starts and where it leads."""

    sources: frozenset[str]
    target: str
    label: str


S, B, G, R = CaseState, BoardState, BallotState, ReconsiderationState

CASE_MOVES = {
    "self_rate": Move(frozenset({S.NOT_READY, S.SELF_RATED}), S.SELF_RATED, "Tự xếp loại"),
    "appraise": Move(frozenset({S.SELF_RATED, S.APPRAISED, S.PROPOSED}), S.APPRAISED, "Thẩm định"),
    "propose": Move(frozenset({S.APPRAISED, S.PROPOSED}), S.PROPOSED, "Trình"),
    "ballot": Move(frozenset({S.APPRAISED, S.PROPOSED, S.BALLOTED}), S.BALLOTED, "Ghi kết quả bỏ phiếu"),
    "unballot": Move(frozenset({S.BALLOTED}), S.APPRAISED, "Hủy kết quả bỏ phiếu đã nhập"),
    "decide": Move(frozenset({S.BALLOTED}), S.DECIDED, "Quyết định"),
    # What the superior has decided is decided, also where the case was appraised once more after it went up.
    "decide_above": Move(frozenset({S.APPRAISED, S.PROPOSED}), S.DECIDED, "Ghi quyết định của cấp trên"),
    "notify": Move(frozenset({S.DECIDED}), S.NOTIFIED, "Thông báo"),
    # A new round: the body appraises and ballots anew; what was decided stays with the annulment. (CC-III.5-4)
    "annul": Move(frozenset({S.DECIDED, S.NOTIFIED}), S.SELF_RATED, "Hủy bỏ kết quả, xếp loại lại"),
    # The review is held again, so the own level and the appraisal are made anew after it. (NA-4-2)
    "review_again": Move(
        frozenset({S.NOT_READY, S.SELF_RATED, S.APPRAISED, S.PROPOSED}), S.NOT_READY, "Chờ kiểm điểm lại"
    ),
    "exempt": Move(frozenset({S.NOT_READY, S.SELF_RATED, S.APPRAISED}), S.NOT_RATED, "Không xếp loại"),
}

BOARD_MOVES = {
    "open": Move(frozenset({B.PREPARING}), B.VOTING, "Khai mạc, ghi số người dự"),
    "decide": Move(frozenset({B.VOTING}), B.DECIDED, "Ban hành quyết định"),
}

BALLOT_MOVES = {
    "open_round_1": Move(frozenset({G.WAITING}), G.ROUND_1, "Mở bỏ phiếu vòng 1"),
    "close_round_1": Move(frozenset({G.ROUND_1}), G.PASSED, "Kết thúc vòng 1"),
    "open_round_2": Move(frozenset({G.PASSED}), G.ROUND_2, "Mở bỏ phiếu vòng 2"),
    "skip_round_2": Move(frozenset({G.PASSED}), G.COUNTED, "Không có chỗ loại Xuất sắc, kết thúc"),
    "open_run_off": Move(frozenset({G.ROUND_2}), G.RUN_OFF, "Bỏ phiếu lại"),
    "close_round_2": Move(frozenset({G.ROUND_2}), G.COUNTED, "Kết thúc kiểm phiếu"),
    "close_run_off": Move(frozenset({G.RUN_OFF}), G.COUNTED, "Kết thúc kiểm phiếu"),
    "withdraw_round_1": Move(frozenset({G.ROUND_1, G.PASSED, G.ROUND_2, G.RUN_OFF, G.COUNTED}), G.ROUND_1, "Nhập lại"),
    "withdraw_round_2": Move(frozenset({G.RUN_OFF, G.COUNTED}), G.ROUND_2, "Nhập lại"),
    "withdraw_run_off": Move(frozenset({G.COUNTED}), G.RUN_OFF, "Nhập lại"),
}

RECONSIDERATION_MOVES = {
    "keep": Move(frozenset({R.OPEN}), R.KEPT, "Giữ nguyên mức xếp loại"),
    "annul": Move(frozenset({R.OPEN}), R.ANNULLED, "Hủy bỏ, xếp loại lại"),
}

COMPLAINT_MOVES = {
    "answer": Move(frozenset({ComplaintState.RECEIVED}), ComplaintState.ANSWERED, "Trả lời đơn"),
}

VOTING_MOVES = {
    "close": Move(frozenset({VotingState.OPEN}), VotingState.CLOSED, "Kết thúc bỏ phiếu điện tử"),
    "cancel": Move(frozenset({VotingState.OPEN}), VotingState.CANCELLED, "Hủy bỏ phiếu điện tử"),
}
