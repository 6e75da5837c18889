"""Envelopes: two copies, one hash, no reading across the wall."""

import pytest
from django.core.exceptions import PermissionDenied

from orgchart import registry
from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, EnvelopeState
from orgchart.services.envelopes import Attachment, send_envelope, settle_envelope
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def link():
    return TenantLinkFactory()


def send(link, **more):
    sender = link.subordinate
    with scope(tenant=sender.pk):
        return send_envelope(
            kind="question",
            receiver=link.superior,
            title="Xin ý kiến",
            content={"text": "Nội dung xin ý kiến"},
            actor=actor_for(sender, Role.OFFICE),
            at=NOON,
            **more,
        )


def arrived(link) -> Envelope:
    with scope(tenant=link.superior.pk):
        return Envelope.objects.get(box=EnvelopeBox.IN)


def settle(link, *roles, accepted=True, reason=""):
    with scope(tenant=link.superior.pk):
        return settle_envelope(
            envelope_id=arrived(link).pk,
            accepted=accepted,
            reason=reason,
            actor=actor_for(link.superior, *roles),
            at=NOON,
        )


def test_both_sides_keep_a_copy_with_the_same_hash(link):
    outgoing = send(link)

    incoming = arrived(link)
    assert (incoming.key, incoming.digest, incoming.content) == (outgoing.key, outgoing.digest, outgoing.content)
    assert (incoming.peer, outgoing.peer) == (link.subordinate, link.superior)


def test_hash_covers_the_files(link):
    paper = Attachment("Báo cáo", "bao-cao.pdf", "application/pdf", b"%PDF-1")
    forged = Attachment("Báo cáo", "bao-cao.pdf", "application/pdf", b"%PDF-2")

    assert send(link, attachments=[paper]).digest != send(link, attachments=[forged]).digest


def test_files_are_copied_to_the_receiver(link):
    send(link, attachments=[Attachment("Báo cáo", "bao-cao.pdf", "application/pdf", b"%PDF-1")])

    with scope(tenant=link.superior.pk):
        copy = EnvelopeFile.objects.get()
        with copy.content.open() as content:
            assert content.read() == b"%PDF-1"
        assert copy.content.name.startswith(f"{link.superior.pk}/")
        assert "bao-cao" not in copy.content.name


def test_tenants_without_a_link_can_not_write_to_each_other(link):
    stranger = TenantFactory()

    with scope(tenant=stranger.pk), pytest.raises(Refused, match="Chưa khai báo quan hệ"):
        send_envelope(
            kind="question",
            receiver=link.superior,
            title="",
            content={},
            actor=actor_for(stranger, Role.OFFICE),
            at=NOON,
        )


def test_acceptance_moves_both_copies(link):
    outgoing = send(link)

    settle(link, Role.ORGANISATION_BOARD)

    with scope(tenant=link.subordinate.pk):
        outgoing.refresh_from_db()
    assert outgoing.state == arrived(link).state == EnvelopeState.RECEIVED


def test_return_needs_a_reason_and_carries_it_back(link):
    outgoing = send(link)

    with pytest.raises(Refused, match="lý do"):
        settle(link, Role.ORGANISATION_BOARD, accepted=False, reason=" ")
    settle(link, Role.ORGANISATION_BOARD, accepted=False, reason="Thiếu biên bản")

    with scope(tenant=link.subordinate.pk):
        outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.reason) == (EnvelopeState.RETURNED, "Thiếu biên bản")


def test_envelope_is_settled_once(link):
    send(link)
    settle(link, Role.OFFICE)

    with pytest.raises(Refused, match="đã được xử lý"):
        settle(link, Role.OFFICE)


def test_only_office_and_organisation_board_settle(link):
    send(link)

    with pytest.raises(PermissionDenied):
        settle(link, Role.STANDING_COMMITTEE)


def test_receiver_and_sender_are_told_through_the_registry(link):
    told: list[tuple[str, int]] = []
    registry.handle_envelope("question", lambda envelope, at: told.append(("arrived", envelope.tenant_id)))
    registry.handle_settlement("question", lambda envelope, at: told.append(("settled", envelope.tenant_id)))

    send(link)
    settle(link, Role.OFFICE)

    registry._envelope_handlers.pop("question")
    registry._settlement_handlers.pop("question")
    assert told == [("arrived", link.superior.pk), ("settled", link.subordinate.pk)]


def test_envelope_that_is_not_taken_leaves_no_file_behind(link, settings, tmp_path):
    def refuse(envelope, at):
        raise Refused("Chưa nhận được.")

    registry.handle_envelope("question", refuse)
    with pytest.raises(Refused):
        send(link, attachments=[Attachment("Tờ trình" * 40, "to-trinh.pdf", "application/pdf", b"%PDF-1.7")])
    registry._envelope_handlers.pop("question")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
