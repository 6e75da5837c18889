"""What keeps papers from being disposed of by itself: complaints, levels that are looked at again, inspections."""

from datetime import date

from django.db.models import Q

from ratings.access import INSPECT_RUNNING_YEAR, INSPECT_YEAR
from ratings.models import Complaint, InspectionFinding, RatingFlag, Reconsideration
from ratings.states import ComplaintState, ReconsiderationState
from reviews.models import Cycle, YearException


def held_subjects(cycle: Cycle) -> dict[int, str]:
    """Subjects of a year whose result is contested or looked at again, with the reason (three queries)."""
    flags = RatingFlag.objects.filter(case__subject__cycle=cycle, resolved_at=None)
    opened = Reconsideration.objects.filter(case__subject__cycle=cycle, state=ReconsiderationState.OPEN)
    complaints = Complaint.objects.filter(case__subject__cycle=cycle, state=ComplaintState.RECEIVED)
    found = dict.fromkeys(flags.values_list("case__subject", flat=True), "Mức xếp loại chờ xem xét lại")
    found |= dict.fromkeys(opened.values_list("case__subject", flat=True), "Mức xếp loại đang xem xét lại")
    return found | dict.fromkeys(
        complaints.values_list("case__subject", flat=True), "Có khiếu nại, bảo lưu ý kiến chưa giải quyết xong"
    )


def year_is_held(cycle: Cycle, today: date) -> str:
    """Why nothing of a year may go: a team inspects it, or its findings are not answered; empty where nothing is."""
    teams = YearException.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        content_object=cycle,
        permission__codename__in=[INSPECT_YEAR, INSPECT_RUNNING_YEAR],
    )
    if teams.exists():
        return "Đoàn kiểm tra đang làm việc với tài liệu của năm"
    if InspectionFinding.objects.filter(inspection__question__year=cycle.year, correction=None).exists():
        return "Kết luận kiểm tra của năm chưa được trả lời hết"
    return ""
