"""What the rating puts into Việc của tôi."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import CountedWork, WorkItem
from ratings import access
from ratings.models import Board, RatingCase, RatingFlag
from ratings.queries import lists, waiting
from ratings.queries.complaints import unanswered
from ratings.queries.notices import unread_notices
from ratings.queries.regulation import regulation_of
from ratings.queries.scores import score_lines
from ratings.states import BoardState, CaseState
from reviews.access import DRAFT_REPORTS
from reviews.models import Cycle
from reviews.states import CycleState


def rating_work(actor: Actor, today: date) -> Iterable[WorkItem | CountedWork]:
    """Cases to appraise, meetings to run, levels to look at again, sheets to score, results to read; a query each."""
    items: list[WorkItem | CountedWork] = []
    if access.can_appraise(actor):
        items.append(CountedWork(_to_appraise(), _appraisal))
    if actor.is_office:
        items.append(CountedWork(waiting.long_waits(today), _long_waits))
        items.append(CountedWork(waiting.summed_up_without_level(today), _summed_up))
    if given := actor.entrusted_with(DRAFT_REPORTS):
        items.append(CountedWork(_to_report(given), _party_report))
    if access.can_run_board(actor) or access.can_decide(actor):
        items += [_board_item(board, actor) for board in lists.open_boards()]
    if access.can_decide(actor):
        items.append(CountedWork(_to_reconsider(), _reconsideration))
        items += _to_answer()
    if actor.person_id is not None:
        items += _own_items(actor.person_id)
        items += _to_take_note_of(actor.person_id)
    return items


def _long_waits(slug: str, year: int, number: int) -> WorkItem:
    """Rating follows right after the review; the office of the deciding body is told of those who wait. (HY-B.II-2)"""
    return WorkItem(
        what=f"{number} tập thể, cá nhân kiểm điểm xong, chờ xếp loại quá lâu",
        about=f"Đợt năm {year}",
        url=reverse("ratings:cases", args=[slug, year]) + "?xem=cho",
        button="Xem danh sách",
    )


def _summed_up(slug: str, year: int, number: int) -> WorkItem:
    """Their unit has summed up its year before they were rated. (NA-5-1)"""
    return WorkItem(
        what=f"{number} tập thể, cá nhân chưa xếp loại xong khi đơn vị tổng kết năm",
        about=f"Đợt năm {year}",
        url=reverse("ratings:cases", args=[slug, year]),
        button="Xem danh sách",
    )


def _to_report(cycles: Collection[int]) -> QuerySet[Cycle, tuple[str, int, int]]:
    """The years whose report on party building nobody has begun."""
    rows = Cycle.objects.filter(pk__in=cycles, party_report=None).exclude(state=CycleState.CLOSED).order_by()
    return rows.values_list("tenant__slug", "year").annotate(number=Count("pk"))


def _party_report(slug: str, year: int, _number: int) -> WorkItem:
    return WorkItem(
        what="Soạn báo cáo tổng kết công tác xây dựng Đảng",
        about=f"Năm {year}; số liệu xếp loại tự lấy từ các quyết định",
        url=reverse("ratings:party_report", args=[slug, year]),
        button="Soạn báo cáo",
    )


def _to_appraise() -> QuerySet[RatingCase, tuple[str, int, int]]:
    waiting = RatingCase.objects.filter(state=CaseState.SELF_RATED, subject__cycle__state__in=["issued", "running"])
    return waiting.order_by().values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))


def _appraisal(slug: str, year: int, number: int) -> WorkItem:
    return WorkItem(
        what=f"Thẩm định {number} tập thể, cá nhân đã tự xếp loại",
        about=f"Đợt năm {year}",
        url=reverse("ratings:cases", args=[slug, year]),
        button="Thẩm định",
    )


def _board_item(board: Board, actor: Actor) -> WorkItem:
    what = "Chuẩn bị" if board.state == BoardState.PREPARING else "Nhập phiếu, ra quyết định"
    return WorkItem(
        what=f"{what}: {board.title}",
        about=f"Đợt năm {board.cycle.year}",
        url=reverse("ratings:board", args=[board.tenant.slug, board.cycle.year, board.pk]),
        button="Mở bảng xếp loại",
        due=board.held_on,
        waits_for_others=not access.can_run_board(actor),
    )


def _to_reconsider() -> QuerySet[RatingFlag, tuple[str, int, int]]:
    flags = RatingFlag.objects.filter(resolved_at=None).order_by()
    places = flags.values_list("tenant__slug", "case__subject__cycle__year")
    return places.annotate(number=Count("case", distinct=True))


def _reconsideration(slug: str, year: int, number: int) -> WorkItem:
    return WorkItem(
        what=f"Xem xét lại {number} mức xếp loại không còn phù hợp quy định",
        about=f"Đợt năm {year}",
        url=reverse("ratings:attention", args=[slug, year]),
        button="Xem xét",
    )


def _own_items(person_id: int) -> Iterator[WorkItem]:
    """Results to read, and sheets to score where the set of the cycle has one for the subject. (SL-IV.2-1)"""
    for case in lists.waiting_cases(person_id):
        cycle = case.subject.cycle
        if case.state == CaseState.NOTIFIED:
            yield WorkItem(
                what="Đọc thông báo kết quả xếp loại của đồng chí",
                about=f"Năm {cycle.year}",
                url=reverse("ratings:my_result", args=[case.tenant.slug, cycle.year]),
                button="Đọc kết quả",
            )
        elif score_lines(case.subject, regulation_of(cycle)):
            yield WorkItem(
                what=f"Tự chấm điểm: {case.subject.name}",
                about=f"Đợt năm {cycle.year}",
                url=reverse("ratings:score_self", args=[case.tenant.slug, cycle.year, case.pk]),
                button="Chấm điểm",
            )


def _to_answer() -> Iterator[WorkItem]:
    for complaint in unanswered():
        year = complaint.case.subject.cycle.year
        yield WorkItem(
            what=f"Trả lời đơn số {complaint.number}: {complaint.complainant_name}",
            about=f"Kết quả xếp loại năm {year}",
            url=reverse("ratings:complaint", args=[complaint.tenant.slug, year, complaint.pk]),
            button="Trả lời",
            due=complaint.due_on,
        )


def _to_take_note_of(person_id: int) -> Iterator[WorkItem]:
    for notice in unread_notices(person_id):
        year = notice.case.subject.cycle.year
        yield WorkItem(
            what=f"Đọc thông báo kết quả xếp loại của {notice.case.subject.name}",
            about=f"Năm {year}, nơi đồng chí trực tiếp quản lý",
            url=reverse("ratings:my_result", args=[notice.tenant.slug, year]),
            button="Đọc thông báo",
        )
