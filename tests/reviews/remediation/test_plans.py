"""Remediation plans: begun after review and rating, complete before they are handed in, approved by another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews.models import FormLine, RemediationItem, RemediationPlan, Shortcoming
from reviews.queries import remediation as found
from reviews.services import remediation
from reviews.services.remediation import ItemInput
from reviews.states import RemediationState
from tests.factories.orgchart import NOON, PersonFactory, actor_for
from tests.reviews.remediation.conftest import DUE, FILLED
from tests.reviews.writing.scene import shortcoming_of


@pytest.mark.clause("NA-2-1")
def test_plan_is_due_so_many_days_after_and_holds_each_shortcoming(remedy):
    with scope(tenant=remedy.scene.tenant.pk):
        second = shortcoming_of(remedy.scene, year=2024, text="Họp còn dài.")
        shortcoming_of(remedy.scene, year=2024, text="Đã xong.", is_open=False)

    plan = remedy.begun()

    with scope(tenant=remedy.scene.tenant.pk):
        assert plan.due_on == NOON.date() + timedelta(days=15)
        assert plan.state == RemediationState.DRAFT
        assert plan.follower_id == remedy.follower.person_id
        held = RemediationItem.objects.filter(plan=plan).values_list("shortcoming", flat=True)
        assert set(held) == {remedy.shortcoming.pk, second.pk}


def test_plan_takes_over_what_the_final_text_says(remedy):
    with scope(tenant=remedy.scene.tenant.pk):
        values = {"measure": "Cử người theo dõi riêng.", "owner": "Đồng chí Lý Thị Én", "due": "2025-02-15"}
        FormLine(
            tenant=remedy.scene.tenant, review=remedy.scene.review, kind="remedy",
            reference=f"s{remedy.shortcoming.pk}", values=values,
        ).save()  # fmt: skip
    item = remedy.item(remedy.begun())

    assert (item.solution, item.due_on.isoformat()) == ("Cử người theo dõi riêng.", "2025-02-15")
    assert item.in_charge_id == remedy.scene.member.pk


def test_plan_is_not_begun_before_the_review_is_over(remedy):
    with scope(tenant=remedy.scene.tenant.pk):
        remedy.scene.review.state = "draft"
        remedy.scene.review.save()

    with pytest.raises(Refused, match="chưa kiểm điểm xong"):
        remedy.begun()


def test_beginning_twice_changes_nothing(remedy):
    plan = remedy.filled()

    with pytest.raises(Refused):
        remedy.begun()

    assert remedy.item(plan).solution == FILLED.solution


@pytest.mark.clause("NA-2-1", "HY-A.1-1")
@pytest.mark.parametrize("without", ["solution", "in_charge", "due_on", "expected"])
def test_plan_with_a_place_left_empty_is_not_handed_in(remedy, without):
    plan = remedy.begun()
    complete = {**FILLED.__dict__, "in_charge": remedy.scene.head.pk}
    typed = ItemInput(**{**complete, without: "" if isinstance(complete[without], str) else None})
    remedy.call(remediation.save_plan, plan_id=plan.pk, items={remedy.item(plan).pk: typed})

    with pytest.raises(Refused) as refusal:
        remedy.call(remediation.submit_plan, plan_id=plan.pk)

    assert len(refusal.value.reasons) == 1
    with scope(tenant=remedy.scene.tenant.pk):
        assert [one.anchor for one in found.missing_in(plan)] == [f"id_{remedy.item(plan).anchor}-{without}"]
        assert remedy.scene.fresh(plan).state == RemediationState.DRAFT


@pytest.mark.clause("NA-2-1")
def test_plan_is_approved_by_the_body_of_the_set_and_by_another(remedy):
    plan = remedy.filled()
    remedy.call(remediation.submit_plan, plan_id=plan.pk)
    chosen = {"follower_id": remedy.follower.person_id}
    board = actor_for(remedy.scene.tenant, Role.ORGANISATION_BOARD)
    own = actor_for(remedy.scene.tenant, Role.HEAD, person=remedy.scene.head)

    for wrong in (board, own):
        with pytest.raises(PermissionDenied):
            remedy.call(remediation.approve_plan, plan_id=plan.pk, actor=wrong, **chosen)
    approved = remedy.call(remediation.approve_plan, plan_id=plan.pk, actor=remedy.approver, **chosen)

    assert approved.state == RemediationState.APPROVED
    assert approved.follower_id == remedy.follower.person_id


def test_whoever_hands_a_plan_in_does_not_approve_it(remedy):
    both = actor_for(remedy.scene.tenant, Role.OFFICE, Role.STANDING_COMMITTEE)
    plan = remedy.filled()
    remedy.call(remediation.submit_plan, plan_id=plan.pk, actor=both)

    with pytest.raises(Refused, match="không tự duyệt"):
        remedy.call(remediation.approve_plan, plan_id=plan.pk, actor=both, follower_id=remedy.follower.person_id)
    with scope(tenant=remedy.scene.tenant.pk), pytest.raises(IntegrityError):
        RemediationPlan.objects.filter(pk=plan.pk).update(
            state="approved", approved_at=NOON, approved_by=both.account, follower=remedy.follower.person_id
        )


@pytest.mark.clause("NA-2-2")
def test_plan_is_not_in_force_without_a_follower_who_is_another(remedy):
    plan = remedy.filled()
    remedy.call(remediation.submit_plan, plan_id=plan.pk)

    for wrong in (None, remedy.scene.head.pk):
        with pytest.raises(InvalidInput) as refusal:
            remedy.call(remediation.approve_plan, plan_id=plan.pk, actor=remedy.approver, follower_id=wrong)
        assert "follower" in refusal.value.errors


def test_plan_is_given_back_with_a_reason_and_written_again(remedy):
    plan = remedy.filled()
    remedy.call(remediation.submit_plan, plan_id=plan.pk)
    with pytest.raises(Refused):
        remedy.call(remediation.save_plan, plan_id=plan.pk, items={})

    with pytest.raises(InvalidInput):
        remedy.call(remediation.reopen_plan, plan_id=plan.pk, reason=" ", actor=remedy.approver)
    remedy.call(remediation.reopen_plan, plan_id=plan.pk, reason="Ghi rõ số liệu.", actor=remedy.approver)

    row = remedy.scene.fresh(plan)
    assert (row.state, row.returned_reason, row.submitted_by_id) == ("draft", "Ghi rõ số liệu.", None)


def test_later_shortcoming_opens_an_approved_plan_anew_and_keeps_what_it_holds(remedy):
    plan = remedy.approved()
    shortcoming_of(remedy.scene, year=2024, text="Họp còn dài.")
    asked = {"subject_ids": [plan.subject_id], "basis": "Quyết định số 01-QĐ/ĐU", "decided_on": NOON.date()}

    assert remedy.call(remediation.open_plans, **asked) == 1
    assert remedy.call(remediation.open_plans, **asked) == 0

    with scope(tenant=remedy.scene.tenant.pk):
        row = RemediationPlan.objects.get(pk=plan.pk)
        assert (row.state, row.basis, row.items.count()) == ("draft", "Quyết định số 01-QĐ/ĐU", 2)
        assert row.items.get(shortcoming=remedy.shortcoming).solution == FILLED.solution


def test_two_writers_do_not_overwrite_each_other(remedy):
    plan = remedy.filled()
    item = remedy.item(plan)

    typed = ItemInput(version=1, solution="Khác.", in_charge=remedy.scene.head.pk, due_on=DUE)

    with pytest.raises(Conflict) as conflict:
        remedy.call(remediation.save_plan, plan_id=plan.pk, items={item.pk: typed}, actor=remedy.scene.office)

    assert conflict.value.theirs == FILLED.solution
    assert remedy.item(plan).solution == FILLED.solution


def test_who_has_no_part_sees_no_plan_and_a_stranger_is_nobody_in_charge(remedy):
    plan = remedy.begun()
    item = remedy.item(plan)

    with pytest.raises(NotVisible):
        remedy.call(remediation.submit_plan, plan_id=plan.pk, actor=remedy.scene.outsider)
    typed = ItemInput(version=1, in_charge=PersonFactory(tenant=remedy.scene.tenant).pk)
    with pytest.raises(InvalidInput) as refusal:
        remedy.call(remediation.save_plan, plan_id=plan.pk, items={item.pk: typed})
    assert refusal.value.errors == {f"{item.anchor}-in_charge": "Chọn một đồng chí trong danh sách."}


def test_office_enters_for_the_person_and_the_record_says_so(remedy):
    plan = remedy.begun()
    typed = ItemInput(version=1, solution="Giao ban tuần.", in_charge=remedy.scene.head.pk)
    remedy.call(remediation.save_plan, plan_id=plan.pk, items={remedy.item(plan).pk: typed}, actor=remedy.scene.office)

    with scope(tenant=remedy.scene.tenant.pk):
        record = AuditRecord.objects.get(action="save_remediation")
        assert record.on_behalf_of == remedy.scene.review.subject.name


def test_shortcomings_of_the_body_give_the_body_a_plan(remedy):
    scene = remedy.scene
    shortcoming_of(scene, year=2024, text="Phân công chưa rõ.", collective=scene.collective)
    asked = {"basis": "Quyết định", "decided_on": NOON.date()}

    remedy.call(remediation.open_plans, subject_ids=[scene.report.subject_id], **asked)

    with scope(tenant=scene.tenant.pk):
        item = RemediationItem.objects.get(plan__subject=scene.report.subject_id)
        assert (item.shortcoming.text, item.in_charge_id) == ("Phân công chưa rõ.", scene.head.pk)
        assert Shortcoming.objects.count() == 2
