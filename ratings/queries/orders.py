"""Orders of a superior that wait in a year, and which decided levels they name."""

from collections.abc import Iterable

from django.db.models import QuerySet

from orgchart.correspondence import OrderTask
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import NotVisible
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState
from ratings.models import RatingCase
from ratings.states import CASE_MOVES
from reviews.models import Cycle, RatingPlace

ABOUT_LEVELS = (OrderTask.RATE_AGAIN, OrderTask.ANNUL)


def orders_of(cycle: Cycle) -> QuerySet[Envelope]:
    """Orders to annul or to rate again, the newest first; one that names no year belongs to every year."""
    rows = Envelope.objects.filter(box=EnvelopeBox.IN, kind=EnvelopeKind.ORDER, content__task__in=ABOUT_LEVELS)
    rows = rows.exclude(state=EnvelopeState.SUPERSEDED).select_related("peer")
    other = rows.filter(content__has_key="year").exclude(content__year=cycle.year)
    return rows.exclude(pk__in=other.values("pk")).order_by("-sent_at", "-pk")


def order_of(envelope_id: int, cycle: Cycle) -> Envelope:
    """One of them; another letter is not visible here."""
    found = orders_of(cycle).filter(pk=envelope_id).first()
    if found is None:
        raise NotVisible
    return found


def answer_to(order: Envelope) -> Envelope | None:
    """The report that went up on an order."""
    rows = Envelope.objects.filter(box=EnvelopeBox.OUT, kind=EnvelopeKind.REPORT, reply_to=order.key)
    return rows.order_by("-sent_at", "-pk").first()


def cases_to_annul(cycle: Cycle) -> QuerySet[RatingCase]:
    """Every level that was decided here and stands."""
    rows = RatingCase.objects.filter(
        subject__cycle=cycle, subject__rating=RatingPlace.HERE, state__in=CASE_MOVES["annul"].sources
    )
    return rows.select_related("subject", "group__supplement_to").order_by(
        "group__position", "subject__rank", "subject__sort_key", "pk"
    )


def named_in(order: Envelope, cases: Iterable[RatingCase]) -> list[int]:
    """The cases that an order names: by the name of the subject, or all of a group."""
    names, group = set(order.content.get("names") or ()), order.content.get("group") or ""
    return [case.pk for case in cases if case.subject.name in names or (group and group in _groups(case))]


def _groups(case: RatingCase) -> set[str]:
    if case.group is None:
        return set()
    whole = case.group.supplement_to
    return {case.group.name} | ({whole.name} if whole is not None else set())
