"""An erased person is nowhere any more, and nobody is erased early, by one person, or in place of a namesake."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from dossiers.models import File, PrintedDocument
from dossiers.services import printing, retention
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import (
    Account,
    AuditRecord,
    DisciplineRecord,
    EnvelopeFile,
    Erasure,
    Job,
    Person,
    Post,
    RoleGrant,
)
from orgchart.services import erasures
from orgchart.services.erasing import KEPT_MEANWHILE
from orgchart.services.jobs import NO_RIGHT, run_job
from orgchart.services.sealing import head_of_chain, seal_all, verify_chain
from orgchart.tenancy import scope
from reviews.models import Cycle, Subject
from tests.dossiers.erased import Parting, failed
from tests.dossiers.kept import LATER
from tests.factories.orgchart import NOON, PostFactory, actor_for

pytestmark = pytest.mark.django_db

WORDS = ("vàng anh", "vang anh", "vanganh", "ma văn số 1", "ma van so 1", "1970-02-03")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def parting():
    return Parting()


def naming(parting, *words):
    """The tables, of the tenant and of nobody, with a row that holds one of the words."""
    found = set()
    with scope(tenant=parting.tenant.pk), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(word in str(row).lower() for row in cursor.fetchall() for word in words):
                found.add(table)
    return found


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


# --- Not before its time -------------------------------------------------------------------------------------------


def printed(parting):
    """A paper of the year that is kept."""
    with scope(tenant=parting.tenant.pk):
        PrintedDocument(
            tenant=parting.tenant, kind="decision", title="Quyết định", cycle=parting.cycle, state="ready",
            file=parting._stored("qd.pdf", b"%PDF"), content_digest="d" * 64, requested_at=NOON,
        ).save()  # fmt: skip


def refused(parting, **more):
    with pytest.raises(Refused) as refusal:
        parting.ask(**more)
    return refusal.value.reasons


def test_papers_that_are_kept_keep_the_name_and_the_refusal_names_them_all(parting):
    printed(parting)

    assert refused(parting) == (
        "Năm 2024 còn 1 mục “Quyết định, thông báo, biên bản, báo cáo”, chưa đặt thời hạn bảo quản.",
    )


def test_hold_keeps_the_person(parting):
    parting.call(retention.place_hold, reason="Thanh tra tỉnh", person_id=parting.person.pk)

    assert refused(parting)[0] == "Hồ sơ của người này đang tạm dừng tiêu hủy: Thanh tra tỉnh."


def test_year_that_goes_on_keeps_everybody_in_it(parting):
    with scope(tenant=parting.tenant.pk):
        Cycle.objects.update(state="running", closed_at=None, closed_by=None)

    assert refused(parting) == ("Có trong đợt kiểm điểm năm 2024 chưa kết thúc.",)


def test_running_post_keeps_the_person(parting):
    post = PostFactory(tenant=parting.tenant, person=parting.person, ended_on=None)

    assert refused(parting) == (f"Đang giữ chức vụ {post.title}: kết thúc chức vụ này trước.",)
    with scope(tenant=parting.tenant.pk):
        Post.objects.update(ended_on=NOON.date())
    assert parting.ask().state == "proposed"


def test_hold_after_the_approval_stops_the_work_and_nothing_is_gone(parting):
    erasure = parting.allow(parting.look(parting.ask()))
    parting.call(retention.place_hold, reason="Có đơn", person_id=parting.person.pk)

    assert failed(erasure) == KEPT_MEANWHILE
    assert "orgchart_person" in naming(parting, "ma văn số 1")


# --- Two persons ---------------------------------------------------------------------------------------------------


def test_nobody_decides_on_the_own_proposal(parting):
    both = actor_for(parting.tenant, Role.OFFICE, Role.HEAD)
    erasure = parting.look(parting.ask(actor=both))

    with pytest.raises(Refused, match="hai người"):
        parting.allow(erasure, actor=both)
    with pytest.raises(Refused, match="hai người"):
        parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Không", actor=both)
    assert parting.allow(erasure).state == "approved"


def test_nobody_decides_on_the_own_erasure(parting):
    own = actor_for(parting.tenant, Role.HEAD, person=parting.person)
    erasure = parting.look(parting.ask())

    with pytest.raises(Refused, match="chính đồng chí"):
        parting.allow(erasure, actor=own)


def test_database_itself_knows_no_erasure_by_one_person(parting):
    erasure = parting.ask()

    with scope(tenant=parting.tenant.pk), pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(state="approved", decided_at=LATER, decided_by=erasure.proposed_by)


def test_rights_are_asked_at_every_step(parting):
    with pytest.raises(PermissionDenied):
        parting.ask(actor=parting.head)
    erasure = parting.look(parting.ask())
    with pytest.raises(PermissionDenied):
        parting.allow(erasure, actor=actor_for(parting.tenant, Role.OFFICE))
    approved = parting.allow(erasure)
    with scope(tenant=parting.tenant.pk):
        RoleGrant.objects.filter(account=parting.head.account).delete()
    assert failed(approved) == NO_RIGHT
    assert "orgchart_person" in naming(parting, "ma văn số 1")


def test_search_is_repeated_for_what_was_written_since(parting):
    erasure = parting.look(parting.ask())
    parting.namesake()
    assert erasure.doubtful == []

    later = LATER + timedelta(minutes=1)
    again = parting.look(parting.call(erasures.look_again, erasure_id=erasure.pk, at=later))

    assert again.doubtful
    assert again.found["orgchart.envelope"] == erasure.found["orgchart.envelope"]
    parting.allow(again)
    with pytest.raises(Refused, match="Đang thực hiện"):
        parting.call(erasures.look_again, erasure_id=erasure.pk)


def test_nobody_is_looked_for_on_the_word_of_somebody_who_lost_the_right(parting):
    erasure = parting.ask()
    with scope(tenant=parting.tenant.pk):
        RoleGrant.objects.filter(account=parting.office.account).delete()

    assert failed(erasure) == NO_RIGHT


def test_what_was_not_approved_takes_nothing_away_and_may_be_asked_again(parting):
    erasure = parting.look(parting.ask())
    with pytest.raises(InvalidInput):
        parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason=" ", actor=parting.head)

    parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Chưa đủ căn cứ", actor=parting.head)

    assert "orgchart_person" in naming(parting, "ma văn số 1")
    with pytest.raises(Refused, match="Không duyệt"):
        parting.allow(erasure)
    assert parting.ask().state == "proposed"


def test_it_is_asked_for_once_with_its_ground(parting):
    with pytest.raises(InvalidInput) as wrong:
        parting.ask(ground=" ", spellings="Hòa")
    assert set(wrong.value.errors) == {"ground", "spellings"}
    parting.ask()
    with pytest.raises(Refused, match="Đã có đề nghị"):
        parting.ask()


def test_nothing_is_decided_before_the_places_are_known(parting):
    with pytest.raises(Refused, match="đang tìm"):
        parting.allow(parting.ask())


# --- Two of one name -----------------------------------------------------------------------------------------------


def test_namesake_keeps_the_name_where_a_row_is_about_him_or_her(parting):
    other = parting.namesake()

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        assert Person.objects.get(pk=other.pk).full_name == parting.name
        assert Subject.objects.get(pk=parting.subject.pk).name == f"Người số {parting.person.pk}"


def test_rows_and_earlier_versions_of_either_are_clear(parting):
    parting.namesake()

    assert not {label for label, _ in parting.look(parting.ask()).doubtful} & {
        "orgchart.person", "orgchart.historicalperson", "reviews.subject", "reviews.historicalsubject",
    }  # fmt: skip


def test_unclear_places_are_listed_and_only_the_chosen_ones_go(parting):
    parting.namesake()
    with scope(tenant=parting.tenant.pk):
        mine, theirs = (parting.send_letter(f"Thư {n}", {"text": f"{parting.name} {n}"}) for n in (1, 2))
    erasure = parting.look(parting.ask())
    assert ["orgchart.envelope", mine.pk] in erasure.doubtful

    with pytest.raises(InvalidInput):
        parting.call(erasures.choose_places, erasure_id=erasure.pk, chosen=["orgchart.person:1"])
    parting.call(erasures.choose_places, erasure_id=erasure.pk, chosen=[f"orgchart.envelope:{mine.pk}"])
    parting.look(parting.allow(erasure))

    with scope(tenant=parting.tenant.pk):
        mine.refresh_from_db()
        theirs.refresh_from_db()
    assert parting.name not in mine.content["text"]
    assert theirs.content["text"] == f"{parting.name} 2"


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
