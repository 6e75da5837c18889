"""Reading inspections, and the decided levels of an own finished cycle as a question to the engine."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import NotVisible
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState
from ratings.engine.board import Board
from ratings.models import Board as Meeting
from ratings.models import Correction, Inspection, InspectionFinding
from ratings.queries.judgement import judge
from ratings.queries.sheet import Sheet, load_sheet
from ratings.states import BoardState
from reviews.models import Cycle
from reviews.queries import cycles
from reviews.states import CycleState


def inspections_of(cycle: Cycle) -> QuerySet[Inspection]:
    """The inspections made in a cycle, newest first, with the number of their findings."""
    rows = Inspection.objects.filter(cycle=cycle).select_related("inspected_by")
    rows = rows.annotate(found=Count("findings"), answered=Count("findings__correction"))
    return rows.defer("question", "groups").order_by("-inspected_at", "-pk")


def inspection_of(inspection_id: int, year: int) -> Inspection:
    """One inspection of the cycle in the address; another one is not visible."""
    rows = Inspection.objects.filter(pk=inspection_id, cycle__year=year).select_related(
        "tenant", "cycle", "inspected_by", "envelope__peer"
    )
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Demand:
    """A finding with the answer of the body, if it has answered."""

    finding: InspectionFinding
    correction: Correction | None
    is_late: bool


def finding_of(inspection: Inspection, finding_id: int) -> InspectionFinding:
    """One finding of this very inspection; raises NotVisible."""
    finding = InspectionFinding.objects.filter(inspection=inspection, pk=finding_id).first()
    if finding is None:
        raise NotVisible
    return finding


def demands_of(inspection: Inspection) -> list[Demand]:
    """The findings of an inspection with what was done about them, and whether that came after the last day."""
    answers = {one.finding_id: one for one in Correction.objects.filter(finding__inspection=inspection)}
    return [
        Demand(one, answers.get(one.pk), one.pk in answers and answers[one.pk].done_on > inspection.due_on)
        for one in inspection.findings.order_by("position")
    ]


def finished_cycles(until: int) -> QuerySet[Cycle]:
    """The own cycles that are over, up to a year."""
    return cycles().filter(state=CycleState.CLOSED, year__lte=until)


def decided_board(cycle: Cycle) -> tuple[Board, dict[str, str]]:
    """The levels that were decided here, with the facts behind them, and the names of the groups.

    Levels are judged on the day of the last decided meeting, else on the rating date of the plan.
    """
    sheet = load_sheet(cycle, judged_again_on=rating_date_of(cycle))
    return judge(sheet, with_proposals=True).board, _group_names(sheet)


def rating_date_of(cycle: Cycle) -> date:
    """The day on which decided levels are judged: that of the last decided meeting, else the one of the plan."""
    held = Meeting.objects.filter(cycle=cycle, state=BoardState.DECIDED).aggregate(last=Max("held_on"))["last"]
    return held if held is not None else cycle.rating_date


def _group_names(sheet: Sheet) -> dict[str, str]:
    return {row.id: row.group.name for row in sheet.groups}


def names_in(inspection: Inspection) -> list[str]:
    """Everybody of the inspected year, in the order of its list."""
    return [str(one["name"]) for one in inspection.question.get("subjects", ()) if "name" in one]


def files_to_inspect(year: int) -> QuerySet[Envelope]:
    """What bodies below have handed over on a warrant, of which no inspection was opened yet, the newest first."""
    rows = Envelope.objects.filter(box=EnvelopeBox.IN, kind=EnvelopeKind.INSPECTION_FILE, content__year__lte=year)
    rows = rows.exclude(state=EnvelopeState.SUPERSEDED).exclude(
        pk__in=Inspection.objects.exclude(envelope=None).values("envelope")
    )
    return rows.select_related("peer").defer("content").order_by("-sent_at", "-pk")
