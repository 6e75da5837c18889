"""What a person takes along to another office, and what came along with somebody who was taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from orgchart import registry
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.kinds import DisciplineDegree
from orgchart.models import (
    CellMembership,
    DisciplineRecord,
    Envelope,
    EnvelopeBox,
    EnvelopeState,
    Person,
    PersonalFile,
    Post,
    Tenant,
    TenantLink,
    TenantMembership,
)
from orgchart.names import search_key

MOST_LIKELY = 20


@dataclass(frozen=True)
class FileShown:
    """The content of a file as pages show it: days as days, degrees in words."""

    name: str
    birth_date: date | None
    joined_party_on: date | None
    leaves_on: date
    cell: str
    posts: list[dict[str, Any]]
    levels: list[dict[str, Any]]
    disciplines: list[dict[str, Any]]
    shortcomings: list[dict[str, Any]]
    texts: list[dict[str, Any]]


def receivers_for(tenant: Tenant) -> QuerySet[Tenant]:
    """To whom somebody may go: whoever is or was above, below, or below the same superior. (by name)"""
    mine = TenantLink.objects.filter(subordinate=tenant).values("superior")
    beside = TenantLink.objects.filter(superior__in=mine).values("subordinate")
    below = TenantLink.objects.filter(superior=tenant).values("subordinate")
    found = Q(pk__in=mine) | Q(pk__in=beside) | Q(pk__in=below)
    return Tenant.objects.filter(found).exclude(pk=tenant.pk).order_by("name", "pk")


def content_of(person: Person, leaves_on: date) -> dict[str, Any]:
    """What the forms of the new place ask for, and no more.

    Who it is, posts, party life, levels, discipline, what is not remedied yet, the last final text.
    """
    cell = CellMembership.objects.filter(person=person, kind="official").select_related("cell").order_by("-started_on")
    last = cell.first()
    return {
        "name": person.full_name,
        "birth_date": _iso(person.birth_date),
        "joined_party_on": _iso(person.joined_party_on),
        "leaves_on": leaves_on.isoformat(),
        "cell": last.cell.name if last else "",
        "posts": [
            {
                "title": post.title,
                "place": post.collective.name if post.collective else post.organization.name,
                "started_on": _iso(post.started_on),
                "ended_on": _iso(min(post.ended_on or leaves_on, leaves_on)),
            }
            for post in Post.objects.filter(person=person)
            .select_related("organization", "collective")
            .order_by("-started_on", "pk")
        ],
        "levels": [
            {
                "year": one.year, "level": one.level, "decision": one.decision, "decided_on": _iso(one.decided_on),
            }
            for one in registry.past_levels(person)
        ],
        "disciplines": [
            {
                "degree": record.degree,
                "violation": record.violation,
                "decision_number": record.decision_number,
                "decided_on": _iso(record.decided_on),
                "self_detected": record.self_detected,
                "remedied": record.remedied,
                "counted_in_year": record.counted_in_year,
                "case": record.same_case_as_id or record.pk,
            }
            for record in DisciplineRecord.objects.filter(person=person).order_by("decided_on", "pk")
        ],
        "shortcomings": [
            {"year": one.year, "text": one.text, "source": one.source, "remedy": one.remedy}
            for one in registry.open_shortcomings(person)
        ],
        "texts": [
            {"year": one.year, "title": one.title, "sections": [list(section) for section in one.sections]}
            for one in registry.past_texts(person)
        ],
    }  # fmt: skip


def shown(content: dict[str, Any]) -> FileShown:
    """The content with its days and words."""
    degrees = dict(DisciplineDegree.choices)

    def dated(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{key: _day(value) if key.endswith("_on") else value for key, value in row.items()} for row in rows]

    return FileShown(
        name=str(content["name"]),
        birth_date=_day(content["birth_date"]),
        joined_party_on=_day(content["joined_party_on"]),
        leaves_on=date.fromisoformat(content["leaves_on"]),
        cell=str(content["cell"]),
        posts=dated(content["posts"]),
        levels=dated(content["levels"]),
        disciplines=[row | {"degree": degrees[row["degree"]]} for row in dated(content["disciplines"])],
        shortcomings=list(content.get("shortcomings", ())),
        texts=list(content.get("texts", ())),
    )


def incoming(envelope_id: int) -> QuerySet[Envelope]:
    """The file that somebody sends here."""
    rows = Envelope.objects.filter(pk=envelope_id, kind=EnvelopeKind.PERSONAL_FILE, box=EnvelopeBox.IN)
    return rows.select_related("peer", "personal_file")


def likely_persons(content: dict[str, Any]) -> list[Person]:
    """Who of the roster may be the one in the file: the same name, and no other day of birth."""
    born = _day(content["birth_date"])
    rows = Person.objects.filter(merged_into=None, search_key=search_key(str(content["name"])))
    if born is not None:
        rows = rows.filter(Q(birth_date=None) | Q(birth_date=born))
    return list(rows.order_by("sort_key", "pk")[:MOST_LIKELY])


def files_of(person: Person) -> QuerySet[PersonalFile]:
    """The files that left with a person or came along, newest first."""
    rows = PersonalFile.objects.filter(person=person).select_related("envelope__peer")
    return rows.order_by("-envelope__sent_at", "-pk")


def left_open(person: Person, files: Sequence[PersonalFile]) -> TenantMembership | None:
    """The account of somebody who has gone to another office, where it still works here."""
    has_left = any(
        row.envelope.box == EnvelopeBox.OUT and row.envelope.state == EnvelopeState.RECEIVED for row in files
    )
    if not has_left or person.account_id is None:
        return None
    rows = TenantMembership.objects.filter(tenant=person.tenant_id, closed_at=None, guest_until=None)
    return rows.filter(account=person.account_id).select_related("account").first()


def under_way(person: Person) -> bool:
    """Whether a file of the person waits for its answer, or was taken in elsewhere already."""
    rows = PersonalFile.objects.filter(person=person, envelope__box=EnvelopeBox.OUT)
    return rows.filter(envelope__state=EnvelopeState.SENT).exists()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
