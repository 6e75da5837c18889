"""What the rest of the town does meanwhile, entered through the services as the demo does it."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from config.demo.play import office_of
from config.demo.year import Year, on
from orgchart.models import Collective, Organization, Tenant
from reviews.models import Conference, Cycle, Review
from reviews.queries import conferences as found
from reviews.services import conferences
from reviews.states import ReviewState
from tests.e2e.chain.meeting import CHAIRMAN
from tests.e2e.chain.writing import MEMBER, STANDING
from tests.e2e.stage import TOWN, Stage, behind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WROTE, MET, CELLS_MET, PARTY_MET = date(2024, 11, 7), date(2024, 11, 12), date(2024, 11, 13), date(2024, 11, 14)
OWN_HAND = (MEMBER, CHAIRMAN)


def let_the_town_confer(_: Stage) -> None:
    """Everybody else writes, sends and is heard: agencies and mass organisations, cells, the standing committee."""
    with behind():
        year = Year(Cycle.objects.get(year=2024), office_of(Tenant.objects.get(slug=TOWN)))
        for review in Review.objects.filter(subject__cycle=year.cycle, state__in=["not_started", "draft"]).order_by("pk"):
            year.write(review, on(WROTE, 8, ZONE))
            year.send(review, on(WROTE, 9, ZONE))
        bodies = list(Collective.objects.filter(places__subject__cycle=year.cycle).distinct().order_by("pk"))
        cells = list(Organization.objects.filter(places__subject__cycle=year.cycle).distinct().order_by("pk"))
        for body in sorted(bodies, key=lambda body: body.name == STANDING):
            _confer(year, body=body, day=PARTY_MET if body.name == STANDING else MET)
        for cell in cells:
            _confer(year, cell=cell, day=PARTY_MET if "Cơ quan" in cell.name else CELLS_MET)
        written = Review.objects.filter(subject__cycle=year.cycle, state=ReviewState.REVIEWED)
        year.finish(list(written.exclude(subject__name__in=OWN_HAND).order_by("pk")), on(date(2024, 11, 15), 7, ZONE))


def _confer(
    year: Year, *, day: date, body: Collective | None = None, cell: Organization | None = None
) -> None:
    """Hold the conference of a body that still has somebody to hear; one that was called too early is moved."""
    if not found.open_places(year.cycle, body.pk if body else None, cell.pk if cell else None).exists():
        return
    starts_at = on(day, 14 if cell else 8, ZONE)
    called = Conference.objects.filter(cycle=year.cycle, collective=body, cell=cell, state="announced").first()
    if called is None:
        called = year.plan(starts_at, on(WROTE, 10, ZONE), collective=body, cell=cell)
    elif called.starts_at.date() != day:
        called = conferences.change_conference(
            conference_id=called.pk,
            starts_at=starts_at,
            location=called.location,
            days=Decimal("0.5"),
            chair_id=called.chair_id,
            secretary_id=called.secretary_id,
            actor=year.office,
            at=on(WROTE, 10, ZONE),
        )
    year.hold(called)
