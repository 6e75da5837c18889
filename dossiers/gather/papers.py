"""The decision, its notice, and the letter that proposes ratings to a superior."""

from collections.abc import Iterable

from dossiers.documents.kinds import Decision as DecisionPaper
from dossiers.documents.kinds import SubmissionLetter
from dossiers.documents.parts import RatedGroup, RatedSubject, RatingException
from dossiers.gather.heads import committee_signature, office_head, subject_head, unit_signature
from orgchart.models import Organization, Tenant
from ratings.models import Decision, DecisionItem, RatingCase
from reviews.models import Cycle, SubjectKind
from reviews.queries import set_of

NOUNS = {
    SubjectKind.PARTY_ORGANIZATION: ("Tổ chức đảng", "tổ chức đảng"),
    SubjectKind.ORGANIZATION: ("Tổ chức, cơ quan, đơn vị", "đơn vị"),
    SubjectKind.COLLECTIVE: ("Tập thể lãnh đạo, quản lý", "tập thể"),
    SubjectKind.INDIVIDUAL: ("Cá nhân cán bộ lãnh đạo, quản lý", "cá nhân"),
}


def decision_paper(decision: Decision, tenant: Tenant) -> DecisionPaper:
    """The decision with its annex; exceptions that were granted are printed there (CC-I.6-4, HY-B.II.1.6-10)."""
    year = decision.board.cycle.year
    items = list(
        decision.items.select_related("case__subject").order_by(
            "case__subject__kind", "case__subject__rank", "case__subject__sort_key"
        )
    )
    body = f"Ban Thường vụ {tenant.issuing_body}"
    return DecisionPaper(
        letterhead=office_head(
            tenant,
            symbol=f"QĐ/{tenant.body_code}",
            number=f"{decision.number:02d}",
            issued_on=decision.decided_on,
            year=year,
        ),
        year=year,
        scope=f"tập thể, cá nhân cán bộ lãnh đạo, quản lý thuộc diện {body} quản lý",
        deciding_body=body,
        legal_bases=_legal_bases(decision, tenant),
        groups=tuple(
            _group(kind, items) for kind in SubjectKind if any(row.case.subject.kind == kind for row in items)
        ),
        exceptions=tuple(
            RatingException(subject=row.case.subject.name, text="Người đứng đầu mới chuyển đến", reason=row.exception)
            for row in items
            if row.exception
        ),
        implementers=f"Văn phòng {tenant.issuing_body}, các cơ quan, đơn vị trực thuộc và các tập thể, cá nhân có tên",
        signature=committee_signature(decision.signer_name, decision.signer_title),
        recipients=(tenant.superior_name, "Như Điều 2"),
    )


def _legal_bases(decision: Decision, tenant: Tenant) -> tuple[str, ...]:
    cycle = decision.board.cycle
    plan = f"Căn cứ Kế hoạch số {cycle.plan_number}" if cycle.plan_number else "Căn cứ Kế hoạch"
    plan += f" ngày {cycle.plan_date:%d/%m/%Y}" if cycle.plan_date else ""
    return (
        *legal_bases(cycle),
        f"{plan} của Ban Thường vụ {tenant.issuing_body} về kiểm điểm, đánh giá, xếp loại chất lượng năm {cycle.year}",
        f"Căn cứ kết quả bỏ phiếu tại phiên họp của {decision.board.body.name} ngày {decision.board.held_on:%d/%m/%Y}",
    )


def legal_bases(cycle: Cycle) -> tuple[str, ...]:
    """The documents above the committee's own, in the order of the year's set (HY-0-1, NA-0-4)."""
    named = set_of(cycle).value("regset.parents")
    return tuple(f"Căn cứ {one}" for one in named) if isinstance(named, tuple) else ()


def _group(kind: SubjectKind, items: Iterable[DecisionItem]) -> RatedGroup:
    title, noun = NOUNS[kind]
    subjects = tuple(
        RatedSubject(name=row.case.subject.name, description=row.case.subject.position, level=row.level)  # type: ignore[arg-type]
        for row in items
        if row.case.subject.kind == kind
    )
    return RatedGroup(title=title, noun=noun, subjects=subjects)


def submission_letter(case: RatingCase, tenant: Tenant, *, addressee: str) -> SubmissionLetter:
    """Tờ trình for one subject whose level the superior decides (CC-III.7.1-1, CC-III.7.2-1, CC-IIIb.1-5)."""
    subject, year = case.subject, case.subject.cycle.year
    title, noun = NOUNS[SubjectKind(subject.kind)]
    row = RatedSubject(
        name=subject.name,
        description=subject.position,
        level=case.proposed_level or case.self_level,  # type: ignore[arg-type]
    )
    is_above = subject.decided_by_id is not None and subject.decided_by_id != tenant.pk
    scope = f"{noun} thuộc diện Ban Thường vụ {addressee} quản lý"
    head = (
        office_head(tenant, symbol=f"TTr/{tenant.body_code}", issued_on=None, year=year)
        if is_above
        else subject_head(subject, tenant, symbol="TTr", issued_on=None, year=year)
    )
    return SubmissionLetter(
        letterhead=head,
        year=year,
        scope=scope,
        addressees=(f"Ban Thường vụ {addressee}", f"Ban Tổ chức {addressee}")
        if is_above
        else (f"Ban Thường vụ {addressee}",),
        legal_bases=legal_bases(subject.cycle),
        proposer=f"Ban Thường vụ {tenant.issuing_body}" if is_above else subject.unit.name,
        groups=(RatedGroup(title=title, noun=noun, subjects=(row,)),),
        signature=unit_signature(_root() if is_above else subject.unit, subject.cycle.rating_date),
        recipients=("Như trên",),
    )


def _root() -> Organization:
    """The organisation that stands for the tenant whose scope is open."""
    return Organization.objects.get(depth=1)
