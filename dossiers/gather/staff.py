"""The report on the rated staff of an agency. (SL-IV.4-6)"""

from collections import Counter, defaultdict

from dossiers.documents.parts import Signature
from dossiers.documents.staff import StaffLine, StaffName, StaffReport
from dossiers.gather.heads import office_head, unit_signature
from orgchart.kinds import PostRole
from orgchart.models import Organization, Tenant
from ratings.models import RatingCase
from reviews.models import Cycle, Deadline, Subject, SubjectKind

STEP, LEADERS, STAFF = "staff_report", "Cán bộ lãnh đạo, quản lý", "Công chức, người lao động"
LEVELS = ("XS", "HTT", "HT", "KHT")
ARROW = "→"


def staff_report(cycle: Cycle, tenant: Tenant) -> StaffReport:
    """Everybody on the list with the decided level, counted by kind of staff (three queries)."""
    rows = Subject.objects.filter(cycle=cycle, kind=SubjectKind.INDIVIDUAL)
    people = list(rows.select_related("unit").order_by("org_path", "rank", "sort_key", "pk"))
    levels = dict(RatingCase.objects.filter(subject__in=people).exclude(level="").values_list("subject", "level"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        counts[kind_of(person)][levels.get(person.pk, "")] += 1
    deadline = Deadline.objects.filter(cycle=cycle, step=STEP).first()
    route, _, addressee = (deadline.receiver if deadline else tenant.superior_name).rpartition(ARROW)
    root = Organization.objects.filter(depth=1).order_by("path").first()
    return StaffReport(
        letterhead=office_head(tenant, symbol=f"BC/{tenant.body_code}", issued_on=None, year=cycle.year),
        year=cycle.year,
        addressee=addressee.strip(),
        route=route.strip(),
        reporter=tenant.issuing_body,
        lines=tuple(_line(kind, found) for kind, found in sorted(counts.items())),
        names=tuple(
            StaffName(
                name=person.name,
                position=person.position,
                unit=person.unit.name,
                kind=kind_of(person),
                level=levels.get(person.pk, "NR"),  # type: ignore[arg-type]
            )
            for person in people
        ),
        signature=unit_signature(root, cycle.rating_date) if root is not None else Signature(note="Ký, ghi rõ họ tên"),
        recipients=("Như trên", "Lưu Văn phòng"),
    )


def kind_of(person: Subject) -> str:
    """Leaders and managers, or the others."""
    return LEADERS if person.role in {PostRole.HEAD, PostRole.DEPUTY} else STAFF


def _line(kind: str, found: Counter[str]) -> StaffLine:
    first, second, third, fourth = (found[level] for level in LEVELS)
    return StaffLine(kind=kind, total=found.total(), counts=(first, second, third, fourth), not_rated=found[""])
