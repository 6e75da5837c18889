"""Letters of the office: numbered once, printed with their head, sent to everybody addressed, found in a register."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dossiers.documents.sandbox import close_child
from dossiers.gather.letters import office_letter
from dossiers.letter_queries import register
from dossiers.models import IssuedLetter, LetterRecipient, PrintedDocument
from dossiers.services import letters
from dossiers.services.letters import Recipients
from dossiers.work import dossier_work
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole, Role
from orgchart.models import Envelope, EnvelopeBox
from orgchart.services.envelopes import settle_envelope
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from orgchart.work import counted
from tests.dossiers.documents.reading import text as text_of
from tests.factories.orgchart import (
    NOON,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    TenantLinkFactory,
    actor_for,
)
from tests.factories.reviews import CycleFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
TEXT = "Đảng ủy đề nghị các đơn vị tổ chức kiểm điểm.\n- Gửi báo cáo trước ngày 15 tháng 11 năm 2024."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


@pytest.fixture
def home():
    tenant = TenantFactory(body_code="ĐU", place="Giang Biên", term="2020-2025")
    OrganizationFactory(tenant=tenant)
    return tenant


@pytest.fixture
def cycle(home):
    return CycleFactory(tenant=home)


@pytest.fixture
def office(home):
    return actor_for(home, Role.OFFICE)


@pytest.fixture
def chart(home):
    """A cell of the committee and its secretary."""
    cell = OrganizationFactory(tenant=home, name="Chi bộ Tổ dân phố 3")
    secretary = PersonFactory(tenant=home)
    PostFactory(tenant=home, person=secretary, organization=cell, collective=None, role=PostRole.HEAD)
    return cell, actor_for(home, person=secretary)


def drafted(cycle, office, recipients: Recipients, **more) -> IssuedLetter:
    values = {"kind": "CV", "about": "kiểm điểm, đánh giá xếp loại chất lượng năm 2024", "text": TEXT} | more
    with scope(tenant=cycle.tenant_id):
        return letters.draft_letter(cycle_id=cycle.pk, recipients=recipients, actor=office, at=NOON, **values)


def numbered(cycle, office, recipients: Recipients, **more) -> IssuedLetter:
    """With its prints made."""
    letter = drafted(cycle, office, recipients, **more)
    with scope(tenant=cycle.tenant_id):
        letter = letters.number_letter(letter_id=letter.pk, actor=office, at=NOON)
        jobs = list(PrintedDocument.objects.filter(letter=letter).values_list("job", flat=True))
    for job in jobs:
        run_job(job_id=job, clock=lambda: NOON)
    return letter


def published(cycle, office, recipients: Recipients, **more) -> IssuedLetter:
    letter = numbered(cycle, office, recipients, **more)
    with scope(tenant=cycle.tenant_id):
        return letters.publish_letter(letter_id=letter.pk, actor=office, at=NOON)


def print_of(letter, part="") -> str:
    with scope(tenant=letter.tenant_id):
        document = PrintedDocument.objects.select_related("file").get(letter=letter, part=part)
        with document.file.content.open("rb") as content:
            return text_of(content.read())


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.account)
    return client


def work_of(actor) -> list[str]:
    """The addresses of the letters that the actor is to receive."""
    with scope(tenant=actor.tenant_id):
        return [item.url for item in counted(dossier_work(actor, TODAY)) if item.what == "Nhận văn bản"]


@pytest.mark.clause("GB-0-3")
def test_number_sign_place_date_and_subject_stand_in_the_head(cycle, office, chart):
    letter = numbered(cycle, office, Recipients(bodies=[chart[0].pk]))

    text = print_of(letter)
    assert letter.code == "01-CV/ĐU"
    assert "Số 01-CV/ĐU" in text
    assert "Giang Biên, ngày" in text
    assert "V/v kiểm điểm, đánh giá xếp loại chất lượng năm 2024" in text


@pytest.mark.clause("GB-0-3")
def test_numbers_run_by_kind_without_gap_and_are_never_given_twice(cycle, office, chart):
    to = Recipients(bodies=[chart[0].pk])
    codes = [numbered(cycle, office, to, kind=kind).code for kind in ("CV", "KH", "CV")]

    assert codes == ["01-CV/ĐU", "01-KH/ĐU", "02-CV/ĐU"]
    with scope(tenant=cycle.tenant_id), pytest.raises(IntegrityError), transaction.atomic():
        IssuedLetter.objects.filter(code="02-CV/ĐU").update(number=1)


@pytest.mark.clause("GB-0-3")
@pytest.mark.parametrize("wanted", ["01-CV/ĐU", "cv/du", "danh gia xep loai", "giang bien", "04/11/2024"])
def test_register_finds_a_letter_by_number_sign_day_place_and_subject(cycle, office, chart, wanted):
    numbered(cycle, office, Recipients(bodies=[chart[0].pk]))
    page = reverse("dossiers:letter_list", args=[cycle.tenant.slug, cycle.year])

    found = signed_in(office).get(page, {"tim": wanted}).content.decode()

    assert "01-CV/ĐU</a>" in found


def test_register_leaves_out_what_does_not_fit(cycle, office, chart):
    numbered(cycle, office, Recipients(bodies=[chart[0].pk]))

    with scope(tenant=cycle.tenant_id):
        assert register(office, cycle, cycle.tenant, "kế hoạch tài chính") == []


@pytest.mark.clause("HY-NN-1")
def test_block_of_recipients_names_each_with_its_purpose(cycle, office, chart):
    superior = TenantLinkFactory(subordinate=cycle.tenant).superior
    letter = numbered(cycle, office, Recipients(above=[superior.pk], bodies=[chart[0].pk]), kind="HD")

    text = print_of(letter)

    assert f"- {superior.issuing_body} (để báo cáo)" in text
    assert "- Chi bộ Tổ dân phố 3 (để thực hiện)" in text
    assert "- Lưu Văn phòng" in text


@pytest.mark.clause("HY-NN-1", "GB-0-2")
def test_addressed_body_of_the_chart_finds_it_in_its_list_of_work_until_it_confirms(cycle, office, chart):
    cell, secretary = chart
    letter = published(cycle, office, Recipients(bodies=[cell.pk]))
    client, slug = signed_in(secretary), cycle.tenant.slug
    assert work_of(secretary) == [reverse("dossiers:letter", args=[slug, cycle.year, letter.pk])]
    with scope(tenant=cycle.tenant_id):
        row = LetterRecipient.objects.get(letter=letter, organization=cell)

    shown = client.get(reverse("dossiers:letter", args=[slug, cycle.year, letter.pk])).content.decode()
    done = client.post(reverse("dossiers:receive_letter", args=[slug, cycle.year, letter.pk, row.pk]))

    assert "Ghi đã nhận" in shown
    assert done.status_code == 302
    assert work_of(secretary) == []
    with scope(tenant=cycle.tenant_id):
        row.refresh_from_db()
    assert (row.received_at is not None, row.received_by) == (True, secretary.account)


@pytest.mark.clause("GB-0-2")
def test_office_below_gets_the_pdf_and_its_receipt_is_seen_here(cycle, office):
    below = TenantLinkFactory(superior=cycle.tenant).subordinate
    letter = published(cycle, office, Recipients(below=[below.pk]))
    with scope(tenant=below.pk):
        arrived = Envelope.objects.get(box=EnvelopeBox.IN)
        names = list(arrived.files.values_list("content_type", flat=True))
        clerk = actor_for(below, Role.OFFICE)
        settle_envelope(envelope_id=arrived.pk, accepted=True, reason="", actor=clerk, at=NOON)

    with scope(tenant=cycle.tenant_id):
        (row,) = register(office, cycle, cycle.tenant)

    page = signed_in(office).get(reverse("dossiers:letter", args=[cycle.tenant.slug, cycle.year, letter.pk]))
    assert arrived.title.startswith("01-CV/ĐU")
    assert names == ["application/pdf"]
    assert row.received == "1/1"
    assert clerk.account.full_name in page.content.decode()


@pytest.mark.clause("SL-NN-1")
def test_outside_body_and_website_are_recipients_and_the_public_version_names_nobody_inside(cycle, office, chart):
    to = Recipients(bodies=[chart[0].pk], outside=["Sở Nội vụ"], website=True)
    letter = numbered(cycle, office, to, kind="KH")

    own, public = print_of(letter), print_of(letter, part="cong-bo")

    assert "- Sở Nội vụ (để phối hợp)" in own
    assert "- Trang thông tin điện tử (để công bố)" in own
    assert "KẾ HOẠCH" in public
    assert "Gửi báo cáo trước ngày 15" in public
    assert "Nơi nhận" not in public
    assert "Chi bộ Tổ dân phố 3" not in public


def test_without_the_website_there_is_no_public_version(cycle, office, chart):
    letter = numbered(cycle, office, Recipients(bodies=[chart[0].pk]))

    with scope(tenant=cycle.tenant_id):
        assert list(PrintedDocument.objects.filter(letter=letter).values_list("part", flat=True)) == [""]


def test_letter_that_is_not_published_reaches_nobody(cycle, office, chart):
    cell, secretary = chart
    letter = numbered(cycle, office, Recipients(bodies=[cell.pk]))
    page = reverse("dossiers:letter", args=[cycle.tenant.slug, cycle.year, letter.pk])

    assert work_of(secretary) == []
    assert signed_in(secretary).get(page).status_code == 404


def test_numbered_letter_is_not_changed_any_more(cycle, office, chart):
    letter = numbered(cycle, office, Recipients(bodies=[chart[0].pk]))

    with pytest.raises(Refused):
        drafted(cycle, office, Recipients(bodies=[chart[0].pk]), letter_id=letter.pk)


def test_letter_is_published_only_once_its_print_is_there(cycle, office, chart):
    letter = drafted(cycle, office, Recipients(bodies=[chart[0].pk]))
    with scope(tenant=cycle.tenant_id):
        letters.number_letter(letter_id=letter.pk, actor=office, at=NOON)

        with pytest.raises(Refused, match="chưa tạo xong"):
            letters.publish_letter(letter_id=letter.pk, actor=office, at=NOON)


def test_letter_needs_somebody_to_go_to(cycle, office):
    with pytest.raises(InvalidInput):
        drafted(cycle, office, Recipients())


def test_office_of_another_line_is_no_recipient(cycle, office):
    with pytest.raises(InvalidInput):
        drafted(cycle, office, Recipients(below=[TenantFactory().pk]))


def test_head_of_another_body_records_no_receipt(cycle, office, chart, home):
    letter = published(cycle, office, Recipients(bodies=[chart[0].pk]))
    stranger = actor_for(home, person=PersonFactory(tenant=home))
    with scope(tenant=home.pk):
        row = LetterRecipient.objects.get(letter=letter, organization=chart[0])

        with pytest.raises(NotVisible):
            letters.receive_letter(recipient_id=row.pk, actor=stranger, at=NOON)

        row.refresh_from_db()
    assert row.received_at is None


def test_what_is_typed_stays_in_the_form_when_it_is_refused(cycle, office):
    page = reverse("dossiers:new_letter", args=[cycle.tenant.slug, cycle.year])

    answer = signed_in(office).post(
        page, {"kind": "CV", "about": "đôn đốc nộp hồ sơ", "text": "Đề nghị nộp.", "outside": ""}
    )

    assert answer.status_code == 422
    assert "đôn đốc nộp hồ sơ" in answer.content.decode()
    assert "ít nhất một nơi nhận" in answer.content.decode()


def test_state_office_writes_numbers_its_own_way():
    agency = TenantFactory(bloc="state", body_code="BDT", term="", place="Sơn La")
    OrganizationFactory(tenant=agency)
    cycle = CycleFactory(tenant=agency)
    letter = numbered(cycle, actor_for(agency, Role.OFFICE), Recipients(outside=["Sở Nội vụ"]), kind="KH")

    with scope(tenant=agency.pk):
        head = office_letter(letter, agency, is_public=False).letterhead
    assert letter.code == "01/KH-BDT"
    assert (head.symbol, head.number, head.issued_on) == ("KH-BDT", "1", date(2024, 11, 4))
