"""The form of a letter of the office."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from dossiers.models import Channel, IssuedLetter, LetterKind
from dossiers.services.letters import DOWN, UP, Recipients
from orgchart.models import Tenant
from orgchart.queries.units import branch
from orgchart.services.correspondence import receivers

# How deep the chart is offered: the units right below the committee and what hangs on them.
OFFERED_DEPTH = 3


class LetterForm(forms.Form):
    """Kind, subject, text and everybody who gets it."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=LetterKind.choices)
    about = forms.CharField(
        label="Trích yếu nội dung", max_length=300, error_messages={"required": "Ghi trích yếu nội dung văn bản."}
    )
    text = forms.CharField(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng là một đoạn; dòng bắt đầu bằng gạch ngang là một ý.",
        error_messages={"required": "Ghi nội dung văn bản."},
    )
    above = forms.MultipleChoiceField(
        label="Cấp trên (để báo cáo)", required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.MultipleChoiceField(
        label="Tổ chức, cơ quan trong đơn vị (để thực hiện)", required=False, widget=forms.CheckboxSelectMultiple
    )
    below = forms.MultipleChoiceField(
        label="Đơn vị cấp dưới (để thực hiện)", required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label="Cơ quan ngoài hệ thống (để phối hợp)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một cơ quan, ví dụ: Sở Nội vụ. Gửi bản giấy hoặc qua trục liên thông.",
    )
    website = forms.BooleanField(label="Đăng trang thông tin điện tử (in thêm bản công bố)", required=False)

    def __init__(self, *args: Any, tenant: Tenant, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("above", [(row.pk, row.issuing_body) for row in receivers(UP, tenant, today)])
        self._offer("below", [(row.pk, row.issuing_body) for row in receivers(DOWN, tenant, today)])
        units = branch(None, today).filter(depth__gt=1, depth__lte=OFFERED_DEPTH)
        self._offer("bodies", [(row.pk, row.name) for row in units])

    def _offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        found = [(str(key), label) for key, label in choices]
        if found:
            self.fields[name].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def recipients(self) -> Recipients:
        """Everybody who was ticked or written down."""
        data = self.cleaned_data
        chosen = {name: [int(key) for key in data.get(name, ())] for name in ("above", "below", "bodies")}
        lines = [line.strip(" -;,.") for line in data["outside"].splitlines()]
        return Recipients(**chosen, outside=[line for line in lines if line], website=data["website"])


def written(letter: IssuedLetter) -> dict[str, Any]:
    """What the form of a draft begins with."""
    found: dict[str, Any] = {"kind": letter.kind, "about": letter.about, "text": letter.text}
    rows = list(letter.recipients.select_related("office").order_by("position"))
    found["bodies"] = [str(row.organization_id) for row in rows if row.channel == Channel.BODY]
    found["above"] = found["below"] = [str(row.office_id) for row in rows if row.channel == Channel.OFFICE]
    found["outside"] = "\n".join(row.name for row in rows if row.channel == Channel.OUTSIDE)
    found["website"] = any(row.channel == Channel.WEBSITE for row in rows)
    return found
