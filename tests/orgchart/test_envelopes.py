"""Envelopes: two copies, one hash, no reading across the wall."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart import registry
from orgchart.envelope_kinds import TRAITS, Direction, EnvelopeKind
from orgchart.errors import NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, EnvelopeState
from orgchart.services.envelopes import Attachment, send_envelope, settle_envelope, settle_on_list
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def link():
    return TenantLinkFactory()


def send(link, kind="question", **more):
    sender = link.subordinate
    with scope(tenant=sender.pk):
        return send_envelope(
            kind=kind,
            receiver=link.superior,
            title="Xin ý kiến",
            content={"text": "Nội dung xin ý kiến"},
            actor=actor_for(sender, Role.OFFICE),
            at=NOON,
            **more,
        )


def arrived(link) -> Envelope:
    with scope(tenant=link.superior.pk):
        return Envelope.objects.filter(box=EnvelopeBox.IN).latest("pk")


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


def send_between(sender, receiver, kind):
    with scope(tenant=sender.pk):
        return send_envelope(
            kind=kind, receiver=receiver, title="Văn bản", content={}, actor=actor_for(sender, Role.OFFICE), at=NOON
        )


def family():
    """A province above a district above two communes."""
    district = TenantLinkFactory()
    province = TenantLinkFactory(subordinate=district.superior).superior
    sibling = TenantLinkFactory(superior=district.superior).subordinate
    return province, district.superior, district.subordinate, sibling


@pytest.mark.parametrize("kind", ["question", "notice", "comment"])
def test_each_kind_goes_only_its_own_way(kind):
    province, district, commune, sibling = family()
    pairs = {"up": (commune, district), "up two": (commune, province), "down": (district, commune),
             "down two": (province, commune), "aside": (commune, sibling)}  # fmt: skip
    allowed = {
        Direction.UP: {"up", "up two"},
        Direction.DOWN: {"down", "down two"},
        Direction.ANY: set(pairs),
    }[TRAITS[kind].direction]

    for way, (sender, receiver) in pairs.items():
        if way in allowed:
            send_between(sender, receiver, kind)
        else:
            with pytest.raises(Refused, match="Chưa khai báo quan hệ"):
                send_between(sender, receiver, kind)


def test_every_kind_has_its_traits():
    assert set(TRAITS) == set(EnvelopeKind)


def test_a_link_that_has_ended_carries_only_what_goes_aside(link):
    link.valid_to = NOON.date().replace(year=2023)
    link.save()

    with pytest.raises(Refused, match="Chưa khai báo quan hệ"):
        send(link)
    assert send_between(link.superior, link.subordinate, "former_opinion")


@pytest.mark.parametrize("accepted", [True, False, None])
def test_a_later_version_supersedes_the_earlier_one_on_both_sides(link, accepted):
    first = send(link)
    if accepted is not None:
        settle(link, Role.OFFICE, accepted=accepted, reason="Thiếu biên bản")

    second = send(link, replaces=first.key)

    with scope(tenant=link.subordinate.pk):
        first.refresh_from_db()
    with scope(tenant=link.superior.pk):
        copy = Envelope.objects.get(key=first.key)
    assert (first.state, first.replaced_by) == (copy.state, copy.replaced_by) == ("superseded", second.key)
    assert arrived(link).replaces == first.key
    with pytest.raises(Refused, match="bản mới nhất"):
        send(link, replaces=first.key)


def test_only_an_own_envelope_of_the_same_kind_and_receiver_is_replaced(link):
    first = send(link)
    other = TenantLinkFactory(subordinate=TenantFactory(), superior=link.superior)

    with pytest.raises(NotVisible):
        send(link, kind="report", replaces=first.key)
    with pytest.raises(NotVisible):
        send(other, replaces=first.key)


def test_a_superseded_envelope_is_settled_no_more(link):
    old = send(link)
    send(link, replaces=old.key)

    with scope(tenant=link.superior.pk), pytest.raises(Refused, match="đã được xử lý: đã thay thế"):
        settle_envelope(
            envelope_id=Envelope.objects.get(key=old.key).pk,
            accepted=True,
            reason="",
            actor=actor_for(link.superior, Role.OFFICE),
            at=NOON,
        )


def test_what_a_superior_decides_is_not_sent_back(link):
    send_between(link.superior, link.subordinate, "decision")

    with scope(tenant=link.subordinate.pk), pytest.raises(Refused, match="chỉ tiếp nhận"):
        settle_envelope(
            envelope_id=Envelope.objects.get().pk,
            accepted=False,
            reason="Không đồng ý",
            actor=actor_for(link.subordinate, Role.OFFICE),
            at=NOON,
        )


def test_taking_in_calls_the_receiver_and_a_refusal_there_leaves_it_open(link):
    taken: list[int] = []

    def take(envelope, actor, at):
        taken.append(envelope.tenant_id)
        if len(taken) == 1:
            raise Refused("Chưa tiếp nhận được.")

    registry.handle_acceptance("question", take)
    send(link)
    with pytest.raises(Refused, match="Chưa tiếp nhận"):
        settle(link, Role.OFFICE)
    settle(link, Role.OFFICE)
    registry._acceptance_handlers.pop("question")

    assert taken == [link.superior.pk] * 2
    assert arrived(link).state == EnvelopeState.RECEIVED


def test_kinds_with_a_page_of_their_own_are_not_settled_on_the_list(link):
    registry.provide_envelope_page("question", lambda envelope: "/")
    send(link)

    with scope(tenant=link.superior.pk), pytest.raises(Refused, match="trang riêng"):
        settle_on_list(
            envelope_id=arrived(link).pk, accepted=True, reason="", actor=actor_for(link.superior, Role.OFFICE), at=NOON
        )
    registry._envelope_pages.pop("question")


def test_letters_are_offered_only_where_somebody_could_get_them(client):
    link = TenantLinkFactory()
    offered = {}
    for tenant in (link.superior, link.subordinate):
        client.force_login(actor_for(tenant, Role.OFFICE).account)
        page = client.get(reverse("orgchart:envelopes", args=[tenant.slug])).content.decode()
        offered[tenant] = ("Gửi cấp trên:" in page, "Gửi cấp dưới:" in page)

    assert offered == {link.superior: (False, True), link.subordinate: (True, False)}
