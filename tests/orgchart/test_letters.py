"""Letters written on the page: to whom they go, what they carry, how they are answered, replaced and settled."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import InvalidInput, NotVisible
from orgchart.kinds import Role
from orgchart.letter_work import letter_work
from orgchart.models import Envelope, EnvelopeBox
from orgchart.services.correspondence import write_letter
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from orgchart.work import counted
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return TenantLinkFactory()


def write(sender, receiver, kind, **more):
    with scope(tenant=sender.pk):
        given = {"title": "Văn bản", "text": " Nội dung. ", "actor": actor_for(sender, Role.OFFICE), "at": NOON} | more
        return write_letter(kind=kind, receiver_id=receiver.pk, **given)


def arrived(tenant) -> Envelope:
    with scope(tenant=tenant.pk):
        return Envelope.objects.filter(box=EnvelopeBox.IN).latest("pk")


def accept(tenant):
    letter = arrived(tenant)
    with scope(tenant=tenant.pk):
        settle_on_list(envelope_id=letter.pk, accepted=True, reason="", actor=actor_for(tenant, Role.OFFICE), at=NOON)
    return letter


def work_of(tenant):
    with scope(tenant=tenant.pk):
        return [item.what for item in counted(letter_work(actor_for(tenant, Role.OFFICE), NOON.date()))]


@pytest.mark.clause("HY-C.2-3", "GB-3.2-1")
def test_a_question_goes_up_is_answered_from_above_and_both_sides_see_the_chain(link):
    below, above = link.subordinate, link.superior
    question = write(below, above, "question")

    assert work_of(above) == ["Tiếp nhận văn bản đến"]
    answered = accept(above)
    write(above, below, "notice", reply_to=answered.key)

    assert arrived(below).reply_to == question.key
    assert question.content == {"text": "Nội dung."}
    assert work_of(above) == []


def test_an_order_waits_below_until_it_is_reported_on(link):
    below, above = link.subordinate, link.superior
    write(above, below, "order", details={"task": "rate_again", "due_on": date(2024, 11, 20)})

    order = accept(below)
    assert work_of(below) == ["Thực hiện và báo cáo yêu cầu của cấp trên"]
    write(below, above, "report", reply_to=order.key)

    assert work_of(below) == []
    assert arrived(above).reply_to == order.key
    assert order.content == {"text": "Nội dung.", "task": "rate_again", "due_on": "2024-11-20"}


@pytest.mark.parametrize(
    ("kind", "details", "fields"),
    [
        ("order", {}, {"task"}),
        ("warrant", {}, {"team", "year", "begins_on", "ends_on"}),
        ("warrant", {"team": "Đoàn 1", "year": 2024, "begins_on": date(2024, 12, 9), "ends_on": date(2024, 12, 1)},
         {"ends_on"}),
    ],
)  # fmt: skip
def test_an_order_and_a_warrant_say_all_that_they_need(link, kind, details, fields):
    with pytest.raises(InvalidInput) as refused:
        write(link.superior, link.subordinate, kind, details=details)

    assert set(refused.value.errors) == fields


def test_letters_go_only_where_they_may_and_only_by_those_who_may(link):
    below, above = link.subordinate, link.superior
    with pytest.raises(InvalidInput, match="nơi nhận"):
        write(below, above, "notice")
    with pytest.raises(InvalidInput, match="nơi nhận"):
        write(below, TenantFactory(), "question")
    with pytest.raises(InvalidInput, match="Chọn loại"):
        write(below, above, "decision")
    with pytest.raises(PermissionDenied):
        write(below, above, "question", actor=actor_for(below, Role.STANDING_COMMITTEE))
    with pytest.raises(NotVisible):
        write(below, above, "question", reply_to="00000000-0000-0000-0000-000000000001")


def test_the_page_of_a_letter_offers_what_can_be_done_with_it(link, client):
    below, above = link.subordinate, link.superior
    sent = write(below, above, "question")
    office = actor_for(below, Role.OFFICE)
    client.force_login(office.account, backend=settings.AUTHENTICATION_BACKENDS[0])

    page = client.get(reverse("orgchart:envelope", args=[below.slug, sent.pk])).content.decode()
    assert "Gửi bản thay thế" in page
    assert "Tiếp nhận văn bản" not in page
    address = reverse("orgchart:write_letter", args=[below.slug, "question"]) + f"?thay-the={sent.pk}"
    assert "Nội dung." in client.get(address).content.decode()
    client.post(address, {"receiver": above.pk, "title": "Văn bản", "text": "Bản sửa."})

    assert arrived(above).replaces == sent.key
    client.force_login(actor_for(above, Role.OFFICE).account, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(reverse("orgchart:envelope", args=[above.slug, arrived(above).pk])).content.decode()
    assert "Tiếp nhận văn bản" in page
    assert "Thay thế văn bản" in page
    refused = client.post(
        reverse("orgchart:settle_envelope", args=[above.slug, arrived(above).pk]), {"action": "return", "reason": " "}
    )
    assert refused.status_code == 422
    assert "Ghi rõ lý do" in refused.content.decode()
