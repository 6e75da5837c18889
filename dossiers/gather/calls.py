"""Invitations to a conference and the notice with all of them."""

from datetime import date

from django.utils import timezone

from dossiers.documents.calls import CalendarRow, ConferenceNotice
from dossiers.documents.calls import Invitation as InvitationPaper
from dossiers.documents.parts import Signature
from dossiers.gather.heads import office_head, unit_signature
from orgchart.models import Organization, Tenant
from reviews.models import Conference, Cycle, Invitation


def invitation_paper(row: Invitation, tenant: Tenant) -> InvitationPaper:
    """Giấy mời of the office to one body or person. (HY-C.1-2)"""
    conference = row.conference
    return InvitationPaper(
        letterhead=office_head(tenant, symbol=f"GM/{tenant.body_code}", issued_on=None, year=conference.cycle.year),
        year=conference.cycle.year,
        invited=row.name,
        is_person=row.person_id is not None,
        conference=conference.title,
        starts_at=timezone.localtime(conference.starts_at).replace(tzinfo=None),
        location=conference.location,
        chair=conference.chair.full_name if conference.chair else "",
        signature=office_signature(timezone.localdate(conference.starts_at)),
        recipients=("Như trên", "Lưu Văn phòng"),
    )


def conference_notice(cycle: Cycle, tenant: Tenant) -> ConferenceNotice:
    """The dates of all conferences of a year. (SL-IV.4-3, GB-3.2.4b-2)"""
    rows = Conference.objects.filter(cycle=cycle).select_related("chair").order_by("starts_at", "pk")
    return ConferenceNotice(
        letterhead=office_head(tenant, symbol=f"TB/{tenant.body_code}", issued_on=None, year=cycle.year),
        year=cycle.year,
        rows=tuple(
            CalendarRow(
                conference=row.title,
                starts_at=timezone.localtime(row.starts_at).replace(tzinfo=None),
                location=row.location,
                chair=row.chair.full_name if row.chair else "",
            )
            for row in rows
        ),
        signature=office_signature(cycle.rating_date),
        recipients=("Các cơ quan, đơn vị, chi bộ có tên trong lịch", "Lưu Văn phòng"),
    )


def office_signature(day: date) -> Signature:
    """The head of the body that the office belongs to."""
    root = Organization.objects.filter(depth=1).order_by("path").first()
    return unit_signature(root, day) if root is not None else Signature(note="Ký, ghi rõ họ tên")
