"""Concurrent posts without full-time duties: a report to both workplaces, receipts, and the comment for the rating."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.models import AuditRecord, Post
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import ConcurrentDuty, Place, Subject
from reviews.queries import concurrent_duties as found
from reviews.services import concurrent_duties as duties
from reviews.services.subjects import generate_subjects
from reviews.work import writing_work
from tests.factories.orgchart import NOON, actor_for
from tests.factories.ratings import RatingCaseFactory

TODAY = NOON.date()


@dataclass
class Fund:
    """The vice chair who also heads a fund, the fund's deputy in charge, and the head of the main workplace."""

    duty: ConcurrentDuty
    holder: Actor
    chair: Actor
    keeper: Actor
    stranger: Actor


@pytest.fixture
def fund(commune: Any) -> Any:
    """P12 of the worked examples, with the list of subjects made from the chart."""
    committee = commune.organization("UBND thị trấn", OrganizationKind.PEOPLES_COMMITTEE)
    leaders = commune.collective(CollectiveKind.GOVERNMENT_LEADERSHIP, committee)
    chair = commune.holder("Ma Văn Chủ", leaders, rank=20)
    vice = commune.holder("Hoàng Thị Phó", leaders, role=PostRole.DEPUTY, rank=25)
    commune.holder("Lê Văn Ba", leaders, role=PostRole.MEMBER, rank=30)
    unit = commune.organization("Quỹ Đất", OrganizationKind.PUBLIC_UNIT)
    body = commune.collective(CollectiveKind.UNIT_LEADERSHIP, unit)
    commune.holder("", body, role=PostRole.DEPUTY, rank=60, person=vice, is_full_time=False, working_share=10)
    keeper = commune.holder("Trần Văn Quỹ", body, rank=55)
    cycle = commune.cycle()
    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)
        duty = ConcurrentDuty.objects.get()
        yield Fund(
            duty, actor_for(commune.tenant, person=vice), actor_for(commune.tenant, person=chair),
            actor_for(commune.tenant, person=keeper), actor_for(commune.tenant),
        )  # fmt: skip


def sent(fund: Fund) -> ConcurrentDuty:
    return duties.send_report(duty_id=fund.duty.pk, text="Đã thu đủ quỹ.", actor=fund.holder, at=NOON)


@pytest.mark.clause("CC-II.2.2-7")
def test_a_concurrent_post_brings_a_report_instead_of_a_place_and_both_workplaces_receive_it(fund):
    assert fund.duty.beside.name == "Quỹ Đất"
    assert fund.duty.main.name == "UBND thị trấn"
    assert not Place.objects.filter(subject=fund.duty.subject, collective__organization=fund.duty.beside).exists()

    sent(fund)
    duties.receive_report(duty_id=fund.duty.pk, actor=fund.chair, at=NOON)
    half = ConcurrentDuty.objects.get()
    duties.receive_report(duty_id=fund.duty.pk, actor=fund.keeper, at=NOON)

    whole = ConcurrentDuty.objects.get()
    assert (half.main_received_by, half.beside_received_by) == (fund.chair.account, None)
    assert (whole.main_received_by, whole.beside_received_by) == (fund.chair.account, fund.keeper.account)
    assert AuditRecord.objects.filter(action="receive_duty_report").count() == 2


def test_making_the_list_again_asks_for_no_second_report_and_an_ended_post_for_none(commune, fund):
    generate_subjects(cycle_id=fund.duty.subject.cycle_id, actor=commune.office, at=NOON)
    assert ConcurrentDuty.objects.count() == 1

    Post.objects.filter(pk=fund.duty.post_id).update(ended_on="2024-06-30")
    generate_subjects(cycle_id=fund.duty.subject.cycle_id, actor=commune.office, at=NOON)

    assert not ConcurrentDuty.objects.exists()


@pytest.mark.clause("CC-II.2.2-8")
def test_the_comment_is_missing_at_the_rating_until_it_comes(client, commune, fund):
    case = RatingCaseFactory(subject=fund.duty.subject, state="self_rated", self_level="HTT")
    client.force_login(actor_for(commune.tenant, Role.OFFICE).account)
    address = reverse("ratings:appraise", args=[commune.tenant.slug, 2024, case.pk])
    sent(fund)

    before = client.get(address).content.decode()
    duties.comment_on_duty(duty_id=fund.duty.pk, comment="Điều hành quỹ tốt.", actor=fund.keeper, at=NOON)
    after = client.get(address).content.decode()

    assert "Còn thiếu nhận xét" in before
    assert "Còn thiếu nhận xét" not in after
    assert "Điều hành quỹ tốt." in after


@pytest.mark.clause("CC-II.2.2-8")
def test_going_ahead_without_the_comment_needs_a_reason_that_stays(commune, fund):
    with pytest.raises(InvalidInput):
        duties.go_ahead(duty_id=fund.duty.pk, reason=" ", actor=commune.office, at=NOON)
    assert list(found.missing_comments([fund.duty.subject_id])) == [fund.duty]

    duties.go_ahead(duty_id=fund.duty.pk, reason="Quỹ đã giải thể tháng 11", actor=commune.office, at=NOON)

    assert not found.missing_comments([fund.duty.subject_id]).exists()
    assert found.comments_on(fund.duty.subject_id).get().waived_reason == "Quỹ đã giải thể tháng 11"


def test_nobody_comments_on_themselves_and_strangers_see_nothing(fund):
    sent(fund)

    with pytest.raises(PermissionDenied):
        duties.comment_on_duty(duty_id=fund.duty.pk, comment="Tốt.", actor=fund.holder, at=NOON)
    with pytest.raises(PermissionDenied):
        duties.comment_on_duty(duty_id=fund.duty.pk, comment="Tốt.", actor=fund.chair, at=NOON)
    with pytest.raises(NotVisible):
        duties.receive_report(duty_id=fund.duty.pk, actor=fund.stranger, at=NOON)


def test_what_is_not_sent_is_seen_by_its_writer_and_the_office_only(commune, fund):
    cycle = fund.duty.subject.cycle

    seen = {who: found.duties_for(who, cycle, TODAY).exists() for who in (fund.holder, commune.office, fund.keeper)}

    assert seen == {fund.holder: True, commune.office: True, fund.keeper: False}
    with pytest.raises(NotVisible):
        duties.receive_report(duty_id=fund.duty.pk, actor=fund.keeper, at=NOON)


def test_a_received_report_is_not_exchanged(fund):
    sent(fund)
    duties.receive_report(duty_id=fund.duty.pk, actor=fund.keeper, at=NOON)

    with pytest.raises(Refused, match="tiếp nhận"):
        duties.send_report(duty_id=fund.duty.pk, text="Bản khác.", actor=fund.holder, at=NOON)


def test_page_sends_receives_and_keeps_what_was_typed(client, commune, fund):
    client.force_login(fund.holder.account)
    address = reverse("reviews:duty", args=[commune.tenant.slug, 2024, fund.duty.pk])

    refused = client.post(address, {"buoc": "gui", "text": " "})
    done = client.post(address, {"buoc": "gui", "text": "Đã thu đủ quỹ."})
    page = client.get(address).content.decode()

    assert refused.status_code == 422
    assert done.status_code == 302
    assert "đã gửi báo cáo" in page
    assert "Xác nhận đã nhận" not in page
    assert Subject.objects.filter(concurrent_duties__sent_at__isnull=False).exists()


def test_work_names_what_waits_for_whom(fund):
    def waits(actor: Actor) -> bool:
        return any("kiêm nhiệm" in item.what for item in counted(writing_work(actor, TODAY)))

    assert waits(fund.holder)
    assert not waits(fund.keeper)
    sent(fund)
    assert not waits(fund.holder)
    assert waits(fund.keeper)
