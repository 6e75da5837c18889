"""Transfer of a person: a file goes out, the new office takes it in, and what the person held here ends."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, NotVisible
from orgchart.models import (
    CellMembership,
    DisciplineRecord,
    Envelope,
    EnvelopeState,
    ManagementLink,
    Person,
    PersonalFile,
    Post,
    Supervision,
    Tenant,
)
from orgchart.queries import personal_files
from orgchart.registry import file_takers
from orgchart.services.accounts import close_for_leaving
from orgchart.services.chart._common import check_day, need_pen, next_version
from orgchart.services.chart.people import check_person, new_person
from orgchart.services.envelopes import send_envelope, settle_envelope


@transaction.atomic
def send_personal_file(
    *, person_id: int, receiver_id: int, leaves_on: date, actor: Actor, at: datetime
) -> PersonalFile:
    """Hand a person over to another office. Nothing ends here before the file is taken in there.

    Raises InvalidInput where something of the person begins after the day of leaving.
    """
    need_pen(actor)
    if not access.can_handle_envelopes(actor):
        raise PermissionDenied
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id, merged_into=None)
    receivers = personal_files.receivers_for(Tenant.objects.get(pk=actor.tenant_id))
    receiver = receivers.filter(pk=receiver_id).first()
    if receiver is None:
        raise InvalidInput({"receiver": "Chọn nơi chuyển đến trong danh sách."})
    if personal_files.under_way(person):
        message = "Hồ sơ của đồng chí này đã gửi đi và đang chờ nơi nhận tiếp nhận."
        raise InvalidInput({"receiver": message})
    _check_leaving(person, leaves_on)
    envelope = send_envelope(
        kind=EnvelopeKind.PERSONAL_FILE,
        receiver=receiver,
        title=f"Hồ sơ chuyển công tác, chuyển sinh hoạt đảng: {person.full_name}",
        content=personal_files.content_of(person, leaves_on),
        actor=actor,
        at=at,
    )
    row = PersonalFile(tenant_id=actor.tenant_id, person=person, envelope=envelope)
    row.save()
    summary = f"Chuyển hồ sơ cá nhân đến {receiver.name}"
    audit.record(actor=actor, action="send_personal_file", target=person, at=at, summary=summary)
    return row


def _check_leaving(person: Person, leaves_on: date) -> None:
    check_day(leaves_on, "leaves_on")
    for rows in _running(person, leaves_on):
        later = rows.filter(started_on__gt=leaves_on).order_by("started_on", "pk").first()
        if later is not None:
            message = f"{later} bắt đầu từ {later.started_on:%d/%m/%Y}; ghi ngày chuyển đi từ ngày đó trở đi."
            raise InvalidInput({"leaves_on": message})


def _running(person: Person, day: date) -> tuple[QuerySet[Post], QuerySet[CellMembership], QuerySet[Supervision]]:
    """What the person holds beyond a day: posts, party life, charge."""
    beyond = Q(person=person) & (Q(ended_on=None) | Q(ended_on__gt=day))
    return (
        Post.objects.filter(beyond).select_related("organization", "person"),
        CellMembership.objects.filter(beyond).select_related("cell", "person"),
        Supervision.objects.filter(beyond).select_related("organization", "person"),
    )


@transaction.atomic
def take_in_personal_file(*, envelope_id: int, known_id: int | None, actor: Actor, at: datetime) -> Person:
    """Take somebody in: as a new row of the roster, or as `known_id`, who stands in it already.

    Particulars that the own row lacks are filled in; disciplinary decisions and open shortcomings that are not here
    yet are written down.
    """
    need_pen(actor)
    envelope = personal_files.incoming(envelope_id).first()
    if envelope is None:
        raise NotVisible
    content = envelope.content
    person = _person(content, known_id, actor)
    settle_envelope(envelope_id=envelope.pk, accepted=True, reason="", actor=actor, at=at)
    PersonalFile(tenant_id=actor.tenant_id, person=person, envelope=envelope).save()
    _take_disciplines(person, content["disciplines"])
    for take in file_takers():
        take(person, envelope)
    summary = f"Tiếp nhận từ {envelope.peer.name}"
    audit.record(actor=actor, action="take_in_personal_file", target=person, at=at, summary=summary)
    return person


def return_personal_file(*, envelope_id: int, reason: str, actor: Actor, at: datetime) -> Envelope:
    """Send the file back; nothing has changed anywhere."""
    if not personal_files.incoming(envelope_id).exists():
        raise NotVisible
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do trả lại để nơi gửi biết."})
    return settle_envelope(envelope_id=envelope_id, accepted=False, reason=reason.strip(), actor=actor, at=at)


def _person(content: dict[str, Any], known_id: int | None, actor: Actor) -> Person:
    born, joined = (
        date.fromisoformat(content[key]) if content[key] else None for key in ("birth_date", "joined_party_on")
    )
    if known_id is None:
        person = new_person(
            tenant_id=actor.tenant_id, full_name=content["name"], birth_date=born, joined_party_on=joined, residence=""
        )
        person.save()
        return person
    likely = {one.pk for one in personal_files.likely_persons(content)}
    found = Person.objects.select_for_update(of=("self",)).filter(pk=known_id).first()
    if found is None or found.pk not in likely:
        raise InvalidInput({"person": "Người được chọn không cùng họ tên, ngày sinh với hồ sơ; chọn lại."})
    found.birth_date, found.joined_party_on = found.birth_date or born, found.joined_party_on or joined
    check_person(found)
    next_version(found, None)
    found.save()
    return found


def _take_disciplines(person: Person, records: list[dict[str, Any]]) -> None:
    there = set(DisciplineRecord.objects.filter(person=person).values_list("decision_number", "decided_on"))
    cases: dict[int, DisciplineRecord] = {}
    for record in records:
        decided_on = date.fromisoformat(record["decided_on"])
        if (record["decision_number"], decided_on) in there:
            continue
        row = DisciplineRecord(
            tenant_id=person.tenant_id,
            person=person,
            degree=record["degree"],
            violation=record["violation"],
            decision_number=record["decision_number"],
            decided_on=decided_on,
            self_detected=record["self_detected"],
            remedied=record["remedied"],
            counted_in_year=record["counted_in_year"],
            same_case_as=cases.get(record["case"]),
        )
        row.save()
        cases.setdefault(record["case"], row)


def on_settlement(envelope: Envelope, at: datetime) -> None:
    """The new office has taken the person in: what is held here ends, and stays readable."""
    if envelope.state != EnvelopeState.RECEIVED:
        return
    person = Person.objects.select_for_update(of=("self",)).get(personal_files__envelope=envelope)
    last = date.fromisoformat(envelope.content["leaves_on"])
    posts, memberships, charges = _running(person, last)
    ended: list[Post | CellMembership | Supervision] = [*posts, *memberships, *charges]
    for row in ended:
        row.ended_on = max(last, row.started_on)
        if isinstance(row, Post):
            row.version += 1
        row.save()
    links = ManagementLink.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last), post__person=person)
    for link in links:
        link.valid_to = max(last, link.valid_from)
        link.save()
    summary = f"Đã chuyển đến {envelope.peer.name}; {len(ended)} chức vụ, nơi sinh hoạt, phụ trách kết thúc ở đây"
    audit.record(actor=None, action="leave", target=person, at=at, summary=summary)
    if person.account is not None and last <= timezone.localdate(at):
        close_for_leaving(person.account, f"Chuyển công tác đến {envelope.peer.name}", at)
