"""How a person was rated in earlier years, for the file that goes along to another office."""

from collections.abc import Iterator

from orgchart.models import Person
from orgchart.registry import PastLevel
from ratings.models import DecisionItem, RatingCase
from ratings.states import CaseState


def past_levels(person: Person) -> Iterator[PastLevel]:
    """The level that stands for each year, with the decision that set it; of an annulled one nothing is told."""
    cases = RatingCase.objects.filter(subject__person=person, state__in=[CaseState.DECIDED, CaseState.NOTIFIED])
    decisions = {
        item.case_id: item.decision
        for item in DecisionItem.objects.filter(case__in=cases)
        .select_related("decision")
        .order_by("decision__decided_on", "pk")
    }
    for case in cases.select_related("subject__cycle").order_by("-subject__cycle__year", "pk"):
        decision = decisions.get(case.pk)
        code = decision.code if decision else case.external_decision
        decided_on = decision.decided_on if decision else case.external_decided_on
        if decided_on is not None:
            yield PastLevel(case.subject.cycle.year, case.get_level_display(), code, decided_on)
