"""What rating has left open in a year."""

from django.urls import reverse

from ratings.models import Board, Complaint, RatingCase
from ratings.queries.reconsiderations import open_flags, open_reconsiderations
from ratings.queries.waiting import SETTLED
from ratings.states import BoardState, CaseState, ComplaintState
from reviews.models import Cycle, RatingPlace
from reviews.queries.closing import open_matter
from reviews.registry import OpenMatter


def matters_of_ratings(cycle: Cycle) -> list[OpenMatter]:
    """Levels that nobody has decided, meetings at the ballot, complaints, levels looked at again. (HY-A.3-1)"""

    def page(name: str) -> str:
        return reverse(f"ratings:{name}", args=[cycle.tenant.slug, cycle.year])

    cases = RatingCase.objects.filter(subject__cycle=cycle).select_related("subject").order_by("subject__rank", "pk")
    undecided = cases.exclude(state__in=SETTLED).exclude(subject__rating=RatingPlace.NONE)
    voting = Board.objects.filter(cycle=cycle, state=BoardState.VOTING).order_by("held_on", "pk")
    complaints = Complaint.objects.filter(
        case__subject__cycle=cycle, state=ComplaintState.RECEIVED, due_on__isnull=False
    )
    return [
        *open_matter(
            "Chưa có mức xếp loại", undecided, lambda row: row.subject.name, url=page("cases"), hinders=True,
            clauses=("HY-A.3-1",),
            why="Mọi đối tượng phải được quyết định mức xếp loại, hoặc “Không xếp loại” có lý do.",
        ),
        *open_matter(
            "Cuộc họp đang bỏ phiếu", voting, lambda row: row.title, url=page("board_list"), hinders=True,
            why="Ghi xong kết quả bỏ phiếu và ban hành quyết định trước.",
        ),
        *open_matter(
            "Khiếu nại, kiến nghị chưa trả lời", complaints.order_by("due_on", "pk"),
            lambda row: f"Đơn số {row.number} – {row.complainant_name}", url=page("complaint_list"),
            why="Vẫn trả lời được sau khi kết thúc đợt; hồ sơ liên quan không đưa vào diện tiêu hủy.",
        ),
        *open_matter(
            "Mức xếp loại đang xem xét lại", open_reconsiderations(cycle), lambda row: row.case.subject.name,
            url=page("attention"), why="Vẫn kết luận được sau khi kết thúc đợt.",
        ),
        *open_matter(
            "Mức xếp loại không còn phù hợp quy định", open_flags(cycle), lambda row: row.case.subject.name,
            url=page("attention"), why="Nên xem xét trước khi kết thúc đợt.",
        ),
        *open_matter(
            "Đã quyết định, chưa thông báo", cases.filter(state=CaseState.DECIDED), lambda row: row.subject.name,
            url=page("cases"), why="Vẫn thông báo được sau khi kết thúc đợt.",
        ),
    ]  # fmt: skip
