"""Opening the inspection of a body below from what it handed over, and adding what persons found in its documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from orgchart import audit
from orgchart.access import Actor, can_handle_envelopes
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Envelope, EnvelopeBox, EnvelopeState
from orgchart.services.envelopes import settle_envelope
from ratings import access
from ratings.inspection.findings import with_read
from ratings.models import BY_HAND, Inspection, InspectionFinding, InspectionSource
from ratings.services.inspections import store_inspection
from reviews.regulations.errors import UnknownSetError


@dataclass(frozen=True, kw_only=True)
class HandFinding:
    """What a person found: what is wrong, the evidence, what to do, and whom it concerns."""

    text: str
    evidence: str
    remedy: str
    subjects: Sequence[str] = ()


@transaction.atomic
def open_from_file(*, cycle_id: int, envelope_id: int, actor: Actor, at: datetime) -> Inspection:
    """Judge the levels that a body handed over by its own set, and keep its documents with the inspection.

    The letter is taken in with it. (CC-III.4-3, NA-4-1)
    """
    if not access.can_inspect(actor):
        raise PermissionDenied
    rows = Envelope.objects.filter(pk=envelope_id, box=EnvelopeBox.IN, kind=EnvelopeKind.INSPECTION_FILE)
    letter = rows.select_related("peer").first()
    if letter is None:
        raise NotVisible
    content = letter.content
    if not content.get("question"):
        raise Refused(f"{letter.peer.name} chưa có kết quả nào đã quyết định trong năm được kiểm tra.")
    if letter.state == EnvelopeState.SENT and can_handle_envelopes(actor):
        settle_envelope(envelope_id=letter.pk, accepted=True, reason="", actor=actor, at=at)
    try:
        return store_inspection(
            cycle_id=cycle_id,
            content={
                "body_name": letter.peer.name, "set_code": content["set_code"], "source": InspectionSource.ENVELOPE,
                "file_name": letter.title[:200], "digest": letter.digest, "question": content["question"],
                "names": content.get("groups", {}), "envelope": letter,
            },
            actor=actor, at=at,
        )  # fmt: skip
    except UnknownSetError:
        raise Refused(
            f"Nơi được kiểm tra dùng bộ quy định “{content['set_code']}” chưa có tại đây. Yêu cầu nơi đó gửi bộ quy "
            "định lên trước."
        ) from None


@transaction.atomic
def record_finding(*, inspection_id: int, found: HandFinding, actor: Actor, at: datetime) -> InspectionFinding:
    """Add what a person found while reading; it is answered and put right like every other finding. (CC-III.4-3)"""
    if not access.can_inspect(actor):
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update(of=("self",)).filter(pk=inspection_id).first()
    if inspection is None:
        raise NotVisible
    missing = {
        name: words
        for name, words in (("text", "Ghi nội dung phát hiện."), ("evidence", "Ghi tài liệu, căn cứ của phát hiện."))
        if not getattr(found, name).strip()
    }
    if missing:
        raise InvalidInput(missing)
    last = InspectionFinding.objects.filter(inspection=inspection).aggregate(last=Max("position"))["last"] or 0
    row = InspectionFinding(
        tenant_id=inspection.tenant_id, inspection=inspection, position=last + 1, rule=BY_HAND,
        subjects=list(found.subjects), text=found.text.strip(), arithmetic=found.evidence.strip(),
        remedy=found.remedy.strip(), clauses=[],
    )  # fmt: skip
    row.save()
    by_hand = InspectionFinding.objects.filter(inspection=inspection, rule=BY_HAND).count()
    inspection.summary = with_read(inspection.summary, by_hand)
    inspection.save(update_fields=["summary"])
    audit.record(
        actor=actor, action="record_finding", target=inspection, at=at,
        summary=f"Ghi phát hiện khi kiểm tra {inspection.body_name}: {row.text}"[:300],
        changes={"subjects": row.subjects, "evidence": row.arithmetic},
    )  # fmt: skip
    return row
