"""A level decided below goes up to where its head is rated, and again whenever it changes. (HY-B.II.2-5, CC-I.6-3)"""

from collections.abc import Iterable
from datetime import datetime

from dossiers.models import Dossier, IncomingSubmission
from orgchart.access import Actor
from orgchart.models import Envelope, EnvelopeKind
from orgchart.services.envelopes import send_envelope
from ratings.queries.level_references import body_of, headed_bodies, heads_above
from ratings.services.level_references import take_levels


def tell_levels(subject_ids: Iterable[int], actor: Actor | None, at: datetime) -> None:
    """Tell the superior of the bodies of each head whose dossier has gone up; those of the others go with it."""
    for head in heads_above(subject_ids):
        dossier = Dossier.objects.filter(subject=head).exclude(envelope_key=None).first()
        if dossier is None or head.decided_by is None:
            continue
        send_envelope(
            kind=EnvelopeKind.LEVEL_REFERENCE,
            receiver=head.decided_by,
            title=f"Mức xếp loại nơi {head.name} đứng đầu, năm {head.cycle.year}"[:300],
            content={
                "year": head.cycle.year,
                "head": head.name,
                "dossier": str(dossier.envelope_key),
                "headed": [one.plain() for one in headed_bodies(head)],
            },
            actor=actor,
            at=at,
        )


def on_level_arrival(envelope: Envelope, at: datetime) -> None:
    """In the superior's scope: the ceiling of the subject that the dossier was matched to, now or when it will be."""
    rows = IncomingSubmission.objects.filter(envelope__key=envelope.content["dossier"], subject__isnull=False)
    submission = rows.select_related("subject__cycle").first()
    if submission is not None and submission.subject is not None:
        bodies = [body_of(row) for row in envelope.content["headed"]]
        take_levels(subject=submission.subject, bodies=bodies, sender=envelope.peer, told_at=envelope.sent_at, at=at)


def take_levels_of(submission: IncomingSubmission, at: datetime) -> None:
    """What the dossier says of the headed bodies, or a later letter about them, once the dossier is matched."""
    if submission.subject is None:
        return
    letters = Envelope.objects.filter(
        box="in", kind=EnvelopeKind.LEVEL_REFERENCE, content__dossier=str(submission.envelope.key)
    )
    letter = letters.order_by("-sent_at", "-pk").first() or submission.envelope
    bodies = [body_of(row) for row in letter.content.get("headed", ())]
    if bodies:
        take_levels(subject=submission.subject, bodies=bodies, sender=letter.peer, told_at=letter.sent_at, at=at)


def level_facts(envelope: Envelope) -> list[tuple[str, str]]:
    """What such a letter says, line by line, for the common page of letters."""
    return [
        (row["body"], f"{row['level']}, Quyết định số {row['code']}" if row["level"] else "chưa có mức xếp loại")
        for row in envelope.content.get("headed", ())
    ]
