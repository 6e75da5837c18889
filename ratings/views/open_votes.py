"""The meetings of units and their open votes: the list, and the page on which hands are counted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock
from orgchart.answers import refusals_at_fields
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings.access import can_see_ratings
from ratings.forms_open_votes import OpenVoteForm
from ratings.queries import open_votes as found
from ratings.services.open_votes import VOTING_STATES, record_open_vote
from reviews.access import can_run_conference
from reviews.models import Conference
from reviews.queries import cycle_of
from reviews.queries.conferences import conference_for


@require_GET
def open_vote_list(request: TenantRequest, year: int) -> HttpResponse:
    """The meetings at which the reader counts hands."""
    cycle = cycle_of(year)
    meetings = found.meetings_of(cycle, request.actor)
    if not meetings and not can_see_ratings(request.actor):
        raise NotVisible
    return render(request, "ratings/open_vote_list.html", {"cycle": cycle, "meetings": meetings})


@require_GET
def open_votes(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """The subjects of one meeting with their votes."""
    return _page(request, _meeting(request, year, conference_id))


@require_POST
def record_vote(request: TenantRequest, year: int, conference_id: int, subject_id: int) -> HttpResponse:
    """Type in the hands about one subject."""
    conference = _meeting(request, year, conference_id)
    if not any(one.item.subject_id == subject_id for one in found.votes_of(conference)):
        raise NotVisible
    form = OpenVoteForm(request.POST, prefix=_prefix(subject_id))
    if form.is_valid():
        with refusals_at_fields(form):
            record_open_vote(
                conference_id=conference.pk, subject_id=subject_id, tally=form.tally(), actor=request.actor,
                at=clock.now(),
            )  # fmt: skip
            messages.success(request, "Đã ghi kết quả biểu quyết.")
            place = reverse("ratings:open_votes", args=[request.tenant.slug, year, conference_id])
            return redirect(f"{place}#bq-{subject_id}")
    return _page(request, conference, failed=(subject_id, form))


def _meeting(request: TenantRequest, year: int, conference_id: int) -> Conference:
    conference = conference_for(conference_id=conference_id, year=year, actor=request.actor)
    if not can_run_conference(request.actor, conference):
        raise PermissionDenied
    return conference


def _prefix(subject_id: int) -> str:
    return f"bq-{subject_id}"


def _page(
    request: TenantRequest, conference: Conference, failed: tuple[int, OpenVoteForm] | None = None
) -> HttpResponse:
    is_open = conference.state in VOTING_STATES
    rows = []
    for one in found.votes_of(conference):
        subject = one.item.subject
        own = request.actor.person_id is not None and subject.person_id == request.actor.person_id
        form = OpenVoteForm(vote=one.vote, prefix=_prefix(subject.pk)) if is_open and one.is_concluded else None
        if failed is not None and failed[0] == subject.pk:
            form = failed[1]
        rows.append((one, None if own else form, own))
    context = {"cycle": conference.cycle, "conference": conference, "rows": rows, "is_open": is_open}
    return render(request, "ratings/open_votes.html", context, status=422 if failed else 200)
