"""Figures of importing and exporting ten thousand persons for `make bench`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from orgchart import exports, tables
from orgchart.kinds import Role
from orgchart.models import Job, JobState, Person, Tenant
from orgchart.queries import people
from orgchart.queries.rosters import plan_for
from orgchart.services import jobs, roster_imports
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, actor_for
from tests.orgchart.imports.large import large_roster
from tests.orgchart.imports.taking import read_workbook
from tests.plugins.figures import Figures

PERSONS = 10_000


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how long it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


@contextmanager
def _inside(tenant: Tenant) -> Iterator[None]:
    """The transaction and the scope of one request."""
    with transaction.atomic(), scope(tenant=tenant.pk):
        yield


def _watched(monkeypatch: Any, job_id: int) -> list[int]:
    """How far somebody who looks at the page meanwhile sees the job come: asked on another connection."""
    seen: list[int] = []
    report = jobs._report

    def told(*told: int) -> None:
        report(*told)
        beside = connection.copy()
        with beside.cursor() as cursor:
            cursor.execute("SELECT done_steps FROM orgchart_job WHERE id = %s", [job_id])
            seen.extend(row[0] for row in cursor.fetchall())
        beside.close()

    monkeypatch.setattr(jobs, "_report", told)
    return seen


@pytest.mark.benchmark
@pytest.mark.django_db(transaction=True)
def test_import_and_export_of_ten_thousand(
    figure: Figures, settings: Any, tmp_path: Path, rf: Any, monkeypatch: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = large_roster(PERSONS)
    tenant = TenantFactory(name="Đảng bộ xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc")
    inside = partial(_inside, tenant)
    with inside():
        OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
        office = actor_for(tenant, Role.OFFICE)
        roster, read = timed(lambda: read_workbook(content, office, since=date(2024, 1, 1)))
    with inside():
        plan, planned = timed(lambda: plan_for(roster))
    while questions := plan.questions:
        answers = {key: one.proposal for key, one in questions.items()}
        with inside():
            roster = roster_imports.answer_roster(import_id=roster.pk, answers=answers, actor=office, at=NOON)
            plan = plan_for(roster)
    monkeypatch.setattr(jobs, "send_job", lambda job_id: None)
    with inside():
        roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)
    job = Job.objects.get(key=f"roster:{roster.pk}")
    seen = _watched(monkeypatch, job.pk)
    _, written = timed(lambda: run_job(job_id=job.pk, clock=lambda: NOON))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    request = rf.get("/")
    request.tenant = tenant
    on = date(2024, 11, 4)
    with inside():
        rows = tables.person_rows(people.roster(people.RosterFilter(), on), on)
        book, exported = timed(lambda: exports.workbook(request, "Cán bộ", tables.PERSONS, rows))
        book.file_to_stream.close()
        stored = Person.objects.count()

    assert stored == plan.counts()["persons"] == PERSONS
    figure("import of 10,000 persons: reading the file", read, "s")
    figure("  preview", planned, "s")
    figure("  writing all of it", written, "s", aim="≤ 60")
    figure("  steps of progress that another connection saw meanwhile", len(set(seen)), "steps", aim="≥ 3")
    figure("export of 10,000 persons", exported, "s", aim="≤ 10")
