"""Background work asks again who wanted it: in its own tenant, with the rights of the moment it runs."""

import pytest

from dossiers.models import PrintedDocument
from dossiers.services import printing
from dossiers.states import DocumentState
from orgchart import registry
from orgchart.kinds import Role
from orgchart.models import Job, JobState, RoleGrant, TenantMembership
from orgchart.services.jobs import NO_RIGHT, run_job
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, ReviewFactory, ReviewSectionFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """The office has asked for the print of somebody's review; the job waits."""
    cycle = CycleFactory()
    tenant = cycle.tenant
    office = actor_for(tenant, Role.OFFICE)
    subject = SubjectFactory(tenant=tenant, cycle=cycle)
    stamps = {
        "circulated_at": NOON,
        "circulated_by": office.account,
        "finalised_at": NOON,
        "finalised_by": office.account,
    }
    review = ReviewFactory(
        subject=subject,
        form_kind="leader_review",
        author=subject.person,
        state="final",
        self_level="HTT",
        level_version=1,
        **stamps,
    )
    ReviewSectionFactory(review=review, key="I-1", text="Đã làm.", saved_by=office.account)
    with scope(tenant=tenant.pk):
        document = printing.print_review(review_id=review.pk, actor=office, at=NOON)
    return office, document


def outcome(document: PrintedDocument) -> tuple[str, str, str]:
    run_job(job_id=document.job_id, clock=lambda: NOON)
    job = Job.objects.get(pk=document.job_id)
    with scope(tenant=document.tenant_id):
        document.refresh_from_db()
    return job.state, job.error, document.state


@pytest.mark.parametrize("change", ["role", "membership", "account"])
def test_job_of_somebody_whose_right_was_taken_away_is_refused(asked, change):
    office, document = asked
    with scope(tenant=document.tenant_id):
        if change == "role":
            RoleGrant.objects.filter(account=office.account).delete()
        elif change == "membership":
            TenantMembership.objects.filter(account=office.account).update(closed_at=NOON)
        else:
            office.account.is_active = False
            office.account.save()

    assert outcome(document) == (JobState.FAILED, NO_RIGHT, DocumentState.FAILED)


def test_job_of_somebody_who_still_may_goes_on(asked):
    _, document = asked

    assert outcome(document)[0] == JobState.DONE


def test_job_that_names_a_row_of_another_tenant_finds_nothing(asked):
    """The scope of a job is that of its own tenant, whatever its arguments say."""
    _, document = asked
    foreign = actor_for(TenantFactory(), Role.OFFICE)
    job = Job.objects.create(
        tenant_id=foreign.tenant_id, key="x", kind=printing.JOB_KIND, arguments={"document": document.pk},
        requested_by=foreign.account, created_at=NOON,
    )  # fmt: skip

    run_job(job_id=job.pk, clock=lambda: NOON)

    assert Job.objects.get(pk=job.pk).state == JobState.FAILED
    assert Job.objects.get(pk=document.job_id).state == JobState.QUEUED


def test_every_kind_of_job_is_listed_here():
    """A new kind of background work has to ask `requester_of`, and to be tried out like the one above."""
    known = {kind for kind in registry._job_handlers if kind not in {"count", "fail"}}

    assert known <= {"print_document"} | LATER | NOBODYS


# Kinds whose own tests prove the same.
LATER: set[str] = {
    "dispose", "erase_person", "look_for_person", "match_scans", "read_workbook", "sign_document", "write_disciplines",
    "write_roster",
}  # fmt: skip
# Kinds that the clock asks for; each tells a reader what that reader's own list of tasks shows at that moment.
NOBODYS: set[str] = {"mail_digest", "remind"}
