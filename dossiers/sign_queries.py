"""The list of found signs: from the reviews of the year, and from the dossiers that lower tenants handed up."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from dossiers import access
from dossiers.models import IncomingSubmission
from dossiers.states import SubmissionState
from orgchart.access import Actor
from reviews.models import Cycle
from reviews.queries.signs import found_signs


@dataclass(frozen=True)
class SignRow:
    """One person or collective, what was found, and where it is read; no address where the reader may not open it."""

    name: str
    position: str
    unit: str
    what: str
    stands_in: str
    url: str = ""
    at: datetime | None = None


def sign_rows(cycle: Cycle, actor: Actor) -> list[SignRow]:
    """Every positive answer that is for this committee's inspection commission (three queries). (CC-I.2-1)"""
    slug = cycle.tenant.slug
    rows = [
        SignRow(
            name=one.review.subject.name,
            position=one.review.subject.position,
            unit=one.review.subject.unit.name,
            what=one.what,
            stands_in="Văn bản đã hoàn chỉnh" if one.is_final else "Dự thảo đã gửi lấy ý kiến",
            url=reverse("reviews:review_read", args=[slug, cycle.year, one.review.pk]),
            at=one.review.finalised_at if one.is_final else one.review.circulated_at,
        )
        for one in found_signs(cycle)
    ]
    return rows + [_handed_up(one, slug, actor) for one in _submissions(cycle)]


def _submissions(cycle: Cycle) -> list[IncomingSubmission]:
    rows = IncomingSubmission.objects.filter(cycle=cycle).exclude(state=SubmissionState.RETURNED)
    found = rows.select_related("envelope", "subject__unit").order_by("envelope__sent_at", "pk")
    return [row for row in found if row.envelope.content.get("signs")]


def _handed_up(row: IncomingSubmission, slug: str, actor: Actor) -> SignRow:
    content, subject = row.envelope.content, row.subject
    may_open = access.can_handle_submissions(actor)
    return SignRow(
        name=subject.name if subject else content["name"],
        position=content["position"],
        unit=content["unit"],
        what=content["signs"],
        stands_in="Hồ sơ cấp dưới gửi lên",
        url=reverse("dossiers:submission", args=[slug, row.cycle.year, row.pk]) if may_open else "",
        at=row.envelope.sent_at,
    )
