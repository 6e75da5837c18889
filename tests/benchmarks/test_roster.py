"""Figures of importing and exporting ten thousand persons for `make bench`."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from orgchart import exports, tables
from orgchart.kinds import Role
from orgchart.models import Job, Person
from orgchart.queries.rosters import plan_for
from orgchart.services import roster_imports
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, actor_for
from tests.orgchart.imports.large import large_roster
from tests.plugins.figures import Figures

PERSONS = 10_000


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how long it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


@pytest.mark.benchmark
@pytest.mark.django_db
def test_import_and_export_of_ten_thousand(figure: Figures, settings: Any, tmp_path: Path, rf: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = large_roster(PERSONS)
    tenant = TenantFactory(name="Đảng bộ xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc")
    OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
    with transaction.atomic(), scope(tenant=tenant.pk):
        office = actor_for(tenant, Role.OFFICE)
        roster, read = timed(
            lambda: roster_imports.take_roster(
                name="lớn.xlsx", content=content, since=date(2024, 1, 1), actor=office, at=NOON
            )
        )
        while questions := plan_for(roster).questions:
            answers = {key: one.proposal for key, one in questions.items()}
            roster = roster_imports.answer_roster(import_id=roster.pk, answers=answers, actor=office, at=NOON)
        plan, planned = timed(lambda: plan_for(roster))
        roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)
        job = Job.objects.get(key=f"roster:{roster.pk}")
        _, written = timed(lambda: run_job(job_id=job.pk, clock=lambda: NOON))
        request = rf.get("/")
        request.tenant = tenant
        rows = tables.person_rows("", date(2024, 11, 4))
        _, exported = timed(lambda: exports.workbook(request, "Cán bộ", tables.PERSONS, rows).close())
        stored = Person.objects.count()

    assert stored == plan.counts()["persons"] == PERSONS
    figure("import of 10,000 persons: reading the file", read, "s")
    figure("  preview", planned, "s")
    figure("  writing all of it", written, "s", aim="≤ 60")
    figure("export of 10,000 persons", exported, "s", aim="≤ 10")
