"""What a finished year breaks: the levels that were decided, held against what the engine admits. Nothing is refused.

Levels count as they were decided. The cap is asked with the same figures, so that one wrong level in a group does not
hide that the group has too many of the highest one. Whoever was not to be rated at all is a finding of its own and
stands in no figure of the group, as on a board.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ratings.engine import caps, ceilings
from ratings.engine.board import Board, Group, Subject, SubjectKind
from ratings.engine.evaluate import assess, evaluate
from ratings.engine.results import Reason
from ratings.engine.rules import RatingRules
from ratings.engine.scales import Level, Rule, Unrated
from ratings.engine.wording import number

from .reading import GROUP_LABELS

Decided = Level | Unrated | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """One cap group: allowed and decided numbers, and both shares that reports print."""

    id: str
    name: str
    kind: str
    rated: int
    passed: int
    left: int
    allowed: int
    decided: int
    excess: int
    of_pool: str
    of_left: str
    calculation: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach: who, which rule with its clauses, the arithmetic or reason in words, and what to do."""

    rule: Rule
    subjects: tuple[str, ...]
    text: str
    arithmetic: str
    remedy: str
    clauses: tuple[str, ...]
    group: str = ""
    allowed: int | None = None
    decided: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an inspection: groups and findings, groups above their number first."""

    subjects: int
    rated: int
    groups: tuple[GroupFigures, ...]
    findings: tuple[Finding, ...]


def inspect(
    board: Board, rules: RatingRules, *, names: Mapping[str, str] | None = None, by_percent: bool = False
) -> Report:
    """Everything that the decided levels of a board break; raise `BoardError` for a board that makes no sense.

    `names` are the names of groups whose id is no name; `by_percent` takes any share above the rate as excess, small
    groups too (cap.excess.rule). (NA-3-1, NA-4-3)
    """
    check = _Check(board, rules, names or {}, by_percent=by_percent)
    groups = tuple(check.figures(group) for group in board.groups)
    above = [check.excess(one) for one in groups if one.excess]
    findings = (*above, *(finding for subject in board.subjects for finding in check.findings(subject)))
    rated = sum(isinstance(level, Level) for level in check.decided.values())
    return Report(len(board.subjects), rated, groups, findings)


@dataclass
class _Check:
    """One board with what was decided and what the engine admits."""

    board: Board
    rules: RatingRules
    names: Mapping[str, str]
    by_percent: bool
    decided: dict[str, Decided] = field(init=False)

    def __post_init__(self) -> None:
        results = {one.id: one for one in evaluate(self.board, self.rules).subjects}
        balloted = {group.id for group in self.board.groups if group.ballot is not None}
        self.subjects = {one.id: one for one in self.board.subjects}
        self.decided = {}
        for one in self.board.subjects:
            if one.fixed_level is not None:
                self.decided[one.id] = one.fixed_level
            elif one.group in balloted and results[one.id].level is not None:
                self.decided[one.id] = results[one.id].level
            else:
                self.decided[one.id] = one.proposed
        self.admitted = {one.id: self._assess(one) for one in self.board.subjects if one.fixed_level is None}
        self._members: dict[str, list[Subject]] = {group.id: [] for group in self.board.groups}
        self._dependants: dict[str, list[Subject]] = {}
        for one in self.board.subjects:
            if one.group is not None:
                self._members[one.group].append(one)
            for body in (*one.heads, *((one.organization,) if one.organization else ())):
                self._dependants.setdefault(body, []).append(one)

    def figures(self, group: Group) -> GroupFigures:
        """The figures of a group; the pool is all who were rated HTT or better."""
        members = [one for one in self._members[group.id] if self.admitted[one.id][0] is not Unrated.NOT_RATED]
        levels = [self.decided[one.id] for one in members]
        passed, top = sum(level in (Level.HTT, Level.XS) for level in levels), levels.count(Level.XS)
        rules = caps.rules_for(group, self.rules)
        allowance = caps.allowance(group.kind, len(members), passed, rules)
        allowed, calculation = allowance.places, allowance.calculation
        if self.by_percent:
            allowed = rules.cap_rate * passed // 100
            calculation = f"{passed} đạt loại Tốt trở lên, không quá {rules.cap_rate}% → {allowed}."
        return GroupFigures(
            id=group.id,
            name=self.names.get(group.id, group.id),
            kind=GROUP_LABELS[group.kind],
            rated=sum(isinstance(level, Level) for level in levels),
            passed=passed,
            left=passed - top,
            allowed=allowed,
            decided=top,
            excess=max(0, top - allowed),
            of_pool=share(top, passed),
            of_left=share(top, passed - top),
            calculation=calculation,
            clauses=allowance.clauses,
        )

    def excess(self, figures: GroupFigures) -> Finding:
        """More of the highest level than the number allowed; the percentage alone is no breach. (NA-4-3; A9, A10)"""
        top = [one for one in self._members[figures.id] if self._counts_as_top(one)]
        weak = [one.label for one in top if self._exceeds(one)]
        first = f"; trước hết là {', '.join(weak)}, vì được xếp cao hơn mức được phép" if weak else ""
        return Finding(
            rule=Rule.EXCELLENCE_CAP,
            group=figures.name,
            subjects=tuple(one.label for one in top),
            allowed=figures.allowed,
            decided=figures.decided,
            text=f"Nhóm “{figures.name}” có {figures.decided} đối tượng xếp loại “{Level.XS.label}”, "
            f"được phép {figures.allowed}, vượt {figures.excess}.",
            arithmetic=f"{figures.calculation[:-1]}; đã xếp {figures.decided} ({figures.of_pool} số đạt loại Tốt trở "
            f"lên{_of_left(figures)}); {figures.decided} − {figures.allowed} = {figures.excess}.",
            remedy=f"Xếp loại lại nhóm “{figures.name}”: bớt {figures.excess} trong {figures.decided} đối tượng xếp "
            f"loại “{Level.XS.label}” ({', '.join(one.label for one in top)}){first}.",
            clauses=figures.clauses,
        )

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Every rule that the decided level of one subject breaks, the strictest first."""
        level = self.decided[subject.id]
        if subject.fixed_level is not None or not isinstance(level, Level):
            return
        highest, reasons = self.admitted[subject.id]
        for reason in reasons:
            if isinstance(reason.limit, Unrated) or reason.limit < level:
                yield Finding(
                    rule=reason.rule,
                    subjects=(subject.label,),
                    group=self.names.get(subject.group, subject.group) if subject.group else "",
                    text=_breach(subject, level, reason),
                    arithmetic=reason.text,
                    remedy=self._remedy(subject, level, highest, reason),
                    clauses=reason.clauses,
                )

    def _assess(self, subject: Subject) -> tuple[Level | Unrated, tuple[Reason, ...]]:
        return assess(subject, self._look_up, self.board, self.rules)

    def _look_up(self, body: str) -> ceilings.Reference:
        found = self.subjects[body]
        return ceilings.Reference(found.label, found.kind, self.decided[body])

    def _counts_as_top(self, subject: Subject) -> bool:
        return self.decided[subject.id] is Level.XS and self.admitted[subject.id][0] is not Unrated.NOT_RATED

    def _exceeds(self, subject: Subject) -> bool:
        highest, level = self.admitted[subject.id][0], self.decided[subject.id]
        return isinstance(highest, Level) and isinstance(level, Level) and highest < level

    def _remedy(self, subject: Subject, level: Level, highest: Level | Unrated, reason: Reason) -> str:
        name = subject.label
        if highest is Unrated.NOT_RATED:
            return f"Hủy mức “{level.label}” của {name}; chỉ ghi nhận đã kiểm điểm, không xếp loại."
        if reason.rule is Rule.REVIEW_NOT_CLOSED:
            return f"Tổ chức kiểm điểm lại {name} cho xong, sau đó xếp loại lại."
        if reason.rule is Rule.REFERENCE_PENDING:
            return f"Xếp loại nơi còn thiếu mức trước, sau đó xếp loại lại {name}."
        assert isinstance(highest, Level)
        after = [one.label for one in self._dependants.get(subject.id, ()) if self._stands_above(one, highest)]
        dependants = f" Sau đó xem lại mức của {', '.join(after)}." if after else ""
        return f"Xếp loại lại {name}: cao nhất là “{highest.label}”.{dependants}"

    def _stands_above(self, subject: Subject, limit: Level) -> bool:
        level = self.decided[subject.id]
        return subject.fixed_level is None and isinstance(level, Level) and level > limit


def share(part: int, whole: int) -> str:
    """A share in per cent, cut after one digit, so that a report never rounds a breach away; a dash without a whole."""
    return f"{number(Fraction(1000 * part // whole, 10))}%" if whole else "–"


def _of_left(figures: GroupFigures) -> str:
    return f", {figures.of_left} số còn lại ở mức hoàn thành tốt" if figures.left else ""


def _breach(subject: Subject, level: Level, reason: Reason) -> str:
    if reason.limit is Unrated.NOT_RATED:
        return f"{subject.label} đã được xếp loại “{level.label}”, trong khi thuộc trường hợp không xếp loại."
    if reason.rule is Rule.REVIEW_NOT_CLOSED:
        return f"{subject.label} đã được xếp loại “{level.label}” khi chưa kiểm điểm xong."
    if reason.rule is Rule.REFERENCE_PENDING:
        return f"{subject.label} đã được xếp loại “{level.label}” trước khi nơi làm căn cứ có mức xếp loại."
    assert isinstance(reason.limit, Level)
    who = "cao hơn tập thể, tổ chức mà mình đứng đầu" if reason.rule is Rule.HEAD_CEILING else "cao hơn mức được phép"
    if subject.kind is SubjectKind.COLLECTIVE and reason.rule is Rule.ORGANIZATION_CEILING:
        who = "cao hơn tổ chức, cơ quan, đơn vị của mình"
    return f"{subject.label} được xếp loại “{level.label}”, {who} (cao nhất “{reason.limit.label}”)."


def summary(report: Report, *, body: str, year: int) -> str:
    """The outcome in one sentence, as it stands on top of the printed report."""
    counted = f"Kiểm tra kết quả xếp loại năm {year} của {body}: {report.rated} đối tượng đã xếp loại"
    above = [one for one in report.groups if one.excess]
    others = len(report.findings) - len(above)
    if not report.findings:
        return f"{counted}, {len(report.groups)} nhóm; đối chiếu số liệu không phát hiện vi phạm."
    parts = []
    if above:
        parts.append(f"{len(above)}/{len(report.groups)} nhóm vượt tỷ lệ, thừa {sum(one.excess for one in above)}")
    if others:
        parts.append(f"{others} trường hợp xếp loại không đúng quy định")
    return f"{counted}; {'; '.join(parts)}."


_READ = " Đọc tài liệu phát hiện thêm "


def with_read(words: str, found: int) -> str:
    """The outcome with the number of violations that people found while reading the documents."""
    return f"{words.partition(_READ)[0]}{_READ}{found} vi phạm."
