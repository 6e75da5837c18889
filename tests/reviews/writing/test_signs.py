"""The forms of Chợ Chu: the question about signs of degradation, and the texts that are judged one by one."""

import pytest

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import FormKind, RatingPlace, Review, Subject
from reviews.queries.contents import form_of
from reviews.regulations.forms import form
from reviews.regulations.forms_of_sets import form_under
from reviews.regulations.loader import load_set
from reviews.services.circulation import circulate_review
from reviews.services.writing import save_section
from tests.factories.orgchart import actor_for
from tests.reviews.writing.scene import TEXT

EMPHASISED = {
    "I-1a": "tư tưởng chính trị",
    "I-1b": "đạo đức, lối sống",
    "I-2c": "Trách nhiệm cá nhân",
    "I-1d": "tác phong, lề lối làm việc",
    "I-2b": "Kết quả thực hiện các chỉ tiêu, nhiệm vụ",
}
FOUND = "Một đồng chí nhận quà trái quy định; đã nộp lại, kiểm điểm trước chi bộ."


def page_of(scene, review, actor, *rest):
    return scene.client(actor).get(scene.url(review, *rest)).content.decode()


@pytest.mark.parametrize("which", ["report", "review"])
def test_form_is_not_sent_before_the_question_about_signs_is_answered(scene, which):
    review = getattr(scene, which)
    scene.fill(review, without="sign")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=review.pk)
    sending = page_of(scene, review, scene.author, "gui")

    assert len(refusal.value.reasons) == 1
    assert "chưa ghi “Có hay không có biểu hiện”" in str(refusal.value.reasons[0])
    assert "#dong-sign-dh-found" in sending
    scene.find_sign(review, found="no")
    assert scene.call(circulate_review, review_id=review.pk).pk


@pytest.mark.parametrize("which", ["report", "review"])
def test_a_positive_answer_says_what_was_found(scene, which):
    review = getattr(scene, which)
    scene.fill(review, without="sign")
    scene.find_sign(review, found="yes")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=review.pk)

    assert "Biểu hiện, mức độ, việc đã làm để ngăn chặn" in str(refusal.value.reasons[0])
    scene.find_sign(review, 1, what=FOUND)
    assert scene.call(circulate_review, review_id=review.pk).pk


@pytest.mark.parametrize("kind", FormKind.values)
def test_question_is_in_every_form_of_the_set_and_in_no_form_of_another(kind):
    assert form_under(kind, load_set("cho-chu-2024")).section("DH").lines == "sign"
    assert not form_under(kind, load_set("giang-bien-2021")).has("DH")
    assert not form(kind).has("DH")


def test_answer_is_read_by_the_reviewing_body_and_the_inspection_and_by_nobody_else(scene):
    scene.fill(scene.review, without="sign")
    scene.find_sign(scene.review, found="yes", what=FOUND)
    inspection, board = scene.overseer(), actor_for(scene.tenant, Role.ORGANISATION_BOARD)
    assert FOUND not in page_of(scene, scene.review, inspection, "xem"), "drafts are the author's own"
    scene.call(circulate_review, review_id=scene.review.pk)

    assert FOUND in page_of(scene, scene.review, scene.reader, "xem")
    assert FOUND in page_of(scene, scene.review, inspection, "xem")
    read_by_board = page_of(scene, scene.review, board, "xem")
    assert TEXT in read_by_board
    assert FOUND not in read_by_board


def test_answer_of_whom_a_superior_manages_is_not_for_the_own_inspection(scene):
    scene.fill(scene.review, without="sign")
    scene.find_sign(scene.review, found="yes", what=FOUND)
    scene.call(circulate_review, review_id=scene.review.pk)
    with scope(tenant=scene.tenant.pk):
        Subject.objects.filter(pk=scene.review.subject_id).update(rating=RatingPlace.SUPERIOR, decided_by=scene.tenant)

    read = page_of(scene, scene.review, scene.overseer(), "xem")

    assert TEXT in read
    assert FOUND not in read


@pytest.mark.clause("CC-I.4-3")
@pytest.mark.parametrize("key", EMPHASISED)
def test_each_emphasised_item_of_a_person_needs_its_own_text_and_its_own_degree(scene, key):
    with scope(tenant=scene.tenant.pk):
        wanted = form_of(Review.objects.select_related("subject__cycle").get(pk=scene.review.pk))
    assert EMPHASISED[key].lower() in wanted.section(key).heading.lower()
    scene.fill(scene.review, without=f"{key}-degree")

    with pytest.raises(Refused) as without_degree:
        scene.call(circulate_review, review_id=scene.review.pk)
    scene.call(save_section, review_id=scene.review.pk, key=key, version=1, text="")
    with pytest.raises(InvalidInput) as without_text:
        scene.call(save_section, review_id=scene.review.pk, key=key, version=2, degree="X")
    with pytest.raises(Refused) as without_both:
        scene.call(circulate_review, review_id=scene.review.pk)

    assert [str(one).rpartition(": ")[2] for one in without_degree.value.reasons] == ["chưa tự đánh giá cấp độ"]
    assert "Mời viết nội dung" in without_text.value.errors["degree"]
    assert len(without_both.value.reasons) == 2
    scene.call(save_section, review_id=scene.review.pk, key=key, version=2, text=TEXT)
    scene.call(save_section, review_id=scene.review.pk, key=key, version=3, degree="X")
    assert scene.call(circulate_review, review_id=scene.review.pk).pk
    assert f"{key}-degree" not in page_of(scene, scene.report, scene.author)


def test_headings_and_degrees_of_the_official_form_stay_as_printed():
    """What the set adds are degrees under texts that Mẫu 02 has already, and the question about signs."""
    printed, adapted = form("leader_review"), form_under("leader_review", load_set("cho-chu-2024"))

    assert [section.title for section in adapted if section.key != "DH"] == [section.title for section in printed]
    assert {section.key for section in adapted if section.has_degree} - {
        section.key for section in printed if section.has_degree
    } == set(EMPHASISED)
    assert all(adapted.section(one.key).has_degree for one in printed if one.has_degree)
