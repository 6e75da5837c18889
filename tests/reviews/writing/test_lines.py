"""Lines of the forms: shortcomings with causes and measures, posts, units in charge, commitments."""

import pytest

from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.kinds import PostLine
from orgchart.models import AuditRecord, Supervision
from orgchart.tenancy import scope
from reviews.models import FormLine, Subject
from reviews.queries.completeness import missing_items
from reviews.queries.contents import contents_of
from reviews.services.circulation import circulate_review
from reviews.services.lines import add_line, remove_line, save_line
from reviews.services.transitions import finalise_review
from tests.factories.orgchart import CollectiveFactory, PostFactory
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory
from tests.reviews.writing.scene import shortcoming_of

SHORTCOMING = {
    "content": "2", "text": "Giải ngân chậm.", "cause_kind": "subjective", "cause": "Chỉ đạo chưa quyết liệt.",
    "scope": "persons", "responsible": "Đồng chí Phó Chủ tịch", "head": "yes", "recurs": "no",
    "measure": "Giao ban hằng tuần.", "owner": "Đồng chí Phó Chủ tịch", "due": "31/03/2025",
}  # fmt: skip


def missing(scene, review, start="dong-"):
    with scope(tenant=scene.tenant.pk):
        return [one for one in missing_items(contents_of(scene.fresh(review))) if one.anchor.startswith(start)]


def write(scene, review, kind, reference, version=0, **values):
    return scene.call(save_line, review_id=review.pk, kind=kind, reference=reference, version=version, values=values)


@pytest.mark.clause("HY-M01-10", "HY-M01-14", "HY-B.I.3.1-9", "HY-A.1-1", "SL-I.1-1", "SL-PL.1-6", "NA-1-2", "NA-1-3")
def test_a_shortcoming_of_a_collective_needs_cause_responsibility_measure_person_and_day(scene):
    report = scene.report
    scene.fill(report)
    row = scene.call(add_line, review_id=report.pk, kind="shortcoming")
    wanted = {one.anchor.rpartition("-")[2] for one in missing(scene, report)}
    assert wanted == {"content", "text", "cause_kind", "cause", "scope", "head", "recurs", "measure", "owner", "due"}
    with pytest.raises(Refused):
        scene.call(circulate_review, review_id=report.pk)

    row = write(scene, report, "shortcoming", row.reference, **SHORTCOMING | {"responsible": "", "recurs": "yes"})
    assert [one.what for one in missing(scene, report)] == [
        "chưa ghi “Tập thể, cá nhân chịu trách nhiệm”", "chưa ghi “Vì sao tái diễn, trách nhiệm của cá nhân”",
    ]  # fmt: skip
    row = write(scene, report, "shortcoming", row.reference, row.version, scope="collective")
    assert missing(scene, report)[0].what == "chưa ghi “Vì sao chỉ thuộc trách nhiệm tập thể”"
    row = write(scene, report, "shortcoming", row.reference, row.version, **SHORTCOMING)

    assert missing(scene, report) == []
    assert row.values["due"] == "2025-03-31"
    scene.call(circulate_review, review_id=report.pk)


@pytest.mark.clause("HY-M02-8", "HY-M02-12")
def test_shortcomings_in_lines_stand_for_the_texts_of_parts_two_and_six(scene):
    for key in ("II-1", "II-2", "VI"):
        assert missing(scene, scene.review, f"{key}-section")
    row = scene.call(add_line, review_id=scene.review.pk, kind="own_shortcoming")
    values = {
        name: SHORTCOMING[name] for name in ("content", "text", "cause_kind", "cause", "recurs", "measure", "due")
    }
    write(scene, scene.review, "own_shortcoming", row.reference, **values)

    for key in ("II-1", "II-2", "VI"):
        assert missing(scene, scene.review, f"{key}-section") == []


@pytest.mark.clause("HY-A.1-1", "CC-III.5-5")
def test_what_was_concluded_needs_a_measure_before_the_text_is_final(scene):
    scene.confer(scene.review)
    concluded = shortcoming_of(scene, year=2024, text="Chưa sát cơ sở.")
    with pytest.raises(Refused) as refusal:
        scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")
    assert len(refusal.value.reasons) == 3

    write(
        scene, scene.review, "remedy", f"s{concluded.pk}", measure="Đi cơ sở hằng tuần.", owner="Bản thân",
        due="2025-06-30",
    )  # fmt: skip

    assert scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT").state == "final"


@pytest.mark.clause("HY-M02-11", "HY-A.2-2", "SL-II.4-2")
def test_every_shortcoming_of_the_collective_asks_the_member_for_the_own_part(scene):
    row = shortcoming_of(scene, collective=scene.collective, text="Họp chưa đều.")
    anchor = f"dong-collective_shortcoming-s{row.pk}"
    assert [one.anchor for one in missing(scene, scene.review, anchor)] == [f"{anchor}-role"]

    saved = write(scene, scene.review, "collective_shortcoming", f"s{row.pk}", role="yes")
    assert [one.anchor for one in missing(scene, scene.review, anchor)] == [f"{anchor}-how"]
    write(scene, scene.review, "collective_shortcoming", f"s{row.pk}", saved.version, role="no")

    assert missing(scene, scene.review, anchor) == []


@pytest.mark.clause("HY-M02-6")
@pytest.mark.parametrize(
    ("state", "year", "told"),
    [
        ("decided", 2023, "xếp loại năm 2023: hoàn thành tốt nhiệm vụ"),
        ("proposed", 2023, "chưa có xếp loại"),
        ("decided", 2025, "chưa có xếp loại"),
    ],
)
def test_units_in_charge_stand_with_the_rating_that_was_decided_last(scene, state, year, told):
    unit = scene.collective.organization
    with scope(tenant=scene.tenant.pk):
        Supervision(
            tenant=scene.tenant, person=scene.head, organization=unit, started_on=scene.head_post.started_on
        ).save()
    cycle = CycleFactory(tenant=scene.tenant, year=year)
    rated = CollectiveSubjectFactory(tenant=scene.tenant, cycle=cycle, unit=unit, collective=scene.collective)
    RatingCaseFactory(subject=rated, state=state, level="HTT" if state == "decided" else "")

    with scope(tenant=scene.tenant.pk):
        (line,) = contents_of(scene.review).lines["in_charge"]

    assert line.about.note == told


@pytest.mark.clause("HY-M02-5", "HY-M02-6", "SL-PL.2a-6", "SL-PL.2a-7", "NA-BS.CN-2")
def test_posts_and_units_in_charge_have_a_line_each_unless_the_text_speaks_for_all(scene):
    with scope(tenant=scene.tenant.pk):
        Supervision(
            tenant=scene.tenant, person=scene.head, organization=scene.collective.organization,
            started_on=scene.head_post.started_on,
        ).save()  # fmt: skip
        lines = contents_of(scene.review).lines
        (duty,), (charge,) = lines["duty"], lines["in_charge"]
    assert duty.about.title.startswith("Bí thư Đảng ủy")
    assert charge.about.title == scene.collective.organization.name
    assert missing(scene, scene.review, duty.anchor)
    assert missing(scene, scene.review, charge.anchor)

    write(scene, scene.review, "duty", duty.about.reference, result="Hoàn thành.")
    scene.fill(scene.review)

    assert missing(scene, scene.review) == []


@pytest.mark.clause("HY-B.I.4.2-11")
def test_post_that_is_reviewed_here_stands_first_and_the_others_may_be_left_out(scene):
    PostFactory(
        tenant=scene.tenant, person=scene.head, collective=CollectiveFactory(tenant=scene.tenant),
        title="Chủ tịch Hội đồng nhân dân", line=PostLine.STATE,
    )  # fmt: skip
    with scope(tenant=scene.tenant.pk):
        Subject.objects.filter(pk=scene.review.subject_id).update(post=scene.head_post)
        here, other = contents_of(scene.fresh(scene.review)).lines["duty"]
    assert (here.about.note, other.about.note) == ("Kiểm điểm sâu chức vụ này", "Chức vụ chính quyền, nêu tóm tắt")

    lacking = {one.anchor for one in missing(scene, scene.review, "dong-duty-")}

    assert lacking == {f"{here.anchor}-result"}


@pytest.mark.clause("HY-M02-7", "SL-PL.2a-8")
def test_commitments_are_answered_line_by_line(scene):
    row = scene.call(add_line, review_id=scene.review.pk, kind="commitment")
    saved = write(scene, scene.review, "commitment", row.reference, commitment="Đi cơ sở hằng tuần")
    assert [one.what for one in missing(scene, scene.review, f"dong-commitment-{row.reference}")] == [
        "chưa ghi “Kết quả thực hiện”"
    ]
    write(scene, scene.review, "commitment", row.reference, saved.version, result="48/52 tuần")
    assert missing(scene, scene.review, f"dong-commitment-{row.reference}") == []


def test_two_writers_of_one_line_lose_nothing_and_nonsense_is_refused_at_its_field(scene):
    row = scene.call(add_line, review_id=scene.report.pk, kind="shortcoming")
    first = write(scene, scene.report, "shortcoming", row.reference, text="Bản một.")
    write(scene, scene.report, "shortcoming", row.reference, first.version - 1, cause="Chủ quan.")

    with pytest.raises(Conflict) as conflict:
        write(scene, scene.report, "shortcoming", row.reference, 0, text="Bản hai.")
    assert (conflict.value.mine, conflict.value.theirs) == ("Bản hai.", "Bản một.")
    for values in ({"due": "31/02/2025"}, {"due": "x"}, {"content": "9"}, {"owner": "x" * 301}):
        with pytest.raises(InvalidInput):
            write(scene, scene.report, "shortcoming", row.reference, 2, **values)
    with pytest.raises(NotVisible):
        write(scene, scene.report, "shortcoming", "n99", text="Ở đâu?")
    with pytest.raises(NotVisible):
        scene.call(add_line, review_id=scene.report.pk, kind="answer")


def test_a_line_that_is_taken_away_stays_in_the_trail(scene):
    row = scene.call(add_line, review_id=scene.report.pk, kind="shortcoming")
    write(scene, scene.report, "shortcoming", row.reference, text="Nội dung bị bỏ.")
    scene.call(remove_line, review_id=scene.report.pk, kind="shortcoming", reference=row.reference)

    with scope(tenant=scene.tenant.pk):
        assert not FormLine.objects.exists()
        assert AuditRecord.objects.get(action="remove_line").changes["values"]["text"] == "Nội dung bị bỏ."
    assert scene.call(add_line, review_id=scene.report.pk, kind="shortcoming").reference == "n2"


def test_a_plain_post_adds_a_line_keeps_what_was_typed_and_leads_to_it(scene):
    client, url = scene.client(scene.author), scene.url(scene.report)

    answer = client.post(url, {"VI": "Đã gõ.", "VI-version": "0", "add-line": "shortcoming"})

    assert answer.status_code == 302
    assert answer.url.endswith("#dong-shortcoming-n1")
    page = client.get(url).text
    assert "Đã gõ." in page
    assert 'name="dong-shortcoming-n1-measure"' in page
    typed = {
        "dong-shortcoming-n1-version": "0",
        "dong-shortcoming-n1-due": "hôm qua",
        "dong-shortcoming-n1-text": "Chậm",
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "hôm qua" in refused.text
    assert "ngày/tháng/năm" in refused.text
