"""How the addresses of suggestions, opinions, remediation and lines are tried out."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from orgchart.kinds import Bloc, OrganizationKind
from orgchart.models import Organization
from reviews.models import Deadline, Shortcoming
from reviews.queries.contents import contents_of
from reviews.services.offline import word_of
from tests.factories.office_sets import score_offices
from tests.factories.orgchart import NOON, OrganizationFactory

REVIEW_PARTS = {
    "suggestion_id": "suggestion", "request_id": "opinion", "duty_id": "duty", "unit_id": "front",
    "note_id": "unit_note", "invitation_id": "invitation", "report_id": "unit_report", "plan_id": "remediation",
    "target_id": "target", "opinion_id": "asked_opinion", "council_id": "year_council",
}  # fmt: skip
OPINION = {"strengths": "Đoàn kết.", "shortcomings": "Không.", "degree": "T", "degree_1a": "T"}


def review_scenes() -> dict[str, dict[str, Any]]:
    """The scenes by the names of their addresses, as arguments of a scene."""
    return {
        "reviews:save_line": {
            "arrange": _draft,
            "args": {"kind": "answer"},
            "payload": lambda estate: {"explanation": "Viết lại.", "version": 1},
            "words": {"reference": lambda estate: estate["line"].reference},
        },
        "reviews:review_word": {"arrange": _draft},
        "reviews:review_word_take": {"arrange": _draft, "payload": _word_file},
        "reviews:my_unit": {"payload": lambda estate: {"kind": "reminder", "text": "Gửi dự thảo."}},
        "reviews:council_list": {
            "payload": lambda estate: {
                "kind": "offices",
                "decision_number": "9/QĐ",
                "decided_on": "20/11/2024",
                "chair": estate["chair"].pk,
                "members": [estate["own"].pk],
            }
        },
        "reviews:year_council": {
            "payload": lambda estate: {"buoc": "sang-kien", "person": estate["own"].pk, "title": "Mã hóa hồ sơ"}
        },
        "reviews:target_sheet": {
            "arrange": _draft,
            "args": {"kind": "ca-nhan"},
            "payload": lambda estate: {"buoc": "them", "name": "Thu đủ quỹ"},
            "rows": {"bearer_id": "own"},
        },
        "reviews:target": {"arrange": _draft, "payload": lambda estate: {"buoc": "ket-qua", "version": 1}},
        "reviews:citations": {
            "arrange": _draft,
            "payload": lambda estate: {"can-cu": f"I-1:{estate['product'].pk}"},
            "rows": {"review_id": "own_review"},
        },
        "reviews:remediation_begin": {"arrange": _body_has_shortcoming, "rows": {"subject_id": "body_subject"}},
        "reviews:remediation": {
            "arrange": _plan_in_draft,
            "payload": lambda estate: {"buoc": "ghi", f"{estate['remedy'].anchor}-version": 2},
        },
        "reviews:remediation_item": {
            "rows": {"item_id": "remedy"},
            "payload": lambda estate: {"buoc": "tien-do", "status": "fixing", "text": "Đã thu thêm một phần."},
        },
        "reviews:duty": {"payload": lambda estate: {"buoc": "gui", "text": "Đã thu đủ quỹ."}},
        "ratings:party_report": {"payload": lambda estate: {"text": "Đã hoàn thành nhiệm vụ.", "version": 1}},
        "dossiers:confirm_submissions": {"arrange": _handed_up},
        "ratings:council": {
            "payload": lambda estate: {
                "decision_number": "15/QĐ",
                "decided_on": "20/11/2024",
                "chair": estate["chair"].pk,
                "members": [estate["own"].pk],
                "standing_office": estate["front"].pk,
            }
        },
        "reviews:draft_opinions": {
            "arrange": _draft,
            "payload": lambda estate: {"addressee": "Phòng Nội vụ", "due_on": "05/01/2030"},
        },
        "reviews:draft_opinion": {"payload": lambda estate: {"text": "Nhất trí với dự thảo."}},
        "reviews:draft_opinion_handle": {
            "arrange": _draft_answered,
            "payload": lambda estate: {"verdict": "accepted"},
        },
        "reviews:working_days": {
            "payload": lambda estate: {"day": "12/11/2024", "kind": "off", "source": "Công văn số 12"}
        },
        "reviews:unit_report": {
            "arrange": _emulation_asked,
            "args": {"step": "thi-dua"},
            "payload": lambda estate: {"text": "Báo cáo số 4/BC."},
        },
        "reviews:year_end": {"payload": lambda estate: {"held_on": "20/12/2024"}},
        "reviews:preparation_add": {"arrange": _planned, "payload": lambda estate: {"title": "Nước uống"}},
        "reviews:preparation_tick": {
            "arrange": _planned,
            "args": {"key": "room"},
            "payload": lambda estate: {"xong": "co"},
        },
        "reviews:direction_add": {
            "arrange": _planned,
            "payload": lambda estate: {"giver": "Đ/c Phúc", "given_on": "20/11/2023", "text": "Làm rõ giải ngân."},
        },
        "reviews:invitation_add": {
            "arrange": _planned,
            "payload": lambda estate: {"kind": "other", "name": "Đại diện phường"},
        },
        "reviews:invitation_sent": {
            "arrange": _planned,
            "payload": lambda estate: {"sent_on": "20/11/2023", "sent_way": "paper"},
        },
        "reviews:office_scores": {
            "arrange": meeting_of_office,
            "payload": lambda estate: {"points_nhiem-vu": "60", "points_tham-muu": "18", "reason_tham-muu": "Chậm."},
        },
        "reviews:invitation_drop": {"arrange": _planned},
        "reviews:suggestion_new": {
            "payload": lambda estate: {"subject": estate["spare_subject"].pk, "issues": "Chậm giải ngân."}
        },
        "reviews:suggestion": {"payload": lambda estate: {"issues": "Chậm giải ngân.", "version": 1}},
        "reviews:suggestion_move@approve": {"args": {"move": "duyet"}},
        "reviews:suggestion_move@give_back": {"arrange": _approved, "args": {"move": "tra-lai"}},
        "reviews:opinions_of": {
            "payload": lambda estate: {
                "participant": "Ban Chỉ huy Quân sự",
                "criteria": ["1a"],
                "due_on": "01/02/2030",
            },
            "rows": {"subject_id": "body_subject"},
        },
        "reviews:opinion_send": {"rows": {"request_id": "draft_opinion"}},
        "reviews:opinion_answer": {"payload": lambda estate: OPINION},
        "reviews:suggestion_match": {
            "arrange": _open_chair,
            "payload": lambda estate: {"subject": estate["chair_subject"].pk},
            "rows": {"suggestion_id": "arrived"},
        },
        "reviews:suggestion_send": {
            "arrange": _approved,
            "payload": lambda estate: {"number": "7-CV/ĐU", "late_reason": "Sau giám sát"},
        },
    }


def _body_has_shortcoming(estate: Any) -> None:
    """The review of the body is over and left a shortcoming."""
    with estate.inside():
        text = {"text": "Phân công chưa rõ.", "source": "Kết luận hội nghị"}
        Shortcoming(tenant=estate.tenant, collective=estate["body_subject"].collective, year=2024, **text).save()


def _plan_in_draft(estate: Any) -> None:
    """The plan has been given back."""
    nobody = {"submitted_at": None, "submitted_by": None, "approved_at": None, "approved_by": None}
    estate.put("remediation", state="draft", **nobody)


def _handed_up(estate: Any) -> None:
    """A dossier is with the superior."""
    estate.put("above_dossier", state="submitted", submitted_at=NOON, submitted_by=estate.actors["office"].account)


def _draft_answered(estate: Any) -> None:
    """Whoever was asked about the draft has answered."""
    account = estate.actors["office"].account
    estate.put("asked_opinion", text="Nhất trí.", answered_at=NOON, answered_by=account)


def _emulation_asked(estate: Any) -> None:
    """The plan asks the front for a report of its own."""
    with estate.inside():
        Deadline(
            tenant=estate.tenant, cycle=estate["cycle"], step="thi-dua", title="Kết quả thi đua", wording="",
            last_day=date(2024, 11, 19), reporters=f" {estate['front'].kind} ",
        ).save()  # fmt: skip


def _reported(estate: Any) -> None:
    """It has reported already."""
    _emulation_asked(estate)
    estate.put("unit_report", step="thi-dua", received_at=NOON, received_by=estate.actors["office"].account)


def _planned(estate: Any) -> None:
    """The conference is not open yet."""
    estate.put("conference", state="planned", opened_at=None)


def _word_file(estate: Any) -> dict[str, Any]:
    """The own review as a Word file in which one heading was written anew."""
    with estate.inside():
        contents = contents_of(estate["own_review"])
        contents.sections["II-1"].text = "Viết lại trong Word."
        return {"file": SimpleUploadedFile("ban-kiem-diem.docx", word_of(contents))}


def _draft(estate: Any) -> None:
    """The person's text is being written."""
    unsent = {"circulated_at": None, "circulated_by": None, "finalised_at": None, "finalised_by": None}
    estate.put("own_review", state="draft", **unsent)
    estate.put("own_case", state="self_rated")


def _approved(estate: Any) -> None:
    """The letter waits to be sent; its subject can still answer."""
    estate.put("suggestion", state="approved", approved_at=NOON, approved_by=estate.actors["head"].account)
    _open_chair(estate)


def _open_chair(estate: Any) -> None:
    """The chair can still answer."""
    estate.put("chair_review", state="circulated", finalised_at=None, finalised_by=None)


def _taken_in(estate: Any) -> None:
    """The letter from above was matched."""
    _open_chair(estate)
    estate.put("arrived", state="sent", sent_at=NOON, subject=estate["chair_subject"])


def _stands(row: str, **fields: Any) -> Any:
    return lambda estate: estate.put(row, **fields)


def _answered(estate: Any) -> None:
    """The reminder has been taken note of."""
    estate.put("unit_note", done_at=NOON, done_by=estate.actors["office"].account)


def _sent(estate: Any) -> None:
    """The letter is out already."""
    _approved(estate)
    estate.put("suggestion", state="sent", sent_at=NOON)


# What an address needs to be refused for its state.
REVIEW_WRONG_STATE = {
    "reviews:my_unit": _stands("cycle", state="closed"),
    "reviews:reminder_done": _answered,
    "reviews:draft_opinions": _stands("own_review", state="circulated"),
    "reviews:draft_opinion": _draft_answered,
    "reviews:draft_opinion_handle": lambda estate: None,  # nothing came back yet
    "reviews:unit_report": _reported,
    "reviews:unit_report_received": _reported,
    "reviews:year_end": _stands("cycle", state="closed"),
    "reviews:duty": _stands("cycle", state="closed"),
    "reviews:remediation_begin": lambda estate: None,
    "reviews:council_list": _stands("cycle", state="closed"),
    "reviews:year_council": _stands("cycle", state="closed"),
    "reviews:target_sheet": _stands("cycle", state="closed"),
    "reviews:target": _stands("cycle", state="closed"),
    "reviews:citations": _stands("own_review", state="circulated"),
    "reviews:remediation": lambda estate: None,
    "reviews:remediation_item": _plan_in_draft,
    "ratings:council": _stands("cycle", state="closed"),
    "ratings:party_report": _stands("cycle", state="closed"),
    "reviews:save_line": _stands("own_review", state="circulated"),
    "reviews:opinions_of": _stands("cycle", state="closed"),
    "reviews:opinion_send": _stands("draft_opinion", state="sent", sent_at=NOON),
    "reviews:opinion_answer": _stands("opinion", state="draft"),
    "reviews:suggestion_new": _stands("cycle", state="closed"),
    "reviews:suggestion": _sent,
    "reviews:suggestion_match": _taken_in,
    "reviews:suggestion_send": _stands("suggestion", state="draft"),
}
REVIEW_OF_OTHERS = {
    "dossiers:confirm_submissions": ("head", lambda estate: None),
    "reviews:suggestion_move@approve": ("head", _sent),
    "reviews:suggestion_move@give_back": ("head", _sent),
}


def meeting_of_office(estate: Any) -> None:
    """The running conference is that of an office below an agency, in a year that scores offices."""
    score_offices(estate["cycle"])
    with estate.inside():
        agency = Organization.objects.get(pk=estate["collective"].organization_id)
    given = {"kind": OrganizationKind.AGENCY, "bloc": Bloc.STATE}
    office = OrganizationFactory(tenant=estate.tenant, parent=agency, **given)
    estate.put("collective", organization=office)


def meeting_of_office_over(estate: Any) -> None:
    """The same meeting, closed."""
    meeting_of_office(estate)
    estate.put("conference", state="closed", closed_at=NOON)
