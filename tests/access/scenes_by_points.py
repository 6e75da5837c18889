"""Scenes of a year that is judged by points."""

from collections.abc import Callable, Mapping
from typing import Any

from reviews.regulations.loader import load_set
from tests.access.estate import Estate


def scored(state: str, level: str = "") -> Callable[[Estate], None]:
    """The cycle judges by points, and the person's case stands where a column of its sheet is filled in."""

    def arrange(estate: Estate) -> None:
        code = "trung-uong-366-2025"
        estate.put("cycle", set_code=code, set_digest=load_set(code).digest)
        estate.put("own_case", state=state, level=level)

    return arrange


def points(estate: Estate) -> Mapping[str, Any]:
    lines = load_set("trung-uong-366-2025").score_groups("leader")
    return {f"points_{one.key}": "5" if one.part == "general" else "60" for one in lines}
