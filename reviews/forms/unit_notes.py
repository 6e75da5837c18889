"""The form for a note about a unit or a reminder to its head."""

from django import forms

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
