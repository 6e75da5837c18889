"""Forms of the page of one unit: notes and reminders, its reports, the day it sums up its year."""

from django import forms

from orgchart.forms import DAY_INPUT
from reviews.models import UnitNoteKind


class UnitNoteForm(forms.Form):
    """What is said, and whether the head of the unit is to read it."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=[
            (UnitNoteKind.REMINDER, "Đôn đốc (gửi người đứng đầu nơi này)"),
            (UnitNoteKind.NOTE, "Ghi chú nội bộ"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đôn đốc hoặc ghi chú."},
    )
    text = forms.CharField(
        label="Nội dung",
        max_length=500,
        error_messages={"required": "Ghi nội dung đôn đốc hoặc ghi chú."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportForm(forms.Form):
    """What a unit reports for one step of the plan."""

    text = forms.CharField(
        label="Nội dung báo cáo, hoặc số và ngày văn bản đã gửi",
        max_length=5000,
        error_messages={"required": "Ghi nội dung báo cáo, hoặc số và ngày văn bản đã gửi."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class YearEndForm(forms.Form):
    """When a unit sums up its year."""

    held_on = forms.DateField(
        label="Ngày tổng kết năm",
        widget=DAY_INPUT,
        help_text="Kiểm điểm, đánh giá, xếp loại tiến hành trước ngày này.",
    )
