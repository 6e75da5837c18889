"""Fields that several forms share, and what every form of the chart does with a refusal of its service."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from orgchart.errors import InvalidInput

# A text field: the date field of a browser shows month and day in the order of the browser's language, not of the page.
DAY_INPUT = forms.DateInput(
    attrs={"class": "day-input", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}, format="%d/%m/%Y"
)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
TOO_EARLY, TOO_LATE = "Ngày quá xa trong quá khứ; kiểm tra lại năm.", "Ngày quá xa trong tương lai; kiểm tra lại năm."
LARGEST_VERSION = 2**31 - 1


def day_field(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    """A day, within the years that somebody alive can mean."""
    return forms.DateField(
        label=label,
        required=required,
        widget=DAY_INPUT,
        help_text=help_text,
        validators=[MinValueValidator(FIRST_DAY, TOO_EARLY), MaxValueValidator(LAST_DAY, TOO_LATE)],
    )


class EntryForm(forms.Form):
    """A form whose service may refuse: the reason goes to the field that it names."""

    def take_errors(self, refusal: InvalidInput) -> None:
        """Put what the service said to the fields; what names no field stands on top."""
        for name, message in refusal.errors.items():
            shown = name in self.fields and not self.fields[name].widget.is_hidden
            self.add_error(name if shown else None, message)

    def service_data(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return dict(self.cleaned_data)


class RowForm(EntryForm):
    """A form that corrects a row; it carries the version that it was opened with, so that nobody overwrites unseen."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION, label="Phiên bản",
        error_messages={"required": "Thiếu phiên bản của trang; tải lại trang rồi nhập lại."},
    )  # fmt: skip

    def outdate(self, row: models.Model) -> None:
        """Somebody else wrote in between: say what stands on the server, and let the next press overwrite it."""
        theirs = {
            name: self._shown(name, getattr(row, name))
            for name in self.fields
            if hasattr(row, name) and name != "version" and getattr(row, name) != self.cleaned_data.get(name)
        }
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(row.version)  # type: ignore[attr-defined]
        self.data = data
        what = "; ".join(f"{self.fields[name].label}: {value or '(để trống)'}" for name, value in theirs.items())
        self.add_error(
            None,
            "Người khác vừa sửa mục này trong lúc đồng chí nhập; những gì đồng chí nhập vẫn còn nguyên. "
            + (f"Đang lưu trên hệ thống: {what}. " if what else "")
            + "Bấm ghi lần nữa để thay bằng nội dung của đồng chí.",
        )

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "có" if value else "không"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        choices = dict(getattr(self.fields[name], "choices", ()) or ()) if isinstance(value, str) else {}
        return str(choices.get(value, "" if value is None else value))


def values_of(form: type[forms.Form], row: models.Model) -> dict[str, Any]:
    """The values of a row under the names of a form's fields."""
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
