"""Nothing goes before its time, while it is held, or by one person; what goes is gone and stays on record."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from dossiers import keeping
from dossiers.documents.kinds import DocumentKind
from dossiers.models import (
    ChecklistItem,
    Disposal,
    DisposalEntry,
    Dossier,
    Evidence,
    File,
    PrintedDocument,
    Signature,
)
from dossiers.services import disposals, retention
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Envelope, EnvelopeFile, Job, JobState, RoleGrant
from orgchart.services.jobs import NO_RIGHT, run_job
from orgchart.tenancy import scope
from ratings.models import RatingCase
from ratings.services.cases import prepare_cases
from reviews.models import Cycle, ReviewSection
from tests.dossiers.kept import CANARY, LATER
from tests.factories.orgchart import NOON, actor_for

pytestmark = pytest.mark.django_db


def holding(archive):
    """The tables of the tenant with a row that holds the canary, histories, jobs and accounts included."""
    with scope(tenant=archive.tenant.pk), connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found |= {table for row in cursor.fetchall() if CANARY in str(row)}
    return found


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --- Periods -------------------------------------------------------------------------------------------------------


def test_without_a_period_nothing_ever_falls_due(archive):
    with pytest.raises(Refused, match="chưa đặt thời hạn"):
        archive.propose()


def test_what_is_kept_for_good_never_falls_due(archive):
    archive.period(years=None)

    with pytest.raises(Refused, match="vĩnh viễn"):
        archive.propose()


def test_period_counts_from_the_year_of_closing_and_ends_with_its_last_day(archive):
    archive.period(years=5)
    with scope(tenant=archive.tenant.pk):
        cycle = Cycle.objects.get()
        last = keeping.last_day(cycle, keeping.periods()["person"])

    assert (last.year, last.month, last.day) == (NOON.year + 5, 12, 31)
    evening = LATER.replace(year=last.year, month=12, day=31, hour=23, minute=59)
    with pytest.raises(Refused, match="31/12"):
        archive.propose(at=evening)
    assert archive.propose(at=evening + timedelta(minutes=1)).state == "proposed"


def test_year_that_goes_on_has_nothing_due(archive):
    archive.period()
    with scope(tenant=archive.tenant.pk):
        Cycle.objects.update(state="running", closed_at=None, closed_by=None)

    with pytest.raises(Refused, match="chưa kết thúc"):
        archive.propose()


def test_period_needs_its_ground_and_the_former_one_stays_on_record(archive):
    with pytest.raises(InvalidInput) as wrong:
        archive.period(basis=" ", years=0)
    assert set(wrong.value.errors) == {"basis", "years"}

    archive.period(years=5)
    archive.period(years=None)
    with scope(tenant=archive.tenant.pk):
        assert [str(row) for row in keeping.RetentionPeriod.objects.order_by("pk")] == ["5 năm", "vĩnh viễn"]
        assert keeping.periods()["person"].years is None
        assert AuditRecord.objects.filter(action="set_period").count() == 2


def test_only_the_office_sets_periods_and_proposes(archive):
    with pytest.raises(PermissionDenied):
        archive.period(actor=archive.head)
    archive.period()
    with pytest.raises(PermissionDenied):
        archive.propose(actor=archive.head)


def test_every_kind_of_print_belongs_to_one_class_or_is_a_record_of_disposal():
    listed = [kind for kinds in keeping.KINDS.values() for kind in kinds]

    assert len(listed) == len(set(listed))
    assert set(DocumentKind) - set(listed) == {kind for kind in DocumentKind if kind.startswith("disposal_")}


def test_everything_that_points_to_a_file_is_asked_before_one_goes():
    pointing = {
        relation.related_model for relation in File._meta.get_fields(include_hidden=True) if relation.one_to_many
    }

    assert pointing == set(keeping.USERS)
    assert Evidence in pointing


# --- Holds ---------------------------------------------------------------------------------------------------------


def held_labels(archive):
    with scope(tenant=archive.tenant.pk):
        return set(DisposalEntry.objects.filter(part_of=None).values_list("label", flat=True))


@pytest.mark.parametrize("on", ["subject_id", "person_id"])
def test_what_is_held_does_not_come_on_a_list(archive, on):
    archive.period()
    first, second = archive.subjects
    pk = first.pk if on == "subject_id" else first.person_id
    archive.call(retention.place_hold, reason="Đang xác minh đơn", **{on: pk})

    archive.propose()

    assert [label.partition(" –")[0] for label in held_labels(archive)] == [second.name]


def test_a_held_year_gives_no_list_and_gives_one_once_the_hold_is_lifted(archive):
    archive.period()
    hold = archive.call(retention.place_hold, reason="Thanh tra tỉnh", cycle_id=archive.cycle.pk)
    with pytest.raises(Refused) as refusal:
        archive.propose()
    assert refusal.value.reasons == ("Thanh tra tỉnh",)

    archive.call(retention.lift_hold, hold_id=hold.pk, reason="Đã có kết luận")

    assert archive.propose().state == "proposed"


def test_what_is_looked_at_again_holds_by_itself(archive):
    archive.period()
    with scope(tenant=archive.tenant.pk):
        prepare_cases(cycle_id=archive.cycle.pk, actor=archive.office, at=NOON)
        case = RatingCase.objects.get(subject=archive.subjects[0])
        case.flags.create(tenant=archive.tenant, rule="R", text="Cao hơn tập thể", raised_at=NOON)

    archive.propose()

    assert [label.partition(" –")[0] for label in held_labels(archive)] == [archive.subjects[1].name]


def test_hold_after_the_list_was_made_stops_the_approval(archive):
    archive.period()
    disposal = archive.propose()
    archive.call(retention.place_hold, reason="Có đơn", subject_id=archive.subjects[0].pk)

    with pytest.raises(Refused) as refusal:
        archive.approve(disposal)

    assert refusal.value.reasons[0].startswith(archive.subjects[0].name)


def test_hold_after_the_approval_keeps_its_dossier_and_the_list_says_so(archive):
    archive.period()
    disposal = archive.approve(archive.propose())
    archive.call(retention.place_hold, reason="Có đơn", subject_id=archive.subjects[0].pk)

    archive.run(disposal)

    with scope(tenant=archive.tenant.pk):
        assert list(Dossier.objects.values_list("subject", flat=True)) == [archive.subjects[0].pk]
        kept = DisposalEntry.objects.filter(part_of=None).exclude(kept_reason="").get()
        assert (kept.kept_reason, kept.gone_at) == ("Có đơn", None)
        assert ReviewSection.objects.filter(text__contains=CANARY).exists()


# --- Two persons ---------------------------------------------------------------------------------------------------


def test_nobody_approves_what_he_or_she_has_proposed(archive):
    both = actor_for(archive.tenant, Role.OFFICE, Role.HEAD)
    archive.period()
    disposal = archive.propose(actor=both)

    with pytest.raises(Refused, match="hai người"):
        archive.approve(disposal, actor=both)
    assert archive.approve(disposal).state == "approved"


def test_database_itself_knows_no_list_by_one_person(archive):
    archive.period()
    disposal = archive.propose()

    with scope(tenant=archive.tenant.pk), pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(
            state="approved", decided_at=LATER, decided_by=disposal.proposed_by
        )


def test_a_list_that_is_not_approved_takes_nothing_away(archive):
    archive.period()
    disposal = archive.propose()

    archive.call(disposals.reject_disposal, disposal_id=disposal.pk, reason="Còn cần tra cứu", actor=archive.head)

    with scope(tenant=archive.tenant.pk):
        assert Dossier.objects.count() == 2
    with pytest.raises(Refused, match="Không duyệt"):
        archive.approve(disposal)


# --- What goes, what stays -----------------------------------------------------------------------------------------


def test_what_was_disposed_of_is_nowhere_any_more_and_its_record_stays(archive, media):
    assert holding(archive) >= {"reviews_reviewsection", "reviews_historicalreviewsection", "orgchart_envelope"}
    assert CANARY.encode() in on_disk(media)

    disposal = archive.gone()

    assert holding(archive) == set()
    assert CANARY.encode() not in on_disk(media)
    assert (disposal.state, disposal.finished_at) == ("done", LATER)
    assert {disposal.proposed_by, disposal.decided_by} == {archive.office.account, archive.head.account}
    with scope(tenant=archive.tenant.pk):
        entries = DisposalEntry.objects.filter(disposal=disposal)
        assert entries.filter(part_of=None).count() == 2
        assert entries.filter(model="dossiers.file", path="").count() == 6
        assert all(len(entry.digest) == 64 for entry in entries.exclude(model="dossiers.printeddocument"))
        assert not File.objects.exists()
        assert not EnvelopeFile.objects.exists()
        assert {str(row.content["year"]) for row in Envelope.objects.all()} == {"2024"}
        assert list(AuditRecord.objects.filter(action__endswith="_disposal").values_list("action", flat=True)) == [
            "propose_disposal", "approve_disposal", "finish_disposal",
        ]  # fmt: skip


def test_file_that_another_paper_still_uses_stays(archive):
    with scope(tenant=archive.tenant.pk):
        shared = ChecklistItem.objects.filter(file__isnull=False).first().file
        PrintedDocument(
            tenant=archive.tenant, kind="decision", title="Quyết định", cycle=archive.cycle, state="ready", file=shared,
            content_digest="d" * 64, requested_at=NOON,
        ).save()  # fmt: skip

    archive.gone()

    with scope(tenant=archive.tenant.pk):
        assert list(File.objects.values_list("pk", flat=True)) == [shared.pk]
        assert Path(shared.content.path).exists()
        assert DisposalEntry.objects.get(object_id=shared.pk, model="dossiers.file").kept_reason


def test_work_that_broke_off_between_rows_and_files_is_finished_by_the_next_run(archive, media):
    """The disk refuses the last file of the list: nobody can unlink a folder."""
    archive.period()
    disposal = archive.approve(archive.propose())
    with scope(tenant=archive.tenant.pk):
        place = media / DisposalEntry.objects.exclude(path="").order_by("pk").last().path
    place.unlink()
    (place / "in the way").mkdir(parents=True)

    run_job(job_id=disposal.job_id, clock=lambda: LATER)

    assert Job.objects.get(pk=disposal.job_id).state == JobState.FAILED
    with scope(tenant=archive.tenant.pk):
        assert not Dossier.objects.exists()
        assert Disposal.objects.get().state == "approved"
    (place / "in the way").rmdir()
    place.rmdir()
    place.write_bytes(CANARY.encode())
    Job.objects.filter(pk=disposal.job_id).update(state="queued", error="", finished_at=None)

    archive.run(disposal)

    assert CANARY.encode() not in on_disk(media)
    with scope(tenant=archive.tenant.pk):
        assert Disposal.objects.get().state == "done"


def test_running_twice_does_nothing_new(archive):
    disposal = archive.gone()
    Job.objects.filter(pk=disposal.job_id).update(state="queued", finished_at=None)

    archive.run(disposal)

    with scope(tenant=archive.tenant.pk):
        assert AuditRecord.objects.filter(action="finish_disposal").count() == 1


# --- The database --------------------------------------------------------------------------------------------------


def refused(statement, *values):
    with pytest.raises(DatabaseError, match="approved disposal"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_work_of_an_approver_who_lost_the_right_waits_for_another_one(archive):
    archive.period()
    disposal = archive.approve(archive.propose())
    with scope(tenant=archive.tenant.pk):
        RoleGrant.objects.filter(account=archive.head.account).delete()
    run_job(job_id=disposal.job_id, clock=lambda: LATER)
    assert Job.objects.get(pk=disposal.job_id).error == NO_RIGHT
    with scope(tenant=archive.tenant.pk):
        assert Dossier.objects.count() == 2

    archive.run(archive.approve(disposal, actor=actor_for(archive.tenant, Role.STANDING_COMMITTEE)))

    with scope(tenant=archive.tenant.pk):
        assert not Dossier.objects.exists()


def test_list_is_decided_once(archive):
    disposal = archive.gone()

    with pytest.raises(Refused, match="Đã tiêu hủy"):
        archive.approve(disposal)
    with pytest.raises(Refused, match="Đã tiêu hủy"):
        archive.call(disposals.reject_disposal, disposal_id=disposal.pk, reason="Muộn", actor=archive.head)


TABLES = ("dossiers_file", "dossiers_printeddocument", "dossiers_dossier")


@pytest.mark.parametrize("table", TABLES)
def test_database_refuses_to_delete_what_no_approved_list_names(archive, table):
    with scope(tenant=archive.tenant.pk):
        refused(f"DELETE FROM {table}")
        archive.period()
        archive.propose()
        refused(f"DELETE FROM {table}")  # named, but not approved


def test_database_lets_go_what_an_approved_list_names_until_it_is_carried_out(archive):
    archive.period()
    disposal = archive.approve(archive.propose())
    with scope(tenant=archive.tenant.pk):
        Signature.objects.all().delete()
        ChecklistItem.objects.all().delete()
        PrintedDocument.objects.all().delete()
        Dossier.objects.filter(subject=archive.subjects[0]).delete()
        Disposal.objects.filter(pk=disposal.pk).update(state="done", emptied_at=LATER, finished_at=LATER)
        refused("DELETE FROM dossiers_dossier")


@pytest.mark.parametrize("table", ["dossiers_disposal", "dossiers_disposalentry", "dossiers_retentionperiod"])
def test_record_of_what_went_stays_for_good(archive, table):
    archive.gone()

    with scope(tenant=archive.tenant.pk):
        refused(f"DELETE FROM {table}")
