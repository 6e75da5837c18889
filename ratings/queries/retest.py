"""Decided levels held against what the engine admits now: who stands too high since something has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max

from ratings.engine import caps, ceilings
from ratings.engine.board import Board, Subject
from ratings.engine.evaluate import assess
from ratings.engine.results import Reason
from ratings.engine.scales import Level, Rule, Unrated
from ratings.models import Board as Meeting
from ratings.models import RatingCase
from ratings.queries.judgement import judge
from ratings.queries.sheet import Sheet, engine_id, load_sheet
from ratings.states import BoardState
from reviews.models import Cycle

# What may change after a decision. Months in post and closed reviews were settled on the day of the meeting.
RETESTED = frozenset(
    {
        Rule.REFERENCE_PENDING,
        Rule.LEVEL_STANDARD,
        Rule.POINTS,
        Rule.DISCIPLINE,
        Rule.KNOCK_OUT,
        Rule.ORGANIZATION_CEILING,
        Rule.HEAD_CEILING,
    }
)
Decided = Level | Unrated | None


@dataclass(frozen=True)
class Breach:
    """One decided level that a rule does not admit any more."""

    case: RatingCase
    rule: str
    text: str
    clauses: tuple[str, ...]


def breaches_of(cycle: Cycle) -> list[Breach]:
    """Every decided level of a cycle that stands too high: by its own facts, by the bodies it hangs on, by the cap."""
    sheet = load_sheet(cycle, judged_again_on=_last_meeting(cycle))
    by_id = {engine_id(case.subject_id): case for case in sheet.cases}
    asked = judge(sheet, with_proposals=True).board
    subjects = tuple(one if _stands(by_id.get(one.id)) else replace(one, proposed=None) for one in asked.subjects)
    check = _Check(sheet, replace(asked, subjects=subjects), by_id)
    return [*check.too_high(), *check.above_the_cap()]


def breaches_of_case(case: RatingCase) -> list[Breach]:
    """Those of one case, for the page on which it is looked at again."""
    return [one for one in breaches_of(case.subject.cycle) if one.case.pk == case.pk]


def _last_meeting(cycle: Cycle) -> date:
    held = Meeting.objects.filter(cycle=cycle, state=BoardState.DECIDED).aggregate(last=Max("held_on"))["last"]
    return held if held is not None else cycle.rating_date


def _stands(case: RatingCase | None) -> bool:
    return case is not None and bool(case.level)


class _Check:
    """One cycle as it is decided."""

    def __init__(self, sheet: Sheet, board: Board, by_id: Mapping[str, RatingCase]) -> None:
        self._sheet, self._board, self._cases = sheet, board, by_id
        self._subjects = {one.id: one for one in board.subjects}

    def too_high(self) -> Iterator[Breach]:
        """Levels above what standards, discipline and the bodies' levels admit; a body that is rated anew counts."""
        for subject in self._board.subjects:
            level = self._level(subject)
            if subject.fixed_level is not None or not isinstance(level, Level):
                continue
            _, reasons = assess(subject, self._look_up, self._board, self._sheet.rules)
            for reason in reasons:
                if reason.rule in RETESTED and (isinstance(reason.limit, Unrated) or reason.limit < level):
                    yield self._breach(subject, level, reason)

    def above_the_cap(self) -> Iterator[Breach]:
        """More of the highest level in a group than its number: each of them is to be looked at. (NA-4-3)"""
        for group in self._board.groups:
            members = [one for one in self._board.subjects if one.group == group.id and not self._is_exempt(one)]
            levels = [self._level(one) for one in members]
            passed, top = sum(level in (Level.HTT, Level.XS) for level in levels), levels.count(Level.XS)
            rules = caps.rules_for(group, self._sheet.rules)
            allowed = caps.allowance(group.kind, len(members), passed, rules)
            if top <= allowed.places:
                continue
            words = f"Nhóm có {top} đối tượng xếp “{Level.XS.label}”, được phép {allowed.places}: {allowed.calculation}"
            for one, level in zip(members, levels, strict=True):
                if level is Level.XS:
                    yield Breach(self._cases[one.id], Rule.EXCELLENCE_CAP, words, allowed.clauses)

    def _level(self, subject: Subject) -> Decided:
        return subject.fixed_level if subject.fixed_level is not None else subject.proposed

    def _is_exempt(self, subject: Subject) -> bool:
        return subject.fixed_level is Unrated.NOT_RATED

    def _look_up(self, body: str) -> ceilings.Reference:
        found = self._subjects[body]
        return ceilings.Reference(found.label, found.kind, self._level(found))

    def _breach(self, subject: Subject, level: Level, reason: Reason) -> Breach:
        words = f"Đang xếp “{level.label}”. {reason.text}"
        return Breach(self._cases[subject.id], reason.rule, words, reason.clauses)
