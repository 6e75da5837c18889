"""What of this app a named person can be entrusted with."""

from django.db.models import QuerySet

from orgchart.registry import ExceptionKind
from reviews.access import DRAFT_REPORTS
from reviews.models import Conference, Cycle, MinutesException, YearException
from reviews.states import ConferenceState, CycleState


def _conferences() -> QuerySet[Conference]:
    rows = Conference.objects.exclude(state=ConferenceState.SIGNED).select_related("collective", "cell")
    return rows.order_by("-starts_at", "pk")


KEEP_MINUTES = ExceptionKind("keep_minutes", "Ghi biên bản một hội nghị", MinutesException, _conferences)
ATTEND = ExceptionKind(
    "attend_conference",
    "Khách mời: đọc tài liệu, góp ý tại một hội nghị",
    MinutesException,
    _conferences,
    is_dated=True,
)


def _open_years() -> QuerySet[Cycle]:
    return Cycle.objects.exclude(state=CycleState.CLOSED).order_by("-year")


DRAFT = ExceptionKind(
    DRAFT_REPORTS,
    "Thường trực Đảng ủy: soạn báo cáo của Ban Thường vụ và báo cáo tổng kết xây dựng Đảng",
    YearException,
    _open_years,
)
