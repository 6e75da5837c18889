"""The transfer package of a closed year: every file with its digest, what lies on paper with its place."""

import hashlib
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.models import ChecklistItem, File
from dossiers.services import checklists
from dossiers.services.archiving import MANIFEST, archive_package
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews.models import Cycle
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    """A dossier with one file and one paper in a cupboard, of a year that is closed."""
    dossier = prepared(SubjectFactory())
    office = actor_for(dossier.tenant, Role.OFFICE)
    with scope(tenant=dossier.tenant_id):
        items = {row.code: row.pk for row in ChecklistItem.objects.filter(dossier=dossier)}
        checklists.upload_to_item(item_id=items["cv_supplement"], name="a.pdf", content=PDF, actor=office, at=NOON)
        checklists.keep_on_paper(item_id=items["self_review"], place="Tủ số 2", actor=office, at=NOON)
        Cycle.objects.filter(pk=dossier.subject.cycle_id).update(state="closed")
    return dossier


def package(dossier, role=Role.OFFICE):
    with scope(tenant=dossier.tenant_id):
        cycle = Cycle.objects.get(pk=dossier.subject.cycle_id)
        return archive_package(cycle=cycle, actor=actor_for(dossier.tenant, role), at=NOON)


def test_package_holds_every_file_and_a_manifest_that_fits_it(dossier):
    with package(dossier) as made, zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        papers = {one["label"]: one for one in manifest["dossiers"][0]["papers"]}
        told = [one for one in papers.values() if "file" in one]

        assert sorted(one["file"] for one in told) == sorted(set(archive.namelist()) - {MANIFEST})
        for one in told:
            content = archive.read(one["file"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (one["size"], one["sha256"])
    assert manifest["dossiers"][0]["name"] == dossier.subject.name
    assert "Tủ số 2" in {one["note"] for one in papers.values()}


def test_package_leaves_everything_where_it_is_and_is_recorded(dossier):
    package(dossier).close()

    with scope(tenant=dossier.tenant_id):
        file = File.objects.get()
        with file.content.open("rb") as content:
            assert content.read() == PDF
        assert AuditRecord.objects.filter(action="archive_package").count() == 1


def test_year_that_goes_on_is_not_handed_to_the_archive(dossier):
    with scope(tenant=dossier.tenant_id):
        Cycle.objects.filter(pk=dossier.subject.cycle_id).update(state="running")

    with pytest.raises(Refused, match="chưa kết thúc"):
        package(dossier)


def test_only_those_who_keep_the_dossiers_hand_them_to_the_archive(dossier):
    with pytest.raises(PermissionDenied):
        package(dossier, Role.INSPECTION)
