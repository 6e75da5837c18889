"""Mẫu 03, the slips that are filled in by hand, and the report of a unit on its results."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.labels import CONFIRMER
from dossiers.documents.parts import ConcludedPoint, RatedGroup, RatedSubject, Signature
from dossiers.documents.slips import CurriculumSupplement, OpinionLetter, ResidenceSlip, ResultReport
from dossiers.gather.follow_up import remediation_report
from dossiers.gather.heads import office_head, person_head, subject_head, unit_signature
from dossiers.gather.papers import NOUNS
from orgchart.kinds import Bloc, Level, MembershipKind
from orgchart.models import CellMembership, Tenant
from orgchart.queries import current
from ratings.models import RatingCase
from reviews.models import AgendaItem, Deadline, OpinionRequest, Subject, SubjectKind
from reviews.opinion_rules import words_of
from reviews.queries import set_of
from reviews.states import AgendaState

# Committees at these levels have an organisation commission, which writes such letters in its own name (HY-M03-1).
WITH_COMMISSION = frozenset({Level.PROVINCE, Level.DISTRICT})


def opinion_letter(row: OpinionRequest, tenant: Tenant) -> OpinionLetter:
    """Mẫu 03 to one body, with what it answered once it has (HY-M03-1, HY-M03-2, HY-M03-7)."""
    year, subject = row.cycle.year, row.subject
    is_person = subject is not None and subject.kind == SubjectKind.INDIVIDUAL
    head = office_head(
        tenant,
        symbol=f"CV/{tenant.body_code}",
        number=row.number.split("-")[0].strip(),
        issued_on=row.sent_at.date() if row.sent_at else None,
        year=year,
    )
    office = f"Văn phòng {tenant.issuing_body}"
    if tenant.bloc == Bloc.PARTY and tenant.level in WITH_COMMISSION:
        head = replace(head, superior_body=tenant.issuing_body, issuing_body="Ban Tổ chức", symbol="CV/BTC")
        office = "Ban Tổ chức"
    words, own = words_of(row.criteria), any(one.get("degrees") for one in row.criteria)
    return OpinionLetter(
        letterhead=replace(head, about="xin ý kiến đánh giá, xếp loại chất lượng của các chủ thể có liên quan"),
        year=year,
        form_label=row.form_label,
        addressees=(row.participant,),
        guidance=set_of(row.cycle).title,
        about=f"đồng chí {row.subject_name}" if is_person else row.subject_name,
        deciding_body=f"Ban Thường vụ {tenant.issuing_body}",
        return_before=row.due_on + timedelta(days=1),
        criteria=tuple(f"{one['code']}. {one['title']}" for one in row.criteria),
        question=row.question,
        strengths=row.strengths,
        shortcomings=row.shortcomings,
        degree=row.degree or None,  # type: ignore[arg-type]
        degree_words=tuple((word, code == row.degree) for code, word in words.items()) if own else (),
        signature=Signature(post="Thủ trưởng cơ quan", note="Ký, ghi rõ họ tên và đóng dấu"),
        recipients=("Như trên", f"Lưu {office}"),
    )


def residence_slip(subject: Subject, tenant: Tenant) -> ResidenceSlip:
    """The slip that a person takes to the cell of the place of residence (HY-B.II.3-8, GB-3.1-7)."""
    person, year = subject.person, subject.cycle.year
    lives = _cell(subject, MembershipKind.RESIDENCE)
    due = Deadline.objects.filter(cycle=subject.cycle, step="dossier").values_list("last_day", flat=True).first()
    return ResidenceSlip(
        letterhead=office_head(tenant, symbol="", issued_on=None, year=year),
        year=year,
        addressee=f"Chi ủy {lives}" if lives else "Chi ủy " + "." * 40,
        full_name=subject.name,
        born_on=person.birth_date if person else None,
        post=", ".join(part for part in (subject.position, subject.unit.name) if part),
        cell=_cell(subject, MembershipKind.OFFICIAL),
        residence=person.residence if person else "",
        return_before=due + timedelta(days=1) if due else None,
        signature=Signature(capacity="behalf", principal="Chi ủy", post="Bí thư", note="Ký, ghi rõ họ tên"),
    )


def curriculum_supplement(subject: Subject, tenant: Tenant) -> CurriculumSupplement:
    """The yearly supplement to the curriculum, to be written by hand (HY-B.II.3-9, GB-3.1-6)."""
    person, year = subject.person, subject.cycle.year
    return CurriculumSupplement(
        letterhead=person_head(subject, tenant, set_of(subject.cycle), issued_on=None),
        year=year,
        full_name=subject.name,
        born_on=person.birth_date if person else None,
        joined_on=person.joined_party_on if person else None,
        post=subject.position,
        workplace=subject.unit.name,
        cell=_cell(subject, MembershipKind.OFFICIAL),
        residence=person.residence if person else "",
        signature=Signature(post="Người khai", name=subject.name, note="Ký, ghi rõ họ tên"),
        confirmation=CONFIRMER,
    )


def _cell(subject: Subject, kind: MembershipKind) -> str:
    rows = CellMembership.objects.filter(current(_day(subject)), person=subject.person, kind=kind)
    found = rows.select_related("cell").order_by("-pk").first()
    return found.cell.name if found else ""


def _day(subject: Subject) -> date:
    return subject.cycle.rating_date


def result_report(subject: Subject, tenant: Tenant) -> ResultReport:
    """What the conference concluded on a unit's collective and people, and their levels (HY-B.II.3-4)."""
    cycle, unit = subject.cycle, subject.unit
    order = ("subject__kind", "subject__rank", "subject__sort_key", "pk")
    concluded = AgendaItem.objects.filter(subject__cycle=cycle, subject__unit=unit, state=AgendaState.CONCLUDED)
    cases = list(
        RatingCase.objects.filter(subject__cycle=cycle, subject__unit=unit).select_related("subject").order_by(*order)
    )
    above = subject.decided_by or tenant
    return ResultReport(
        letterhead=subject_head(subject, tenant, symbol="BC", issued_on=None, year=cycle.year),
        year=cycle.year,
        reporter=unit.name,
        addressees=(f"Ban Thường vụ {above.issuing_body}",),
        conclusions=tuple(
            ConcludedPoint(text=row.subject.name, conclusion=_conclusion(row))
            for row in concluded.select_related("subject").order_by(*order)
        ),
        groups=tuple(
            RatedGroup(title=NOUNS[kind][0], noun=NOUNS[kind][1], subjects=rows)
            for kind in SubjectKind
            if (rows := tuple(_rated(case) for case in cases if case.subject.kind == kind and case.self_level))
        ),
        signature=unit_signature(unit, cycle.rating_date),
        recipients=("Như trên",),
    )


def _conclusion(row: AgendaItem) -> str:
    parts = (("Ưu điểm", row.strengths), ("Hạn chế, khuyết điểm", row.weaknesses))
    return "\n".join(f"{title}: {text}" for title, text in parts if text) or "Không có kết luận bằng văn bản."


def _rated(case: RatingCase) -> RatedSubject:
    level, note = case.level, "Đã quyết định"
    if not level:
        level, note = (case.proposed_level, "Đề nghị") if case.proposed_level else (case.self_level, "Tự xếp loại")
    return RatedSubject(
        name=case.subject.name,
        description=case.subject.position,
        level=level,  # type: ignore[arg-type]
        note=note,
    )


FOR_SUBJECT: Mapping[DocumentKind, Callable[[Subject, Tenant], DocumentData]] = {
    DocumentKind.RESIDENCE_SLIP: residence_slip,
    DocumentKind.CV_SUPPLEMENT: curriculum_supplement,
    DocumentKind.RESULT_REPORT: result_report,
    DocumentKind.REMEDIATION_REPORT: remediation_report,
}
