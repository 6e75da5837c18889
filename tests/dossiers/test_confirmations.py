"""Papers that count only with a signature, a seal or a certificate, where the set of the year demands it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dossiers.documents.sandbox import close_child
from dossiers.gather.forms import leader_review
from dossiers.models import ChecklistItem, Dossier
from dossiers.queries import dossiers_for, slot_rows
from dossiers.services import checklists, printing, signatures
from dossiers.states import ItemState
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def under(set_code: str, factory=SubjectFactory) -> Dossier:
    """A dossier of the year of a set."""
    tenant = TenantFactory()
    return prepared(factory(tenant=tenant, cycle=CycleFactory(tenant=tenant, set_code=set_code)))


def office_of(dossier):
    return actor_for(dossier.tenant, Role.OFFICE)


def item(dossier, code) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.get(dossier=dossier, code=code)


def upload(dossier, code, actor=None) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return checklists.upload_to_item(
            item_id=item(dossier, code).pk,
            name="ban-quet.pdf",
            content=PDF,
            actor=actor or office_of(dossier),
            at=NOON,
        )


def confirm(dossier, code, actor=None, **more) -> ChecklistItem:
    values = {"body": "Chi ủy Chi bộ Trung Tâm", "name": "Lường Văn Sơn", "on": date(2024, 11, 4)} | more
    with scope(tenant=dossier.tenant_id):
        return checklists.confirm_item(
            item_id=item(dossier, code).pk, actor=actor or office_of(dossier), at=NOON, **values
        )


def lacking(dossier) -> set[str]:
    with scope(tenant=dossier.tenant_id):
        return {row.code for row in checklists.missing_items(dossier)}


@pytest.mark.clause("GB-3.1-5")
def test_scan_of_a_review_counts_once_its_confirmation_is_recorded():
    dossier = under("giang-bien-2021")

    upload(dossier, "self_review")
    assert "self_review" in lacking(dossier)

    confirm(dossier, "self_review")
    assert "self_review" not in lacking(dossier)
    row = item(dossier, "self_review")
    assert (row.confirmed_body, row.confirmed_by, row.confirmed_on) == (
        "Chi ủy Chi bộ Trung Tâm",
        "Lường Văn Sơn",
        date(2024, 11, 4),
    )


def test_refusal_names_the_signature_that_a_paper_waits_for():
    dossier = under("giang-bien-2021")
    upload(dossier, "self_review")

    with scope(tenant=dossier.tenant_id), pytest.raises(Refused) as refusal:
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office_of(dossier), at=NOON)

    reasons = [line for line in refusal.value.reasons if line.startswith("Bản kiểm điểm cá nhân")]
    assert len(reasons) == 1
    assert "chờ bản có chữ ký, đóng dấu xác nhận" in reasons[0]


@pytest.mark.clause("GB-3.1-5")
def test_confirmation_stays_with_the_file_that_bears_it():
    dossier = under("giang-bien-2021")
    upload(dossier, "self_review")
    confirm(dossier, "self_review")

    upload(dossier, "self_review")

    assert item(dossier, "self_review").confirmed_on is None
    assert "self_review" in lacking(dossier)


@pytest.mark.clause("GB-3.1-5")
def test_note_of_where_the_paper_lies_does_not_stand_for_the_sealed_scan():
    dossier = under("giang-bien-2021")

    with scope(tenant=dossier.tenant_id), pytest.raises(Refused, match="kèm bản quét"):
        checklists.keep_on_paper(
            item_id=item(dossier, "self_review").pk, place="Tủ số 1", actor=office_of(dossier), at=NOON
        )


@pytest.mark.parametrize(("field", "value"), [("body", " "), ("name", ""), ("on", None), ("on", date(2024, 12, 31))])
def test_confirmation_needs_body_name_and_a_day_that_has_come(field, value):
    dossier = under("giang-bien-2021")
    upload(dossier, "self_review")

    with pytest.raises(InvalidInput) as refusal:
        confirm(dossier, "self_review", **{field: value})

    assert list(refusal.value.errors) == [field]


def test_owner_brings_the_scan_and_does_not_confirm_it():
    dossier = under("giang-bien-2021")
    owner = actor_for(dossier.tenant, person=dossier.subject.person)
    upload(dossier, "self_review", owner)

    with pytest.raises(PermissionDenied):
        confirm(dossier, "self_review", owner)


def test_nothing_is_confirmed_before_there_is_a_file():
    dossier = under("giang-bien-2021")

    with pytest.raises(Refused, match="Tải bản quét"):
        confirm(dossier, "self_review")


def test_set_that_demands_nothing_takes_the_paper_as_it_is():
    dossier = under("cho-chu-2024")

    upload(dossier, "self_review")

    assert "self_review" not in lacking(dossier)


def test_confirmation_is_in_the_trail():
    dossier = under("giang-bien-2021")
    upload(dossier, "self_review")
    confirm(dossier, "self_review")

    with scope(tenant=dossier.tenant_id):
        record = AuditRecord.objects.filter(action="change_checklist_item").latest("pk")
    assert record.changes["confirmed"] == "Lường Văn Sơn, Chi ủy Chi bộ Trung Tâm, 2024-11-04"


def printed(review):
    office = actor_for(review.tenant, Role.OFFICE)
    with scope(tenant=review.tenant_id):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)
    return document


def sign(document, **more):
    values = {"name": "ban-ky.pdf", "content": PDF, "kept_at": ""} | more
    with scope(tenant=document.tenant_id):
        signatures.sign_by_hand(
            document_id=document.pk, signed_on=date(2024, 11, 4), actor=actor_for(document.tenant, Role.OFFICE),
            at=NOON, **values,
        )  # fmt: skip


@pytest.mark.clause("HY-M01-17", "HY-B.II.3-5")
def test_report_counts_when_its_signed_and_sealed_scan_is_there():
    dossier = under("hung-yen-2019", CollectiveSubjectFactory)
    document = printed(final_review(dossier.subject))
    assert item(dossier, "report").state == ItemState.PROVIDED
    assert "report" in lacking(dossier)

    sign(document)

    assert "report" not in lacking(dossier)
    assert item(dossier, "report").confirmed_on == date(2024, 11, 4)


@pytest.mark.clause("HY-M01-17")
def test_report_that_is_signed_and_only_kept_on_paper_does_not_count():
    dossier = under("hung-yen-2019", CollectiveSubjectFactory)
    document = printed(final_review(dossier.subject))

    sign(document, name="", content=None, kept_at="Tủ số 1")

    assert "report" in lacking(dossier)


@pytest.mark.clause("GB-3.1-5")
def test_form_of_a_person_has_room_for_the_confirmation_and_the_seal():
    dossier = under("giang-bien-2021")
    review = final_review(dossier.subject)
    with scope(tenant=review.tenant_id):
        assert leader_review(review, review.tenant).confirmation.startswith("đại diện cấp ủy")

    document = printed(review)
    with scope(tenant=review.tenant_id):
        document.refresh_from_db()
        assert [row.slot for row in slot_rows(document)] == ["owner", "confirmer", "body"]


def test_form_under_a_set_that_demands_no_confirmation_has_no_room_for_it():
    review = final_review(under("cho-chu-2024").subject)

    document = printed(review)

    with scope(tenant=review.tenant_id):
        document.refresh_from_db()
        assert [row.slot for row in slot_rows(document)] == ["owner"]


@pytest.mark.clause("GB-3.1-8")
def test_copies_of_diplomas_need_an_answer_and_their_certificate():
    dossier = under("giang-bien-2021")
    assert "certified_copies" in lacking(dossier)

    upload(dossier, "certified_copies")
    assert "certified_copies" in lacking(dossier)

    confirm(dossier, "certified_copies", body="UBND phường Giang Biên", name="Trần Thị Lan")
    assert "certified_copies" not in lacking(dossier)


@pytest.mark.clause("GB-3.1-8")
def test_person_without_a_new_diploma_says_so():
    dossier = under("giang-bien-2021")
    owner = actor_for(dossier.tenant, person=dossier.subject.person)

    with scope(tenant=dossier.tenant_id):
        checklists.mark_not_applicable(
            item_id=item(dossier, "certified_copies").pk, reason="Năm 2024 không được cấp văn bằng nào", actor=owner,
            at=NOON,
        )  # fmt: skip

    assert "certified_copies" not in lacking(dossier)


def test_list_counts_what_waits_for_a_confirmation():
    dossier = under("giang-bien-2021")
    with scope(tenant=dossier.tenant_id):
        before = dossiers_for(office_of(dossier), dossier.subject.cycle).get()
    upload(dossier, "self_review")

    with scope(tenant=dossier.tenant_id):
        after = dossiers_for(office_of(dossier), dossier.subject.cycle).get()
    assert (before.lacking, after.lacking) == (4, 4)

    confirm(dossier, "self_review")
    with scope(tenant=dossier.tenant_id):
        assert dossiers_for(office_of(dossier), dossier.subject.cycle).get().lacking == 3


def test_page_asks_for_the_confirmation_and_keeps_what_was_typed():
    dossier = under("giang-bien-2021")
    row = upload(dossier, "self_review")
    client = Client()
    client.force_login(office_of(dossier).account)
    place = [dossier.tenant.slug, dossier.subject.cycle.year, dossier.pk]
    page = client.get(reverse("dossiers:dossier", args=place)).content.decode()
    assert "Ghi nhận xác nhận trên bản quét" in page

    refused = client.post(
        reverse("dossiers:confirm", args=[*place, row.pk]), {"body": "Chi ủy", "name": "", "on": "04/11/2024"}
    )
    assert refused.status_code == 422
    assert "Ghi họ tên người ký xác nhận." in refused.content.decode()
    assert 'value="Chi ủy"' in refused.content.decode()

    values = {"body": "Chi ủy", "name": "Lường Văn Sơn", "on": "04/11/2024"}
    assert client.post(reverse("dossiers:confirm", args=[*place, row.pk]), values).status_code == 302
    assert item(dossier, "self_review").confirmed_by == "Lường Văn Sơn"
