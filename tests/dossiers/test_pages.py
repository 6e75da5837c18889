"""Pages of dossiers, documents, files and submissions."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, File
from orgchart.kinds import Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.counting import statements_of
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def office(dossier):
    return signed_in(actor_for(dossier.tenant, Role.OFFICE))


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.account)
    return client


def address(dossier, name: str, *more: object) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.tenant.slug, 2024, *more])


def item(dossier, code: str) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.get(dossier=dossier, code=code)


def status_of(client, url: str) -> int:
    """The answer to a file, read to its end so that it is closed."""
    answer = client.get(url)
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


def upload(client, dossier, code, content=PDF, name="giấy tờ.pdf", **more):
    url = address(dossier, "upload", dossier.pk, item(dossier, code).pk)
    return client.post(url, {"file": SimpleUploadedFile(name, content)} | more)


def test_uploaded_paper_stands_in_the_checklist(office, dossier):
    answer = upload(office, dossier, "cv_supplement")

    page = office.get(address(dossier, "dossier", dossier.pk)).content.decode()
    assert answer.status_code == 302
    assert "giấy tờ.pdf" in page


def test_wrong_file_is_refused_at_its_item_with_the_reason(office, dossier):
    answer = upload(office, dossier, "cv_supplement", content=b"<script>", name="lý lịch.pdf")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không nhận loại tệp này" in page
    assert page.index(f"item-{item(dossier, 'cv_supplement').pk}") < page.index("Không nhận loại tệp này")
    with scope(tenant=dossier.tenant_id):
        assert not File.objects.exists()


@pytest.mark.clause("CC-III.7.2-3")
def test_declaration_of_another_year_is_refused_at_its_item_and_no_file_is_kept(office, dossier):
    answer = upload(office, dossier, "asset_declaration", declared_year="2023")

    assert answer.status_code == 422
    assert "năm kiểm điểm 2024" in answer.content.decode()
    with scope(tenant=dossier.tenant_id):
        assert not File.objects.exists()


def test_incomplete_dossier_answers_409_with_what_lacks(office, dossier):
    answer = office.post(address(dossier, "move", dossier.pk), {"action": "complete"})

    assert answer.status_code == 409
    assert "Bản kê khai tài sản" in answer.content.decode()


def test_unknown_step_is_forbidden(office, dossier):
    assert office.post(address(dossier, "move", dossier.pk), {"action": "delete"}).status_code == 403


def test_other_members_do_not_see_the_dossier(dossier):
    stranger = SubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle).person
    client = signed_in(actor_for(dossier.tenant, person=stranger))

    assert client.get(address(dossier, "dossier", dossier.pk)).status_code == 404


@pytest.mark.clause("CC-I.3-1")
def test_owner_sees_the_own_dossier_and_its_trail(dossier):
    client = signed_in(actor_for(dossier.tenant, person=dossier.subject.person))

    page = client.get(address(dossier, "dossier", dossier.pk))

    assert page.status_code == 200
    assert "Nhật ký" in page.content.decode()


def test_file_goes_to_the_owner_and_to_nobody_else(office, dossier):
    upload(office, dossier, "cv_supplement")
    url = reverse("dossiers:file", args=[dossier.tenant.slug, item(dossier, "cv_supplement").file_id])
    owner = signed_in(actor_for(dossier.tenant, person=dossier.subject.person))
    head = signed_in(actor_for(dossier.tenant, Role.HEAD))
    stranger = signed_in(actor_for(dossier.tenant, Role.STANDING_COMMITTEE))
    elsewhere = signed_in(actor_for(TenantFactory(), Role.OFFICE))

    sent = owner.get(url)

    assert b"".join(sent.streaming_content) == PDF
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert (head.get(url).status_code, stranger.get(url).status_code, elsewhere.get(url).status_code) == (404, 404, 404)


def test_page_hidden_in_a_paper_is_handed_out_as_a_paper_only(office, dossier):
    """A PDF may hold whatever text it likes behind its end; no browser takes it for a page of ours."""
    both = PDF + b"<html><script>alert(document.cookie)</script></html>"
    upload(office, dossier, "cv_supplement", content=both)

    sent = office.get(reverse("dossiers:file", args=[dossier.tenant.slug, item(dossier, "cv_supplement").file_id]))

    assert b"".join(sent.streaming_content) == both
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.clause("HY-B.II.3-9")
def test_declaration_of_assets_is_for_the_personnel_office_and_the_owner_only(office, dossier):
    upload(office, dossier, "asset_declaration", declared_year="2024")
    url = reverse("dossiers:file", args=[dossier.tenant.slug, item(dossier, "asset_declaration").file_id])
    roles = {
        Role.ORGANISATION_BOARD: 200,
        Role.HEAD: 404,
        Role.INSPECTION: 404,
        Role.STANDING_COMMITTEE: 404,
    }

    found = {role: status_of(signed_in(actor_for(dossier.tenant, role)), url) for role in roles}
    owner = signed_in(actor_for(dossier.tenant, person=dossier.subject.person))

    assert found == roles
    assert status_of(owner, url) == 200


def test_proxy_sends_the_file_where_there_is_one(office, dossier, settings):
    upload(office, dossier, "cv_supplement")
    file_id = item(dossier, "cv_supplement").file_id
    settings.MEDIA_ACCEL_PREFIX = "/noi-bo/"

    answer = office.get(reverse("dossiers:file", args=[dossier.tenant.slug, file_id]))

    with scope(tenant=dossier.tenant_id):
        key = File.objects.get(pk=file_id).content.name
    assert answer.headers["X-Accel-Redirect"] == f"/noi-bo/{key}"
    assert answer.content == b""


def test_print_is_asked_for_shows_its_progress_and_then_the_file(office, dossier):
    review = final_review(dossier.subject)

    asked = office.post(reverse("dossiers:print_review", args=[dossier.tenant.slug, 2024, review.pk]))
    waiting = office.get(asked.url).content.decode()
    job_id = int(waiting.split("/cong-viec/")[1].split("/")[0])
    run_job(job_id=job_id, clock=lambda: NOON)
    done = office.get(asked.url).content.decode()

    assert "đang chờ đến lượt" in waiting
    assert "Tải bản PDF" in done


@pytest.mark.parametrize("number", [1, 3])
def test_list_shows_what_lacks(number):
    dossiers = [prepared(SubjectFactory())]
    for _ in range(number - 1):
        dossiers.append(prepared(SubjectFactory(tenant=dossiers[0].tenant, cycle=dossiers[0].subject.cycle)))
    client = signed_in(actor_for(dossiers[0].tenant, Role.OFFICE))

    page = client.get(address(dossiers[0], "dossier_list")).content.decode()

    assert page.count("thiếu 6/6") == number


def test_list_costs_the_same_for_every_length(office, dossier):
    short = statements_of(office, address(dossier, "dossier_list"))
    for _ in range(2):
        prepared(SubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle))

    assert len(statements_of(office, address(dossier, "dossier_list"))) == len(short) <= 15


def test_submissions_are_for_those_who_examine_them(dossier):
    member = signed_in(actor_for(dossier.tenant, person=dossier.subject.person))
    board = signed_in(actor_for(dossier.tenant, Role.ORGANISATION_BOARD))

    assert member.get(address(dossier, "submission_list")).status_code == 403
    assert board.get(address(dossier, "submission_list")).status_code == 200
    assert board.get(address(dossier, "submission", 99)).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"action": "drop"}, {"action": "", "note": "Tủ 2"}, {"action": "clear", "note": "a\0"}]
)
def test_nothing_is_taken_out_without_the_button_for_it(office, dossier, sent):
    paper = item(dossier, "workplace_comment")
    office.post(address(dossier, "note", dossier.pk, paper.pk), {"action": "paper", "note": "Tủ số 1"})

    answer = office.post(address(dossier, "note", dossier.pk, paper.pk), sent)

    assert answer.status_code == 422
    assert item(dossier, "workplace_comment").note == "Tủ số 1"


def test_note_that_is_too_long_is_not_lost(office, dossier):
    paper, note = item(dossier, "workplace_comment"), "Tủ hồ sơ số 3 " * 30

    answer = office.post(address(dossier, "note", dossier.pk, paper.pk), {"action": "paper", "note": note})

    assert answer.status_code == 422
    assert note.strip() in answer.content.decode()
    assert "300" in answer.content.decode()


def test_every_page_of_dossiers_and_letters_is_in_one_of_four_sections(dossier, office):
    page = office.get(reverse("dossiers:batch_list", args=[dossier.tenant.slug, 2024])).content.decode()
    sections, pages = (part.partition("</nav>")[0] for part in page.split('<nav class="tabs')[1:3])

    assert re.findall(r">([^<>]+)</a>", sections) == ["Hồ sơ", "Văn bản", "In, ký", "Phụ lục, báo cáo"]
    assert re.findall(r">([^<>]+)</a>", pages) == ["In hàng loạt", "Bản quét đã ký"]
