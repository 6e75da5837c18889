"""What was done through the year, as the printed reports take it."""

from dossiers.documents.follow_up import RemediationReport, RemediedShortcoming
from dossiers.documents.parts import Signature
from dossiers.gather.heads import person_head, subject_head, unit_signature
from orgchart.models import Tenant
from reviews.models import RemediationItem, RemediationPlan, Subject
from reviews.queries import set_of
from reviews.queries.remediation import items_of
from reviews.remediation_rules import form_label


def remediation_report(subject: Subject, tenant: Tenant) -> RemediationReport:
    """Mẫu 12 or Mẫu 13 from the plan as it stands. (NA-MB-3, NA-MB-4)"""
    plan = RemediationPlan.objects.select_related("follower").get(subject=subject)
    rules, year = set_of(subject.cycle), subject.cycle.year
    is_person = subject.person_id is not None
    head = person_head(subject, tenant, rules, issued_on=None)
    if not is_person:
        head = subject_head(subject, tenant, symbol="BC", issued_on=None, year=year)
    own = Signature(post="Người báo cáo", name=subject.name, note="Ký, ghi rõ họ tên")
    return RemediationReport(
        letterhead=head,
        year=year,
        form_label=form_label(rules, is_person=is_person),
        about=f"đồng chí {subject.name}" if is_person else subject.name,
        basis=plan.basis,
        rows=tuple(_line(item) for item in items_of(plan)),
        follower=plan.follower.full_name if plan.follower else "",
        signature=own if is_person else unit_signature(subject.unit, subject.cycle.rating_date),
    )


def _line(item: RemediationItem) -> RemediedShortcoming:
    due = f"{item.due_on:%d/%m/%Y}" if item.due_on else ""
    if item.new_due_on and not item.is_fixed:
        due = f"{due}; hạn mới {item.new_due_on:%d/%m/%Y}"
    return RemediedShortcoming(
        text=item.shortcoming.text,
        measure=item.solution,
        result=item.result,
        status=item.get_status_display(),
        reason=item.reason,
        responsible=item.in_charge.full_name if item.in_charge else "",
        due=due,
    )
