"""What the page of writing asks of the database when the form holds all that a form can hold. (Must show: 20)"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgchart.models import Supervision
from orgchart.tenancy import scope
from reviews.models import (
    Comment,
    Cycle,
    FormLine,
    Product,
    Review,
    ReviewSection,
    ShortcomingReport,
    Suggestion,
    SuggestionPoint,
    Target,
)
from reviews.regulations.loader import load_set
from reviews.states import ReviewState
from tests.counting import FRAME, statements_of
from tests.factories.orgchart import NOON, OrganizationFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    ConferenceFactory,
    CycleFactory,
    ReviewFactory,
    SubjectFactory,
)
from tests.reviews.writing.scene import TEXT, shortcoming_of

BUDGET, SAVING = 20, 15
FULLEST = "hung-yen-2019"
DAY = date(2024, 6, 1)


@pytest.fixture
def full(scene):
    """The head's own form under the set with the most blocks, last year's text beside it, a meeting planned."""
    last = CycleFactory(tenant=scene.tenant, year=2023)
    before = SubjectFactory(tenant=scene.tenant, cycle=last, person=scene.head, unit=scene.collective.organization)
    final = {"finalised_at": NOON, "finalised_by": scene.office.account}
    old = ReviewFactory(subject=before, state="final", self_level="HTT", **final)
    with scope(tenant=scene.tenant.pk):
        Cycle.objects.filter(pk=scene.cycle.pk).update(set_code=FULLEST, set_digest=load_set(FULLEST).digest)
        for section in scene.form_of(scene.review):
            for review in (old, scene.review):
                ReviewSection(review=review, key=section.key, text=TEXT, degree="T", version=1).save()
    return scene


def grow(scene, number):
    """So many more of everything that a form lists."""
    review = scene.review
    subject = review.subject
    common = {"year": 2024, "person": scene.head}
    for one in range(number):
        reported = shortcoming_of(scene, text=f"Đã báo cáo {one}.")
        shortcoming_of(scene, text=f"Chưa báo cáo {one}.")
        shortcoming_of(scene, text=f"Mới kết luận {one}.", year=2024)
        shortcoming_of(scene, text=f"Của tập thể {one}.", collective=scene.collective)
        unit = OrganizationFactory(tenant=scene.tenant)
        conference = ConferenceFactory(tenant=scene.tenant, cycle=scene.cycle, collective=scene.collective)
        item = AgendaItemFactory(conference=conference, subject=subject)
        with scope(tenant=scene.tenant.pk):
            ShortcomingReport(review=review, shortcoming=reported, status="fixing", progress="80%").save()
            target = Target(name=f"Chỉ tiêu {one}", done_on=DAY, **common)
            target.save()
            made = {"made_on": DAY, "added_at": NOON, "added_by": scene.office.account}
            Product(title=f"Sản phẩm {one}", target=target, **common, **made).save()
            Supervision(person=scene.head, organization=unit, started_on=date(2022, 1, 1)).save()
            letter = Suggestion(
                cycle=scene.cycle, subject=subject, subject_name=subject.name, issuer="Ban Thường vụ", state="sent",
                sent_at=NOON,
            )  # fmt: skip
            letter.save()
            SuggestionPoint(suggestion=letter, position=1, text=f"Vấn đề {one}.").save()
            FormLine(
                review=review, kind="own_shortcoming", reference=f"n{100 + FormLine.objects.count()}",
                values={"text": "Nể nang."},
            ).save()  # fmt: skip
            Comment(
                item=item, person=scene.member, text=f"Góp ý {one}.", entered_at=NOON, entered_by=scene.office.account
            ).save()


def stand(scene, state):
    """The form where its own fields do not matter: the page is only read."""
    with scope(tenant=scene.tenant.pk):
        Review.objects.filter(pk=scene.review.pk).update(state=state)


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.REVIEWED])
def test_fullest_form_keeps_the_budget_whatever_its_length(full, state, subtests):
    stand(full, state)
    page = full.client(full.author)
    grow(full, 1)
    short = statements_of(page, full.url(full.review))
    grow(full, 9)

    long = statements_of(page, full.url(full.review))
    text = page.get(full.url(full.review)).content.decode()

    assert len(short) == len(long) <= BUDGET, "\n".join(long)
    shown = ["Đã báo cáo 8.", "Chưa báo cáo 8.", "Chỉ tiêu 8", "Sản phẩm 8", "Vấn đề 8.", "Của tập thể 8.", TEXT]
    after = ["Góp ý 8.", "Mới kết luận 8."] if state == ReviewState.REVIEWED else []
    for words in shown + after:
        with subtests.test(words):
            assert words in text


@pytest.mark.parametrize(
    ("rest", "typed"),
    [
        (("muc", "I-1a"), {"text": "Viết lại.", "version": "1"}),
        (("muc", "I-1"), {"degree": "X", "version": "1"}),
    ],
)
def test_saving_a_part_of_the_fullest_form_keeps_its_budget(full, rest, typed):
    stand(full, ReviewState.DRAFT)
    grow(full, 10)
    page = full.client(full.author)

    with CaptureQueriesContext(connection) as captured:
        answer = page.post(full.url(full.review, *rest), typed, headers={"Accept": "application/json"})

    assert answer.json()["version"] == 2
    statements = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(FRAME)]
    assert len(statements) <= SAVING, "\n".join(statements)
