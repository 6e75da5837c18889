"""Who may do what with reviews; predicates on rows that are loaded already."""

from collections.abc import Collection

from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, Role
from reviews.models import (
    ConcurrentDuty,
    Conference,
    FormKind,
    RatingPlace,
    RemediationItem,
    RemediationPlan,
    Review,
    Subject,
)
from reviews.states import ReviewState

# From here on the text is known to those who took part, not only to its author.
GUEST, DRAFT_REPORTS = "attend_conference", "draft_reports"
SHARED = frozenset({ReviewState.CIRCULATED, ReviewState.REVIEWED, ReviewState.FINAL, ReviewState.CONFIRMED})


def is_author(actor: Actor, review: Review) -> bool:
    """A self-review belongs to its person, a collective report to the head (HY-B.I.4.1a-1, HY-B.I.4.1a-3)."""
    return actor.person_id is not None and review.author_id == actor.person_id


def can_write_review(actor: Actor, review: Review) -> bool:
    """The author writes; the office, or whoever was named for the cell, types for those without a computer."""
    if is_author(actor, review) or actor.may("review.write") or _enters_for_cell(actor, review):
        return True
    return drafts_for_committee(actor, review)


def drafts_for_committee(actor: Actor, review: Review) -> bool:
    """The standing board of the committee drafts the report of its standing committee. (CC-IIIb.1-1)"""
    if not actor.is_entrusted(DRAFT_REPORTS, review.subject.cycle_id) or review.subject.collective is None:
        return False
    return review.subject.collective.kind == CollectiveKind.STANDING_COMMITTEE


def writes_for_another(actor: Actor, review: Review) -> bool:
    """Whether what the actor enters here is entered on behalf of the author."""
    return not is_author(actor, review)


def needs_approval_of_head(actor: Actor, review: Review) -> bool:
    """A collective report typed by others is sent only after the head has approved it (HY-B.I.4.1a-1)."""
    return review.form_kind == FormKind.COLLECTIVE_REPORT and not is_author(actor, review)


def _enters_for_cell(actor: Actor, review: Review) -> bool:
    return bool(actor.exceptions) and actor.is_entrusted("enter_for_cell", review.subject.unit_id)


def can_confirm_review(actor: Actor, review: Review | None = None) -> bool:
    """The body confirms a final text: its head, or the office for it; nobody the text about himself or herself."""
    own = review is not None and actor.person_id is not None and review.subject.person_id == actor.person_id
    return actor.may("review.confirm") and not own


def can_read_text(actor: Actor, review: Review, *, is_recipient: bool) -> bool:
    """Drafts are the author's own; those who run the year and those it was sent to read what was sent."""
    if can_write_review(actor, review):
        return True
    return review.state in SHARED and (actor.oversees or is_recipient)


def can_see_signs(actor: Actor) -> bool:
    """The inspection commission gets the list of what people and bodies found in themselves. (CC-I.2-1)"""
    return actor.may("signs.see")


def can_read_signs(actor: Actor, subject: Subject) -> bool:
    """An answer goes to the commission of the committee that manages the subject, so not where a superior does."""
    return can_see_signs(actor) and subject.rating != RatingPlace.SUPERIOR


def can_manage_cycle(actor: Actor) -> bool:
    """The office prepares the plan, its deadlines and the list of who is reviewed (CC-IIIb.4-1)."""
    return actor.may("cycle.manage")


def can_see_scope(actor: Actor) -> bool:
    """The list of who is reviewed and rated where, for those who run the year."""
    return actor.oversees


def can_decide_scope(actor: Actor) -> bool:
    """What the rules leave open is for the standing committee and its head; the office enters what they decided."""
    return actor.may("places.decide")


def can_issue_cycle(actor: Actor) -> bool:
    """The head of the committee approves the plan; from then on its regulation set is frozen."""
    return actor.may("cycle.issue")


def can_see_progress(actor: Actor) -> bool:
    """How far every unit is, for those who run the year (HY-C.2-1)."""
    return actor.may("progress.see")


def can_run_conference(actor: Actor, conference: Conference) -> bool:
    """The office, the chair, the secretary, and whoever was named to do so keep the record of a conference."""
    if actor.may("conference.run") or actor.is_entrusted("keep_minutes", conference.pk):
        return True
    return actor.person_id is not None and actor.person_id in {conference.chair_id, conference.secretary_id}


def can_comment_for(actor: Actor, conference: Conference, person_id: int) -> bool:
    """Participants enter their own comments; whoever keeps the record enters those of the others."""
    return actor.person_id == person_id or can_run_conference(actor, conference)


def is_guest(actor: Actor, conference: Conference) -> bool:
    """Whether somebody from elsewhere was let in to this conference, today."""
    return actor.is_entrusted(GUEST, conference.pk)


def can_judge_comment(actor: Actor, conference: Conference, review: Review | None) -> bool:
    """Whoever wrote the review answers what was said about it; the keeper of the record may enter that."""
    return can_run_conference(actor, conference) or (review is not None and is_author(actor, review))


def can_see_suggestions(actor: Actor) -> bool:
    """Letters that suggest issues are seen by those who run the year; their subject sees them once they are sent."""
    return actor.oversees


def can_draft_suggestion(actor: Actor, drafters: frozenset[Role]) -> bool:
    """The body that the set names drafts; the office types for it."""
    return actor.is_office or actor.has(*drafters)


def can_send_suggestion(actor: Actor, drafters: frozenset[Role]) -> bool:
    """Whoever drafts or keeps the letters of the committee sends them, after the approval."""
    return can_draft_suggestion(actor, drafters) or actor.may("suggestion.send")


def can_ask_opinions(actor: Actor) -> bool:
    """The organisation board asks the participants and gathers what they say; the office types for it."""
    return actor.may("opinions.ask")


def can_see_opinions(actor: Actor) -> bool:
    """All opinions are seen by those who run the year; a participant sees what it was asked."""
    return actor.oversees


def can_write_sets(actor: Actor) -> bool:
    """The office drafts the committee's own regulation set. (CC-IIIb.4-1)"""
    return actor.may("set.write")


def can_approve_sets(actor: Actor) -> bool:
    """The head or the standing committee approves what the office drafted; nobody approves what he or she wrote."""
    return actor.may("set.approve")


def can_send_duty_report(actor: Actor, duty: ConcurrentDuty) -> bool:
    """Whoever holds the concurrent post reports; the office types for him or her. (CC-II.2.2-7)"""
    own = actor.person_id is not None and actor.person_id == duty.subject.person_id
    return own or actor.may("review.write")


def duty_sides(actor: Actor, duty: ConcurrentDuty, headed: Collection[int]) -> list[str]:
    """For which of the two workplaces an actor receives: those headed, the office for both; nobody in the own case."""
    if actor.person_id is not None and actor.person_id == duty.subject.person_id:
        return []
    units = {"main": duty.main_id, "beside": duty.beside_id}
    return [side for side, unit_id in units.items() if actor.is_office or unit_id in headed]


def speaks_for(actor: Actor, subject: Subject, review: Review | None) -> bool:
    """Whether a subject is the actor, or a body whose report the actor writes."""
    if actor.person_id is None:
        return False
    return actor.person_id == subject.person_id or (review is not None and is_author(actor, review))


def can_write_remediation(actor: Actor, subject: Subject, review: Review | None) -> bool:
    """Whoever was reviewed plans the remedy, the head for a body; the office types for them. (NA-2-1)"""
    return speaks_for(actor, subject, review) or actor.may("review.write")


def can_approve_remediation(actor: Actor, subject: Subject, approvers: frozenset[Role]) -> bool:
    """The body that the set names approves; nobody the plan about himself or herself. (NA-2-1)"""
    own = actor.person_id is not None and actor.person_id == subject.person_id
    return actor.has(*approvers) and not own


def can_report_remedy(actor: Actor, item: RemediationItem, review: Review | None) -> bool:
    """Whoever is in charge of an item reports on it, and whoever wrote the plan. (NA-2-2)"""
    in_charge = actor.person_id is not None and actor.person_id == item.in_charge_id
    return in_charge or can_write_remediation(actor, item.plan.subject, review)


def can_check_remedy(actor: Actor, plan: RemediationPlan) -> bool:
    """The member who follows the plan checks; nobody does it in the follower's place. (NA-2-2)"""
    return actor.person_id is not None and actor.person_id == plan.follower_id
