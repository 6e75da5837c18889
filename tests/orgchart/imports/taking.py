"""An upload with its reading done, as the worker does it."""

from datetime import date
from typing import Any

from orgchart.access import Actor
from orgchart.models import RosterImport
from orgchart.services.jobs import run_job
from orgchart.services.roster_imports import take_workbook
from tests.factories.orgchart import NOON

DAY = NOON.date()


def read_workbook(
    content: bytes, actor: Actor, *, kind: str = "roster", name: str = "danh sách.xlsx", since: date = DAY
) -> RosterImport:
    """Take a file in and read it."""
    taken = take_workbook(kind=kind, name=name, content=content, since=since, actor=actor, at=NOON)
    job: Any = taken.job
    run_job(job_id=job.pk, clock=lambda: NOON)
    return RosterImport.objects.get(pk=taken.pk)
