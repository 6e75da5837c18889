"""The forms of a report on concurrent duties: one a step, told apart by a hidden field."""

from collections.abc import Mapping
from typing import Any

from django import forms

from reviews.models import ConcurrentDuty


class ReportForm(forms.Form):
    """What was done in the concurrent post."""

    text = forms.CharField(
        label="Kết quả thực hiện nhiệm vụ kiêm nhiệm",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Ghi kết quả thực hiện nhiệm vụ kiêm nhiệm."},
        help_text="Một văn bản gửi cùng lúc tới nơi công tác chính và nơi kiêm nhiệm.",
    )


class CommentForm(forms.Form):
    """What the concurrent workplace says."""

    comment = forms.CharField(
        label="Nhận xét, đánh giá của nơi kiêm nhiệm",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Ghi nhận xét, đánh giá của nơi kiêm nhiệm."},
    )


class GoAheadForm(forms.Form):
    """Why the rating goes ahead without the comment."""

    reason = forms.CharField(
        label="Lý do tiếp tục khi thiếu nhận xét",
        max_length=300,
        error_messages={"required": "Ghi lý do tiếp tục khi chưa có nhận xét."},
    )


class DutyForms:
    """All forms of the page; the one that was sent is bound."""

    def __init__(self, duty: ConcurrentDuty, data: Mapping[str, Any] | None) -> None:
        self.step = str(data.get("buoc", "")) if data else ""
        kinds: dict[str, type[forms.Form]] = {
            "gui": ReportForm, "tiep-nhan": forms.Form, "nhan-xet": CommentForm, "tiep-tuc": GoAheadForm,
        }  # fmt: skip
        if self.step not in kinds:
            self.step = "gui"
        self._forms = {
            name: kind(data if data is not None and name == self.step else None, initial={"text": duty.text})
            for name, kind in kinds.items()
        }

    @property
    def chosen(self) -> forms.Form:
        """The form that was sent."""
        return self._forms[self.step]

    @property
    def by_step(self) -> dict[str, forms.Form]:
        """The forms under names that templates can spell."""
        return {name.replace("-", "_"): form for name, form in self._forms.items()}
