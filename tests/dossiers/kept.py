"""A year that was closed long ago, with all that a dossier holds, for the tests of what is kept and what goes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from dossiers.file_rules import CheckedFile
from dossiers.models import ChecklistItem, Disposal, Dossier, PrintedDocument, Signature
from dossiers.services import disposals, retention
from dossiers.services.files import store
from orgchart.kinds import Role
from orgchart.models import Envelope, EnvelopeFile, Job, JobState
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from reviews.models import Cycle, ReviewSection
from tests.factories.dossiers import PDF, final_review, prepared
from tests.factories.orgchart import NOON, PersonFactory, TenantFactory, actor_for
from tests.factories.reviews import CycleFactory, SubjectFactory

LATER = datetime(2031, 1, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CANARY = "Chimvanhkhuyen ngu trong vuon"


class Archive:
    """A year that was closed in 2025 with two dossiers, each with a scan, a print and a written review."""

    def __init__(self):
        self.tenant, self.superior = TenantFactory(), TenantFactory()
        self.cycle = CycleFactory(tenant=self.tenant)
        self.office = actor_for(self.tenant, Role.OFFICE)
        self.head = actor_for(self.tenant, Role.HEAD)
        self.subjects = [self._subject(f"Ma Văn Số {number}") for number in (1, 2)]
        with scope(tenant=self.tenant.pk):
            closed = {"state": "closed", "closed_at": NOON, "closed_by": self.office.account}
            Cycle.objects.filter(pk=self.cycle.pk).update(**closed)

    def _subject(self, name):
        person = PersonFactory(tenant=self.tenant, full_name=name)
        subject = SubjectFactory(tenant=self.tenant, cycle=self.cycle, person=person, name=name)
        final_review(subject)
        dossier = prepared(subject, self.office)
        with scope(tenant=self.tenant.pk):
            ReviewSection.objects.filter(review__subject=subject, text__gt="").update(text=f"{CANARY} {name}")
            for section in ReviewSection.objects.filter(review__subject=subject, text__gt=""):
                section.save()  # history has it as well
            item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
            content = PDF + f"{CANARY} {name}".encode()
            ChecklistItem.objects.filter(pk=item.pk).update(
                state="provided", note="", file=self._stored("a.pdf", content)
            )
            printed = self._stored("in.pdf", content + b" in")
            document = PrintedDocument(
                tenant=self.tenant, kind="leader_review", title=f"Mẫu 02 {name}", subject=subject, state="ready",
                content_digest=f"{subject.pk:064d}", file=printed, requested_at=NOON,
            )  # fmt: skip
            document.save()
            signed = self._stored("ky.pdf", content + b" ky")
            Signature(
                tenant=self.tenant, document=document, slot="owner", way="hand", signer_name=name, file=signed,
                signed_on=NOON.date(), recorded_at=NOON, recorded_by=self.office.account,
            ).save()  # fmt: skip
            key = self._handed_up(name, content)
            Dossier.objects.filter(pk=dossier.pk).update(
                envelope_key=key, state="received", submitted_at=NOON, submitted_by=self.office.account
            )
        return subject

    def _stored(self, name, content):
        return store(CheckedFile(name, "application/pdf", content), actor=self.office, at=NOON)

    def _handed_up(self, name, content):
        """The letter by which the dossier went up the second time; the first one was superseded."""
        common = {
            "tenant": self.tenant, "box": "out", "kind": "dossier", "peer": self.superior, "title": "Hồ sơ",
            "content": {"year": 2024, "name": name, "text": f"{CANARY} {name}", "papers": [CANARY]}, "digest": "0" * 64,
            "sent_at": NOON, "sent_by_name": "Văn phòng",
        }  # fmt: skip
        first = Envelope(**common)
        first.save()
        second = Envelope(**common, replaces=first.key)
        second.save()
        Envelope.objects.filter(pk=first.pk).update(state="superseded", replaced_by=second.key)
        for envelope in (first, second):
            file = EnvelopeFile(
                tenant=self.tenant, envelope=envelope, label="Bản kiểm điểm", name="a.pdf", size=len(content),
                content_type="application/pdf", digest="0" * 64,
            )  # fmt: skip
            file.content.save("paper", ContentFile(content))
        return second.key

    def call(self, service, **values):
        with scope(tenant=self.tenant.pk):
            return service(**{"at": LATER, "actor": self.office} | values)

    def period(self, years=5, **more):
        values = {"record_class": "person", "years": years, "basis": "Quyết định 12-QĐ/ĐU"}
        return self.call(retention.set_period, **values | more)

    def propose(self, **more):
        return self.call(disposals.propose_disposal, **{"cycle_id": self.cycle.pk, "record_class": "person"} | more)

    def approve(self, disposal, **more):
        return self.call(disposals.approve_disposal, **{"disposal_id": disposal.pk, "actor": self.head} | more)

    def run(self, disposal):
        run_job(job_id=disposal.job_id, clock=lambda: LATER)
        job = Job.objects.get(pk=disposal.job_id)
        assert (job.state, job.error) == (JobState.DONE, "")

    def gone(self, **more):
        """Proposed, approved and carried out."""
        self.period()
        disposal = self.approve(self.propose(**more))
        self.run(disposal)
        with scope(tenant=self.tenant.pk):
            return Disposal.objects.get(pk=disposal.pk)
