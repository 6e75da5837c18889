"""Two rows of one person: where both stand in a year that is not over, somebody has to choose first."""

from reviews.models import Attendance, Subject
from reviews.states import ConferenceState, CycleState


def in_one_open_cycle(kept_id: int, double_id: int) -> str:
    """Why two persons can not be merged yet, or nothing: both are subjects of one year that still runs."""
    rows = Subject.objects.exclude(cycle__state=CycleState.CLOSED).filter(person_id__in=[kept_id, double_id])
    years = list(rows.order_by("cycle__year").values_list("cycle__year", flat=True))
    twice = sorted({year for year in years if years.count(year) > 1})
    if not twice:
        return ""
    return (
        f"Cả hai dòng đều là đối tượng của đợt năm {twice[0]} đang thực hiện. "
        "Kết thúc đợt, hoặc thôi phân cấp chức vụ của dòng bị trùng và lập lại danh sách đối tượng trước."
    )


def on_one_open_list(kept_id: int, double_id: int) -> str:
    """Why two persons can not be merged yet, or nothing: both stand on the list of one conference that is to end."""
    rows = Attendance.objects.exclude(conference__state__in=[ConferenceState.CLOSED, ConferenceState.SIGNED])
    rows = rows.filter(person_id__in=[kept_id, double_id]).order_by("conference__starts_at", "pk")
    titles = list(rows.values_list("conference_id", "conference__title"))
    twice = next((title for title in titles if titles.count(title) > 1), None)
    if twice is None:
        return ""
    return f"Cả hai dòng đều có tên trong danh sách dự hội nghị “{twice[1]}”. Bỏ dòng bị trùng khỏi danh sách dự trước."
