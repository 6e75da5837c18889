"""A person goes to another office: a file with what is needed there, taken in by that office; here it all stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import (
    AuditRecord,
    CellMembership,
    DisciplineRecord,
    Envelope,
    EnvelopeState,
    Person,
    PersonalFile,
    Post,
    Supervision,
)
from orgchart.queries.personal_files import content_of, likely_persons
from orgchart.services import chart
from orgchart.services.chart.transfer import return_personal_file, send_personal_file, take_in_personal_file
from orgchart.tenancy import scope
from reviews.models import ReviewSection, Shortcoming, Subject
from reviews.queries.contents import form_of
from reviews.regulations.forms_of_sets import CHECKED_UNDER
from tests.factories.orgchart import PersonFactory, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, ReviewFactory, SubjectFactory
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db

LAST = date(2024, 11, 1)


@pytest.fixture
def move(commune):
    """Somebody with posts, party life, charge, discipline and a rated year, about to go to the neighbour."""
    superior, neighbour = TenantFactory(), TenantFactory(name="Đảng bộ xã Bình Yên")
    for below in (commune.tenant, neighbour):
        TenantLinkFactory(superior=superior, subordinate=below)
    person = chart.create_person(
        full_name="Lê Thị Hoa", birth_date=date(1980, 2, 3), joined_party_on=date(2005, 3, 4), **commune.by
    )
    commune.post(person, commune["board"], "deputy", title="Phó Bí thư", started_on=SINCE)
    chart.join_cell(person=person, cell=commune["one"], started_on=SINCE, **commune.by)
    chart.put_in_charge(person=person, organization=commune["two"], started_on=SINCE, **commune.by)
    chart.record_discipline(
        person=person, degree="khien_trach", violation="Vi phạm quy chế", decision_number="1-QĐ/UBKT",
        decided_on=date(2022, 3, 1), **commune.by,
    )  # fmt: skip
    cycle = CycleFactory(tenant=commune.tenant, year=2023, state="closed")
    subject = SubjectFactory(tenant=commune.tenant, cycle=cycle, person=person)
    RatingCaseFactory(
        tenant=commune.tenant, subject=subject, state="decided", level="HTT", external_decision="7-QĐ/HU",
        external_decided_on=date(2023, 12, 20), decided_externally_by="Ban Thường vụ Huyện ủy",
    )  # fmt: skip
    commune.rows |= {"person": person}
    commune.neighbour = neighbour
    return commune


def send(move, **more):
    given = {"person_id": move["person"].pk, "receiver_id": move.neighbour.pk, "leaves_on": LAST}
    return send_personal_file(**given | more, **move.by)


def there(move):
    return scope(tenant=move.neighbour.pk)


def take_in(move, known_id=None):
    with there(move):
        office = actor_for(move.neighbour, Role.OFFICE)
        envelope = Envelope.objects.get(kind="personal_file")
        return take_in_personal_file(envelope_id=envelope.pk, known_id=known_id, actor=office, at=move.by["at"])


def test_file_carries_what_the_new_place_needs_and_nothing_else(move):
    content = content_of(move["person"], LAST)

    assert set(content) == {
        "name", "birth_date", "joined_party_on", "leaves_on", "cell", "posts", "levels", "disciplines",
        "shortcomings", "texts",
    }  # fmt: skip
    assert [(post["title"], post["ended_on"]) for post in content["posts"]] == [("Phó Bí thư", "2024-11-01")]
    assert content["levels"] == [
        {"year": 2023, "level": "Hoàn thành tốt nhiệm vụ", "decision": "7-QĐ/HU", "decided_on": "2023-12-20"}
    ]
    assert [record["decision_number"] for record in content["disciplines"]] == ["1-QĐ/UBKT"]
    assert "residence" not in str(content)


def test_nothing_ends_here_before_the_file_is_taken_in_there(move):
    send(move)

    assert Post.objects.get().ended_on is None
    assert CellMembership.objects.get().ended_on is None
    with pytest.raises(InvalidInput, match="đang chờ"):
        send(move)


def test_person_that_is_taken_in_is_there_with_discipline_and_gone_here_with_history(move):
    send(move)
    person = take_in(move)

    with there(move):
        assert (person.full_name, person.birth_date) == ("Lê Thị Hoa", date(1980, 2, 3))
        record = DisciplineRecord.objects.get(person=person)
        assert (record.degree, record.decision_number) == ("khien_trach", "1-QĐ/UBKT")
        assert PersonalFile.objects.get().person == person
        assert not Post.objects.exists()
        assert AuditRecord.objects.filter(action="take_in_personal_file").exists()
    old = Person.objects.get(pk=move["person"].pk)
    assert old.full_name == "Lê Thị Hoa"
    assert {row.ended_on for model in (Post, CellMembership, Supervision) for row in model.objects.all()} == {LAST}
    assert DisciplineRecord.objects.filter(person=old).exists()
    assert Envelope.objects.get(kind="personal_file").state == EnvelopeState.RECEIVED
    assert AuditRecord.objects.filter(action="leave", target_id=old.pk).exists()


def test_somebody_who_stands_in_the_roster_there_is_proposed_and_completed(move):
    with there(move):
        known = PersonFactory(tenant=move.neighbour, full_name="LÊ THỊ HOA", birth_date=None)
        namesake = PersonFactory(tenant=move.neighbour, full_name="Lê Thị Hoa", birth_date=date(1990, 1, 1))
    send(move)
    with there(move):
        likely = likely_persons(Envelope.objects.get(kind="personal_file").content)
        assert likely == [known]
    with pytest.raises(InvalidInput, match="không cùng họ tên"):
        take_in(move, known_id=namesake.pk)

    assert take_in(move, known_id=known.pk) == known
    with there(move):
        known.refresh_from_db()
        assert (known.birth_date, Person.objects.count()) == (date(1980, 2, 3), 2)


def test_decision_that_is_there_already_is_not_written_twice(move):
    with there(move):
        known = PersonFactory(tenant=move.neighbour, full_name="Lê Thị Hoa", birth_date=None)
        inspection = actor_for(move.neighbour, Role.INSPECTION)
        chart.record_discipline(
            person=known, degree="khien_trach", violation="Vi phạm quy chế", decision_number="1-QĐ/UBKT",
            decided_on=date(2022, 3, 1), actor=inspection, at=move.by["at"],
        )  # fmt: skip
    send(move)
    take_in(move, known_id=known.pk)

    with there(move):
        assert DisciplineRecord.objects.count() == 1


def test_file_that_is_returned_changes_nothing_and_may_be_sent_again(move):
    send(move)
    with there(move):
        office = actor_for(move.neighbour, Role.OFFICE)
        envelope = Envelope.objects.get(kind="personal_file")
        with pytest.raises(InvalidInput):
            return_personal_file(envelope_id=envelope.pk, reason=" ", actor=office, at=move.by["at"])
        return_personal_file(
            envelope_id=envelope.pk, reason="Chưa có quyết định điều động.", actor=office, at=move.by["at"]
        )
        assert not Person.objects.exists()

    assert Post.objects.get().ended_on is None
    send(move)
    assert Envelope.objects.filter(kind="personal_file").count() == 2


def test_file_is_taken_in_once(move):
    send(move)
    take_in(move)

    with pytest.raises(Refused, match="đã được xử lý"):
        take_in(move)
    with there(move):
        assert Person.objects.count() == 1


def test_stranger_or_a_day_too_early_is_refused_at_the_field(move):
    with pytest.raises(InvalidInput) as stranger:
        send(move, receiver_id=TenantFactory().pk)
    with pytest.raises(InvalidInput) as early:
        send(move, leaves_on=date(2000, 1, 1))

    assert (set(stranger.value.errors), set(early.value.errors)) == ({"receiver"}, {"leaves_on"})
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ORGANISATION_BOARD, Role.HEAD])
def test_only_who_keeps_the_chart_and_handles_letters_hands_over(move, role):
    with pytest.raises(PermissionDenied):
        send_personal_file(
            person_id=move["person"].pk, receiver_id=move.neighbour.pk, leaves_on=LAST,
            actor=actor_for(move.tenant, role), at=move.by["at"],
        )  # fmt: skip


def test_one_envelope_is_the_file_of_one_person(move):
    row = send(move)

    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalFile(tenant=move.tenant, person=move.person("Lê An"), envelope=row.envelope).save()


def test_open_shortcomings_and_the_last_final_text_go_along(move):
    subject = Subject.objects.get(person=move["person"])
    review = ReviewFactory(
        subject=subject, form_kind="leader_review", author=move["person"], state="final", self_level="HTT",
        finalised_at=move.by["at"], finalised_by=move.by["actor"].account,
    )  # fmt: skip
    section = next(one for one in form_of(review) if one.has_text and one.key != CHECKED_UNDER)
    written = {section.key: "Gương mẫu, có trách nhiệm.", CHECKED_UNDER: "Chỉ nơi kiểm điểm được biết."}
    for key, text in written.items():
        ReviewSection(tenant=move.tenant, review=review, key=key, text=text).save()
    asked = {"tenant": move.tenant, "person": move["person"], "year": 2023, "source": "Kết luận hội nghị"}
    Shortcoming(text="Chậm báo cáo", **asked).save()
    Shortcoming(text="Đã xong", is_open=False, **asked).save()

    send(move)
    person = take_in(move)

    with there(move):
        content = Envelope.objects.get(kind="personal_file", box="in").content
        kept = Shortcoming.objects.get(person=person)
    assert [(one["year"], one["text"]) for one in content["shortcomings"]] == [(2023, "Chậm báo cáo")]
    assert "Gương mẫu, có trách nhiệm." in str(content["texts"])
    assert "Chỉ nơi kiểm điểm được biết." not in str(content)
    assert (kept.year, kept.text, kept.is_open) == (2023, "Chậm báo cáo", True)
    assert move.tenant.short_name in kept.source


def test_draft_does_not_go_along(move):
    review = ReviewFactory(
        subject=Subject.objects.get(person=move["person"]), form_kind="leader_review", author=move["person"],
        state="draft",
    )  # fmt: skip
    section = next(one for one in form_of(review) if one.has_text and not one.lines)
    ReviewSection(tenant=move.tenant, review=review, key=section.key, text="Còn đang viết.").save()

    assert content_of(move["person"], LAST)["texts"] == []


def with_account(move, *granted):
    account = actor_for(move.tenant, *granted).account
    move["person"].account = account
    move["person"].save()
    return account


def test_account_of_whoever_has_gone_is_closed_by_itself(move):
    account = with_account(move)
    send(move)
    assert account.memberships.filter(closed_at=None).exists()

    take_in(move)

    account.refresh_from_db()
    assert not account.memberships.filter(closed_at=None).exists()
    assert not account.is_active
    assert AuditRecord.objects.get(action="close_account").changes["reason"].startswith("Chuyển công tác đến")


@pytest.mark.parametrize(("granted", "leaves_on"), [((Role.OFFICE,), LAST), ((), date(2024, 12, 1))])
def test_account_with_a_role_or_before_the_day_stays_and_the_page_says_so(client, move, granted, leaves_on):
    account = with_account(move, *granted)
    send(move, leaves_on=leaves_on)
    take_in(move)
    client.force_login(move.by["actor"].account)

    shown = client.get(reverse("orgchart:person", args=[move.tenant.slug, move["person"].pk])).content.decode()

    assert account.memberships.filter(closed_at=None).exists()
    assert "Tài khoản còn mở" in shown
    assert reverse("orgchart:account", args=[move.tenant.slug, account.pk]) in shown
