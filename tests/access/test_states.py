"""Every move from every state, through the public service: those of the tables move, all others change nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dossiers.models import IncomingSubmission
from dossiers.services import checklists, handing_up
from dossiers.states import DOSSIER_MOVES, DossierState
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from ratings.models import OpenVote
from ratings.services import appraisal, ballots, boards, cases, complaints, decisions, notices, reconsiderations, voting
from ratings.services.complaints import Answer
from ratings.services.decisions import Signer
from ratings.services.reconsiderations import Annulment
from ratings.states import (
    BALLOT_MOVES,
    BOARD_MOVES,
    CASE_MOVES,
    COMPLAINT_MOVES,
    RECONSIDERATION_MOVES,
    VOTING_MOVES,
    BallotState,
    BoardState,
    CaseState,
    ComplaintState,
    ReconsiderationState,
    VotingState,
)
from reviews.services import agenda_items, circulation, conferences, cycles, transitions
from reviews.services.review_again import review_again
from reviews.states import CONFERENCE_MOVES, CYCLE_MOVES, REVIEW_MOVES, ConferenceState, CycleState, ReviewState
from tests.access.estate import Estate
from tests.access.recorder import recording
from tests.access.scenes import all_counted, all_reviewed, ballot_counted, count, review_in
from tests.access.scenes_aftermath import voting_open
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.conftest import appraisal as sheet

pytestmark = pytest.mark.django_db

MEETING = datetime(2024, 12, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Step:
    """A move of a table: whose, by which service, and what has to be in order besides the state."""

    table: dict[str, Any]
    move: str
    row: str
    states: type[Any]
    call: Callable[[Estate], object]
    arrange: Callable[[Estate, str], None]

    @property
    def label(self) -> str:
        """What the test is called by."""
        return f"{self.row}-{self.move}"


def _office(estate: Estate) -> dict[str, Any]:
    return {"actor": estate.actors["office"], "at": MEETING}


# --- Reviews -----------------------------------------------------------------------------------------------


def _review(call: Callable[..., object], **more: Any) -> Callable[[Estate], object]:
    return lambda estate: call(review_id=estate["own_review"].pk, **_office(estate), **more)


def _review_stands(estate: Estate, state: str) -> None:
    review_in(state)(estate)
    estate.put("conference", state="announced")  # or the meeting would be the reason, not the state
    if state == "confirmed":
        estate.put("own_review", confirmed_at=NOON, confirmed_by=estate.actors["office"].account)


def review_steps() -> list[Step]:
    calls = {
        "circulate": _review(circulation.circulate_review, approved=True),
        "withdraw": _review(circulation.withdraw_review),
        "review": _review(transitions.mark_reviewed),
        "finalise": _review(transitions.finalise_review, self_level="HTT"),
        "confirm": _review(transitions.confirm_review),
        "again": _review(review_again, ordered_by="Huyện ủy", reason="Chưa tự phê bình"),
    }
    return [Step(REVIEW_MOVES, move, "own_review", ReviewState, call, _review_stands) for move, call in calls.items()]


# --- Cycles and conferences --------------------------------------------------------------------------------


def _cycle_stands(estate: Estate, state: str) -> None:
    all_reviewed(estate)
    estate.put("cycle", state=state)


def cycle_steps() -> list[Step]:
    calls = {"issue": cycles.issue_cycle, "run": cycles.start_cycle, "close": cycles.close_cycle}

    def call(service: Callable[..., object], role: str) -> Callable[[Estate], object]:
        return lambda estate: service(cycle_id=estate.cycle.pk, actor=estate.actors[role], at=MEETING)

    return [
        Step(
            CYCLE_MOVES, move, "cycle", CycleState, call(service, "head" if move == "issue" else "office"),
            _cycle_stands,
        )
        for move, service in calls.items()
    ]  # fmt: skip


def _conference_stands(estate: Estate, state: str) -> None:
    for name in ("body", "chair", "own"):
        estate.put(f"{name}_item", state="concluded", concluded_at=NOON)
    estate.put("conference", state=state, days=3)
    with estate.inside():
        OpenVote.objects.filter(conference=estate["conference"]).delete()  # else everybody would have to be voted on


def conference_steps() -> list[Step]:
    calls = {
        "announce": conferences.announce_conference,
        "open": conferences.open_conference,
        "close": agenda_items.close_conference,
        "sign": conferences.sign_minutes,
    }

    def call(service: Callable[..., object]) -> Callable[[Estate], object]:
        return lambda estate: service(conference_id=estate["conference"].pk, **_office(estate))

    return [
        Step(CONFERENCE_MOVES, move, "conference", ConferenceState, call(service), _conference_stands)
        for move, service in calls.items()
    ]


# --- Ratings -----------------------------------------------------------------------------------------------


def _case_stands(row: str) -> Callable[[Estate, str], None]:
    def arrange(estate: Estate, state: str) -> None:
        if row == "own_case" and state == "balloted":
            all_counted(estate)
        estate.put(row, state=state, level="HTT" if state in {"decided", "notified"} else "")

    return arrange


def _appraise(estate: Estate) -> object:
    case = estate.fresh("own_case")
    return appraisal.appraise_case(case_id=case.pk, appraisal=sheet(), version=case.version, **_office(estate))


def _decide_above(estate: Estate) -> object:
    facts = {"level": "HTT", "decision_code": "7-QĐ/HU", "decided_on": date(2024, 12, 10), "body": "Huyện ủy"}
    return decisions.decide_externally(case_id=estate["above_case"].pk, **facts, **_office(estate))


def _case(row: str, service: Callable[..., object], **more: Any) -> Callable[[Estate], object]:
    return lambda estate: service(case_id=estate[row].pk, **_office(estate), **more)


def _annul(estate: Estate) -> object:
    signed = Annulment(annulled_on=date(2024, 12, 5), signer=Signer("Ma Văn A", "Bí thư"), conclusion="Không đạt")
    return reconsiderations.annul_level(
        reconsideration_id=estate["reconsideration"].pk, annulment=signed, **_office(estate)
    )


def case_steps() -> list[Step]:
    calls = {
        "self_rate": ("own_case", _case("own_case", cases.record_self_rating, level="HT", degrees={})),
        "appraise": ("own_case", _appraise),
        "propose": ("above_case", _case("above_case", decisions.propose_upward, level="HTT")),
        "decide_above": ("above_case", _decide_above),
        "notify": ("own_case", _case("own_case", notices.notify_case)),
        "annul": ("body_case", _annul),
        "exempt": ("new_case", _case("new_case", appraisal.exempt_case)),
    }
    return [Step(CASE_MOVES, move, row, CaseState, call, _case_stands(row)) for move, (row, call) in calls.items()]


def _decide(estate: Estate) -> object:
    return decisions.issue_decision(board_id=estate["board"].pk, decided_on=date(2024, 12, 6), **_office(estate))


def _board_stands(estate: Estate, state: str) -> None:
    all_counted(estate)
    estate.put("board", state=state)


def board_steps() -> list[Step]:
    def opened(estate: Estate) -> object:
        return boards.open_board(board_id=estate["board"].pk, present=5, **_office(estate))

    return [
        Step(BOARD_MOVES, move, "board", BoardState, call, _board_stands)
        for move, call in {"open": opened, "decide": _decide}.items()
    ]


def _reconsideration(service: Callable[..., object], **more: Any) -> Callable[[Estate], object]:
    return lambda estate: service(reconsideration_id=estate["reconsideration"].pk, **_office(estate), **more)


def _reconsideration_stands(estate: Estate, state: str) -> None:
    closed = {} if state == "open" else {"closed_at": NOON}
    code = {"code": "9-QĐ/ĐU", "annulled_on": date(2024, 12, 6)} if state == "annulled" else {}
    estate.put("reconsideration", state=state, **closed, **code)


def reconsideration_steps() -> list[Step]:
    calls = {
        "keep": _reconsideration(reconsiderations.keep_level, conclusion="Không đủ căn cứ"),
        "annul": _annul,
    }
    return [
        Step(RECONSIDERATION_MOVES, move, "reconsideration", ReconsiderationState, call, _reconsideration_stands)
        for move, call in calls.items()
    ]


def _voting_stands(estate: Estate, state: str) -> None:
    voting_open(estate)
    if state != "open":
        estate.put("voting", state=state, closed_at=NOON, tally={}, reason="Mất điện")


def voting_steps() -> list[Step]:
    def call(service: Callable[..., object], **more: Any) -> Callable[[Estate], object]:
        return lambda estate: service(voting_id=estate["voting"].pk, **_office(estate), **more)

    calls = {"close": call(voting.close_voting), "cancel": call(voting.cancel_voting, reason="Mất điện")}
    return [Step(VOTING_MOVES, move, "voting", VotingState, done, _voting_stands) for move, done in calls.items()]


def _answer(estate: Estate) -> object:
    answer = Answer(
        conclusions={1: "Không có căn cứ"}, outcome="keep", answered_on=date(2024, 11, 20),
        signer=Signer("Ma Văn A", "Bí thư"),
    )  # fmt: skip
    return complaints.answer_complaint(complaint_id=estate["complaint"].pk, answer=answer, **_office(estate))


def _complaint_stands(estate: Estate, state: str) -> None:
    written = {"answered_on": date(2024, 11, 20), "answered_at": NOON, "outcome": "keep"}
    estate.put("complaint", state=state, **(written if state == "answered" else {}))


def complaint_steps() -> list[Step]:
    return [Step(COMPLAINT_MOVES, "answer", "complaint", ComplaintState, _answer, _complaint_stands)]


def _ballots(service: Callable[..., object], **more: Any) -> Callable[[Estate], object]:
    return lambda estate: service(board_id=estate["board"].pk, group_id=estate["group"].pk, **_office(estate), **more)


def _group_stands(arrange: Callable[[Estate], None]) -> Callable[[Estate, str], None]:
    def stand(estate: Estate, state: str) -> None:
        arrange(estate)
        estate.put("board_group", state=state)

    return stand


def _round_1_counted(estate: Estate) -> None:
    ballot_counted(estate)
    count(estate, "chair", sitting=2)


def ballot_steps() -> list[Step]:
    withdraw, why = ballots.withdraw_ballot, {"reason": "Nhập nhầm"}
    calls = {
        "open_round_1": (_ballots(ballots.open_round_1), lambda estate: None),
        "open_round_2": (_ballots(ballots.open_round_2), _round_1_counted),
        "withdraw_round_1": (_ballots(withdraw, round_number=1, **why), all_counted),
        "withdraw_round_2": (_ballots(withdraw, round_number=2, **why), all_counted),
    }
    return [
        Step(BALLOT_MOVES, move, "board_group", BallotState, call, _group_stands(arrange))
        for move, (call, arrange) in calls.items()
    ]


# --- Dossiers ----------------------------------------------------------------------------------------------


def _dossier_stands(estate: Estate, state: str) -> None:
    estate.put("own_dossier", state=state, return_reason="Thiếu bản kê khai" if state == "returned" else "")


def _dossier(service: Callable[..., object]) -> Callable[[Estate], object]:
    return lambda estate: service(dossier_id=estate["own_dossier"].pk, **_office(estate))


def _handed_up(estate: Estate, state: str) -> None:
    """The dossier lies with the superior; below it is then put where the test wants it."""
    CycleFactory(tenant=estate["above_subject"].decided_by)
    estate.put("above_dossier", state="complete")
    with estate.inside():
        handing_up.submit_dossier(dossier_id=estate["above_dossier"].pk, **_office(estate))
    estate.put("above_dossier", state=state, return_reason="Thiếu" if state == "returned" else "")


def _sent_back(estate: Estate) -> object:
    superior = estate["above_subject"].decided_by
    board = actor_for(superior, Role.ORGANISATION_BOARD)
    with scope(tenant=superior.pk):
        submission = IncomingSubmission.objects.get()
        return handing_up.return_submission(submission_id=submission.pk, reason="Thiếu", actor=board, at=MEETING)


def dossier_steps() -> list[Step]:
    calls = {
        "complete": _dossier(checklists.complete_dossier),
        "reopen": _dossier(checklists.reopen_dossier),
        "submit": _dossier(handing_up.submit_dossier),
        "receive": _dossier(handing_up.receive_dossier),
    }
    steps = [
        Step(DOSSIER_MOVES, move, "own_dossier", DossierState, call, _dossier_stands) for move, call in calls.items()
    ]
    return [*steps, Step(DOSSIER_MOVES, "return", "above_dossier", DossierState, _sent_back, _handed_up)]


STEPS = [
    *review_steps(), *cycle_steps(), *conference_steps(), *case_steps(), *board_steps(), *ballot_steps(),
    *reconsideration_steps(), *complaint_steps(), *voting_steps(), *dossier_steps(),
]  # fmt: skip
PAIRS = [pytest.param(step, state, id=f"{step.label}-from-{state}") for step in STEPS for state in step.states.values]
# Moved by no service of their own: with the first saved word, with the counts of a group, with its withdrawal.
WITHIN_OTHERS = {
    "start", "ballot", "unballot", "close_round_1", "skip_round_2", "open_run_off", "close_round_2", "close_run_off",
    "withdraw_run_off", "review_again",
}  # fmt: skip


def test_every_move_of_the_tables_is_tried():
    tried = {(id(step.table), step.move) for step in STEPS}
    tables = (
        REVIEW_MOVES,
        CYCLE_MOVES,
        CONFERENCE_MOVES,
        CASE_MOVES,
        BOARD_MOVES,
        BALLOT_MOVES,
        RECONSIDERATION_MOVES,
        DOSSIER_MOVES,
    )

    missing = {move for table in tables for move in table if (id(table), move) not in tried}

    # A case is decided with its board, which is tried as a whole.
    assert missing - {"decide"} == WITHIN_OTHERS
    print(f"state machines: {len(STEPS)} moves, {len(PAIRS)} pairs of state and move")
    assert len(PAIRS) >= 155


@pytest.mark.parametrize(("step", "state"), PAIRS)
def test_only_moves_of_the_table_move(world, step, state):
    ours, move = world.ours, step.table[step.move]
    step.arrange(ours, state)

    with recording() as recorder, ours.inside():
        if state in move.sources:
            step.call(ours)
        else:
            with pytest.raises(Refused) as caught:
                step.call(ours)
            assert len(caught.value.message) > 20

    written = [table for table in recorder.written() if not table.startswith("orgchart_account")]
    if state in move.sources:
        assert ours.fresh(step.row).state == move.target
        assert "orgchart_auditrecord" in written
    else:
        assert ours.fresh(step.row).state == state
        assert set(written) <= OF_THE_ASKER


# The superior's own actor is made when the superior is asked.
OF_THE_ASKER = {"orgchart_tenantmembership", "orgchart_rolegrant"}
