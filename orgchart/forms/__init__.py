"""Forms of the organisation chart; what they accept is checked again by the services."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from orgchart.kinds import PostLine, PostRole
from orgchart.models import Collective, Organization

# A text field: the date field of a browser shows month and day in the order of the browser's language, not of the page.
DAY_INPUT = forms.DateInput(
    attrs={"class": "day-input", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}, format="%d/%m/%Y"
)
MOMENT_INPUT = forms.DateTimeInput(
    attrs={"class": "day-input", "placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off"},
    format="%d/%m/%Y %H:%M",
)


class DemoDayForm(forms.Form):
    """The day that the demo stands at."""

    day = forms.DateField(
        label="Ngày",
        widget=DAY_INPUT,
        # Days of the first and of the last year of the calendar have no day before or after them to compute with.
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 12, 31))],
    )


class PersonForm(forms.Form):
    """Particulars of a person, no more than the forms need."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    birth_date = forms.DateField(label="Ngày, tháng, năm sinh", required=False, widget=DAY_INPUT)
    joined_party_on = forms.DateField(label="Ngày vào Đảng", required=False, widget=DAY_INPUT)
    residence = forms.CharField(label="Nơi cư trú", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody joins before being eighteen years old (Điều lệ Đảng, Điều 1)."""
        data = super().clean() or {}
        born, joined = data.get("birth_date"), data.get("joined_party_on")
        if born and joined and joined.year - born.year < 18:
            self.add_error("joined_party_on", "Ngày vào Đảng phải sau khi đủ 18 tuổi; kiểm tra lại năm sinh.")
        return data


class PostForm(forms.Form):
    """A post of a person; the lists are filled in the scope of the request."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Tổ chức, cơ quan, đơn vị")
    collective = forms.ModelChoiceField(
        Collective.objects.none(),
        label="Tập thể lãnh đạo, quản lý",
        required=False,
        empty_label="Không thuộc tập thể nào",
    )
    title = forms.CharField(label="Chức vụ", max_length=120)
    title_group = forms.CharField(label="Nhóm chức danh tương đương", max_length=60)
    rank = forms.IntegerField(label="Thứ bậc (1 là cao nhất)", min_value=1, max_value=999)
    role = forms.ChoiceField(label="Vai trò trong tập thể", choices=PostRole.choices)
    line = forms.ChoiceField(label="Khối chức vụ", choices=PostLine.choices)
    is_full_time = forms.BooleanField(label="Chuyên trách", required=False, initial=True)
    working_share = forms.IntegerField(label="Phần trăm thời gian làm việc", min_value=0, max_value=100, initial=100)
    started_on = forms.DateField(label="Giữ chức vụ từ ngày", widget=DAY_INPUT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.order_by("path")  # type: ignore[attr-defined]
        self.fields["collective"].queryset = Collective.objects.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A post in a collective belongs to the collective's own organisation."""
        data = super().clean() or {}
        collective, organization = data.get("collective"), data.get("organization")
        if collective and organization and collective.organization_id != organization.pk:
            self.add_error("collective", f"Tập thể này thuộc {collective.organization}; chọn lại tổ chức hoặc tập thể.")
        return data


class EndPostForm(forms.Form):
    """When a post ended."""

    ended_on = forms.DateField(label="Thôi giữ chức từ ngày", widget=DAY_INPUT)
