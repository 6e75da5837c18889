"""The forms as the sets have them: kinds by what the person is, items of the year, the list of manifestations."""

from datetime import date

import pytest

from orgchart.errors import NotVisible, Refused
from orgchart.kinds import PostLine, PostRole
from orgchart.models import Post, Supervision
from orgchart.tenancy import scope
from reviews.models import Cycle, FormKind, FormLine, Review, Subject
from reviews.queries.completeness import missing_items
from reviews.queries.contents import contents_of, form_of
from reviews.queries.lines import lines_of
from reviews.regulations.forms import form_code
from reviews.regulations.loader import load_set
from reviews.services.circulation import circulate_review
from reviews.services.lines import answer_rest, save_line
from reviews.services.subjects import form_kind_of
from reviews.services.writing import save_level, save_section
from tests.reviews.writing.scene import TEXT

HUNG_YEN, SON_LA, NGHE_AN, CHO_CHU = "hung-yen-2019", "son-la-bdt-2022", "nghe-an-2022", "cho-chu-2024"
CONDUCT = ["I-1a", "I-1b", "I-1c", "I-1d"]


def under(scene, code, kind=None):
    """The scene's review (of this kind) or report in a cycle under another set, as its writer opens it."""
    with scope(tenant=scene.tenant.pk):
        Cycle.objects.filter(pk=scene.cycle.pk).update(set_code=code, set_digest=load_set(code).digest)
        if kind is not None and kind != FormKind.COLLECTIVE_REPORT:
            Review.objects.filter(pk=scene.review.pk).update(form_kind=kind)
        return loaded((scene.report if kind == FormKind.COLLECTIVE_REPORT else scene.review).pk)


def loaded(pk):
    return Review.objects.select_related("subject__cycle", "subject__unit", "author").get(pk=pk)


def fill(scene, review, *, without=()):
    """Write every heading that the set asks for, except some; lines stay as they are."""
    with scope(tenant=scene.tenant.pk):
        wanted = form_of(review)
    for section in wanted:
        if section.has_text and section.key not in without:
            scene.call(save_section, review_id=review.pk, key=section.key, version=0, text=TEXT)
    for section in wanted:
        if section.has_degree and not set(section.degree_of) & set(without):
            scene.call(save_section, review_id=review.pk, key=section.key, version=int(section.has_text), degree="T")
    scene.call(save_level, review_id=review.pk, level="HTT", version=0)


def lacking(scene, review):
    with scope(tenant=scene.tenant.pk):
        return {one.anchor for one in missing_items(contents_of(loaded(review.pk)))}


def headings(scene, review):
    with scope(tenant=scene.tenant.pk):
        return {section.key: section.heading for section in form_of(review)}


def refused(scene, review):
    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=review.pk)
    return " ".join(map(str, refusal.value.reasons))


@pytest.mark.clause("SL-PL.1-1", "SL-PL.1-2", "SL-PL.1-3", "SL-PL.1-4")
@pytest.mark.parametrize("key", ["I-1", "I-2", "I-3", "I-4", "I-5", "BS-1"])
def test_each_item_of_son_la_stops_the_report_while_it_is_empty(scene, key):
    report = under(scene, SON_LA, FormKind.COLLECTIVE_REPORT)
    fill(scene, report, without=[key])

    assert "chưa viết nội dung" in refused(scene, report)
    scene.call(save_section, review_id=report.pk, key=key, version=0, text=TEXT)
    if key != "BS-1":
        scene.call(save_section, review_id=report.pk, key=key, version=1, degree="T")
    assert scene.call(circulate_review, review_id=report.pk)


@pytest.mark.clause("SL-PL.1-2", "SL-PL.1-3", "HY-B.I.3.1-5")
def test_words_of_an_item_and_its_sub_items_are_those_of_the_set(scene):
    son_la = headings(scene, under(scene, SON_LA, FormKind.COLLECTIVE_REPORT))
    hung_yen = headings(scene, under(scene, HUNG_YEN, FormKind.COLLECTIVE_REPORT))

    assert "kỷ luật chính quyền, đoàn thể" in son_la["I-5"]
    assert "kỷ luật chính quyền" not in hung_yen["I-5"]
    keys = list(hung_yen)
    under_four = keys[keys.index("I-4") + 1 : keys.index("I-5")]
    assert [hung_yen[key].split("số ")[1].split()[0] for key in under_four] == ["101-QĐ/TW", "08-QĐi/TW", "1506-QĐ/TU"]
    assert not any("101-QĐ/TW" in words for words in son_la.values())


@pytest.mark.clause("HY-B.I.3.1-5")
def test_report_of_hung_yen_answers_each_rule_on_setting_an_example(scene):
    report = under(scene, HUNG_YEN, FormKind.COLLECTIVE_REPORT)
    fill(scene, report, without=["BS-1", "BS-2", "BS-3"])

    assert lacking(scene, report) == {"BS-1-section", "BS-2-section", "BS-3-section"}


@pytest.mark.clause("SL-PL.1-5", "SL-II.3-1")
@pytest.mark.parametrize("kind", [FormKind.COLLECTIVE_REPORT, FormKind.LEADER_REVIEW, FormKind.MEMBER_REVIEW])
def test_campaign_item_of_the_year_is_in_the_forms_of_the_sets_that_list_it_only(scene, kind):
    assert "87-KH/TU" in headings(scene, under(scene, SON_LA, kind))["BS-1"]
    assert "IV" in headings(scene, under(scene, SON_LA, kind))
    assert not [key for key in headings(scene, under(scene, CHO_CHU, kind)) if key.startswith("BS-")]


@pytest.mark.clause("NA-BS.TT-1", "NA-BS.TT-2", "NA-BS.TT-3")
def test_collectives_of_nghe_an_answer_the_three_items_of_2022(scene):
    report = under(scene, NGHE_AN, FormKind.COLLECTIVE_REPORT)
    words = headings(scene, report)
    fill(scene, report, without=["BS-1", "BS-2", "BS-3"])

    for key, word in (("BS-1", "quy hoạch cấp ủy"), ("BS-2", "đại hội chi bộ"), ("BS-3", "Nghị quyết Đại hội Đảng")):
        assert word in words[key]
        assert f"{key}-section" in lacking(scene, report)
    assert refused(scene, report).count("chưa viết nội dung") == 3


@pytest.mark.clause("NA-BS.CN-1", "NA-BS.CN-2", "NA-BS.CN-3", "NA-BS.CN-4")
def test_leaders_of_nghe_an_answer_four_items_and_the_cells_they_are_in_charge_of(scene):
    with scope(tenant=scene.tenant.pk):
        unit = scene.collective.organization
        Supervision(tenant=scene.tenant, person=scene.head, organization=unit, started_on=date(2022, 1, 1)).save()
    review = under(scene, NGHE_AN)
    words = headings(scene, review)
    fill(scene, review, without=["BS-1", "BS-3", "BS-4"])

    for key, word in (("BS-1", "quy hoạch"), ("BS-2", "08-QĐ/TU"), ("BS-3", "đại hội chi bộ"), ("BS-4", "đề án")):
        assert word in words[key]
    visit = f"dong-cell_visit-o{unit.pk}-attendance"
    assert lacking(scene, review) >= {"BS-1-section", "BS-3-section", "BS-4-section", visit}
    scene.call(
        save_line, review_id=review.pk, kind="cell_visit", reference=f"o{unit.pk}", version=0,
        values={"attendance": "Dự 10/12 kỳ sinh hoạt."},
    )  # fmt: skip
    assert visit not in lacking(scene, review)


@pytest.mark.clause("HY-A.2-1", "HY-M02-4", "SL-PL.2a-5")
def test_every_manifestation_is_answered_and_those_found_have_a_note_before_the_form_goes_out(scene):
    review = under(scene, SON_LA)
    fill(scene, review)
    answer_declaration(scene, review)
    assert "còn 27/27 biểu hiện" in refused(scene, review)

    answer = {"review_id": review.pk, "kind": "manifestation"}
    scene.call(save_line, **answer, reference="m5", version=0, values={"found": "yes"})
    assert scene.call(answer_rest, **answer) == 26
    assert "còn 1/27 biểu hiện" in refused(scene, review)
    scene.call(save_line, **answer, reference="m5", version=1, values={"note": "Có lúc nể nang; đã rút kinh nghiệm."})

    scene.call(circulate_review, review_id=review.pk)
    with scope(tenant=scene.tenant.pk):
        assert FormLine.objects.get(kind="manifestation", reference="m5").values["found"] == "yes"


@pytest.mark.clause("SL-PL.2a-5")
def test_page_calls_the_list_as_the_set_does_and_answers_the_rest_in_one_step(scene):
    review = under(scene, SON_LA)
    client = scene.client(scene.author)

    page = client.get(scene.url(review)).content.decode()
    assert "Phụ lục số 02: tự nhận diện 27 biểu hiện" in page
    assert "Mẫu 02b" in page
    client.post(scene.url(review), {"answer-rest": "manifestation"})

    assert "đã trả lời 27/27" in client.get(scene.url(review)).content.decode()


def test_a_form_without_the_list_has_nothing_to_answer(scene):
    review = under(scene, CHO_CHU)

    with pytest.raises(NotVisible):
        scene.call(answer_rest, review_id=review.pk, kind="manifestation")


@pytest.mark.clause("HY-A.2-1")
def test_answers_are_read_by_the_body_that_reviews_and_by_nobody_else(scene):
    review = under(scene, HUNG_YEN)
    fill(scene, review)
    answer_declaration(scene, review)
    answer = {"review_id": review.pk, "kind": "manifestation"}
    scene.call(save_line, **answer, reference="m7", version=0, values={"found": "yes", "note": "Có lúc nóng vội."})
    scene.call(answer_rest, **answer)
    scene.call(circulate_review, review_id=review.pk)

    def seen_by(actor):
        return scene.client(actor).get(scene.url(review, "xem")).content.decode()

    overseer = scene.overseer()
    assert TEXT in seen_by(overseer)
    assert "Có lúc nóng vội" not in seen_by(overseer)
    assert "Có lúc nóng vội" in seen_by(scene.reader)


def answer_declaration(scene, review):
    scene.call(
        save_line, review_id=review.pk, kind="asset_declaration", reference="kk", version=0,
        values={"filed": "yes", "filed_on": "30/11/2024"},
    )  # fmt: skip


@pytest.mark.clause("HY-B.I.3.2-1", "SL-PL.2b-1", "SL-PL.2b-2", "SL-PL.2b-3")
@pytest.mark.parametrize("code", [HUNG_YEN, SON_LA])
def test_leader_fills_the_block_of_members_and_the_block_of_leaders(scene, code):
    review = under(scene, code)
    fill(scene, review, without=["I-1a", "I-2d"])
    scene.call(answer_rest, review_id=review.pk, kind="manifestation")
    place = "dong-asset_declaration-kk"

    assert lacking(scene, review) >= {"I-1a-section", "I-2d-section", f"{place}-filed"}
    scene.call(
        save_line, review_id=review.pk, kind="asset_declaration", reference="kk", version=0, values={"filed": "yes"}
    )
    assert f"{place}-filed_on" in lacking(scene, review)
    member = headings(scene, under(scene, code, FormKind.MEMBER_REVIEW))
    assert set(CONDUCT) <= set(member)
    assert not {"I-2d", "I-2e"} & set(member)


@pytest.mark.clause("SL-PL.2a-1", "SL-PL.2a-2", "SL-PL.2a-3", "SL-PL.2a-4")
@pytest.mark.parametrize("kind", [FormKind.LEADER_REVIEW, FormKind.MEMBER_REVIEW, FormKind.OUTSIDE_REVIEW])
def test_each_quality_of_a_member_is_mandatory_and_says_what_it_is_about(scene, kind):
    review = under(scene, SON_LA, kind)
    fill(scene, review, without=CONDUCT)
    page = scene.client(scene.author).get(scene.url(review)).content.decode()

    assert lacking(scene, review) >= {f"{key}-section" for key in CONDUCT}
    for words in ("chủ nghĩa Mác - Lênin", "trách nhiệm nêu gương", "nơi cư trú", "phương pháp làm việc khoa học"):
        assert words in page


@pytest.mark.clause("SL-PL.2a-10")
def test_member_paid_by_the_state_reports_volume_quality_schedule_and_efficiency_of_each_task(scene):
    review = under(scene, SON_LA, FormKind.MEMBER_REVIEW)
    fill(scene, review, without=["I-2g"])
    client = scene.client(scene.author)
    client.post(scene.url(review), {"add-line": "task"})

    wanted = {f"dong-task-n1-{name}" for name in ("task", "volume", "quality", "schedule", "efficiency")}
    assert lacking(scene, review) >= {"I-2g-section", *wanted}
    assert "thái độ phục vụ nhân dân" in headings(scene, review)["I-2g"]


@pytest.mark.clause("SL-PL.2a-11")
def test_retired_and_rural_members_are_not_asked_for_posts_and_targets(scene):
    review = under(scene, SON_LA, FormKind.OUTSIDE_REVIEW)
    with scope(tenant=scene.tenant.pk):
        kinds = set(lines_of(review, form_of(review)))
    words = headings(scene, review)

    assert {*CONDUCT, "I-2a"} <= set(words)
    assert not {"I-2b", "I-2c", "I-2d", "I-2g"} & set(words)
    assert not {"duty", "task", "in_charge"} & kinds
    fill(scene, review)
    scene.call(answer_rest, review_id=review.pk, kind="manifestation")
    assert scene.call(circulate_review, review_id=review.pk)


@pytest.mark.clause("SL-PL.3-1")
@pytest.mark.parametrize("number", range(1, 7))
def test_staff_without_post_fill_in_six_items(scene, number):
    review = under(scene, SON_LA, FormKind.STAFF_REVIEW)
    fill(scene, review, without=[f"I-{number}"])

    assert "chưa viết nội dung" in refused(scene, review)
    scene.call(save_section, review_id=review.pk, key=f"I-{number}", version=0, text=TEXT)
    scene.call(save_section, review_id=review.pk, key=f"I-{number}", version=1, degree="T")
    assert scene.call(circulate_review, review_id=review.pk)


@pytest.mark.clause("SL-II.4.2a-1", "HY-B.I.3.2-1", "SL-PL.2a-11")
@pytest.mark.parametrize(
    ("role", "line", "in_cell", "kind"),
    [
        (PostRole.HEAD, PostLine.STATE, True, FormKind.LEADER_REVIEW),
        (PostRole.MEMBER, PostLine.PARTY, True, FormKind.LEADER_REVIEW),
        (PostRole.STAFF, PostLine.STATE, True, FormKind.MEMBER_REVIEW),
        (PostRole.STAFF, PostLine.STATE, False, FormKind.STAFF_REVIEW),
        (PostRole.STAFF, PostLine.MASS, True, FormKind.OUTSIDE_REVIEW),
    ],
)
def test_form_follows_from_what_a_person_is(scene, role, line, in_cell, kind):
    with scope(tenant=scene.tenant.pk):
        Post.objects.filter(pk=scene.head_post.pk).update(role=role, line=line)
        subject = Subject.objects.get(pk=scene.review.subject_id)
        subject.post, subject.role = Post.objects.get(pk=scene.head_post.pk), role

        assert form_kind_of(subject, in_cell=in_cell) == kind


@pytest.mark.clause("NA-MB-1", "HY-C.2-4", "SL-II.4.2a-1")
def test_forms_are_numbered_by_the_set_and_a_new_set_leaves_old_years_as_they_are(scene):
    numbers = {
        kind: form_code(kind, load_set(SON_LA))
        for kind in (FormKind.COLLECTIVE_REPORT, FormKind.MEMBER_REVIEW, FormKind.LEADER_REVIEW, FormKind.STAFF_REVIEW)
    }
    assert list(numbers.values()) == ["Mẫu số 01", "Mẫu 02a", "Mẫu 02b", "Mẫu 02d"]
    assert form_code(FormKind.OUTSIDE_REVIEW, load_set("trung-uong-366-2025")) == "Mẫu 2C"
    assert form_code(FormKind.LEADER_REVIEW, load_set(NGHE_AN)) == "Mẫu 02"

    old = under(scene, NGHE_AN)
    before = headings(scene, old)
    with scope(tenant=scene.tenant.pk):
        later = Cycle.objects.get(pk=scene.cycle.pk)
        later.pk, later.year, later.set_code = None, 2025, CHO_CHU
        later.set_digest = load_set(CHO_CHU).digest
        later.save()

    assert headings(scene, old) == before
    assert "BS-1" in before
