"""Mẫu 11: all that is known about the subjects of one cap group, a row for each. (NA-MB-2)"""

from datetime import date

import pytest
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.gather.channels import channel_summary
from dossiers.models import ChecklistItem
from dossiers.services.checklists import prepare_dossiers
from dossiers.services.printing import print_meeting
from orgchart.errors import NotVisible
from orgchart.tenancy import scope
from ratings.models import Board, CapGroup, Complaint, RatingCase
from reviews.models import OpinionRequest
from tests.factories.orgchart import NOON, DisciplineRecordFactory
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory
from tests.ratings.conftest import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def laid(town):
    """Two leaders of one group, appraised, on the list of a meeting."""
    found = [town.leader("Lường Văn Đạt"), town.leader("Ma Thị Hạnh")]
    town.prepare()
    town.appraise(*found)
    return town.board(*found), found


def summary(town, board, subject):
    with scope(tenant=town.tenant.pk):
        group = CapGroup.objects.get(pk=town.group(subject).pk)
        return channel_summary(Board.objects.select_related("cycle", "body").get(pk=board.pk), group, town.tenant)


def everything_about(town, subject) -> None:
    """Each channel says something."""
    conference = ConferenceFactory(tenant=town.tenant, cycle=town.cycle, state="closed", closed_at=NOON)
    AgendaItemFactory(
        tenant=town.tenant, conference=conference, subject=subject, state="concluded", concluded_at=NOON,
        strengths="Gương mẫu", weaknesses="Chậm báo cáo",
    )  # fmt: skip
    DisciplineRecordFactory(
        tenant=town.tenant, person=subject.person, decided_on=date(town.cycle.year, 3, 1), decision_number="12-QĐ/UBKT"
    )
    with scope(tenant=town.tenant.pk):
        OpinionRequest(
            tenant=town.tenant, cycle=town.cycle, subject=subject, subject_name=subject.name, form_label="Mẫu 03",
            participant="Ủy ban Kiểm tra", due_on=NOON.date(), state="answered", sent_at=NOON, answered_at=NOON,
            degree="T", strengths="Đoàn kết", source="paper",
        ).save()  # fmt: skip
        prepare_dossiers(cycle_id=town.cycle.pk, actor=town.office, at=NOON)
        papers = ChecklistItem.objects.filter(dossier__subject=subject, code="residence_comment")
        assert papers.update(state="on_paper", note="Tủ 3, số 12") == 1
        case = RatingCase.objects.get(subject=subject)
        Complaint(
            tenant=town.tenant, case=case, kind="reservation", complainant_name=subject.name, level="HTT",
            decision_code="1-QĐ/ĐU", deciding_body="Ban Thường vụ", number=7, period="2024", received_at=NOON,
            received_by=town.office.account,
        ).save()  # fmt: skip


@pytest.mark.clause("NA-MB-2")
def test_each_channel_of_a_cadre_stands_in_his_row(town, laid):
    board, (first, _) = laid
    everything_about(town, first)

    paper = summary(town, board, first)

    row, other = paper.rows
    assert (row.name, other.name) == ("Lường Văn Đạt", "Ma Thị Hạnh")
    assert row.self_level
    assert row.proposed_level
    assert "Gương mẫu" in row.conclusion
    assert "Chậm báo cáo" in row.conclusion
    assert row.participants == "1 tốt\nỦy ban Kiểm tra: tốt"
    assert "Tủ 3, số 12" in row.comments
    assert "12-QĐ/UBKT" in row.discipline
    assert "Bảo lưu ý kiến số 7" in row.complaints
    assert (other.discipline, other.complaints, other.comments) == ("Không có", "Không có", "")


@pytest.mark.clause("NA-MB-2")
def test_it_is_printed_for_each_group_from_the_page_of_the_meeting(town, laid, client):
    board, (first, _) = laid
    client.force_login(town.office.account)
    part = f"kenh-thong-tin-{town.group(first).pk}"

    page = client.get(reverse("ratings:board", args=[town.tenant.slug, town.cycle.year, board.pk])).content.decode()
    with scope(tenant=town.tenant.pk):
        document = print_meeting(board_id=board.pk, part=part, actor=town.office, at=NOON)

    answer = client.post(reverse("dossiers:print_meeting", args=[town.tenant.slug, town.cycle.year, board.pk, part]))
    opened = client.get(answer.url)

    assert part in page
    assert (opened.status_code, "Họp Ban Thường vụ xét xếp loại" in opened.content.decode()) == (200, True)
    assert document.kind == DocumentKind.CHANNEL_SUMMARY


@pytest.mark.parametrize("part", ["kenh-thong-tin-0", "kenh-thong-tin-x", "kenh-thong-tin-99999999999"])
def test_group_that_is_not_at_the_meeting_has_no_summary(town, laid, part):
    with scope(tenant=town.tenant.pk), pytest.raises(NotVisible):
        print_meeting(board_id=laid[0].pk, part=part, actor=town.office, at=NOON)
