"""Forms of the organisation chart; what they accept is checked again by the services."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from orgchart.forms.fields import DAY_INPUT, EntryForm, RowForm, day_field

__all__ = ["DAY_INPUT", "MOMENT_INPUT", "DemoDayForm", "EditPersonForm", "PersonForm"]

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


class PersonForm(EntryForm):
    """Particulars of a person, no more than the forms need."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    birth_date = day_field("Ngày, tháng, năm sinh")
    joined_party_on = day_field("Ngày vào Đảng", help_text="Để trống nếu chưa là đảng viên.")
    residence = forms.CharField(label="Nơi cư trú", max_length=200, required=False)


class EditPersonForm(PersonForm, RowForm):
    """Corrections of the particulars."""
