"""Who may appraise, run a board, decide, and read a result. Members see their own result after the decision only."""

from orgchart.access import Actor
from ratings.models import Complaint, RatingCase
from ratings.states import CaseState

RESULT_STATES = frozenset({CaseState.DECIDED, CaseState.NOTIFIED})


def can_see_ratings(actor: Actor) -> bool:
    """Boards, cases and the summary are seen by whoever prepares, votes, signs or inspects; never by members."""
    return actor.may("ratings.see")


def can_appraise(actor: Actor) -> bool:
    """Appraisal belongs to the organisation board, and to the office where there is none (HY-C.2-1, CC-IIIb.1-3)."""
    return actor.may("ratings.appraise")


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
