"""Forms of persons that name another person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from orgchart.forms.fields import EntryForm, day_field
from orgchart.models import Person, Tenant


class MergeForm(EntryForm):
    """The row that goes over to the one at hand."""

    double = forms.ModelChoiceField(
        Person.objects.none(), label="Người bị ghi trùng", widget=forms.HiddenInput,
        error_messages={"required": "Chọn người bị ghi trùng.", "invalid_choice": "Không tìm thấy người này."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["double"].queryset = Person.objects.filter(merged_into=None)  # type: ignore[attr-defined]


class TransferForm(EntryForm):
    """Where somebody goes, and the last day here."""

    receiver = forms.ModelChoiceField(
        Tenant.objects.none(), label="Nơi chuyển đến", empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn nơi chuyển đến.", "invalid_choice": "Chọn nơi chuyển đến trong danh sách."},
    )  # fmt: skip
    leaves_on = day_field(
        "Ngày cuối cùng ở đây", required=True,
        help_text="Chức vụ, nơi sinh hoạt, phụ trách ở đây kết thúc vào ngày này, khi nơi chuyển đến đã tiếp nhận.",
    )  # fmt: skip

    def __init__(self, *args: Any, receivers: QuerySet[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]

    def service_data(self) -> dict[str, Any]:
        """The receiver by its key."""
        return {"receiver_id": self.cleaned_data["receiver"].pk, "leaves_on": self.cleaned_data["leaves_on"]}


class TakeInForm(EntryForm):
    """Whether somebody who comes stands in the roster already."""

    NEW = "moi"
    person = forms.ChoiceField(
        label="Người trong hồ sơ", widget=forms.RadioSelect,
        error_messages={"required": "Chọn thêm mới, hoặc người đã có.", "invalid_choice": "Chọn một trong các dòng."},
    )  # fmt: skip

    def __init__(self, *args: Any, likely: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (str(one.pk), f"Là đồng chí {one.full_name} đã có trong danh sách{_born(one)}: bổ sung vào người này")
            for one in likely
        ]
        self.fields["person"].choices = [*known, (self.NEW, "Chưa có trong danh sách: thêm mới")]  # type: ignore[attr-defined]

    def service_data(self) -> dict[str, Any]:
        """The key of the known person, or None for a new one."""
        chosen = self.cleaned_data["person"]
        return {"known_id": None if chosen == self.NEW else int(chosen)}


class ReturnFileForm(EntryForm):
    """Why a file goes back."""

    reason = forms.CharField(
        label="Lý do trả lại", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do trả lại để nơi gửi biết."},
    )  # fmt: skip


def _born(person: Person) -> str:
    return f", sinh {person.birth_date:%d/%m/%Y}" if person.birth_date else ""
