"""What is printed after a decision: annulments and answers to complaints."""

from dataclasses import replace

from django.utils.timezone import localdate

from dossiers.documents.kinds import Annulment as AnnulmentPaper
from dossiers.documents.kinds import ComplaintAnswer
from dossiers.documents.parts import ConcludedPoint
from dossiers.gather.heads import committee_signature, office_head
from orgchart.models import Tenant
from ratings.models import Complaint, Outcome, Reconsideration

OUTCOMES = {
    Outcome.KEEP: "Giữ nguyên kết quả xếp loại đã quyết định.",
    Outcome.RERATE: "Xem xét hủy bỏ kết quả và xếp loại lại theo quy định; đến khi có quyết định mới, mức đã quyết "
    "định vẫn có hiệu lực.",
}


def annulment_paper(row: Reconsideration, tenant: Tenant) -> AnnulmentPaper:
    """The decision by which a level is annulled (CC-III.4-4, CC-III.5-4)."""
    subject, year = row.case.subject, row.case.subject.cycle.year
    number = f"{row.number:02d}" if row.number is not None else ""
    return AnnulmentPaper(
        letterhead=office_head(
            tenant, symbol=f"QĐ/{tenant.body_code}", number=number, issued_on=row.annulled_on, year=year
        ),
        year=year,
        deciding_body=f"Ban Thường vụ {tenant.issuing_body}",
        subject=subject.name,
        description=subject.position,
        level=row.level,  # type: ignore[arg-type]
        decision=f"Quyết định số {row.decision_code} ngày {row.decided_on:%d/%m/%Y} của {row.deciding_body}",
        grounds=(
            "Căn cứ quy định về kiểm điểm, đánh giá, xếp loại chất lượng",
            f"Căn cứ {row.get_ground_display()[0].lower()}{row.get_ground_display()[1:]}: {row.facts.rstrip('.')}",
        ),
        conclusion=row.conclusion,
        signature=committee_signature(row.signer_name, row.signer_title),
        recipients=(tenant.superior_name, "Như Điều 3") if tenant.superior_name else ("Như Điều 3",),
    )


def complaint_answer(row: Complaint, tenant: Tenant) -> ComplaintAnswer:
    """The written answer, point by point (CC-III.6-3, CC-III.6-4)."""
    subject, year = row.case.subject, row.case.subject.cycle.year
    number = f"{row.answer_number:02d}" if row.answer_number is not None else ""
    return ComplaintAnswer(
        letterhead=replace(
            office_head(tenant, symbol=f"CV/{tenant.body_code}", number=number, issued_on=row.answered_on, year=year),
            about=f"trả lời khiếu nại, kiến nghị về kết quả xếp loại chất lượng năm {year}",
        ),
        year=year,
        addressee=f"đồng chí {row.complainant_name}" if subject.person_id else row.complainant_name,
        receipt=f"số tiếp nhận {row.number}, ngày {localdate(row.received_at):%d/%m/%Y}",
        decision=f"Quyết định số {row.decision_code} của {row.deciding_body}",
        points=tuple(
            ConcludedPoint(text=one.text, conclusion=one.conclusion) for one in row.points.order_by("position")
        ),
        outcome=OUTCOMES[Outcome(row.outcome)],
        signature=committee_signature(row.signer_name, row.signer_title),
        recipients=("Như trên", tenant.superior_name) if tenant.superior_name else ("Như trên",),
    )
