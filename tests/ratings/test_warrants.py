"""An inspection warrant that is taken in: the closed items of its year go up by themselves, open ones do not."""

from datetime import date

import pytest

from orgchart.access import load_actor
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Envelope
from orgchart.queries import tenants_of
from orgchart.services.correspondence import write_letter
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from ratings import access
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


BEGINS, ENDS = date(2024, 12, 1), date(2024, 12, 9)


@pytest.fixture
def chain():
    """A tenant with a finished and a running year, below one that inspects."""
    link = TenantLinkFactory()
    years = {
        state: CycleFactory(tenant=link.subordinate, year=year, state=state)
        for state, year in (("closed", 2023), ("running", 2024))
    }
    with scope(tenant=link.superior.pk):
        inspector = actor_for(link.superior).account
    return link, years, inspector


def warrant(chain, year, *, replaces=None, **more):
    link, _, inspector = chain
    details = {
        "team": "Đoàn số 1", "year": year, "begins_on": BEGINS, "ends_on": ENDS, "accounts": [inspector.username],
    } | more  # fmt: skip
    with scope(tenant=link.superior.pk):
        return write_letter(
            kind="warrant", receiver_id=link.subordinate.pk, title="Quyết định kiểm tra", text="", details=details,
            actor=actor_for(link.superior, Role.OFFICE), at=NOON, replaces=replaces,
        )  # fmt: skip


def accept(chain):
    below = chain[0].subordinate
    with scope(tenant=below.pk):
        envelope = Envelope.objects.get(box="in", kind="warrant", state="sent")
        settle_on_list(envelope_id=envelope.pk, accepted=True, reason="", actor=actor_for(below, Role.OFFICE), at=NOON)


def sees(chain, state, day=BEGINS):
    link, years, inspector = chain
    with scope(tenant=link.subordinate.pk):
        return access.can_see_cases(load_actor(inspector, link.subordinate.pk, on=day), years[state])


@pytest.mark.clause("NA-4-1")
def test_accepted_warrant_lets_the_team_in_for_its_days(chain):
    warrant(chain, 2023)
    assert not sees(chain, "closed")

    accept(chain)

    days = [date(2024, 11, 30), BEGINS, ENDS, date(2024, 12, 10)]
    assert [sees(chain, "closed", day) for day in days] == [False, True, True, False]
    assert not sees(chain, "running")
    assert [chain[0].subordinate in tenants_of(chain[2], day) for day in (ENDS, days[-1])] == [True, False]
    with scope(tenant=chain[0].subordinate.pk):
        assert "đến hết 09/12/2024" in AuditRecord.objects.get(action="let_in").summary


@pytest.mark.parametrize("named", [True, False])
def test_running_year_is_open_to_the_team_only_where_the_warrant_says_so(chain, named):
    warrant(chain, 2024, running=named)

    accept(chain)

    assert sees(chain, "running") is named
    assert not sees(chain, "closed")


def test_replaced_warrant_withdraws_what_it_opened(chain):
    sent = warrant(chain, 2024, running=True)
    accept(chain)
    assert sees(chain, "running")

    warrant(chain, 2024, replaces=sent.key, accounts=[], running=True)

    assert not sees(chain, "running")
    assert chain[0].subordinate not in tenants_of(chain[2], BEGINS)
    with scope(tenant=chain[0].subordinate.pk):
        assert AuditRecord.objects.filter(action="shut_out").count() == 1


def test_team_is_of_the_office_that_inspects(chain):
    with scope(tenant=chain[0].subordinate.pk):
        stranger = actor_for(chain[0].subordinate).account

    with pytest.raises(InvalidInput, match="Không có tài khoản"):
        warrant(chain, 2024, accounts=[stranger.username])
