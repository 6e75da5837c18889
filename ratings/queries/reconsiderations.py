"""Decided levels that are looked at again, and those that ought to be."""

from django.db.models import QuerySet

from orgchart.errors import NotVisible
from ratings.models import DecisionItem, RatingCase, RatingFlag, Reconsideration
from ratings.queries.board_page import ReasonLine
from ratings.queries.retest import breaches_of_case
from ratings.states import ReconsiderationState
from reviews.models import Cycle
from reviews.regulations.clauses import citations_of


def reconsiderations_of(case: RatingCase) -> QuerySet[Reconsideration]:
    """The old results of a case and why each was looked at again, newest first."""
    return Reconsideration.objects.filter(case=case).select_related("opened_by", "closed_by").order_by("-pk")


def reconsideration_of(reconsideration_id: int, case: RatingCase) -> Reconsideration:
    """One of a case; another one is not visible."""
    found = Reconsideration.objects.filter(pk=reconsideration_id, case=case).first()
    if found is None:
        raise NotVisible
    return found


def open_reconsiderations(cycle: Cycle) -> QuerySet[Reconsideration]:
    """What is being looked at in a cycle, oldest first."""
    rows = Reconsideration.objects.filter(case__subject__cycle=cycle, state=ReconsiderationState.OPEN)
    return rows.select_related("case__subject").order_by("opened_at", "pk")


def open_flags(cycle: Cycle) -> QuerySet[RatingFlag]:
    """Decided levels that stand above a rule, oldest first."""
    rows = RatingFlag.objects.filter(case__subject__cycle=cycle, resolved_at=None)
    return rows.select_related("case__subject").order_by("raised_at", "pk")


def flags_of(case: RatingCase) -> QuerySet[RatingFlag]:
    """The open flags of one case."""
    return RatingFlag.objects.filter(case=case, resolved_at=None).order_by("pk")


def against(case: RatingCase) -> list[ReasonLine]:
    """What the rules say against the decided level as things stand now, with the quoted clauses (CC-III.5-4)."""
    return [ReasonLine(one.text, citations_of(one.clauses)) for one in breaches_of_case(case)]


def signer_of(case: RatingCase) -> dict[str, str]:
    """Who signed the decision that is looked at again."""
    item = DecisionItem.objects.filter(case=case).select_related("decision").order_by("-pk").first()
    if item is None:
        return {}
    return {"signer_name": item.decision.signer_name, "signer_title": item.decision.signer_title}


def annulled_results(person_id: int, cycle: Cycle) -> QuerySet[Reconsideration]:
    """The annulled levels of a person, newest first."""
    rows = Reconsideration.objects.filter(
        case__subject__person=person_id, case__subject__cycle=cycle, state=ReconsiderationState.ANNULLED
    )
    return rows.select_related("case__subject").order_by("-pk")
