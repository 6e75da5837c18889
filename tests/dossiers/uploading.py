"""The office of a dossier at its browser, uploading papers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dossiers.models import ChecklistItem, Dossier
from orgchart.kinds import Role
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF
from tests.factories.orgchart import actor_for

CODE = "cv_supplement"


def office_of(dossier: Dossier) -> Client:
    client = Client()
    client.force_login(actor_for(dossier.tenant, Role.OFFICE).account)
    return client


def item_of(dossier: Dossier, code: str = CODE) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.select_related("file").get(dossier=dossier, code=code)


def upload(
    client: Client, dossier: Dossier, content: bytes = PDF, *, name: str = "lý lịch.pdf", code: str = CODE
) -> HttpResponse:
    address = reverse("dossiers:upload", args=[dossier.tenant.slug, 2024, dossier.pk, item_of(dossier, code).pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)})
