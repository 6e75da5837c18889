"""Following a plan: progress, checks, days, reminders, and what next year's form makes of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from orgchart.access import load_actor
from orgchart.errors import Conflict, InvalidInput, Refused
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import Cycle, Nudge, RemediationEntry, Review, Shortcoming, ShortcomingReport
from reviews.queries.concluded import earlier_shortcomings
from reviews.remediation_work import remediation_work
from reviews.services import reminders
from reviews.services.remediation_progress import EntryInput, check_remedy, report_progress
from reviews.services.transitions import finalise_review
from reviews.services.writing import save_shortcoming
from tests.factories.erasures import ErasureFactory
from tests.factories.orgchart import NOON
from tests.factories.reviews import CycleFactory, PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.remediation.conftest import DUE

DONE = EntryInput(status="fixed", text="Đã báo cáo đúng hạn cả ba tháng.")


@pytest.fixture
def item(remedy):
    return remedy.item(remedy.approved())


def fresh(remedy, item):
    return remedy.scene.fresh(item)


@pytest.mark.clause("NA-2-2")
def test_called_done_is_done_only_after_the_check(remedy, item):
    remedy.call(report_progress, item_id=item.pk, entry=DONE)
    assert (fresh(remedy, item).status, fresh(remedy, item).awaits_check) == ("fixing", True)

    found = EntryInput(status="fixed", text="Đã kiểm tra sổ giao ban, đúng như báo cáo.")
    remedy.call(check_remedy, item_id=item.pk, entry=found, actor=remedy.follower)

    assert (fresh(remedy, item).status, fresh(remedy, item).awaits_check) == ("fixed", False)
    assert fresh(remedy, item).result == found.text
    with pytest.raises(Refused, match="khắc phục xong"):
        remedy.call(report_progress, item_id=item.pk, entry=DONE)


@pytest.mark.clause("NA-2-2")
def test_only_the_follower_checks(remedy, item):
    for wrong in (remedy.scene.author, remedy.scene.office, remedy.approver):
        with pytest.raises(PermissionDenied):
            remedy.call(check_remedy, item_id=item.pk, entry=DONE, actor=wrong)


def test_what_is_not_done_says_why(remedy, item):
    with pytest.raises(InvalidInput) as refusal:
        remedy.call(report_progress, item_id=item.pk, entry=EntryInput(status="not_fixed", text="Chưa làm."))

    assert set(refusal.value.errors) == {"reason"}


def test_follower_moves_the_day_forward_and_the_old_one_stays(remedy, item):
    early = EntryInput(status="fixing", text="Mới xong một nửa.", new_due_on=DUE)
    with pytest.raises(InvalidInput) as refusal:
        remedy.call(check_remedy, item_id=item.pk, entry=early, actor=remedy.follower)
    assert set(refusal.value.errors) == {"new_due_on"}

    later = EntryInput(status="fixing", text="Mới xong một nửa.", new_due_on=date(2025, 6, 30))
    remedy.call(check_remedy, item_id=item.pk, entry=later, actor=remedy.follower)

    assert (fresh(remedy, item).due_on, fresh(remedy, item).last_day) == (DUE, date(2025, 6, 30))


def test_entries_wait_for_the_approval(remedy):
    item = remedy.item(remedy.filled())

    with pytest.raises(Refused, match="được duyệt"):
        remedy.call(report_progress, item_id=item.pk, entry=DONE)


def test_entries_can_not_be_changed_afterwards(remedy, item):
    entry = remedy.call(report_progress, item_id=item.pk, entry=DONE)

    with scope(tenant=remedy.scene.tenant.pk), pytest.raises(DatabaseError), transaction.atomic():
        RemediationEntry.objects.filter(pk=entry.pk).update(text="Khác.")


def test_texts_of_entries_change_while_an_erasure_is_carried_out(remedy, item):
    entry = remedy.call(report_progress, item_id=item.pk, entry=DONE)
    with scope(tenant=remedy.scene.tenant.pk):
        row = RemediationEntry.objects.filter(pk=entry.pk)

        ErasureFactory()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.update(text="Việc ở đơn vị khác.")

        erasure = ErasureFactory(tenant=remedy.scene.tenant)
        row.update(text="Người số 7 đã báo cáo.", reason="Người số 7")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.update(text="Khác.", status="fixing")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.delete()

        erasure.state, erasure.emptied_at, erasure.finished_at = "done", NOON, NOON
        erasure.save()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.update(text="Muộn.")


@pytest.mark.clause("NA-2-2")
def test_those_in_charge_and_the_follower_are_reminded_before_and_after_the_day(remedy, item):
    people = {"Khắc phục hạn chế": remedy.scene.author, "Kiểm tra việc khắc phục": remedy.follower}
    with scope(tenant=remedy.scene.tenant.pk):
        Cycle.objects.update(state="closed")
        for day in (DUE - timedelta(days=3), DUE + timedelta(days=1)):
            reminders.remind(day=day, at=NOON)
            for words, actor in people.items():
                told = Nudge.objects.get(day=day, account=actor.account, what__startswith=words)
                assert told.url.endswith(f"/khac-phuc/muc/{item.pk}/")
                assert told.kind == ("ahead" if day < DUE else "late")
    remedy.call(check_remedy, item_id=item.pk, entry=DONE, actor=remedy.follower)
    with scope(tenant=remedy.scene.tenant.pk):
        reminders.remind(day=DUE + timedelta(days=2), at=NOON)
        assert not Nudge.objects.filter(day=DUE + timedelta(days=2)).exists()


def test_open_remedies_are_reminded_of_after_the_year_is_closed(remedy, item):
    with scope(tenant=remedy.scene.tenant.pk):
        Cycle.objects.update(state="closed")
    noon = NOON.replace(year=2025, month=3, day=26)

    assert reminders.remind_all(at=noon) == 1
    remedy.call(check_remedy, item_id=item.pk, entry=DONE, actor=remedy.follower)
    assert reminders.remind_all(at=noon) == 0


def test_tasks_stand_in_my_work_until_the_plan_is_handed_in(remedy):
    plan = remedy.begun()
    with scope(tenant=remedy.scene.tenant.pk):
        author = load_actor(remedy.scene.author.account, remedy.scene.tenant.pk)
        [task] = list(counted(remediation_work(author, NOON.date())))

    assert (task.what, task.due) == ("Lập kế hoạch khắc phục hạn chế, khuyết điểm của bản thân", plan.due_on)


@pytest.fixture
def next_year(remedy, item):
    """The text of the year after, in which the shortcoming has to be reported on."""
    scene = remedy.scene
    cycle = CycleFactory(tenant=scene.tenant, year=2025, rating_date=date(2025, 11, 30))
    subject = SubjectFactory(tenant=scene.tenant, cycle=cycle, person=scene.head, unit=scene.collective.organization)
    PlaceFactory(subject=subject, collective=scene.collective)
    review: Review = ReviewFactory(subject=subject)
    return review


@pytest.mark.clause("NA-2-2", "HY-M02-9", "NA-1-3")
def test_next_years_form_begins_with_what_the_plan_says(remedy, item, next_year):
    late = EntryInput(status="not_fixed", text="Mới thay cán bộ.", reason="Thiếu người.")
    remedy.call(report_progress, item_id=item.pk, entry=late)

    with scope(tenant=remedy.scene.tenant.pk):
        [line] = earlier_shortcomings(next_year)
    assert line.shortcoming.pk == remedy.shortcoming.pk
    assert line.report.status == "not_fixed"
    assert line.report.progress == "Mới thay cán bộ.\nKhó khăn, nguyên nhân: Thiếu người."
    assert line.report.responsible == f"Đồng chí {remedy.scene.head.full_name}"

    remedy.call(
        save_shortcoming,
        review_id=next_year.pk,
        shortcoming_id=remedy.shortcoming.pk,
        version=0,
        progress="Đã có người.",
    )
    with scope(tenant=remedy.scene.tenant.pk):
        row = ShortcomingReport.objects.get(review=next_year)
    assert (row.status, row.progress) == ("not_fixed", "Đã có người.")


def test_every_field_may_be_changed_from_what_the_plan_says_and_a_second_writer_is_told(remedy, item, next_year):
    late = EntryInput(status="not_fixed", text="Mới thay cán bộ.", reason="Thiếu người.")
    remedy.call(report_progress, item_id=item.pk, entry=late)
    line = {"review_id": next_year.pk, "shortcoming_id": remedy.shortcoming.pk, "version": 0}

    remedy.call(save_shortcoming, **line, progress="Đã có người.")
    remedy.call(save_shortcoming, **line, responsible="Đồng chí Trưởng phòng")

    with pytest.raises(Conflict):
        remedy.call(save_shortcoming, **line, progress="Vẫn thiếu người.")
    with scope(tenant=remedy.scene.tenant.pk):
        row = ShortcomingReport.objects.get(review=next_year)
    assert (row.progress, row.responsible) == ("Đã có người.", "Đồng chí Trưởng phòng")


def test_form_without_a_report_in_the_plan_begins_empty(remedy, item, next_year):
    with scope(tenant=remedy.scene.tenant.pk):
        [line] = earlier_shortcomings(next_year)

    assert (line.report.status, line.report.progress) == ("", "")


def test_what_the_plan_calls_fixed_is_over_with_the_final_text(remedy, item, next_year):
    remedy.call(check_remedy, item_id=item.pk, entry=DONE, actor=remedy.follower)
    remedy.scene.review = next_year
    remedy.scene.confer(next_year)

    remedy.call(finalise_review, review_id=next_year.pk, self_level="HTT")

    with scope(tenant=remedy.scene.tenant.pk):
        assert not Shortcoming.objects.get(pk=remedy.shortcoming.pk).is_open
        assert ShortcomingReport.objects.get(review=next_year).status == "fixed"
