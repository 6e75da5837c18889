"""Meetings of the deciding body: the list, a new one, its page to project, ballots and decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgchart import clock, exports
from orgchart.answers import blame, refusals_at_fields
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.middleware import TenantRequest
from ratings import access, tables
from ratings.forms import (
    BallotForm,
    BoardForm,
    ConfirmationForm,
    DecisionForm,
    OpenBoardForm,
    WithdrawForm,
    ballot_form,
)
from ratings.forms_aftermath import PublishForm
from ratings.models import Board, Decision
from ratings.queries import board_page, lists
from ratings.queries.ballots import next_paper
from ratings.queries.deciding import asks_both, confirmation_of
from ratings.queries.notices import publication_of, told_of
from ratings.queries.sheet import load_sheet
from ratings.registry import handovers_of
from ratings.services import ballots, boards, confirmations, decisions, notices
from ratings.services.decisions import Signer
from ratings.views.gates import need_decider, need_runner, need_sight
from reviews.queries import cycle_of


@require_GET
def board_list(request: TenantRequest, year: int) -> HttpResponseBase:
    """The meetings of a cycle."""
    need_sight(request)
    cycle = cycle_of(year)
    if exports.is_wanted(request):
        return exports.workbook(request, f"Phiên họp xếp loại năm {year}", tables.BOARDS, lists.boards_of(cycle))
    context = {
        "cycle": cycle,
        "boards": lists.boards_of(cycle),
        "missing": lists.subjects_without_case(cycle),
        "can_run": access.can_run_board(request.actor),
    }
    return render(request, "ratings/board_list.html", context)


@require_http_methods(["GET", "POST"])
def board_new(request: TenantRequest, year: int) -> HttpResponse:
    """Call a meeting."""
    need_runner(request)
    cycle = cycle_of(year)
    groups = list(lists.free_groups(cycle))
    initial = {"title": f"Xét xếp loại chất lượng năm {year}", "held_on": cycle.rating_date}
    form = BoardForm(request.POST or None, initial=initial, bodies=lists.deciding_bodies(), groups=groups)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_at_fields(form):
            board = boards.create_board(
                cycle_id=cycle.pk, body_id=int(typed["body"]), title=typed["title"], held_on=typed["held_on"],
                group_ids=[int(one) for one in typed["groups"]], actor=request.actor, at=clock.now(),
            )  # fmt: skip
            return redirect("ratings:board", request.tenant.slug, year, board.pk)
    context = {"cycle": cycle, "form": form, "has_groups": bool(groups)}
    return render(request, "ratings/board_new.html", context, status=422 if form.errors else 200)


@require_GET
def board(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """The list by cap group, with meter, reasons, ballots and levels."""
    need_sight(request)
    return _page(request, year, board_id)


@require_POST
def open_board(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """Write down how many came."""
    need_runner(request)
    found, form = lists.board_of(board_id, year), OpenBoardForm(request.POST)
    if form.is_valid():
        with refusals_at_fields(form):
            boards.open_board(board_id=found.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            return redirect("ratings:board", request.tenant.slug, year, board_id)
    return _page(request, year, board_id, open_form=form)


@require_POST
def open_round(request: TenantRequest, year: int, board_id: int, group_id: int, number: int) -> HttpResponse:
    """Open round 1, or close it and compute the places of round 2."""
    need_runner(request)
    lists.board_of(board_id, year)
    move = {1: ballots.open_round_1, 2: ballots.open_round_2}.get(number)
    if move is None:
        raise NotVisible
    move(board_id=board_id, group_id=group_id, actor=request.actor, at=clock.now())
    messages.success(
        request, "Đã mở bỏ phiếu vòng 1." if number == 1 else "Đã tính số chỗ Hoàn thành xuất sắc của nhóm."
    )
    return redirect(f"{_address(request, year, board_id)}#nhom-{group_id}")


@require_POST
def record_ballot(request: TenantRequest, year: int, board_id: int, group_id: int) -> HttpResponse:
    """Type in the counted papers of the open round."""
    need_runner(request)
    found = lists.board_of(board_id, year)
    sheet = load_sheet(found.cycle, found)
    row = next((one for one in sheet.groups if one.group.pk == group_id), None)
    if row is None:
        raise NotVisible
    number, sitting = _round_of(request)
    paper = next_paper(sheet, row)
    if paper is None or (paper.round, paper.sitting) != (number, sitting):
        # The service says what was stored in the meantime, and by whom.
        ballots.refuse_out_of_turn(board_id=board_id, group_id=group_id, round_number=number, sitting=sitting)
    form = BallotForm(request.POST, paper=paper)
    if form.is_valid() and _store_ballot(request, board_id, group_id, form):
        return redirect(f"{_address(request, year, board_id)}#nhom-{group_id}")
    return _page(request, year, board_id, ballot={group_id: form})


@require_GET
def papers(request: TenantRequest, year: int, board_id: int, group_id: int) -> HttpResponse:
    """The ballot papers of the open round, one for each member present, to be printed."""
    need_runner(request)
    found = lists.board_of(board_id, year)
    _, tables = board_page.board_tables(found, lists.decision_of(found))
    table = next((one for one in tables if one.row.group.pk == group_id), None)
    if table is None:
        raise NotVisible
    if table.paper is None or table.paper.waiting:
        raise Refused(f"Nhóm “{table.row.group.name}” chưa mở vòng bỏ phiếu nào nên chưa in phiếu được.")
    context = {"board": found, "cycle": found.cycle, "table": table, "copies": range(found.present or 0)}
    return render(request, "ratings/papers.html", context)


@require_POST
def withdraw_ballot(request: TenantRequest, year: int, board_id: int, group_id: int, number: int) -> HttpResponse:
    """Take back counts typed in wrongly."""
    need_runner(request)
    lists.board_of(board_id, year)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, year, board_id, withdraw={group_id: form})
    ballots.withdraw_ballot(
        board_id=board_id, group_id=group_id, round_number=number, actor=request.actor, at=clock.now(),
        **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, "Đã hủy kết quả đã nhập; số liệu cũ còn trong nhật ký.")
    return redirect(f"{_address(request, year, board_id)}#nhom-{group_id}")


@require_POST
def confirm(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """Write down that the executive committee has confirmed the ballots."""
    need_runner(request)
    found, form = lists.board_of(board_id, year), ConfirmationForm(request.POST, prefix="bch")
    if form.is_valid():
        with refusals_at_fields(form):
            confirmations.confirm_board(board_id=found.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã ghi kết quả Ban Chấp hành thông qua.")
            return redirect("ratings:board", request.tenant.slug, year, board_id)
    return _page(request, year, board_id, confirmation_form=form)


@require_POST
def decide(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """Issue the decision with the next number."""
    need_decider(request)
    found, form = lists.board_of(board_id, year), DecisionForm(request.POST)
    if form.is_valid():
        signer = Signer(form.cleaned_data["signer_name"], form.cleaned_data["signer_title"])
        day = form.cleaned_data["decided_on"]
        with refusals_at_fields(form):
            decision = decisions.issue_decision(
                board_id=found.pk, decided_on=day, signer=signer, actor=request.actor, at=clock.now()
            )
            messages.success(request, f"Đã ban hành Quyết định số {decision.code}.")
            return redirect("ratings:board", request.tenant.slug, year, board_id)
    return _page(request, year, board_id, decision_form=form)


@require_POST
def notify(request: TenantRequest, year: int, board_id: int) -> HttpResponse:
    """Tell everybody who was decided on."""
    need_sight(request)
    board_id = lists.board_of(board_id, year).pk
    number = notices.notify_decided(board_id=board_id, actor=request.actor, at=clock.now())
    messages.success(request, f"Đã thông báo cho {number} đối tượng." if number else "Mọi đối tượng đã được thông báo.")
    return redirect("ratings:board", request.tenant.slug, year, board_id)


def _round_of(request: TenantRequest) -> tuple[int, int]:
    try:
        return int(request.POST.get("round", "")), int(request.POST.get("sitting", ""))
    except ValueError:
        raise NotVisible from None


def _store_ballot(request: TenantRequest, board_id: int, group_id: int, form: BallotForm) -> bool:
    try:
        ballots.record_ballot(
            board_id=board_id,
            group_id=group_id,
            round_number=form.paper.round,
            sitting=form.paper.sitting,
            count=form.count(),
            actor=request.actor,
            at=clock.now(),
        )
    except InvalidInput as refusal:
        blame(form, refusal)
        return False
    messages.success(request, "Đã ghi kết quả kiểm phiếu.")
    return True


def _address(request: TenantRequest, year: int, board_id: int) -> str:
    return str(redirect("ratings:board", request.tenant.slug, year, board_id).headers["Location"])


def _page(request: TenantRequest, year: int, board_id: int, **forms: Any) -> HttpResponse:
    found = lists.board_of(board_id, year)
    decision = lists.decision_of(found)
    sheet, tables = board_page.board_tables(found, decision)
    blanks = {table.row.group.pk: ballot_form(table.paper, found.present or 0) for table in tables if table.paper}
    ballot, withdraw = blanks | forms.pop("ballot", {}), forms.pop("withdraw", {})
    withdraw = {table.row.group.pk: WithdrawForm() for table in tables} | withdraw
    for group_id, form in (*ballot.items(), *withdraw.items()):
        form.auto_id = f"nhom-{group_id}-%s"  # several groups stand on one page, each label needs its own field
    context = {
        "board": found,
        "cycle": sheet.cycle,
        "decision": decision,
        "tables": [(table, ballot.get(table.row.group.pk), withdraw[table.row.group.pk]) for table in tables],
        "all_counted": board_page.counted_groups(tables) == len(tables),
        "untold": board_page.has_untold(tables),
        "can_run": access.can_run_board(request.actor),
        "can_decide": access.can_decide(request.actor),
        "open_form": OpenBoardForm(initial={"present": found.entitled}),
        "decision_form": DecisionForm(initial=board_page.decision_initial(found)),
    }
    failed = bool(forms) or any(form.is_bound for form in (*ballot.values(), *withdraw.values()))
    context |= _afterwards(found, decision) | _second_body(found) | forms
    return render(request, "ratings/board.html", context, status=422 if failed else 200)


def _second_body(board: Board) -> dict[str, Any]:
    """What the executive committee has to say, where the set asks both bodies."""
    if not asks_both(board.cycle):
        return {}
    form = ConfirmationForm(prefix="bch", initial={"held_on": clock.today()})
    return {"asks_both": True, "confirmation": confirmation_of(board), "confirmation_form": form}


def _afterwards(board: Board, decision: Decision | None) -> dict[str, Any]:
    """Papers of the meeting, who was told, and what is public."""
    return {
        "prints": board_page.prints_of(board),
        "handovers": handovers_of(board),
        "told": told_of(decision) if decision is not None else None,
        "publication": publication_of(decision),
        "publish_form": PublishForm(initial={"starts_on": clock.today()}),
    }
