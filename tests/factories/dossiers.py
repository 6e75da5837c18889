"""Factories and shared steps of dossiers."""

from django.contrib.auth import get_user_model

from dossiers.models import Dossier
from dossiers.services.checklists import prepare_dossiers
from orgchart.access import Actor
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import FormKind, Review, Subject
from reviews.regulations.forms_of_sets import form_under
from reviews.regulations.loader import load_set
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import ReviewFactory, ReviewSectionFactory

PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def prepared(subject: Subject, actor: Actor | None = None) -> Dossier:
    """The dossier of a subject with the checklist of its cycle's set."""
    with scope(tenant=subject.tenant_id):
        actor = actor or actor_for(subject.tenant, Role.OFFICE)
        prepare_dossiers(cycle_id=subject.cycle_id, actor=actor, at=NOON)
        return Dossier.objects.select_related("subject__person", "subject__cycle").get(subject=subject)


def final_review(subject: Subject, level: str = "HTT") -> Review:
    """A final review of a subject with a text under every heading."""
    kind = FormKind.LEADER_REVIEW if subject.person_id else FormKind.COLLECTIVE_REPORT
    account = get_user_model().objects.create_user(f"viet-{subject.pk}", full_name="Người viết")
    review = ReviewFactory(
        subject=subject,
        form_kind=kind,
        author=subject.person,
        state="final",
        self_level=level,
        circulated_at=NOON,
        circulated_by=account,
        finalised_at=NOON,
        finalised_by=account,
    )
    for section in form_under(kind, load_set(subject.cycle.set_code)):
        ReviewSectionFactory(
            review=review,
            key=section.key,
            text=f"Nội dung mục {section.key}." if section.has_text else "",
            degree="T" if section.has_degree else "",
        )
    return review
