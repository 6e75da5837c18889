"""Fills in the lines of a form for the demo: a plausible word under every field that asks for one."""

from datetime import date, datetime

from orgchart.access import Actor
from reviews.models import Review
from reviews.queries.contents import form_of
from reviews.queries.lines import Line, lines_of
from reviews.regulations.form_lines import FieldType, LineField
from reviews.regulations.forms_of_sets import SIGN
from reviews.services.lines import save_line

WORDS = {
    "explanation": "Đã chỉ đạo rà soát, chấn chỉnh ngay trong quý và báo cáo kết quả với cấp có thẩm quyền.",
    "cause": "Chỉ đạo, kiểm tra có lúc chưa thường xuyên, chưa quyết liệt.",
    "responsibility": "Trách nhiệm trước hết thuộc về người đứng đầu và đồng chí được phân công phụ trách.",
    "measure": "Phân công cụ thể, kiểm tra tiến độ hằng tháng và đưa kết quả vào đánh giá thi đua.",
    "owner": "Người đứng đầu",
    "how": "Là thành viên tập thể, bản thân chưa tham mưu kịp thời trong lĩnh vực được phân công.",
    "result": "Hoàn thành nhiệm vụ của chức vụ theo quy chế và phân công.",
}
# The one body of the demo that found something, so that the list of the inspection commission is not empty.
FOUND_AT = "Chi ủy Chi bộ tổ dân phố Hồ Sen"
FOUND_SIGN = {
    "found": "yes",
    "what": "Có việc chi sai quỹ tổ dân phố; chi ủy đã yêu cầu hoàn trả và nhắc nhở người chi trước chi bộ.",
}
CHOICES = {"role": "yes", "cause_kind": "subjective", "scope": "collective", "head": "yes", "recurs": "no"}


def fill_lines(review: Review, *, actor: Actor, at: datetime) -> None:
    """Answer every line that still lacks something; texts that stand for lines are left to stand."""
    for kind, lines in lines_of(review, form_of(review)).items():
        if kind in {"duty", "in_charge"}:
            continue
        for line in lines:
            _fill(review, line, actor, at)


def _fill(review: Review, line: Line, actor: Actor, at: datetime) -> None:
    values: dict[str, str] = dict(line.row.values)
    if line.kind.key == SIGN and review.subject.name == FOUND_AT:
        values |= FOUND_SIGN
    while missing := line.kind.missing(values):
        values |= {field.name: _word(field, review.subject.cycle.year) for field in missing}
    fresh = {name: value for name, value in values.items() if line.row.values.get(name) != value}
    if fresh:
        save_line(
            review_id=review.pk,
            kind=line.kind.key,
            reference=line.about.reference,
            version=line.row.version,
            values=fresh,
            actor=actor,
            at=at,
        )


def _word(field: LineField, year: int) -> str:
    if field.type is FieldType.DAY:
        return date(year + 1, 3, 31).isoformat()
    if field.type is FieldType.CHOICE:
        return CHOICES.get(field.name) or next(iter(field.choices))
    return WORDS.get(field.name, "Đã thực hiện theo kế hoạch.")
