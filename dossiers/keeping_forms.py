"""Forms of what is kept how long, what is held and what goes."""

from typing import Any

from django import forms

from dossiers.models import RecordClass


class PeriodForm(forms.Form):
    """How long a class is kept, and on which ground."""

    record_class = forms.ChoiceField(
        label="Loại hồ sơ", choices=RecordClass.choices, error_messages={"required": "Chọn loại hồ sơ."}
    )
    permanent = forms.BooleanField(label="Bảo quản vĩnh viễn", required=False)
    years = forms.IntegerField(
        label="Số năm bảo quản",
        required=False,
        min_value=1,
        max_value=100,
        help_text="Tính từ năm kết thúc đợt, hết ngày 31/12 của năm cuối.",
        error_messages={"invalid": "Ghi số năm bằng chữ số, ví dụ 10."},
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Văn bản, điều khoản quy định thời hạn, hoặc quyết định của cơ quan.",
        error_messages={"required": "Ghi căn cứ của thời hạn này."},
    )

    def clean(self) -> dict[str, Any]:
        """Either for good or a number of years."""
        data = super().clean() or {}
        if "years" in data and bool(data.get("years")) == bool(data.get("permanent")):
            self.add_error("years", "Ghi số năm, hoặc chọn “Bảo quản vĩnh viễn”.")
        return data


class HoldForm(forms.Form):
    """What is held, and why."""

    on = forms.ChoiceField(label="Giữ lại", error_messages={"required": "Chọn hồ sơ hoặc cả năm."})
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Vụ việc, văn bản yêu cầu giữ lại.",
        error_messages={"required": "Ghi lý do giữ lại."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a hold is lifted, or a list is not approved."""

    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Ghi lý do."})
