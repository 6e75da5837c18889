"""Forms of the erasure of a person."""

from django import forms

from orgchart.forms.fields import EntryForm


class AskErasureForm(EntryForm):
    """Why, and how else the person is called in texts."""

    ground = forms.CharField(
        label="Căn cứ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Đơn yêu cầu của ai, ngày nào; hoặc quy định nào. Không ghi lại họ tên.",
        error_messages={"required": "Ghi căn cứ: đơn yêu cầu của ai, ngày nào, hoặc quy định nào."},
    )
    spellings = forms.CharField(
        label="Cách gọi khác",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một cách, ít nhất hai chữ, ví dụ “Bảy Hòa”. Họ tên hiện nay và trước đây được tìm sẵn.",
    )


class RefuseErasureForm(EntryForm):
    """Why it is not carried out."""

    reason = forms.CharField(
        label="Lý do không duyệt", max_length=300, error_messages={"required": "Ghi lý do không duyệt."}
    )
