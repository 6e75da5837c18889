"""Letters of the office: drafted, numbered and printed, signed like any print, then sent to everybody addressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dossiers import access
from dossiers.letter_queries import is_recipient
from dossiers.models import Channel, IssuedLetter, LetterKind, LetterRecipient, PrintedDocument, Purpose
from dossiers.queries import newest_file
from dossiers.services.gathering import PUBLIC
from dossiers.services.printing import print_letter
from dossiers.states import LETTER_MOVES, DocumentState, LetterState
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Bloc
from orgchart.models import EnvelopeKind, Organization, Tenant
from orgchart.services.correspondence import receivers
from orgchart.services.envelopes import Attachment, send_envelope
from orgchart.services.numbers import next_number, numbering_period
from orgchart.tenancy import create_all
from reviews.services.cycles import locked_cycle
from reviews.texts import clean_text

# Which kind of envelope carries a letter up or down.
UP, DOWN = EnvelopeKind.REPORT, EnvelopeKind.NOTICE


@dataclass(frozen=True)
class Recipients:
    """To whom a letter goes; bodies outside the product by name, the agency's website as a channel. (SL-NN-1)"""

    above: Sequence[int] = ()
    below: Sequence[int] = ()
    bodies: Sequence[int] = ()
    outside: Sequence[str] = ()
    website: bool = False


@transaction.atomic
def draft_letter(
    *,
    cycle_id: int,
    kind: str,
    about: str,
    text: str,
    recipients: Recipients,
    actor: Actor,
    at: datetime,
    letter_id: int | None = None,
) -> IssuedLetter:
    """Write a letter or change its draft."""
    access.need_can_print(actor)
    if letter_id is None:
        letter = IssuedLetter(
            tenant_id=actor.tenant_id, cycle=locked_cycle(cycle_id), drafted_at=at, drafted_by=actor.account
        )
    else:
        letter = _locked(letter_id)
        if letter.state != LetterState.DRAFT:
            raise Refused(f"Văn bản đã có số {letter.code} nên không sửa được nữa. Soạn văn bản thay thế.")
    if kind not in LetterKind.values:
        raise InvalidInput({"kind": "Chọn loại văn bản trong danh sách."})
    letter.kind, letter.about, letter.text = kind, clean_text(about.strip())[:300], clean_text(text.strip())
    if not letter.about:
        raise InvalidInput({"about": "Ghi trích yếu nội dung văn bản."})
    if not letter.text:
        raise InvalidInput({"text": "Ghi nội dung văn bản."})
    letter.save()
    letter.recipients.all().delete()
    create_all(LetterRecipient, _rows(letter, recipients, at))
    audit.record(actor=actor, action="draft_letter", target=letter, at=at, summary=f"Soạn văn bản: {letter.about}")
    return letter


def _rows(letter: IssuedLetter, wanted: Recipients, at: datetime) -> list[LetterRecipient]:
    """One line for each, in the order of the printed block: superiors first, the copy that is kept last."""
    tenant = Tenant.objects.get(pk=letter.tenant_id)
    day = timezone.localdate(at)
    above = [row for row in receivers(UP, tenant, day) if row.pk in wanted.above]
    below = [row for row in receivers(DOWN, tenant, day) if row.pk in wanted.below]
    bodies = list(Organization.objects.filter(pk__in=wanted.bodies).order_by("path"))
    if len(above) != len(set(wanted.above)) or len(below) != len(set(wanted.below)):
        raise InvalidInput({"below": "Chọn đơn vị nhận trong danh sách cấp trên, cấp dưới."})
    if len(bodies) != len(set(wanted.bodies)):
        raise InvalidInput({"bodies": "Chọn tổ chức trong sơ đồ của đơn vị."})
    lines: list[dict[str, Any]] = [
        *(_line(Channel.OFFICE, Purpose.REPORT, row.issuing_body, office=row) for row in above),
        *(_line(Channel.BODY, Purpose.CARRY_OUT, row.name, organization=row) for row in bodies),
        *(_line(Channel.OFFICE, Purpose.CARRY_OUT, row.issuing_body, office=row) for row in below),
        *(_line(Channel.OUTSIDE, Purpose.KNOW, name[:200]) for name in wanted.outside),
    ]
    if not lines and not wanted.website:
        raise InvalidInput({"bodies": "Chọn hoặc ghi ít nhất một nơi nhận."})
    if wanted.website:
        lines.append(_line(Channel.WEBSITE, Purpose.MAKE_PUBLIC, "Trang thông tin điện tử"))
    lines.append(_line(Channel.ARCHIVE, Purpose.KEEP, "Lưu Văn phòng"))
    return [
        LetterRecipient(tenant_id=letter.tenant_id, letter=letter, position=position, **line)
        for position, line in enumerate(lines, start=1)
    ]


def _line(channel: Channel, purpose: Purpose, name: str, **reached: Tenant | Organization) -> dict[str, Any]:
    return {"channel": channel, "purpose": purpose, "name": name, **reached}


@transaction.atomic
def number_letter(*, letter_id: int, actor: Actor, at: datetime) -> IssuedLetter:
    """Give the next number of the register with place and date, and print it; the public version too. (GB-0-3)"""
    access.need_can_print(actor)
    letter = _locked(letter_id)
    _move(letter, "number")
    tenant, day = Tenant.objects.get(pk=letter.tenant_id), timezone.localdate(at)
    letter.body_code, letter.period = tenant.body_code, numbering_period(tenant, day)
    letter.number = next_number(body_code=letter.body_code, kind=letter.kind, period=letter.period)
    letter.code = _code(tenant, letter)
    letter.place, letter.issued_on = tenant.place, day
    letter.save()
    audit.record(
        actor=actor, action="number_letter", target=letter, at=at, summary=f"Cấp số {letter.code}: {letter.about}"
    )
    print_letter(letter, actor=actor, at=at)
    if letter.recipients.filter(channel=Channel.WEBSITE).exists():
        print_letter(letter, part=PUBLIC, actor=actor, at=at)
    return letter


def _code(tenant: Tenant, letter: IssuedLetter) -> str:
    """ "68-CV/ĐU" for the party, "68/KH-BDT" for the state; below ten with a zero."""
    if tenant.bloc == Bloc.PARTY:
        return f"{letter.number:02d}-{letter.kind}/{tenant.body_code}"
    return f"{letter.number:02d}/{letter.kind}-{tenant.body_code}"


@transaction.atomic
def publish_letter(*, letter_id: int, actor: Actor, at: datetime) -> IssuedLetter:
    """Send the print in its newest signed version to every addressed body of the chart. (GB-0-2, HY-NN-1)

    Offices above and below get an envelope; bodies of the own chart find it in the list of work of their heads.
    """
    access.need_can_print(actor)
    letter = _locked(letter_id)
    _move(letter, "publish")
    document = PrintedDocument.objects.filter(letter=letter, part="", state=DocumentState.READY).order_by("-pk").first()
    if document is None:
        raise Refused("Bản in chưa tạo xong nên chưa phát hành được. Chờ ít giây rồi bấm lại.")
    file = newest_file(document)
    with file.opened() as content:
        attached = Attachment("Văn bản", file.name, file.content_type, content.read())
    for row in letter.recipients.filter(channel=Channel.OFFICE).select_related("office"):
        assert row.office is not None  # a constraint of the table
        row.envelope = send_envelope(
            kind=UP if row.purpose == Purpose.REPORT else DOWN,
            receiver=row.office,
            title=f"{letter.code}: {letter.about}"[:300],
            content={"text": letter.text, "code": letter.code},
            attachments=[attached],
            actor=actor,
            at=at,
        )
        row.save(update_fields=["envelope"])
    letter.published_at = at
    letter.save()
    audit.record(actor=actor, action="publish_letter", target=letter, at=at, summary=f"Phát hành {letter.code}")
    return letter


@transaction.atomic
def receive_letter(*, recipient_id: int, actor: Actor, at: datetime) -> LetterRecipient:
    """The head of an addressed body, or the office for a body outside, records that it has arrived. (GB-0-2)"""
    row = (
        LetterRecipient.objects.select_for_update(of=("self",)).select_related("letter").filter(pk=recipient_id).first()
    )
    if row is None or row.letter.state != LetterState.PUBLISHED:
        raise NotVisible
    by_office = access.can_print(actor)
    is_own = row.channel == Channel.BODY and is_recipient(actor, row, timezone.localdate(at))
    if not (is_own or (by_office and row.channel in {Channel.BODY, Channel.OUTSIDE, Channel.WEBSITE})):
        raise PermissionDenied if access.can_see_all(actor) else NotVisible
    if row.received_at is None:
        row.received_at, row.received_by = at, actor.account
        row.save(update_fields=["received_at", "received_by"])
        summary = f"{row.name} đã nhận {row.letter.code}"
        audit.record(actor=actor, action="receive_letter", target=row.letter, at=at, summary=summary)
    return row


def _locked(letter_id: int) -> IssuedLetter:
    rows = IssuedLetter.objects.select_for_update(of=("self",)).select_related("cycle")
    letter = rows.filter(pk=letter_id).first()
    if letter is None:
        raise NotVisible
    return letter


def _move(letter: IssuedLetter, name: str) -> None:
    move = LETTER_MOVES[name]
    if letter.state not in move.sources:
        raise Refused(f"Không thể {move.label.lower()}: văn bản đang ở bước “{letter.get_state_display()}”.")
    letter.state = move.target
