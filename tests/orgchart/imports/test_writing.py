"""A roster is written whole or not at all, counted as shown, and changes nothing the second time (promise 33)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.imports import reading
from orgchart.kinds import Role
from orgchart.models import (
    AuditRecord,
    CellMembership,
    Collective,
    ImportState,
    Job,
    JobState,
    Organization,
    Person,
    Post,
    RosterImport,
)
from orgchart.queries.rosters import compare_roster, plan_for
from orgchart.services import chart, roster_imports, roster_writing
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, actor_for
from tests.orgchart.imports.messy import commune, plain
from tests.orgchart.imports.taking import read_workbook

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tenant = TenantFactory(name="Đảng bộ xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc")
    OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
    with scope(tenant=tenant.pk):
        yield actor_for(tenant, Role.OFFICE)


def take(office, content, name="danh sách.xlsx"):
    return read_workbook(content, office, name=name, since=SINCE)


def accept(office, roster):
    """Accept every proposal, as long as there are any."""
    for _ in range(6):
        questions = plan_for(roster).questions
        answers = {key: one.proposal for key, one in questions.items() if one.proposal}
        if not answers:
            return RosterImport.objects.get(pk=roster.pk)
        roster = roster_imports.answer_roster(import_id=roster.pk, answers=answers, actor=office, at=NOON)
    raise AssertionError("questions without end")


def write(office, roster):
    roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)
    job = Job.objects.get(key=f"roster:{roster.pk}")
    run_job(job_id=job.pk, clock=lambda: NOON)
    job.refresh_from_db()
    return job


def stored():
    return {
        "persons": Person.objects.count(), "posts": Post.objects.count(), "memberships": CellMembership.objects.count(),
        "units": Organization.objects.filter(depth__gt=1).count(), "collectives": Collective.objects.count(),
    }  # fmt: skip


def test_from_an_empty_tenant_to_the_chart_of_a_commune(office):
    roster = accept(office, take(office, commune(mended=2)))
    shown = plan_for(roster).counts()

    job = write(office, roster)

    assert (job.state, job.error, job.done_steps) == (JobState.DONE, "", job.total_steps)
    assert stored() == {key: shown[key] for key in stored()}
    roster.refresh_from_db()
    assert (roster.state, roster.counts, roster.sheets, bool(roster.content)) == (ImportState.WRITTEN, shown, [], False)
    secretary = Person.objects.get(full_name="Lý Văn Thắng")
    assert [post.title for post in secretary.posts.order_by("rank")] == ["Bí thư Đảng ủy", "Chủ tịch Hội đồng nhân dân"]
    assert secretary.history.count() == 1
    assert secretary.memberships.get().cell.name == "Chi bộ Cơ quan xã"
    record = AuditRecord.objects.get(action="write_roster")
    assert record.changes == shown
    assert record.actor == office.account


def test_importing_the_same_file_again_changes_nothing(office):
    write(office, accept(office, take(office, commune(mended=2))))
    before = stored()

    again = take(office, commune(mended=2))
    again = accept(office, again)
    plan = plan_for(again)

    assert plan.changes_nothing
    assert {person.effect.value for person in plan.persons} == {"Không thay đổi"}
    with pytest.raises(Refused, match="không có gì để ghi"):
        roster_imports.request_writing(import_id=again.pk, actor=office, at=NOON)
    assert stored() == before


def test_corrected_file_changes_only_what_was_corrected(office):
    first = plain([1, "Nông Thị Hòa", "1980", "Chi bộ Phố", "BT"], [2, "Lý Văn Ba", "01/02/1970", "Chi bộ Phố", ""])
    write(office, accept(office, take(office, first)))

    mended = plain(
        [1, "NÔNG THỊ HOÀ", "03/02/1980", "Chi bộ Phố", "Bí thư"], [2, "Lý Văn Ba", "1970", "Chi bộ Chợ", ""]
    )
    roster = accept(office, take(office, mended))
    words = {person.name: person.words for person in plan_for(roster).persons}
    write(office, roster)

    assert words == {
        "Nông Thị Hòa": ["Ngày sinh 01/01/1980 → 03/02/1980"],
        "Lý Văn Ba": ["Chuyển sang Chi bộ Chợ"],
    }
    assert Person.objects.count() == 2
    assert Person.objects.get(full_name="Nông Thị Hòa").birth_date == date(1980, 2, 3)
    moved = Person.objects.get(full_name="Lý Văn Ba").memberships.order_by("started_on", "pk")
    assert [(row.cell.name, row.ended_on is None) for row in moved] == [("Chi bộ Phố", False), ("Chi bộ Chợ", True)]


def test_nothing_is_written_while_something_is_open(office):
    roster = take(office, commune())

    with pytest.raises(Refused, match="chỗ chưa rõ"):
        roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)

    assert stored() == {"persons": 0, "posts": 0, "memberships": 0, "units": 0, "collectives": 0}


def test_failure_in_the_middle_leaves_nothing(office, monkeypatch):
    roster = accept(office, take(office, commune(mended=2)))

    def fail(**rows):
        raise RuntimeError("power cut")

    monkeypatch.setattr(chart, "appoint_all", fail)

    job = write(office, roster)

    assert job.state == JobState.FAILED
    assert stored() == {"persons": 0, "posts": 0, "memberships": 0, "units": 0, "collectives": 0}
    assert RosterImport.objects.get(pk=roster.pk).state == ImportState.PREVIEW
    monkeypatch.undo()
    assert write(office, roster).state == JobState.DONE  # asked for again, it goes through
    assert Person.objects.count() == plan_for_persons(commune(mended=2))


def plan_for_persons(content):
    """How many people the list has, counted by hand: 8 leaders, 36 members, of whom none comes twice."""
    return 44


def test_message_that_comes_twice_writes_once(office):
    roster = accept(office, take(office, plain([1, "Nông Thị Hòa", "1980", "Chi bộ Phố", "BT"])))
    job = write(office, roster)

    roster_writing.run_write_job(job, lambda done, total: None, NOON)

    assert Person.objects.count() == 1


def test_chart_that_changes_while_the_rows_are_compared_is_compared_again(office, monkeypatch):
    roster = accept(office, take(office, plain([1, "Nông Thị Hòa", "1980", "Chi bộ Phố", "BT"])))
    compared = []

    def meanwhile(*given):
        compared.append(given)
        plan = compare_roster(*given)
        if len(compared) == 1:
            chart.create_person(full_name="Nông Thị Hòa", birth_date=date(1980, 1, 1), actor=office, at=NOON)
        return plan

    monkeypatch.setattr(roster_writing, "compare_roster", meanwhile)

    assert write(office, roster).state == JobState.DONE
    assert len(compared) == 2
    assert Person.objects.count() == 1


def test_chart_that_never_rests_is_left_alone(office, monkeypatch):
    roster = accept(office, take(office, plain([1, "Nông Thị Hòa", "1980", "Chi bộ Phố", "BT"])))

    def meanwhile(*given):
        plan = compare_roster(*given)
        chart.create_person(full_name=f"Lý Văn Ba {Person.objects.count()}", actor=office, at=NOON)
        return plan

    monkeypatch.setattr(roster_writing, "compare_roster", meanwhile)

    job = write(office, roster)

    assert (job.state, job.error) == (JobState.FAILED, roster_writing.CHANGED_MEANWHILE)
    assert not Person.objects.filter(full_name="Nông Thị Hòa").exists()


@pytest.mark.postgresql  # the embedded edition's database in memory can not be emptied between two workers
@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_while_the_rows_are_compared(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    tenant = TenantFactory(name="Đảng bộ xã Phú Lạc", issuing_body="Đảng ủy xã Phú Lạc")
    open_meanwhile = []

    def watched(*given):
        open_meanwhile.append(connection.in_atomic_block)
        return compare_roster(*given)

    monkeypatch.setattr(roster_writing, "compare_roster", watched)
    with transaction.atomic(), scope(tenant=tenant.pk):
        OrganizationFactory(tenant=tenant, name=tenant.name, kind="party_committee")
        office = actor_for(tenant, Role.OFFICE)
        roster = accept(office, take(office, plain([1, "Nông Thị Hòa", "1980", "Chi bộ Phố", "BT"])))
        roster_imports.request_writing(import_id=roster.pk, actor=office, at=NOON)  # runs when this has ended

    assert open_meanwhile == [False]
    with transaction.atomic(), scope(tenant=tenant.pk):
        assert Person.objects.get().full_name == "Nông Thị Hòa"


def test_second_head_is_asked_about_and_takes_over(office):
    write(office, accept(office, take(office, plain([1, "Lý Văn Ba", "1970", "Chi bộ Phố", "BT Đảng ủy"]))))

    roster = take(office, plain([1, "Ma Thị Tư", "1975", "Chi bộ Phố", "BT Đảng ủy"]))
    question = next(iter(plan_for(roster).questions.values()))
    assert "đã có người đứng đầu: Lý Văn Ba" in question.reason
    assert question.proposal == "skip"  # both begin on one day: nobody can have followed the other

    roster.since = date(2024, 7, 1)
    roster.save()
    roster = accept(office, roster)
    write(office, roster)

    ended = Post.objects.get(person__full_name="Lý Văn Ba", title="Bí thư Đảng ủy")
    assert ended.ended_on == date(2024, 6, 30)
    assert Post.objects.get(person__full_name="Ma Thị Tư").started_on == date(2024, 7, 1)


def test_file_that_is_no_workbook_is_refused_at_the_field(office):
    with pytest.raises(InvalidInput, match="không phải bảng tính") as refusal:
        take(office, b"PK nothing")

    assert set(refusal.value.errors) == {"file"}
    assert not RosterImport.objects.exists()


def test_file_without_a_roster_says_what_it_needs_and_keeps_no_cells(client, office):
    roster = take(office, plain(headings=("A", "B")))

    assert (roster.state, roster.sheets) == (ImportState.UNREADABLE, [])
    client.force_login(office.account)
    slug = office.account.memberships.get().tenant.slug
    assert "dòng tiêu đề" in client.get(reverse("orgchart:roster", args=[slug, roster.pk])).content.decode()
    roster_imports.drop_roster(import_id=roster.pk, actor=office, at=NOON)


def test_uploading_reads_no_cell_itself(office, monkeypatch):
    """(a slow file costs the worker its time, and no request its transaction)"""
    monkeypatch.setattr(
        "orgchart.imports.reading.run_child", lambda *_args, **_more: pytest.fail("read in the request")
    )

    taken = roster_imports.take_workbook(
        kind="roster",
        name="a.xlsx",
        content=plain([1, "Lý Văn Ba", "1970", "", ""]),
        since=SINCE,
        actor=office,
        at=NOON,
    )

    assert (taken.state, taken.sheets) == (ImportState.READING, [])
    with pytest.raises(Refused, match="đang đọc tệp"):
        roster_imports.request_writing(import_id=taken.pk, actor=office, at=NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_no_transaction_is_open_while_the_child_reads(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    tenant, open_then, real = TenantFactory(), [], reading.read_raw

    def read(content):
        open_then.append(connection.in_atomic_block)
        return real(content)

    monkeypatch.setattr(reading, "read_raw", read)
    with transaction.atomic(), scope(tenant=tenant.pk):
        taken = roster_imports.take_workbook(
            kind="roster", name="a.xlsx", content=plain([1, "Lý Văn Ba", "1970", "", ""]), since=SINCE,
            actor=actor_for(tenant, Role.OFFICE), at=NOON,
        )  # fmt: skip

    run_job(job_id=taken.job.pk, clock=lambda: NOON)

    with transaction.atomic(), scope(tenant=tenant.pk):
        assert RosterImport.objects.get().state == ImportState.PREVIEW
    assert open_then == [False]


def test_only_who_keeps_the_chart_imports(office):
    member = actor_for(office.account.memberships.get().tenant)

    with pytest.raises(PermissionDenied):
        take(member, plain([1, "Lý Văn Ba", "1970", "", ""]))


def test_dropped_import_keeps_nothing_of_the_people(office, django_capture_on_commit_callbacks):
    roster = take(office, plain([1, "Lý Văn Ba", "1970", "", ""]))
    path = roster.content.path

    with django_capture_on_commit_callbacks(execute=True):
        roster_imports.drop_roster(import_id=roster.pk, actor=office, at=NOON)

    roster.refresh_from_db()
    assert (roster.state, roster.sheets, roster.answers, bool(roster.content)) == (ImportState.DROPPED, [], {}, False)
    with pytest.raises(FileNotFoundError), open(path):  # noqa: PTH123
        pass
