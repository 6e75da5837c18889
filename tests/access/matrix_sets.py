"""What a sound request to an address of a regulation set is answered with, role by role as in `matrix`."""

from collections.abc import Callable

Row = tuple[dict[str, int], dict[str, int]]


def set_rows(get: Callable[[str], Row], post: Callable[[str], Row], both: Callable[[str, str], Row]) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        "reviews:set_list": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:set": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:set_new": both(
            "302 403 403 200 403 403 403 403 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:set_value": both(
            "302 200 200 200 200 200 200 200 200 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:set_row": both(
            "302 200 200 200 200 200 200 200 200 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:set_frame": both(
            "302 403 403 200 403 403 403 403 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:set_scoring": both(
            "302 403 403 200 403 403 403 403 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:set_move@submit": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:set_move@approve": post("302 403 403 403 403 302 302 403 403 404"),
        "reviews:set_move@return": post("302 403 403 403 403 302 302 403 403 404"),
        "reviews:set_move@discard": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:set_move@send": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:cycle_set": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:cycle_explain": post("302 403 403 302 403 403 403 403 403 404"),
    }
