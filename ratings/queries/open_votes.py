"""The open votes of a unit's meeting: who may vote, how many hands a level needs, what was counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from orgchart.access import Actor
from ratings.models import OpenVote, OpenVoteCount
from ratings.queries.regulation import regulation_of, rules_of
from reviews.access import can_run_conference
from reviews.models import AgendaItem, Attendance, Conference, Cycle, RatingPlace, Subject
from reviews.queries.conferences import conferences_for
from reviews.states import AgendaState, ConferenceState

SHOW_OF_HANDS = "showOfHands"


@dataclass(frozen=True)
class Voted:
    """One subject of the meeting, with the vote where there was one."""

    item: AgendaItem
    vote: OpenVote | None
    is_concluded: bool


def meetings_of(cycle: Cycle, actor: Actor) -> list[Conference]:
    """The meetings at which the actor counts hands, those that are over included."""
    begun = [ConferenceState.RUNNING, ConferenceState.CLOSED, ConferenceState.SIGNED]
    rows = conferences_for(actor, cycle).filter(state__in=begun)
    return [one for one in rows if can_run_conference(actor, one)]


def votes_of(conference: Conference) -> list[Voted]:
    """The agenda in its order with the votes (three queries)."""
    counted = OpenVote.objects.filter(conference=conference).prefetch_related(_counts())
    votes = {vote.subject_id: vote for vote in counted}
    items = AgendaItem.objects.filter(conference=conference).select_related("subject").order_by("position", "pk")
    return [Voted(item, votes.get(item.subject_id), item.state == AgendaState.CONCLUDED) for item in items]


def ballot_of_hands(conference: Conference) -> list[Voted]:
    """Whom the minutes need a row for: everybody concluded on and rated, where hands are the way of voting. (SL-IV.3-4)

    That is where the set says so, and where the meeting has begun to vote so.
    """
    rows = votes_of(conference)
    if regulation_of(conference.cycle).value("vote.method") != SHOW_OF_HANDS and not any(row.vote for row in rows):
        return []
    return [row for row in rows if row.is_concluded and row.item.subject.rating != RatingPlace.NONE]


def proposals_made_at(conference: Conference) -> datetime | None:
    """When the last of the proposals was written down; None while somebody has none. (SL-III.1-2)"""
    votes = [row.vote for row in ballot_of_hands(conference)]
    made = [vote.recorded_at for vote in votes if vote is not None]
    return max(made) if made and len(made) == len(votes) else None


def votes_about(subject: Subject) -> QuerySet[OpenVote]:
    """What meetings have proposed for a subject, the newest first."""
    rows = OpenVote.objects.filter(subject=subject).select_related("conference").prefetch_related(_counts())
    return rows.order_by("-recorded_at", "-pk")


def _counts() -> Prefetch[str, QuerySet[OpenVoteCount], str]:
    return Prefetch("counts", queryset=OpenVoteCount.objects.order_by("pk"))


def entitled_to_vote(conference: Conference, subject: Subject) -> int:
    """The members on the attendance list; the person voted on is none of them where the set says abstain."""
    members = Attendance.objects.filter(conference=conference, is_member=True)
    if subject.person_id is not None and regulation_of(conference.cycle).value("vote.ownCase") == "abstain":
        members = members.exclude(person=subject.person_id)
    return members.count()


def hands_needed(cycle: Cycle, entitled: int) -> int:
    """The least number of hands that is more than the pass share of all entitled. (vote.passShare)"""
    share = rules_of(cycle).pass_share * entitled
    return share.numerator // share.denominator + 1
