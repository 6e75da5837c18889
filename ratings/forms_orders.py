"""Forms of an inspection from handed-over documents, and of orders to rate again."""

from collections.abc import Iterable
from typing import Any

from django import forms

from orgchart.forms.fields import DAY_INPUT
from ratings.forms_aftermath import AnnulForm
from ratings.models import RatingCase
from ratings.services.inspection_files import HandFinding
from ratings.services.orders import Demand


class FindingForm(forms.Form):
    """What a person found in the documents."""

    text = forms.CharField(label="Nội dung phát hiện", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    evidence = forms.CharField(
        label="Tài liệu, căn cứ", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bản kiểm điểm, biên bản, quyết định đã đọc; điều khoản liên quan",
    )  # fmt: skip
    remedy = forms.CharField(
        label="Yêu cầu xử lý", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    subjects = forms.MultipleChoiceField(
        label="Tập thể, cá nhân liên quan", required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Giữ phím Ctrl để chọn nhiều; có chọn thì yêu cầu xếp loại lại gửi đúng những nơi này",
    )  # fmt: skip

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjects"].choices = [(one, one) for one in names]  # type: ignore[attr-defined]

    def found(self) -> HandFinding:
        """What was typed, for the service."""
        return HandFinding(**self.cleaned_data)


class OrderForm(forms.Form):
    """Until when the body below annuls and rates again."""

    due_on = forms.DateField(label="Hoàn thành trước ngày", widget=DAY_INPUT)
    text = forms.CharField(
        label="Nội dung yêu cầu thêm", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def demand(self) -> Demand:
        """What was typed, for the service."""
        return Demand(**self.cleaned_data)


class CarryOutForm(AnnulForm):
    """Which levels are annulled on an order, by which decision."""

    cases = forms.TypedMultipleChoiceField(
        label="Kết quả hủy bỏ, xếp loại lại", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đối tượng để hủy bỏ, xếp loại lại."},
    )  # fmt: skip
    field_order = ("cases", "conclusion", "annulled_on", "signer_name", "signer_title")

    def __init__(self, *args: Any, cases: Iterable[RatingCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(case.pk, _named(case)) for case in cases]
        self.fields["cases"].choices = found  # type: ignore[attr-defined]


def _named(case: RatingCase) -> str:
    group = f" – {case.group.name}" if case.group is not None else ""
    return f"{case.subject.name}: {case.get_level_display()}{group}"
