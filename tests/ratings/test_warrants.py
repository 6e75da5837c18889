"""An inspection warrant that is taken in: the closed items of its year go up by themselves, open ones do not."""

from datetime import date

import pytest

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.services.correspondence import write_letter
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from ratings.models import RatingCase
from tests.factories.orgchart import NOON, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.clause("NA-4-1", "HY-A.3-2")
def test_a_warrant_brings_the_decided_levels_of_its_year_and_nothing_else():
    link = TenantLinkFactory()
    below, above = link.subordinate, link.superior
    cycle = CycleFactory(tenant=below)
    subjects = [SubjectFactory(tenant=below, cycle=cycle, name=name) for name in ("Đã quyết định", "Còn dự thảo")]
    for subject in subjects:
        RatingCaseFactory(subject=subject)
    with scope(tenant=below.pk):
        RatingCase.objects.filter(subject=subjects[0]).update(state="decided", level="HTT")
    details = {"team": "Đoàn số 1", "year": 2024, "begins_on": date(2024, 12, 1), "ends_on": date(2024, 12, 9)}
    with scope(tenant=above.pk):
        write_letter(
            kind="warrant", receiver_id=below.pk, title="Quyết định kiểm tra", text="", details=details,
            actor=actor_for(above, Role.OFFICE), at=NOON,
        )  # fmt: skip

    with scope(tenant=below.pk):
        settle_on_list(
            envelope_id=Envelope.objects.get().pk,
            accepted=True,
            reason="",
            actor=actor_for(below, Role.OFFICE),
            at=NOON,
        )

    with scope(tenant=above.pk):
        file = Envelope.objects.get(kind=EnvelopeKind.INSPECTION_FILE)
        warrant = Envelope.objects.get(kind=EnvelopeKind.WARRANT)
        assert [(item["name"], item["level"]) for item in file.content["items"]] == [("Đã quyết định", "HTT")]
        assert file.reply_to == warrant.key
