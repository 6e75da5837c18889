"""The list of a cycle, and what waits for whom in Việc của tôi."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgchart.tenancy import scope
from reviews.models import Deadline
from reviews.queries.listing import due_days
from reviews.work import writing_work
from tests.factories.orgchart import NOON, PersonFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    ConferenceFactory,
    ReviewFactory,
    ReviewSectionFactory,
    SubjectFactory,
)
from tests.reviews.writing.scene import statements


def many_reviews(scene, count):
    for number in range(count):
        person = PersonFactory(tenant=scene.tenant, full_name=f"Nông Thị Bé {number}")
        subject = SubjectFactory(tenant=scene.tenant, cycle=scene.cycle, person=person, unit=scene.review.subject.unit)
        ReviewSectionFactory(review=ReviewFactory(subject=subject), key="VI")


def list_statements(scene, actor):
    client = scene.client(actor)
    url = f"/{scene.tenant.slug}/2024/kiem-diem/"
    client.get(url)
    with CaptureQueriesContext(connection) as context:
        response = client.get(url)
    assert response.status_code == 200
    return len(statements(context))


def test_list_takes_as_many_statements_for_three_rows_as_for_three_hundred(scene):
    many_reviews(scene, 1)
    few = list_statements(scene, scene.office)
    many_reviews(scene, 297)

    assert list_statements(scene, scene.office) == few <= 20


def test_list_shows_fifty_rows_a_page(scene):
    many_reviews(scene, 60)
    html = scene.client(scene.office).get(f"/{scene.tenant.slug}/2024/kiem-diem/").content.decode()

    assert html.count("Nông Thị Bé") == 49 * 2  # the name and the label of the button
    assert "Trang 1/2" in html


def test_list_shows_members_their_own_and_what_was_sent_to_them(scene):
    scene.send(scene.review)
    url = f"/{scene.tenant.slug}/2024/kiem-diem/"

    assert "Ma Văn Hòa" in scene.client(scene.author).get(url).content.decode().split("<main")[1]
    assert "Ma Văn Hòa" in scene.client(scene.reader).get(url).content.decode().split("<main")[1]
    assert "Ban Thường vụ" not in scene.client(scene.reader).get(url).content.decode().split("<main")[1]
    assert "Ma Văn Hòa" not in scene.client(scene.outsider).get(url).content.decode().split("<main")[1]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Ma Văn Hòa", "Ban Thường vụ Đảng ủy"}),
        ("?tim=hoa", {"Ma Văn Hòa"}),
        ("?tim=BAN+THUONG", {"Ban Thường vụ Đảng ủy"}),
        ("?trang_thai=circulated", {"Ma Văn Hòa"}),
        ("?trang_thai=not_started", {"Ban Thường vụ Đảng ủy"}),
        ("?trang_thai=nonsense&don_vi=x&page=99", {"Ma Văn Hòa", "Ban Thường vụ Đảng ủy"}),
        ("?don_vi=0", {"Ma Văn Hòa", "Ban Thường vụ Đảng ủy"}),
    ],
)
def test_list_is_narrowed_by_name_and_state(scene, query, shown):
    scene.send(scene.review)

    html = scene.client(scene.office).get(f"/{scene.tenant.slug}/2024/kiem-diem/{query}").content.decode()

    assert set(re.findall(r"<th scope=\"row\"><a[^>]*>([^<]+)</a>", html)) == shown


def work(scene, actor):
    return scene.client(actor).get("/viec-cua-toi/").content.decode()


def test_tasks_follow_the_review_through_the_year(scene):
    with scope(tenant=scene.tenant.pk):
        Deadline(
            cycle=scene.cycle, step="self_review", title="Nộp", wording="trước", last_day=scene.cycle.rating_date
        ).save()

    assert "Viết bản kiểm điểm" in work(scene, scene.author)
    assert "30/11" in work(scene, scene.author)
    assert "Đọc dự thảo" not in work(scene, scene.reader)

    scene.send(scene.review)
    assert "Chờ hội nghị góp ý bản kiểm điểm" in work(scene, scene.author)
    assert "Đọc dự thảo" in work(scene, scene.reader)
    assert "Đọc dự thảo" not in work(scene, scene.outsider)

    scene.client(scene.reader).get(scene.url(scene.review, "xem"))
    assert "Đọc dự thảo" not in work(scene, scene.reader)


def test_text_is_due_on_the_last_sending_day_of_its_conference(scene):
    with scope(tenant=scene.tenant.pk):
        Deadline(cycle=scene.cycle, step="dossier", title="Hồ sơ", wording="trước", last_day=date(2024, 11, 30)).save()
        Deadline(
            cycle=scene.cycle, step="suggestion", title="Gợi ý", wording="trước", last_day=date(2024, 11, 1)
        ).save()
        assert due_days([scene.review]) == {scene.review.pk: date(2024, 11, 30)}
    starts_at = NOON.replace(day=28, hour=8)
    conference = ConferenceFactory(tenant=scene.tenant, cycle=scene.cycle, starts_at=starts_at)
    AgendaItemFactory(conference=conference, subject=scene.review.subject)

    with scope(tenant=scene.tenant.pk):
        assert due_days([scene.review]) == {scene.review.pk: date(2024, 11, 25)}


def test_tasks_take_as_many_statements_for_one_review_as_for_many(scene):
    def count():
        with scope(tenant=scene.tenant.pk), CaptureQueriesContext(connection) as context:
            items = list(writing_work(scene.author, date(2024, 11, 4)))
        return len(items), len(statements(context))

    few = count()
    for _ in range(3):
        ReviewFactory(subject=SubjectFactory(tenant=scene.tenant, cycle=scene.cycle), author=scene.head)
    many = count()

    assert many[0] == few[0] + 3
    assert many[1] == few[1] <= 3
