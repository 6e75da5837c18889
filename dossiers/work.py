"""What this app puts into Việc của tôi."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from dossiers import access
from dossiers.letter_queries import letters_to_receive
from dossiers.models import Disposal, Dossier
from dossiers.queries import submissions_to_examine, unconfirmed
from dossiers.services.handing_up import DEADLINE_STEP
from dossiers.states import DisposalState, DossierState
from orgchart.access import Actor
from orgchart.registry import CountedWork, WorkItem
from reviews.models import Deadline, RatingPlace
from reviews.states import CycleState, Phase


def dossier_work(actor: Actor, today: date) -> Iterator[WorkItem | CountedWork]:
    """Dossiers to complete and to hand in, one line for the whole cycle, and returned ones one by one."""
    if access.can_confirm_submissions(actor):
        waiting = unconfirmed().order_by().values_list("tenant__slug", "subject__cycle__year")
        yield CountedWork(waiting.annotate(number=Count("pk")), _confirmation)
    if access.can_approve_disposal(actor):
        lists = Disposal.objects.filter(state=DisposalState.PROPOSED).exclude(proposed_by=actor.account).order_by()
        yield CountedWork(lists.values_list("tenant__slug", "cycle__year", "pk"), _disposal)
    if actor.person_id is not None:
        waiting_letters = letters_to_receive(actor, today).values_list("tenant__slug", "letter__cycle__year", "letter")
        yield CountedWork(waiting_letters, _letter)
    if not access.can_keep_dossiers(actor):
        return
    yield CountedWork(_handed_in(), _intake)
    yield from _submissions()
    yield from _open_dossiers()


def _confirmation(slug: str, year: int, number: int) -> WorkItem:
    url = reverse("dossiers:dossier_list", args=[slug, year])
    about = f"{number} hồ sơ năm {year}"
    return WorkItem(what="Xác nhận hồ sơ đã nộp lên cấp trên", about=about, url=url, button="Xem và xác nhận")


def _disposal(slug: str, year: int, disposal_id: int) -> WorkItem:
    url = reverse("dossiers:disposal", args=[slug, year, disposal_id])
    about = f"Hồ sơ năm {year} hết thời hạn bảo quản"
    return WorkItem(what="Duyệt danh mục đề nghị tiêu hủy", about=about, url=url, button="Xem danh mục")


def _letter(slug: str, year: int, letter_id: int) -> WorkItem:
    """A published letter to a body that the actor heads. (GB-0-2)"""
    url = reverse("dossiers:letter", args=[slug, year, letter_id])
    return WorkItem(what="Nhận văn bản", about=f"Văn bản gửi tới đơn vị, năm {year}", url=url, button="Mở văn bản")


def _submissions() -> Iterator[WorkItem]:
    for row in submissions_to_examine()[:20]:
        url = reverse("dossiers:submission", args=[row.tenant.slug, row.cycle.year, row.pk])
        yield WorkItem(what="Thẩm định hồ sơ gửi lên", about=row.envelope.title, url=url, button="Xem hồ sơ")


def _handed_in() -> QuerySet[Dossier, Any]:
    """Dossiers that were handed in here and wait to be taken in or given back (HY-B.II.3-2, SL-IV.1-2)."""
    rows = Dossier.objects.filter(state=DossierState.SUBMITTED).exclude(subject__rating=RatingPlace.SUPERIOR)
    counts = rows.exclude(subject__cycle__state=CycleState.CLOSED).order_by()
    return counts.values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))


def _intake(slug: str, year: int, number: int) -> WorkItem:
    about = f"{number} hồ sơ năm {year} đã nộp, chờ kiểm tra"
    url = reverse("dossiers:dossier_list", args=[slug, year])
    return WorkItem(what="Tiếp nhận hồ sơ", about=about, url=url, button="Mở danh sách")


def _open_dossiers() -> Iterator[WorkItem]:
    """One query, however many dossiers there are."""
    named = Q(step=DEADLINE_STEP) | Q(phase=Phase.DOSSIER)
    rows_of_plan = Deadline.objects.filter(named, cycle=OuterRef("subject__cycle")).order_by("last_day", "pk")
    due = rows_of_plan.values("last_day")[:1]
    open_states = [DossierState.PREPARING, DossierState.COMPLETE, DossierState.RETURNED]
    rows = Dossier.objects.filter(state__in=open_states).exclude(subject__cycle__state=CycleState.CLOSED)
    returned = Count("pk", filter=Q(state=DossierState.RETURNED))
    counts = (
        rows.order_by()
        .values_list("tenant__slug", "subject__cycle__year", Subquery(due))
        .annotate(number=Count("pk"), sent_back=returned)
    )
    for slug, year, due, number, sent_back in counts.order_by("subject__cycle__year"):
        about = f"{number} hồ sơ năm {year} chưa nộp" + (f", {sent_back} hồ sơ bị trả lại" if sent_back else "")
        yield WorkItem(
            what="Hoàn thiện và nộp hồ sơ",
            about=about,
            url=reverse("dossiers:dossier_list", args=[slug, year]),
            button="Mở danh sách",
            due=due,
        )
