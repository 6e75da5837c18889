"""Invitations to conferences: those sent from here, and those that came from an office below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Account, Envelope, EnvelopeBox
from reviews.models import Conference

# Under this name the office above says who is sent.
SENT_ALONG = "attends"


def invitations_to(conference: Conference) -> QuerySet[Envelope]:
    """What was sent for a conference, the oldest first."""
    rows = Envelope.objects.filter(box=EnvelopeBox.OUT, kind=EnvelopeKind.INVITATION, content__conference=conference.pk)
    return rows.select_related("peer").order_by("sent_at", "pk")


@dataclass(frozen=True)
class Invited:
    """One invitation as the page of the conference shows it."""

    envelope: Envelope
    begins_on: date
    ends_on: date
    names: str


def invited(conference: Conference) -> list[Invited]:
    """What was sent for a conference, with who comes."""
    return [Invited(row, *days_of(row), sent_along(row)) for row in invitations_to(conference)]


def incoming(envelope_id: int) -> QuerySet[Envelope]:
    """An invitation that came from below."""
    rows = Envelope.objects.filter(pk=envelope_id, kind=EnvelopeKind.INVITATION, box=EnvelopeBox.IN)
    return rows.select_related("peer")


def sent_along(envelope: Envelope) -> str:
    """The names of those whom the office above sends."""
    logins = str(envelope.remarks.get(SENT_ALONG, "")).split()
    if not logins:
        return ""
    names = Account.objects.filter(username__in=logins).order_by("full_name", "pk").values_list("full_name", flat=True)
    return ", ".join(names)


def days_of(envelope: Envelope) -> tuple[date, date]:
    """The first and the last day of the access that an invitation opens."""
    return date.fromisoformat(envelope.content["begins_on"]), date.fromisoformat(envelope.content["ends_on"])


def invitation_facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """What an invitation says, line by line."""
    content, (begins_on, ends_on) = envelope.content, days_of(envelope)
    starts_at = timezone.localtime(datetime.fromisoformat(content["starts_at"]))
    yield "Hội nghị", str(content["title"])
    yield "Thời gian", f"{starts_at:%H:%M} ngày {starts_at:%d/%m/%Y}"
    yield "Địa điểm", str(content["location"])
    yield "Người dự đọc tài liệu", f"từ {begins_on:%d/%m/%Y} đến hết {ends_on:%d/%m/%Y}"
    yield "Người được cử", sent_along(envelope)
