"""A review as it is read: the version that was sent, or the one that stands."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from orgchart import clock
from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from reviews import access
from reviews.forms import AgainForm
from reviews.models import Circulation, FormKind, Review, ShortcomingStatus
from reviews.queries import written
from reviews.queries.contents import as_sent, contents_of, form_of
from reviews.regulations.form_lines import line_kind
from reviews.regulations.forms import Form, Section
from reviews.regulations.forms_of_sets import PROTECTED, SIGN
from reviews.services import circulation
from reviews.states import REVIEW_MOVES, WRITABLE, ReviewState
from reviews.views.edit_page import identity_shown, opening_of


@dataclass
class ReadSection:
    """One heading with its text and degree."""

    heading: str
    text: str
    degree: str
    lines: list[dict[str, Any]]
    has_text: bool
    has_degree: bool
    targets: list[dict[str, Any]]
    cited: list[str]


@dataclass
class ReadPart:
    """The headings under one Roman number, with the earlier shortcomings in part III."""

    title: str
    groups: list[tuple[str, list[ReadSection]]]
    lines: list[dict[str, Any]]


def read_context(request: TenantRequest, review: Review, again: AgainForm | None = None) -> dict[str, Any]:
    """Everything that the page of reading shows; recipients get the version that was sent to them."""
    content, sent_at = _content_for(request, review)
    wanted, writes = form_of(review), access.can_write_review(request.actor, review)
    if not (writes or written.was_sent_to(request.actor, review)):
        content = without_protected(content, keeps_signs=access.can_read_signs(request.actor, review.subject))
    return {
        "review": review,
        "form": wanted,
        "is_collective": review.form_kind == FormKind.COLLECTIVE_REPORT,
        "opening": opening_of(review),
        "parts": _parts(wanted, content),
        "identity": identity_shown(content["identity"]),
        "level": content["level"],
        "sent_at": sent_at,
        "places": written.places_of(review) if review.state == ReviewState.CIRCULATED else [],
        "receipts": list(written.receipts_of(review)) if writes else [],
        "can_edit": writes and review.state in WRITABLE,
        "can_withdraw": writes and review.state in REVIEW_MOVES["withdraw"].sources,
        "can_confirm": access.can_confirm_review(request.actor, review)
        and review.state in REVIEW_MOVES["confirm"].sources,
    } | _again(request, review, again)


def _again(request: TenantRequest, review: Review, form: AgainForm | None) -> dict[str, Any]:
    """Holding it again, for whoever confirms; with what was typed and refused. (NA-4-2)"""
    may = access.can_confirm_review(request.actor, review) and review.state in REVIEW_MOVES["again"].sources
    return {"again_form": form or AgainForm(), "can_order_again": may}


def _content_for(request: TenantRequest, review: Review) -> tuple[dict[str, Any], Any]:
    sent = _opened(request, review)
    if review.state in {ReviewState.FINAL, ReviewState.CONFIRMED} or access.can_write_review(request.actor, review):
        return as_sent(contents_of(review), written.identity_of(review, clock.today())), None
    sent = sent or review.circulations.filter(withdrawn_at=None).order_by("-pk").first()
    if sent is None:
        raise NotVisible
    return sent.content, sent.sent_at


def without_protected(content: dict[str, Any], *, keeps_signs: bool) -> dict[str, Any]:
    """The text without the answers that only the person and the body that reviews may see.

    What was found in the year is for the inspection commission too. (CC-I.2-1)
    """
    hidden = set(PROTECTED) - ({SIGN} if keeps_signs else set())
    lines = {kind: rows for kind, rows in content.get("lines", {}).items() if kind not in hidden}
    return content | {"lines": lines}


def _opened(request: TenantRequest, review: Review) -> Circulation | None:
    try:
        return circulation.open_receipt(review_id=review.pk, actor=request.actor, at=clock.now())
    except NotVisible:
        return None  # whoever runs the year reads without being a recipient


def _parts(wanted: Form, content: dict[str, Any]) -> list[ReadPart]:
    parts = []
    for title, rows in groupby(wanted, key=lambda section: section.part):
        groups = [
            (name, [_section(one, content) for one in ones])
            for name, ones in groupby(rows, key=lambda section: section.group)
        ]
        lines = [_line(line) for line in content["shortcomings"]] if title.startswith("III.") else []
        parts.append(ReadPart(title, groups, lines))
    return parts


def _section(section: Section, content: dict[str, Any]) -> ReadSection:
    row = content["sections"].get(section.key, {})
    lines = content.get("lines", {}).get(section.lines, [])
    return ReadSection(
        heading=section.title,
        text=row.get("text", ""),
        degree=row.get("degree", ""),
        lines=[shown_line(section.lines, line) for line in lines],
        has_text=section.has_text,
        has_degree=section.has_degree,
        targets=content.get("targets", []) if section.targets else [],
        cited=content.get("cited", {}).get(section.key, []),
    )


def shown_line(kind: str, line: dict[str, Any]) -> dict[str, Any]:
    """A line as it is read: what it is about, and label by label what was written."""
    fields = [(field.label, field.shown(line["values"].get(field.name, ""))) for field in line_kind(kind).fields]
    return {"title": line["title"], "note": line["note"], "fields": [(label, text) for label, text in fields if text]}


def _line(line: dict[str, Any]) -> dict[str, Any]:
    status = line["status"]
    return line | {"status": ShortcomingStatus(status).label if status else "Chưa báo cáo"}
