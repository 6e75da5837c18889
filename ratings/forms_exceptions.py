"""The form of a decision that raises the cap of one group."""

from django import forms

from orgchart.forms import DAY_INPUT
from ratings.models import CapException
from ratings.services.cap_exceptions import Grant


class CapExceptionForm(forms.Form):
    """What the decision says; the rule of the set stands beside it."""

    rate = forms.IntegerField(label="Tỷ lệ được quyết định (%)", min_value=1, max_value=100)
    decided_by = forms.CharField(label="Cấp có thẩm quyền quyết định", max_length=200)
    decision_number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY_INPUT)
    bodies = forms.CharField(label="Tổ chức, cơ quan, đơn vị được áp dụng", max_length=400)
    achievement = forms.CharField(
        label="Thành tích làm căn cứ", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Xuất sắc, nổi trội, hoàn thành vượt kế hoạch: nêu việc và số liệu",
    )  # fmt: skip

    def grant(self) -> Grant:
        """What was typed, for the service."""
        return Grant(**self.cleaned_data)


def recorded_as_typed(found: CapException | None) -> dict[str, object]:
    """The fields as they are recorded, to be corrected before the places are computed."""
    return {name: getattr(found, name) for name in CapExceptionForm.base_fields} if found else {}
