"""Sending round, taking back, finishing, confirming."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostLine, Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews import registry
from reviews.models import Audience, Circulation, CirculationReceipt, Comment
from reviews.services.circulation import circulate_review, open_receipt, withdraw_review
from reviews.services.transitions import confirm_review, finalise_review, mark_reviewed
from reviews.services.writing import save_level, save_section, save_shortcoming
from reviews.states import REVIEW_MOVES, ReviewState
from tests.factories.orgchart import NOON, CellMembershipFactory, PostFactory, actor_for
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory, PlaceFactory
from tests.reviews.writing.scene import TEXT, shortcoming_of


def receipts(scene):
    with scope(tenant=scene.tenant.pk):
        rows = CirculationReceipt.objects.select_related("person")
        return {row.person.full_name: row.opened_at for row in rows}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param("I-1", "Chủ trương", marks=pytest.mark.clause("HY-M01-4", "HY-B.I.3.1-1")),
        pytest.param("I-3", "Tập trung dân chủ", marks=pytest.mark.clause("HY-M01-6", "HY-B.I.3.1-3")),
        pytest.param("I-4", "suy thoái", marks=pytest.mark.clause("HY-M01-7", "HY-B.I.3.1-4")),
        pytest.param("I-5", "Kiểm tra, giám sát", marks=pytest.mark.clause("HY-M01-8", "HY-B.I.3.1-6")),
        ("I-2", "chỉ tiêu"),
        ("II-1", "Hạn chế, khuyết điểm"),
        ("V", "Trách nhiệm"),
        ("VI", "Phương hướng"),
    ],
)
def test_report_with_an_empty_heading_is_not_sent(scene, key, words):
    scene.fill(scene.report, without=key)

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk)

    assert any(words in reason and "chưa viết" in reason for reason in refusal.value.reasons)


@pytest.mark.parametrize("key", ["I-1", "I-2", "I-3", "I-4", "I-5"])
@pytest.mark.clause("HY-M01-9")
def test_report_without_a_degree_is_not_sent(scene, key):
    scene.fill(scene.report, without=f"{key}-degree")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk)

    assert len(refusal.value.reasons) == 1
    assert "chưa tự đánh giá cấp độ" in refusal.value.reasons[0]


@pytest.mark.parametrize("key", ["I-1a", "I-1b", "I-1c", "I-1d"])
@pytest.mark.clause("HY-M02-3")
def test_self_review_without_one_of_the_four_qualities_is_not_sent(scene, key):
    scene.fill(scene.review)
    scene.call(save_section, review_id=scene.review.pk, key=key, version=1, text="  ")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.review.pk)

    assert len(refusal.value.reasons) == 1


@pytest.mark.clause("HY-M02-13")
def test_form_is_not_sent_without_the_own_level(scene):
    scene.fill(scene.review, without="self_level")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.review.pk)

    assert refusal.value.reasons == ("VII. Đề nghị (tự nhận) mức xếp loại chất lượng: chưa chọn mức",)


@pytest.mark.clause("HY-B.I.3.1-7")
def test_report_is_not_sent_before_every_earlier_shortcoming_has_a_status(scene):
    row = shortcoming_of(scene, collective=scene.collective)
    scene.fill(scene.report)

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk)
    assert any("chưa nêu đã, đang hay chưa khắc phục" in reason for reason in refusal.value.reasons)

    common = {"review_id": scene.report.pk, "shortcoming_id": row.pk}
    scene.call(save_shortcoming, **common, version=0, status="not_fixed", responsible="Đồng chí Bí thư")
    assert scene.call(circulate_review, review_id=scene.report.pk).pk


@pytest.mark.clause("HY-M01-11")
def test_shortcoming_that_is_being_remedied_says_how_far_and_who_is_responsible(scene):
    row = shortcoming_of(scene, collective=scene.collective)
    scene.fill(scene.report)
    scene.call(save_shortcoming, review_id=scene.report.pk, shortcoming_id=row.pk, version=0, status="fixing")

    with pytest.raises(Refused) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk)

    reasons = " ".join(refusal.value.reasons)
    assert "chưa nêu mức độ khắc phục" in reasons
    assert "chưa nêu trách nhiệm" in reasons


def test_part_three_may_stay_empty_where_nothing_is_open(scene):
    shortcoming_of(scene, is_open=False)
    scene.fill(scene.review, without="III")

    assert scene.call(circulate_review, review_id=scene.review.pk).pk


def test_draft_goes_to_the_members_of_the_collective_and_its_text_is_kept(scene):
    scene.send(scene.review)
    scene.call(withdraw_review, review_id=scene.review.pk)
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=1, text="Bản sửa sau khi rút.")

    assert set(receipts(scene)) == {"Lý Thị Én"}
    with scope(tenant=scene.tenant.pk):
        kept = Circulation.objects.get()
    assert kept.content["sections"]["VI"]["text"] == TEXT
    assert kept.content["level"] == "HTT"
    assert kept.withdrawn_at == NOON


def test_draft_of_a_cell_member_goes_to_the_official_members_of_the_cell(scene):
    cell = CellMembershipFactory(tenant=scene.tenant, person=scene.stranger)
    CellMembershipFactory(tenant=scene.tenant, cell=cell.cell, kind="temporary")
    PlaceFactory(subject=scene.review.subject, collective=None, cell=cell.cell, audience=Audience.WHOLE_CELL)

    scene.send(scene.review)

    assert set(receipts(scene)) == {"Lý Thị Én", "Hà Văn Tú"}


def test_those_whose_post_has_ended_get_nothing(scene):
    with scope(tenant=scene.tenant.pk):
        post = scene.member.posts.get()
        post.ended_on = date(2024, 11, 3)
        post.save()
    scene.fill(scene.review)

    with pytest.raises(Refused, match="chưa có thành viên nào khác"):
        scene.call(circulate_review, review_id=scene.review.pk)


@pytest.mark.clause("HY-B.I.4.1a-1")
def test_report_that_the_office_typed_is_sent_only_after_the_head_approved_it(scene):
    scene.fill(scene.report)

    with pytest.raises(InvalidInput) as refusal:
        scene.call(circulate_review, review_id=scene.report.pk, actor=scene.office)
    assert "người đứng đầu đã duyệt" in refusal.value.errors["approved"]

    scene.call(circulate_review, review_id=scene.report.pk, actor=scene.office, approved=True)
    with scope(tenant=scene.tenant.pk):
        record = AuditRecord.objects.get(action="circulate_review")
    assert (record.actor, record.on_behalf_of) == (scene.office.account, "Ma Văn Hòa")


@pytest.mark.clause("HY-B.I.4.1a-1")
def test_member_of_the_collective_cannot_send_its_report(scene):
    scene.fill(scene.report)

    with pytest.raises(NotVisible):
        scene.call(circulate_review, review_id=scene.report.pk, actor=scene.reader, approved=True)


@pytest.mark.clause("HY-M02-2")
def test_identity_joins_posts_of_one_line_and_is_frozen_with_the_version_that_was_sent(scene):
    common = {"tenant": scene.tenant, "person": scene.head, "collective": scene.collective}
    PostFactory(**common, title="Chủ tịch HĐND", line=PostLine.STATE, rank=21, role="deputy")
    PostFactory(**common, title="Chính trị viên", line=PostLine.PARTY, rank=22, role="member")
    cell = CellMembershipFactory(tenant=scene.tenant, person=scene.head)
    scene.send(scene.review)
    with scope(tenant=scene.tenant.pk):
        scene.head_post.title = "Chức vụ đổi sau khi gửi"
        scene.head_post.save()

    assert scene.fresh(scene.review).identity == {
        "full_name": "Ma Văn Hòa",
        "born_on": "1980-05-19",
        "party_post": "Bí thư Đảng ủy; Chính trị viên",
        "government_post": "Chủ tịch HĐND",
        "mass_post": "",
        "workplace": scene.collective.organization.name,
        "cell": cell.cell.name,
        "reviewed_until": "",
    }


def test_receipt_notes_the_first_opening_only(scene):
    scene.send(scene.review)
    scene.call(open_receipt, review_id=scene.review.pk, actor=scene.reader)
    scene.call(open_receipt, review_id=scene.review.pk, actor=scene.reader, at=NOON + timedelta(days=1))

    assert receipts(scene) == {"Lý Thị Én": NOON}


def test_nobody_opens_what_was_not_sent_to_him_or_was_withdrawn(scene):
    scene.send(scene.review)
    with pytest.raises(NotVisible):
        scene.call(open_receipt, review_id=scene.review.pk, actor=scene.outsider)
    scene.call(withdraw_review, review_id=scene.review.pk)

    with pytest.raises(NotVisible):
        scene.call(open_receipt, review_id=scene.review.pk, actor=scene.reader)


def test_draft_cannot_be_withdrawn_once_the_conference_has_begun(scene):
    scene.send(scene.review)
    conference = ConferenceFactory(cycle=scene.cycle, tenant=scene.tenant, collective=scene.collective, state="running")
    AgendaItemFactory(conference=conference, subject=scene.review.subject)

    with pytest.raises(Refused, match="hội nghị kiểm điểm đã bắt đầu"):
        scene.call(withdraw_review, review_id=scene.review.pk)


def comment_on(scene, **fields):
    conference = ConferenceFactory(cycle=scene.cycle, tenant=scene.tenant, collective=scene.collective, state="closed")
    item = AgendaItemFactory(conference=conference, subject=scene.review.subject)
    with scope(tenant=scene.tenant.pk):
        row = Comment(
            item=item,
            person=scene.member,
            text="Cần sâu sát cơ sở hơn.",
            entered_at=NOON,
            entered_by=scene.office.account,
            **fields,
        )
        row.save()
    return row


@pytest.mark.clause("HY-B.I.4.2-7", "SL-II.4.1b-3")
def test_text_is_final_only_after_every_comment_was_answered(scene):
    scene.confer(scene.review)
    comment = comment_on(scene)

    with pytest.raises(Refused) as refusal:
        scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")
    assert refusal.value.reasons == ("Lý Thị Én: Cần sâu sát cơ sở hơn.",)

    with scope(tenant=scene.tenant.pk):
        comment.verdict = "accepted"
        comment.save()
    review = scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")
    assert (review.state, review.finalised_at) == (ReviewState.FINAL, NOON)


@pytest.mark.clause("HY-B.I.4.2-9")
def test_text_reopens_for_its_owner_after_the_conference_and_its_final_version_stands(scene):
    scene.confer(scene.review)
    with pytest.raises(PermissionDenied):
        scene.call(
            save_section, review_id=scene.review.pk, key="VI", version=1, text="Của người khác.", actor=scene.reader
        )
    with pytest.raises(PermissionDenied):
        scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT", actor=scene.reader)

    scene.call(save_section, review_id=scene.review.pk, key="VI", version=1, text="Đã tiếp thu góp ý.")
    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")

    with pytest.raises(Refused):
        scene.call(save_section, review_id=scene.review.pk, key="VI", version=2, text="Sửa thêm.")


@pytest.mark.clause("HY-M02-14")
def test_final_version_stores_who_confirmed_it_and_when(scene):
    scene.confer(scene.review)
    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT", at=NOON + timedelta(days=5))

    review = scene.fresh(scene.review)
    assert (review.finalised_by, review.finalised_at) == (scene.author.account, NOON + timedelta(days=5))


def test_level_is_confirmed_together_with_the_final_text(scene):
    scene.confer(scene.review)
    with pytest.raises(InvalidInput):
        scene.call(finalise_review, review_id=scene.review.pk, self_level="")

    scene.call(finalise_review, review_id=scene.review.pk, self_level="HT")

    assert scene.fresh(scene.review).self_level == "HT"


def test_shortcoming_reported_as_remedied_is_closed_with_the_final_text(scene):
    fixed, open_still = shortcoming_of(scene), shortcoming_of(scene)
    for row, status in ((fixed, "fixed"), (open_still, "not_fixed")):
        scene.call(
            save_shortcoming,
            review_id=scene.review.pk, shortcoming_id=row.pk, version=0, status=status, responsible="Bản thân",
        )  # fmt: skip
    scene.confer(scene.review)
    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")

    assert (scene.fresh(fixed).is_open, scene.fresh(open_still).is_open) == (False, True)


def test_higher_apps_are_told_that_a_text_is_final(scene, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "_final_handlers", [])
    registry.after_final(lambda review, actor, at: told.append((review.pk, review.state, actor, at)))
    scene.confer(scene.review)

    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")

    assert told == [(scene.review.pk, ReviewState.FINAL, scene.author, NOON)]


def test_body_confirms_the_final_text(scene):
    scene.confer(scene.review)
    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")
    secretary = actor_for(scene.tenant, Role.HEAD)

    with pytest.raises(PermissionDenied):
        scene.call(confirm_review, review_id=scene.review.pk)
    scene.call(confirm_review, review_id=scene.review.pk, actor=secretary)

    review = scene.fresh(scene.review)
    assert (review.state, review.confirmed_by) == (ReviewState.CONFIRMED, secretary.account)


SERVICES = {
    "circulate": (circulate_review, {}),
    "withdraw": (withdraw_review, {}),
    "review": (mark_reviewed, {}),
    "finalise": (finalise_review, {"self_level": "HTT"}),
    "confirm": (confirm_review, {}),
}


@pytest.mark.parametrize("move", sorted(SERVICES))
def test_move_is_refused_from_every_state_that_it_does_not_start_from(scene, move):
    service, arguments = SERVICES[move]
    scene.call(save_level, review_id=scene.review.pk, level="HTT", version=0)
    for state in sorted(set(ReviewState) - REVIEW_MOVES[move].sources):
        with scope(tenant=scene.tenant.pk):
            review = scene.fresh(scene.review)
            review.state = state
            review.save()

        with pytest.raises(Refused, match="đang ở trạng thái"):
            scene.call(service, review_id=scene.review.pk, actor=scene.office, **arguments)
