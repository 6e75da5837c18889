"""The forms of remediation plans: the items of a plan, its steps, and what is reported or checked about one item."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from orgchart.forms import DAY_INPUT
from orgchart.models import Person
from reviews.models import RemediationEntryKind, RemediationItem, ShortcomingStatus
from reviews.registry import MOST_BYTES, Upload
from reviews.services.remediation import ItemInput
from reviews.services.remediation_progress import EntryInput

CHOOSE = {"required": "Chọn một đồng chí trong danh sách."}


def _area(label: str, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), required=False, **options)


def _people(rows: Iterable[Person]) -> list[tuple[str | int, str]]:
    return [("", "– chọn –"), *((row.pk, row.full_name) for row in rows)]


class ItemForm(forms.Form):
    """One shortcoming of a plan; everything may be left for later until the plan is handed in."""

    solution = _area("Giải pháp khắc phục", 3)
    in_charge = forms.TypedChoiceField(
        label="Người chịu trách nhiệm", coerce=int, empty_value=None, required=False, error_messages=CHOOSE
    )
    due_on = forms.DateField(label="Thời hạn", widget=DAY_INPUT, required=False)
    expected = _area("Kết quả phải đạt", 2)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, item: RemediationItem, people: Iterable[Person], data: Mapping[str, Any] | None) -> None:
        initial = {
            "solution": item.solution, "in_charge": item.in_charge_id, "due_on": item.due_on,
            "expected": item.expected, "version": item.version,
        }  # fmt: skip
        super().__init__(data, prefix=item.anchor, initial=initial)
        self.item = item
        self.fields["in_charge"].choices = _people(people)  # type: ignore[attr-defined]

    def typed(self) -> ItemInput:
        """What the service takes."""
        return ItemInput(**self.cleaned_data)


class FollowerForm(forms.Form):
    """Who follows the plan."""

    follower = forms.TypedChoiceField(
        label="Người theo dõi, kiểm tra", coerce=int, empty_value=None, error_messages=CHOOSE,
        help_text="Thành viên cấp ủy được phân công theo dõi, đôn đốc việc khắc phục.",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, people: Iterable[Person], follower_id: int | None) -> None:
        super().__init__(data, initial={"follower": follower_id})
        self.fields["follower"].choices = _people(people)  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """What has to be changed."""

    reason = forms.CharField(
        label="Điều cần sửa", max_length=300, error_messages={"required": "Ghi điều cần sửa trong kế hoạch."}
    )


class EntryForm(forms.Form):
    """What was done or found about one item, with a file as evidence."""

    status = forms.ChoiceField(
        label="Tình trạng", choices=ShortcomingStatus.choices, widget=forms.RadioSelect,
        error_messages={"required": "Chọn: đã khắc phục, đang khắc phục hay chưa khắc phục."},
    )  # fmt: skip
    text = forms.CharField(
        label="Việc đã làm, kết quả", widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi việc đã làm, kết quả hoặc điều đã kiểm tra."},
    )  # fmt: skip
    reason = _area("Khó khăn, vì sao chưa xong", 2)
    new_due_on = forms.DateField(label="Hạn mới", widget=DAY_INPUT, required=False)
    file = forms.FileField(
        label="Tài liệu chứng minh",
        required=False,
        help_text="PDF, ảnh, Word, Excel; tối đa 20 MB, không nhận tài liệu mật",
    )

    def __init__(
        self,
        kind: RemediationEntryKind,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id=f"id_{kind}_%s")
        if kind == RemediationEntryKind.PROGRESS:
            del self.fields["new_due_on"]
        else:
            self.fields["text"].label = "Kết quả kiểm tra"

    def typed(self) -> EntryInput:
        """What the service takes."""
        data = dict(self.cleaned_data)
        file = data.pop("file")
        return EntryInput(**data, evidence=Upload(file.name, file.read(MOST_BYTES)) if file else None)
