"""What the page gets that saves itself while somebody types."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgchart.tenancy import scope
from reviews.services.lines import add_line, save_line
from reviews.services.writing import save_section
from tests.reviews.writing.scene import shortcoming_of, statements

JSON = {"HTTP_ACCEPT": "application/json"}


def autosave(scene, key, data):
    """Save one heading as the page does while its author types."""
    return scene.client(scene.author).post(scene.url(scene.review, "muc", key), data, **JSON)


def test_autosave_answers_with_version_and_time(scene):
    client = scene.client(scene.author)

    answer = client.post(scene.url(scene.review, "muc", "VI"), {"text": "Đi cơ sở.", "version": "0"}, **JSON)

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])


def test_autosave_answers_a_conflict_with_the_other_text_and_its_writer(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Của văn phòng.", actor=scene.office)

    answer = autosave(scene, "VI", {"text": "Của tôi.", "version": "0"})

    assert answer.status_code == 409
    assert answer.json() == {
        "version": 1,
        "server_text": "Của văn phòng.",
        "server_by": scene.office.account.full_name,
    }


def test_autosave_answers_what_cannot_be_taken_at_the_field(scene):
    answer = autosave(scene, "I-3", {"degree": "T", "version": "0"})

    assert answer.status_code == 422
    assert "viết nội dung" in answer.json()["errors"]["degree"][0]


def test_autosave_of_a_text_that_was_sent_says_why_not(scene):
    scene.send(scene.review)

    answer = autosave(scene, "VI", {"text": "Muộn.", "version": "1"})

    assert answer.status_code == 409
    assert "không sửa được" in answer.json()["message"]


def test_autosave_of_a_page_that_somebody_else_left_open_is_refused_like_an_ended_login(scene):
    address, data = scene.url(scene.review, "muc", "VI"), {"text": "Đi cơ sở.", "version": "0"}
    client = scene.client(scene.office)

    answer = client.post(address, data, HTTP_X_ACCOUNT=str(scene.author.account.pk), **JSON)

    assert answer.status_code == 401
    with scope(tenant=scene.tenant.pk):
        assert not scene.review.sections.exists()
    assert client.post(address, data, HTTP_X_ACCOUNT=str(scene.office.account.pk), **JSON).status_code == 200


def test_saving_a_section_takes_few_statements(scene):
    client = scene.client(scene.author)
    client.post(scene.url(scene.review, "muc", "VI"), {"text": "Bản đầu.", "version": "0"}, **JSON)

    with CaptureQueriesContext(connection) as context:
        answer = client.post(scene.url(scene.review, "muc", "VI"), {"text": "Bản hai.", "version": "1"}, **JSON)

    assert answer.status_code == 200
    assert len(statements(context)) <= 15, "\n".join(statements(context))


def statements_of_page(scene, client):
    with CaptureQueriesContext(connection) as context:
        answer = client.get(scene.url(scene.review))
    assert answer.status_code == 200
    return [sql for sql in statements(context) if "SAVEPOINT" not in sql]


def test_page_takes_as_many_statements_however_long_the_text_is(scene):
    client = scene.client(scene.author)
    client.get(scene.url(scene.review))
    short = statements_of_page(scene, client)

    scene.fill(scene.review)
    for number in range(12):
        shortcoming_of(scene, text=f"Chậm báo cáo tháng {number + 1}.")
        row = scene.call(add_line, review_id=scene.review.pk, kind="own_shortcoming")
        where = {"review_id": scene.review.pk, "kind": row.kind, "reference": row.reference, "version": 0}
        scene.call(save_line, values={"text": f"Chưa sâu sát cơ sở ({number})."}, **where)
    long = statements_of_page(scene, client)

    assert len(short) <= 20, "\n".join(short)
    assert len(long) <= len(short) + 1, "\n".join(long)  # how each earlier shortcoming was to be remedied, all at once
