"""Two at once: no word is overwritten unseen, and one of two moves wins. (promises 43 and 47)"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from orgchart.errors import Refused
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews.models import Review
from reviews.services import saving, transitions
from reviews.services.circulation import withdraw_review
from reviews.services.transitions import mark_reviewed
from reviews.services.writing import save_section
from tests.factories.orgchart import NOON
from tests.ratings.boards.test_races import at_once
from tests.reviews.writing.scene import make_scene

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

JSON = {"HTTP_ACCEPT": "application/json"}
ROUNDS, MOVES = 20, 100


@pytest.fixture
def scene(transactional_db):
    with transaction.atomic():
        return make_scene()


def post_at_once(scene, data_of, address, **headers):
    """The author and the office send at the same moment; the answers."""
    gate = Barrier(2, timeout=30)
    clients = [scene.client(scene.author), scene.client(scene.office)]

    def send(number):
        try:
            gate.wait()
            return clients[number].post(address, data_of(number), **headers)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send, range(2)))


def kept(scene):
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        return scene.review.sections.get(key="VI")


def begin(scene):
    """Some text that both have read."""
    with transaction.atomic():
        scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Bản đầu.")


def test_second_of_two_saves_is_shown_both_texts_in_every_round(scene):
    begin(scene)
    for number in range(ROUNDS):
        version = kept(scene).version
        texts = [f"Vòng {number}: của cá nhân.", f"Vòng {number}: của văn phòng."]

        answers = post_at_once(
            scene,
            lambda who, texts=texts, version=version: {"text": texts[who], "version": version},
            scene.url(scene.review, "muc", "VI"),
            **JSON,
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        winner = next(who for who, answer in enumerate(answers) if answer.status_code == 200)
        assert kept(scene).text == texts[winner]
        assert answers[1 - winner].json()["server_text"] == texts[winner]


def test_so_it_is_where_the_whole_page_is_sent(scene):
    begin(scene)
    texts = ["Cả trang của cá nhân.", "Cả trang của văn phòng."]

    answers = post_at_once(scene, lambda who: {"VI": texts[who], "VI-version": 1}, scene.url(scene.review))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refused = next(who for who, answer in enumerate(answers) if answer.status_code == 409)
    assert texts[refused] in answers[refused].text
    assert texts[1 - refused] in answers[refused].text
    assert kept(scene).text == texts[1 - refused]


def test_without_comparing_versions_the_first_text_would_be_overwritten_unseen(scene, monkeypatch):
    begin(scene)
    monkeypatch.setattr(saving, "changed_fields", lambda row, values, version, *, theirs_by: list(values))
    data = ["Của cá nhân.", "Của văn phòng."]

    answers = post_at_once(
        scene, lambda who: {"text": data[who], "version": 1}, scene.url(scene.review, "muc", "VI"), **JSON
    )

    assert [answer.status_code for answer in answers] == [200, 200]


def sent_again(scene):
    """The text as it stands after it was sent."""
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        Review.objects.filter(pk=scene.review.pk).update(state="circulated")
        return scene.review.pk


def moves(scene, pk):
    return [
        lambda: withdraw_review(review_id=pk, actor=scene.author, at=NOON),
        lambda: mark_reviewed(review_id=pk, actor=scene.office, at=NOON),
    ]


def records(scene):
    with transaction.atomic(), scope(tenant=scene.tenant.pk):
        return AuditRecord.objects.filter(action__in=["withdraw_review", "review_review"]).count()


def test_one_of_withdrawing_and_concluding_wins_and_the_other_is_told_why(scene):
    for number in range(1, MOVES + 1):
        found = at_once(scene, moves(scene, sent_again(scene)))

        (refusal,) = [one for one in found if isinstance(one, Refused)]
        assert "đang ở trạng thái" in refusal.message
        assert records(scene) == number


def test_without_the_lock_both_would_win(scene, monkeypatch):
    both_have_read = Barrier(2, timeout=30)

    def unlocked(review_id):
        review = Review.objects.select_related("subject__cycle", "subject__unit", "author").get(pk=review_id)
        both_have_read.wait()
        return review

    monkeypatch.setattr(transitions, "locked_review", unlocked)

    found = at_once(scene, moves(scene, sent_again(scene)))

    assert [one for one in found if isinstance(one, Exception)] == []
    assert records(scene) == 2
