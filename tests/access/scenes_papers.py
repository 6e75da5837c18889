"""For every address of dossiers and documents: what has to stand there first, and what a sound request sends."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.services.files import store_upload
from orgchart.models import Job
from tests.access.estate import Estate
from tests.access.scene import Scene, fixed
from tests.dossiers.signing.paper import printed, signed_elsewhere
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON


def _stands(row: str, **fields: Any) -> Callable[[Estate], None]:
    return lambda estate: estate.put(row, **fields)


def _move(action: str) -> Callable[[Estate], Mapping[str, Any]]:
    return fixed(action=action)


def unconfirmed_paper(estate: Estate) -> None:
    """The stored paper counts only with a signature and a seal."""
    estate.put("paper", confirmation="signatureAndSeal")


def a_letter(estate: Estate) -> None:
    """The document is of a kind that offices finish in Word."""
    estate.put("document", kind="submission_letter")


def waiting_to_be_printed(estate: Estate) -> None:
    """The document of the batch has not been begun."""
    estate.put("document", state="requested")
    Job.objects.filter(pk=estate["job"].pk).update(state="queued")


def accepted(estate: Estate) -> None:
    """A dossier from below was taken in for the subject that is decided on."""
    estate.put("submission", state="accepted", subject=estate["body_subject"])
    estate.put("envelope", state="received", settled_at=NOON)


def printed_for_real(estate: Estate) -> None:
    """The document is a PDF that programs can sign."""
    with estate.inside():
        file = store_upload(name="quyet-dinh.pdf", content=printed().content, actor=estate.actors["office"], at=NOON)
    estate.put("document", file=file)


DRAFT = {"state": "draft", "number": None, "issued_on": None, "code": "", "published_at": None}
LETTER = {"kind": "CV", "about": "Đôn đốc nộp hồ sơ", "text": "Đề nghị nộp hồ sơ.", "outside": "Sở Nội vụ"}


def printed_letter(estate: Estate) -> None:
    """The letter has its number and its print, and was not sent yet."""
    estate.put("office_letter", state="numbered", published_at=None)


PAPER_SCENES: Mapping[str, Scene] = {
    "dossiers:upload": Scene(payload=lambda estate: {"file": SimpleUploadedFile("ban-in.pdf", PDF)}),
    "dossiers:note": Scene(payload=fixed(action="paper", note="Tủ số 2")),
    "dossiers:give_back": Scene(
        arrange=_stands("own_dossier", state="submitted"), payload=fixed(reason="Thiếu bản kê khai")
    ),
    "dossiers:confirm": Scene(
        arrange=unconfirmed_paper, payload=fixed(body="Chi ủy Trung Tâm", name="Lường Văn Sơn", on="04/11/2024")
    ),
    "dossiers:move@complete": Scene(payload=_move("complete")),
    "dossiers:move@reopen": Scene(arrange=_stands("own_dossier", state="complete"), payload=_move("reopen")),
    "dossiers:move@submit": Scene(arrange=_stands("own_dossier", state="complete"), payload=_move("submit")),
    "dossiers:move@receive": Scene(arrange=_stands("own_dossier", state="submitted"), payload=_move("receive")),
    "dossiers:accept": Scene(
        arrange=_stands("own_case", state="self_rated"), payload=lambda estate: {"subject": estate["own_subject"].pk}
    ),
    "dossiers:send_back": Scene(payload=fixed(reason="Thiếu bản kê khai")),
    "dossiers:send_decision": Scene(arrange=accepted),
    "dossiers:sign_by_hand": Scene(payload=fixed(signed_on="04/11/2024", kept_at="Tủ số 3")),
    "dossiers:scan_list": Scene(
        payload=lambda estate: {"scans": [SimpleUploadedFile("quet.pdf", PDF)], "signed_on": "04/11/2024"}
    ),
    # The paper of the estate was made by hand: its data are not those of a print.
    "dossiers:document_word": Scene(arrange=a_letter),
    "dossiers:archive": Scene(arrange=_stands("cycle", state="closed")),
    "dossiers:batch_list": Scene(payload=fixed(kind="slips")),
    "dossiers:batch_file": Scene(arrange=printed_for_real),
    "dossiers:batch_cancel": Scene(arrange=waiting_to_be_printed),
    "dossiers:batch_retry": Scene(arrange=_stands("document", state="failed")),
    "dossiers:sign_here": Scene(args={"slot": "owner"}),
    "dossiers:take_in_signed": Scene(
        arrange=printed_for_real,
        payload=lambda estate: {"file": SimpleUploadedFile("da-ky.pdf", signed_elsewhere())},
    ),
    "dossiers:new_letter": Scene(payload=fixed(**LETTER)),
    "dossiers:edit_letter": Scene(arrange=_stands("office_letter", **DRAFT), payload=fixed(**LETTER)),
    "dossiers:number_letter": Scene(arrange=_stands("office_letter", **DRAFT)),
    "dossiers:publish_letter": Scene(arrange=printed_letter),
    "dossiers:print_minutes": Scene(arrange=_stands("conference", state="closed", closed_at=NOON)),
    "dossiers:print_meeting": Scene(args={"part": "danh-sach"}),
    "dossiers:print_subject": Scene(args={"kind": "self_assessment"}),
}
