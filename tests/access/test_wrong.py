"""The right person at the wrong time gets 409; a form without its token gets 403."""

import re
from collections.abc import Callable

import pytest

from reviews.models import Conference, Subject
from tests.access.estate import Estate
from tests.access.matrix import MATRIX
from tests.access.scenes import (
    SCENES,
    Scene,
    address,
    all_counted,
    ballot_open,
    both,
    case_told,
    review_in,
    state_of,
)
from tests.access.scenes_by_points import exception_in_force, scored
from tests.access.scenes_keeping import KEEPING_OF_OTHERS, KEEPING_WRONG_STATE
from tests.access.scenes_of_accounts import closed, ended, lent_already
from tests.access.scenes_papers import accepted
from tests.access.scenes_reviews import REVIEW_OF_OTHERS, REVIEW_WRONG_STATE, meeting_of_office_over
from tests.access.scenes_sets import SET_OF_OTHERS, SET_WRONG_STATE
from tests.factories.orgchart import NOON
from tests.factories.ratings import CorrectionFactory
from tests.factories.reviews import CycleFactory

pytestmark = pytest.mark.django_db

Arrange = Callable[[Estate], None]


def answered(estate: Estate) -> None:
    """The demand has its answer already."""
    CorrectionFactory(finding=estate["finding"], recorded_by=estate.actors["office"].account)


def ballots_begun(estate: Estate) -> None:
    """The group is fixed by its first ballot."""
    all_counted(estate)


def nobody_reviewed(estate: Estate) -> None:
    """There is nobody in the year whom a slip could be about."""
    with estate.inside():
        Subject.objects.filter(cycle=estate["cycle"]).update(is_reviewed=False)


def next_year_is_there(estate: Estate) -> None:
    """The year after has its cycle."""
    with estate.inside():
        CycleFactory(tenant=estate.tenant, year=2025)


def nothing_planned(estate: Estate) -> None:
    """No conference stands in the calendar."""
    with estate.inside():
        Conference.objects.filter(cycle=estate["cycle"]).update(cycle=CycleFactory(tenant=estate.tenant, year=2019))


def not_scanned(estate: Estate) -> None:
    """The paper counts only with a signature, and nothing was uploaded that could bear one."""
    estate.put("paper", confirmation="signatureAndSeal", state="missing", file=None)


OVER = state_of("conference", "closed", closed_at=NOON)
HANDED_IN = state_of("own_dossier", "submitted")
CLOSED = state_of("cycle", "closed")
UNPRINTED = state_of("document", "requested")
PRINTED = state_of("document", "ready")
DROPPED = state_of("roster", "dropped", sheets=[])
WRONG_STATE: dict[str, Arrange] = {
    "orgchart:letter": closed,
    "orgchart:close_account": closed,
    "orgchart:set_roles": closed,
    "orgchart:entrust": closed,
    "orgchart:dismiss": closed,
    "orgchart:account_move@reopen": lambda estate: None,
    "orgchart:delegations": lent_already,
    "orgchart:end_delegation": ended,
    "reviews:deadline_new": state_of("cycle", "closed"),
    "reviews:cycle_subjects": state_of("cycle", "closed"),
    "reviews:cycle_move@run": state_of("cycle", "running"),
    "reviews:cycle_move@close": state_of("cycle", "issued"),
    "reviews:conference_new": state_of("cycle", "closed"),
    "reviews:conference_change": OVER,
    "reviews:conference_move": OVER,
    "reviews:attendance": OVER,
    "reviews:conference_guest": OVER,
    **dict.fromkeys(
        (
            "reviews:preparation_add",
            "reviews:preparation_tick",
            "reviews:direction_add",
            "reviews:invitation_add",
            "reviews:invitation_sent",
            "reviews:invitation_drop",
        ),
        OVER,
    ),
    "reviews:office_scores": meeting_of_office_over,
    "reviews:calendar_publish": nothing_planned,
    "reviews:part_conference": state_of("conference", "running", opened_at=NOON),
    "reviews:guest_letter_new": OVER,
    "reviews:guest_letter": state_of("guest_letter", "received", settled_at=NOON),
    "reviews:guest_letter_return": state_of("guest_letter", "received", settled_at=NOON),
    "reviews:cycle_next": next_year_is_there,
    "reviews:item_start": OVER,
    "reviews:item_comment": state_of("body_item", "waiting"),
    "reviews:comment_judge": state_of("conference", "signed", closed_at=NOON, signed_at=NOON),
    "reviews:item_conclude": OVER,
    "reviews:item_absent": OVER,
    "reviews:review_edit": review_in("circulated"),
    "reviews:save_section": review_in("circulated"),
    "reviews:review_word_take": review_in("circulated"),
    "reviews:save_level": review_in("circulated"),
    "reviews:save_shortcoming": review_in("circulated"),
    "reviews:circulate": review_in("circulated"),
    "reviews:withdraw": review_in("draft"),
    "reviews:finalise": review_in("draft"),
    "reviews:confirm": review_in("draft"),
    "reviews:review_again": review_in("circulated"),
    "ratings:appraise": case_told,
    "ratings:self_rate": case_told,
    "ratings:propose": state_of("above_case", "self_rated"),
    "ratings:decide_externally": state_of("above_case", "self_rated"),
    "ratings:score_self": scored("appraised"),
    "ratings:score_decided": scored("appraised"),
    "ratings:exempt": state_of("new_case", "proposed"),
    "ratings:change_group": ballots_begun,
    "ratings:reconsider": state_of("body_case", "self_rated", level=""),
    "ratings:keep_level": state_of("reconsideration", "kept", closed_at=NOON),
    "ratings:annul_level": state_of("reconsideration", "kept", closed_at=NOON),
    "ratings:open_board": state_of("board", "voting"),
    "ratings:open_round": all_counted,
    "ratings:record_ballot": state_of("board", "preparing", present=None),
    "ratings:withdraw_ballot": state_of("board", "voting"),
    "ratings:open_voting": state_of("board", "preparing", present=None),
    "ratings:close_voting": ballot_open,
    "ratings:cancel_voting": ballot_open,
    "ratings:vote": state_of("voting", "cancelled"),
    "ratings:cap_exception": both(scored("self_rated"), state_of("board_group", "counted")),
    "ratings:confirm_cap_exception": exception_in_force,
    "ratings:decide": state_of("board", "decided"),
    "ratings:confirm_board": lambda estate: None,  # no set that is built in asks both bodies
    "ratings:notify": state_of("done_board", "voting"),
    "ratings:inspection_own": state_of("cycle", "running"),
    "ratings:correct": answered,
    "ratings:inspection_from_file": state_of("inspection_file", "sent", content={"year": 2024, "items": []}),
    "ratings:order_again": lambda estate: estate.put("inspection", source="workbook", envelope=None),
    "ratings:order": state_of("order_letter", "sent", settled_at=None),
    "ratings:record_vote": lambda estate: None,  # nothing is concluded on the person yet
    "orgchart:roster": DROPPED,
    "orgchart:roster_write": DROPPED,
    "orgchart:roster_drop": DROPPED,
    "ratings:awarded": lambda estate: estate.put("award", decision_code="3-QĐ/ĐU", awarded_on=NOON.date()),
    "ratings:publish": lambda estate: None,  # public already
    "ratings:side_receipt": lambda estate: estate.put("receipt", received_on=NOON.date(), received_by="Đã nhận"),
    "ratings:complaint_on_paper": state_of("body_case", "self_rated", level=""),
    "ratings:complaint": state_of("complaint", "answered", answered_on=NOON.date(), answered_at=NOON, outcome="keep"),
    "dossiers:upload": HANDED_IN,
    "dossiers:note": HANDED_IN,
    "dossiers:move@complete": HANDED_IN,
    "dossiers:move@reopen": HANDED_IN,
    "dossiers:move@submit": HANDED_IN,
    "dossiers:move@receive": state_of("own_dossier", "complete"),
    "dossiers:confirm": not_scanned,
    "dossiers:give_back": state_of("own_dossier", "complete"),
    "dossiers:hand_to_body": state_of("board", "voting"),
    "dossiers:archive": state_of("cycle", "running"),
    "dossiers:accept": accepted,
    "dossiers:send_back": accepted,
    "dossiers:print_review": review_in("draft"),
    "dossiers:print_minutes": state_of("conference", "running"),
    "dossiers:print_subject": state_of("own_case", "self_rated", self_level=""),
    "orgchart:personal_file": state_of("person_file", "returned", settled_at=NOON, reason="Chưa có quyết định."),
    "orgchart:return_file": state_of("person_file", "returned", settled_at=NOON, reason="Chưa có quyết định."),
    "orgchart:settle_envelope": state_of("letter", "received", settled_at=NOON),
    "reviews:add_body": CLOSED,
    "reviews:decide_case": CLOSED,
    "reviews:request_place": CLOSED,
    "reviews:scope_changes": CLOSED,
    "dossiers:sign_by_hand": UNPRINTED,
    "dossiers:sign_here": UNPRINTED,
    "dossiers:take_in_signed": UNPRINTED,
    "dossiers:batch_list": nobody_reviewed,
    "dossiers:batch_cancel": PRINTED,
    "dossiers:batch_retry": PRINTED,
    "dossiers:batch_sign": UNPRINTED,
    "dossiers:edit_letter": lambda estate: None,  # has its number already
    "dossiers:number_letter": lambda estate: None,
    "dossiers:publish_letter": lambda estate: None,
    **REVIEW_WRONG_STATE,
    **SET_WRONG_STATE,
    **KEEPING_WRONG_STATE,
}
# Always possible: rosters and lists that only grow, receipts of papers, answers of the rules.
WITHOUT_STATE = {
    "orgchart:open_account", "orgchart:new_account", "orgchart:account_letters", "orgchart:account_move@log_out",
    "orgchart:trail_check",
    "orgchart:set_demo_day", "orgchart:new_person", "orgchart:person", "orgchart:appoint", "orgchart:end_post",
    "orgchart:rosters", "orgchart:discipline_imports",
    "orgchart:organization_edit", "orgchart:organization_new", "orgchart:collective_new", "orgchart:collective_edit",
    "orgchart:reorganize@sap-nhap", "orgchart:reorganize@chia-tach", "orgchart:reorganize@chuyen-giao",
    "orgchart:reorganize@giai-the", "orgchart:merge_person", "orgchart:transfer", "orgchart:edit_post",
    "orgchart:ask_erasure",
    "orgchart:join_cell", "orgchart:leave_cell", "orgchart:put_in_charge", "orgchart:end_charge",
    "orgchart:set_manager", "orgchart:end_management", "orgchart:discipline_person", "orgchart:discipline_body",
    "orgchart:discipline_edit",
    "reviews:cycle_new", "ratings:awards", "ratings:board_new", "ratings:prepare", "ratings:create_group",
    "ratings:sides", "ratings:side_explain", "ratings:side_report", "ratings:send_results",
    "ratings:inspection_new", "ratings:inspection_store", "ratings:record_finding",
    "ratings:verdict", "dossiers:prepare", "dossiers:print_decision", "dossiers:print_meeting",
    "dossiers:print_inspection", "dossiers:print_opinion", "dossiers:print_invitation", "dossiers:print_calendar",
    "dossiers:print_results",
    "dossiers:send_decision", "dossiers:annex", "dossiers:staff_report",
    "dossiers:scan_list", "orgchart:subordinates", "orgchart:write_letter",
    "dossiers:new_letter", "dossiers:receive_letter",
    "dossiers:set_period", "dossiers:place_hold", "dossiers:print_disposal",
    "dossiers:package", "dossiers:submission_package",
    "reviews:send_progress", "reviews:set_new", "reviews:working_days",
}  # fmt: skip
APPROVALS = REVIEW_OF_OTHERS | SET_OF_OTHERS | KEEPING_OF_OTHERS
# Done by the head alone, or by the person alone.
OF_OTHERS = {
    "reviews:cycle_move@issue": ("head", state_of("cycle", "running")),
    "ratings:confirm_read": ("own", None),
    "ratings:manifestation_names": ("head", None),
    "orgchart:account_move@reset": ("admin", None),
    "ratings:complain": ("own", None),
    "ratings:confirm_manager_read": ("own", None),
} | APPROVALS


def doing() -> list[str]:
    """The addresses that do something."""
    return [name for name, (_, post) in MATRIX.items() if 405 not in post.values()]


def test_every_address_that_does_something_has_its_wrong_state():
    assert set(doing()) == set(WRONG_STATE) | WITHOUT_STATE | set(OF_OTHERS)


@pytest.mark.parametrize("name", WRONG_STATE)
def test_move_that_the_state_forbids_is_refused_with_its_reason(world, name):
    WRONG_STATE[name](world.ours)
    scene = SCENES.get(name, Scene())

    answer = world.ask("office", "POST", address(name, world.ours), scene.payload(world.ours))

    assert answer.status == 409
    assert answer.recorder.written() == []
    assert re.search(r"[Kk]hông|[Cc]hưa|[Đđ]ã", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))


def test_plan_is_issued_once(world):
    name, (role, arrange) = "reviews:cycle_move@issue", OF_OTHERS["reviews:cycle_move@issue"]
    arrange(world.ours)

    assert world.ask(role, "POST", address(name, world.ours)).status == 409


@pytest.mark.parametrize("name", APPROVALS)
def test_move_of_the_approving_body_that_the_state_forbids_is_refused(world, name):
    role, arrange = APPROVALS[name]
    arrange(world.ours)

    answer = world.ask(role, "POST", address(name, world.ours), SCENES.get(name, Scene()).payload(world.ours))

    assert answer.status == 409
    assert answer.recorder.written() == []


def test_second_factor_that_is_not_there_can_not_be_taken_away(world):
    assert world.ask("admin", "POST", address("orgchart:account_move@reset", world.ours)).status == 409


def test_result_is_confirmed_only_once_it_is_told(world):
    both(state_of("own_case", "decided", level="HTT"))(world.ours)

    assert world.ask("own", "POST", address("ratings:confirm_read", world.ours)).status == 409


@pytest.mark.parametrize("name", doing())
def test_form_without_its_token_is_refused(world, name):
    scene = SCENES.get(name, Scene())
    scene.arrange(world.ours)
    role = next(role for role in ("office", "head", "own", "admin") if MATRIX[name][1][role] in {200, 302, 409})

    answer = world.ask(role, "POST", address(name, world.ours), scene.payload(world.ours), csrf=True)

    assert answer.status == 403
    assert answer.recorder.written() == []
    assert "no-store" in answer.headers["Cache-Control"]
