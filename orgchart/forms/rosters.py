"""The form that takes a roster, and the answers to what the product could not decide."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from orgchart.forms import DAY_INPUT
from orgchart.imports.reading import MAX_BYTES

ANSWER = "tra-loi:"


class FileForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label="Tệp Excel",
        help_text=f"Tệp .xlsx, không quá {MAX_BYTES // 1024 // 1024} MB. Dùng tệp mẫu hoặc tệp danh sách sẵn có.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
    )


class RosterForm(FileForm):
    """A workbook, and the day that counts where a row gives none."""

    since = forms.DateField(
        label="Tính từ ngày",
        help_text="Ngày bắt đầu giữ chức vụ, bắt đầu sinh hoạt tại chi bộ khi dòng trong tệp không ghi ngày.",
        widget=DAY_INPUT,
        validators=[MinValueValidator(date(1945, 1, 1)), MaxValueValidator(date(2100, 12, 31))],
    )


def answers_of(posted: QueryDict) -> dict[str, str]:
    """What was chosen or typed, by the key of the question."""
    return {name.removeprefix(ANSWER): str(posted.get(name, "")) for name in posted if name.startswith(ANSWER)}
