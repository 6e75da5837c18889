"""Letters between offices: which kinds people write by hand, what an order asks for, how content is shown."""

from collections.abc import Iterator
from datetime import date

from django.db.models import TextChoices

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Account, Envelope

BY_HAND = (
    EnvelopeKind.QUESTION,
    EnvelopeKind.LETTER,
    EnvelopeKind.REPORT,
    EnvelopeKind.NOTICE,
    EnvelopeKind.ORDER,
    EnvelopeKind.WARRANT,
)
# The kind by which the receiver answers.
ANSWERS = {
    EnvelopeKind.QUESTION: EnvelopeKind.NOTICE,
    EnvelopeKind.LETTER: EnvelopeKind.NOTICE,
    EnvelopeKind.ORDER: EnvelopeKind.REPORT,
    EnvelopeKind.NOTICE: EnvelopeKind.QUESTION,
}
RANGES = "Ngày kết thúc phải từ ngày bắt đầu trở đi."


class OrderTask(TextChoices):
    """What a superior may order; the lower tenant carries it out itself and reports. (NA-4-2, NA-4-3)"""

    REVIEW_AGAIN = "review_again", "Kiểm điểm lại"
    SUSPEND = "suspend", "Tạm dừng xếp loại"
    RATE_AGAIN = "rate_again", "Xếp loại lại"
    ANNUL = "annul", "Hủy bỏ kết quả xếp loại"
    COMPLETE = "complete", "Bổ sung, hoàn thiện hồ sơ"


def question_facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Which clause a question is about."""
    if envelope.content.get("clause"):
        yield "Về điều khoản", str(envelope.content["clause"])


def notice_facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Whether an answer says that the document has to change."""
    if envelope.content.get("needs_amendment"):
        yield "Quy định", "Cần sửa đổi, bổ sung"


def order_facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """What an order asks for, and until when."""
    content = envelope.content
    yield "Yêu cầu", str(OrderTask(content["task"]).label) if content.get("task") in OrderTask.values else ""
    if content.get("due_on"):
        yield "Hoàn thành trước", _day(content["due_on"])


def warrant_facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Team, scope and span of an inspection."""
    content = envelope.content
    yield "Đoàn kiểm tra", str(content.get("team", ""))
    yield "Năm được kiểm tra", str(content.get("year", ""))
    yield "Thời gian", f"từ {_day(content.get('begins_on', ''))} đến {_day(content.get('ends_on', ''))}"
    if content.get("accounts"):
        rows = Account.objects.filter(username__in=content["accounts"]).order_by("full_name", "pk")
        when = "cả khi năm đang thực hiện" if content.get("running") else "sau khi năm kết thúc"
        yield "Được đọc trực tiếp", f"{', '.join(row.full_name for row in rows)}; {when}"


def _day(written: str) -> str:
    try:
        return f"{date.fromisoformat(written):%d/%m/%Y}"
    except ValueError:
        return written
