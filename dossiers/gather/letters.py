"""A letter of the office as plain values: its head, and who gets it for which purpose."""

from dataclasses import replace

from dossiers.documents.letters import OfficeLetter
from dossiers.gather.heads import office_head, unit_signature
from dossiers.models import Channel, IssuedLetter, LetterKind, LetterRecipient, Purpose
from orgchart.models import Organization, Tenant

ADDRESSED = frozenset({Channel.OFFICE, Channel.BODY, Channel.OUTSIDE})


def office_letter(letter: IssuedLetter, tenant: Tenant, *, is_public: bool) -> OfficeLetter:
    """A numbered letter; that for the public leaves out who gets it inside. (HY-NN-1, SL-NN-1, GB-0-3)"""
    head = office_head(
        tenant,
        symbol=letter.code.partition("-" if tenant.bloc == "party" else "/")[2],
        number=str(letter.number or ""),
        issued_on=letter.issued_on,
        year=letter.cycle.year,
    )
    is_titled = letter.kind != LetterKind.LETTER
    rows = list(letter.recipients.order_by("position"))
    root = Organization.objects.get(depth=1)
    return OfficeLetter(
        letterhead=head if is_titled else replace(head, about=letter.about),
        year=letter.cycle.year,
        title=letter.get_kind_display() if is_titled else "",
        about=letter.about if is_titled else "",
        text=letter.text,
        addressees=() if is_titled or is_public else _addressees(rows),
        recipients=() if is_public else _recipients(rows, like_above=not is_titled),
        signature=unit_signature(root, letter.issued_on or letter.cycle.rating_date),
    )


def _addressees(rows: list[LetterRecipient]) -> tuple[str, ...]:
    return tuple(row.name for row in rows if row.channel in ADDRESSED and row.purpose != Purpose.REPORT)


def _recipients(rows: list[LetterRecipient], *, like_above: bool) -> tuple[str, ...]:
    """One line for each with its purpose; those whom the letter is addressed to are "như trên"."""
    lines = ["Như trên"] if like_above and _addressees(rows) else []
    for row in rows:
        if like_above and row.channel in ADDRESSED and row.purpose != Purpose.REPORT:
            continue
        lines.append(row.name if row.purpose == Purpose.KEEP else f"{row.name} ({row.get_purpose_display()})")
    return tuple(lines)
