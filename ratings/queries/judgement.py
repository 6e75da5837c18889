"""Asking the engine: what each case may be rated, how many places a group has, what the ballots brought."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from ratings.engine import ballots
from ratings.engine import board as asked
from ratings.engine.evaluate import evaluate
from ratings.engine.results import BallotResult, GroupResult, Result, SubjectResult
from ratings.engine.scales import Level, Unrated
from ratings.models import BallotRound, RatingCase
from ratings.queries.sheet import GroupRow, Sheet, engine_id, load_alone
from ratings.states import BallotState


@dataclass(frozen=True)
class Judgement:
    """The engine's answer on a sheet, with the question that was asked."""

    sheet: Sheet
    board: asked.Board
    result: Result

    def of(self, case: RatingCase) -> SubjectResult | None:
        """The answer for one case; None for a case that is decided already."""
        wanted = engine_id(case.subject_id)
        return next((one for one in self.result.subjects if one.id == wanted), None)

    def of_group(self, row: GroupRow) -> GroupResult:
        """The figures of one group."""
        return next(one for one in self.result.groups if one.id == row.id)


def judge(sheet: Sheet, *, focus: Collection[int] = (), with_proposals: bool = False) -> Judgement:
    """Evaluate the sheet.

    Official (the default): ballots that are counted to the end give levels, whatever else stays pending; `focus` names
    groups whose unfinished ballots are to be counted as far as they are. With proposals: no ballots, what is proposed
    gives the levels, so that an appraiser sees where the proposals lead.
    """
    rows = {
        row.id: _engine_group(row, sheet, counted=not with_proposals and (_is_counted(row) or row.group.pk in focus))
        for row in sheet.groups
    }
    subjects = tuple(one if with_proposals or one.proposed is None else _unproposed(one) for one in sheet.subjects)
    board = asked.Board(
        rating_date=sheet.rating_date, year=sheet.cycle.year, subjects=subjects, groups=tuple(rows.values())
    )
    result = evaluate(board, sheet.rules)
    for row in sheet.groups:
        board = _after_run_off(board, result, row, sheet)
        result = evaluate(board, sheet.rules)
    return Judgement(sheet, board, result)


def judge_alone(case: RatingCase) -> SubjectResult | None:
    """What the own degrees and facts of a case admit, ceilings and cap aside."""
    return judge(load_alone(case)).of(case)


def is_above(level: str, answer: SubjectResult | None) -> bool:
    """Whether a level is higher than the highest admissible one."""
    return bool(level and answer and isinstance(answer.highest, Level) and Level[level] > answer.highest)


def highest_of(answer: SubjectResult | None) -> str:
    """The code of the highest admissible level, "NR" or "blocked"; empty without an answer."""
    if answer is None:
        return ""
    return answer.highest.name if isinstance(answer.highest, Level) else str(answer.highest.value)


def level_of(answer: SubjectResult | None) -> str:
    """The code of the level that results, "NR" for not rated; empty while nothing results."""
    if answer is None or answer.level is None:
        return ""
    return answer.level.name if isinstance(answer.level, Level) else str(Unrated.NOT_RATED.value)


def _is_counted(row: GroupRow) -> bool:
    return row.state == BallotState.COUNTED


def _engine_group(row: GroupRow, sheet: Sheet, *, counted: bool) -> asked.Group:
    granted = row.exception if row.exception and sheet.rules.admits_rate(row.exception.rate) else None
    return asked.Group(
        id=row.id,
        kind=asked.GroupKind(row.group.kind),
        ballot=row.ballot() if counted else None,
        carried=row.carried,
        exception=granted,
    )


def _unproposed(subject: asked.Subject) -> asked.Subject:
    """Before the ballot a proposal is no level: whoever hangs on it waits (HY-B.II.2-4)."""
    return replace(subject, proposed=None)


def _after_run_off(board: asked.Board, result: Result, row: GroupRow, sheet: Sheet) -> asked.Board:
    """Round 2 as it stands after the run-off: the tied ones who won keep their votes, everybody below has lost.

    Equal votes once more leave the place empty (vote.tieAtCap).
    """
    votes = row.votes.get(BallotRound.RUN_OFF)
    group = next(one for one in board.groups if one.id == row.id)
    figures = next(one for one in result.groups if one.id == row.id)
    if votes is None or group.ballot is None or figures.ballot is None or not figures.ballot.run_off:
        return board
    outcome = _run_off(figures, figures.ballot, replace(group.ballot, round2=votes), sheet)
    kept = {*figures.ballot.excellent, *figures.ballot.refused, *outcome.excellent}
    round2 = {one: count for one, count in group.ballot.round2.items() if one in kept}
    settled = replace(group, ballot=replace(group.ballot, round2=round2))
    return replace(board, groups=tuple(settled if one.id == row.id else one for one in board.groups))


def _run_off(figures: GroupResult, first: BallotResult, ballot: asked.Ballot, sheet: Sheet) -> BallotResult:
    candidates = [ballots.Candidate(one, Level.XS) for one in first.run_off]
    places = figures.places - len(first.excellent)
    rules = replace(sheet.rules, tie_leaves_empty=True)
    return ballots.round_2(candidates, first.run_off, places, ballot, rules)
