"""Letters of the office: the register with its search, and what is addressed to the bodies that somebody heads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from dossiers import access
from dossiers.models import Channel, IssuedLetter, LetterRecipient
from dossiers.states import LetterState
from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import PostRole
from orgchart.models import Post, Tenant
from orgchart.names import search_key
from orgchart.queries import current
from ratings.models import Complaint, Decision, Reconsideration
from reviews.models import Cycle
from reviews.queries.opinions import headed

_RECEIVED = Q(recipients__received_at__isnull=False) | Q(recipients__envelope__state="received")
_REACHED = Q(recipients__channel__in=[Channel.OFFICE, Channel.BODY])


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register of issued documents."""

    code: str
    issued_on: date
    place: str
    kind: str
    about: str
    url: str
    received: str = ""

    def fits(self, wanted: str) -> bool:
        """Whether every word that is searched for occurs in number, sign, place, date or subject."""
        text = search_key(f"{self.code} {self.kind} {self.about} {self.place} {self.issued_on:%d/%m/%Y}")
        return all(word in text for word in search_key(wanted).split())


def register(actor: Actor, cycle: Cycle, tenant: Tenant, wanted: str = "") -> list[RegisterRow]:
    """All documents of a year that bear a number, newest first, and those that fit what is searched for. (GB-0-3)

    Four queries. Whoever does not oversee the year finds the published letters to the bodies that he or she heads.
    """
    rows = list(_letters(actor, cycle, tenant))
    if access.can_see_all(actor):
        rows += [*_decisions(cycle, tenant), *_annulments(cycle, tenant), *_answers(cycle, tenant)]
    rows = [row for row in rows if row.fits(wanted)] if wanted.strip() else rows
    return sorted(rows, key=lambda row: (row.issued_on, row.code), reverse=True)


def _letters(actor: Actor, cycle: Cycle, tenant: Tenant) -> Iterator[RegisterRow]:
    rows = visible_letters(actor, cycle.rating_date).filter(cycle=cycle).exclude(state=LetterState.DRAFT)
    counted = rows.annotate(
        reached=Count("recipients", filter=_REACHED, distinct=True),
        received=Count("recipients", filter=_REACHED & _RECEIVED, distinct=True),
    )
    for row in counted:
        url = reverse("dossiers:letter", args=[tenant.slug, cycle.year, row.pk])
        received = f"{row.received}/{row.reached}" if row.state == LetterState.PUBLISHED else "chưa phát hành"
        assert row.issued_on is not None  # numbered, by the filter
        yield RegisterRow(row.code, row.issued_on, row.place, row.get_kind_display(), row.about, url, received)


def _decisions(cycle: Cycle, tenant: Tenant) -> Iterator[RegisterRow]:
    url = reverse("dossiers:decision_list", args=[tenant.slug, cycle.year])
    for row in Decision.objects.filter(board__cycle=cycle).select_related("board"):
        about = f"xếp loại chất lượng năm {cycle.year} ({row.board.title})"
        yield RegisterRow(row.code, row.decided_on, tenant.place, "Quyết định", about, url)


def _annulments(cycle: Cycle, tenant: Tenant) -> Iterator[RegisterRow]:
    rows = Reconsideration.objects.filter(case__subject__cycle=cycle, number__isnull=False, annulled_on__isnull=False)
    for row in rows.select_related("case__subject"):
        url = reverse("ratings:appraise", args=[tenant.slug, cycle.year, row.case_id])
        about = f"hủy bỏ kết quả xếp loại đối với {row.case.subject.name}"
        assert row.annulled_on is not None  # by the filter
        yield RegisterRow(row.code, row.annulled_on, tenant.place, "Quyết định", about, url)


def _answers(cycle: Cycle, tenant: Tenant) -> Iterator[RegisterRow]:
    rows = Complaint.objects.filter(case__subject__cycle=cycle, answer_number__isnull=False)
    for row in rows.select_related("case__subject"):
        url = reverse("ratings:complaint", args=[tenant.slug, cycle.year, row.pk])
        about = f"trả lời khiếu nại, kiến nghị của {row.case.subject.name}"
        assert row.answered_on is not None  # an answer has a day, by a constraint
        yield RegisterRow(row.answer_code, row.answered_on, tenant.place, "Văn bản trả lời", about, url)


def visible_letters(actor: Actor, today: date) -> QuerySet[IssuedLetter]:
    """All for those who answer for the dossiers; for heads the published ones that are addressed to their bodies."""
    rows = IssuedLetter.objects.all()
    if access.can_see_all(actor):
        return rows
    own = LetterRecipient.objects.filter(organization__in=headed(actor, today)).values("letter")
    return rows.filter(state=LetterState.PUBLISHED, pk__in=own)


def drafts_of(cycle: Cycle) -> QuerySet[IssuedLetter]:
    """Letters of a year without a number yet, newest first."""
    return IssuedLetter.objects.filter(cycle=cycle, state=LetterState.DRAFT).order_by("-pk")


def letter_for(actor: Actor, letter_id: int, year: int, today: date) -> IssuedLetter:
    """One letter that the actor may read; raises NotVisible."""
    rows = visible_letters(actor, today).filter(cycle__year=year).select_related("cycle", "drafted_by")
    found = rows.filter(pk=letter_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class RecipientRow:
    """One recipient as the page shows it, and whether the actor may record the receipt."""

    recipient: LetterRecipient
    received: str
    can_receive: bool


def recipient_rows(actor: Actor, letter: IssuedLetter, today: date) -> list[RecipientRow]:
    """Who gets a letter and who has it, in the order of print (two queries)."""
    own, by_office = headed(actor, today), access.can_print(actor)
    is_out = letter.state == LetterState.PUBLISHED
    rows = letter.recipients.select_related("envelope", "received_by").order_by("position")
    return [RecipientRow(row, _received(row), is_out and _may_receive(row, own, by_office=by_office)) for row in rows]


def _received(row: LetterRecipient) -> str:
    """By whom it was received, and when."""
    if row.envelope is not None and row.envelope.settled_at is not None:
        return f"{row.envelope.settled_by_name}, {row.envelope.settled_at:%d/%m/%Y}"
    if row.received_at is not None and row.received_by is not None:
        return f"{row.received_by.full_name}, {row.received_at:%d/%m/%Y}"
    return ""


def _may_receive(row: LetterRecipient, own: list[int], *, by_office: bool) -> bool:
    if row.received_at is not None or row.channel in {Channel.OFFICE, Channel.ARCHIVE}:
        return False
    return by_office or row.organization_id in own


def is_recipient(actor: Actor, row: LetterRecipient, today: date) -> bool:
    """Whether the actor heads the body that a line addresses."""
    return row.organization_id in headed(actor, today)


def letters_to_receive(actor: Actor, today: date) -> QuerySet[LetterRecipient]:
    """Published letters to bodies that the actor heads, and whose receipt nobody has recorded."""
    own = Post.objects.filter(current(today), person=actor.person_id or 0, role=PostRole.HEAD).values("organization")
    rows = LetterRecipient.objects.filter(organization__in=own, received_at=None)
    return rows.filter(letter__state=LetterState.PUBLISHED).order_by()
