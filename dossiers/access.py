"""Who may see and keep dossiers, files and printed documents."""

from django.core.exceptions import PermissionDenied

from dossiers.documents.kinds import DocumentKind
from dossiers.models import ChecklistItem, Dossier, PrintedDocument
from orgchart.access import Actor
from reviews.models import RatingPlace

# Items that only the personnel office and the owner may open (HY-B.II.3-9).
PRIVATE_ITEMS = frozenset({"asset_declaration", "cv_supplement"})
KEPT_BACK = "Chỉ bộ phận quản lý hồ sơ và người có hồ sơ được mở"  # in their place where the others go


def is_owner(actor: Actor, dossier: Dossier) -> bool:
    """Everybody sees the own file (CC-I.3-1)."""
    return actor.person_id is not None and dossier.subject.person_id == actor.person_id


def can_see_dossier(actor: Actor, dossier: Dossier) -> bool:
    """The office and the organisation board keep the dossiers, the head answers for them, the owner sees the own."""
    return can_see_all(actor) or is_owner(actor, dossier) or actor.is_entrusted("see_dossier", dossier.pk)


def can_see_all(actor: Actor) -> bool:
    """Besides those who keep the dossiers: the head answers for them, the inspection commission checks them."""
    return actor.may("dossier.see")


def can_keep_dossiers(actor: Actor) -> bool:
    """The office of the committee and its organisation board collect, complete and hand in."""
    return actor.may("dossier.keep")


def can_hand_in(actor: Actor, dossier: Dossier) -> bool:
    """Those who keep the dossiers, and a person the own one where it stays with the committee (HY-B.II.3-2)."""
    is_own = is_owner(actor, dossier) and dossier.subject.rating != RatingPlace.SUPERIOR
    return can_keep_dossiers(actor) or is_own


def can_confirm_submissions(actor: Actor) -> bool:
    """The head answers for what goes up to the superior (CC-III.4-1)."""
    return actor.may("submission.confirm")


def can_open_item(actor: Actor, item: ChecklistItem) -> bool:
    """Declarations of assets and curricula are for the personnel office and the owner only (HY-B.II.3-9)."""
    if item.code in PRIVATE_ITEMS:
        return can_keep_dossiers(actor) or is_owner(actor, item.dossier)
    return can_see_dossier(actor, item.dossier)


def can_change_item(actor: Actor, item: ChecklistItem) -> bool:
    """Owners bring what is theirs to bring; comments, appraisal and decision are papers of others about them."""
    return can_keep_dossiers(actor) or (item.producer == "subject" and is_owner(actor, item.dossier))


def can_open_document(actor: Actor, document: PrintedDocument) -> bool:
    """Whoever keeps dossiers; of one's own subject, or of the text that one wrote, also a member."""
    return can_see_all(actor) or is_about(actor, document)


def can_bring_signed(actor: Actor, document: PrintedDocument) -> bool:
    """Whoever prints brings the signed version back, and everybody for the own form."""
    return can_print(actor) or is_about(actor, document)


def is_about(actor: Actor, document: PrintedDocument) -> bool:
    """Whether a document is about the actor, or printed from a text that the actor wrote.

    A whole dossier holds more than its author's text.
    """
    subject = document.subject
    if actor.person_id is None or subject is None:
        return False
    if document.kind == DocumentKind.DOSSIER_BUNDLE:
        return subject.person_id == actor.person_id
    review = getattr(subject, "review", None)
    return subject.person_id == actor.person_id or (review is not None and review.author_id == actor.person_id)


def can_open_package(actor: Actor) -> bool:
    """What was laid before the standing committee is read by its members, and by whoever sees the dossiers anyway."""
    return actor.may("package.open")


def can_handle_submissions(actor: Actor) -> bool:
    """What lower tenants hand in is examined by the organisation board, in its absence by the office."""
    return actor.may("submissions.handle")


def need_can_print(actor: Actor) -> None:
    """Raise PermissionDenied for whoever does not print and bring back the papers of bodies."""
    if not can_print(actor):
        raise PermissionDenied


def can_print(actor: Actor) -> bool:
    """Documents of bodies are printed by the office and the organisation board; one's own form by oneself."""
    return actor.may("document.print")


def can_see_keeping(actor: Actor) -> bool:
    """How long what is kept, what is held and what went is no secret to those who run the year or check it."""
    return actor.may("retention.see")


def can_keep_records(actor: Actor) -> bool:
    """The office sets periods with their ground and proposes what is due."""
    return actor.may("retention.keep")


def can_hold(actor: Actor) -> bool:
    """Whoever keeps the records, answers for them or inspects them keeps them from going."""
    return actor.may("retention.hold")


def can_approve_disposal(actor: Actor) -> bool:
    """The second of the two persons without whom nothing goes."""
    return actor.may("retention.approve")
