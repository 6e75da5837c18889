"""Tổng hợp các kênh thông tin: everything that is known about the subjects of one cap group, side by side."""

from collections import Counter, defaultdict

from dossiers.documents.boards import ChannelSummary
from dossiers.documents.parts import ChannelRow
from dossiers.gather.heads import committee_signature, office_head
from dossiers.models import ChecklistItem
from dossiers.states import ItemState
from orgchart.kinds import PostRole
from orgchart.models import DisciplineRecord, Tenant
from orgchart.queries import members_of
from ratings.models import Board, CapGroup, Complaint, RatingCase
from ratings.queries.facts import YearDiscipline
from reviews.models import AgendaItem, ConcurrentDuty, Degree, OpinionRequest
from reviews.queries import set_of
from reviews.states import AgendaState, OpinionState

# The comments of others that are papers of the dossier.
COMMENTS = ("workplace_comment", "residence_comment")
NOTHING = "Không có"


def channel_summary(board: Board, group: CapGroup, tenant: Tenant) -> ChannelSummary:
    """One row for each subject of a group; the number of statements does not grow with them. (NA-MB-2)"""
    year = board.cycle.year
    order = ("subject__kind", "subject__rank", "subject__sort_key", "pk")
    cases = list(RatingCase.objects.filter(group=group).select_related("subject").order_by(*order))
    sources = _Sources(cases, year)
    label = str(set_of(board.cycle).value("opinion.form[individual]") or "")
    head = members_of(board.body, board.held_on).filter(role=PostRole.HEAD).first()
    return ChannelSummary(
        letterhead=office_head(tenant, symbol="", issued_on=board.held_on, year=year),
        year=year,
        form_label=label.partition(" – ")[0] if label.startswith("Mẫu 11") else "",
        group=group.name,
        meeting=f"Trình phiên họp {board.body.name} ngày {board.held_on:%d/%m/%Y}",
        rows=tuple(sources.row(case) for case in cases),
        signature=committee_signature(head.person.full_name if head else "………………", "Bí thư"),
    )


class _Sources:
    """What each channel says, loaded once for all subjects of a group (six queries beside the discipline)."""

    def __init__(self, cases: list[RatingCase], year: int) -> None:
        subjects = [case.subject for case in cases]
        keys = [subject.pk for subject in subjects]
        self.discipline = YearDiscipline(year, subjects)
        self.concluded: dict[int, list[AgendaItem]] = defaultdict(list)
        for item in AgendaItem.objects.filter(subject__in=keys, state=AgendaState.CONCLUDED).order_by("pk"):
            self.concluded[item.subject_id].append(item)
        self.opinions: dict[int, list[OpinionRequest]] = defaultdict(list)
        answered = OpinionRequest.objects.filter(subject__in=keys, state=OpinionState.ANSWERED)
        for asked in answered.order_by("participant", "pk"):
            if asked.subject_id is not None:
                self.opinions[asked.subject_id].append(asked)
        self.comments: dict[int, list[str]] = defaultdict(list)
        papers = ChecklistItem.objects.filter(dossier__subject__in=keys, code__in=COMMENTS)
        for paper in papers.exclude(state=ItemState.MISSING).select_related("dossier").order_by("position"):
            note = f" ({paper.note})" if paper.note else ""
            words = f"{paper.label}: {paper.get_state_display().lower()}{note}"
            self.comments[paper.dossier.subject_id].append(words)
        for duty in ConcurrentDuty.objects.filter(subject__in=keys).select_related("beside").order_by("pk"):
            if duty.comment:
                self.comments[duty.subject_id].append(f"{duty.beside.name}: {duty.comment}")
        self.complaints: dict[int, list[Complaint]] = defaultdict(list)
        for complaint in Complaint.objects.filter(case__in=[case.pk for case in cases]).order_by("pk"):
            self.complaints[complaint.case_id].append(complaint)

    def row(self, case: RatingCase) -> ChannelRow:
        """The line of one subject."""
        subject = case.subject
        return ChannelRow(
            name=subject.name,
            description=subject.position,
            self_level=case.self_level or None,  # type: ignore[arg-type]
            conclusion="\n".join(_concluded(item) for item in self.concluded[subject.pk]),
            participants=_degrees(self.opinions[subject.pk]),
            comments="\n".join(self.comments[subject.pk]),
            discipline="\n".join(_punished(one) for one in self.discipline.all_of(subject)) or NOTHING,
            complaints="\n".join(_complained(one) for one in self.complaints[case.pk]) or NOTHING,
            proposed_level=case.proposed_level or None,  # type: ignore[arg-type]
        )


def _concluded(item: AgendaItem) -> str:
    parts = (("Ưu điểm", item.strengths), ("Hạn chế, khuyết điểm", item.weaknesses))
    return "\n".join(f"{title}: {text}" for title, text in parts if text) or "Đã kết luận"


def _degrees(answers: list[OpinionRequest]) -> str:
    """How many bodies gave which degree, then each by name."""
    if not answers:
        return ""
    counted = Counter(row.degree for row in answers)
    totals = "; ".join(f"{counted[value]} {label.lower()}" for value, label in Degree.choices if counted[value])
    return "\n".join([totals, *(f"{row.participant}: {row.get_degree_display().lower()}" for row in answers)])


def _punished(record: DisciplineRecord) -> str:
    whom = f"{record.person.full_name}: " if record.person is not None else ""
    return f"{whom}{record.get_degree_display().lower()} ({record.decision_number}): {record.violation}"


def _complained(complaint: Complaint) -> str:
    return f"{complaint.get_kind_display()} số {complaint.number}: {complaint.get_state_display().lower()}"
