"""Reservations and complaints: receipt, day of the answer, level in force, an answer in writing, the way upward."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.models import PrintedDocument
from dossiers.services.gathering import gather
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.tenancy import scope
from orgchart.work import counted
from ratings.models import Complaint, Reconsideration
from ratings.services.complaints import Answer, answer_complaint, hand_in
from ratings.services.decisions import Signer
from ratings.work import rating_work
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for

LATER = NOON + timedelta(days=10)


@pytest.fixture
def leader(town):
    """Rated HTT and not content with it."""
    subject = town.leader("Lê Thị Phó")
    town.prepare()
    town.appraise(subject)
    board = town.board(subject)
    town.vote(board, {subject: 5}, {subject: 0})
    town.decide(board)
    return subject


def send(town, subject, *, kind="complaint", points=("Chưa tính kết quả quý IV.",), actor=None, **more):
    """Hand in, as the person unless said otherwise."""
    with scope(tenant=town.tenant.pk):
        return hand_in(
            case_id=town.case(subject).pk, kind=kind, points=points,
            actor=actor or actor_for(town.tenant, person=subject.person), at=NOON, **more,
        )  # fmt: skip


def reply(town, complaint, *, outcome="keep", actor=None, conclusions=None, at=LATER, **more):
    """Answer every point."""
    given = {
        "conclusions": conclusions or {1: "Đã tính đủ.", 2: "Không có căn cứ."}, "outcome": outcome,
        "answered_on": date(2024, 11, 12), "signer": Signer("Ma Đình Quang", "Bí thư"),
    }  # fmt: skip
    with scope(tenant=town.tenant.pk):
        return answer_complaint(
            complaint_id=complaint.pk, answer=Answer(**given | more), actor=actor or town.office, at=at
        )


@pytest.mark.clause("CC-III.6-3", "CC-III.6-2")
def test_a_complaint_has_number_date_and_day_of_the_answer_and_the_level_stays(town, leader):
    """I25: while the complaint is pending, HTT stays in force."""
    complaint = send(town, leader, points=["Điểm một", " ", "Điểm hai"])

    assert (complaint.number, complaint.received_at, complaint.due_on) == (1, NOON, date(2024, 12, 4))
    assert (complaint.level, complaint.decision_code) == ("HTT", "01-QĐ/ĐU")
    assert complaint.deciding_body == "Ban Thường vụ Đảng ủy"
    with scope(tenant=town.tenant.pk):
        assert list(complaint.points.order_by("position").values_list("text", flat=True)) == ["Điểm một", "Điểm hai"]
        waiting = [one for one in counted(rating_work(town.head, date(2024, 11, 5))) if "Trả lời đơn" in one.what]
    assert (town.case(leader).state, town.case(leader).level) == ("decided", "HTT")
    assert [(one.what, one.due) for one in waiting] == [("Trả lời đơn số 1: Lê Thị Phó", date(2024, 12, 4))]
    with pytest.raises(Refused, match="chưa được trả lời"):
        send(town, leader)


@pytest.mark.clause("CC-III.6-1")
def test_a_reservation_is_kept_with_the_result_and_goes_to_the_direct_superior(town, leader):
    superior = TenantFactory(slug="huyen", name="Đảng bộ huyện")
    TenantLinkFactory(subordinate=town.tenant, superior=superior)

    reservation = send(town, leader, kind="reservation")

    with scope(tenant=superior.pk):
        arrived = Envelope.objects.get(kind="complaint", box="in")
    assert (reservation.due_on, reservation.sent_key) == (None, arrived.key)
    assert arrived.content["points"] == [{"text": "Chưa tính kết quả quý IV.", "conclusion": ""}]
    with pytest.raises(Refused, match="không phải trả lời"):
        reply(town, reservation)
    complaint = send(town, leader)
    reply(town, complaint)
    with scope(tenant=superior.pk):
        newest = Envelope.objects.filter(kind="complaint", box="in").latest("pk")
        states = list(Envelope.objects.filter(box="in").order_by("pk").values_list("state", flat=True))
    assert newest.content["answer"] == "01-CV/ĐU"
    assert states == ["sent", "superseded", "sent"]


@pytest.mark.clause("CC-III.6-3", "CC-III.6-4")
def test_an_answer_concludes_on_every_point_and_is_printed(town, leader):
    complaint = send(town, leader, points=["Điểm một", "Điểm hai"])

    with pytest.raises(InvalidInput) as caught:
        reply(
            town, complaint, conclusions={1: "Đã tính đủ."}, outcome="", answered_on=date(2024, 11, 1),
            signer=Signer("", ""),
        )  # fmt: skip
    with pytest.raises(InvalidInput, match="tương lai"):
        reply(town, complaint, answered_on=date(2025, 1, 1))
    answered = reply(town, complaint)

    assert set(caught.value.errors) == {"conclusion_2", "outcome", "signer_name", "answered_on"}
    assert (answered.state, answered.answer_code) == ("answered", "01-CV/ĐU")
    with scope(tenant=town.tenant.pk):
        paper = gather(PrintedDocument.objects.get(kind=DocumentKind.COMPLAINT_ANSWER))
    assert [(one.text, one.conclusion) for one in paper.points] == [
        ("Điểm một", "Đã tính đủ."), ("Điểm hai", "Không có căn cứ."),
    ]  # fmt: skip
    assert paper.addressee == "đồng chí Lê Thị Phó"
    with pytest.raises(Refused, match="đã trả lời"):
        reply(town, complaint)


@pytest.mark.clause("CC-III.6-4", "CC-III.5-4")
def test_an_answer_may_open_a_reconsideration_of_the_level(town, leader):
    complaint = send(town, leader)

    answered = reply(town, complaint, outcome="rerate")

    with scope(tenant=town.tenant.pk):
        found = Reconsideration.objects.get()
    assert (answered.reconsideration_id, found.ground, found.state) == (found.pk, "complaint", "open")
    assert "01-CV/ĐU" in found.facts
    assert town.case(leader).level == "HTT"


def test_only_the_person_hands_in_and_only_the_deciding_side_answers(town, leader):
    stranger = actor_for(town.tenant)
    board = actor_for(town.tenant, Role.ORGANISATION_BOARD)

    with pytest.raises(NotVisible):
        send(town, leader, actor=stranger)
    with pytest.raises(PermissionDenied):
        send(town, leader, actor=board, on_paper=True)
    with pytest.raises(PermissionDenied):
        send(town, leader, actor=town.office)
    paper = send(town, leader, actor=town.office, on_paper=True)
    with pytest.raises(PermissionDenied):
        reply(town, paper, actor=board)
    with pytest.raises(NotVisible):
        reply(town, Complaint(pk=0))
    with pytest.raises(InvalidInput):
        send(town, leader, kind="reservation", points=[" "])

    assert paper.on_paper
    with scope(tenant=town.tenant.pk):
        assert Complaint.objects.count() == 1


@pytest.mark.clause("CC-III.6-1", "CC-III.6-2", "CC-III.6-4")
def test_the_person_sends_from_the_own_result_and_reads_the_answer(town, leader, client):
    client.force_login(actor_for(town.tenant, person=leader.person).account)
    place = [town.tenant.slug, town.cycle.year]
    page = reverse("ratings:my_result", args=place)

    empty = client.post(reverse("ratings:complain", args=[*place, town.case(leader).pk]), {"kind": "complaint"})
    sent = client.post(
        reverse("ratings:complain", args=[*place, town.case(leader).pk]),
        {"kind": "complaint", "point_1": "Chưa tính kết quả quý IV."},
        follow=True,
    )
    with scope(tenant=town.tenant.pk):
        complaint = Complaint.objects.get()
    before = client.get(page).content.decode()
    day_after = complaint.received_at + timedelta(days=1)
    reply(town, complaint, at=day_after, answered_on=day_after.date())
    after = client.get(page).content.decode()
    shown = client.get(reverse("ratings:complaint", args=[*place, complaint.pk])).content.decode()

    assert empty.status_code == 422
    assert "số 1 ngày" in sent.content.decode()
    assert "trả lời chậm nhất ngày" in before
    assert "văn bản số 01-CV/ĐU" in after
    assert "Đã tính đủ." in shown
    assert "mức xếp loại đã quyết định vẫn có hiệu lực" in after
    other = actor_for(town.tenant, person=town.leader("Hoàng Văn Khác").person)
    client.force_login(other.account)
    assert client.get(reverse("ratings:complaint", args=[*place, complaint.pk])).status_code == 404
