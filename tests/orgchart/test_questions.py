"""A question about a clause: asked, answered or sent further up, and kept with the clause on every floor."""

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.models import Envelope, EnvelopeBox
from orgchart.queries.questions import questions_about
from orgchart.services.correspondence import write_letter
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.reviews import CycleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HY-C.2-3", "GB-3.2-1")]
CLAUSE = "HY-B.II.1.4-4"


@pytest.fixture
def chain():
    """A unit, its committee, and the committee above that."""
    ward, district, unit = TenantFactory(), TenantFactory(), TenantFactory()
    TenantLinkFactory(superior=ward, subordinate=unit)
    TenantLinkFactory(superior=district, subordinate=ward)
    return unit, ward, district


def write(sender, receiver, kind, **more):
    with scope(tenant=sender.pk):
        given = {"title": "Về tỉ lệ 20%", "text": "Tính thế nào khi lẻ?", "actor": actor_for(sender, Role.OFFICE)}
        return write_letter(kind=kind, receiver_id=receiver.pk, at=NOON, **given | more)


def take_in(tenant):
    """The newest letter that arrived is taken in."""
    with scope(tenant=tenant.pk):
        row = Envelope.objects.filter(box=EnvelopeBox.IN).latest("pk")
        settle_on_list(envelope_id=row.pk, accepted=True, reason="", actor=actor_for(tenant, Role.OFFICE), at=NOON)
        return row


def asked_at(tenant):
    """What is kept with the clause there."""
    with scope(tenant=tenant.pk):
        return questions_about([CLAUSE]).get(CLAUSE, [])


def test_answer_stands_with_the_clause_on_both_sides_and_says_that_it_has_to_change(chain):
    unit, ward, _ = chain
    write(unit, ward, "question", details={"clause": CLAUSE})
    question = take_in(ward)
    assert [one.envelope.key for one in asked_at(ward)] == [question.key]
    assert asked_at(ward)[0].answers == []

    write(ward, unit, "notice", text="Làm tròn xuống.", reply_to=question.key, details={"needs_amendment": True})

    for tenant in (unit, ward):
        (one,) = asked_at(tenant)
        assert [answer.content["text"] for answer in one.answers] == ["Làm tròn xuống."]
        assert one.needs_amendment


def test_question_goes_further_up_and_the_answer_travels_back_by_itself(chain):
    unit, ward, district = chain
    write(unit, ward, "question", details={"clause": CLAUSE})
    first = take_in(ward)
    write(ward, district, "question", details={"clause": CLAUSE, "forwards": first.key})
    passed_on = take_in(district)
    write(district, ward, "notice", text="Theo mục 1.4.", reply_to=passed_on.key)

    take_in(ward)

    (one,) = asked_at(unit)
    assert [answer.content["text"] for answer in one.answers] == ["Theo mục 1.4."]


def test_ordinary_notice_that_is_taken_in_sends_nothing(chain):
    unit, ward, _ = chain
    write(ward, unit, "notice")

    take_in(unit)

    with scope(tenant=ward.pk):
        assert not Envelope.objects.filter(box=EnvelopeBox.IN).exists()


def test_office_reads_question_and_answer_in_the_ledger(chain):
    unit, ward, _ = chain
    CycleFactory(tenant=ward)
    write(unit, ward, "question", details={"clause": CLAUSE})
    client = Client()
    client.force_login(actor_for(ward, Role.OFFICE).account)
    url = reverse("dossiers:clauses", args=[ward.slug, 2024])

    page = client.get(f"{url}?tim={CLAUSE}").content.decode()

    assert "Vướng mắc" in page
    assert "Chưa trả lời." in page


def test_page_of_a_received_question_offers_to_pass_it_on_with_its_words(chain):
    unit, ward, _ = chain
    write(unit, ward, "question", details={"clause": CLAUSE})
    question = take_in(ward)
    client = Client()
    client.force_login(actor_for(ward, Role.OFFICE).account)

    page = client.get(reverse("orgchart:envelope", args=[ward.slug, question.pk])).content.decode()
    form = client.get(reverse("orgchart:write_letter", args=[ward.slug, "question"]) + f"?chuyen={question.pk}")

    assert "Chuyển lên cấp trên xin ý kiến" in page
    assert "Tính thế nào khi lẻ?" in form.content.decode()
    assert CLAUSE in form.content.decode()
