"""One dossier a subject and cycle, everybody who looks into it on record, none deleted once handed in (HY-B.II.3-1)."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dossiers.models import ChecklistItem, Dossier
from dossiers.services import checklists
from dossiers.states import DossierState
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HY-B.II.3-1")]


@pytest.fixture
def office(dossier):
    return actor_for(dossier.tenant, Role.OFFICE)


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.account)
    return client


def page_of(dossier) -> str:
    return reverse("dossiers:dossier", args=[dossier.tenant.slug, 2024, dossier.pk])


def views_of(dossier) -> list[tuple[str, str]]:
    with scope(tenant=dossier.tenant_id):
        rows = AuditRecord.objects.filter(action="view", target_type="dossiers.dossier", target_id=dossier.pk)
        return list(rows.order_by("pk").values_list("actor_name", "summary"))


def test_each_look_at_a_dossier_and_its_papers_is_on_record_with_name(dossier, office):
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
        filled = checklists.upload_to_item(item_id=item.pk, name="lý lịch.pdf", content=PDF, actor=office, at=NOON)
    client = signed_in(office)

    client.get(page_of(dossier))
    paper = client.get(reverse("dossiers:file", args=[dossier.tenant.slug, filled.file_id]))
    b"".join(paper.streaming_content)

    name = office.account.full_name
    assert views_of(dossier) == [(name, "Xem hồ sơ"), (name, "Xem tệp: lý lịch.pdf")]


def test_views_stand_apart_from_changes(dossier, office):
    client = signed_in(office)
    client.get(page_of(dossier))

    page = client.get(page_of(dossier)).content.decode()

    changes, views = page.split("Lượt xem")
    assert "Xem hồ sơ" in views
    assert "Xem hồ sơ" not in changes


def test_whoever_is_not_let_in_leaves_no_view(dossier):
    stranger = SubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle).person

    answer = signed_in(actor_for(dossier.tenant, person=stranger)).get(page_of(dossier))

    assert answer.status_code == 404
    assert views_of(dossier) == []


def test_subject_has_one_dossier_a_cycle(dossier):
    with scope(tenant=dossier.tenant_id), pytest.raises(IntegrityError), transaction.atomic():
        Dossier(tenant=dossier.tenant, subject=dossier.subject).save()


@pytest.mark.parametrize("state", [DossierState.SUBMITTED, DossierState.RETURNED, DossierState.RECEIVED])
def test_database_refuses_to_delete_what_was_handed_in(dossier, office, state):
    with scope(tenant=dossier.tenant_id):
        rows = Dossier.objects.filter(pk=dossier.pk)
        rows.update(state=state, submitted_at=NOON, submitted_by=office.account, return_reason="Thiếu giấy tờ")

        with pytest.raises(DatabaseError), transaction.atomic():
            rows.get().delete()

        assert rows.get().items.exists()


def test_what_was_never_handed_in_may_go(dossier):
    with scope(tenant=dossier.tenant_id):
        Dossier.objects.get(pk=dossier.pk).delete()

        assert not Dossier.objects.filter(pk=dossier.pk).exists()
