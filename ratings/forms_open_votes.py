"""The form of an open vote: hands for, against and neither, for each level that was put to the vote."""

from typing import Any

from django import forms

from ratings.models import OpenVote
from ratings.services.open_votes import Hands, Tally
from reviews.models import Level

HANDS = (("in_favour", "tán thành"), ("against", "không tán thành"), ("abstained", "không biểu quyết"))


class OpenVoteForm(forms.Form):
    """One subject; a level whose three numbers are empty was not put to the vote."""

    voters = forms.IntegerField(label="Số người biểu quyết", min_value=1, max_value=999)
    comment = forms.CharField(
        label="Nhận xét của hội nghị", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, vote: OpenVote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in Level:
            for name, words in HANDS:
                self.fields[f"{level}_{name}"] = forms.IntegerField(
                    label=words[0].upper() + words[1:], min_value=0, max_value=999, required=False,
                    widget=forms.NumberInput(attrs={"class": "narrow", "aria-label": f"{level.label}: {words}"}),
                )  # fmt: skip
        if vote is not None:
            self.initial = {"voters": vote.voters, "comment": vote.comment}
            for count in vote.counts.all():
                self.initial |= {f"{count.level}_{name}": getattr(count, name) for name, _ in HANDS}

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each level with its three fields."""
        return [(str(level.label), [self[f"{level}_{name}"] for name, _ in HANDS]) for level in Level]

    def tally(self) -> Tally:
        """What was typed, for the service; a number left out beside others is none."""
        typed, hands = self.cleaned_data, {}
        for level in Level.values:
            numbers = [typed.get(f"{level}_{name}") for name, _ in HANDS]
            if any(number is not None for number in numbers):
                hands[level] = Hands(*(number or 0 for number in numbers))
        return Tally(voters=typed["voters"], hands=hands, comment=typed["comment"])
