"""What is laid before the deciding body: list, proposals and dossiers in one file, with its day."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from dossiers.access import KEPT_BACK
from dossiers.models import BoardPackage, ChecklistItem
from dossiers.services import checklists
from dossiers.services.archiving import MANIFEST
from dossiers.services.packages import LIST, hand_to_body
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import Board, RatingCase
from ratings.services.boards import create_board
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.ratings.conftest import MEETING_DAY, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Any:
    return make_town()


@pytest.fixture
def meeting(town) -> Board:
    """Two leaders with proposals on the list of a meeting; one has a dossier with two papers in it."""
    leaders = [town.leader("Lò Văn Một"), town.leader("Ma Thị Hai")]
    town.prepare()
    town.appraise(*leaders, note="Hoàn thành tốt")
    dossier = prepared(leaders[0])
    with scope(tenant=town.tenant.pk):
        items = {row.code: row.pk for row in ChecklistItem.objects.filter(dossier=dossier)}
        for code in ("self_review", "cv_supplement"):
            checklists.upload_to_item(item_id=items[code], name=f"{code}.pdf", content=PDF, actor=town.office, at=NOON)
        return create_board(
            cycle_id=town.cycle.pk, body_id=town.body.pk, title="Họp Ban Thường vụ", held_on=MEETING_DAY,
            group_ids=[town.group(leaders[0]).pk], actor=town.office, at=NOON,
        )  # fmt: skip


def hand_over(town: Any, meeting: Board, actor: Any = None) -> BoardPackage:
    with scope(tenant=town.tenant.pk):
        return hand_to_body(board_id=meeting.pk, actor=actor or town.office, at=NOON)


@pytest.mark.clause("SL-IV.4-4")
def test_the_package_holds_the_list_the_proposals_and_the_dossiers_and_its_day_is_kept(town, meeting):
    package = hand_over(town, meeting)

    with package.file.content.open("rb") as content, zipfile.ZipFile(BytesIO(content.read())) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read(MANIFEST))
        sheet = load_workbook(BytesIO(archive.read(LIST))).active
    rows = [(row[2], row[5], row[6]) for row in sheet.iter_rows(min_row=5, values_only=True)]
    notes = {paper["note"] for dossier in manifest["dossiers"] for paper in dossier["papers"]}
    assert rows == [("Ma Thị Hai", "Hoàn thành tốt", "Còn thiếu"), ("Lò Văn Một", "Hoàn thành tốt", "Còn thiếu")]
    assert [name for name in names if name.endswith("self_review.pdf")]
    assert not [name for name in names if name.endswith("cv_supplement.pdf")], "curricula stay with the office"
    assert KEPT_BACK in notes
    assert (package.subjects, package.incomplete, package.handed_over_at) == (2, 2, NOON)
    with scope(tenant=town.tenant.pk):
        assert AuditRecord.objects.get(action="hand_to_body").changes["digest"] == package.file.digest


def test_without_a_proposal_nothing_is_laid_before_the_body(town, meeting):
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject__name="Ma Thị Hai").update(proposed_level="")

    with pytest.raises(Refused) as refusal:
        hand_over(town, meeting)

    assert list(refusal.value.reasons) == ["Ma Thị Hai"]
    with scope(tenant=town.tenant.pk):
        assert not BoardPackage.objects.exists()


def test_after_the_opening_the_package_stays_as_it_was(town, meeting):
    with scope(tenant=town.tenant.pk):
        Board.objects.filter(pk=meeting.pk).update(state="voting")

    with pytest.raises(Refused, match="đã khai mạc"):
        hand_over(town, meeting)


@pytest.mark.parametrize("role", [Role.HEAD, Role.STANDING_COMMITTEE, Role.INSPECTION])
def test_others_do_not_hand_over(town, meeting, role):
    with pytest.raises(PermissionDenied):
        hand_over(town, meeting, actor_for(town.tenant, role))


@pytest.mark.clause("SL-IV.4-4")
def test_the_deciding_body_opens_it_on_the_page_of_the_meeting(town, meeting, client):
    place = [town.tenant.slug, 2024, meeting.pk]
    client.force_login(town.office.account)
    client.post(reverse("dossiers:hand_to_body", args=place))
    client.force_login(actor_for(town.tenant, Role.STANDING_COMMITTEE).account)
    with scope(tenant=town.tenant.pk):
        package = BoardPackage.objects.get()

    page = client.get(reverse("ratings:board", args=place)).content.decode()
    url = reverse("dossiers:board_package", args=[*place[:2], package.pk])
    file = client.get(url)
    content = b"".join(file.streaming_content)
    file.close()

    assert url in page
    assert "hồ sơ của 2 đối tượng" in page
    assert zipfile.is_zipfile(BytesIO(content))


def test_who_only_reads_does_not_open_it(town, meeting, client):
    hand_over(town, meeting)
    client.force_login(actor_for(town.tenant, Role.READ_ONLY).account)
    with scope(tenant=town.tenant.pk):
        package = BoardPackage.objects.get()

    answer = client.get(reverse("dossiers:board_package", args=[town.tenant.slug, 2024, package.pk]))

    assert answer.status_code == 403
