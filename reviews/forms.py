"""Forms of the pages about reviews."""

from django import forms

from reviews.models import Level
from reviews.states import ReviewState


class ReviewListForm(forms.Form):
    """What narrows the list of reviews."""

    tim = forms.CharField(label="Tìm theo tên, có dấu hoặc không dấu", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *ReviewState.choices]
    )
    don_vi = forms.IntegerField(label="Đơn vị", required=False, min_value=1)


class CirculateForm(forms.Form):
    """The head has approved what somebody else sends for the collective (HY-B.I.4.1a-1)."""

    approved = forms.BooleanField(
        label="Người đứng đầu đã duyệt dự thảo báo cáo này",
        required=False,
        help_text="Báo cáo của tập thể do người đứng đầu trực tiếp chỉ đạo chuẩn bị; người khác chỉ nhập và gửi thay.",
    )


class FinaliseForm(forms.Form):
    """The own level, confirmed together with the final text."""

    self_level = forms.ChoiceField(label="Mức tự nhận", choices=Level.choices, widget=forms.RadioSelect)
    confirmed = forms.BooleanField(
        label="Tôi xác nhận đây là bản hoàn chỉnh sau khi tiếp thu ý kiến góp ý",
        error_messages={"required": "Mời đồng chí xác nhận bản hoàn chỉnh."},
    )
