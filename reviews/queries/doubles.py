"""Two rows of one person: where both stand in a year that is not over, somebody has to choose first."""

from reviews.models import Subject
from reviews.states import CycleState


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
