"""Nơi tôi phụ trách: the units that somebody works in, heads, is in charge of or drives, and how far they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet

from orgchart.access import Actor
from orgchart.kinds import MembershipKind, PostRole
from orgchart.models import CellMembership, Organization, Post, Supervision, SupervisionKind
from orgchart.queries import current
from reviews.models import Cycle, Deadline, Review, UnitNote, UnitNoteKind
from reviews.queries.listing import WRITING_STEPS
from reviews.queries.progress import UnitProgress, progress_of
from reviews.states import CycleState, ReviewState

WORK, LIFE, CHARGE = "Nơi công tác", "Nơi sinh hoạt đảng", "Được phân công phụ trách"
FOLLOWED = "Được phân công theo dõi cho ban đảng"
BELOW, BLOCK, WHOLE = "Cấp dưới của nơi mình đứng đầu", "Khối được giao", "Văn phòng theo dõi"
DRIVEN = frozenset({CHARGE, FOLLOWED, BELOW, BLOCK, WHOLE})
DRIVE_BLOCK = "drive_block"
_UNWRITTEN = (ReviewState.NOT_STARTED, ReviewState.DRAFT)
_SETTLED = (ReviewState.FINAL, ReviewState.CONFIRMED)
_STEPS = sorted({step for steps in WRITING_STEPS.values() for step in steps})


@dataclass
class Follows:
    """The units that an actor follows: single ones by number, whole branches by path, each with why."""

    units: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    branches: list[tuple[str, str]] = field(default_factory=list)

    def bases(self, unit: Organization) -> list[str]:
        """Why the actor follows a unit; empty where it is none of the actor's business."""
        own = list(self.units.get(unit.pk, ()))
        above = [
            why for path, why in self.branches if unit.path.startswith(path) and (why != BELOW or unit.path != path)
        ]
        return list(dict.fromkeys([*own, *above]))

    def drives(self, unit: Organization) -> bool:
        """Whether the actor may remind the unit: in charge of it, heading what it belongs to, or given its block."""
        return not DRIVEN.isdisjoint(self.bases(unit))

    def heads(self, unit: Organization) -> bool:
        """Whether the actor heads the unit itself."""
        return (unit.path, BELOW) in self.branches

    @property
    def leads(self) -> bool:
        """Whether the actor heads, drives or is in charge of anything; to others the page is closed."""
        return bool(self.branches) or any(not {CHARGE, FOLLOWED}.isdisjoint(bases) for bases in self.units.values())

    @property
    def among_units(self) -> Q:
        """The condition on subjects that their unit is followed."""
        found = Q(unit__in=list(self.units))
        for path, _ in self.branches:
            found |= Q(unit__path__startswith=path)
        return found


def follows(actor: Actor, today: date) -> Follows:
    """What follows from posts, party life, assignments and exceptions (at most four queries)."""
    found, person_id = Follows(), actor.person_id
    if person_id is not None:
        posts = Post.objects.filter(current(today), person=person_id).select_related("organization")
        for post in posts.order_by("rank", "pk"):
            found.units[post.organization_id].append(WORK)
            if post.role == PostRole.HEAD:
                found.branches.append((post.organization.path, BELOW))
        cells = CellMembership.objects.filter(current(today), person=person_id, kind=MembershipKind.OFFICIAL)
        for cell_id in cells.values_list("cell_id", flat=True):
            found.units[cell_id].append(LIFE)
        charges = Supervision.objects.filter(current(today), person=person_id)
        for unit_id, kind in charges.values_list("organization_id", "kind"):
            found.units[unit_id].append(FOLLOWED if kind == SupervisionKind.MONITOR else CHARGE)
    if actor.is_office:
        found.branches.append(("", WHOLE))
    if blocks := actor.entrusted_with(DRIVE_BLOCK):
        paths = Organization.objects.filter(pk__in=blocks).values_list("path", flat=True)
        found.branches += [(path, BLOCK) for path in paths]
    return found


@dataclass(frozen=True)
class MyUnit:
    """One body on the page, with why the reader follows it and whether he or she may remind it."""

    progress: UnitProgress
    bases: list[str]
    drives: bool
    late: int


def my_units(seen: Follows, cycle: Cycle, today: date) -> list[MyUnit]:
    """The bodies of the followed units by rank and name, with how many texts there are late."""
    if not seen.units and not seen.branches:
        return []
    rows = progress_of(cycle, seen.among_units)
    late = _late_texts(cycle, [row.subject.unit_id for row in rows], today)
    return [
        MyUnit(row, seen.bases(row.subject.unit), seen.drives(row.subject.unit), late.get(row.subject.unit_id, 0))
        for row in rows
    ]


def headed_beside(seen: Follows, rows: Iterable[MyUnit]) -> list[Organization]:
    """Units that the actor heads without a row of their own, because nobody is reviewed there; they report too."""
    listed = {row.progress.subject.unit.path for row in rows}
    paths = [path for path, why in seen.branches if why == BELOW and path not in listed]
    return list(Organization.objects.filter(path__in=paths).order_by("path", "pk")) if paths else []


def _late_texts(cycle: Cycle, unit_ids: Iterable[int], today: date) -> dict[int, int]:
    rows = late_reviews(today).filter(subject__cycle=cycle, subject__unit__in=set(unit_ids)).order_by()
    return dict(rows.values_list("subject__unit").annotate(number=Count("pk")))


def late_reviews(today: date) -> QuerySet[Review]:
    """Texts that are not written although the day of the plan has passed."""
    passed = Deadline.objects.filter(cycle=OuterRef("subject__cycle"), step__in=_STEPS, last_day__lt=today)
    rows = Review.objects.filter(Exists(passed), state__in=_UNWRITTEN, subject__is_reviewed=True)
    return rows.filter(subject__cycle__state__in=[CycleState.ISSUED, CycleState.RUNNING])


def open_tasks(cycle: Cycle, unit: Organization) -> QuerySet[Review]:
    """Every text of a unit that is not final yet, collectives first. (CC-III.4-1)"""
    rows = Review.objects.filter(subject__cycle=cycle, subject__unit=unit, subject__is_reviewed=True)
    rows = rows.exclude(state__in=_SETTLED).select_related("subject", "author")
    return rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "pk")


def notes_on(cycle: Cycle, unit: Organization) -> QuerySet[UnitNote]:
    """What was noted about a unit and what it was reminded of, newest first."""
    rows = UnitNote.objects.filter(cycle=cycle, organization=unit).select_related("made_by", "done_by")
    return rows.order_by("-made_at", "-pk")


def reminders_waiting(actor: Actor, today: date) -> QuerySet[UnitNote, tuple[str, int, int]]:
    """How many reminders the heads of the reminded units have not answered, by tenant and year."""
    headed = Post.objects.filter(current(today), person=actor.person_id or 0, role=PostRole.HEAD).values("organization")
    rows = UnitNote.objects.filter(kind=UnitNoteKind.REMINDER, done_at=None, organization__in=headed).order_by()
    return rows.values_list("tenant__slug", "cycle__year").annotate(number=Count("pk"))


def late_below(actor: Actor, today: date) -> QuerySet[Review, tuple[str, int, int, date]]:
    """How many texts are late in what a person heads and below it, and since when. (CC-III.4-1)"""
    headed = Post.objects.filter(current(today), person=actor.person_id or 0, role=PostRole.HEAD)
    above = headed.annotate(below=ExpressionWrapper(OuterRef("subject__unit__path"), output_field=CharField())).filter(
        below__startswith=F("organization__path")
    )
    rows = late_reviews(today).filter(Exists(above)).exclude(author=actor.person_id or 0).order_by()
    due = Min("subject__cycle__deadlines__last_day", filter=Q(subject__cycle__deadlines__step__in=_STEPS))
    return rows.values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk", distinct=True), due=due)
