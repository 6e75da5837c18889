"""The page of one conference: agenda at the left, the item at hand at the right; every answer shows it whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from orgchart import clock
from orgchart.access import can_handle_envelopes
from orgchart.answers import blame
from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.middleware import TenantRequest
from orgchart.models import Person, Post
from reviews import access, agenda, registry
from reviews.agenda import Hindrance
from reviews.forms import (
    AbsenceForm,
    AttendanceForm,
    CommentForm,
    ConclusionForm,
    GuestForm,
    GuestRemarkForm,
    StartForm,
    VerdictForm,
)
from reviews.forms.office_scores import OfficeSheetForm
from reviews.models import AgendaItem, Attendance, Conference
from reviews.queries import conferences as found
from reviews.queries import joint, preparation
from reviews.queries.agenda_text import sections_at
from reviews.queries.guest_letters import invited
from reviews.queries.lines import blamed_on_circumstances, own_shortcomings
from reviews.queries.minutes import minutes_of
from reviews.queries.office_sheet import is_office_meeting, sheet_of, total_of
from reviews.queries.other_places import not_done, other_places
from reviews.queries.suggestions import letters_behind
from reviews.regulations.clauses import citable
from reviews.regulations.scoring import TOTAL as WHOLE
from reviews.states import AgendaState, ConferenceState

MINUTES = "bien-ban"


@dataclass(frozen=True)
class Line:
    """One line of the agenda as the page shows it."""

    item: AgendaItem
    part: str
    is_next: bool
    is_selected: bool
    hindrance: Hindrance | None


@dataclass(frozen=True)
class Trouble:
    """What kept the last action from being done, to be shown on the page with everything typed."""

    status: int = 200
    forms: Mapping[str, Form] | None = None
    refusal: Refused | None = None
    item_id: int | None = None


def trouble(error: InvalidInput | Refused, name: str, form: Form, item_id: int | None = None) -> Trouble:
    """Turn an error of a service into what the page shows; errors without a field of their own stand on top."""
    if isinstance(error, InvalidInput):
        blame(form, error)
        return Trouble(422, {name: form}, item_id=item_id)
    return Trouble(409, {name: form}, error, item_id)


def show(request: TenantRequest, conference: Conference, problem: Trouble | None = None) -> HttpResponse:
    """The page with its tab, or what kept something from being done."""
    problem = problem or Trouble()
    view = request.GET.get("xem", "")
    context = _base(request, conference, problem)
    if view == MINUTES:
        over = conference.state in joint.OVER
        print_url = registry.call_print_address(request.actor, conference) if over else ""
        context |= {"view": MINUTES, "minutes": minutes_of(conference), "print_url": print_url}
        return render(request, "reviews/conference_minutes.html", context)
    context |= _sheet(conference, problem)
    items = found.agenda_of(conference)
    attendances = found.attendances_of(conference)
    posts = found.posts_by_person(conference)
    context |= _agenda(conference, items, posts, str(problem.item_id or request.GET.get("noi-dung", ""))) | _papers(
        conference, items
    )
    context |= _forms(request, context, conference, attendances, posts, problem)
    if context["chosen"] is not None:
        item = context["chosen"].item
        context["unfolded"] = sections_at(conference, item, request.actor)
        context["objective_only"] = _objective_only(item) if context["can_run"] and context["is_running"] else []
    return render(request, "reviews/conference.html", context, status=problem.status)


def _objective_only(item: AgendaItem) -> list[str]:
    """What the chair is warned of before the conclusion is written (SL-I.3-1)."""
    review = getattr(item.subject, "review", None)
    return [] if review is None or item.state != AgendaState.RUNNING else blamed_on_circumstances(review)


def _base(request: TenantRequest, conference: Conference, problem: Trouble) -> dict[str, Any]:
    refusal, can_run = problem.refusal, access.can_run_conference(request.actor, conference)
    cited = [citable()[key] for key in refusal.clauses if key in citable()] if refusal else []
    return {
        "conference": conference,
        "further_bodies": joint.bodies_of(conference)[1:],
        "can_run": can_run,
        "invitations": invited(conference) if can_run else [],
        "may_invite": can_run and can_handle_envelopes(request.actor) and conference.state not in joint.OVER,
        "before_opening": conference.state in found.BEFORE_OPENING,
        "is_running": conference.state == ConferenceState.RUNNING,
        "refusal": refusal,
        "refusal_reasons": _reasons(problem),
        "conflict": refusal if isinstance(refusal, Conflict) else None,
        "cited": [{"id": row.id, "document": row.citation, "text": row.text_vi} for row in cited],
    }


@dataclass(frozen=True)
class Placed:
    """A reason that says where on the page it is put right."""

    text: str
    anchor: str = ""

    def __str__(self) -> str:
        return self.text


def _reasons(problem: Trouble) -> list[str]:
    return [str(reason) for reason in problem.refusal.reasons] if problem.refusal else []


def _sheet(conference: Conference, problem: Trouble) -> dict[str, Any]:
    """The point sheet where the meeting has one, and where the lines are that keep it from being closed."""
    if not is_office_meeting(conference):
        return {}
    sheet = sheet_of(conference)
    anchors = {line.missing: line.anchor for line in sheet if line.missing}
    return {
        "has_sheet": True,
        "sheet_form": OfficeSheetForm(lines=sheet),
        "sheet_total": total_of(sheet),
        "sheet_most": WHOLE,
        "refusal_reasons": [Placed(reason, anchors.get(reason, "")) for reason in _reasons(problem)],
    }


def lines_of(
    conference: Conference, items: Sequence[AgendaItem], posts: dict[int, Post], selected: int | None
) -> list[Line]:
    """The agenda with who is next and why others have to wait."""
    entries = [found.entry_of(item.subject, posts, item.state) for item in items]
    rules = found.rules_for(conference).order
    coming = agenda.next_up(entries)
    return [
        Line(
            item=item,
            part=posts[item.subject.person_id].title if item.subject.person_id in posts else item.subject.position,
            is_next=coming is not None and coming.subject_id == item.subject_id,
            is_selected=item.pk == selected,
            hindrance=agenda.hindrance(entries, item.subject_id, rules),
        )
        for item in items
    ]


def _agenda(conference: Conference, items: list[AgendaItem], posts: dict[int, Post], wanted: str) -> dict[str, Any]:
    chosen = next((item for item in items if str(item.pk) == wanted), None) or _at_hand(items)
    lines = lines_of(conference, items, posts, chosen.pk if chosen else None)
    return {
        "lines": lines,
        "chosen": next((line for line in lines if line.is_selected), None),
        "settled": sum(item.state in {AgendaState.CONCLUDED, AgendaState.ABSENT} for item in items),
        "minutes_spent": _minutes_spent(chosen, clock.now()) if chosen else None,
    }


def _at_hand(items: Sequence[AgendaItem]) -> AgendaItem | None:
    """What runs, else what comes next, else the first."""
    for state in (AgendaState.RUNNING, AgendaState.WAITING):
        for item in items:
            if item.state == state:
                return item
    return items[0] if items else None


def _minutes_spent(item: AgendaItem, now: datetime) -> int | None:
    if item.started_at is None:
        return None
    return max(0, int(((item.concluded_at or now) - item.started_at).total_seconds() // 60))


def _papers(conference: Conference, items: list[AgendaItem]) -> dict[str, Any]:
    if conference.state not in found.BEFORE_OPENING:
        return {}
    first_day = timezone.localtime(conference.starts_at).date()
    papers = found.papers_of(items, first_day, found.rules_for(conference))
    return {
        "papers": papers,
        "late_papers": [paper for paper in papers if paper.is_late],
        "last_sending_day": papers[0].last_day if papers else None,
        "bodies_before": found.bodies_before(conference),
        "deadlines_missed": found.deadlines_missed(conference),
        "missing_length": found.missing_length(conference),
        "length": found.shortest_length(conference),
        "letters": letters_behind(conference),
        "in_charge_needed": found.missing_in_charge(conference),
        "lacks_direction": preparation.lacks_direction(conference),
        "open_points": [point for point in preparation.points_of(conference, papers) if not point.is_done],
        "first_day": first_day,
    }


def _forms(
    request: TenantRequest,
    context: dict[str, Any],
    conference: Conference,
    attendances: list[Attendance],
    posts: dict[int, Post],
    problem: Trouble,
) -> dict[str, Any]:
    chosen: Line | None = context["chosen"]
    present = [row.person for row in attendances if row.person is not None and row.is_present is not False]
    members = [row for row in attendances if row.is_member]
    speakers = [person for person in present if access.can_comment_for(request.actor, conference, person.pk)]
    forms: dict[str, Any] = {
        "attendance_form": AttendanceForm(attendances=attendances),
        "guest_form": GuestForm(),
        "speakers": speakers,
        "remark_form": GuestRemarkForm() if not speakers and access.is_guest(request.actor, conference) else None,
        "comment_form": CommentForm(people=speakers, initial={"person": speakers[0].pk} if len(speakers) == 1 else {}),
        "present_count": sum(bool(row.is_present) for row in members),
        "member_count": len(members),
    }
    if chosen is not None:
        forms |= _item_forms(conference, chosen.item, attendances, posts)
    return forms | dict(problem.forms or {})


def _item_forms(
    conference: Conference, item: AgendaItem, attendances: list[Attendance], posts: dict[int, Post]
) -> dict[str, Any]:
    away = {row.person_id for row in attendances if row.is_present is False}
    chairs = found.possible_chairs(conference, item, posts, attendances)
    others = other_places(conference, item)
    return {
        "absence_form": AbsenceForm(),
        "verdict_form": VerdictForm(),
        "start_form": StartForm(
            people=[person for person in chairs if person.pk not in away],
            presenters=[person for person in people_of(attendances) if person.pk not in away],
        ),
        "deputy_needed": found.needs_deputy_as_chair(item, posts),
        "conclusion_form": ConclusionForm(initial=_conclusion(item)),
        "silent": found.silent_members(item, attendances),
        "other_places": others,
        "waits_for_others": bool(not_done(others)),
        "late_paper": found.late_paper(conference, item) if item.state == AgendaState.WAITING else None,
    }


def _conclusion(item: AgendaItem) -> dict[str, Any]:
    """The conclusion as it stands; before the first word, the shortcomings that the author has named himself."""
    review = getattr(item.subject, "review", None)
    weaknesses = item.weaknesses
    if review is not None and not (item.version or item.strengths or weaknesses):
        weaknesses = "\n".join(own_shortcomings(review))
    return {"version": item.version, "strengths": item.strengths, "weaknesses": weaknesses}


def people_of(attendances: Sequence[Attendance]) -> list[Person]:
    """The persons on a list, guests without an account of their own left out."""
    return [row.person for row in attendances if row.person is not None]
