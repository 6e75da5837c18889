"""In which years a person had a part, whatever it was."""

from collections.abc import Iterator
from datetime import date

from django.db.models import ForeignKey, Model, QuerySet

from orgchart.models import Account, Person, Tenant
from orgchart.services.chart.merging import links_to_person
from reviews.models import Cycle
from reviews.states import CycleState

# From what names a person to the year: a remedy, its plan, the subject, the year.
FAR = 4


def years_of(persons: tuple[int, ...]) -> QuerySet[Cycle]:
    """The years in which somebody was reviewed, met with others or had charge of something, oldest first."""
    keys: set[int] = set()
    for model, field in links_to_person():
        path = path_to_year(model)
        if path:
            rows = model.objects.filter(**{f"{field}__in": persons})  # type: ignore[attr-defined]
            keys |= set(rows.exclude(**{path: None}).values_list(path, flat=True))
    return Cycle.objects.filter(pk__in=keys).order_by("year")


def path_to_year(model: type[Model]) -> str:
    """The shortest way over links from a table to the year, as a lookup; empty where there is none."""
    ways, seen = [("", model)], {model, Account, Person, Tenant}
    for _ in range(FAR):
        further: list[tuple[str, type[Model]]] = []
        for path, here in ways:
            for field in here._meta.concrete_fields:
                if not isinstance(field, ForeignKey) or field.related_model in seen:
                    continue
                target: type[Model] = field.related_model
                way = f"{path}__{field.name}".strip("_")
                if target is Cycle:
                    return way
                seen.add(target)
                further.append((way, target))
        ways = further
    return ""


def reasons_in_years(persons: tuple[int, ...], today: date) -> Iterator[str]:
    """A year that goes on needs everybody who has a part in it."""
    for cycle in years_of(persons).exclude(state=CycleState.CLOSED):
        yield f"Có trong đợt kiểm điểm năm {cycle.year} chưa kết thúc."
