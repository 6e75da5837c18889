"""Who may appraise, run a board, decide, and read a result. Members see their own result after the decision only."""

from orgchart.access import Actor, can_handle_envelopes
from ratings.models import Complaint, RatingCase
from ratings.states import CaseState
from reviews.access import DRAFT_REPORTS
from reviews.models import Cycle
from reviews.states import CycleState

APPRAISE_YEAR, READ_NAMES = "appraise_year", "read_manifestations"
INSPECT_YEAR, INSPECT_RUNNING_YEAR = "inspect_year", "inspect_running_year"
RESULT_STATES = frozenset({CaseState.DECIDED, CaseState.NOTIFIED})


def can_see_ratings(actor: Actor) -> bool:
    """Boards, cases and the summary are seen by whoever prepares, votes, signs or inspects; never by members."""
    return actor.may("ratings.see")


def can_appraise(actor: Actor, cycle: Cycle | None = None) -> bool:
    """Appraisal belongs to the organisation board, and to the office where there is none (HY-C.2-1, CC-IIIb.1-3).

    In one year also to the members of its appraisal council, until the cycle closes (SL-IV.1-1).
    """
    if actor.may("ratings.appraise"):
        return True
    return cycle is not None and cycle.state != CycleState.CLOSED and actor.is_entrusted(APPRAISE_YEAR, cycle.pk)


def can_write_party_report(actor: Actor, cycle: Cycle) -> bool:
    """The office, and the standing board that was given the two reports of the year. (CC-IIIb.1-1)"""
    return actor.is_office or actor.is_entrusted(DRAFT_REPORTS, cycle.pk)


def can_see_cases(actor: Actor, cycle: Cycle) -> bool:
    """Cases and summary of one year: also the appraisal council, and an inspection team once the year is over.

    A team whose warrant names the running year reads them before.
    """
    if can_see_ratings(actor) or can_appraise(actor, cycle) or actor.is_entrusted(INSPECT_RUNNING_YEAR, cycle.pk):
        return True
    return cycle.state == CycleState.CLOSED and actor.is_entrusted(INSPECT_YEAR, cycle.pk)


def is_own_case(actor: Actor, case: RatingCase) -> bool:
    """Nobody appraises or proposes in the own case, and nobody reads there what others noted about him or her."""
    return actor.person_id is not None and case.subject.person_id == actor.person_id


def can_run_board(actor: Actor) -> bool:
    """The same two prepare the list and type in the counted papers."""
    return actor.may("board.run")


def can_decide(actor: Actor) -> bool:
    """The head issues the decision; the office records what was signed on paper."""
    return actor.may("decision.issue")


def can_inspect(actor: Actor) -> bool:
    """The inspection commission, the organisation board and the office check finished years (NA-TC-1)."""
    return actor.may("inspection.run")


def can_order_again(actor: Actor) -> bool:
    """An order to rate again leaves as a letter: for those who inspect and handle letters (NA-4-3)."""
    return can_inspect(actor) and can_handle_envelopes(actor)


def can_read_manifestation_names(actor: Actor, cycle: Cycle) -> bool:
    """The figures carry no names; these are for whoever was authorised by name for the year (NA-1-4)."""
    return actor.is_entrusted(READ_NAMES, cycle.pk)


def can_read_result(actor: Actor, case: RatingCase) -> bool:
    """The person rated, and the members of a rated collective's office, once it is decided."""
    return case.state in RESULT_STATES and actor.person_id is not None and case.subject.person_id == actor.person_id


def can_score_self(actor: Actor, case: RatingCase) -> bool:
    """Whoever the sheet is about, or writes the collective's report; the office enters what came on paper."""
    if can_run_board(actor):
        return True
    if actor.person_id is None:
        return False
    review = getattr(case.subject, "review", None)
    return case.subject.person_id == actor.person_id or (review is not None and review.author_id == actor.person_id)


def can_read_complaint(actor: Actor, complaint: Complaint) -> bool:
    """Who runs the rating, and the person it is about; nobody else learns that an opinion is reserved (CC-III.6-2)."""
    own = actor.person_id is not None and complaint.case.subject.person_id == actor.person_id
    return own or can_see_ratings(actor)
