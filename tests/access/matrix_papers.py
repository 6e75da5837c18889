"""What a sound request to an address of dossiers and documents is answered with, role by role as in `matrix`."""

from collections.abc import Callable

Row = tuple[dict[str, int], dict[str, int]]
Maker = Callable[[str], Row]


def paper_rows(get: Maker, post: Maker, both: Callable[[str, str], Row]) -> dict[str, Row]:
    """The rows, made by the functions of the table that they belong to."""
    return {
        "dossiers:dossier_list": get("302 200 200 200 200 200 200 200 200 404"),
        "dossiers:prepare": post("302 403 403 302 302 403 403 403 403 404"),
        "dossiers:print_results": post("302 404 404 302 302 403 302 403 404 404"),
        "dossiers:hand_to_body": post("302 404 404 302 302 403 403 403 404 404"),
        "dossiers:board_package": get("302 404 404 200 200 200 200 200 404 404"),
        "dossiers:archive": post("302 403 403 200 200 403 403 403 403 404"),
        "dossiers:dossier": get("302 200 404 200 200 404 200 200 404 404"),
        "dossiers:package": post("302 200 404 200 200 404 200 200 404 404"),
        "dossiers:upload": post("302 302 404 302 302 404 403 403 404 404"),
        "dossiers:note": post("302 302 404 302 302 404 403 403 404 404"),
        "dossiers:confirm": post("302 403 404 302 302 404 403 403 404 404"),
        "dossiers:give_back": post("302 403 404 302 302 404 403 403 404 404"),
        "dossiers:move@complete": post("302 302 404 302 302 404 403 403 404 404"),
        "dossiers:move@reopen": post("302 403 404 302 302 404 403 403 404 404"),
        "dossiers:move@submit": post("302 302 404 302 302 404 403 403 404 404"),
        "dossiers:move@receive": post("302 403 404 302 302 404 403 403 404 404"),
        "dossiers:submission_list": get("302 403 403 200 200 403 403 403 403 404"),
        "dossiers:submission": get("302 403 403 200 200 403 403 403 403 404"),
        "dossiers:submission_package": post("302 403 403 200 200 403 403 403 403 404"),
        "dossiers:accept": post("302 403 403 302 302 403 403 403 403 404"),
        "dossiers:send_back": post("302 403 403 302 302 403 403 403 403 404"),
        "dossiers:envelope_file": get("302 404 404 200 200 404 404 404 404 404"),
        "dossiers:envelope_file_preview": get("302 404 404 200 200 404 404 404 404 404"),
        "dossiers:envelope_file_page": get("302 404 404 200 200 404 404 404 404 404"),
        "dossiers:clauses": get("302 200 200 200 200 200 200 200 200 404"),
        "dossiers:sign_list": get("302 403 403 200 403 403 403 200 403 404"),
        "dossiers:decision_list": get("302 403 403 200 200 403 200 403 403 404"),
        "dossiers:send_decision": post("302 404 404 302 302 403 403 403 404 404"),
        "dossiers:print_review": post("302 302 404 302 302 403 302 403 404 404"),
        "dossiers:print_minutes": post("302 403 404 302 302 403 302 403 404 404"),
        "dossiers:print_decision": post("302 404 404 302 302 403 302 403 404 404"),
        "dossiers:print_meeting": post("302 404 404 302 302 403 302 403 404 404"),
        "dossiers:print_inspection": post("302 404 404 302 302 403 302 302 404 404"),
        "dossiers:print_subject": post("302 403 404 302 302 403 302 403 404 404"),
        "dossiers:print_opinion": post("302 404 404 302 302 403 302 403 404 404"),
        "dossiers:batch_list": both(
            "302 403 403 200 200 403 200 403 403 404",
            "302 403 403 302 302 403 302 403 403 404",
        ),
        "dossiers:batch": get("302 403 403 200 200 403 200 403 403 404"),
        "dossiers:batch_file": get("302 403 403 200 200 403 200 403 403 404"),
        "dossiers:batch_cancel": post("302 403 403 302 302 403 302 403 403 404"),
        "dossiers:batch_retry": post("302 403 403 302 302 403 302 403 403 404"),
        "dossiers:batch_sign": post("302 403 403 302 302 403 409 403 403 404"),
        "dossiers:staff_report": both(
            "302 403 403 200 200 403 200 403 403 404",
            "302 403 403 302 302 403 302 403 403 404",
        ),
        "dossiers:annex": both(
            "302 403 403 200 200 403 200 403 403 404",
            "302 403 403 302 302 403 302 403 403 404",
        ),
        "dossiers:document": get("302 200 404 200 200 404 200 200 404 404"),
        "dossiers:document_word": get("302 409 404 409 409 404 409 409 404 404"),
        "dossiers:sign_by_hand": post("302 403 404 302 302 404 302 403 404 404"),
        "dossiers:sign_here": post("302 403 404 302 302 404 403 403 404 404"),
        "dossiers:take_in_signed": post("302 302 404 302 302 404 302 403 404 404"),
        "dossiers:letter_list": get("302 200 200 200 200 200 200 200 200 404"),
        "dossiers:new_letter": both(
            "302 403 403 200 200 403 200 403 403 404",
            "302 403 403 302 302 403 302 403 403 404",
        ),
        "dossiers:edit_letter": both(
            "302 404 404 200 200 404 200 403 404 404",
            "302 404 404 302 302 404 302 403 404 404",
        ),
        "dossiers:letter": get("302 404 404 200 200 404 200 200 404 404"),
        "dossiers:letter_file": get("302 404 404 200 200 404 200 200 404 404"),
        "dossiers:number_letter": post("302 404 404 302 302 404 302 403 404 404"),
        "dossiers:publish_letter": post("302 404 404 302 302 404 302 403 404 404"),
        "dossiers:receive_letter": post("302 404 404 302 302 404 302 403 404 404"),
        "dossiers:scan_list": both(
            "302 403 403 200 200 403 200 403 403 404",
            "302 403 403 302 302 403 302 403 403 404",
        ),
        "dossiers:scan": get("302 403 403 200 200 403 200 403 403 404"),
        "dossiers:file": get("302 200 404 200 200 404 200 200 404 404"),
        "dossiers:file_preview": get("302 200 404 200 200 404 200 200 404 404"),
        "dossiers:file_page": get("302 200 404 200 200 404 200 200 404 404"),
    }
