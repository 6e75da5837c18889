"""On which days somebody is told of a task: 7, 3 and 1 days before, on the day, and every working day after it."""

from datetime import date, timedelta

from reviews.calendar import is_working_day, last_working_day

DAYS_BEFORE = (7, 3, 1, 0)
# Working days after the last day, from which on the head, then the office is told as well.
HEAD_AFTER, OFFICE_AFTER = 1, 3
_ONE_DAY = timedelta(days=1)


def is_told(due: date, today: date) -> bool:
    """Whether a task is mentioned today. Nobody is told on days off; the next working day makes up for them."""
    if not is_working_day(today):
        return False
    if due < today:
        return True
    before = last_working_day(today - _ONE_DAY)
    return any(before < due - timedelta(days=days) <= today for days in DAYS_BEFORE)


def working_days_late(due: date, today: date) -> int:
    """How many working days have passed since the last day, today included; 0 for what is not late."""
    day, late = due, 0
    while day < today:
        day += _ONE_DAY
        late += is_working_day(day)
    return late
