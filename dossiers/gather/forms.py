"""Mẫu 01, Mẫu 02 and the self-assessment sheet from a final review."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from dossiers.documents.kinds import CollectiveReport, LeaderReview, SelfAssessment
from dossiers.documents.parts import AssessedCriterion, AssessedText, EarlierShortcoming, Signature
from dossiers.gather import form_lines
from dossiers.gather.heads import person_head, subject_head
from orgchart.kinds import Bloc, OrganizationKind, PostRole
from orgchart.models import Tenant
from orgchart.queries import members_of
from ratings.models import RatingCase
from ratings.queries.regulation import criteria_of, regulation_of
from reviews.models import Review, ReviewSection, ShortcomingStatus
from reviews.queries import set_of
from reviews.queries.concluded import earlier_shortcomings
from reviews.queries.contents import contents_of
from reviews.queries.written import identity_of
from reviews.regulations.forms import form_code

REMEDY = {
    ShortcomingStatus.FIXED: "done",
    ShortcomingStatus.FIXING: "ongoing",
    ShortcomingStatus.NOT_FIXED: "open",
}


def collective_report(review: Review, tenant: Tenant) -> CollectiveReport:
    """Mẫu 01 with every heading of the form (HY-M01)."""
    subject, contents = review.subject, contents_of(review)
    cells = contents.sections
    day = _day(review.finalised_at)
    return CollectiveReport(
        letterhead=subject_head(subject, tenant, symbol=_report_symbol(review), issued_on=day, year=subject.cycle.year),
        year=subject.cycle.year,
        collective=subject.name,
        form_label=form_code(review.form_kind, set_of(subject.cycle)),
        setting="địa phương" if subject.unit.depth == 1 else "đơn vị",
        merits=tuple(_assessed(cells, f"I-{number}") for number in range(1, 6)),  # type: ignore[arg-type]
        targets=form_lines.targets(contents),
        shortcomings=_text(cells, "II-1"),
        shortcoming_lines=form_lines.shortcomings(contents),
        causes=_text(cells, "II-2"),
        remediation=_assessed(cells, "III"),
        earlier_shortcomings=_earlier(review),
        explanation=_text(cells, "IV"),
        explanations=form_lines.explanations(contents),
        responsibility=_text(cells, "V"),
        direction=_text(cells, "VI"),
        measures=form_lines.measures(contents),
        proposed_level=review.self_level or None,  # type: ignore[arg-type]
        groups=form_lines.groups(contents),
        signature=_signature_of_body(review, day or subject.cycle.rating_date),
    )


def leader_review(review: Review, tenant: Tenant) -> LeaderReview:
    """Mẫu 02 with every heading of the form (HY-M02); particulars are those frozen with the sent version."""
    subject, contents = review.subject, contents_of(review)
    cells = contents.sections
    day = _day(review.finalised_at)
    regulations = set_of(subject.cycle)
    identity = review.identity or identity_of(review, day or subject.cycle.rating_date)
    person = subject.person
    return LeaderReview(
        letterhead=person_head(subject, tenant, regulations, issued_on=day),
        year=subject.cycle.year,
        form_label=form_code(review.form_kind, regulations),
        title=contents.form.title.upper(),
        groups=form_lines.groups(contents),
        full_name=subject.name,
        born_on=person.birth_date if person else None,
        party_post=identity.get("party_post", ""),
        government_post=identity.get("government_post", ""),
        mass_post=identity.get("mass_post", ""),
        workplace=identity.get("workplace", ""),
        cell=identity.get("cell", ""),
        ideology=_text(cells, "I-1a"),
        morals=_text(cells, "I-1b"),
        discipline=_text(cells, "I-1c"),
        working_style=_text(cells, "I-1d"),
        self_identification=_text(cells, "I-1e") or form_lines.summary(contents),
        conduct_degree=_degree(cells, "I-1"),
        duties=form_lines.with_lines(contents, _text(cells, "I-2a"), "duty"),
        results=_text(cells, "I-2b"),
        field_responsibility=form_lines.with_lines(contents, _text(cells, "I-2c"), "in_charge"),
        targets=form_lines.targets(contents),
        duties_degree=_degree(cells, "I-2"),
        commitment=AssessedText(
            text=form_lines.with_lines(contents, _text(cells, "I-3"), "commitment"), degree=_degree(cells, "I-3")
        ),
        shortcomings=_text(cells, "II-1"),
        shortcoming_lines=form_lines.shortcomings(contents),
        causes=_text(cells, "II-2"),
        remediation=_assessed(cells, "III"),
        earlier_shortcomings=_earlier(review),
        explanation=_text(cells, "IV"),
        explanations=form_lines.explanations(contents),
        responsibility=form_lines.with_lines(contents, _text(cells, "V"), "collective_shortcoming"),
        direction=_text(cells, "VI"),
        measures=form_lines.measures(contents),
        proposed_level=review.self_level or None,  # type: ignore[arg-type]
        signature=Signature(post="Người tự kiểm điểm", name=subject.name, note="Ký, ghi rõ họ tên"),
        confirmation=_confirmation(review),
        manifestations=form_lines.manifestations(contents),
        appendix=str(regulations.value("manifest.appendixCode")).upper(),
    )


def _confirmation(review: Review) -> str:
    """Whose confirmation with signature and seal the set demands below a form of a person (GB-3.1-5)."""
    demanded = set_of(review.subject.cycle).value("dossier.confirmation")
    is_demanded = demanded in {"signatureAndSeal", "confirmedByBody"}
    return "đại diện cấp ủy, tổ chức đảng hoặc lãnh đạo cơ quan, đơn vị" if is_demanded else ""


def self_assessment(case: RatingCase, tenant: Tenant) -> SelfAssessment:
    """Biểu tự đánh giá: own degree of each criterion and the own level on one sheet (CC-III.7.1-3)."""
    subject = case.subject
    degrees = dict(case.criteria.values_list("code", "self_degree"))
    regulation = regulation_of(subject.cycle)
    review = subject.review if hasattr(subject, "review") else None
    day = _day(case.self_rated_at)
    signer = _signature_of_body(review, day or subject.cycle.rating_date) if review else Signature()
    if subject.person_id:
        signer = Signature(post="Người tự đánh giá", name=subject.name, note="Ký, ghi rõ họ tên")
    return SelfAssessment(
        letterhead=subject_head(subject, tenant, issued_on=day, year=subject.cycle.year),
        year=subject.cycle.year,
        subject=subject.name,
        criteria=tuple(
            AssessedCriterion(text=f"{row.code}. {row.title}", degree=degrees.get(row.code) or None)  # type: ignore[arg-type]
            for row in criteria_of(subject, regulation)
        ),
        level=case.self_level or None,  # type: ignore[arg-type]
        signature=signer,
    )


# As these bodies abbreviate themselves in the numbers of their papers.
ABBREVIATIONS = {
    OrganizationKind.PEOPLES_COUNCIL: "HĐND",
    OrganizationKind.PEOPLES_COMMITTEE: "UBND",
    OrganizationKind.FATHERLAND_FRONT: "MTTQ",
}


def _report_symbol(review: Review) -> str:
    subject = review.subject
    if subject.unit.depth == 1:
        return f"BC/{subject.cycle.tenant.body_code}"
    if subject.bloc == Bloc.PARTY:
        return "BC/CB"
    initials = "".join(word[0] for word in subject.unit.name.split()[:3]).upper()
    return f"BC-{ABBREVIATIONS.get(OrganizationKind(subject.unit.kind), initials)}"


def _signature_of_body(review: Review, on: date) -> Signature:
    """T/M the collective, signed by its head and sealed (HY-M01-17); a cell has no seal."""
    subject = review.subject
    note = "Ký, ghi rõ họ tên và đóng dấu" if subject.unit.has_seal else "Ký, ghi rõ họ tên"
    head = ""
    if subject.collective is not None:
        head = next((row.title for row in members_of(subject.collective, on) if row.role == PostRole.HEAD), "")
    name = review.author.full_name if review.author else ""
    principal = "Chi bộ" if subject.collective is None else "Tập thể lãnh đạo, quản lý"
    return Signature(capacity="behalf", principal=principal, post=head or "Bí thư", name=name, note=note)


def _earlier(review: Review) -> tuple[EarlierShortcoming, ...]:
    return tuple(
        EarlierShortcoming(
            text=row.shortcoming.text,
            status=REMEDY[ShortcomingStatus(row.report.status)],  # type: ignore[arg-type]
            progress=row.report.progress,
            responsibility=row.report.responsible,
        )
        for row in earlier_shortcomings(review)
        if row.report.status
    )


def _text(cells: Mapping[str, ReviewSection], key: str) -> str:
    return cells[key].text if key in cells else ""


def _degree(cells: Mapping[str, ReviewSection], key: str):  # a Literal of the document
    return (cells[key].degree or None) if key in cells else None


def _assessed(cells: Mapping[str, ReviewSection], key: str) -> AssessedText:
    return AssessedText(text=_text(cells, key), degree=_degree(cells, key))


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
