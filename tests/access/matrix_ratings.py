"""What a sound request about an exception above the cap is answered with, role by role as in `matrix`."""

from collections.abc import Callable

Row = tuple[dict[str, int], dict[str, int]]


def rating_rows(post: Callable[[str], Row], both: Callable[[str, str], Row]) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        "ratings:cap_exception": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 302 403 403 403 404 404",
        ),
        "ratings:confirm_cap_exception": post("302 404 404 302 403 403 302 403 404 404"),
    }
