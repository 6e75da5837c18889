"""Letters for opinions, slips and reports from the rows: what is filled in, who may print, what a signed slip does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.access import can_open_document
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import close_child
from dossiers.models import ChecklistItem, PrintedDocument
from dossiers.services import gathering, printing, signatures
from dossiers.states import ItemState
from orgchart.errors import NotVisible
from orgchart.kinds import MembershipKind, Role
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from reviews.models import OpinionRequest
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, CellMembershipFactory, TenantFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    CollectiveSubjectFactory,
    ConferenceFactory,
    CycleFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    close_child()


def of_year(set_code: str = "hung-yen-2019", factory=SubjectFactory, **tenant):
    home = TenantFactory(**tenant)
    return factory(tenant=home, cycle=CycleFactory(tenant=home, set_code=set_code))


def asked(subject, **more) -> OpinionRequest:
    values = {
        "participant": "Ủy ban Kiểm tra Huyện ủy", "form_label": "Mẫu 03", "due_on": date(2024, 11, 24),
        "number": "15-CV/BTC", "sent_at": NOON, "state": "sent",
        "criteria": [{"code": "1a", "title": "Tập trung dân chủ"}],
    } | more  # fmt: skip
    row = OpinionRequest(
        tenant=subject.tenant, cycle=subject.cycle, subject=subject, subject_name=subject.name, **values
    )
    with scope(tenant=subject.tenant_id):
        row.save()
    return row


def letter(row, actor=None) -> PrintedDocument:
    with scope(tenant=row.tenant_id):
        actor = actor or actor_for(row.tenant, Role.OFFICE)
        return printing.print_opinion(request_id=row.pk, actor=actor, at=NOON)


def data_of(document):
    with scope(tenant=document.tenant_id):
        return gathering.gather(document)


@pytest.mark.clause("HY-M03-1", "HY-M03-2", "HY-M03-7")
def test_letter_of_a_district_comes_from_its_organisation_commission():
    subject = of_year(factory=CollectiveSubjectFactory, level="district", issuing_body="Huyện ủy Định Hóa")

    data = data_of(letter(asked(subject)))

    assert (data.letterhead.superior_body, data.letterhead.issuing_body) == ("Huyện ủy Định Hóa", "Ban Tổ chức")
    assert (data.letterhead.number, data.letterhead.symbol) == ("15", "CV/BTC")
    assert data.guidance.startswith("Hướng dẫn 10-HD/TU ngày 18/11/2019")
    assert (data.about, data.year) == (subject.name, 2024)
    assert data.signature.post == "Thủ trưởng cơ quan"
    assert data.return_before == date(2024, 11, 25)


def test_letter_of_a_commune_comes_from_the_committee():
    subject = of_year(level="commune", issuing_body="Đảng ủy thị trấn Chợ Chu", body_code="ĐU")

    head = data_of(letter(asked(subject))).letterhead

    assert (head.issuing_body, head.symbol) == ("Đảng ủy thị trấn Chợ Chu", "CV/ĐU")


@pytest.mark.clause("HY-M03-1")
def test_each_participant_has_a_letter_of_its_own():
    subject = of_year()
    first = letter(asked(subject))
    second = letter(asked(subject, participant="Hội Nông dân"))

    assert first.pk != second.pk
    assert data_of(second).addressees == ("Hội Nông dân",)


def test_letter_is_for_those_who_ask_and_never_for_the_one_it_is_about():
    subject = of_year()
    document = letter(asked(subject))
    rated = actor_for(subject.tenant, person=subject.person)

    with scope(tenant=subject.tenant_id):
        document = PrintedDocument.objects.select_related("subject").get(pk=document.pk)
        assert not can_open_document(rated, document)
    with pytest.raises(NotVisible):
        letter(asked(subject, participant="Hội Phụ nữ"), rated)
    with pytest.raises(PermissionDenied):
        letter(asked(subject, participant="Đoàn Thanh niên"), actor_for(subject.tenant, Role.INSPECTION))


def slip(subject, kind) -> PrintedDocument:
    with scope(tenant=subject.tenant_id):
        office = actor_for(subject.tenant, Role.OFFICE)
        return printing.print_for_subject(kind=kind, subject_id=subject.pk, actor=office, at=NOON)


@pytest.mark.clause("HY-B.II.3-8", "GB-3.1-7")
def test_slip_names_the_cell_of_the_place_of_residence():
    subject = of_year("giang-bien-2021")
    cell = CellMembershipFactory(tenant=subject.tenant, person=subject.person, kind=MembershipKind.RESIDENCE).cell

    data = data_of(slip(subject, DocumentKind.RESIDENCE_SLIP))

    assert data.addressee == f"Chi ủy {cell.name}"
    assert (data.full_name, data.residence) == (subject.name, subject.person.residence)


@pytest.mark.clause("HY-B.II.3-8", "GB-3.1-6", "GB-3.1-7")
@pytest.mark.parametrize(
    ("kind", "code"),
    [(DocumentKind.RESIDENCE_SLIP, "residence_comment"), (DocumentKind.CV_SUPPLEMENT, "cv_supplement")],
)
def test_printed_slip_counts_when_it_comes_back_signed(kind, code):
    subject = of_year("giang-bien-2021")
    dossier = prepared(subject)
    document = slip(subject, kind)
    run_job(job_id=document.job_id, clock=lambda: NOON)

    def state() -> str:
        with scope(tenant=subject.tenant_id):
            return ChecklistItem.objects.get(dossier=dossier, code=code).state

    assert state() == ItemState.MISSING
    with scope(tenant=subject.tenant_id):
        signatures.sign_by_hand(
            document_id=document.pk, signed_on=date(2024, 11, 4), name="phieu.pdf", content=PDF, kept_at="",
            actor=actor_for(subject.tenant, Role.OFFICE), at=NOON,
        )  # fmt: skip
    assert state() == ItemState.PROVIDED


@pytest.mark.parametrize("kind", [DocumentKind.RESIDENCE_SLIP, DocumentKind.CV_SUPPLEMENT])
def test_body_has_no_slip_of_a_person(kind):
    with pytest.raises(NotVisible):
        slip(of_year(factory=CollectiveSubjectFactory), kind)


@pytest.mark.clause("HY-B.II.3-4")
def test_report_on_results_is_made_from_conclusions_and_levels_and_fills_its_item():
    subject = of_year(factory=CollectiveSubjectFactory)
    RatingCaseFactory(subject=subject, self_level="HTT")
    person = SubjectFactory(tenant=subject.tenant, cycle=subject.cycle, unit=subject.unit)
    RatingCaseFactory(subject=person, self_level="XS")
    conference = ConferenceFactory(tenant=subject.tenant, cycle=subject.cycle)
    AgendaItemFactory(
        conference=conference,
        subject=subject,
        state="concluded",
        concluded_at=NOON,
        strengths="Đoàn kết.",
        weaknesses="Họp chậm.",
    )
    dossier = prepared(subject)

    document = slip(subject, DocumentKind.RESULT_REPORT)
    data = data_of(document)
    run_job(job_id=document.job_id, clock=lambda: NOON)

    assert [one.conclusion for one in data.conclusions] == ["Ưu điểm: Đoàn kết.\nHạn chế, khuyết điểm: Họp chậm."]
    assert [[(row.name, row.level) for row in group.subjects] for group in data.groups] == [
        [(subject.name, "HTT")],
        [(person.name, "XS")],
    ]
    with scope(tenant=subject.tenant_id):
        assert ChecklistItem.objects.get(dossier=dossier, code="result_report").state == ItemState.PROVIDED


@pytest.mark.clause("HY-0-1", "NA-0-4")
@pytest.mark.parametrize(
    ("set_code", "bases"),
    [
        ("hung-yen-2019", ("Căn cứ Quy định 132-QĐ/TW", "Căn cứ Hướng dẫn 21-HD/BTCTW")),
        (
            "nghe-an-2022",
            (
                "Căn cứ Quy định 132-QĐ/TW",
                "Căn cứ Hướng dẫn 21-HD/BTCTW",
                "Căn cứ Công văn 4264-CV/BTCTW ngày 18/10/2022",
                "Căn cứ Công văn 4628-CV/VPTW ngày 29/8/2022",
            ),
        ),
    ],
)
def test_letter_of_proposal_opens_with_the_legal_bases_of_the_set(set_code, bases):
    subject = of_year(set_code)
    RatingCaseFactory(subject=subject, self_level="HTT")

    assert data_of(slip(subject, DocumentKind.SUBMISSION_LETTER)).legal_bases == bases
