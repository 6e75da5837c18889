"""A district sets its own opinion form for grassroots committees; everybody else is asked on Mẫu 03."""

from datetime import date

import pytest

from dossiers.gather.slips import opinion_letter
from orgchart.kinds import CollectiveKind, Level, Role
from reviews import opinion_rules
from reviews.models import OpinionRequest
from reviews.queries import set_of
from reviews.services import opinions
from reviews.services.own_sets import approve_set, submit_set
from tests.factories.orgchart import NOON, CollectiveFactory, OrganizationFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, SubjectFactory
from tests.reviews.sets.conftest import OWN

QUESTIONS = ["Công tác xây dựng Đảng của cấp ủy cơ sở", "Kết quả phát triển kinh tế - xã hội"]
WORDS = ["Rất tốt", "Tốt", "Đạt yêu cầu", "Chưa đạt"]
KEY = f"[{opinion_rules.GRASSROOTS}]"


@pytest.fixture
def asked(house):
    """A year under the district's set, a grassroots committee and a board that asks about it."""
    row = house.make(made_from="hung-yen-2019", relation="parent")
    house.change(row, f"opinion.form{KEY}", {"value": "Phiếu 01-HU", "source": OWN})
    house.change(row, f"opinion.questions{KEY}", {"value": QUESTIONS, "source": OWN})
    house.change(row, f"opinion.degrees{KEY}", {"value": WORDS, "source": OWN})
    submit_set(set_id=row.pk, actor=house.office, at=NOON)
    approve_set(set_id=row.pk, actor=house.head, at=NOON)
    cycle = CycleFactory(tenant=house.tenant, year=2025, set_code=row.code, set_digest=house.reading(row).digest)
    unit = OrganizationFactory(tenant=house.tenant, level=Level.COMMUNE)
    body = CollectiveFactory(tenant=house.tenant, organization=unit, kind=CollectiveKind.EXECUTIVE_COMMITTEE)
    subject = CollectiveSubjectFactory(tenant=house.tenant, cycle=cycle, collective=body)
    RatingCaseFactory(subject=subject, state="appraised", appraised_at=NOON, appraised_by=house.office.account)
    return subject


def ask(house, subject, criteria):
    """One body is asked about the subject."""
    return opinions.request_opinion(
        subject_id=subject.pk, participant="Ủy ban Kiểm tra Huyện ủy", criteria=criteria, due_on=date(2030, 1, 1),
        actor=actor_for(house.tenant, Role.ORGANISATION_BOARD), at=NOON,
    )  # fmt: skip


@pytest.mark.clause("HY-B.II.1.6-6")
def test_questions_and_degrees_of_the_district_stand_in_place_of_mau_03(house, asked):
    row = ask(house, asked, ["c1", "c2"])

    assert row.form_label == "Phiếu 01-HU"
    assert [one["title"] for one in row.criteria] == QUESTIONS
    board = actor_for(house.tenant, Role.ORGANISATION_BOARD)
    opinions.send_request(request_id=row.pk, actor=board, at=NOON)
    url = f"/{house.tenant.slug}/2025/lay-y-kien/{row.pk}/"
    page = house.browser(board).get(url).content.decode()
    assert all(words in page for words in (*QUESTIONS, *WORDS))
    answer = {"strengths": "Đoàn kết.", "shortcomings": "Không.", "degree": "X", "degree_c1": "X", "degree_c2": "TB"}
    assert house.browser(board).post(f"{url}tra-loi/", answer).status_code == 302
    page = house.browser(board).get(url).content.decode()
    assert "<strong>Đạt yêu cầu</strong>" in page
    assert "<strong>Rất tốt</strong>" in page


@pytest.mark.clause("HY-B.II.1.6-6")
def test_letter_is_printed_with_the_own_questions_and_degrees(house, asked):
    row = ask(house, asked, ["c1", "c2"])

    letter = opinion_letter(OpinionRequest.objects.select_related("cycle", "subject").get(pk=row.pk), house.tenant)

    assert letter.form_label == "Phiếu 01-HU"
    assert letter.criteria == tuple(f"c{number}. {text}" for number, text in enumerate(QUESTIONS, start=1))
    assert [word for word, _ in letter.degree_words] == WORDS


@pytest.mark.clause("HY-B.II.1.6-6")
def test_persons_and_bodies_of_the_district_itself_are_asked_on_mau_03(house, asked):
    person = SubjectFactory(tenant=house.tenant, cycle=asked.cycle)

    row = ask(house, person, [opinion_rules.criteria(set_of(person.cycle), person)[0].code])

    assert row.form_label == "Mẫu 03"
    assert not any("degrees" in one for one in row.criteria)
    assert opinion_rules.words_of(row.criteria)["X"] == "Xuất sắc"
