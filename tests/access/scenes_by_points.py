"""Scenes of a year that is judged by points."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ratings.services.cap_exceptions import Grant, confirm_exception, record_exception
from reviews.regulations.loader import load_set
from tests.access.estate import Estate
from tests.factories.orgchart import NOON

DAY = date(2024, 12, 1)
GRANT: dict[str, Any] = {
    "rate": 25, "decided_by": "Ban Thường vụ Tỉnh ủy", "decision_number": "77-QĐ/TU", "bodies": "Văn phòng Đảng ủy",
    "achievement": "Vượt 30% kế hoạch thu ngân sách.",
}  # fmt: skip


def scored(state: str, level: str = "") -> Callable[[Estate], None]:
    """The cycle judges by points, and the person's case stands where a column of its sheet is filled in."""

    def arrange(estate: Estate) -> None:
        code = "trung-uong-366-2025"
        estate.put("cycle", set_code=code, set_digest=load_set(code).digest)
        estate.put("own_case", state=state, level=level)

    return arrange


def with_exception(estate: Estate) -> None:
    """The organisation board has recorded a decision that raises the cap; nobody has checked it yet."""
    scored("self_rated")(estate)
    with estate.inside():
        record_exception(
            group_id=estate["group"].pk,
            grant=Grant(**GRANT, decided_on=DAY),
            actor=estate.actors["organisation_board"],
            at=NOON,
        )


def exception_in_force(estate: Estate) -> None:
    """A second person has checked the decision."""
    with_exception(estate)
    with estate.inside():
        confirm_exception(group_id=estate["group"].pk, actor=estate.actors["office"], at=NOON)


def points(estate: Estate) -> Mapping[str, Any]:
    lines = load_set("trung-uong-366-2025").score_groups("leader")
    return {f"points_{one.key}": "5" if one.part == "general" else "60" for one in lines}


# The scenes by the names of their addresses, as arguments of a scene.
POINT_SCENES: dict[str, dict[str, Any]] = {
    "ratings:my_scores": {"arrange": scored("self_rated")},
    "ratings:score_self": {"arrange": scored("self_rated"), "payload": points},
    "ratings:score_decided": {"arrange": scored("decided", level="HT"), "payload": points},
    "ratings:cap_exception": {
        "arrange": scored("self_rated"), "payload": lambda estate: GRANT | {"decided_on": "2024-12-01"},
    },
    "ratings:confirm_cap_exception": {"arrange": with_exception},
}  # fmt: skip
