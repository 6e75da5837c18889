"""The evaluation of a board: organisations, then collectives, then individuals, so that no circle can arise."""

from __future__ import annotations

from collections.abc import Sequence

from . import ballots, caps, ceilings, conduct, exemptions, standard
from .board import NO_FACTS, Board, Group, Subject, SubjectKind
from .consistency import check_board
from .results import BallotResult, GroupResult, Reason, Result, SubjectResult, Violation
from .rules import RatingRules
from .scales import RULE_ORDER, Level, Rule, Unrated

_STAGES = (
    (SubjectKind.PARTY_ORGANIZATION, SubjectKind.ORGANIZATION),
    (SubjectKind.COLLECTIVE,),
    (SubjectKind.INDIVIDUAL,),
)


def evaluate(board: Board, rules: RatingRules) -> Result:
    """Rate every subject and count every group of the board under these rules."""
    check_board(board, rules)
    evaluation = _Evaluation(board, rules)
    for kinds in _STAGES:
        evaluation.run(kinds)
    subjects = tuple(evaluation.results[one.id] for one in board.subjects if one.id in evaluation.results)
    groups = tuple(evaluation.groups[group.id] for group in board.groups)
    return Result(rules.code, board.rating_date, subjects, groups, tuple(_violations(board, subjects, groups, rules)))


def assess(
    subject: Subject, look_up: ceilings.Lookup, board: Board, rules: RatingRules
) -> tuple[Level | Unrated, tuple[Reason, ...]]:
    """The highest admissible level of one subject, the cap aside, with the reasons that limit it."""
    until = exemptions.reference_date(board, rules)
    references = ceilings.binding_references(subject, look_up, board, rules)
    before = (
        exemptions.review_not_closed(subject, rules)
        or exemptions.time_in_post(subject, rules, until)
        or exemptions.new_organization(subject, rules, until)
        or ceilings.reference_pending(subject, references, rules)
    )
    if before is not None:
        return before.limit, (before,)
    found = (
        standard.level_standard(subject, rules),
        standard.points(subject, rules),
        *_conduct(subject, rules),
        ceilings.organization_ceiling(subject, references, rules),
        ceilings.head_ceiling(subject, references, rules),
    )
    limits = [(reason.limit, reason) for reason in found if reason is not None and isinstance(reason.limit, Level)]
    if not limits:
        return Level.XS, ()
    limits.sort(key=lambda pair: (pair[0], RULE_ORDER[pair[1].rule]))
    return limits[0][0], tuple([reason for _, reason in limits])


def _conduct(subject: Subject, rules: RatingRules) -> tuple[Reason | None, ...]:
    """Of most subjects there is nothing to tell, and nothing limits them."""
    if subject.facts is NO_FACTS:
        return ()
    return conduct.discipline(subject, rules), conduct.knock_out(subject, rules)


class _Evaluation:
    """What is known so far, stage by stage."""

    def __init__(self, board: Board, rules: RatingRules) -> None:
        self._board = board
        self._rules = rules
        self._subjects = {subject.id: subject for subject in board.subjects}
        self._members: dict[str, list[Subject]] = {group.id: [] for group in board.groups}
        for subject in board.subjects:
            if subject.group is not None:
                self._members[subject.group].append(subject)
        self.results: dict[str, SubjectResult] = {}
        self.groups: dict[str, GroupResult] = {}

    def run(self, kinds: Sequence[SubjectKind]) -> None:
        """Rate the subjects of one stage, then settle the groups that hold them."""
        for subject in self._board.subjects:
            if subject.kind in kinds and subject.fixed_level is None:
                self.results[subject.id] = self._rate(subject)
        for group in self._board.groups:
            if any(group.kind.admits(kind) for kind in kinds):
                self._settle(group)

    def _look_up(self, body: str) -> ceilings.Reference:
        subject = self._subjects[body]
        level = self.results[body].level if subject.fixed_level is None else subject.fixed_level
        return ceilings.Reference(subject.label, subject.kind, level)

    def _rate(self, subject: Subject) -> SubjectResult:
        highest, reasons = assess(subject, self._look_up, self._board, self._rules)
        accepted = None if subject.proposed is None else _admits(highest, subject.proposed)
        level: Level | Unrated | None = subject.proposed if accepted else None
        if highest is Unrated.NOT_RATED:
            level = highest
        return SubjectResult(subject.id, subject.label, highest, level, subject.proposed, accepted, reasons)

    def _settle(self, group: Group) -> None:
        members = [self.results[subject.id] for subject in self._members[group.id]]
        size = sum(one.highest is not Unrated.NOT_RATED for one in members)
        if group.ballot is None:
            passed = tuple(one.id for one in members if one.level in (Level.HTT, Level.XS))
            allowed = caps.left_for(group, size, len(passed), self._rules)
            self._count(group, members, size, passed, allowed, None)
            return
        candidates = [ballots.Candidate(one.id, one.highest) for one in members]
        if ballots.has_quorum(group.ballot, self._rules):
            passed = ballots.passed_round_1(candidates, group.ballot, self._rules)
            allowed = caps.left_for(group, size, len(passed), self._rules)
            outcome = ballots.round_2(candidates, passed, allowed.places, group.ballot, self._rules)
        else:
            passed = ()
            allowed = caps.no_quorum(group.kind, group.ballot, self._rules)
            outcome = BallotResult(quorum_met=False)
        levels = ballots.levels_after(candidates, outcome)
        members = [_with_level(one, levels[one.id]) for one in members]
        self.results.update((one.id, one) for one in members)
        self._count(group, members, size, passed, allowed, outcome)

    def _count(
        self,
        group: Group,
        members: Sequence[SubjectResult],
        size: int,
        passed: Sequence[str],
        allowed: caps.Allowance,
        outcome: BallotResult | None,
    ) -> None:
        excellent = sum(one.level is Level.XS for one in members)
        passers = set(passed)
        self.groups[group.id] = GroupResult(
            id=group.id,
            size=size,
            passed=len(passed),
            admissible=sum(one.highest is Level.XS for one in members if one.id in passers),
            places=allowed.places,
            excellent=excellent,
            excess=max(0, excellent - allowed.places),
            basis=allowed.basis,
            clauses=allowed.clauses,
            calculation=allowed.calculation,
            ballot=outcome,
        )


def _admits(highest: Level | Unrated, proposed: Level) -> bool:
    return isinstance(highest, Level) and proposed <= highest


def _with_level(result: SubjectResult, level: Level | Unrated | None) -> SubjectResult:
    return SubjectResult(
        result.id, result.name, result.highest, level, result.proposed, result.accepted, result.reasons
    )


def _violations(
    board: Board, subjects: Sequence[SubjectResult], groups: Sequence[GroupResult], rules: RatingRules
) -> list[Violation]:
    """First the inadmissible proposals in the order of the subjects, then the groups above their number."""
    found = [_refused_proposal(one, one.proposed) for one in subjects if one.proposed and one.accepted is False]
    of_group = {subject.id: subject.group for subject in board.subjects}
    asked = {group.id: group for group in board.groups}
    for group in groups:
        if group.excess > 0:
            top = [one for one in subjects if of_group[one.id] == group.id and one.level is Level.XS]
            names = ", ".join(one.name for one in top)
            found.append(
                Violation(
                    Rule.EXCELLENCE_CAP,
                    tuple(one.id for one in top),
                    group.clauses,
                    f"Nhóm có {group.excellent} đối tượng xếp “{Level.XS.label}” ({names}), "
                    f"vượt {group.excess} so với số được phép là {group.places}: "
                    f"{_lower_first(group.calculation)[:-1]}; "
                    f"{_remedy(asked[group.id], group, rules)}.",
                    group.id,
                )
            )
    return found


def _remedy(asked: Group, group: GroupResult, rules: RatingRules) -> str:
    own = caps.rules_for(asked, rules)
    return caps.remedy(asked.kind, group.size, group.passed, group.excellent, own)


def _refused_proposal(result: SubjectResult, proposed: Level) -> Violation:
    reason = result.reasons[0]
    return Violation(
        reason.rule,
        (result.id,),
        reason.clauses,
        f"{result.name}: không chấp nhận đề nghị “{proposed.label}”. {reason.text}",
    )


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
