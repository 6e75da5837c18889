"""For what is kept, held and disposed of: what has to stand there first, and what a sound request sends."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.access.estate import Estate
from tests.access.scene import Scene, fixed
from tests.factories.orgchart import NOON

LONG_AGO = datetime(2020, 1, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def over(estate: Estate) -> None:
    """The year was closed so long ago that its papers are due."""
    estate.put("cycle", state="closed", closed_at=LONG_AGO, closed_by=estate.actors["office"].account)


def lifted(estate: Estate) -> None:
    """Nobody holds the dossier any more."""
    account = estate.actors["office"].account
    estate.put("hold", lifted_at=NOON, lifted_by=account, lift_reason="Đã kết luận")


def rejected(estate: Estate) -> None:
    """The list was not approved."""
    account = estate.actors["head"].account
    estate.put("disposal", state="rejected", decided_at=NOON, decided_by=account, reject_reason="Còn tra cứu")


def refused(estate: Estate) -> None:
    """The person is not to be erased."""
    account = estate.actors["head"].account
    estate.put("erasure", state="rejected", decided_at=NOON, decided_by=account, reject_reason="Chưa đủ căn cứ")


def settled(estate: Estate) -> None:
    """No uploaded list waits any more."""
    estate.put("roster", state="dropped", sheets=[], content="")


KEEPING_SCENES: Mapping[str, Scene] = {
    "dossiers:set_period": Scene(payload=fixed(record_class="person", years="10", basis="Quyết định số 12")),
    "dossiers:place_hold": Scene(payload=fixed(on="nam", reason="Thanh tra")),
    "dossiers:lift_hold": Scene(payload=fixed(reason="Đã kết luận")),
    "dossiers:propose_disposal": Scene(arrange=over, args={"record_class": "person"}),
    "dossiers:reject_disposal": Scene(payload=fixed(reason="Còn tra cứu")),
    "orgchart:approve_erasure": Scene(arrange=settled),
    "orgchart:ask_erasure": Scene(arrange=settled, payload=fixed(ground="Đơn ngày 5/1", spellings="")),
    "orgchart:choose_places": Scene(
        payload=lambda estate: {"chosen": f"orgchart.person:{estate['erasure'].person_id}"}
    ),
    "orgchart:reject_erasure": Scene(payload=fixed(reason="Chưa đủ căn cứ")),
}
KEEPING_WRONG_STATE = {
    "dossiers:lift_hold": lifted,
    "dossiers:propose_disposal": lambda estate: None,  # the year goes on
    "orgchart:choose_places": refused,
    "orgchart:look_again": refused,
}
KEEPING_OF_OTHERS = {
    "dossiers:approve_disposal": ("head", rejected),
    "dossiers:reject_disposal": ("head", rejected),
    "orgchart:approve_erasure": ("head", refused),
    "orgchart:reject_erasure": ("head", refused),
}
