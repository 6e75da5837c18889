"""Who has looked into a dossier: each time a page of it or one of its papers is opened (HY-B.II.3-1)."""

from datetime import datetime

from dossiers.models import Dossier, IncomingSubmission, PrintedDocument
from orgchart import audit
from orgchart.access import Actor
from orgchart.queries import VIEW
from reviews.models import Product, RemediationPlan

Viewed = Dossier | IncomingSubmission | PrintedDocument | RemediationPlan | Product


def record_view(target: Viewed, what: str, *, actor: Actor, at: datetime) -> None:
    """Leave a line in the trail; what belongs to a subject that has a dossier stands with the dossier."""
    if isinstance(target, PrintedDocument) and target.subject is not None:
        target = Dossier.objects.filter(subject=target.subject).first() or target
    audit.record(actor=actor, action=VIEW, target=target, at=at, summary=f"Xem {what}")
