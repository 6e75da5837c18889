"""The form that corrects the calendar of working days."""

from django import forms

from orgchart.forms import DAY_INPUT
from reviews.models import DayKind


class DayForm(forms.Form):
    """A day, what it is, and by which order."""

    day = forms.DateField(label="Ngày", widget=DAY_INPUT)
    kind = forms.ChoiceField(label="Là ngày", choices=DayKind.choices)
    source = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Số, ngày văn bản hoán đổi, hoặc quyết định của cơ quan"
    )
