"""What is still open in a year: what hinders closing it, and what goes on after it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from reviews.models import (
    Conference,
    Cycle,
    OpenCase,
    OpinionRequest,
    RemediationItem,
    RemediationPlan,
    ShortcomingStatus,
)
from reviews.queries.cycles import unfinished
from reviews.registry import OpenMatter
from reviews.states import ConferenceState, OpinionState, RemediationState

SHOWN = 5


def open_matter(what: str, rows: QuerySet[Any, Any], name: Callable[[Any], str], **how: Any) -> list[OpenMatter]:
    """One line with the number of rows and the first names, nothing where there is no row; at most two queries."""
    first = list(rows[: SHOWN + 1])
    if not first:
        return []
    count = len(first) if len(first) <= SHOWN else rows.count()
    return [OpenMatter(what=what, count=count, names=tuple(name(row) for row in first[:SHOWN]), **how)]


def matters_of_reviews(cycle: Cycle) -> list[OpenMatter]:
    """What reviews, conferences, opinions and remediation have left open. (HY-A.3-1)"""

    def page(name: str) -> str:
        return reverse(f"reviews:{name}", args=[cycle.tenant.slug, cycle.year])

    unsigned = Conference.objects.filter(cycle=cycle).exclude(state=ConferenceState.SIGNED)
    asked = OpinionRequest.objects.filter(cycle=cycle).exclude(state=OpinionState.ANSWERED)
    plans = RemediationPlan.objects.filter(subject__cycle=cycle).exclude(state=RemediationState.APPROVED)
    items = RemediationItem.objects.filter(plan__subject__cycle=cycle, plan__state=RemediationState.APPROVED)
    return [
        *open_matter(
            "Chưa kiểm điểm xong", unfinished(cycle), lambda row: row.name,
            url=page("cycle_subjects"), hinders=True, clauses=("HY-A.3-1",),
            why="Mọi tập thể, cá nhân trong danh sách phải kiểm điểm xong, hoặc có lý do không kiểm điểm.",
        ),
        *open_matter(
            "Nơi kiểm điểm, xếp loại còn để ngỏ",
            OpenCase.objects.filter(cycle=cycle, decided_at=None).select_related("person", "collective").order_by("pk"),
            lambda row: str(row.person or row.collective),
            url=page("scope_cases"), why="Sau khi kết thúc đợt không quyết định được nữa.",
        ),
        *open_matter(
            "Biên bản hội nghị chưa ký", unsigned.order_by("starts_at", "pk"), lambda row: row.title,
            url=page("conference_list"), why="Hồ sơ thiếu biên bản; vẫn ký, quét bổ sung được sau khi kết thúc đợt.",
        ),
        *open_matter(
            "Chưa có ý kiến tham gia", asked.order_by("pk"), lambda row: f"{row.participant} – {row.subject_name}",
            url=page("opinion_list"), why="Sau khi kết thúc đợt không gửi thêm được phiếu lấy ý kiến.",
        ),
        *open_matter(
            "Kế hoạch khắc phục chưa duyệt", plans.select_related("subject").order_by("pk"),
            lambda row: row.subject.name,
            url=page("remediation_list"), why="Việc khắc phục tiếp tục theo dõi sau khi kết thúc đợt.",
        ),
        *open_matter(
            "Hạn chế, khuyết điểm chưa khắc phục xong",
            items.exclude(status=ShortcomingStatus.FIXED).select_related("plan__subject").order_by("pk"),
            lambda row: row.plan.subject.name,
            url=page("remediation_list"), why="Được đưa sang bản kiểm điểm của năm sau.",
        ),
    ]  # fmt: skip
