"""Ceilings: a collective stays under its organisation, a head under the bodies that he or she heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .board import Board, Subject, SubjectKind
from .results import Reason
from .rules import RatingRules
from .scales import Level, Rule, Unrated
from .wording import sentence


@dataclass(frozen=True, slots=True)
class Reference:
    """A body whose level limits somebody; `level` is None while it is pending."""

    name: str
    kind: SubjectKind
    level: Level | Unrated | None


Lookup = Callable[[str], Reference]


def binding_references(subject: Subject, look_up: Lookup, board: Board, rules: RatingRules) -> tuple[Reference, ...]:
    """The bodies that really limit this subject: lifted and switched-off ceilings are neither tested nor waited for."""
    if subject.kind is SubjectKind.COLLECTIVE:
        if subject.organization is None or not rules.collective_under_organization:
            return ()
        return (look_up(subject.organization),)
    headed = (look_up(body) for body in subject.heads)
    return tuple(body for body in headed if _binds_head(body.kind, subject, board, rules))


def reference_pending(subject: Subject, references: Iterable[Reference], rules: RatingRules) -> Reason | None:
    """Whoever hangs on a body waits until that body has its level. (HY-B.II.2-4, HY-B.II.1.4-6)"""
    waiting = [body for body in references if _holds_up(body, rules)]
    if not waiting:
        return None
    head = subject.kind is SubjectKind.INDIVIDUAL
    names = ", ".join(f"“{body.name}”" for body in waiting)
    cause = f"{names} chưa có mức xếp loại chính thức"
    effect = "nên chưa thể xếp loại người đứng đầu" if head else "nên chưa thể xếp loại tập thể"
    return Reason(
        Rule.REFERENCE_PENDING,
        Unrated.BLOCKED,
        rules.cite("reference-pending.head" if head else "reference-pending.collective"),
        f"{cause}, {effect}; cần quyết định mức xếp loại của {names} trước.",
    )


def organization_ceiling(subject: Subject, references: Iterable[Reference], rules: RatingRules) -> Reason | None:
    """A collective is rated no higher than its organisation. (HY-B.II.1.4-6)"""
    if subject.kind is not SubjectKind.COLLECTIVE:
        return None
    return _ceiling(Rule.ORGANIZATION_CEILING, references, rules, "tổ chức, cơ quan, đơn vị", "tập thể")


def head_ceiling(subject: Subject, references: Iterable[Reference], rules: RatingRules) -> Reason | None:
    """A head is rated no higher than the collectives and organisations headed. (HY-B.II.2-5, CC-I.6-3)"""
    if subject.kind is not SubjectKind.INDIVIDUAL:
        return None
    return _ceiling(Rule.HEAD_CEILING, references, rules, "nơi mình đứng đầu", "người đứng đầu")


def _ceiling(
    rule: Rule, references: Iterable[Reference], rules: RatingRules, body_words: str, whom: str
) -> Reason | None:
    """A body that is reviewed but not rated limits nothing; a ceiling never lifts. (B6)"""
    levels = [(body.name, body.level) for body in references if isinstance(body.level, Level)]
    limit = min((level for _, level in levels), default=Level.XS)
    if limit is Level.XS:
        return None
    names = ", ".join(f"“{name}”" for name, level in levels if level is limit)
    return Reason(
        rule,
        limit,
        rules.cite(rule.value),
        sentence(
            f"{names} xếp loại “{limit.label}”, mà mức của {whom} không được cao hơn mức của {body_words}",
            f"nên cao nhất là “{limit.label}”",
            remedy=f"muốn xếp cao hơn thì {names} phải được xếp loại cao hơn trước",
        ),
    )


def _binds_head(kind: SubjectKind, head: Subject, board: Board, rules: RatingRules) -> bool:
    applies = rules.head_under_organizations if kind.is_organization else rules.head_under_collectives
    return applies and not _lifted(kind, head, board, rules)


def _lifted(kind: SubjectKind, head: Subject, board: Board, rules: RatingRules) -> bool:
    """A head who came in the rated year and has no part in the body's result may be freed from it. (CC-I.6-4)"""
    if not rules.new_head_exception or head.new_head is None or head.new_head.transferred_on.year != board.year:
        return False
    return rules.new_head_lifts_all or kind.is_organization


def _holds_up(body: Reference, rules: RatingRules) -> bool:
    if body.level is None:
        return True
    return body.level is Unrated.NOT_RATED and rules.unrated_reference_blocks
