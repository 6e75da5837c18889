"""Forms of what goes between tenants: letters, their settling, opening a tenant below."""

from collections.abc import Iterable
from typing import Any

from django import forms

from orgchart.correspondence import OrderTask
from orgchart.envelope_kinds import EnvelopeKind
from orgchart.forms import DAY_INPUT
from orgchart.kinds import Level
from orgchart.models import Account, Tenant


class LetterForm(forms.Form):
    """A letter to a tenant above or below."""

    receiver = forms.TypedChoiceField(label="Nơi nhận", coerce=int)
    title = forms.CharField(label="Trích yếu", max_length=300)
    text = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)

    def __init__(self, *args: Any, receivers: Iterable[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [(row.pk, row.name) for row in receivers]  # type: ignore[attr-defined]


class OrderForm(LetterForm):
    """An order to a tenant below."""

    task = forms.ChoiceField(label="Yêu cầu", choices=OrderTask.choices)
    due_on = forms.DateField(label="Hoàn thành trước ngày", widget=DAY_INPUT, required=False)


class WarrantForm(LetterForm):
    """An inspection of a finished year of a tenant below."""

    team = forms.CharField(label="Đoàn kiểm tra", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    year = forms.IntegerField(label="Năm được kiểm tra", min_value=2018, max_value=2100)
    begins_on = forms.DateField(label="Từ ngày", widget=DAY_INPUT)
    ends_on = forms.DateField(label="Đến ngày", widget=DAY_INPUT)
    running = forms.BooleanField(
        label="Kiểm tra cả khi năm này đang thực hiện", required=False,
        help_text="Không chọn: đoàn chỉ đọc được sau khi đợt của năm đã kết thúc.",
    )  # fmt: skip
    accounts = forms.MultipleChoiceField(
        label="Thành viên đoàn được đọc trực tiếp", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Khi cấp dưới tiếp nhận, những người này đọc được kết quả xếp loại ở đó trong thời gian kiểm tra.",
    )  # fmt: skip

    def __init__(self, *args: Any, accounts: Iterable[Account] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].choices = [  # type: ignore[attr-defined]
            (row.username, f"{row.full_name} ({row.username})") for row in accounts
        ]


class QuestionForm(LetterForm):
    """A question to whoever issued a document; the clause that it is about, and the question that it passes on."""

    clause = forms.CharField(
        label="Về điều khoản",
        max_length=40,
        required=False,
        help_text="Mã trong Sổ điều khoản, ví dụ HY-B.II.1.4-4; câu hỏi và trả lời được giữ cùng điều khoản.",
    )
    forwards = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NoticeForm(LetterForm):
    """A notice or an answer; an answer may say that the document itself has to change."""

    needs_amendment = forms.BooleanField(label="Trả lời vướng mắc: quy định cần sửa đổi, bổ sung", required=False)


def letter_form(kind: str) -> type[LetterForm]:
    """The form of a kind."""
    own: dict[str, type[LetterForm]] = {
        EnvelopeKind.ORDER: OrderForm,
        EnvelopeKind.WARRANT: WarrantForm,
        EnvelopeKind.QUESTION: QuestionForm,
        EnvelopeKind.NOTICE: NoticeForm,
    }
    return own.get(kind, LetterForm)


class SettleForm(forms.Form):
    """Why a letter is returned."""

    reason = forms.CharField(
        label="Lý do trả lại", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class SubordinateForm(forms.Form):
    """A new tenant below, with the first account of its office."""

    name = forms.CharField(label="Tên đảng bộ, đơn vị", max_length=200, help_text="Ví dụ: Đảng bộ xã Phú Lạc")
    short_name = forms.CharField(label="Tên gọi tắt", max_length=80, help_text="Ví dụ: Xã Phú Lạc")
    issuing_body = forms.CharField(
        label="Cơ quan ban hành văn bản", max_length=200, help_text="Ví dụ: Đảng ủy xã Phú Lạc"
    )
    body_code = forms.CharField(label="Chữ viết tắt trong số, ký hiệu", max_length=20, initial="ĐU")
    place = forms.CharField(label="Địa danh ghi trên văn bản", max_length=80)
    level = forms.ChoiceField(label="Cấp", choices=Level.choices, initial=Level.COMMUNE)
    term = forms.CharField(label="Nhiệm kỳ", max_length=20, required=False, help_text="Ví dụ: 2025-2030")
    login = forms.CharField(label="Tên đăng nhập của văn phòng", max_length=60)
    full_name = forms.CharField(label="Họ và tên người giữ tài khoản văn phòng", max_length=120)
