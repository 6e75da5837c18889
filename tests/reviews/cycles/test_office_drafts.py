"""The office drafts the reports of both committees of one party body. (GB-3.2.4a-1)"""

from datetime import date

import pytest

from orgchart.errors import NotVisible
from orgchart.kinds import CollectiveKind, PostRole
from orgchart.tenancy import scope
from reviews.models import Cycle, Review, ReviewSection
from reviews.regulations.loader import load_set
from reviews.services.subjects import generate_subjects
from reviews.services.writing import save_section
from tests.factories.orgchart import NOON, actor_for

BOTH = (CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE)


@pytest.fixture
def reports(commune):
    """The standing and the executive committee of one party body under a set that reviews both; their member."""
    bodies = {kind: commune.collective(kind) for kind in BOTH}
    head = commune.holder("Nguyễn Thị Bí", bodies[BOTH[0]], rank=10)
    commune.holder("", bodies[BOTH[1]], person=head, rank=11)
    member = commune.holder("Trần Văn Ủy", bodies[BOTH[1]], role=PostRole.MEMBER, rank=15)
    cycle = commune.cycle(set_code="giang-bien-2021", year=2024, rating_date=date(2024, 11, 30))
    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)
        Cycle.objects.filter(pk=cycle.pk).update(state="running", set_digest=load_set("giang-bien-2021").digest)
        yield {kind: Review.objects.get(subject__collective=body) for kind, body in bodies.items()}, member


@pytest.mark.clause("GB-3.2.4a-1")
def test_both_reports_exist_and_the_office_writes_in_both(commune, reports):
    found, _ = reports

    for kind, review in found.items():
        save_section(
            review_id=review.pk, key="I-1", version=0, text=f"Dự thảo của {kind.label}.", actor=commune.office, at=NOON
        )

    texts = dict(ReviewSection.objects.values_list("review", "text"))
    assert texts == {found[kind].pk: f"Dự thảo của {kind.label}." for kind in BOTH}


def test_a_mere_member_writes_in_neither(commune, reports):
    found, member = reports
    actor = actor_for(commune.tenant, person=member)

    for review in found.values():
        with pytest.raises(NotVisible):
            save_section(review_id=review.pk, key="I-1", version=0, text="Chen vào.", actor=actor, at=NOON)
