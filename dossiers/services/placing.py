"""Putting finished documents into the items of the dossiers that they fulfil."""

from collections.abc import Sequence
from datetime import datetime

from dossiers.documents.kinds import DocumentKind
from dossiers.models import PrintedDocument
from dossiers.queries import newest_file, slots_of
from dossiers.services.checklists import Confirmed, fill_with_document
from dossiers.signing.slots import SEAL
from ratings.models import DecisionItem
from reviews.models import AgendaItem, Subject, SubjectKind
from reviews.states import AgendaState, ConferenceState

# Which item of the checklist a document of a kind fills, for collectives and for persons.
CHECKLIST_CODES = {
    DocumentKind.COLLECTIVE_REPORT: ("report",),
    DocumentKind.LEADER_REVIEW: ("self_review",),
    DocumentKind.SELF_ASSESSMENT: ("self_rating_sheet",),
    DocumentKind.SUBMISSION_LETTER: ("submission_letter", "individual_submission_letter"),
    DocumentKind.MINUTES: ("minutes",),
    DocumentKind.DECISION: ("decision",),
    DocumentKind.RESULT_REPORT: ("result_report",),
    DocumentKind.RESIDENCE_SLIP: ("residence_comment",),
    DocumentKind.CV_SUPPLEMENT: ("cv_supplement",),
}
# Printed empty and filled in with the pen: nothing until it comes back signed.
EMPTY_FORMS = frozenset({DocumentKind.RESIDENCE_SLIP, DocumentKind.CV_SUPPLEMENT})


def place(document: PrintedDocument, at: datetime) -> None:
    """Put a ready document, in its newest signed version, into the items of the dossiers that it fulfils.

    Minutes count only once they are signed (HY-B.II.3-6); the decision goes to everybody in it (CC-III.7.2-7).
    """
    file, signed = newest_file(document), _signed(document)
    if document.kind in EMPTY_FORMS and signed is None:
        return
    for code in CHECKLIST_CODES.get(DocumentKind(document.kind), ()):
        fill_with_document(document, file, _subjects_of(document), code, at, signed=signed)


def _signed(document: PrintedDocument) -> Confirmed | None:
    """Who confirmed the paper last and when, once a stored file bears every signature that it needs."""
    rows = {row.slot: row for row in document.signatures.order_by("pk")}
    slots = slots_of(document)
    if not slots or any(slot not in rows or rows[slot].file_id is None for slot in slots):
        return None
    last = [rows[slot] for slot in slots if slot != SEAL][-1]
    body = document.subject.unit.name if document.subject is not None else ""
    return Confirmed(body=body, name=last.signer_name, on=rows[slots[-1]].signed_on)


def _subjects_of(document: PrintedDocument) -> list[int]:
    if document.subject is not None:
        return [document.subject.pk, *_reviewed_through([document.subject.pk])]
    if document.conference is not None:
        if document.conference.state != ConferenceState.SIGNED:
            return []
        items = AgendaItem.objects.filter(conference=document.conference, state=AgendaState.CONCLUDED)
        heard = list(items.values_list("subject_id", flat=True))
        return [*heard, *_reviewed_through(heard)]
    decided = DecisionItem.objects.filter(decision=document.decision)
    return list(decided.values_list("case__subject_id", flat=True)) if document.decision_id else []


def _reviewed_through(subject_ids: Sequence[int]) -> list[int]:
    """Cells whose review is that of their committee: its papers serve both dossiers (CC-III.1.1a-6)."""
    committees = Subject.objects.filter(pk__in=subject_ids, kind=SubjectKind.COLLECTIVE)
    pairs = committees.values_list("cycle", "collective__organization")
    cells = Subject.objects.filter(kind=SubjectKind.PARTY_ORGANIZATION, is_reviewed=False)
    found = [cells.filter(cycle=cycle, organization=organization) for cycle, organization in pairs]
    return [pk for rows in found for pk in rows.values_list("pk", flat=True)]
