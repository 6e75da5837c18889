"""Letterheads and names are text: what looks like a template stays as typed, on paper and in letters (promise 39)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.core import mail
from django.template import Context, Template

from dossiers.documents.sandbox import close_child
from dossiers.models import PrintedDocument
from dossiers.services import printing
from orgchart.kinds import Role
from orgchart.models import Job, JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from reviews.services import reminders
from reviews.services.cycles import create_cycle
from tests.factories.orgchart import NOON, PersonFactory, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, DeadlineFactory, ReviewFactory, SubjectFactory

pytestmark = pytest.mark.django_db
CODES = ("{{settings}}", "{%load i18n%}", "{{x.__class__}}", "{{7|add:7}}")
TYPED = " ".join(CODES)
MORNING = datetime(2024, 11, 12, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def tenant(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield TenantFactory(issuing_body=TYPED, name=TYPED[:60], short_name=TYPED[:40])
    close_child()


def compact(text: str) -> str:
    return "".join(text.split())


def test_letterhead_is_printed_as_it_was_typed(tenant):
    office = actor_for(tenant, Role.OFFICE)
    with scope(tenant=tenant.pk):
        cycle = create_cycle(
            year=2024, set_code="cho-chu-2024", rating_date=date(2024, 11, 30), title=TYPED, actor=office, at=NOON
        )
        document = printing.print_annex(cycle_id=cycle.pk, actor=office, at=NOON)
    run_job(job_id=document.job_id, clock=lambda: NOON)

    with scope(tenant=tenant.pk):
        file = PrintedDocument.objects.select_related("file").get(pk=document.pk).file
        with file.opened() as content, pypdfium2.PdfDocument(content.read()) as pdf:
            text = "".join(page.get_textpage().get_text_bounded() for page in pdf)

    assert [code for code in CODES if compact(code).upper() not in compact(text).upper()] == []


def test_letter_says_what_was_typed(tenant):
    cycle = CycleFactory(tenant=tenant)
    DeadlineFactory(cycle=cycle, step="self_review", last_day=date(2024, 11, 15))
    writer = PersonFactory(tenant=tenant)
    ReviewFactory(subject=SubjectFactory(tenant=tenant, cycle=cycle, person=writer), author=writer)
    account = actor_for(tenant, person=writer).account
    type(account).objects.filter(pk=account.pk).update(email="viet@xa.vn", full_name=TYPED)

    reminders.remind_all(at=MORNING)
    while jobs := list(Job.objects.filter(state=JobState.QUEUED)):
        for job in jobs:
            run_job(job_id=job.pk, clock=lambda: MORNING)

    (letter,) = mail.outbox
    assert f"Kính gửi đồng chí {TYPED}," in letter.body
    assert TYPED[:40].strip() in letter.body


def test_as_a_template_it_would_say_something_else():
    """The control: the engine of our own pages does read these signs."""
    assert Template("{{7|add:7}}").render(Context()) == "14"
