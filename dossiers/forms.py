"""Forms of dossiers; what they accept is checked again by the services."""

from typing import Any

from django import forms

from reviews.models import Subject


class UploadForm(forms.Form):
    """A file for one item of the checklist."""

    file = forms.FileField(label="Tệp", error_messages={"required": "Chọn tệp để tải lên."})
    declared_year = forms.IntegerField(label="Năm của bản kê khai", required=False, min_value=2000, max_value=2100)


class NoteForm(forms.Form):
    """Where the paper is kept, or why there is none; without a button of the page nothing is done."""

    action = forms.ChoiceField(
        choices=[("paper", "Lưu bản giấy"), ("absent", "Không có trường hợp này"), ("clear", "Bỏ nội dung đã ghi")],
        error_messages={"required": "Bấm một trong các nút để ghi."},
    )

    note = forms.CharField(label="Nơi lưu, số hiệu bản giấy hoặc lý do không có", max_length=300, required=False)


class AcceptForm(forms.Form):
    """The own subject that an arrived dossier is about."""

    subject = forms.ChoiceField(label="Ghép với đối tượng trong danh sách của đợt")

    def __init__(self, *args: Any, subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), f"{row.name} – {row.position}" if row.position else row.name) for row in subjects]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Why a dossier is sent back."""

    reason = forms.CharField(
        label="Lý do trả lại, nội dung cần bổ sung", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
