"""Forms of the pages about opinions of participants (Mẫu 03)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from orgchart.models import Organization, Tenant
from reviews.opinion_rules import Asked, words_of


class OpinionRequestForm(forms.Form):
    """Whom to ask, on what, until when; the lists are filled by the page."""

    participant = forms.CharField(
        label="Cơ quan, tổ chức được lấy ý kiến",
        max_length=200,
        required=False,
        help_text="Bỏ trống thì lấy tên theo lựa chọn dưới đây.",
    )
    organization = forms.TypedChoiceField(
        label="Trả lời trên hệ thống: cơ quan trong đơn vị", coerce=int, empty_value=None, required=False
    )
    receiver = forms.TypedChoiceField(
        label="Gửi văn bản điện tử tới đơn vị khác", coerce=int, empty_value=None, required=False
    )
    criteria = forms.MultipleChoiceField(label="Tiêu chí được hỏi", required=False, widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(label="Gửi ý kiến về trước hoặc trong ngày", widget=DAY_INPUT)
    question = forms.CharField(
        label="Nội dung xin ý kiến", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        criteria: Iterable[Asked] = (),
        organizations: Iterable[Organization] = (),
        tenants: Iterable[Tenant] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        bodies = [("", "Không chọn"), *((row.pk, row.name) for row in organizations)]
        others = [("", "Không chọn"), *((row.pk, row.name) for row in tenants)]
        self.fields["organization"].choices = bodies  # type: ignore[attr-defined]
        self.fields["receiver"].choices = others  # type: ignore[attr-defined]
        self.fields["criteria"].choices = [(one.code, f"{one.code}. {one.title}") for one in criteria]  # type: ignore[attr-defined]


class SendRequestForm(forms.Form):
    """The number of the letter."""

    number = forms.CharField(label="Số công văn", max_length=60, required=False)


class OpinionForm(forms.Form):
    """Mẫu 03: strengths, shortcomings, one degree for each criterion that was asked and one for the whole."""

    strengths = forms.CharField(label="Ưu điểm", max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    shortcomings = forms.CharField(
        label="Hạn chế, khuyết điểm",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Không có thì ghi “không”.",
    )

    def __init__(self, *args: Any, criteria: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = list(words_of(criteria).items())
        self.codes = [one["code"] for one in criteria]
        for one in criteria:
            label = f"Cấp độ: {one['code']}. {one['title']}"
            self.fields[f"degree_{one['code']}"] = _degree_field(label, words)
        self.fields["degree"] = _degree_field("Cấp độ thực hiện chung", words)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("strengths", "shortcomings", "degree")}
        return plain | {"degrees": {code: data[f"degree_{code}"] for code in self.codes}}


def _degree_field(label: str, words: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=words,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một trong bốn cấp độ."},
    )
