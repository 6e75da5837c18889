"""Somebody who took part in a year that is over and whose papers have gone, for the tests of erasure."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import connection

from dossiers.models import PrintedDocument
from orgchart import audit
from orgchart.kinds import Role
from orgchart.models import (
    Account,
    Envelope,
    EnvelopeFile,
    Erasure,
    Job,
    JobState,
    Person,
    PersonalFile,
)
from orgchart.queries import personal_files
from orgchart.services import erasures
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.dossiers.kept import LATER, Archive
from tests.factories.orgchart import NOON, DisciplineRecordFactory, PersonFactory, actor_for

HOME = "Thôn Khuổi Vàng Anh"
FIRST_NAME = "Ma Văn Vàng Anh"  # before a correction
WORDS = ("vàng anh", "vang anh", "vanganh", "ma văn số 1", "ma van so 1", "1970-02-03")


class Parting(Archive):
    """Beside what the archive has: an account, discipline, letters with papers, a corrected name."""

    def __init__(self):
        super().__init__()
        self.subject = self.subjects[0]
        self.person = self.subject.person
        self.name = self.person.full_name
        self.account = actor_for(self.tenant, Role.READ_ONLY, person=self.person).account
        with scope(tenant=self.tenant.pk):
            self._live()
        self.gone()

    def _live(self):
        Account.objects.filter(pk=self.account.pk).update(
            full_name=self.name, email="vanganh1970@phulac.vn", username="vanganh1970"
        )
        person = Person.objects.get(pk=self.person.pk)
        person.full_name = FIRST_NAME
        person.save()
        person.full_name, person.residence, person.birth_date = self.name, HOME, date(1970, 2, 3)
        person.save()
        DisciplineRecordFactory(tenant=self.tenant, person=person, violation="Vi phạm của Vàng Anh")
        letter = self.send_letter(
            f"Về đồng chí {self.name.upper()}", {"text": f"Đ/c {self.name}", "lines": [FIRST_NAME]}
        )
        file = personal_files.content_of(person, NOON.date())
        moved = self.send_letter("Hồ sơ chuyển đi", file, kind="personal_file")
        PersonalFile(tenant=self.tenant, person=person, envelope=moved).save()
        Envelope.objects.filter(pk=moved.pk).update(state="received", settled_at=NOON)
        audit.record(
            actor=None, action="close_account", target=self.account, at=NOON,
            summary=f"Khóa tài khoản vanganh1970: {self.name}", changes={"reason": f"{self.name} nghỉ hưu"},
        )  # fmt: skip
        self.letter = letter

    def send_letter(self, title, content, kind="notice"):
        """A letter with a paper that holds the name."""
        letter = Envelope(
            tenant=self.tenant, box="out", kind=kind, peer=self.superior, title=title, content=content, digest="0" * 64,
            sent_at=NOON, sent_by_name=self.name,
        )  # fmt: skip
        letter.save()
        paper = EnvelopeFile(
            tenant=self.tenant, envelope=letter, label="Văn bản", name="ma van vang anh.pdf", size=9, digest="0" * 64,
            content_type="application/pdf",
        )  # fmt: skip
        paper.content.save("paper", ContentFile(self.name.encode()))
        return letter

    def ask(self, **more):
        values = {"person_id": self.person.pk, "ground": f"Đơn ngày 02/01/2031 của {self.name}", "spellings": ""}
        return self.call(erasures.propose_erasure, **values | more)

    def look(self, erasure):
        self.run(erasure)
        with scope(tenant=self.tenant.pk):
            return Erasure.objects.get(pk=erasure.pk)

    def allow(self, erasure, **more):
        return self.call(erasures.approve_erasure, **{"erasure_id": erasure.pk, "actor": self.head} | more)

    def erase(self, **more):
        """Asked for, looked for, approved and carried out."""
        return self.look(self.allow(self.look(self.ask(**more))))

    def namesake(self):
        return PersonFactory(tenant=self.tenant, full_name=self.name)


def failed(erasure):
    """Why the work of an erasure broke off."""
    run_job(job_id=erasure.job_id, clock=lambda: LATER)
    job = Job.objects.get(pk=erasure.job_id)
    assert job.state == JobState.FAILED
    return job.error


def naming(parting, *words):
    """The tables, of the tenant and of nobody, with a row that holds one of the words."""
    found = set()
    with scope(tenant=parting.tenant.pk), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(word in str(row).lower() for row in cursor.fetchall() for word in words):
                found.add(table)
    return found


def printed(parting):
    """A paper of the year that is kept."""
    with scope(tenant=parting.tenant.pk):
        PrintedDocument(
            tenant=parting.tenant, kind="decision", title="Quyết định", cycle=parting.cycle, state="ready",
            file=parting._stored("qd.pdf", b"%PDF"), content_digest="d" * 64, requested_at=NOON,
        ).save()  # fmt: skip
