"""Forms of the levels of other lines: entering one, explaining a difference, reporting, confirming a receipt."""

from typing import Any

from django import forms

from orgchart.forms import day_field
from ratings.models import Line
from ratings.queries import sides
from ratings.services.side_ratings import SideEntry
from reviews.models import Cycle, Level

NOBODY = [("", "– ghi tên ở ô bên dưới –")]


class SideRatingForm(forms.Form):
    """One level of another line with its decision."""

    line = forms.ChoiceField(label="Đối tượng được xếp loại", choices=Line.choices, initial=Line.STAFF)
    person = forms.TypedChoiceField(label="Người trong danh sách của đợt", coerce=int, empty_value=None, required=False)
    organization = forms.TypedChoiceField(label="Tổ chức trong sơ đồ", coerce=int, empty_value=None, required=False)
    name = forms.CharField(
        label="Tên, nếu không có trong hai danh sách trên", max_length=200, required=False,
        help_text="Người lao động, tổ dân phố, chi hội",
    )  # fmt: skip
    level = forms.ChoiceField(label="Mức xếp loại", choices=Level.choices, widget=forms.RadioSelect)
    decision_code = forms.CharField(label="Số quyết định", max_length=120)
    decided_on = day_field("Ngày quyết định", required=True)
    decided_by = forms.CharField(label="Nơi quyết định", max_length=200)
    explanation = forms.CharField(
        label="Giải trình, nếu khác mức xếp loại lãnh đạo, đảng viên", max_length=3000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"person": sides.persons_of(cycle), "organization": sides.organizations_of(cycle)}
        for name, found in choices.items():
            self.fields[name].choices = NOBODY + found  # type: ignore[attr-defined]

    def entry(self) -> SideEntry:
        """What was typed, for the service."""
        typed = dict(self.cleaned_data)
        return SideEntry(person_id=typed.pop("person"), organization_id=typed.pop("organization"), **typed)


class ExplainForm(forms.Form):
    """Why two levels differ."""

    explanation = forms.CharField(label="Giải trình", max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))


class SideReportForm(forms.Form):
    """Which line is reported to whom."""

    line = forms.ChoiceField(label="Báo cáo kết quả của", choices=Line.choices, initial=Line.BRANCH)
    receivers = forms.CharField(
        label="Nơi nhận", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Mỗi nơi một dòng"
    )
    reported_on = day_field("Ngày gửi", required=True)

    def named(self) -> list[str]:
        """The receivers, a line each."""
        return self.cleaned_data["receivers"].splitlines()


class ReceiptForm(forms.Form):
    """Who has confirmed on which day."""

    received_on = day_field("Ngày nhận", required=True)
    received_by = forms.CharField(label="Người xác nhận", max_length=120)
