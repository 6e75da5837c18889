"""The seven points of a year, each kept and each broken."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from orgchart.kinds import CollectiveKind, Role
from orgchart.models import Collective
from orgchart.tenancy import scope
from ratings.models import Decision, RatingCase
from ratings.queries.compliance import compliance_of
from reviews.models import Review, Subject
from tests.factories.orgchart import NOON, DisciplineRecordFactory, actor_for
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory, DeadlineFactory
from tests.ratings.conftest import MEETING_DAY

pytestmark = pytest.mark.django_db
SEVEN = ["Nội dung", "Quy trình", "Tiêu chí", "Tiêu chuẩn", "Tỷ lệ", "Thẩm quyền", "Tiến độ thời gian"]


def faults(town: Any, today: date = MEETING_DAY) -> dict[str, list[str]]:
    """The faults by the title of the point; only points that were looked at or broken."""
    with scope(tenant=town.tenant.pk):
        return {one.title: list(one.faults) for one in compliance_of(town.cycle, today)}


def outcomes(town: Any, today: date = MEETING_DAY) -> dict[str, str]:
    with scope(tenant=town.tenant.pk):
        return {one.title: one.label for one in compliance_of(town.cycle, today)}


@pytest.fixture
def decided(town: Any) -> tuple[Subject, Subject]:
    """A collective and its head, decided in one meeting in the right order, within the days of the plan."""
    body = town.collective("Ủy ban nhân dân")
    head = town.leader("Ma Văn Đứng Đầu", heads=(body,))
    town.prepare()
    town.appraise(body, head)
    board = town.board(body, head)
    town.vote(board, {body: 5}, {body: 0})
    town.vote(board, {head: 5})
    town.decide(board)
    with scope(tenant=town.tenant.pk):
        Review.objects.filter(subject__cycle=town.cycle).update(circulated_at=NOON, circulated_by=town.office.account)
    for step, phase in (("self_review", "self_review"), ("rating", "rating")):
        day = MEETING_DAY + timedelta(days=10)
        DeadlineFactory(tenant=town.tenant, cycle=town.cycle, step=step, phase=phase, title=step, last_day=day)
    return body, head


@pytest.mark.clause("SL-I.2-1")
def test_a_sound_year_passes_all_seven_points(town, decided):
    assert outcomes(town) == dict.fromkeys(SEVEN, "Đạt")


def test_a_year_that_has_not_begun_passes_nothing(town):
    assert outcomes(town) == dict.fromkeys(SEVEN, "Chưa có gì để kiểm tra")


def unreviewed(town: Any, body: Subject, head: Subject) -> None:
    Review.objects.filter(subject=head).update(state="draft", finalised_at=None, finalised_by=None)


def head_before_body(town: Any, body: Subject, head: Subject) -> None:
    Decision.objects.update(decided_on=MEETING_DAY)
    RatingCase.objects.filter(subject=body).update(
        external_decided_on=MEETING_DAY + timedelta(days=1), external_decision="9-QĐ/HU"
    )


def another_set(town: Any, body: Subject, head: Subject) -> None:
    Decision.objects.update(set_digest="0" * 64)


def disciplined(town: Any, body: Subject, head: Subject) -> None:
    DisciplineRecordFactory(
        tenant=town.tenant, person=head.person, degree="canh_cao", decided_on=date(2024, 7, 1),
        decision_number="5-QĐ/UBKT",
    )  # fmt: skip


def above_the_cap(town: Any, body: Subject, head: Subject) -> None:
    RatingCase.objects.filter(subject__in=[body, head]).update(level="XS")
    second = town.leader("Lò Văn Phó", title_group=head.title_group)
    town.prepare()
    RatingCase.objects.filter(subject=second).update(
        level="XS", state="decided", group=town.case(head).group, attested=True
    )


def another_body(town: Any, body: Subject, head: Subject) -> None:
    Collective.objects.filter(pk=town.body.pk).update(kind=CollectiveKind.MASS_STANDING)


def late(town: Any, body: Subject, head: Subject) -> None:
    town.cycle.deadlines.filter(step="rating").update(last_day=MEETING_DAY - timedelta(days=1))


@pytest.mark.clause("SL-I.2-1")
@pytest.mark.parametrize(
    ("title", "breach", "words"),
    [
        ("Nội dung", unreviewed, "Ma Văn Đứng Đầu: chưa kiểm điểm xong."),
        (
            "Quy trình",
            head_before_body,
            "Ma Văn Đứng Đầu: xếp loại ngày 05/12/2024, mức của Ủy ban nhân dân ngày 06/12",
        ),
        ("Tiêu chí", another_set, "xếp loại theo bộ tiêu chí khác"),
        ("Tiêu chuẩn", disciplined, "Ma Văn Đứng Đầu: Đang xếp"),
        ("Tỷ lệ", above_the_cap, "Nhóm có 2 đối tượng xếp"),
        ("Thẩm quyền", another_body, "không phải cấp có thẩm quyền"),
        ("Tiến độ thời gian", late, "Ma Văn Đứng Đầu: xong ngày 05/12/2024, hạn của “rating” là 04/12/2024."),
    ],
)
def test_what_breaks_a_point_is_named_there(town, decided, title, breach, words):
    with scope(tenant=town.tenant.pk):
        breach(town, *decided)

    found = faults(town)

    assert any(words in fault for fault in found[title]), found


def test_a_person_concluded_before_the_collective_breaks_the_order(town, decided):
    body, head = decided
    conference = ConferenceFactory(tenant=town.tenant, cycle=town.cycle, title="Hội nghị UBND")
    common: dict[str, Any] = {"tenant": town.tenant, "conference": conference, "state": "concluded"}
    AgendaItemFactory(**common, subject=body, position=1, concluded_at=NOON + timedelta(hours=1))
    AgendaItemFactory(**common, subject=head, position=2, concluded_at=NOON)

    assert faults(town)["Quy trình"] == ["Hội nghị UBND: kiểm điểm Ma Văn Đứng Đầu trước Ủy ban nhân dân."]


def test_a_step_whose_day_has_not_come_is_not_late(town):
    town.leader("Ma Văn Chậm")
    DeadlineFactory(tenant=town.tenant, cycle=town.cycle, phase="self_review")

    assert faults(town, date(2024, 11, 15))["Tiến độ thời gian"] == []
    assert len(faults(town, date(2024, 11, 16))["Tiến độ thời gian"]) == 1


@pytest.mark.clause("SL-I.2-1")
def test_the_page_prints_the_list_and_hands_it_out_as_a_workbook(town, decided, client):
    client.force_login(actor_for(town.tenant, Role.INSPECTION).account)
    url = reverse("ratings:compliance", args=[town.tenant.slug, 2024])
    with scope(tenant=town.tenant.pk):
        another_set(town, *decided)

    page = client.get(url).content.decode()
    file = client.get(url, {"dang": "excel"})
    book = load_workbook(BytesIO(b"".join(file.streaming_content)))
    file.close()

    assert "1/7 nội dung chưa đạt" in page
    assert "xếp loại theo bộ tiêu chí khác" in page
    assert [row[3] for row in book.active.iter_rows(min_row=5, values_only=True)].count("Không đạt") == 1


def test_a_longer_list_asks_no_more_questions(town, decided, django_assert_max_num_queries):
    with scope(tenant=town.tenant.pk), CaptureQueriesContext(connection) as few:
        compliance_of(town.cycle, MEETING_DAY)
    for number in range(3):
        town.leader(f"Người {number}")
    town.prepare()

    with scope(tenant=town.tenant.pk), django_assert_max_num_queries(len(few)):
        compliance_of(town.cycle, MEETING_DAY)
