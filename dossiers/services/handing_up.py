"""A dossier goes up as an envelope, is examined there, and the decision comes down the same way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from dossiers import access
from dossiers.models import ChecklistItem, Dossier, IncomingSubmission
from dossiers.queries import is_kept_at_unit, unconfirmed
from dossiers.services.checklists import lacking_lines, missing_items, move_dossier
from dossiers.services.printing import current_bundle
from dossiers.services.telling_levels import take_levels_of
from dossiers.states import ItemState, SubmissionState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Envelope, EnvelopeKind, EnvelopeState
from orgchart.services.envelopes import Attachment, send_envelope, settle_envelope
from ratings.models import RatingCase
from ratings.queries.level_references import headed_bodies
from ratings.services.cases import record_self_rating
from ratings.services.decisions import propose_upward
from reviews.models import Cycle, Deadline, RatingPlace, Subject
from reviews.queries.signs import sign_of
from reviews.services.transitions import local_day
from reviews.states import Phase

DEADLINE_STEP = "dossier"


@transaction.atomic
def submit_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """Hand a complete dossier in: up to the superior that decides, or to the committee's own office.

    Arriving after the last timely day marks it late, it is never refused for that (HY-B.II.3-3).
    """
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("subject__cycle", "subject__decided_by")
    dossier = rows.get(pk=dossier_id)
    if not access.can_hand_in(actor, dossier):
        raise PermissionDenied
    missing = missing_items(dossier)
    if missing:
        raise Refused(
            f"Hồ sơ còn thiếu {len(missing)} thành phần bắt buộc, chưa nộp được. Bổ sung các thành phần sau:",
            reasons=lacking_lines(missing),
            clauses=[item.clause for item in missing],
        )
    move_dossier(dossier, "submit")
    dossier.submitted_at, dossier.submitted_by, dossier.return_reason = at, actor.account, ""
    dossier.confirmed_at, dossier.confirmed_by = None, None
    is_kept = is_kept_at_unit(dossier.subject)
    dossier.is_late = not is_kept and _is_late(dossier.subject.cycle, at)
    if dossier.subject.rating == RatingPlace.SUPERIOR:
        dossier.envelope_key = _send_up(dossier, actor, at).key
    dossier.save()
    summary = "Lưu hồ sơ tại cơ quan, đơn vị" if is_kept else "Nộp hồ sơ" + (" (quá hạn)" if dossier.is_late else "")
    audit.record(actor=actor, action="submit_dossier", target=dossier, at=at, summary=summary)
    return dossier


@transaction.atomic
def confirm_submissions(*, cycle_id: int, actor: Actor, at: datetime) -> int:
    """The head confirms what was handed in to the superior; handed in anew, it is confirmed anew (CC-III.4-1).

    Nothing waits for it: what has gone is gone, and the head stands for it by name.
    """
    if not access.can_confirm_submissions(actor):
        raise PermissionDenied
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=unconfirmed().filter(subject__cycle=cycle_id))
    waiting = list(rows.select_related("subject").order_by("pk"))
    if not waiting:
        raise Refused("Không có hồ sơ nào đã nộp lên cấp trên mà chưa được xác nhận.")
    for dossier in waiting:
        dossier.confirmed_at, dossier.confirmed_by = at, actor.account
        dossier.save(update_fields=["confirmed_at", "confirmed_by"])
        summary = f"Xác nhận hồ sơ đã nộp lên cấp trên: {dossier.subject.name}"[:300]
        audit.record(actor=actor, action="confirm_submission", target=dossier, at=at, summary=summary)
    return len(waiting)


@transaction.atomic
def receive_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """The committee's own office takes in a dossier of a subject that is rated here (CC-IIIb.4-1)."""
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("subject").get(pk=dossier_id)
    if dossier.subject.rating == RatingPlace.SUPERIOR:
        raise Refused("Hồ sơ này do cấp trên tiếp nhận; chờ cấp trên xác nhận.")
    move_dossier(dossier, "receive")
    dossier.received_at = at
    dossier.save()
    audit.record(actor=actor, action="receive_dossier", target=dossier, at=at, summary="Tiếp nhận hồ sơ")
    return dossier


@transaction.atomic
def return_dossier(*, dossier_id: int, reason: str, remarks: Mapping[str, str], actor: Actor, at: datetime) -> Dossier:
    """The committee's own office gives a dossier back, item by item, to be completed (SL-IV.1-2)."""
    if not access.can_keep_dossiers(actor):
        raise PermissionDenied
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("subject").get(pk=dossier_id)
    if dossier.subject.rating == RatingPlace.SUPERIOR:
        raise Refused("Hồ sơ này do cấp trên tiếp nhận; cấp trên trả lại nếu chưa đạt.")
    named = {row.code: row.label for row in ChecklistItem.objects.filter(dossier=dossier)}
    _send_back(dossier, told_reason(reason, remarks, named), remarks)
    audit.record(
        actor=actor, action="return_dossier", target=dossier, at=at, summary="Trả lại hồ sơ",
        changes={"reason": dossier.return_reason},
    )  # fmt: skip
    return dossier


def told_reason(reason: str, remarks: Mapping[str, str], named: Mapping[str, str]) -> str:
    """The reasons in words: the general one, then one line for each paper; refuses when nothing is said."""
    lines = [f"{named[code]}: {text.strip()}" for code, text in remarks.items() if code in named and text.strip()]
    told = "\n".join([reason.strip(), *lines] if reason.strip() else lines)
    if not told:
        raise InvalidInput({"reason": "Ghi rõ lý do trả lại và những gì cần bổ sung."})
    return told


def _send_back(dossier: Dossier, reason: str, remarks: Mapping[str, str]) -> None:
    """The dossier is open again, with what is wrong at each of its items."""
    move_dossier(dossier, "return")
    dossier.return_reason = reason
    for item in ChecklistItem.objects.select_for_update(of=("self",)).filter(dossier=dossier):
        item.return_reason = remarks.get(item.code, "").strip()[:500]
        item.save(update_fields=["return_reason"])
    dossier.save()


def _is_late(cycle: Cycle, at: datetime) -> bool:
    """The last timely day counts to its end, in local time (CC-IIIb.4-1, SL-IV.3-5)."""
    named = Q(step=DEADLINE_STEP) | Q(phase=Phase.DOSSIER)
    deadline = Deadline.objects.filter(named, cycle=cycle).order_by("last_day", "pk").first()
    return deadline is not None and local_day(at) > deadline.last_day


def _send_up(dossier: Dossier, actor: Actor, at: datetime) -> Envelope:
    subject = dossier.subject
    if subject.decided_by is None:
        raise Refused("Chưa khai báo cấp trên xếp loại đối tượng này.")
    case = RatingCase.objects.filter(subject=subject).first()
    if case is None or not case.self_level:
        raise Refused("Chưa có mức tự xếp loại nên chưa có gì để đề nghị. Hoàn chỉnh bản kiểm điểm trước.")
    try:
        case = propose_upward(case_id=case.pk, level=case.proposed_level, actor=actor, at=at)
    except InvalidInput as refusal:
        raise Refused(f"Chưa nộp được. {refusal}") from None
    return send_envelope(
        kind=EnvelopeKind.DOSSIER,
        receiver=subject.decided_by,
        title=f"Hồ sơ đề nghị xếp loại năm {subject.cycle.year}: {subject.name}",
        content=_content(dossier, case),
        actor=actor,
        at=at,
        attachments=_attachments(dossier),
    )


def _content(dossier: Dossier, case: RatingCase) -> dict[str, Any]:
    """The snapshot of the subject that travels; the receiver never reads the sender's rows."""
    subject = dossier.subject
    born = subject.person.birth_date if subject.person else None
    return {
        "year": subject.cycle.year,
        "kind": subject.kind,
        "name": subject.name,
        "position": subject.position,
        "unit": subject.unit.name,
        "born_on": born.isoformat() if born else "",
        "self_level": case.self_level,
        "proposed_level": case.proposed_level,
        "self_degrees": dict(case.criteria.exclude(self_degree="").values_list("code", "self_degree")),
        "attestations": case.attestations,
        "signs": sign_of(subject),
        "headed": [one.plain() for one in headed_bodies(subject)],
        "papers": [
            {
                "code": item.code,
                "label": item.label,
                "state": item.state,
                "note": item.note,
                "digest": item.file.digest if item.file else "",
                "returned": item.return_reason,
            }
            for item in ChecklistItem.objects.filter(dossier=dossier).select_related("file").order_by("position")
        ],
        "resubmits": str(dossier.envelope_key) if dossier.envelope_key else "",
    }


def _attachments(dossier: Dossier) -> list[Attachment]:
    items = ChecklistItem.objects.filter(dossier=dossier, state=ItemState.PROVIDED).select_related("file")
    found = []
    for item in items.order_by("position"):
        if item.file is not None:
            with item.file.opened() as content:
                found.append(Attachment(item.label, item.file.name, item.file.content_type, content.read()))
    bundle = current_bundle(dossier.subject)
    if bundle is not None:
        with bundle.opened() as content:
            found.append(Attachment("Tập hồ sơ có bìa, mục lục", bundle.name, bundle.content_type, content.read()))
    return found


def on_dossier_arrival(envelope: Envelope, at: datetime) -> None:
    """In the receiver's scope: an arrived dossier stands in its cycle of the same year."""
    cycle = Cycle.objects.filter(year=envelope.content["year"]).first()
    if cycle is None:
        raise Refused("Cấp trên chưa mở đợt kiểm điểm năm này nên chưa nhận hồ sơ. Liên hệ Ban Tổ chức cấp trên.")
    IncomingSubmission(
        tenant_id=envelope.tenant_id,
        envelope=envelope,
        cycle=cycle,
        proposed_level=envelope.content["proposed_level"],
    ).save()


def candidates(submission: IncomingSubmission) -> list[Subject]:
    """Own subjects of the receiver's cycle that the dossier may be about; those of the same name come first."""
    content = submission.envelope.content
    rows = Subject.objects.filter(cycle=submission.cycle, kind=content["kind"], rating=RatingPlace.HERE)
    return sorted(rows.order_by("rank", "sort_key", "pk"), key=lambda row: row.name != content["name"])


@transaction.atomic
def accept_submission(*, submission_id: int, subject_id: int | None, actor: Actor, at: datetime) -> IncomingSubmission:
    """Take a dossier in and match it once to the own subject; its own level and degrees become the case's."""
    submission = _lock_submission(submission_id, actor)
    if subject_id is None:
        raise InvalidInput({"subject": "Chọn đối tượng trong danh sách của đợt để ghép hồ sơ."})
    rows = Subject.objects.select_for_update(of=("self",))  # two dossiers may be matched to one subject at once
    subject = rows.filter(pk=subject_id, cycle=submission.cycle, rating=RatingPlace.HERE).first()
    if subject is None:
        raise NotVisible
    taken = IncomingSubmission.objects.filter(subject=subject, state=SubmissionState.ACCEPTED)
    if taken.exclude(pk=submission.pk).exists():
        raise Refused(f"“{subject.name}” đã có một hồ sơ được tiếp nhận. Kiểm tra lại trước khi ghép.")
    settle_envelope(envelope_id=submission.envelope_id, accepted=True, reason="", actor=actor, at=at)
    submission.subject, submission.state = subject, SubmissionState.ACCEPTED
    submission.save()
    case = RatingCase.objects.filter(subject=subject).first()
    if case is None:
        raise Refused("Chưa lập danh sách xếp loại của đợt. Lập danh sách rồi tiếp nhận lại.")
    content = submission.envelope.content
    record_self_rating(
        case_id=case.pk, level=content["self_level"], degrees=content["self_degrees"], actor=actor, at=at
    )
    take_levels_of(submission, at)
    audit.record(
        actor=actor, action="accept_submission", target=submission, at=at, summary=f"Tiếp nhận: {subject.name}"
    )
    return submission


@transaction.atomic
def return_submission(
    *, submission_id: int, reason: str, actor: Actor, at: datetime, remarks: Mapping[str, str] | None = None
) -> IncomingSubmission:
    """Send a dossier back with the reasons, paper by paper; the sender may mend it and hand it in again."""
    submission = _lock_submission(submission_id, actor)
    papers = submission.envelope.content["papers"]
    named = {one.get("code", one["label"]): one["label"] for one in papers}
    said = {code: text.strip() for code, text in (remarks or {}).items() if code in named and text.strip()}
    settle_envelope(
        envelope_id=submission.envelope_id, accepted=False, reason=told_reason(reason, said, named), remarks=said,
        actor=actor, at=at,
    )  # fmt: skip
    submission.state = SubmissionState.RETURNED
    submission.save()
    title = submission.envelope.title
    audit.record(actor=actor, action="return_submission", target=submission, at=at, summary=f"Trả lại: {title}")
    return submission


def on_dossier_settled(envelope: Envelope, at: datetime) -> None:
    """In the sender's scope: the dossier moves with the answer of the superior."""
    dossier = Dossier.objects.select_for_update(of=("self",)).filter(envelope_key=envelope.key).first()
    if dossier is None:
        return
    if envelope.state == EnvelopeState.RECEIVED:
        move_dossier(dossier, "receive")
        dossier.received_at = at
        summary = f"{envelope.peer.name} tiếp nhận hồ sơ"
    else:
        _send_back(dossier, envelope.reason, envelope.remarks)
        summary = f"{envelope.peer.name} trả lại hồ sơ"
    dossier.save()
    audit.record(
        actor=None,
        action="dossier_settled",
        target=dossier,
        at=at,
        summary=summary,
        changes={"reason": envelope.reason},
    )


def _lock_submission(submission_id: int, actor: Actor) -> IncomingSubmission:
    if not access.can_handle_submissions(actor):
        raise PermissionDenied
    rows = IncomingSubmission.objects.select_for_update(of=("self",)).select_related("envelope__peer", "cycle")
    submission: IncomingSubmission = rows.get(pk=submission_id)
    if submission.state != SubmissionState.ARRIVED:
        raise Refused(f"Hồ sơ này đã được xử lý: {submission.get_state_display().lower()}.")
    return submission
