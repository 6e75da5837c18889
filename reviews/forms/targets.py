"""The forms of targets and products."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from orgchart.forms import DAY_INPUT
from orgchart.models import Person
from reviews.models import Target
from reviews.registry import MOST_BYTES, Upload
from reviews.services.targets import ProductInput, ResultInput, TargetInput

_NUMBER = {"max_digits": 16, "decimal_places": 2, "required": False, "localize": True}


class TargetForm(forms.Form):
    """A target as it is set; without a number it is a task that is met on its day."""

    name = forms.CharField(
        label="Chỉ tiêu, nhiệm vụ", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi tên chỉ tiêu, nhiệm vụ."},
    )  # fmt: skip
    basis = forms.CharField(label="Nghị quyết, kế hoạch giao", max_length=300, required=False)
    is_main = forms.BooleanField(label="Chỉ tiêu chủ yếu", required=False)
    assigned = forms.DecimalField(label="Giá trị được giao", **_NUMBER)  # type: ignore[arg-type]
    unit = forms.CharField(label="Đơn vị tính", max_length=40, required=False, help_text="Ví dụ: %, hộ, triệu đồng")
    lower_is_better = forms.BooleanField(label="Càng thấp càng tốt (ví dụ tỷ lệ hộ nghèo)", required=False)
    due_on = forms.DateField(label="Thời hạn", widget=DAY_INPUT, required=False)
    person = forms.TypedChoiceField(label="Người chịu trách nhiệm", coerce=int, empty_value=None, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[Person],
        target: Target | None = None,
        of_person: bool = False,
    ) -> None:
        names = ("name", "basis", "is_main", "assigned", "unit", "lower_is_better", "due_on", "version")
        initial = {name: getattr(target, name) for name in names} | {"person": target.person_id} if target else {}
        super().__init__(data, initial=initial, auto_id="id_chi-tieu_%s")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "– chọn –"), *((row.pk, row.full_name) for row in people)
        ]  # fmt: skip
        if of_person:
            del self.fields["person"]

    def typed(self) -> TargetInput:
        """What the service takes."""
        return TargetInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ResultForm(forms.Form):
    """How far a target is."""

    achieved = forms.DecimalField(label="Giá trị đạt được", **_NUMBER)  # type: ignore[arg-type]
    done_on = forms.DateField(label="Ngày hoàn thành", widget=DAY_INPUT, required=False)
    result = forms.CharField(label="Kết quả", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, data: Mapping[str, Any] | None = None, *, target: Target) -> None:
        names = ("achieved", "done_on", "result", "version")
        super().__init__(data, initial={name: getattr(target, name) for name in names}, auto_id="id_ket-qua_%s")
        if target.assigned is None:
            del self.fields["achieved"]

    def typed(self) -> ResultInput:
        """What the service takes."""
        return ResultInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ProductForm(forms.Form):
    """Something that was brought about, with its day and a file."""

    title = forms.CharField(
        label="Sản phẩm, kết quả cụ thể", max_length=300,
        error_messages={"required": "Ghi tên sản phẩm, kết quả cụ thể."},
    )  # fmt: skip
    made_on = forms.DateField(
        label="Ngày có sản phẩm", widget=DAY_INPUT, error_messages={"required": "Ghi ngày có sản phẩm."}
    )
    target = forms.TypedChoiceField(label="Thuộc chỉ tiêu", coerce=int, empty_value=None, required=False)
    recognition = forms.CharField(label="Quyết định công nhận, nghiệm thu", max_length=300, required=False)
    file = forms.FileField(
        label="Tài liệu chứng minh",
        required=False,
        help_text="PDF, ảnh, Word, Excel; tối đa 20 MB, không nhận tài liệu mật",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        targets: Iterable[Target],
    ) -> None:
        super().__init__(data, files, auto_id="id_san-pham_%s")
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            ("", "– không thuộc chỉ tiêu nào –"), *((row.pk, row.name[:90]) for row in targets)
        ]  # fmt: skip

    def typed(self) -> ProductInput:
        """What the service takes."""
        data = dict(self.cleaned_data)
        file = data.pop("file")
        return ProductInput(**data, evidence=Upload(file.name, file.read(MOST_BYTES)) if file else None)
