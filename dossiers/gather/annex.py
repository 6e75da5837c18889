"""Phụ lục của kế hoạch: what the regulation set of a year says, as it is printed behind the plan."""

from collections.abc import Iterator

from dossiers.documents.kinds import SetAnnex
from dossiers.documents.parts import AnnexRow, AnnexSection
from dossiers.gather.heads import office_head
from orgchart.models import Tenant
from reviews.calendar import last_working_day
from reviews.models import Cycle
from reviews.queries import deadlines_of, set_of
from reviews.queries.set_page import ListTable, SetView, SourceView


def set_annex(cycle: Cycle, tenant: Tenant) -> SetAnnex:
    """The dates of the year, every value that is laid down with its source, and the lists. (CC-0-1)"""
    regulation = set_of(cycle)
    view = SetView(regulation)
    sections = (
        AnnexSection(
            "Mốc thời gian", ("Việc phải xong", "Nơi nhận", "Hạn", "Ngày cuối làm việc"), tuple(_dates(cycle))
        ),
        *(
            AnnexSection(
                section.title,
                ("Nội dung", "Quy định", "Căn cứ"),
                tuple(AnnexRow((line.title, line.words, told(line.source))) for line in section.lines if line.words),
            )
            for section in view.sections()
        ),
        *(_table(table) for table in view.tables() if table.kind not in ("deadlines", "open_points") and table.rows),
    )
    return SetAnnex(
        letterhead=office_head(tenant, symbol="", issued_on=cycle.plan_date, year=cycle.year),
        year=cycle.year,
        plan=f"Kế hoạch số {cycle.plan_number}" if cycle.plan_number else "Kế hoạch",
        set_title=regulation.title,
        digest=cycle.set_digest or regulation.digest,
        is_frozen=cycle.issued_at is not None,
        sections=tuple(section for section in sections if section.rows),
    )


def _dates(cycle: Cycle) -> Iterator[AnnexRow]:
    """The steps of the plan, those of the set and the committee's own."""
    for step in deadlines_of(cycle):
        office_day = last_working_day(step.last_day)
        yield AnnexRow((step.title, step.receiver, step.wording, f"{office_day:%d/%m/%Y}"))


def _table(table: ListTable) -> AnnexSection:
    rows = tuple(AnnexRow((*row.cells, told(row.source))) for row in table.rows)
    return AnnexSection(table.title, (*table.head, "Căn cứ"), rows)


def told(source: SourceView) -> str:
    """Where a value comes from, for a narrow column."""
    if source.clauses:
        return "; ".join(clause.document for clause in source.clauses)
    return source.text or source.document
