"""Two clicks at once, or two people: one document, one list of dossiers."""

import pytest
from django.db import transaction

from dossiers.documents.sandbox import close_child
from dossiers.models import PrintedDocument
from dossiers.services import printing
from dossiers.services.checklists import prepare_dossiers
from orgchart.kinds import Role
from orgchart.models import Job
from orgchart.tenancy import scope
from tests.factories.dossiers import final_review
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory
from tests.ratings.boards.test_races import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def review(transactional_db):
    """The tenant setting is local to a transaction, so rows are made inside one."""
    with transaction.atomic():
        return final_review(SubjectFactory())


@pytest.fixture
def office(review):
    with transaction.atomic():
        return actor_for(review.tenant, Role.OFFICE)


def test_two_who_ask_for_a_document_at_once_get_the_same(review, office):
    found = at_once(review, [lambda: printing.print_review(review_id=review.pk, actor=office, at=NOON)] * 3)

    assert len({document.pk for document in found}) == 1
    with transaction.atomic(), scope(tenant=review.tenant_id):
        assert (PrintedDocument.objects.count(), Job.objects.count()) == (1, 1)


def test_two_who_make_the_dossiers_at_once_make_them_once(review, office):
    cycle_id = review.subject.cycle_id

    found = at_once(review, [lambda: prepare_dossiers(cycle_id=cycle_id, actor=office, at=NOON)] * 2)

    assert sorted(found) == [0, 1]
