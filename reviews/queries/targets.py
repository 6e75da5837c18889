"""Targets and products of a year: whose they are, who may see and set them, and what share is met."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db.models import Q, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import PostRole
from orgchart.models import Collective, Organization, Person, Post
from orgchart.queries import current
from reviews.models import Cycle, DegreeCitation, Product, Review, Subject, Target
from reviews.states import CycleState, ReviewState

COLLECTIVE, ORGANIZATION, PERSON = "tap-the", "don-vi", "ca-nhan"
_FIELDS = {COLLECTIVE: "collective", ORGANIZATION: "organization", PERSON: "person"}
_CLOSED = (ReviewState.FINAL, ReviewState.CONFIRMED)


@dataclass(frozen=True)
class Bearer:
    """Whose targets they are: a collective, an organisation, or a person."""

    kind: str
    pk: int
    name: str
    unit_id: int | None = None

    @property
    def field(self) -> str:
        """The field of targets and products that names the bearer."""
        return _FIELDS[self.kind]

    @property
    def condition(self) -> dict[str, int]:
        """The condition that a row is the bearer's; for a person also those of bodies that he or she answers for."""
        return {f"{self.field}_id": self.pk}


@dataclass(frozen=True)
class Share:
    """How many targets are met, and whether all main ones are. (HY-B.I.3.1-2)"""

    met: int
    number: int
    main_met: int
    main_number: int

    @property
    def percent(self) -> Decimal:
        """The share in per cent, cut to two places so that nothing is reached by rounding."""
        if not self.number:
            return Decimal(100)
        return (Decimal(100 * self.met) / self.number).quantize(Decimal("0.01"), rounding=ROUND_DOWN)

    @property
    def all_main_met(self) -> bool:
        """Whether every main target is met."""
        return self.main_met == self.main_number


def share_of(targets: Iterable[Target]) -> Share:
    """The share of targets that are met."""
    rows = list(targets)
    main = [row for row in rows if row.is_main]
    return Share(sum(row.is_met for row in rows), len(rows), sum(row.is_met for row in main), len(main))


def need_year(year: int) -> None:
    """Lists are kept for the years with a cycle and for the one after the last; any other year is nowhere."""
    if not Cycle.objects.filter(year__in=[year, year - 1]).exists():
        raise NotVisible


def bearer_of(subject: Subject) -> Bearer:
    """The bearer that a subject of a cycle stands for."""
    if subject.person_id is not None:
        return Bearer(PERSON, subject.person_id, subject.name, subject.unit_id)
    if subject.collective_id is not None:
        return Bearer(COLLECTIVE, subject.collective_id, subject.name, subject.unit_id)
    return Bearer(ORGANIZATION, subject.organization_id or 0, subject.name, subject.unit_id)


def bearer_for(actor: Actor, kind: str, bearer_id: int, year: int, today: date) -> Bearer:
    """A bearer whose targets the actor may see; to others it does not exist."""
    need_year(year)
    found: Bearer | None = None
    if kind == COLLECTIVE:
        body = Collective.objects.filter(pk=bearer_id).first()
        found = Bearer(kind, body.pk, body.name, body.organization_id) if body else None
    elif kind == ORGANIZATION:
        unit = Organization.objects.filter(pk=bearer_id).first()
        found = Bearer(kind, unit.pk, unit.name, unit.pk) if unit else None
    else:
        person = Person.objects.filter(pk=bearer_id).first()
        found = Bearer(kind, person.pk, person.full_name, _unit_of(person.pk, today)) if person else None
    if found is None or not may_see(actor, found, year, today):
        raise NotVisible
    return found


def _unit_of(person_id: int, today: date) -> int | None:
    posts = Post.objects.filter(current(today), person=person_id).order_by("rank", "pk")
    return posts.values_list("organization", flat=True).first()


def may_see(actor: Actor, bearer: Bearer, year: int, today: date) -> bool:
    """Those who run the year, the bearer, whoever sits in the body or answers for one of its targets. (SL-I.3-2)"""
    if actor.oversees or (bearer.kind == PERSON and bearer.pk == actor.person_id):
        return True
    if actor.person_id is None:
        return False
    if bearer.kind == PERSON:
        return _heads(actor.person_id, today).filter(organization=bearer.unit_id or 0).exists()
    seats = Post.objects.filter(current(today), person=actor.person_id, **{bearer.field: bearer.pk})
    return seats.exists() or targets_of(bearer, year).filter(person=actor.person_id).exists()


def may_see_product(actor: Actor, product: Product, today: date) -> bool:
    """Whoever sees the sheet of one of those whose product it is."""
    rows = [product, *([product.target] if product.target is not None else [])]
    bearers = [
        Bearer(kind, pk, "") for kind, name in _FIELDS.items() for row in rows if (pk := getattr(row, f"{name}_id"))
    ]
    return any(may_see(actor, bearer, product.year, today) for bearer in bearers)


def may_set(actor: Actor, bearer: Bearer, today: date) -> bool:
    """The office, the head of the body, of a person's unit, and a person the own ones."""
    if actor.may("review.write") or (bearer.kind == PERSON and bearer.pk == actor.person_id):
        return True
    if actor.person_id is None:
        return False
    posts = _heads(actor.person_id, today)
    if bearer.kind == PERSON:
        return posts.filter(organization=bearer.unit_id or 0).exists()
    return posts.filter(**{bearer.field: bearer.pk}).exists()


def _heads(person_id: int, today: date) -> QuerySet[Post]:
    return Post.objects.filter(current(today), person=person_id, role=PostRole.HEAD)


def targets_of(bearer: Bearer, year: int) -> QuerySet[Target]:
    """The lines of a bearer; a person's are also those of bodies that he or she answers for. (SL-I.3-2)"""
    rows = Target.objects.filter(year=year, **bearer.condition).select_related("person", "collective", "organization")
    return rows.order_by("-is_main", "pk")


def products_of(bearer: Bearer, year: int) -> list[Product]:
    """What was brought about, newest first; the person's own and what stands under the lines of the person."""
    mine = Q(**bearer.condition) | Q(**{f"target__{bearer.field}": bearer.pk})
    rows = Product.objects.filter(mine, year=year).select_related("target", "person", "collective", "organization")
    return list(rows.distinct().order_by("-made_on", "-pk"))


def target_for(actor: Actor, target_id: int, year: int, today: date) -> tuple[Target, Bearer]:
    """One line with its bearer: the body where there is one, else the person."""
    row = Target.objects.filter(pk=target_id, year=year).select_related("person", "collective", "organization").first()
    if row is None:
        raise NotVisible
    bearer = main_bearer(row, today)
    own = actor.person_id is not None and actor.person_id == row.person_id
    if not own and not may_see(actor, bearer, year, today):
        raise NotVisible
    return row, bearer


def main_bearer(row: Target, today: date) -> Bearer:
    """Who a line belongs to first."""
    if row.collective is not None:
        return Bearer(COLLECTIVE, row.collective.pk, row.collective.name, row.collective.organization_id)
    if row.organization is not None:
        return Bearer(ORGANIZATION, row.organization.pk, row.organization.name, row.organization.pk)
    person = Person.objects.get(pk=row.person_id or 0)
    return Bearer(PERSON, person.pk, person.full_name, _unit_of(person.pk, today))


@dataclass(frozen=True)
class BearerRow:
    """One line of the list of a year."""

    bearer: Bearer
    share: Share


def bearers_of_year(actor: Actor, year: int, today: date) -> list[BearerRow]:
    """Whose targets of a year the actor sees: all for those who run the year, else the own and those of own bodies."""
    rows = Target.objects.filter(year=year).select_related("person", "collective", "organization")
    by_bearer: dict[Bearer, list[Target]] = defaultdict(list)
    if not actor.oversees:
        person_id = actor.person_id or 0
        posts = list(Post.objects.filter(current(today), person=person_id).values_list("collective", "organization"))
        mine = Q(person=person_id) | Q(collective__in=[pk for pk, _ in posts if pk])
        rows = rows.filter(mine | Q(organization__in=[pk for _, pk in posts]))
        if actor.person_id is not None:
            name = Person.objects.values_list("full_name", flat=True).get(pk=actor.person_id)
            by_bearer[Bearer(PERSON, actor.person_id, name)] = []
    for row in rows.order_by("pk"):
        for bearer in _bearers(row, actor):
            by_bearer[bearer].append(row)
    found = [BearerRow(bearer, share_of(lines)) for bearer, lines in by_bearer.items()]
    order = list(_FIELDS)
    return sorted(found, key=lambda row: (order.index(row.bearer.kind), row.bearer.name, row.bearer.pk))


def _bearers(row: Target, actor: Actor) -> Iterable[Bearer]:
    if row.collective is not None:
        yield Bearer(COLLECTIVE, row.collective.pk, row.collective.name)
    if row.organization is not None:
        yield Bearer(ORGANIZATION, row.organization.pk, row.organization.name)
    if row.person is not None and (actor.oversees or row.person_id == actor.person_id):
        yield Bearer(PERSON, row.person.pk, row.person.full_name)


def people_of(bearer: Bearer, today: date) -> QuerySet[Person]:
    """Who can answer for a target of a body."""
    posts = Post.objects.filter(current(today), Q(organization=bearer.unit_id) | Q(**bearer.condition))
    return Person.objects.filter(pk__in=posts.values("person")).order_by("sort_key", "pk")


def closed_by(bearer: Bearer, year: int) -> str:
    """Why nothing is changed any more: the form of the bearer is final, or the year is over; empty where it is open."""
    cycle = Cycle.objects.filter(year=year).first()
    if cycle is None:
        return ""
    if cycle.state == CycleState.CLOSED:
        return f"Đợt kiểm điểm năm {year} đã kết thúc."
    done = Review.objects.filter(subject__cycle=cycle, state__in=_CLOSED, **{f"subject__{bearer.field}": bearer.pk})
    return f"Bản kiểm điểm năm {year} của {bearer.name} đã hoàn chỉnh." if done.exists() else ""


def lines_for_form(review: Review) -> list[tuple[Target, list[Product]]]:
    """The targets of the reviewed body or person with what stands under each; one query where there are none."""
    bearer, year = bearer_of(review.subject), review.subject.cycle.year
    targets = list(targets_of(bearer, year))
    if not targets:
        return []
    under: dict[int, list[Product]] = defaultdict(list)
    for product in Product.objects.filter(target__in=targets).order_by("made_on", "pk"):
        under[product.target_id or 0].append(product)
    return [(target, under[target.pk]) for target in targets]


def share_of_subject(subject: Subject) -> Share | None:
    """The share of a subject of a cycle; None where no targets are listed for it."""
    rows = list(targets_of(bearer_of(subject), subject.cycle.year))
    return share_of(rows) if rows else None


def shares_of(subjects: Sequence[Subject], year: int) -> dict[int, Share]:
    """The shares of many subjects by their keys (one query); those without targets are left out."""
    lists: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for row in Target.objects.filter(year=year):
        for name in _FIELDS.values():
            if (pk := getattr(row, f"{name}_id")) is not None:
                lists[name, pk].append(row)
    found = {}
    for subject in subjects:
        bearer = bearer_of(subject)
        if rows := lists.get((bearer.field, bearer.pk)):
            found[subject.pk] = share_of(rows)
    return found


def cited_in(review: Review) -> dict[str, list[Product]]:
    """The products that the degrees of a form rest on, by heading. (HY-A.2-4)"""
    found: dict[str, list[Product]] = defaultdict(list)
    rows = DegreeCitation.objects.filter(review=review).select_related("product").order_by("product__made_on", "pk")
    for row in rows:
        found[row.key].append(row.product)
    return found
