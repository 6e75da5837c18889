"""Forms of invitations to a conference."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from orgchart.forms import DAY_INPUT
from orgchart.models import Account, Tenant


class InvitationForm(forms.Form):
    """To which office above, and on which days whoever comes reads the papers."""

    receiver = forms.TypedChoiceField(label="Mời", coerce=int)
    begins_on = forms.DateField(label="Được đọc tài liệu từ ngày", widget=DAY_INPUT)
    ends_on = forms.DateField(label="Đến hết ngày", widget=DAY_INPUT, help_text="Sau ngày này quyền đọc tự đóng.")
    text = forms.CharField(
        label="Nội dung mời", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False,
        help_text="Ví dụ: mời đồng chí Ủy viên Ban Thường vụ phụ trách đến dự, chỉ đạo.",
    )  # fmt: skip

    def __init__(self, *args: Any, receivers: Iterable[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [(row.pk, row.name) for row in receivers]  # type: ignore[attr-defined]


class AttendingForm(forms.Form):
    """Who is sent."""

    logins = forms.MultipleChoiceField(
        label="Cử người dự", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một người dự hội nghị."},
    )  # fmt: skip

    def __init__(self, *args: Any, accounts: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logins"].choices = [  # type: ignore[attr-defined]
            (account.username, f"{account.full_name} ({account.username})") for account in accounts
        ]


class DeclineForm(forms.Form):
    """Why nobody can come."""

    reason = forms.CharField(
        label="Lý do không cử được người", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
