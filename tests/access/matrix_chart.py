"""What a sound request to a form of the chart is answered with, role by role as in `matrix`."""

from collections.abc import Callable

from tests.access.matrix_sets import Row

One = Callable[[str], Row]


def chart_rows(get: One, post: One, both: Callable[[str, str], Row]) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        **dict.fromkeys(
            (
                "orgchart:organization_edit",
                "orgchart:organization_new",
                "orgchart:collective_new",
                "orgchart:collective_edit",
                "orgchart:reorganize@sap-nhap",
                "orgchart:reorganize@chia-tach",
                "orgchart:reorganize@chuyen-giao",
                "orgchart:reorganize@giai-the",
                "orgchart:merge_person",
                "orgchart:appoint",
                "orgchart:end_post",
                "orgchart:edit_post",
                "orgchart:join_cell",
                "orgchart:leave_cell",
                "orgchart:put_in_charge",
                "orgchart:end_charge",
                "orgchart:set_manager",
                "orgchart:end_management",
            ),
            both(
                "302 403 403 200 403 403 403 403 200 404",
                "302 403 403 302 403 403 403 403 302 404",
            ),
        ),
        **dict.fromkeys(
            ("orgchart:transfer", "orgchart:personal_file"),
            both(
                "302 403 403 200 403 403 403 403 403 404",
                "302 403 403 302 403 403 403 403 403 404",
            ),
        ),
        "orgchart:ask_erasure": both(
            "302 403 403 200 403 403 403 403 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        **dict.fromkeys(("orgchart:erasures", "orgchart:erasure"), get("302 403 403 200 403 200 200 200 403 404")),
        **dict.fromkeys(
            ("orgchart:choose_places", "orgchart:look_again"), post("302 403 403 302 403 403 403 403 403 404")
        ),
        **dict.fromkeys(
            ("orgchart:approve_erasure", "orgchart:reject_erasure"), post("302 403 403 403 403 302 302 403 403 404")
        ),
        "orgchart:return_file": post("302 403 403 302 403 403 403 403 403 404"),
        "orgchart:discipline_imports": both(
            "302 403 403 200 403 403 403 200 403 404",
            "302 403 403 302 403 403 403 302 403 404",
        ),
        "orgchart:discipline_template": get("302 403 403 200 403 403 403 200 403 404"),
        "orgchart:disciplines": get("302 403 403 200 200 200 200 200 403 404"),
        **dict.fromkeys(
            ("orgchart:discipline_person", "orgchart:discipline_body", "orgchart:discipline_edit"),
            both(
                "302 403 403 200 403 403 403 200 403 404",
                "302 403 403 302 403 403 403 302 403 404",
            ),
        ),
    }
