"""Reading cycles, reviews and conferences; every function says what it returns, none writes."""

from reviews.queries.cycles import (
    closed_subject_ids,
    cycle_of,
    cycles,
    deadlines_of,
    is_closed,
    subjects_for,
    unfinished,
)
from reviews.queries.minutes import minutes_of
from reviews.queries.regulations import rules_of, scope_rules_of, set_choices, set_named, set_of

__all__ = [
    "closed_subject_ids",
    "cycle_of",
    "cycles",
    "deadlines_of",
    "is_closed",
    "minutes_of",
    "rules_of",
    "scope_rules_of",
    "set_choices",
    "set_named",
    "set_of",
    "subjects_for",
    "unfinished",
]
