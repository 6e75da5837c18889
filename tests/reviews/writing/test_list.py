"""The list of a cycle, and what waits for whom in Việc của tôi."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgchart.tenancy import scope
from reviews.models import Deadline
from tests.factories.orgchart import PersonFactory
from tests.factories.reviews import ReviewFactory, ReviewSectionFactory, SubjectFactory
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

    assert html.count("Nông Thị Bé") == 48 * 2  # the name and the label of the button
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
