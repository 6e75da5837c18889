"""Refusing a move of a year, a conference or a set that its state forbids."""

from django.db.models import TextChoices

from orgchart.errors import Refused
from reviews.models import Conference, Cycle, OwnSet
from reviews.states import Move


def check_source(row: Cycle | Conference | OwnSet, move: Move, called: str, states: type[TextChoices]) -> None:
    """Refuse with the state that the row is in and those that the move would need."""
    if row.state in move.sources:
        return
    needed = " hoặc ".join(f"“{states(state).label}”" for state in sorted(move.sources))
    raise Refused(
        f"Không thể {move.label.lower()}: {called} đang ở bước “{row.get_state_display()}”. "
        f"Việc này chỉ làm được khi {called} ở bước {needed}."
    )
