"""The forms of the councils of a year."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from orgchart.models import Person
from reviews.models import Initiative, YearCouncilKind


class AppointForm(forms.Form):
    """The decision and the people of a council."""

    kind = forms.ChoiceField(label="Loại hội đồng", choices=YearCouncilKind.choices)
    decision_number = forms.CharField(
        label="Quyết định thành lập số", max_length=60, error_messages={"required": "Ghi số quyết định thành lập."}
    )
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY_INPUT)
    chair = forms.TypedChoiceField(
        label="Chủ tịch hội đồng", coerce=int, error_messages={"required": "Chọn chủ tịch hội đồng."}
    )
    members = forms.TypedMultipleChoiceField(
        label="Thành viên", coerce=int, required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Giữ phím Ctrl để chọn nhiều đồng chí.",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Iterable[Person]) -> None:
        super().__init__(data, auto_id="id_lap_%s")
        choices = [(row.pk, row.full_name) for row in people]
        self.fields["chair"].choices = [("", "– chọn –"), *choices]  # type: ignore[attr-defined]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]


class InitiativeForm(forms.Form):
    """An initiative and its author."""

    person = forms.TypedChoiceField(label="Tác giả", coerce=int, error_messages={"required": "Chọn tác giả sáng kiến."})
    title = forms.CharField(label="Tên sáng kiến", max_length=300, error_messages={"required": "Ghi tên sáng kiến."})

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Iterable[Person]) -> None:
        super().__init__(data, auto_id="id_sang-kien_%s")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "– chọn –"), *((row.pk, row.full_name) for row in people)
        ]  # fmt: skip


class MeetingForm(forms.Form):
    """The day, the result, and a verdict on every initiative."""

    met_on = forms.DateField(label="Ngày họp", widget=DAY_INPUT, error_messages={"required": "Ghi ngày họp."})
    result = forms.CharField(
        label="Kết quả họp", widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi kết quả họp hội đồng."},
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, initiatives: Iterable[Initiative]) -> None:
        super().__init__(data, auto_id="id_hop_%s")
        self._rows = list(initiatives)
        for row in self._rows:
            self.fields[f"approved_{row.pk}"] = forms.ChoiceField(
                label=f"{row.title} ({row.person.full_name})", choices=[("1", "Công nhận"), ("0", "Không công nhận")],
                widget=forms.RadioSelect, error_messages={"required": "Ghi công nhận hay không công nhận."},
            )  # fmt: skip
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label="Lý do không công nhận", max_length=300, required=False
            )

    def verdicts(self) -> dict[int, tuple[bool | None, str]]:
        """Approved or not, and why not, by initiative."""
        data = self.cleaned_data
        return {row.pk: (data[f"approved_{row.pk}"] == "1", data[f"note_{row.pk}"]) for row in self._rows}
