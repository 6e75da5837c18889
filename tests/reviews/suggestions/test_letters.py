"""Suggestions for review: who drafts, who approves, until when, and what the subject owes them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Envelope
from orgchart.tenancy import scope
from reviews import suggestion_rules
from reviews.models import Suggestion
from reviews.queries.completeness import missing_items
from reviews.queries.contents import contents_of
from reviews.queries.suggestions import points_of
from reviews.regulations.loader import load_set
from reviews.services import lines, suggestions
from reviews.services.suggestion_letters import match_suggestion
from reviews.services.transitions import finalise_review
from tests.factories.orgchart import TenantLinkFactory, actor_for
from tests.reviews.suggestions.conftest import IN_TIME
from tests.reviews.writing.scene import make_scene


@pytest.mark.clause("GB-3.2.4a-3", "CC-IIIb.1-6", "HY-B.I.4.1b-1")
@pytest.mark.parametrize(
    ("set_code", "roles"),
    [
        ("cho-chu-2024", {Role.INSPECTION, Role.STANDING_COMMITTEE}),
        ("giang-bien-2021", {Role.INSPECTION}),
        ("hung-yen-2019", {Role.ORGANISATION_BOARD}),
    ],
)
def test_the_body_that_the_set_names_drafts(set_code, roles):
    assert suggestion_rules.drafting_roles(load_set(set_code)) == roles


@pytest.mark.clause("CC-IIIb.1-6")
def test_only_the_drafting_body_and_the_office_for_it_draft(letters):
    with pytest.raises(PermissionDenied):
        letters.draft(actor=letters.board)

    letters.draft(actor=letters.scene.office)

    with scope(tenant=letters.scene.tenant.pk):
        record = AuditRecord.objects.get(action="draft_suggestion")
        assert "Ủy ban Kiểm tra" in record.on_behalf_of


@pytest.mark.clause("HY-B.I.4.1b-1")
def test_nobody_approves_what_he_drafted_and_the_subject_sees_nothing_before_it_is_sent(letters):
    both = actor_for(letters.scene.tenant, Role.STANDING_COMMITTEE)
    letter = letters.draft(actor=both)
    with pytest.raises(Refused, match="không tự duyệt"):
        letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=both)
    with pytest.raises(PermissionDenied):
        letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=letters.inspection)

    letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=letters.head)

    with scope(tenant=letters.scene.tenant.pk):
        assert points_of(letters.scene.review.subject) == []
    letters.do(suggestions.send_suggestion, suggestion_id=letter.pk, actor=both)
    with scope(tenant=letters.scene.tenant.pk):
        assert [point.text for point in points_of(letters.scene.review.subject)] == [
            "Chậm giải ngân.", "Chưa sát cơ sở.",
        ]  # fmt: skip


@pytest.mark.clause("HY-B.I.4.1b-2")
def test_the_deadline_lasts_to_the_last_moment_of_its_day_and_a_late_letter_says_why(letters):
    assert letters.sent(at=IN_TIME).is_late is False
    letter = letters.draft(subject_id=letters.scene.report.subject_id)
    letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=letters.head)
    late = {"suggestion_id": letter.pk, "actor": letters.inspection, "at": IN_TIME + timedelta(microseconds=1)}

    with pytest.raises(InvalidInput, match="19/11/2024"):
        letters.do(suggestions.send_suggestion, **late)
    sent = letters.do(suggestions.send_suggestion, **late, late_reason="Sau kết luận giám sát ngày 19/11")

    assert (sent.is_late, sent.state) == (True, "sent")


def test_two_who_edit_a_draft_lose_nothing_and_a_sent_letter_is_not_edited(letters):
    letter = letters.draft()
    change = {"suggestion_id": letter.pk, "agency_comments": "", "actor": letters.inspection}
    letters.do(suggestions.edit_suggestion, **change, issues="Bản hai.", version=1)

    with pytest.raises(Conflict) as conflict:
        letters.do(suggestions.edit_suggestion, **change, issues="Bản ba.", version=1)
    assert (conflict.value.mine, conflict.value.theirs) == ("Bản ba.", "Bản hai.")
    with pytest.raises(InvalidInput, match="mỗi dòng một vấn đề"):
        letters.do(suggestions.edit_suggestion, **change, issues=" \n- \n", version=2)

    letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=letters.head)
    with pytest.raises(Refused, match="Đã duyệt"):
        letters.do(suggestions.edit_suggestion, **change, issues="Bản bốn.", version=2)
    letters.do(suggestions.give_back_suggestion, suggestion_id=letter.pk, actor=letters.head)
    assert letters.do(suggestions.edit_suggestion, **change, issues="Bản bốn.", version=2).version == 3


@pytest.mark.clause("HY-B.I.3.1-8", "HY-M01-12", "HY-M02-10", "SL-PL.2a-9")
def test_every_issue_is_answered_before_the_text_can_be_sent_or_finished(letters):
    scene = letters.scene
    scene.confer(scene.review)
    letters.sent()
    review = scene.fresh(scene.review)
    with scope(tenant=scene.tenant.pk):
        wanted = [one for one in missing_items(contents_of(review)) if one.anchor.startswith("dong-answer-")]
        points = points_of(review.subject)
    assert len(wanted) == 6  # three fields for each of two issues

    with pytest.raises(Refused) as refusal:
        scene.call(finalise_review, review_id=review.pk, self_level="HTT")
    assert len(refusal.value.reasons) == 6
    for point in points:
        values = {"explanation": "Đã chấn chỉnh.", "cause": "Chủ quan.", "responsibility": "Bản thân."}
        scene.call(
            lines.save_line, review_id=review.pk, kind="answer", reference=f"p{point.pk}", version=0, values=values
        )

    assert scene.call(finalise_review, review_id=review.pk, self_level="HTT").state == "final"
    with pytest.raises(Refused, match="đã hoàn chỉnh"):
        letters.sent()


def test_the_database_refuses_a_letter_approved_by_its_drafter(letters):
    letter = letters.draft()
    with scope(tenant=letters.scene.tenant.pk), pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=letter.pk).update(approved_at=IN_TIME, approved_by=letters.inspection.account)


@pytest.mark.clause("HY-B.I.4.1b-1")
def test_a_letter_to_a_tenant_below_arrives_sealed_and_is_matched_by_a_person(letters):
    above, below = letters.scene, make_scene()
    TenantLinkFactory(superior=above.tenant, subordinate=below.tenant)
    letter = letters.sent(subject_id=None, receiver_id=below.tenant.pk, subject_name="Ma Văn Hòa", is_central=True)

    with scope(tenant=below.tenant.pk):
        arrived = Suggestion.objects.get()
        assert (arrived.state, arrived.is_central, arrived.points.count()) == ("arrived", True, 2)
        assert points_of(below.review.subject) == []
        common = {"suggestion_id": arrived.pk, "subject_id": below.review.subject_id, "at": IN_TIME}
        with pytest.raises(PermissionDenied):
            match_suggestion(**common, actor=actor_for(below.tenant, Role.HEAD))
        match_suggestion(**common, actor=below.office)
        assert len(points_of(below.review.subject)) == 2
        with pytest.raises(Refused, match="đã được tiếp nhận"):
            match_suggestion(**common, actor=below.office)
    with scope(tenant=above.tenant.pk):
        assert Envelope.objects.get().state == "received"
        assert letter.state == "sent"


def test_a_letter_is_refused_where_the_tenant_below_has_no_open_year(letters):
    below = make_scene()
    TenantLinkFactory(superior=letters.scene.tenant, subordinate=below.tenant)
    with scope(tenant=below.tenant.pk):
        type(below.cycle).objects.update(state="closed")

    with pytest.raises(Refused, match="chưa có đợt kiểm điểm"):
        letters.sent(subject_id=None, receiver_id=below.tenant.pk, subject_name="Ma Văn Hòa")
