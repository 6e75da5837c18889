"""What dossiers, prints and letters have left open in a year."""

from django.db.models import Q
from django.urls import reverse

from dossiers.models import Dossier, IncomingSubmission, IssuedLetter, PrintedDocument
from dossiers.states import DocumentState, DossierState, LetterState, SubmissionState
from reviews.models import Cycle
from reviews.queries.closing import open_matter
from reviews.registry import OpenMatter


def matters_of_dossiers(cycle: Cycle) -> list[OpenMatter]:
    """Dossiers that were not handed in or came back, unsigned prints, letters on the way, what came from below."""

    def page(name: str) -> str:
        return reverse(f"dossiers:{name}", args=[cycle.tenant.slug, cycle.year])

    dossiers = Dossier.objects.filter(subject__cycle=cycle).select_related("subject").order_by("pk")
    handed_in = [DossierState.SUBMITTED, DossierState.RECEIVED]
    of_year = Q(subject__cycle=cycle) | Q(conference__cycle=cycle) | Q(decision__board__cycle=cycle) | Q(cycle=cycle)
    unsigned = PrintedDocument.objects.filter(of_year, state=DocumentState.READY, signatures=None).exclude(rooms=[])
    letters = IssuedLetter.objects.filter(cycle=cycle).exclude(state=LetterState.PUBLISHED)
    arrived = IncomingSubmission.objects.filter(cycle=cycle, state=SubmissionState.ARRIVED)
    return [
        *open_matter(
            "Hồ sơ bị trả lại", dossiers.filter(state=DossierState.RETURNED), lambda row: row.subject.name,
            url=page("dossier_list"), why="Vẫn bổ sung, nộp lại được sau khi kết thúc đợt.",
        ),
        *open_matter(
            "Hồ sơ chưa nộp", dossiers.exclude(state__in=[*handed_in, DossierState.RETURNED]),
            lambda row: row.subject.name, url=page("dossier_list"),
            why="Gói nộp lưu chỉ có những gì đã đưa vào hồ sơ.",
        ),
        *open_matter(
            "Hồ sơ cấp dưới gửi lên chưa thẩm định", arrived.select_related("envelope").order_by("pk"),
            lambda row: row.envelope.title, url=page("submission_list"),
            why="Cấp dưới đang chờ tiếp nhận hoặc trả lại.",
        ),
        *open_matter(
            "Bản in chưa ký", unsigned.select_related("subject", "conference").order_by("pk"), _print_name,
            url=page("scan_list"), why="Bản đã ký quét vào được cả sau khi kết thúc đợt.",
        ),
        *open_matter(
            "Văn bản chưa phát hành", letters.order_by("pk"), lambda row: row.about, url=page("letter_list"),
            why="Vẫn phát hành được sau khi kết thúc đợt.",
        ),
    ]  # fmt: skip


def _print_name(row: PrintedDocument) -> str:
    about = row.subject.name if row.subject else row.conference.title if row.conference else ""
    return f"{row.title} – {about}" if about else row.title
