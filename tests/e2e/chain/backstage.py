"""What the rest of the town does meanwhile, entered through the services as the demo does it."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from config.demo.play import office_of
from config.demo.year import Year, on
from orgchart.access import Actor
from orgchart.errors import InvalidInput
from orgchart.kinds import PostRole
from orgchart.models import Collective, Organization, Tenant
from ratings.models import RatingCase
from ratings.queries.judgement import judge
from ratings.queries.regulation import attestations_of, criteria_of, regulation_of
from ratings.queries.sheet import load_sheet
from ratings.services.appraisal import Appraisal, appraise_case
from reviews.models import Conference, Cycle, Review, SubjectKind
from reviews.queries import conferences as found
from reviews.services import conferences
from reviews.states import ReviewState
from tests.e2e.chain.meeting import CHAIRMAN, GOVERNMENT
from tests.e2e.chain.writing import MEMBER, STANDING
from tests.e2e.stage import TOWN, Stage, behind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WROTE, MET, CELLS_MET, PARTY_MET = date(2024, 11, 7), date(2024, 11, 12), date(2024, 11, 13), date(2024, 11, 14)
RATED = date(2024, 11, 29)
OWN_HAND = (MEMBER, CHAIRMAN)


def let_the_town_confer(_: Stage) -> None:
    """Everybody else writes, sends and is heard: agencies and mass organisations, cells, the standing committee."""
    with behind():
        year = Year(Cycle.objects.get(year=2024), office_of(Tenant.objects.get(slug=TOWN)))
        begun = ["not_started", "draft"]
        for review in Review.objects.filter(subject__cycle=year.cycle, state__in=begun).order_by("pk"):
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


def _confer(year: Year, *, day: date, body: Collective | None = None, cell: Organization | None = None) -> None:
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


# Organisations are rated before the collectives that lead them, members before heads.
ORDER = {SubjectKind.PARTY_ORGANIZATION: 0, SubjectKind.COLLECTIVE: 1, SubjectKind.INDIVIDUAL: 2}
STRONG = (
    "Chi bộ Công an thị trấn",
    "Chi bộ Trường Tiểu học Chợ Chu",
    "Chi bộ tổ dân phố Hồ Sen",
    "Chi bộ Trạm Y tế",
    "Chi ủy Chi bộ Công an thị trấn",
    "Ban Thường vụ Hội Nông dân thị trấn",
    "Ban Thường vụ Hội Liên hiệp Phụ nữ thị trấn",
)


def appraise_the_others(_: Stage) -> None:
    """The office appraises everybody who was not appraised in the browser; the best get what the rules admit."""
    with behind():
        office = office_of(Tenant.objects.get(slug=TOWN))
        cycle = Cycle.objects.get(year=2024)
        rows = RatingCase.objects.filter(subject__cycle=cycle, state="self_rated").exclude(group=None)
        cases = list(rows.exclude(subject__name__in=(MEMBER, GOVERNMENT)).select_related("subject__cycle"))
        exempt = {case.pk for case in cases if (found := judge(load_sheet(cycle)).of(case)) and found.highest == "NR"}
        for case in sorted(cases, key=_order):
            if case.pk not in exempt:
                appraise(case, office, ("XS", "HTT", "HT") if _is_strong(case) else ("HTT", "HT"))


def _order(case: RatingCase) -> tuple[int, bool, int]:
    return ORDER[SubjectKind(case.subject.kind)], case.subject.role == PostRole.HEAD, case.pk


def _is_strong(case: RatingCase) -> bool:
    return case.subject.name in STRONG or case.criteria.filter(code="2a", self_degree="X").exists()


def appraise(case: RatingCase, actor: Actor, wishes: tuple[str, ...]) -> None:
    """Accept the own degrees and propose the highest of the wishes that the rules admit."""
    regulation = regulation_of(case.subject.cycle)
    own = dict(case.criteria.values_list("code", "self_degree"))
    degrees = {row.code: own.get(row.code) or "T" for row in criteria_of(case.subject, regulation)}
    if case.subject.name in STRONG:
        degrees = dict.fromkeys(degrees, "X")
    evidence = "Báo cáo tổng kết năm 2024 và sản phẩm kèm theo"
    attestations = dict.fromkeys(attestations_of(case.subject, regulation), evidence) if wishes[0] == "XS" else {}
    for wish in wishes:
        appraisal = Appraisal(degrees=degrees, attestations=attestations, proposed_level=wish)
        try:
            appraise_case(
                case_id=case.pk, appraisal=appraisal, version=case.version, actor=actor, at=on(RATED, 7, ZONE)
            )
        except InvalidInput:
            continue
        return
    raise AssertionError(f"{case.subject.name} can be given none of {wishes}")
