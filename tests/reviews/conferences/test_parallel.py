"""One form ten times at once is one comment; thirty people at once are thirty comments. (promise 46)"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from orgchart.models import AuditRecord, SentForm
from orgchart.tenancy import scope
from reviews.models import Comment
from tests.reviews.conferences.conftest import make_room
from tests.reviews.conferences.test_pages import Browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

AGAIN, PEOPLE = 10, 30


@pytest.fixture
def running(transactional_db):
    with transaction.atomic():
        room = make_room()
        with scope(tenant=room.tenant.pk):
            conference = room.open()
            room.start(conference, "T")
    return Browser(room, room.office, conference)


def at_once(running, payloads):
    """Send all these comments at the same moment, each from a connection of its own."""
    gate = Barrier(len(payloads), timeout=60)
    with transaction.atomic(), scope(tenant=running.room.tenant.pk):
        item = running.room.item(running.conference, "T").pk
    person = running.room.people["B"].pk
    browsers = [Browser(running.room, running.room.office, running.conference) for _ in payloads]

    def send(number):
        try:
            gate.wait()
            return browsers[number].post("item_comment", item, **{"person": person} | payloads[number])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(payloads)) as pool:
        return list(pool.map(send, range(len(payloads))))


def count(running, model, **fields):
    with transaction.atomic(), scope(tenant=running.room.tenant.pk):
        return model.objects.filter(**fields).count()


def test_one_key_ten_times_at_once_is_one_comment_one_record_and_one_answer(running):
    key = str(uuid.uuid4())

    answers = at_once(running, [{"text": "Cần sát cơ sở hơn.", "once": key}] * AGAIN)

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, answers[0].url)}
    assert count(running, Comment) == 1
    assert count(running, AuditRecord, action="add_comment") == 1
    assert count(running, SentForm) == 1


def test_without_its_key_every_one_of_them_counts(running):
    at_once(running, [{"text": "Cần sát cơ sở hơn."}] * AGAIN)

    assert count(running, Comment) == AGAIN


def test_thirty_people_comment_at_once_and_every_word_is_kept(running):
    texts = [f"Góp ý thứ {number}: cần quyết liệt hơn." for number in range(PEOPLE)]

    answers = at_once(running, [{"text": text, "once": str(uuid.uuid4())} for text in texts])

    assert {answer.status_code for answer in answers} == {302}
    with transaction.atomic(), scope(tenant=running.room.tenant.pk):
        assert sorted(Comment.objects.values_list("text", flat=True)) == sorted(texts)
        stored = AuditRecord.objects.filter(action="add_comment").count()
    assert stored == PEOPLE
