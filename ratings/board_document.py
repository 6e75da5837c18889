"""The engine's question and answer as plain values: what a decision stores, so that it can be recomputed years later.

The question has the shape of the board file of `manage.py rate`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from ratings.engine.board import Board, CollectiveDiscipline, Criterion, DisciplineRecord, Facts, Group, Points, Subject
from ratings.engine.results import Result
from ratings.engine.scales import Level
from ratings.engine.written import as_json


def question(board: Board, regulation: str) -> dict[str, Any]:
    """The board as a board file."""
    return {
        "regulation": regulation,
        "rating_date": board.rating_date.isoformat(),
        "year": board.year,
        "subjects": [_subject(one) for one in board.subjects],
        "groups": [_group(one) for one in board.groups],
    }


def answer(result: Result) -> dict[str, Any]:
    """The result as the command prints it."""
    found: dict[str, Any] = json.loads(as_json(result))
    return found


def _subject(subject: Subject) -> dict[str, Any]:
    head = {"id": subject.id, "name": subject.label, "kind": subject.kind.value}
    if subject.fixed_level is not None:
        level = subject.fixed_level
        return {**head, "fixed_level": level.name if isinstance(level, Level) else level.value}
    individual = subject.kind == "individual"
    criteria = [_criterion(one) for one in subject.criteria]
    values: dict[str, Any] = {
        "group": subject.group,
        "review_closed": subject.review_closed,
        "attested": subject.attested,
        "criteria": criteria or None,
        "points": _points(subject.points) if subject.points else None,
        "own_ceiling": subject.own_ceiling.name if subject.own_ceiling else None,
        "facts": _person_facts(subject.facts) if individual else _body_facts(subject.facts),
        "organization": subject.organization,
        "heads": list(subject.heads) if individual else None,
        "proposed": subject.proposed.name if subject.proposed else None,
    }
    for key in ("appointed_on", "founded_on", "merged_on", "split_on"):
        day = getattr(subject, key)
        values[key] = day.isoformat() if day else None
    if subject.new_head is not None:
        transferred = subject.new_head.transferred_on.isoformat()
        values["new_head"] = {"transferred_on": transferred, "reason": subject.new_head.reason}
    return {**head, **{key: value for key, value in values.items() if value is not None}}


def _points(points: Points) -> dict[str, int | float]:
    return {"general": _number(points.general), "results": _number(points.results)}


def _number(value: Decimal) -> int | float:
    """A JSON number; with the few decimals that are typed it is written out and read back as it was."""
    return int(value) if value == int(value) else float(str(value))


def _criterion(criterion: Criterion) -> dict[str, Any]:
    found: dict[str, Any] = {"code": criterion.code, "degree": criterion.degree.name, "result": criterion.result}
    return found if criterion.basic is None else {**found, "basic": criterion.basic}


def _person_facts(facts: Facts) -> dict[str, Any]:
    return {"disciplines": [_record(one) for one in facts.disciplines]}


def _body_facts(facts: Facts) -> dict[str, Any]:
    percent = facts.targets_met_percent
    found: dict[str, Any] = {
        "member_disciplines": [_record(one) for one in facts.member_disciplines],
        "disunity_concluded": facts.disunity_concluded,
        "degradation_concluded": facts.degradation_concluded,
        "targets_met_percent": _number(percent),
        "main_targets_met": facts.main_targets_met,
        "force_majeure": facts.force_majeure,
    }
    if facts.collective_discipline is not None:
        found["collective_discipline"] = _of_body(facts.collective_discipline)
    return found


def _of_body(record: CollectiveDiscipline) -> dict[str, bool]:
    return {
        "self_detected": record.self_detected,
        "remedied": record.remedied,
        "counted_before": record.counted_before,
    }


def _record(record: DisciplineRecord) -> dict[str, Any]:
    found: dict[str, Any] = {"degree": record.degree.code, "counted_before": record.counted_before}
    return found if record.violation is None else {**found, "violation": record.violation}


def _group(group: Group) -> dict[str, Any]:
    found: dict[str, Any] = {"id": group.id, "kind": group.kind.value}
    if group.ballot is not None:
        ballot = group.ballot
        rounds: dict[str, Mapping[str, int]] = {"round1": dict(ballot.round1), "round2": dict(ballot.round2)}
        found["ballot"] = {"entitled": ballot.entitled, "present": ballot.present, **rounds}
    if group.carried is not None:
        found["carried"] = asdict(group.carried)
    if group.exception is not None:
        found["exception"] = {"rate": group.exception.rate, "decision": group.exception.reference}
    return found
