"""Báo cáo kết quả kiểm tra: what a check of a finished year found, as it is handed to the body that was checked."""

from django.utils.timezone import localdate

from dossiers.documents.kinds import InspectionReport
from dossiers.documents.parts import InspectedFinding, InspectedGroup, Signature
from dossiers.gather.annex import told
from dossiers.gather.heads import office_head
from orgchart.models import Tenant
from ratings.models import Correction, CorrectionKind, Inspection
from ratings.queries.inspections import demands_of
from reviews.models import Cycle
from reviews.queries import set_of
from reviews.queries.set_page import SetView
from reviews.regulations.clauses import citations_of

ORDER = "retro.correctionDate"


def inspection_report(row: Inspection, tenant: Tenant) -> InspectionReport:
    """Both ratios of every group, each breach with what to do and by when, and what was put right (NA-4-1, NA-4-3)."""
    inspected_on = localdate(row.inspected_at)
    file = f" “{row.file_name}”" if row.file_name else ""
    return InspectionReport(
        letterhead=office_head(tenant, symbol=f"BC/{tenant.body_code}", issued_on=inspected_on, year=row.cycle.year),
        year=row.year,
        body=row.body_name,
        inspected_on=inspected_on,
        rating_date=row.rating_date,
        set_title=row.set_title,
        input=f"{row.get_source_display()}{file}",
        digest=row.input_digest,
        summary=row.summary,
        due=f"đến hết ngày {row.due_on:%d/%m/%Y} ({row.due_source})",
        order=_order(row.cycle),
        groups=tuple(
            InspectedGroup(**{name: one[name] for name in InspectedGroup.__dataclass_fields__}) for one in row.groups
        ),
        findings=tuple(
            InspectedFinding(
                text=demand.finding.text,
                arithmetic=demand.finding.arithmetic,
                clauses=tuple(one.document for one in citations_of(demand.finding.clauses)),
                remedy=demand.finding.remedy,
                correction=_done(demand.correction, is_late=demand.is_late) if demand.correction else "",
            )
            for demand in demands_of(row)
        ),
        signature=Signature(post="Người kiểm tra", name=row.inspected_by.full_name),
    )


def _order(cycle: Cycle) -> str:
    """The order of the set to put earlier years right, with its source; nothing where the set gives none (NA-3-2)."""
    line = SetView(set_of(cycle)).line(ORDER)
    return f"tự chấn chỉnh, khắc phục xong {line.words} ({told(line.source)})" if line.words else ""


def _done(row: Correction, *, is_late: bool) -> str:
    decision = f" theo Quyết định {row.decision_number}" if row.kind != CorrectionKind.EXPLAINED else ""
    late = ", quá hạn" if is_late else ""
    return f"{row.get_kind_display()}{decision}, ngày {row.done_on:%d/%m/%Y}{late}. {row.answer}"
