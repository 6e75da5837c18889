"""What a sound request about followed units, concurrent duties and the council is answered with, as in `matrix`."""

from collections.abc import Callable

Row = tuple[dict[str, int], dict[str, int]]


def unit_rows(get: Callable[[str], Row], post: Callable[[str], Row], both: Callable[[str, str], Row]) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        # anonymous own member office organisation_board standing_committee head inspection admin foreign
        "reviews:progress_below": get("302 403 403 200 200 200 200 200 403 404"),
        "reviews:progress": get("302 403 403 200 200 200 200 200 403 404"),
        "reviews:closing": get("302 403 403 200 200 200 200 200 403 404"),
        "reviews:plan_notice": get("302 200 404 404 404 404 404 404 404 404"),
        "reviews:plan_notice_list": get("302 404 404 200 200 200 200 200 404 404"),
        "reviews:my_units": get("302 403 403 200 403 403 403 403 403 404"),
        "reviews:my_unit": both(
            "302 403 404 200 404 404 404 404 404 404",
            "302 403 404 302 404 404 404 404 404 404",
        ),
        "reviews:reminder_done": post("302 404 404 302 404 404 404 404 404 404"),
        "reviews:preparation": get("302 200 404 200 200 200 200 200 404 404"),
        **{
            f"reviews:{name}": post("302 403 404 302 403 403 403 403 404 404")
            for name in (
                "preparation_add",
                "preparation_tick",
                "direction_add",
                "invitation_add",
                "invitation_sent",
                "invitation_drop",
            )
        },
        "reviews:draft_opinions": both(
            "302 200 404 200 404 404 404 404 404 404",
            "302 302 404 302 404 404 404 404 404 404",
        ),
        "reviews:my_draft_opinions": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:draft_opinion": both(
            "302 200 404 200 404 404 404 404 404 404",
            "302 302 404 302 404 404 404 404 404 404",
        ),
        "reviews:draft_opinion_handle": post("302 302 404 302 404 404 404 404 404 404"),
        "reviews:cycle_next": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:working_days": both(
            "302 403 403 200 200 200 200 200 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:unit_report": post("302 403 404 302 404 404 404 404 404 404"),
        "reviews:unit_report_received": post("302 403 404 302 404 404 404 404 404 404"),
        "reviews:year_end": post("302 403 404 302 404 404 404 404 404 404"),
        "reviews:conference_calendar": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:calendar_publish": post("302 403 403 302 403 403 403 403 403 404"),
        "reviews:conference_presence": get("302 403 403 200 200 200 200 200 403 404"),
        "dossiers:print_invitation": post("302 403 404 302 302 403 302 403 404 404"),
        "dossiers:print_calendar": post("302 403 403 302 302 403 302 403 403 404"),
        "reviews:duty_list": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:duty": both(
            "302 200 404 200 200 200 200 200 404 404",
            "302 302 404 302 403 403 403 403 404 404",
        ),
        "reviews:council_list": both(
            "302 403 403 200 200 200 200 200 403 404",
            "302 403 403 302 403 403 403 403 403 404",
        ),
        "reviews:year_council": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 403 403 403 403 404 404",
        ),
        "reviews:target_list": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:target_sheet": both(
            "302 200 404 200 200 200 200 200 404 404",
            "302 302 404 302 403 403 403 403 404 404",
        ),
        "reviews:target": both(
            "302 200 404 200 200 200 200 200 404 404",
            "302 302 404 302 403 403 403 403 404 404",
        ),
        "reviews:citations": both(
            "302 200 404 200 404 404 404 404 404 404",
            "302 302 404 302 404 404 404 404 404 404",
        ),
        "reviews:remediation_list": get("302 200 200 200 200 200 200 200 200 404"),
        "reviews:remediation_begin": post("302 302 404 302 403 403 403 403 404 404"),
        "reviews:remediation": both(
            "302 200 404 200 200 200 200 200 404 404",
            "302 302 404 302 403 403 403 403 404 404",
        ),
        "reviews:remediation_item": both(
            "302 200 404 200 200 200 200 200 404 404",
            "302 302 404 302 403 403 403 403 404 404",
        ),
        "ratings:party_report": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 403 403 403 403 404 404",
        ),
        "dossiers:confirm_submissions": post("302 403 403 403 403 403 302 403 403 404"),
        "ratings:council": both(
            "302 404 404 200 200 200 200 200 404 404",
            "302 404 404 302 302 403 403 403 404 404",
        ),
    }
