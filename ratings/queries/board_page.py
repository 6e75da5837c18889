"""What the page of a board shows: per cap group the list, the meter, the next paper, every reason with its clause."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgchart.kinds import PostRole
from orgchart.queries import members_of
from ratings.engine.board_file import read_board_file
from ratings.engine.evaluate import evaluate
from ratings.engine.results import GroupResult, SubjectResult
from ratings.models import (
    Ballot,
    BallotRound,
    Board,
    BoardGroup,
    CapException,
    Decision,
    DecisionItem,
    GroupKind,
    RatingCase,
    Reconsideration,
    Voting,
)
from ratings.queries.ballots import Paper, is_head, next_paper, sittings
from ratings.queries.cap_exceptions import exceptions_of
from ratings.queries.judgement import Judgement, highest_of, is_above, judge, level_of
from ratings.queries.sheet import GroupRow, Sheet, engine_id, load_sheet
from ratings.queries.voting import votings_of
from ratings.registry import print_address
from ratings.states import BallotState, BoardState, CaseState, ReconsiderationState
from reviews.regulations.clauses import Citation, citations_of


@dataclass(frozen=True)
class ReasonLine:
    """Why a subject cannot stand higher, and what would lift it, with the quoted clauses."""

    text: str
    clauses: list[Citation]


@dataclass(frozen=True)
class Line:
    """One subject on the list."""

    case: RatingCase
    highest: str
    level: str
    reasons: tuple[ReasonLine, ...]
    votes: dict[int, int]
    is_above: bool
    is_head: bool
    annulled_by: str = ""

    @property
    def round_1(self) -> int | None:
        """Votes of round 1."""
        return self.votes.get(BallotRound.GOOD)

    @property
    def round_2(self) -> int | None:
        """Votes of round 2."""
        return self.votes.get(BallotRound.EXCELLENT)

    @property
    def run_off(self) -> int | None:
        """Votes of the run-off."""
        return self.votes.get(BallotRound.RUN_OFF)

    @property
    def limit_words(self) -> str:
        """The cause of the limit: the first sentence part of the first reason."""
        return self.reasons[0].text.split(" nên ", 1)[0] if self.reasons else ""


@dataclass(frozen=True)
class GroupTable:
    """One cap group of a board."""

    row: GroupRow
    figures: GroupResult
    clauses: list[Citation]
    lines: list[Line]
    exempt: list[Line]
    paper: Paper | None
    sitting_count: int
    voting: Voting | None = None
    knows_exception: bool = False
    exception: CapException | None = None

    @property
    def state_label(self) -> str:
        """Where the ballots of the group stand."""
        return str(BallotState(self.row.state).label)

    @property
    def has_places(self) -> bool:
        """Before round 1 is closed nobody knows the number of places."""
        return self.figures.ballot is not None

    @property
    def round_name(self) -> str:
        """The name of the next paper."""
        return str(BallotRound(self.paper.round).label) if self.paper else ""

    @property
    def shows_posts(self) -> bool:
        """Bodies have no post."""
        return self.row.group.kind in {GroupKind.LEADERS, GroupKind.MEMBERS}

    @property
    def last_round(self) -> int | None:
        """The newest round with counts, which can be taken back."""
        return max((number for number, votes in self.row.votes.items() if votes), default=None)

    @property
    def shows_run_off(self) -> bool:
        """Whether the list needs a column for the run-off."""
        return BallotRound.RUN_OFF in self.row.votes or self.row.state == BallotState.RUN_OFF


def board_tables(board: Board, decision: Decision | None) -> tuple[Sheet, list[GroupTable]]:
    """All groups of a board; a decided one is shown as it was decided, recomputed from what the decision stored."""
    sheet = load_sheet(board.cycle, board)
    official = _as_decided(sheet, decision) if decision is not None else judge(sheet)
    past = _past_of(decision)
    running = {one.group_id: one for one in votings_of(board)} if board.state == BoardState.VOTING else {}
    tables = [_table(sheet, row, official, board, past) for row in sheet.groups]
    known, granted = sheet.regulation.cap_exception is not None, exceptions_of(board.cycle)
    return sheet, [
        replace(
            table,
            voting=running.get(table.row.group.pk),
            knows_exception=known,
            exception=granted.get(table.row.group.root_id),
        )
        for table in tables
    ]


@dataclass(frozen=True)
class _Past:
    """What a decision said, which stays on its page when levels were annulled later (CC-III.4-4)."""

    levels: dict[int, str]
    annulled: dict[int, Reconsideration]

    def belongs(self, case: RatingCase, group_id: int) -> bool:
        """Whether the case stood in the group when it was decided."""
        gone = self.annulled.get(case.pk)
        return case.group_id == group_id if gone is None else gone.group_id == group_id

    def annulled_by(self, case: RatingCase) -> str:
        """The decision that annulled the level, empty while it stands."""
        gone = self.annulled.get(case.pk)
        return gone.code if gone else ""


def _past_of(decision: Decision | None) -> _Past:
    if decision is None:
        return _Past({}, {})
    gone = Reconsideration.objects.filter(
        case__decision_items__decision=decision, decision_code=decision.code, state=ReconsiderationState.ANNULLED
    )
    levels = DecisionItem.objects.filter(decision=decision).values_list("case_id", "level")
    return _Past(dict(levels), {one.case_id: one for one in gone.order_by("pk")})


def _as_decided(sheet: Sheet, decision: Decision) -> Judgement:
    stored = read_board_file(json.dumps(decision.engine_input).encode()).board
    return Judgement(sheet, stored, evaluate(stored, sheet.rules))


def _table(sheet: Sheet, row: GroupRow, official: Judgement, board: Board, past: _Past) -> GroupTable:
    counting = row.state in {BallotState.PASSED, BallotState.ROUND_2, BallotState.RUN_OFF}
    judgement = judge(sheet, focus={row.group.pk}) if counting else official
    figures = judgement.of_group(row)
    show_levels = row.state == BallotState.COUNTED
    cases = [case for case in sheet.cases if past.belongs(case, row.group.pk)]
    lines = [_line(case, judgement.of(case), row, past, show_levels=show_levels) for case in cases]
    return GroupTable(
        row=row,
        figures=figures,
        clauses=citations_of(figures.clauses),
        lines=[line for line in lines if line.highest != "NR"],
        exempt=[line for line in lines if line.highest == "NR"],
        paper=next_paper(sheet, row) if board.state == BoardState.VOTING else None,
        sitting_count=len(sittings(sheet, row)),
    )


def _line(case: RatingCase, answer: SubjectResult | None, row: GroupRow, past: _Past, *, show_levels: bool) -> Line:
    key = engine_id(case.subject_id)
    return Line(
        case=case,
        highest=highest_of(answer),
        level=past.levels.get(case.pk) or case.level or (level_of(answer) if show_levels else ""),
        reasons=reason_lines(answer),
        votes={number: votes[key] for number, votes in row.votes.items() if key in votes},
        is_above=is_above(case.proposed_level, answer),
        is_head=is_head(case),
        annulled_by=past.annulled_by(case),
    )


def reason_lines(answer: SubjectResult | None) -> tuple[ReasonLine, ...]:
    """The reasons of an answer with their quoted clauses."""
    if answer is None:
        return ()
    return tuple(ReasonLine(reason.text, citations_of(reason.clauses)) for reason in answer.reasons)


def counted_groups(tables: Sequence[GroupTable]) -> int:
    """How many groups are counted to the end."""
    return sum(table.row.state == BallotState.COUNTED for table in tables)


def has_untold(tables: Sequence[GroupTable]) -> bool:
    """Whether somebody decided here was not told; who is rated anew is told by the new decision."""
    return any(
        line.case.state == CaseState.DECIDED and not line.annulled_by for table in tables for line in table.lines
    )


def decision_initial(board: Board) -> dict[str, object]:
    """Day and signer as they usually are: the day of the meeting, the head of the deciding body."""
    head = members_of(board.body, board.held_on).filter(role=PostRole.HEAD).first()
    signer = {"signer_name": head.person.full_name, "signer_title": head.title} if head else {}
    return {"decided_on": board.held_on, **signer}


@dataclass(frozen=True)
class Print:
    """A paper of the meeting that can be asked for."""

    title: str
    url: str


def prints_of(board: Board) -> list[Print]:
    """The list of the meeting, the channels of each group (NA-MB-2), and the minutes of every count."""
    found = [Print("Danh sách trình hội nghị", print_address(board, "danh-sach"))]
    for row in BoardGroup.objects.filter(board=board).select_related("group").order_by("group__position", "pk"):
        title = f"Tổng hợp các kênh thông tin: {row.group.name}"
        found.append(Print(title, print_address(board, f"kenh-thong-tin-{row.group_id}")))
    for ballot in Ballot.objects.filter(board=board).select_related("group").order_by("group__position", "round", "pk"):
        part = f"{ballot.group_id}-{ballot.round}-{ballot.sitting}"
        sitting = f", lần {ballot.sitting}" if ballot.sitting > 1 else ""
        title = f"Biên bản kiểm phiếu: {ballot.group.name}, {ballot.get_round_display().lower()}{sitting}"
        found.append(Print(title, print_address(board, part)))
    return found
