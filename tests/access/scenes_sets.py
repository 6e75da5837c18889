"""For every address of regulation sets: what has to stand there first, and what a sound request sends."""

from datetime import date

from reviews.models import Deadline
from tests.access.estate import Estate
from tests.access.scene import Scene, fixed
from tests.factories.orgchart import NOON


def in_preparation(estate: Estate) -> None:
    """The plan is not issued yet."""
    estate.put("cycle", state="preparing")


def late_dossier(estate: Estate) -> None:
    """A plan in preparation in which the dossiers come after the ballot."""
    estate.put("cycle", state="preparing")
    with estate.inside():
        Deadline.objects.create(
            tenant=estate.tenant, cycle=estate["cycle"], step="late", title="Hồ sơ bổ sung", phase="dossier",
            wording="chậm nhất ngày 01/12/2024", last_day=date(2024, 12, 1),
        )  # fmt: skip


def set_submitted(estate: Estate) -> None:
    """The own set waits for a second person."""
    account = estate.actors["office"].account
    estate.put("own_set", state="submitted", submitted_at=NOON, submitted_by=account)


def set_approved(estate: Estate) -> None:
    """The own set was approved by the head."""
    set_submitted(estate)
    head = estate.actors["head"].account
    estate.put("own_set", state="approved", approved_at=NOON, approved_by=head, kept=estate["kept_set"])


SOURCE = {
    "lam": "ghi", "mode": "open", "source_kind": "decision", "decision": "Kế hoạch năm 2025", "reason": "mục II.1",
}  # fmt: skip
LINES = SOURCE | {
    "dong-TOTAL_FORMS": 1, "dong-INITIAL_FORMS": 0, "dong-0-code": "1", "dong-0-title": "Kết quả nhiệm vụ",
    "dong-0-group": "Kết quả", "dong-0-result": "on",
}  # fmt: skip
SET_SCENES: dict[str, Scene] = {
    "reviews:set_new": Scene(
        payload=fixed(
            made_from="cho-chu-2024", relation="base", year=2026, title="Kế hoạch năm 2026", issuer="Ban Thường vụ"
        )
    ),
    "reviews:set_value": Scene(payload=fixed(value="4", **SOURCE)),
    "reviews:set_row": Scene(
        args={"kind": "deadlines", "key": "dossier"},
        payload=fixed(title="Hồ sơ", receiver="Văn phòng", day=16, month=11, year_offset=0, **SOURCE),
    ),
    "reviews:set_frame": Scene(args={"frame": "moi"}, payload=fixed(title="Khung mới", subject="collective", **LINES)),
    "reviews:set_scoring": Scene(payload=fixed(general=30, results=70, XS=90, HTT=70, HT=50, **SOURCE)),
    "reviews:set_move@submit": Scene(args={"move": "trinh"}),
    "reviews:set_move@approve": Scene(arrange=set_submitted, args={"move": "duyet"}),
    "reviews:set_move@return": Scene(
        arrange=set_submitted, args={"move": "tra-lai"}, payload=fixed(reason="Thiếu mục")
    ),
    "reviews:set_move@discard": Scene(args={"move": "bo"}),
    "reviews:set_move@send": Scene(arrange=set_approved, args={"move": "gui-xuong"}),
    "reviews:cycle_set": Scene(arrange=in_preparation, payload=fixed(set_code="hung-yen-2019")),
    "reviews:cycle_explain": Scene(
        arrange=late_dossier, payload=fixed(about="ballot:late", text="Đã báo cáo cấp trên.")
    ),
}


def as_it_stands(estate: Estate) -> None:
    """The set is a draft."""


# What the state of a set or of its year forbids.
SET_WRONG_STATE = {
    "reviews:set_value": set_submitted,
    "reviews:set_row": set_submitted,
    "reviews:set_frame": set_submitted,
    "reviews:set_scoring": set_submitted,
    "reviews:set_move@submit": set_submitted,
    "reviews:set_move@discard": set_submitted,
    "reviews:set_move@send": as_it_stands,
    "reviews:cycle_set": as_it_stands,
    "reviews:cycle_explain": as_it_stands,
}
SET_OF_OTHERS = {
    "reviews:set_move@approve": ("head", as_it_stands),
    "reviews:set_move@return": ("head", as_it_stands),
}
