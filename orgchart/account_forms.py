"""Forms of accounts, roles and the audit trail; what they accept is checked again by the services."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import MaxValueValidator, MinValueValidator

from orgchart.forms import DAY_INPUT
from orgchart.kinds import Role
from orgchart.models import Account

# Dates outside these are slips of the keyboard, and some of them no database can compare.
SENSIBLE = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2100, 12, 31))]


class NewAccountForm(forms.Form):
    """An account for somebody in the rolls, or for a clerk who is in none."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    username = forms.CharField(
        label="Tên đăng nhập", max_length=60, validators=[UnicodeUsernameValidator()],
        help_text="Chữ thường không dấu, ví dụ nguyen.van.an. Hệ thống gợi ý sẵn, có thể sửa.",
    )  # fmt: skip
    email = forms.EmailField(label="Thư điện tử", required=False, max_length=254)


class RolesForm(forms.Form):
    """The roles of an account: those that the actor may not change are shown and not sent."""

    roles = forms.MultipleChoiceField(
        label="Vai trò trong đơn vị", required=False, choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )


class CloseAccountForm(forms.Form):
    """Why an account no longer works here."""

    reason = forms.CharField(label="Lý do khóa", max_length=200)


class EntrustForm(forms.Form):
    """One object that a named person is entrusted with; the choices come with the kind."""

    object: Any = forms.ModelChoiceField(queryset=None, label="Chọn", empty_label="– Chọn –")

    def __init__(self, *args: Any, objects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["object"].queryset = objects  # type: ignore[attr-defined]


class DatedEntrustForm(EntrustForm):
    """The same for a time."""

    starts_on = forms.DateField(label="Từ ngày", widget=DAY_INPUT, validators=SENSIBLE)
    ends_on = forms.DateField(label="Đến hết ngày", widget=DAY_INPUT, validators=SENSIBLE)


class LendForm(forms.Form):
    """A role that is lent, to whom, from–to, on which paper."""

    role = forms.ChoiceField(label="Vai trò ủy quyền")
    borrower = forms.ModelChoiceField(queryset=Account.objects.none(), label="Người nhận", empty_label="– Chọn –")
    starts_on = forms.DateField(label="Từ ngày", widget=DAY_INPUT, validators=SENSIBLE)
    ends_on = forms.DateField(label="Đến hết ngày", widget=DAY_INPUT, validators=SENSIBLE)
    reason = forms.CharField(
        label="Căn cứ", max_length=200, help_text="Số giấy ủy quyền hoặc lý do, ví dụ: đi học từ 05/11 đến 20/11"
    )

    def __init__(self, *args: Any, roles: list[Role], borrowers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["borrower"].queryset = borrowers  # type: ignore[attr-defined]


class OpenAccountForm(forms.Form):
    """What the reader of a letter types: name and code from the paper, a password of the own."""

    username = forms.CharField(label="Tên đăng nhập", max_length=60)
    code = forms.CharField(label="Mã trên thư", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label="Mật khẩu mới", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không dùng tên của mình hoặc dãy số dễ đoán.",
    )  # fmt: skip
    again = forms.CharField(
        label="Gõ lại mật khẩu mới", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "Hai lần gõ mật khẩu chưa giống nhau.")
        return data


# What the trail is about, in the words of the pages.
TARGETS = {
    "orgchart.account": "Tài khoản, quyền",
    "orgchart.delegation": "Ủy quyền",
    "orgchart.organization": "Tổ chức, đơn vị",
    "orgchart.collective": "Tập thể lãnh đạo",
    "orgchart.person": "Cán bộ, đảng viên",
    "orgchart.post": "Chức vụ",
    "orgchart.disciplinerecord": "Kỷ luật",
    "orgchart.envelope": "Văn bản đến, đi",
    "reviews.cycle": "Đợt kiểm điểm",
    "reviews.conference": "Hội nghị",
    "reviews.review": "Bản kiểm điểm",
    "ratings.ratingcase": "Trường hợp xếp loại",
    "ratings.board": "Cuộc họp xếp loại",
    "ratings.decision": "Quyết định",
    "dossiers.dossier": "Hồ sơ",
    "dossiers.printeddocument": "Văn bản in",
}


class AuditFilterForm(forms.Form):
    """Who, when, what, on which kind of object; all may be left out."""

    nguoi = forms.CharField(label="Người thực hiện", max_length=120, required=False)
    tim = forms.CharField(label="Việc có chứa chữ", max_length=120, required=False)
    loai = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "Tất cả"), *TARGETS.items()])
    tu = forms.DateField(label="Từ ngày", required=False, widget=DAY_INPUT, validators=SENSIBLE)
    den = forms.DateField(label="Đến ngày", required=False, widget=DAY_INPUT, validators=SENSIBLE)
    tu_choi = forms.BooleanField(label="Chỉ những lần bị từ chối", required=False)


class KeptHeadForm(forms.Form):
    """The head of the chain as it was written down outside."""

    kept = forms.CharField(
        label="Mã đối chiếu đã lưu", max_length=200, required=False,
        help_text="Dán dòng “số:mã” đã lưu trước đây. Để trống thì chỉ kiểm tra nhật ký hiện có.",
    )  # fmt: skip
