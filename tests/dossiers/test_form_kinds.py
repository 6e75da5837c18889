"""What the forms of the sets look like on paper: other items, the letterhead of outsiders, the appendix."""

from datetime import date

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.gather import forms
from dossiers.services.printing import document_kind
from orgchart.tenancy import scope
from reviews.models import Cycle, FormKind, FormLine, Review
from reviews.regulations.loader import load_set
from tests.dossiers.documents import reading
from tests.factories.reviews import ReviewFactory, ReviewSectionFactory, SubjectFactory

pytestmark = pytest.mark.django_db
SON_LA = "son-la-bdt-2022"


def made(kind, *, code=SON_LA, **person):
    """A written review of this kind under a set, and what its paper holds."""
    subject = SubjectFactory(name="Lò Thị Mai")
    review = ReviewFactory(subject=subject, form_kind=kind, self_level="HTT")
    for key in ("I-1", "I-1a", "I-2g", "I-6", "BS-1"):
        ReviewSectionFactory(review=review, key=key, text=f"Nội dung mục {key}.", degree="T")
    with scope(tenant=review.tenant_id):
        Cycle.objects.filter(pk=subject.cycle_id).update(set_code=code, set_digest=load_set(code).digest)
        type(subject.person).objects.filter(pk=subject.person_id).update(**person)
        related = ("subject__cycle__tenant", "subject__unit", "subject__person", "author")
        return Review.objects.select_related(*related).get(pk=review.pk)


def paper(review):
    with scope(tenant=review.tenant_id):
        return forms.leader_review(review, review.subject.cycle.tenant)


@pytest.mark.clause("SL-PL.3-1", "SL-II.3-1")
def test_paper_of_staff_has_its_own_title_number_and_six_items():
    review = made(FormKind.STAFF_REVIEW)

    text = reading.text(render(document_kind(review), paper(review)))

    assert document_kind(review) == DocumentKind.LEADER_REVIEW
    assert "BẢN TỰ KIỂM ĐIỂM CÔNG CHỨC, VIÊN CHỨC" in text
    assert "Mẫu 02d" in text
    assert "6. Thái độ phục vụ nhân dân" in text
    assert "Nội dung mục I-6." in text
    assert "7. Kết quả kiểm điểm tự phê bình và phê bình theo" in " ".join(text.split())
    assert "Nội dung mục BS-1." in text


@pytest.mark.clause("HY-M02-1")
@pytest.mark.parametrize(
    ("kind", "joined", "code", "bloc"),
    [
        (FormKind.STAFF_REVIEW, None, SON_LA, "state"),
        (FormKind.MEMBER_REVIEW, date(2001, 5, 19), SON_LA, "party"),
        (FormKind.STAFF_REVIEW, None, "hung-yen-2019", "party"),
    ],
)
def test_letterhead_is_the_national_one_for_outsiders_where_the_set_has_it(kind, joined, code, bloc):
    review = made(kind, code=code, joined_party_on=joined)

    found = paper(review)

    assert (found.letterhead.bloc, found.full_name, found.year) == (bloc, "Lò Thị Mai", 2024)


@pytest.mark.clause("HY-M02-4", "SL-PL.2a-5", "HY-B.II.3-10")
def test_answers_are_summed_up_in_the_form_and_listed_in_the_appendix():
    review = made(FormKind.MEMBER_REVIEW)
    with scope(tenant=review.tenant_id):
        for number in range(1, 28):
            values = {"found": "yes", "note": "Đã tự sửa."} if number == 5 else {"found": "no"}
            row = FormLine(tenant_id=review.tenant_id, review=review, kind="manifestation", reference=f"m{number}")
            row.values = values
            row.save()

    text = " ".join(reading.text(render(DocumentKind.LEADER_REVIEW, paper(review))).split())

    assert "Qua đối chiếu 27 biểu hiện, bản thân tự nhận diện: (5) Tự phê bình không nhận khuyết điểm" in text
    assert "PHỤ LỤC SỐ 02" in text
    assert "Đã tự sửa." in text


def test_appendix_is_not_printed_before_every_manifestation_is_answered():
    assert paper(made(FormKind.MEMBER_REVIEW)).manifestations == ()
