"""How the addresses of electronic ballots, annulments, complaints, publication and awards are tried out."""

from typing import Any

from ratings.models import Publication
from ratings.services.ballots import open_round_1
from tests.access.estate_aftermath import SLIP
from tests.factories.orgchart import NOON

AFTERMATH_PARTS = {
    "reconsideration_id": "reconsideration", "complaint_id": "complaint", "voting_id": "voting", "notice_id": "notice",
    "award_id": "award", "side_id": "side", "receipt_id": "receipt",
}  # fmt: skip
ANSWER = {
    "conclusion_1": "Không có căn cứ", "outcome": "keep", "answered_on": "2024-11-06", "signer_name": "Ma Văn A",
    "signer_title": "Bí thư",
}  # fmt: skip
ANNULMENT = {
    "huy-signer_name": "Ma Văn A", "huy-signer_title": "Bí thư", "huy-conclusion": "Không đạt tiêu chuẩn",
    "huy-annulled_on": "2024-12-05",
}  # fmt: skip


def round_open(estate: Any) -> None:
    """Round 1 of the leaders is open."""
    place = {"board_id": estate["board"].pk, "group_id": estate["group"].pk}
    with estate.inside():
        open_round_1(**place, actor=estate.actors["office"], at=NOON)


def voting_open(estate: Any) -> None:
    """Round 1 of the leaders is voted on with slips; three papers are in."""
    round_open(estate)
    tally = {str(estate["own_case"].pk): 3}
    estate.put("voting", state="open", closed_at=None, reason="", cast=3, tally=tally)


def unpublished(estate: Any) -> None:
    """The decision of the estate is public; here it is not yet."""
    with estate.inside():
        Publication.objects.filter(pk=estate["publication"].pk).delete()


def _settled(estate: Any) -> None:
    estate.put("reconsideration", state="kept", closed_at=NOON)


def _told(estate: Any) -> None:
    estate.put("own_case", state="notified", level="HTT", notified_at=NOON)


def _sends(**values: Any) -> Any:
    return lambda estate: values


def aftermath_scenes() -> dict[str, dict[str, Any]]:
    """The scenes by the names of their addresses, as arguments of a scene."""
    body = {"case_id": "body_case"}
    return {
        "ratings:papers": {"arrange": round_open},
        "ratings:open_voting": {"arrange": round_open},
        "ratings:close_voting": {"arrange": voting_open},
        "ratings:cancel_voting": {"arrange": voting_open, "payload": _sends(reason="Mất điện")},
        "ratings:vote": {"arrange": voting_open, "payload": _sends(code=SLIP)},
        "ratings:reconsider": {
            "arrange": _settled, "rows": body, "payload": _sends(ground="fault", facts="Kết luận số 5-KL/UBKT"),
        },
        "ratings:keep_level": {"rows": body, "payload": _sends(**{"giu-conclusion": "Không đủ căn cứ"})},
        "ratings:annul_level": {"rows": body, "payload": _sends(**ANNULMENT)},
        "ratings:complain": {
            "arrange": _told, "payload": _sends(kind="reservation", point_1="Chưa đồng tình mục 2"),
        },
        "ratings:complaint_on_paper": {
            "rows": body, "payload": _sends(kind="complaint", point_1="Đề nghị xem xét lại"),
        },
        "ratings:complaint": {"payload": _sends(**ANSWER)},
        "ratings:publish": {"arrange": unpublished, "payload": _sends(starts_on="2024-12-06")},
        "ratings:awards": {
            "payload": lambda estate: {"case": estate["body_case"].pk, "form": "Bằng khen", "exception": "Đột xuất"},
        },
        "ratings:sides": {
            "payload": _sends(
                line="residential", name="Tổ dân phố số 9", level="HTT", decision_code="4-QĐ/UBND",
                decided_on="2024-11-01", decided_by="UBND thị trấn",
            ),
        },
        "ratings:side_explain": {"payload": _sends(explanation="Hai bộ tiêu chí khác nhau")},
        "ratings:side_report": {
            "payload": _sends(**{
                "bao-cao-line": "staff", "bao-cao-receivers": "Văn phòng Đảng ủy", "bao-cao-reported_on": "2024-11-04",
            }),
        },
        "ratings:side_receipt": {"payload": _sends(received_on="2024-11-04", received_by="Người nhận báo cáo")},
        "ratings:awarded": {"payload": _sends(decision_code="9-QĐ/ĐU", awarded_on="2024-12-20")},
    }  # fmt: skip
