"""What an inspected body hands over of a year: every closed result with its texts, and the facts behind the levels."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from ratings import board_document
from ratings.models import DecisionItem, RatingCase
from ratings.queries.conclusions import conclusions_of
from ratings.queries.inspections import rating_date_of
from ratings.queries.judgement import judge
from ratings.queries.sheet import engine_id, load_sheet
from ratings.states import CaseState
from reviews.models import Cycle, ReviewSection
from reviews.queries import set_of
from reviews.regulations.forms_of_sets import form_under

CLOSED = (CaseState.DECIDED, CaseState.NOTIFIED, CaseState.NOT_RATED)


def closed_items(cycle: Cycle) -> list[dict[str, Any]]:
    """Every subject whose result is closed: self-review or report, conclusions, decision (four queries)."""
    rows = RatingCase.objects.filter(subject__cycle=cycle, state__in=CLOSED).select_related("subject__unit")
    cases = list(rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "pk"))
    subjects = [case.subject_id for case in cases]
    texts, conclusions, decisions = _texts(cycle, subjects), conclusions_of(subjects), _decisions(cases)
    return [
        {
            "kind": case.subject.kind,
            "name": case.subject.name,
            "position": case.subject.position,
            "unit": case.subject.unit.name,
            "self_level": case.self_level,
            "level": case.level,
            "state": case.state,
            "decision": decisions.get(case.pk) or case.external_decision,
            "appraisal": case.appraisal_note,
            "text": texts.get(case.subject_id, []),
            "conclusions": conclusions.get(case.subject_id, []),
        }
        for case in cases
    ]


def closed_question(cycle: Cycle) -> dict[str, Any]:
    """The closed levels as a board file, with the names of its groups: the inspecting body asks its own engine."""
    sheet = load_sheet(cycle, judged_again_on=rating_date_of(cycle))
    decided = {engine_id(case.subject_id) for case in sheet.cases if case.level}
    board = judge(sheet, with_proposals=True).board
    subjects = tuple(one if one.id in decided else replace(one, proposed=None) for one in board.subjects)
    return {
        "question": board_document.question(replace(board, subjects=subjects), cycle.set_code),
        "groups": {row.id: row.group.name for row in sheet.groups},
    }


def _texts(cycle: Cycle, subjects: list[int]) -> dict[int, list[dict[str, str]]]:
    """The headings of the final texts with what stands under them; answers about manifestations are no headings."""
    rows = ReviewSection.objects.filter(review__subject__in=subjects).order_by("review_id", "pk")
    written: dict[tuple[int, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for subject, kind, key, text, degree in rows.values_list(
        "review__subject_id", "review__form_kind", "key", "text", "degree"
    ):
        written[subject, kind][key] = (text, degree)
    return {
        subject: [
            {"heading": section.title, "text": found[section.key][0], "degree": found[section.key][1]}
            for section in form_under(kind, set_of(cycle))
            if any(found.get(section.key, ("", "")))
        ]
        for (subject, kind), found in written.items()
    }


def _decisions(cases: list[RatingCase]) -> dict[int, str]:
    rows = DecisionItem.objects.filter(case__in=cases).order_by("pk")
    return dict(rows.values_list("case_id", "decision__code"))
