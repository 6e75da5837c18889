"""Who is invited to a conference besides its members, and when each was told. (HY-C.1-2, HY-C.1-3)"""

import re
from datetime import date, datetime

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import SupervisionKind, Tenant
from orgchart.tenancy import create_all
from reviews.models import Conference, Invitation, InvitedKind, SendingWay
from reviews.queries import conferences as queries
from reviews.services import preparation
from reviews.texts import clean_text

# The words of the sets for superior bodies, the longest first: "ban đảng của cấp ủy" is no committee.
_WORDS = (
    ("ban đảng", InvitedKind.AGENCY),
    ("đoàn thể", InvitedKind.MASS),
    ("chính quyền", InvitedKind.GOVERNMENT),
    ("cấp ủy", InvitedKind.COMMITTEE),
)
_AREAS = {"tỉnh": "tỉnh", "huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố", "đảng": ""}
_COMMITTEE = re.compile(r"^(Tỉnh|Huyện|Quận|Thị|Thành|Đảng) ủy (.+)$")


def propose(conference: Conference, day: date) -> None:
    """The list for a new conference: the superior bodies that the set names, and whoever is assigned to the unit."""
    rows = [
        Invitation(tenant_id=conference.tenant_id, conference=conference, kind=kind, name=name)
        for kind, name in superior_bodies(conference)
    ]
    for charge in queries.charges_of_unit(queries.body_organization(conference), day):
        kind = InvitedKind.MONITOR if charge.kind == SupervisionKind.MONITOR else InvitedKind.IN_CHARGE
        rows.append(
            Invitation(
                tenant_id=conference.tenant_id,
                conference=conference,
                kind=kind,
                name=charge.person.full_name,
                person=charge.person,
            )
        )
    create_all(Invitation, {row.name: row for row in rows}.values())


def superior_bodies(conference: Conference) -> list[tuple[InvitedKind, str]]:
    """The bodies right above that the set wants represented where leaders are reviewed. (HY-C.1-2)"""
    if conference.collective is None:
        return []
    office = Tenant.objects.get(pk=conference.tenant_id)
    unit = queries.body_organization(conference)
    committee = office.superior_name if unit.level == office.level else office.issuing_body
    found = []
    for words in queries.rules_for(conference).invited:
        kind = next((one for word, one in _WORDS if word in words.lower()), InvitedKind.OTHER)
        found.append((kind, _name(kind, committee, words)))
    return found


def _name(kind: InvitedKind, committee: str, words: str) -> str:
    """The body's own name where it follows from the committee's, else what the set calls it."""
    area = area_of(committee)
    if kind == InvitedKind.COMMITTEE and committee:
        return committee
    if kind == InvitedKind.AGENCY and committee:
        return f"Các ban, cơ quan tham mưu, giúp việc của {committee}"
    if kind == InvitedKind.GOVERNMENT and area:
        return f"Ủy ban nhân dân {area}"
    if kind == InvitedKind.MASS and area:
        return f"Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội {area}"
    plain = words.strip()
    return plain[:1].upper() + plain[1:]


def area_of(committee: str) -> str:
    """The place that a committee leads: "Huyện ủy Định Hóa" is that of "huyện Định Hóa"; empty where it is no place."""
    found = _COMMITTEE.match(committee)
    if found is None:
        return ""
    return " ".join(part for part in (_AREAS[found.group(1).lower()], found.group(2)) if part)


@transaction.atomic
def add_invitation(*, conference_id: int, kind: str, name: str, actor: Actor, at: datetime) -> Invitation:
    """One more body or person on the list."""
    conference = preparation.open_for_preparation(conference_id, actor)
    words = clean_text(name).strip()[:200]
    errors = {}
    if kind not in InvitedKind.values:
        errors["kind"] = "Chọn loại đại biểu."
    if not words:
        errors["name"] = "Ghi tên cơ quan hoặc họ tên, chức vụ đại biểu."
    elif Invitation.objects.filter(conference=conference, name=words).exists():
        errors["name"] = f"{words} đã có trong danh sách mời."
    if errors:
        raise InvalidInput(errors)
    row = Invitation(tenant_id=conference.tenant_id, conference=conference, kind=kind, name=words)
    row.save()
    audit.record(actor=actor, action="add_invitation", target=conference, at=at, summary=f"Mời dự: {words}"[:300])
    return row


@transaction.atomic
def drop_invitation(*, invitation_id: int, conference_id: int, actor: Actor, at: datetime) -> None:
    """Take somebody off the list who has not been told yet; what was sent stays on record."""
    conference, row = _locked(invitation_id, conference_id, actor)
    if row.sent_on is not None:
        raise Refused(f"Giấy mời {row.name} đã gửi nên không bỏ khỏi danh sách được.")
    row.delete()
    audit.record(actor=actor, action="drop_invitation", target=conference, at=at, summary=f"Không mời: {row}"[:300])


@transaction.atomic
def record_sending(
    *, invitation_id: int, conference_id: int, sent_on: date, sent_way: str, actor: Actor, at: datetime
) -> Invitation:
    """Note when and how an invitation went out; after a change of date it goes out again. (HY-C.1-2, SL-IV.4-3)"""
    conference, row = _locked(invitation_id, conference_id, actor)
    errors = {}
    if sent_way not in SendingWay.values:
        errors["sent_way"] = "Chọn cách gửi."
    if sent_on > queries.local_day(at):
        errors["sent_on"] = "Ngày gửi không sau hôm nay."
    if errors:
        raise InvalidInput(errors)
    row.sent_on, row.sent_way, row.sent_for, row.sent_by = sent_on, sent_way, conference.starts_at, actor.account
    row.save()
    audit.record(
        actor=actor,
        action="record_invitation_sent",
        target=conference,
        at=at,
        summary=f"Đã gửi giấy mời {row.name} ngày {sent_on:%d/%m/%Y}"[:300],
    )
    return row


def _locked(invitation_id: int, conference_id: int, actor: Actor) -> tuple[Conference, Invitation]:
    conference = preparation.open_for_preparation(conference_id, actor)
    row = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation_id, conference=conference).first()
    if row is None:
        raise NotVisible
    return conference, row
