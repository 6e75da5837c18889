"""An erased person is nowhere any more, the record of it stays, and the database lets nothing else go."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from dossiers.models import File, PrintedDocument
from dossiers.services import printing
from orgchart.kinds import Role
from orgchart.models import (
    Account,
    AuditRecord,
    DisciplineRecord,
    EnvelopeFile,
    Erasure,
    Job,
    Person,
    RoleGrant,
)
from orgchart.services import erasures
from orgchart.services.jobs import run_job
from orgchart.services.sealing import head_of_chain, seal_all, verify_chain
from orgchart.tenancy import scope
from ratings.models import Award, RatingCase
from reviews.models import Cycle, Subject, Suggestion
from tests.dossiers.erased import WORDS, naming, printed
from tests.dossiers.kept import LATER
from tests.factories.orgchart import NOON, actor_for

pytestmark = pytest.mark.django_db


def on_disk(folder: Path) -> str:
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return content.decode(errors="replace").lower()


# --- Gone ----------------------------------------------------------------------------------------------------------


def test_erased_person_is_in_no_table_no_history_and_no_file(parting, media):
    assert naming(parting, *WORDS) >= {
        "orgchart_person", "orgchart_historicalperson", "orgchart_account", "orgchart_auditrecord", "orgchart_envelope",
        "orgchart_envelopefile", "reviews_subject", "reviews_historicalsubject", "dossiers_disposalentry",
        "orgchart_disciplinerecord",
    }  # fmt: skip
    assert "ma văn số 1" in on_disk(media)

    erasure = parting.erase()

    assert naming(parting, *WORDS) == set()
    assert "ma văn số 1" not in on_disk(media)
    assert (erasure.state, erasure.finished_at, erasure.paths) == ("done", LATER, [])
    assert erasure.ground == f"Đơn ngày 02/01/2031 của Người số {parting.person.pk}"


def test_others_keep_their_names_and_what_was_reviewed_stays_as_a_number(parting):
    parting.erase()

    with scope(tenant=parting.tenant.pk):
        names = set(Subject.objects.values_list("name", flat=True))
        assert names == {f"Người số {parting.person.pk}", parting.subjects[1].name}
        person = Person.objects.get(pk=parting.person.pk)
        assert (str(person), person.residence, person.birth_date) == (f"Người số {person.pk}", "", None)
        assert not EnvelopeFile.objects.filter(envelope=parting.letter).exists()
        assert DisciplineRecord.objects.get().violation == "(đã tiêu hủy)"


def test_search_finds_nobody(parting, client):
    parting.erase()
    client.force_login(parting.office.account)

    page = client.get(f"/{parting.tenant.slug}/can-bo/", {"tim": parting.name}).content.decode()

    assert parting.subjects[1].name in client.get(f"/{parting.tenant.slug}/can-bo/").content.decode()
    assert f"Người số {parting.person.pk}" not in page


def test_account_is_blocked_and_nameless(parting, client):
    client.force_login(parting.account)
    assert client.get("/viec-cua-toi/").status_code == 200

    parting.erase()

    account = Account.objects.get(pk=parting.account.pk)
    assert (account.username, account.email, account.is_active) == (f"da-xoa-{account.pk}", "", False)
    assert not account.has_usable_password()
    assert not account.memberships.filter(closed_at=None).exists()
    assert client.get("/viec-cua-toi/").status_code == 302
    with scope(tenant=parting.tenant.pk):
        assert not RoleGrant.objects.filter(account=account).exists()


def test_account_that_another_office_knows_keeps_its_name_there(parting):
    other = actor_for(parting.superior, Role.READ_ONLY).tenant_id
    parting.account.memberships.create(tenant_id=other)

    parting.erase()

    account = Account.objects.get(pk=parting.account.pk)
    assert (account.username, account.is_active) == ("vanganh1970", True)
    assert list(account.memberships.filter(closed_at=None).values_list("tenant", flat=True)) == [other]


def test_trail_tells_what_happened_by_number_and_its_chain_holds(parting):
    seal_all(at=NOON)
    with scope(tenant=parting.tenant.pk):
        kept = head_of_chain()

    erasure = parting.erase()

    with scope(tenant=parting.tenant.pk):
        said = AuditRecord.objects.get(action="close_account")
        assert said.summary == f"Khóa tài khoản Người số {parting.person.pk}: Người số {parting.person.pk}"
        assert verify_chain(kept=kept).holds
        actions = AuditRecord.objects.filter(target_type="orgchart.erasure").order_by("pk")
        assert list(actions.values_list("action", flat=True)) == [
            "propose_erasure", "approve_erasure", "redact_trail", "finish_erasure",
        ]  # fmt: skip
        assert erasure.report["records"] > 0


def test_report_says_who_has_copies_and_until_when_backups_have_them(parting, settings):
    settings.BACKUP_DAYS = 45

    report = parting.erase().report

    assert report["peers"] == [parting.superior.name]
    assert report["backups_until"] == "2031-02-16"
    assert report["files"] == 2


def test_further_spelling_is_found_too(parting):
    with scope(tenant=parting.tenant.pk):
        Subject.objects.filter(pk=parting.subjects[1].pk).update(reason="Thay cho Bảy Khuyên nghỉ")

    parting.erase(spellings="Bảy Khuyên\n")

    with scope(tenant=parting.tenant.pk):
        reason = Subject.objects.get(pk=parting.subjects[1].pk).reason
        assert reason == f"Thay cho Người số {parting.person.pk} nghỉ"


def test_what_agencies_said_and_why_an_exception_was_made_goes(parting):
    with scope(tenant=parting.tenant.pk):
        case, _ = RatingCase.objects.get_or_create(subject=parting.subject, tenant=parting.tenant)
        Award(
            tenant=parting.tenant, case=case, form="Giấy khen", exception="Có con ốm nặng", proposed_at=NOON,
            proposed_by=parting.office.account,
        ).save()  # fmt: skip
        Suggestion(
            tenant=parting.tenant, cycle=parting.cycle, subject=parting.subject, subject_name=parting.name,
            issuer="Đảng ủy", agency_comments="Có con ốm nặng", late_reason="Có con ốm nặng",
        ).save()  # fmt: skip
    assert naming(parting, "con ốm nặng") == {"ratings_award", "reviews_suggestion"}

    parting.erase()

    assert naming(parting, "con ốm nặng") == set()


def test_printed_list_of_what_went_goes_because_it_names_the_person(parting):
    with scope(tenant=parting.tenant.pk):
        disposal = Cycle.objects.get().disposals.get()
        printing.print_disposal(disposal_id=disposal.pk, actor=parting.office, at=LATER)
        job = PrintedDocument.objects.get().job
    run_job(job_id=job.pk, clock=lambda: LATER)
    with scope(tenant=parting.tenant.pk):
        assert File.objects.count() == 1

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        assert not PrintedDocument.objects.exists()
        assert not File.objects.exists()


# --- Broken off, repeated, the database ----------------------------------------------------------------------------


def test_running_twice_does_nothing_new(parting):
    erasure = parting.erase()
    Job.objects.filter(pk=erasure.job_id).update(state="queued", finished_at=None)

    parting.look(erasure)

    with scope(tenant=parting.tenant.pk):
        assert AuditRecord.objects.filter(action="finish_erasure").count() == 1


def test_database_lets_no_file_go_that_the_erasure_does_not_name(parting):
    printed(parting)
    with scope(tenant=parting.tenant.pk):
        for state in ("proposed", "approved"):
            Erasure(
                tenant=parting.tenant, person=parting.subjects[1].person, ground="x", proposed_at=LATER, state=state,
                proposed_by=parting.office.account, paths=["1/files/khac"],
                **({} if state == "proposed" else {"decided_at": LATER, "decided_by": parting.head.account}),
            ).save()  # fmt: skip
            with pytest.raises(DatabaseError, match="approved disposal"), transaction.atomic():
                PrintedDocument.objects.all().delete()
            Erasure.objects.filter(ground="x").update(
                state="rejected", reject_reason="x", decided_at=LATER, decided_by=parting.head.account
            )


@pytest.mark.parametrize("state", ["done", "rejected"])
def test_decision_is_the_last_word(parting, state):
    """Or an erasure that is over could be opened again to change the trail."""
    erasure = parting.erase() if state == "done" else parting.ask()
    if state == "rejected":
        parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Không", actor=parting.head)
    again = {"state": "approved", "decided_at": LATER, "decided_by": parting.head.account, "finished_at": None}

    with scope(tenant=parting.tenant.pk), pytest.raises(DatabaseError, match="last word"), transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(**again)


def test_ground_of_another_erasure_is_searched_too(parting):
    with scope(tenant=parting.tenant.pk):
        Erasure(
            tenant=parting.tenant, person=parting.subjects[1].person, ground=f"Cùng đơn với {parting.name}",
            proposed_at=LATER, proposed_by=parting.office.account,
        ).save()  # fmt: skip

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        grounds = set(Erasure.objects.values_list("ground", flat=True))
    assert f"Cùng đơn với Người số {parting.person.pk}" in grounds


def test_record_of_an_erasure_stays_for_good(parting):
    erasure = parting.ask()

    with scope(tenant=parting.tenant.pk), pytest.raises(DatabaseError, match="approved disposal"), transaction.atomic():
        erasure.delete()
