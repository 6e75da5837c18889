"""The text of the subject at hand, unfolded where this place looks closely. (SL-II.4.2b-4)"""

from dataclasses import dataclass
from typing import Any

from orgchart.access import Actor
from reviews.models import AgendaItem, Conference, FormKind
from reviews.queries import written
from reviews.queries.contents import as_sent, contents_of, form_of
from reviews.states import WRITABLE


@dataclass(frozen=True)
class UnfoldedSection:
    """One heading with its text; open where the conference goes into it."""

    heading: str
    text: str
    degree: str
    is_open: bool


def sections_at(conference: Conference, item: AgendaItem, actor: Actor) -> list[UnfoldedSection]:
    """What was sent round about a person: at a cell what concerns the member is open, at a leadership the rest.

    Nothing for a collective, whose report is read aloud, and nothing for whoever may not read the text.
    """
    review = getattr(item.subject, "review", None)
    if review is None or review.form_kind == FormKind.COLLECTIVE_REPORT or not written.may_read(actor, review):
        return []
    sent = review.circulations.filter(withdrawn_at=None).order_by("-pk").first()
    if sent is None and review.state in WRITABLE:
        return []
    content: dict[str, Any] = sent.content if sent is not None else as_sent(contents_of(review), {})
    at_cell = conference.cell_id is not None
    rows = ((section, content["sections"].get(section.key, {})) for section in form_of(review))
    return [
        UnfoldedSection(section.title, row.get("text", ""), row.get("degree", ""), section.member == at_cell)
        for section, row in rows
        if row.get("text") or row.get("degree")
    ]
