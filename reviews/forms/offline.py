"""The form that takes a Word file back."""

from django import forms


class WordForm(forms.Form):
    """The file, whatever it is called."""

    file = forms.FileField(
        label="Tệp Word đã viết",
        error_messages={
            "required": "Chọn tệp Word đã viết để nạp.",
            "empty": "Tệp rỗng. Mở lại tệp trên máy, kiểm tra rồi tải lên lần nữa.",
        },
    )
