"""Forms of persons that name another person."""

from typing import Any

from django import forms

from orgchart.forms.fields import EntryForm
from orgchart.models import Person


class MergeForm(EntryForm):
    """The row that goes over to the one at hand."""

    double = forms.ModelChoiceField(
        Person.objects.none(), label="Người bị ghi trùng", widget=forms.HiddenInput,
        error_messages={"required": "Chọn người bị ghi trùng.", "invalid_choice": "Không tìm thấy người này."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["double"].queryset = Person.objects.filter(merged_into=None)  # type: ignore[attr-defined]
