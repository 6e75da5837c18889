"""Electronic ballots: opened, closed and cancelled by whoever runs the meeting; cast by whoever holds a slip."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from orgchart import clock
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.middleware import LARGEST_KEY, TenantRequest
from orgchart.tenancy import scope
from ratings.forms_voting import PaperForm, SlipForm, VotingCancelForm
from ratings.models import Voting
from ratings.queries import lists
from ratings.queries import voting as found
from ratings.services import voting as services
from ratings.states import VotingState
from ratings.views.gates import need_runner


@require_POST
def open_voting(request: TenantRequest, year: int, board_id: int, group_id: int) -> HttpResponse:
    """Open it and show the slips; they are printed now or never, because the codes are kept nowhere."""
    need_runner(request)
    board = lists.board_of(board_id, year)
    voting, slips = services.open_voting(board_id=board_id, group_id=group_id, actor=request.actor, at=clock.now())
    address = request.build_absolute_uri(reverse("ratings:vote", args=[request.tenant.slug, voting.pk]))
    context = {"board": board, "cycle": board.cycle, "voting": voting, "slips": slips, "address": address}
    return render(request, "ratings/voting_slips.html", context)


@require_POST
def close_voting(request: TenantRequest, year: int, board_id: int, voting_id: int) -> HttpResponse:
    """Close it: now, and not before, the counts are there."""
    need_runner(request)
    voting = found.voting_of(voting_id, board_id, year)
    services.close_voting(voting_id=voting.pk, actor=request.actor, at=clock.now())
    messages.success(request, "Đã kết thúc bỏ phiếu điện tử và ghi kết quả kiểm phiếu.")
    return _board(request, year, voting)


@require_http_methods(["POST"])
def cancel_voting(request: TenantRequest, year: int, board_id: int, voting_id: int) -> HttpResponse:
    """Stop it without a result."""
    need_runner(request)
    voting, form = found.voting_of(voting_id, board_id, year), VotingCancelForm(request.POST)
    if not form.is_valid():
        context = {"voting": voting, "board": voting.board, "cycle": voting.board.cycle, "form": form}
        return render(request, "ratings/voting_cancel.html", context, status=422)
    services.cancel_voting(voting_id=voting.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, "Đã hủy cuộc bỏ phiếu điện tử; không có phiếu nào được tính.")
    return _board(request, year, voting)


def _board(request: TenantRequest, year: int, voting: Voting) -> HttpResponse:
    address = reverse("ratings:board", args=[request.tenant.slug, year, voting.board_id])
    return redirect(f"{address}#nhom-{voting.group_id}")


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, place: str, voting_id: int) -> HttpResponse:
    """The page of the slips: no login, no session, nobody is asked for a name.

    First the code, then the paper, then the number of papers that are in.
    """
    try:
        with _inside(place, voting_id) as voting:
            step = _step(request, voting)
    except Refused:
        return render(request, "ratings/vote.html", {"step": "closed"}, status=409)
    except NotVisible:
        raise Http404 from None
    # Drawn after the commit: whoever votes next waits for the row of the voting, and not for this page too.
    return render(request, "ratings/vote.html", {"step": step.name, "voting": voting} | step.more, status=step.status)


@dataclass(frozen=True)
class _Step:
    """What the page of the slips shows next."""

    name: str
    status: int = 200
    more: dict[str, object] = field(default_factory=dict)


def _step(request: HttpRequest, voting: Voting) -> _Step:
    if voting.state != VotingState.OPEN:
        return _Step("closed", 409 if request.method == "POST" else 200)
    if request.method == "GET":
        return _Step("code", more={"form": SlipForm()})
    return _paper(request, voting) if "vote" in request.POST else _slip(request, voting)


@contextmanager
def _inside(place: str, voting_id: int) -> Iterator[Voting]:
    """The tenant of the address, for somebody who is not logged in: this one voting and nothing else."""
    tenant = found.tenant_with(place)
    if tenant is None or voting_id > LARGEST_KEY:
        raise NotVisible
    with transaction.atomic(), scope(tenant=tenant.pk):
        yield found.public_voting(voting_id)


def _slip(request: HttpRequest, voting: Voting) -> _Step:
    form = SlipForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            slip = services.unused_slip(voting, form.cleaned_data["code"])
            paper = PaperForm(initial={"code": form.cleaned_data["code"]}, names=found.paper_of(voting, slip))
            return _Step("paper", more={"form": paper})
    return _Step("code", 422, {"form": form})


def _paper(request: HttpRequest, voting: Voting) -> _Step:
    asked = SlipForm(request.POST)
    if not asked.is_valid():
        return _Step("code", 422, {"form": asked})
    code = asked.cleaned_data["code"]
    try:
        slip = services.unused_slip(voting, code)
    except InvalidInput as refusal:
        blame(asked, refusal)
        return _Step("code", 422, {"form": asked})
    form = PaperForm(request.POST, names=found.paper_of(voting, slip))
    if form.is_valid():
        with refusals_at_fields(form):
            papers = services.cast_vote(voting_id=voting.pk, code=code, chosen=form.ticked())
            return _Step("done", more={"papers": papers})
    return _Step("paper", 422, {"form": form})
