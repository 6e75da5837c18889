"""The declaration of assets in the form is held against the paper in the dossier."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.declarations import contradiction
from dossiers.models import ChecklistItem
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import FormLine
from tests.factories.dossiers import prepared
from tests.factories.orgchart import actor_for
from tests.factories.reviews import ReviewFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def dossier_with(state, **values):
    subject = SubjectFactory()
    review = ReviewFactory(subject=subject)
    dossier = prepared(subject)
    with scope(tenant=subject.tenant_id):
        if values:
            line = {"kind": "asset_declaration", "reference": "kk", "values": values}
            FormLine(tenant=subject.tenant, review=review, **line).save()
        row = ChecklistItem.objects.get(dossier=dossier, code="asset_declaration")
        row.state, row.note = state, "Lưu ở Văn phòng" if state == "on_paper" else ""
        row.save()
    return dossier


@pytest.mark.clause("HY-B.I.3.2-3")
@pytest.mark.parametrize(
    ("state", "values", "words"),
    [
        ("missing", {"filed": "yes", "filed_on": "2024-11-30"}, "ngày 30/11/2024, nhưng hồ sơ chưa có"),
        ("on_paper", {"filed": "not_due"}, "không thuộc diện kê khai, nhưng hồ sơ có"),
        ("on_paper", {"filed": "yes", "filed_on": "2022-11-30"}, "không phải trong năm kiểm điểm 2024"),
        ("on_paper", {"filed": "yes", "filed_on": "2024-11-30"}, ""),
        ("missing", {"filed": "not_due"}, ""),
        ("missing", {}, ""),
    ],
)
def test_day_of_filing_is_held_against_the_dossier(state, values, words):
    dossier = dossier_with(state, **values)

    with scope(tenant=dossier.tenant_id):
        found = contradiction(dossier)

    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.clause("HY-B.I.3.2-3")
def test_dossier_shows_what_does_not_agree():
    dossier = dossier_with("missing", filed="yes", filed_on="2024-11-30")
    client = Client()
    actor = actor_for(dossier.tenant, Role.OFFICE)
    client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("dossiers:dossier", args=[dossier.tenant.slug, 2024, dossier.pk])).content.decode()

    assert "nhưng hồ sơ chưa có bản kê khai" in page
