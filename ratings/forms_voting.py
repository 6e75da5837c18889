"""Forms of electronic ballots."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ratings.models import RatingCase


class SlipForm(forms.Form):
    """The code on a slip of paper."""

    code = forms.CharField(
        label="Mã in trên phiếu", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class PaperForm(forms.Form):
    """The ballot paper of one slip: whoever is ticked has the vote."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=20)
    chosen = forms.MultipleChoiceField(
        label="Đánh dấu người, tập thể đồng chí đồng ý", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: Iterable[RatingCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(case.pk), _named(case)) for case in names]
        self.fields["chosen"].choices = found  # type: ignore[attr-defined]

    def ticked(self) -> set[int]:
        """The ticked cases, for the service."""
        return {int(one) for one in self.cleaned_data["chosen"]}


class VotingCancelForm(forms.Form):
    """Why an electronic ballot is stopped without a result."""

    reason = forms.CharField(label="Lý do hủy cuộc bỏ phiếu điện tử", max_length=300)


def _named(case: RatingCase) -> str:
    position = case.subject.position
    return f"{case.subject.name} – {position}" if position else case.subject.name
