"""Every address, every role, one table: what a sound request to an object of the own tenant is answered with.

200 and 302 done or shown · 302 for visitors: log in first · 403 seen but not allowed · 404 not to be seen, and
whatever belongs to another tenant · 405 no such method. Wrong states, wrong input and foreign objects have tests of
their own. A name with `@` is one of several moves of an address.
"""

from tests.access.matrix_chart import chart_rows
from tests.access.matrix_papers import paper_rows
from tests.access.matrix_ratings import rating_rows
from tests.access.matrix_sets import set_rows
from tests.access.matrix_units import unit_rows

ROLES = (
    "anonymous", "own", "member", "office", "organisation_board", "standing_committee", "head", "inspection", "admin",
    "foreign",
)  # fmt: skip
# `own` has no role and asks for the own object, `member` has none either and asks for somebody else's; `foreign` is
# the office of another tenant.

Row = tuple[dict[str, int], dict[str, int]]


def both(get: str, post: str) -> Row:
    """What GET and POST are answered with, role by role."""
    return _by_role(get), _by_role(post)


def get(codes: str) -> Row:
    """An address that is only read."""
    return _by_role(codes), _refused(codes)


def post(codes: str) -> Row:
    """An address that only does something."""
    return _refused(codes), _by_role(codes)


def _by_role(codes: str) -> dict[str, int]:
    return dict(zip(ROLES, map(int, codes.split()), strict=True))


def _refused(codes: str) -> dict[str, int]:
    """Who is not let in learns nothing about methods; everybody else learns that it is the wrong one."""
    let_in = {role: 405 for role in ROLES if role not in {"anonymous", "foreign"}}
    return _by_role(codes) | let_in


# Answered by the framework's login, not by the apps; `healthz` says nothing about anybody; who `verify` tells what is
# tested with it.
OUTSIDE = ("account_", "mfa_", "usersessions_", "healthz", "no_mail", "verify")

MATRIX: dict[str, Row] = {
    # anonymous own member office organisation_board standing_committee head inspection admin foreign
    # orgchart
    "orgchart:home": both(
        "302 302 302 302 302 302 302 302 302 302",
        "405 405 405 405 405 405 405 405 405 405",
    ),
    "orgchart:my_work": both(
        "302 200 200 200 200 200 200 200 200 200",
        "302 405 405 405 405 405 405 405 405 405",
    ),
    "orgchart:set_demo_day": both(
        "405 405 405 405 405 405 405 405 405 405",
        "302 302 302 302 302 302 302 302 302 302",
    ),
    "orgchart:help": both(
        "302 200 200 200 200 200 200 200 200 200",
        "405 405 405 405 405 405 405 405 405 405",
    ),
    "orgchart:help_page": both(
        "302 200 200 200 200 200 200 200 200 200",
        "405 405 405 405 405 405 405 405 405 405",
    ),
    "orgchart:start": get("302 302 302 302 302 302 302 302 302 404"),
    "orgchart:chart": get("302 403 403 200 200 200 200 200 200 404"),
    "orgchart:persons": get("302 403 403 200 200 200 200 200 200 404"),
    "orgchart:new_person": both(
        "302 403 403 200 403 403 403 403 200 404",
        "302 403 403 302 403 403 403 403 302 404",
    ),
    "orgchart:person": both(
        "302 403 403 200 200 200 200 200 200 404",
        "302 403 403 302 403 403 403 403 302 404",
    ),
    "orgchart:rosters": both(
        "302 403 403 200 403 403 403 403 200 404",
        "302 403 403 302 403 403 403 403 302 404",
    ),
    "orgchart:roster_template": get("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:roster": both(
        "302 403 403 200 403 403 403 403 200 404",
        "302 403 403 302 403 403 403 403 302 404",
    ),
    "orgchart:roster_write": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:roster_drop": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:roster_marked": get("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:organization": get("302 403 403 200 200 200 200 200 200 404"),
    "orgchart:offices": get("302 403 403 200 200 200 200 200 200 404"),
    "orgchart:pick_person": get("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:subordinates": both(
        "302 403 403 403 200 403 403 403 200 404",
        "302 403 403 403 200 403 403 403 200 404",
    ),
    "orgchart:envelopes": get("302 403 403 200 200 403 403 403 403 404"),
    "orgchart:write_letter": both(
        "302 403 403 200 200 403 403 403 403 404",
        "302 403 403 302 302 403 403 403 403 404",
    ),
    "orgchart:envelope": get("302 403 403 200 200 403 403 403 403 404"),
    "orgchart:settle_envelope": post("302 403 403 302 302 403 403 403 403 404"),
    "orgchart:letter_file": get("302 403 403 200 200 403 403 403 403 404"),
    "orgchart:open_account": both(
        "200 200 200 200 200 200 200 200 200 200",
        "302 302 302 302 302 302 302 302 302 302",
    ),
    "orgchart:accounts": get("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:new_account": both(
        "302 403 403 200 403 403 403 403 200 404",
        "302 403 403 302 403 403 403 403 302 404",
    ),
    "orgchart:account_letters": both(
        "302 403 403 200 403 403 403 403 200 404",
        "302 403 403 200 403 403 403 403 200 404",
    ),
    "orgchart:account": get("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:letter": post("302 403 403 200 403 403 403 403 200 404"),
    "orgchart:close_account": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:set_roles": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:entrust": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:dismiss": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:account_move@reopen": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:account_move@log_out": post("302 403 403 302 403 403 403 403 302 404"),
    "orgchart:account_move@reset": post("302 403 403 403 403 403 403 403 302 404"),
    # Whoever holds no role that can be lent learns nothing; the form of the others offers their own roles only.
    "orgchart:delegations": both(
        "302 200 200 200 200 200 200 200 200 404",
        "302 404 404 302 422 404 422 422 404 404",
    ),
    "orgchart:end_delegation": post("302 404 404 302 404 404 302 404 302 404"),
    "orgchart:matrix": get("302 200 200 200 200 200 200 200 200 404"),
    "orgchart:audit": get("302 403 403 200 403 403 403 200 200 404"),
    "orgchart:trail_record": get("302 403 403 200 403 403 403 200 200 404"),
    "orgchart:trail_head": get("302 403 403 200 403 403 403 200 200 404"),
    "orgchart:trail_check": both(
        "302 403 403 200 403 403 403 200 200 404",
        "302 403 403 200 403 403 403 200 200 404",
    ),
    "orgchart:job": get("302 404 404 200 404 404 404 404 404 404"),
    # reviews
    "reviews:cycle_new": both(
        "302 403 403 200 403 403 403 403 403 404",
        "302 403 403 302 403 403 403 403 403 404",
    ),
    "reviews:cycle": get("302 200 200 200 200 200 200 200 200 404"),
    "reviews:deadline_new": post("302 403 403 302 403 403 403 403 403 404"),
    "reviews:cycle_subjects": both(
        "302 403 403 200 200 200 200 200 403 404",
        "302 403 403 302 403 403 403 403 403 404",
    ),
    "reviews:scope_changes": both(
        "302 403 403 200 403 403 403 403 403 404",
        "302 403 403 302 403 403 403 403 403 404",
    ),
    "reviews:scope_cases": get("302 403 403 200 200 200 200 200 403 404"),
    "reviews:decide_case": both(
        "302 403 403 200 403 200 200 403 403 404",
        "302 403 403 302 403 302 302 403 403 404",
    ),
    "reviews:request_place": both(
        "302 403 403 200 403 200 200 403 403 404",
        "302 403 403 302 403 302 302 403 403 404",
    ),
    "reviews:add_body": both(
        "302 403 403 200 403 200 200 403 403 404",
        "302 403 403 302 403 302 302 403 403 404",
    ),
    "reviews:cycle_move@issue": post("302 403 403 403 403 403 302 403 403 404"),
    "reviews:cycle_move@run": post("302 403 403 302 403 403 403 403 403 404"),
    "reviews:cycle_move@close": post("302 403 403 302 403 403 403 403 403 404"),
    "reviews:send_progress": post("302 403 403 302 403 403 403 403 403 404"),
    "reviews:nudges": get("302 200 200 200 200 200 200 200 200 404"),
    "reviews:conference_list": get("302 200 200 200 200 200 200 200 200 404"),
    "reviews:conference_new": both(
        "302 403 403 200 403 403 403 403 403 404",
        "302 403 403 302 403 403 403 403 403 404",
    ),
    "reviews:conference": get("302 200 404 200 200 200 200 200 404 404"),
    "reviews:projector": get("302 200 404 200 200 200 200 200 404 404"),
    "reviews:conference_change": both(
        "302 403 404 200 403 403 403 403 404 404",
        "302 403 404 302 403 403 403 403 404 404",
    ),
    "reviews:conference_move": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:attendance": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:conference_guest": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:part_conference": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:guest_letter_new": both(
        "302 403 404 200 403 403 403 403 404 404",
        "302 403 404 302 403 403 403 403 404 404",
    ),
    "reviews:guest_letter": both(
        "302 403 403 200 200 403 403 403 403 404",
        "302 403 403 302 302 403 403 403 403 404",
    ),
    "reviews:guest_letter_return": post("302 403 403 302 302 403 403 403 403 404"),
    "reviews:item_start": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:item_comment": post("302 302 404 302 403 403 403 403 404 404"),
    "reviews:comment_judge": post("302 302 404 302 403 403 403 403 404 404"),
    "reviews:item_conclude": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:office_scores": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:item_absent": post("302 403 404 302 403 403 403 403 404 404"),
    "reviews:review_list": get("302 200 200 200 200 200 200 200 200 404"),
    "reviews:review_edit": both(
        "302 200 404 200 404 404 404 404 404 404",
        "302 302 404 302 404 404 404 404 404 404",
    ),
    "reviews:review_read": get("302 200 404 200 200 200 200 200 404 404"),
    "reviews:save_section": post("302 302 404 302 404 404 404 404 404 404"),
    "reviews:section_history": get("302 200 404 200 404 404 404 404 404 404"),
    "reviews:review_word": get("302 200 404 200 404 404 404 404 404 404"),
    "reviews:review_word_take": post("302 302 404 302 404 404 404 404 404 404"),
    "reviews:save_shortcoming": post("302 302 404 302 404 404 404 404 404 404"),
    "reviews:save_level": post("302 302 404 302 404 404 404 404 404 404"),
    "reviews:circulate": both(
        "302 200 404 200 404 404 404 404 404 404",
        "302 302 404 302 404 404 404 404 404 404",
    ),
    "reviews:withdraw": post("302 302 404 302 403 403 403 403 404 404"),
    "reviews:finalise": both(
        "302 200 404 200 403 403 403 403 404 404",
        "302 302 404 302 403 403 403 403 404 404",
    ),
    "reviews:confirm": post("302 403 404 302 403 403 302 403 404 404"),
    "reviews:save_line": post("302 302 404 302 404 404 404 404 404 404"),
    "reviews:suggestion_list": get("302 403 403 200 200 200 200 200 403 404"),
    "reviews:suggestion_new": both(
        "302 403 403 200 403 200 403 200 403 404",
        "302 403 403 302 403 302 403 302 403 404",
    ),
    "reviews:suggestion": both(
        "302 404 404 200 200 200 200 200 404 404",
        "302 404 404 302 403 302 403 302 404 404",
    ),
    "reviews:suggestion_move@approve": post("302 404 404 403 403 302 302 403 404 404"),
    "reviews:suggestion_move@give_back": post("302 404 404 403 403 302 302 403 404 404"),
    "reviews:suggestion_match": post("302 404 404 302 302 403 403 403 404 404"),
    "reviews:suggestion_send": post("302 404 404 302 403 302 302 302 404 404"),
    "reviews:opinion_list": get("302 200 200 200 200 200 200 200 200 404"),
    "reviews:opinions_of": both(
        "302 404 404 200 200 200 200 200 404 404",
        "302 404 404 302 302 403 403 403 404 404",
    ),
    "reviews:opinion": get("302 404 404 200 200 200 200 200 404 404"),
    "reviews:opinion_send": post("302 404 404 302 302 403 403 403 404 404"),
    "reviews:opinion_answer": post("302 404 404 302 302 403 403 403 404 404"),
    # ratings
    "ratings:board_list": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:board_new": both(
        "302 404 404 200 200 403 403 403 404 404",
        "302 404 404 302 302 403 403 403 404 404",
    ),
    "ratings:cases": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:prepare": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:create_group": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:appraise": both(
        "302 404 404 200 200 200 200 200 404 404",
        "302 404 404 302 302 403 403 403 404 404",
    ),
    "ratings:verdict": post("302 404 404 200 200 403 403 403 404 404"),
    "ratings:self_rate": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:propose": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:decide_externally": post("302 404 404 302 403 403 302 403 404 404"),
    "ratings:my_scores": get("302 200 200 200 200 200 200 200 200 404"),
    "ratings:score_self": both(
        "302 200 404 200 200 200 200 200 404 404",
        "302 302 404 302 302 403 403 403 404 404",
    ),
    "ratings:exempt": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:change_group": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:reconsider": both(
        "302 404 404 200 200 200 200 200 404 404",
        "302 404 404 302 403 403 302 403 404 404",
    ),
    "ratings:keep_level": post("302 404 404 302 403 403 302 403 404 404"),
    "ratings:annul_level": post("302 404 404 302 403 403 302 403 404 404"),
    "ratings:attention": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:board": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:open_board": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:open_round": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:record_ballot": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:withdraw_ballot": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:papers": get("302 404 404 200 200 403 403 403 404 404"),
    "ratings:open_voting": post("302 404 404 200 200 403 403 403 404 404"),
    "ratings:close_voting": post("302 404 404 302 302 403 403 403 404 404"),
    "ratings:cancel_voting": post("302 404 404 302 302 403 403 403 404 404"),
    # Whoever holds a slip, asked for no account.
    "ratings:vote": both("200 200 200 200 200 200 200 200 200 200", "200 200 200 200 200 200 200 200 200 200"),
    "ratings:decide": post("302 404 404 302 403 403 302 403 404 404"),
    "ratings:notify": post("302 404 404 302 302 403 302 403 404 404"),
    "ratings:my_result": get("302 200 200 200 200 200 200 200 200 404"),
    "ratings:confirm_read": post("302 302 404 404 404 404 404 404 404 404"),
    "ratings:confirm_manager_read": post("302 302 404 404 404 404 404 404 404 404"),
    "ratings:published": get("302 200 200 200 200 200 200 200 200 404"),
    "ratings:publish": post("302 404 404 302 302 403 302 403 404 404"),
    "ratings:complain": post("302 302 404 404 404 404 404 404 404 404"),
    "ratings:complaint_on_paper": both(
        "302 404 404 200 403 403 200 403 404 404",
        "302 404 404 302 403 403 302 403 404 404",
    ),
    "ratings:complaint_list": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:complaint": both(
        "302 200 404 200 200 200 200 200 404 404",
        "302 403 404 302 403 403 302 403 404 404",
    ),
    "ratings:results_by_year": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:awards": both(
        "302 404 404 200 200 200 200 200 404 404",
        "302 404 404 302 302 403 403 403 404 404",
    ),
    "ratings:awarded": post("302 404 404 302 403 403 302 403 404 404"),
    "ratings:summary": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:summary_excel": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:inspection_list": get("302 404 404 200 200 200 200 200 404 404"),
    "ratings:inspection_new": both(
        "302 404 404 200 200 403 403 200 404 404",
        "302 404 404 200 200 403 403 200 404 404",
    ),
    "ratings:inspection_template": get("302 404 404 200 200 403 403 200 404 404"),
    "ratings:inspection_store": post("302 404 404 302 302 403 403 302 404 404"),
    "ratings:inspection_own": post("302 404 404 302 302 403 403 302 404 404"),
    "ratings:correct": post("302 404 404 302 302 403 403 302 404 404"),
    "ratings:inspection": get("302 404 404 200 200 200 200 200 404 404"),
}

MATRIX |= set_rows(get, post, both) | rating_rows(get, post, both) | paper_rows(get, post, both)
MATRIX |= unit_rows(get, post, both) | chart_rows(get, post, both)
