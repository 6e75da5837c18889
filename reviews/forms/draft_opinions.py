"""Forms of the comment round on a draft."""

from collections.abc import Iterable
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from orgchart.models import Person
from reviews.models import Verdict


class AskForm(forms.Form):
    """Whom to ask, until when."""

    addressee = forms.CharField(
        label="Cơ quan, tổ chức hoặc người ngoài danh sách",
        max_length=200,
        required=False,
        help_text="Trả lời bằng giấy thì đồng chí nhập giúp. Bỏ trống nếu chọn một đồng chí dưới đây.",
    )
    person = forms.TypedChoiceField(
        label="Đồng chí trả lời trên hệ thống", coerce=int, empty_value=None, required=False
    )
    due_on = forms.DateField(label="Gửi lại chậm nhất ngày", widget=DAY_INPUT)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không chọn"), *((person.pk, person.full_name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


class DraftCommentForm(forms.Form):
    """What the addressee says."""

    text = forms.CharField(label="Nội dung góp ý", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))


class HandlingForm(forms.Form):
    """What the author makes of it."""

    verdict = forms.ChoiceField(
        label="Xử lý", choices=[choice for choice in Verdict.choices if choice[0] != Verdict.PENDING]
    )
    note = forms.CharField(label="Lý do, nội dung tiếp thu", max_length=500, required=False)
