"""What the estate of a tenant holds of suggestions, opinions, remediation and the lines of forms."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope, SentForm, Tenant
from orgchart.tenancy import scope
from reviews.models import ConferenceBody, FormLine, OpinionRequest, Suggestion, SuggestionPoint
from tests.access.estate_units import add_unit_rows
from tests.factories.orgchart import NOON

if TYPE_CHECKING:
    from tests.access.estate import Estate


def add_review_rows(estate: "Estate", superior: Tenant) -> None:
    """One object of every kind, about the person whose own objects these are."""
    with estate.inside():
        SentForm(
            tenant=estate.tenant, key=uuid.uuid4(), account=estate.actors["office"].account, address="/", sent_at=NOON
        ).save()  # fmt: skip
        _suggestions(estate)
        _arrived(estate, superior)
        _opinions(estate)
        rows = estate.rows
        ConferenceBody(tenant=estate.tenant, conference=rows["conference"], collective=rows["body"]).save()
        add_unit_rows(estate)


def _suggestions(estate: "Estate") -> None:
    """A letter that is being drafted about the chair, and one that was sent to the person and answered."""
    rows, common = estate.rows, {"tenant": estate.tenant, "cycle": estate.cycle, "issuer": "Ban Thường vụ Đảng ủy"}
    inspection = estate.actors["inspection"].account
    rows["suggestion"] = Suggestion(
        **common, subject=rows["chair_subject"], subject_name=rows["chair_subject"].name, drafted_by=inspection,
        agency_comments="Nhất trí với dự thảo.", version=1,
    )  # fmt: skip
    sent = Suggestion(
        **common, subject=rows["own_subject"], subject_name=rows["own_subject"].name, drafted_by=inspection,
        state="sent", approved_at=NOON, approved_by=estate.actors["head"].account, sent_at=NOON, number="12-CV/ĐU",
        is_late=True, late_reason="Bổ sung sau giám sát",
    )  # fmt: skip
    for letter in (rows["suggestion"], sent):
        letter.save()
        SuggestionPoint(tenant=estate.tenant, suggestion=letter, position=1, text="Tiến độ báo cáo.").save()
    point = sent.points.get()
    rows["line"] = FormLine(
        tenant=estate.tenant, review=rows["own_review"], kind="answer", reference=f"p{point.pk}", version=1,
        values={"explanation": "Đã chấn chỉnh.", "cause": "Chủ quan.", "responsibility": "Bản thân."},
    )  # fmt: skip
    rows["line"].save()


def _arrived(estate: "Estate", superior: Tenant) -> None:
    """A letter from above that nobody has matched yet."""
    content = {
        "year": 2024, "name": "Hội Nông dân", "position": "", "issuer": "Ban Thường vụ Huyện ủy", "number": "9-CV/HU",
        "is_central": False, "points": ["Chậm củng cố tổ chức."],
    }  # fmt: skip
    common = {
        "kind": EnvelopeKind.SUGGESTION, "title": "Gợi ý kiểm điểm năm 2024", "content": content, "digest": "1" * 64,
        "sent_at": NOON, "sent_by_name": "Ban Tổ chức Huyện ủy",
    }  # fmt: skip
    envelope = Envelope(tenant=estate.tenant, box="in", peer=superior, **common)
    envelope.save()
    with scope(tenant=superior.pk):
        Envelope(tenant=superior, box="out", peer=estate.tenant, key=envelope.key, **common).save()
    estate.rows["arrived"] = Suggestion(
        tenant=estate.tenant, cycle=estate.cycle, envelope=envelope, subject_name="Hội Nông dân", state="arrived",
        issuer=content["issuer"], number=content["number"],
    )  # fmt: skip
    estate.rows["arrived"].save()
    SuggestionPoint(tenant=estate.tenant, suggestion=estate.rows["arrived"], position=1, text="Chậm củng cố.").save()


def _opinions(estate: "Estate") -> None:
    """A request that is being prepared, one that waits for the front committee, and one that was answered."""
    rows = estate.rows
    common = {
        "tenant": estate.tenant, "cycle": estate.cycle, "form_label": "Mẫu 03", "due_on": date(2030, 1, 1),
        "criteria": [{"code": "1a", "title": "Tập trung dân chủ và quy chế"}], "question": "Cho ý kiến trong năm.",
    }  # fmt: skip
    asked = {"participant": "Ủy ban MTTQ", "organization": rows["front"]}
    told = {
        "state": "answered", "sent_at": NOON, "answered_at": NOON, "degree": "T", "degrees": {"1a": "T"},
        "strengths": "Đoàn kết nội bộ.", "shortcomings": "Không có.", "source": "paper", "number": "8-CV/BTC",
    }  # fmt: skip
    requests = {
        "opinion": common | asked | {"subject": rows["body_subject"], "state": "sent", "sent_at": NOON},
        "draft_opinion": common | {"subject": rows["body_subject"], "participant": "Hội Nông dân"},
        "told_opinion": common | told | {"subject": rows["own_subject"], "participant": "Văn phòng UBND"},
    }
    for name, fields in requests.items():
        rows[name] = OpinionRequest(subject_name=fields["subject"].name, **fields)
        rows[name].save()
