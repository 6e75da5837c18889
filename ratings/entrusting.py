"""What of this app a named person can be entrusted with."""

from django.db.models import QuerySet

from orgchart.registry import ExceptionKind
from ratings.access import APPRAISE_YEAR, INSPECT_RUNNING_YEAR, INSPECT_YEAR, READ_NAMES
from reviews.models import Cycle, YearException
from reviews.states import CycleState


def _open_years() -> QuerySet[Cycle]:
    return Cycle.objects.exclude(state=CycleState.CLOSED).order_by("-year")


def _years() -> QuerySet[Cycle]:
    return Cycle.objects.order_by("-year")


APPRAISE = ExceptionKind(APPRAISE_YEAR, "Thành viên hội đồng thẩm định của một năm", YearException, _open_years)
INSPECT = ExceptionKind(
    INSPECT_YEAR,
    "Đoàn kiểm tra: đọc kết quả xếp loại của một năm, khi năm đã kết thúc",
    YearException,
    _years,
    is_dated=True,
)
INSPECT_RUNNING = ExceptionKind(
    INSPECT_RUNNING_YEAR,
    "Đoàn kiểm tra: đọc kết quả xếp loại của một năm, cả khi năm đang thực hiện",
    YearException,
    _years,
    is_dated=True,
)
NAMES = ExceptionKind(
    READ_NAMES, "Đọc danh sách có tên về tự nhận diện 27 biểu hiện", YearException, _years, is_dated=True
)
