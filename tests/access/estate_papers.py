"""What the estate of a tenant holds of batches of prints, and the dossier that came from below."""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from dossiers.models import (
    BatchedDocument,
    BoardPackage,
    Disposal,
    DisposalEntry,
    Dossier,
    Hold,
    IncomingSubmission,
    IssuedLetter,
    LetterRecipient,
    PrintBatch,
    PrintedDocument,
    RetentionPeriod,
)
from orgchart.models import Envelope, EnvelopeFile, Tenant
from orgchart.tenancy import scope
from tests.access.letters import arrived
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON

if TYPE_CHECKING:
    from tests.access.estate import Estate


def add_papers(estate: "Estate", subordinate: Tenant) -> None:
    """A batch with one document, and an arrived dossier; in the scope of the tenant."""
    rows, tenant = estate.rows, estate.tenant
    batch = PrintBatch(
        tenant=tenant, cycle=estate.cycle, kind="forms", requested_at=NOON, requested_by=estate.actors["office"].account
    )
    batch.save()
    BatchedDocument(tenant=tenant, batch=batch, document=rows["document"], position=1).save()
    rows["print_batch"] = batch
    _inspection(estate, subordinate)
    rows["package"] = BoardPackage(
        tenant=tenant, board=rows["board"], file=rows["file"], subjects=1, incomplete=0, handed_over_at=NOON,
        handed_over_by=estate.actors["office"].account,
    )  # fmt: skip
    rows["package"].save()
    rows["submission"] = _submission(estate, subordinate)
    _add_letter(estate)
    _add_keeping(estate)


def _add_letter(estate: "Estate") -> None:
    """A published letter to a body of the chart, which nobody has confirmed."""
    tenant, office = estate.tenant, estate.actors["office"]
    letter = IssuedLetter(
        tenant=tenant, cycle=estate.cycle, kind="CV", about="Đôn đốc nộp hồ sơ", text="Đề nghị các chi bộ nộp hồ sơ.",
        state="published", body_code="ĐU", period="2024", number=68, code="68-CV/ĐU", place="Chợ Chu",
        issued_on=NOON.date(), drafted_at=NOON, drafted_by=office.account, published_at=NOON,
    )  # fmt: skip
    letter.save()
    recipient = LetterRecipient(
        tenant=tenant, letter=letter, channel="body", purpose="carry_out", name="Ủy ban MTTQ", position=1,
        organization=estate["front"],
    )  # fmt: skip
    recipient.save()
    PrintedDocument(
        tenant=tenant, kind="office_letter", title="Văn bản phát hành", letter=letter, cycle=estate.cycle,
        content_digest="f" * 64, state="ready", file=estate["file"], requested_at=NOON,
    ).save()  # fmt: skip
    estate.rows |= {"office_letter": letter, "letter_recipient": recipient}


def _add_keeping(estate: "Estate") -> None:
    """A class that is kept a year, somebody's dossier that is held, and a list that waits to be approved."""
    tenant, office = estate.tenant, estate.actors["office"]
    common = {"years": 1, "basis": "Quyết định số 12 của Đảng ủy", "set_at": NOON, "set_by": office.account}
    RetentionPeriod(tenant=tenant, record_class="person", **common).save()
    hold = Hold(
        tenant=tenant, subject=estate["own_subject"], reason="Đang xác minh đơn", placed_at=NOON,
        placed_by=office.account,
    )  # fmt: skip
    hold.save()
    disposal = Disposal(
        tenant=tenant, cycle=estate.cycle, record_class="body", basis="Thời hạn một năm", due_on=NOON.date(),
        proposed_at=NOON, proposed_by=office.account,
    )  # fmt: skip
    disposal.save()
    names = {"tenant": tenant, "disposal": disposal, "digest": "5" * 64, "size": 900}
    dossier = Dossier.objects.get(subject=estate["spare_subject"])
    entry = DisposalEntry(**names, model="dossiers.dossier", object_id=dossier.pk, label="Hồ sơ Hội Nông dân")
    entry.save()
    DisposalEntry(**names, model="dossiers.file", object_id=0, label="Tệp kèm theo", part_of=entry).save()
    estate.rows |= {"hold": hold, "disposal": disposal}


def _submission(estate: "Estate", subordinate: Tenant) -> IncomingSubmission:
    content = {
        "year": 2024, "kind": "individual", "name": "Ma Văn Lãnh", "position": "Bí thư Đảng ủy", "unit": "Đảng bộ xã",
        "born_on": "1980-01-01", "self_level": "HTT", "proposed_level": "HTT", "self_degrees": {}, "attestations": {},
        "papers": [{"label": "Bản kiểm điểm cá nhân", "state": "provided", "note": "Lưu tủ 2"}],
    }  # fmt: skip
    common = {
        "kind": "dossier", "title": "Hồ sơ đề nghị xếp loại", "content": content, "digest": "0" * 64, "sent_at": NOON,
        "sent_by_name": "Văn phòng cấp dưới",
    }  # fmt: skip
    envelope = Envelope(tenant=estate.tenant, box="in", peer=subordinate, **common)
    envelope.save()
    with scope(tenant=subordinate.pk):
        Envelope(tenant=subordinate, box="out", peer=estate.tenant, key=envelope.key, **common).save()
    attached = EnvelopeFile(
        tenant=estate.tenant, envelope=envelope, label="Bản kiểm điểm", name="Bản kiểm điểm.pdf", size=len(PDF),
        content_type="application/pdf", digest="0" * 64,
    )  # fmt: skip
    attached.content.save("paper", ContentFile(PDF))
    estate.rows |= {"envelope": envelope, "envelope_file": attached} | arrived(subordinate, estate["own"])
    submission = IncomingSubmission(tenant=estate.tenant, envelope=envelope, cycle=estate.cycle, proposed_level="HTT")
    submission.save()
    return submission


def _inspection(estate: "Estate", subordinate: Tenant) -> None:
    """Documents that the body below handed over, an inspection from such, and an order of the superior."""
    rows, common = estate.rows, {"tenant": estate.tenant, "box": "in", "digest": "3" * 64, "sent_at": NOON}
    checked = rows["inspection"]
    item = {
        "kind": "individual", "name": "Ma Văn Lãnh", "position": "Bí thư", "unit": "Đảng bộ xã", "self_level": "HTT",
        "level": "HTT", "state": "decided", "decision": "01-QĐ/ĐU", "appraisal": "Đạt", "conclusions": [],
        "text": [{"heading": "Ưu điểm", "text": "Gương mẫu.", "degree": "T"}],
    }  # fmt: skip
    content = {"year": 2023, "set_code": checked.set_code, "items": [item], "question": checked.question, "groups": {}}
    rows["inspection_file"] = Envelope(
        kind="inspection_file", title="Tài liệu gửi đoàn kiểm tra", content=content, peer=subordinate,
        sent_by_name="Hệ thống", **common,
    )  # fmt: skip
    rows["inspection_file"].save()
    with scope(tenant=subordinate.pk):
        Envelope(
            tenant=subordinate, box="out", peer=estate.tenant, key=rows["inspection_file"].key, kind="inspection_file",
            title="Tài liệu gửi đoàn kiểm tra", content=content, digest="3" * 64, sent_at=NOON, sent_by_name="Hệ thống",
        ).save()  # fmt: skip
    estate.put("inspection", source="envelope", envelope=rows["inspection_file"])
    superior = rows["above_subject"].decided_by
    order = {"text": "Xếp loại lại", "task": "rate_again", "due_on": "2099-01-01", "year": 2024, "group": "",
             "names": [rows["body_subject"].name]}  # fmt: skip
    rows["order_letter"] = Envelope(
        kind="order", title="Yêu cầu xếp loại lại", content=order, peer=superior, sent_by_name="Văn phòng cấp trên",
        state="received", settled_at=NOON, **common,
    )  # fmt: skip
    rows["order_letter"].save()
