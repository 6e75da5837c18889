"""Forms of the pages about suggestions for review."""

from collections.abc import Iterable
from typing import Any

from django import forms

from orgchart.models import Tenant
from reviews.models import Subject

ISSUES_HELP = "Mỗi dòng một vấn đề; mỗi vấn đề phải được giải trình riêng trong bản kiểm điểm."


class SuggestionTextForm(forms.Form):
    """The issues and what the agencies that were asked say about them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0, required=False)
    issues = forms.CharField(
        label="Vấn đề gợi ý kiểm điểm",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=ISSUES_HELP,
    )
    agency_comments = forms.CharField(
        label="Ý kiến của các cơ quan liên quan",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỉ người dự thảo và cấp duyệt xem, không gửi kèm.",
    )


class SuggestionForm(SuggestionTextForm):
    """Whom a new letter is about; the lists are filled by the page."""

    subject = forms.TypedChoiceField(label="Tập thể, cá nhân được gợi ý", coerce=int, empty_value=None, required=False)
    receiver = forms.TypedChoiceField(
        label="Gửi đơn vị cấp dưới",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Khi đối tượng kiểm điểm ở đơn vị cấp dưới: văn bản được gửi tới đơn vị đó.",
    )
    subject_name = forms.CharField(
        label="Tên đối tượng ở đơn vị cấp dưới",
        max_length=200,
        required=False,
        help_text="Ghi khi đối tượng không có trong danh sách trên.",
    )
    is_central = forms.BooleanField(label="Theo gợi ý của Bộ Chính trị, Ban Bí thư", required=False)

    field_order = ("subject", "receiver", "subject_name", "issues", "agency_comments", "is_central")

    def __init__(
        self, *args: Any, subjects: Iterable[Subject] = (), receivers: Iterable[Tenant] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(row.pk, f"{row.name} – {row.position or row.unit.name}") for row in subjects]
        below = [(row.pk, row.name) for row in receivers]
        self.fields["subject"].choices = [("", "Chọn trong danh sách"), *people]  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", "Không gửi cấp dưới"), *below]  # type: ignore[attr-defined]


class SendSuggestionForm(forms.Form):
    """Number of the letter, and why it comes late."""

    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    late_reason = forms.CharField(
        label="Lý do gửi sau thời hạn", max_length=300, required=False, help_text="Bắt buộc khi đã quá hạn gợi ý."
    )


class MatchForm(forms.Form):
    """Who is meant by a letter from above."""

    subject = forms.TypedChoiceField(label="Đối tượng được gợi ý", coerce=int, empty_value=None)

    def __init__(self, *args: Any, subjects: Iterable[Subject] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, f"{row.name} – {row.position or row.unit.name}") for row in subjects]
        self.fields["subject"].choices = [("", "Chọn trong danh sách"), *choices]  # type: ignore[attr-defined]
