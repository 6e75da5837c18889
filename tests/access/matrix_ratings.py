"""What a sound request about levels and their reports is answered with, role by role as in `matrix`."""

from collections.abc import Callable

Row = tuple[dict[str, int], dict[str, int]]


def rating_rows(
    get: Callable[[str], Row], post: Callable[[str], Row], both: Callable[[str, str], Row]
) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        "ratings:score_decided": both(
            "302 404 404 200 403 403 200 403 404 404",
            "302 404 404 302 403 403 302 403 404 404",
        ),
        "ratings:cap_exception": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 302 403 403 403 404 404",
        ),
        "reviews:review_again": post("302 403 404 302 403 403 302 403 404 404"),
        "ratings:confirm_cap_exception": post("302 404 404 302 403 403 302 403 404 404"),
        "ratings:sides": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 302 403 403 403 404 404",
        ),
        "ratings:side_explain": post("302 404 404 302 302 403 403 403 404 404"),
        "ratings:side_report": post("302 404 404 302 302 403 403 403 404 404"),
        "ratings:side_receipt": post("302 404 404 302 302 403 403 403 404 404"),
        "ratings:comparison": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:compliance": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:manifestations": get("302 404 404 200 200 403 403 200 404 404"),
        "ratings:manifestation_names": both(
            "302 404 404 403 403 403 200 403 404 404",
            "302 404 404 403 403 403 200 403 404 404",
        ),
        "ratings:open_vote_list": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:open_votes": get("302 403 404 200 403 403 403 403 404 404"),
        "ratings:record_vote": post("302 403 404 302 403 403 403 403 404 404"),
        "ratings:confirm_board": post("302 404 404 409 409 403 403 403 404 404"),
        "ratings:inspection_from_file": post("302 404 404 302 302 403 403 302 404 404"),
        "ratings:inspection_papers": get("302 404 404 200 200 403 403 200 404 404"),
        "ratings:record_finding": post("302 404 404 302 302 403 403 302 404 404"),
        "ratings:order_again": post("302 404 404 302 302 403 403 403 404 404"),
        "ratings:order_list": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:order": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 403 403 302 403 404 404",
        ),
        "ratings:result_table": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:result_table_excel": get("302 404 404 200 200 200 200 200 404 404"),
        "ratings:send_results": post("302 404 404 302 302 403 403 403 404 404"),
    }
