"""How often people found a manifestation in themselves, per item and body, so that nobody can be told from a figure.

Only final texts count. A body with fewer answers than `SMALLEST` is shown together with others, so many that neither
they nor the difference to the sum is a handful of people. (NA-1-4)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reviews.models import Cycle, FormLine, SubjectKind
from reviews.queries.cycles import CLOSED_STATES
from reviews.regulations.forms_of_sets import CHECKLIST
from reviews.regulations.manifestations import Manifestation, manifestations

SMALLEST = 5
TOGETHER = "Các nơi còn lại, gộp chung"


@dataclass
class BodyCount:
    """One body, or several together: texts with answers, texts that found something, findings by item."""

    name: str
    answered: int = 0
    found_any: int = 0
    items: Counter[int] = field(default_factory=Counter)

    def add(self, other: "BodyCount") -> None:
        """Add the figures of another body."""
        self.answered += other.answered
        self.found_any += other.found_any
        self.items += other.items

    @property
    def in_order(self) -> list[tuple[int, int]]:
        """The items that were found, by number."""
        return sorted(self.items.items())


@dataclass(frozen=True)
class Overview:
    """The whole list with its sums, and the bodies that may be shown; `hidden` bodies stand together in the last."""

    total: BodyCount
    bodies: list[BodyCount]
    hidden: int
    rows: list[tuple[Manifestation, int]]

    @property
    def is_too_small(self) -> bool:
        """Whether so few have answered that even the sum would tell of persons."""
        return self.total.answered < SMALLEST


@dataclass(frozen=True)
class Named:
    """Who found which manifestation, with what was written about it."""

    name: str
    position: str
    unit: str
    item: Manifestation
    note: str


def overview_of(cycle: Cycle) -> Overview:
    """The figures of a year (one query)."""
    total, bodies = BodyCount("Toàn đảng bộ"), _by_body(cycle)
    for one in bodies:
        total.add(one)
    shown, hidden = _protected(bodies)
    if total.answered < SMALLEST:
        total, shown, hidden = BodyCount(total.name, total.answered), [], len(bodies)
    return Overview(total, shown, hidden, [(one, total.items[one.number]) for one in manifestations()])


def _by_body(cycle: Cycle) -> list[BodyCount]:
    rows = FormLine.objects.filter(
        kind=CHECKLIST, review__subject__cycle=cycle, review__subject__kind=SubjectKind.INDIVIDUAL,
        review__state__in=CLOSED_STATES, values__found__in=["yes", "no"],
    )  # fmt: skip
    rows = rows.order_by("review__subject__unit__path", "review_id", "pk")
    bodies: dict[int, BodyCount] = {}
    answered: set[int] = set()
    found: set[int] = set()
    for unit, name, review, reference, said in rows.values_list(
        "review__subject__unit_id", "review__subject__unit__name", "review_id", "reference", "values__found"
    ):
        body = bodies.setdefault(unit, BodyCount(name))
        body.answered += review not in answered
        answered.add(review)
        if said == "yes":
            body.items[int(reference[1:])] += 1
            body.found_any += review not in found
            found.add(review)
    return list(bodies.values())


def _protected(bodies: Iterable[BodyCount]) -> tuple[list[BodyCount], int]:
    """The bodies that may stand alone, then all others as one line; a lonely small body takes the next one along."""
    by_size = sorted(bodies, key=lambda one: one.answered)
    together, hidden = BodyCount(TOGETHER), set[int]()
    for one in by_size:
        if one.answered >= SMALLEST and (not hidden or together.answered >= SMALLEST):
            break
        together.add(one)
        hidden.add(id(one))
    shown = [one for one in bodies if id(one) not in hidden]
    return ([*shown, together] if hidden else shown), len(hidden)


def names_of(cycle: Cycle) -> list[Named]:
    """Who found what, by body and name; for those who are authorised to read it."""
    rows = FormLine.objects.filter(
        kind=CHECKLIST, review__subject__cycle=cycle, review__state__in=CLOSED_STATES, values__found="yes",
    ).select_related("review__subject__unit")  # fmt: skip
    rows = rows.order_by("review__subject__org_path", "review__subject__rank", "review__subject__sort_key", "pk")
    known = {f"m{one.number}": one for one in manifestations()}
    return [
        Named(row.review.subject.name, row.review.subject.position, row.review.subject.unit.name,
              known[row.reference], str(row.values.get("note", "")))
        for row in rows
    ]  # fmt: skip
