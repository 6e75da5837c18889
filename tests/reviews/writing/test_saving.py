"""Saving what is typed: versions, conflicts, limits, who and for whom."""

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews.models import ReviewSection, ShortcomingReport
from reviews.services.writing import save_level, save_section, save_shortcoming
from reviews.states import WRITABLE, CycleState, ReviewState
from tests.factories.orgchart import PersonFactory, actor_for
from tests.reviews.writing.scene import shortcoming_of


def test_first_save_starts_the_review(scene):
    section = scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Đi cơ sở hằng tuần.")

    assert section.version == 1
    assert scene.fresh(scene.review).state == ReviewState.DRAFT
    assert scene.fresh(scene.review).last_saved_at is not None


def test_saved_text_is_composed_and_without_invisible_characters(scene):
    typed = "Ho\u0300a\u200b bình\r\nHai\x00 dòng\u202e\tđủ"

    section = scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text=typed)

    assert section.text == "Hòa bình\nHai dòng đủ"


def test_text_that_is_too_long_is_refused_with_both_numbers(scene):
    with pytest.raises(InvalidInput) as refusal:
        scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="a" * 20_001)

    assert "20.001" in refusal.value.errors["text"]
    assert "20.000" in refusal.value.errors["text"]


def test_second_writer_of_a_text_meets_a_conflict_with_both_texts(scene):
    common = {"review_id": scene.review.pk, "key": "VI"}
    scene.call(save_section, **common, version=0, text="Bản đầu.")
    scene.call(save_section, **common, version=1, text="Bản của văn phòng.", actor=scene.office)

    with pytest.raises(Conflict) as conflict:
        scene.call(save_section, **common, version=1, text="Bản của tôi.")

    assert (conflict.value.mine, conflict.value.theirs) == ("Bản của tôi.", "Bản của văn phòng.")
    assert conflict.value.theirs_by == scene.office.account.full_name
    assert conflict.value.version == 2


def test_text_and_degree_of_one_heading_do_not_get_into_each_others_way(scene):
    common = {"review_id": scene.review.pk, "key": "I-3"}
    scene.call(save_section, **common, version=0, text="Đã thực hiện cam kết.")
    scene.call(save_section, **common, version=1, degree="T", actor=scene.office)

    section = scene.call(save_section, **common, version=1, text="Đã thực hiện đủ cam kết.")

    assert (section.text, section.degree, section.version) == ("Đã thực hiện đủ cam kết.", "T", 3)


def test_text_that_its_writer_left_alone_is_no_conflict(scene):
    common = {"review_id": scene.review.pk, "key": "VI"}
    scene.call(save_section, **common, version=0, text="Bản đầu.")
    scene.call(save_section, **common, version=1, text="Bản của văn phòng.", actor=scene.office)

    section = scene.call(save_section, **common, version=1, text="Bản đầu.")

    assert section.text == "Bản của văn phòng."


def test_version_that_never_was_is_a_conflict(scene):
    common = {"review_id": scene.review.pk, "key": "VI"}
    scene.call(save_section, **common, version=0, text="Bản đầu.")

    with pytest.raises(Conflict):
        scene.call(save_section, **common, version=-1, text="Bản khác.")


def test_saving_the_same_again_makes_no_version_and_no_record(scene):
    common = {"review_id": scene.review.pk, "key": "VI", "text": "Một bản."}
    scene.call(save_section, **common, version=0)

    section = scene.call(save_section, **common, version=1)

    assert section.version == 1
    with scope(tenant=scene.tenant.pk):
        assert AuditRecord.objects.filter(action="save_section").count() == 1


def test_every_save_leaves_one_record_without_the_text(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Điều riêng tư.")

    with scope(tenant=scene.tenant.pk):
        record = AuditRecord.objects.get()
    assert (record.action, record.actor, record.on_behalf_of) == ("save_section", scene.author.account, "")
    assert "riêng tư" not in f"{record.summary}{record.changes}"


def test_office_enters_for_the_author_and_the_record_says_for_whom(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Nhập thay.", actor=scene.office)

    with scope(tenant=scene.tenant.pk):
        assert AuditRecord.objects.get().on_behalf_of == "Ma Văn Hòa"


@pytest.mark.clause("HY-B.I.4.1a-3")
def test_nobody_else_writes_a_self_review(scene):
    with pytest.raises(NotVisible):
        scene.call(
            save_section, review_id=scene.review.pk, key="VI", version=0, text="Của người khác.", actor=scene.reader
        )

    scene.send(scene.review)
    with pytest.raises(PermissionDenied):
        scene.call(
            save_section, review_id=scene.review.pk, key="VI", version=1, text="Của người khác.", actor=scene.reader
        )


def test_review_of_another_tenant_does_not_exist(scene):
    other = actor_for(PersonFactory().tenant)
    with scope(tenant=other.tenant_id), pytest.raises(NotVisible):
        save_section(review_id=scene.review.pk, key="VI", version=0, text="x", actor=other, at=scene.cycle.rating_date)


def test_heading_that_the_form_does_not_have_does_not_exist(scene):
    with pytest.raises(NotVisible):
        scene.call(save_section, review_id=scene.review.pk, key="I-5", version=0, text="Chỉ có ở Mẫu 01.")


@pytest.mark.parametrize("state", sorted(set(ReviewState) - WRITABLE))
def test_nothing_is_written_in_states_that_are_closed(scene, state):
    scene.fill(scene.review)
    with scope(tenant=scene.tenant.pk):
        review = scene.fresh(scene.review)
        review.state = state
        review.save()

    for service, arguments in (
        (save_section, {"key": "VI", "version": 1, "text": "Sửa."}),
        (save_level, {"level": "XS", "version": 1}),
    ):
        with pytest.raises(Refused, match="không sửa được"):
            scene.call(service, review_id=scene.review.pk, **arguments)


@pytest.mark.parametrize("state", [CycleState.PREPARING, CycleState.CLOSED])
def test_nothing_is_written_outside_the_running_year(scene, state):
    with scope(tenant=scene.tenant.pk):
        scene.cycle.state = state
        scene.cycle.save()

    with pytest.raises(Refused, match="Đợt kiểm điểm"):
        scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Sớm hoặc muộn.")


@pytest.mark.clause("HY-M01-16")
def test_degree_waits_until_the_text_is_written(scene):
    common = {"review_id": scene.report.pk, "key": "I-1", "version": 0}

    with pytest.raises(InvalidInput) as refusal:
        scene.call(save_section, **common, degree="T")

    assert "Chủ trương" in refusal.value.errors["degree"]
    assert scene.call(save_section, **common, text="Đã quán triệt.", degree="T").degree == "T"


def test_degree_of_an_item_waits_for_all_its_lines(scene):
    for key in ("I-1a", "I-1b", "I-1c", "I-1d"):
        scene.call(save_section, review_id=scene.review.pk, key=key, version=0, text="Đã viết.")

    with pytest.raises(InvalidInput) as refusal:
        scene.call(save_section, review_id=scene.review.pk, key="I-1", version=0, degree="T")

    assert "27 biểu hiện" in refusal.value.errors["degree"]
    assert "tư tưởng" not in refusal.value.errors["degree"]


@pytest.mark.clause("HY-M01-9")
def test_exactly_one_of_four_degrees_can_be_chosen(scene):
    common = {"review_id": scene.report.pk, "key": "I-1"}
    scene.call(save_section, **common, version=0, text="Đã quán triệt.", degree="X")
    scene.call(save_section, **common, version=1, degree="TB")

    with pytest.raises(InvalidInput):
        scene.call(save_section, **common, version=2, degree="X,T")
    with scope(tenant=scene.tenant.pk):
        assert ReviewSection.objects.get().degree == "TB"


@pytest.mark.clause("HY-M01-15")
def test_exactly_one_of_four_levels_can_be_chosen(scene):
    scene.call(save_level, review_id=scene.report.pk, level="HTT", version=0)

    with pytest.raises(InvalidInput):
        scene.call(save_level, review_id=scene.report.pk, level="Tốt", version=1)
    assert scene.fresh(scene.report).self_level == "HTT"


def test_second_chooser_of_a_level_meets_a_conflict(scene):
    scene.call(save_level, review_id=scene.review.pk, level="HTT", version=0, actor=scene.office)

    with pytest.raises(Conflict) as conflict:
        scene.call(save_level, review_id=scene.review.pk, level="XS", version=0)

    assert (conflict.value.theirs, conflict.value.theirs_by) == ("HTT", scene.office.account.full_name)


@pytest.mark.clause("HY-M02-9")
def test_each_earlier_shortcoming_gets_status_difficulties_and_responsibility(scene):
    row = shortcoming_of(scene)
    common = {"review_id": scene.review.pk, "shortcoming_id": row.pk}

    scene.call(save_shortcoming, **common, version=0, status="fixing")
    scene.call(save_shortcoming, **common, version=0, progress="Còn hai báo cáo.")
    scene.call(save_shortcoming, **common, version=2, responsible="Bản thân.")

    with scope(tenant=scene.tenant.pk):
        report = ShortcomingReport.objects.get()
    assert (report.status, report.progress, report.responsible) == ("fixing", "Còn hai báo cáo.", "Bản thân.")


def test_second_writer_about_a_shortcoming_meets_a_conflict(scene):
    common = {"review_id": scene.review.pk, "shortcoming_id": shortcoming_of(scene).pk}
    scene.call(save_shortcoming, **common, version=0, progress="Bản của văn phòng.", actor=scene.office)

    with pytest.raises(Conflict) as conflict:
        scene.call(save_shortcoming, **common, version=0, progress="Bản của tôi.")

    assert conflict.value.theirs == "Bản của văn phòng."
    assert conflict.value.theirs_by == scene.office.account.full_name


def test_shortcoming_of_somebody_else_does_not_exist_here(scene):
    foreign = shortcoming_of(scene, person=scene.member)

    with pytest.raises(NotVisible):
        scene.call(save_shortcoming, review_id=scene.review.pk, shortcoming_id=foreign.pk, version=0, status="fixed")
