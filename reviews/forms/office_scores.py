"""The point sheet of an office as a form: points and the reason for deductions, line by line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from reviews.queries.office_sheet import SheetLine
from reviews.regulations.scoring import bare
from reviews.services.office_scores import Agreed


class OfficeSheetForm(forms.Form):
    """One line an item; which of them have to be filled in, and how, is for the service to say."""

    def __init__(self, *args: Any, lines: Sequence[SheetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"points_{line.key}"] = forms.DecimalField(
                label=line.title, min_value=0, max_value=line.most, max_digits=5, decimal_places=2, required=False,
                initial=line.points, widget=forms.NumberInput(attrs={"step": "any"}),
            )  # fmt: skip
            self.fields[f"reason_{line.key}"] = forms.CharField(
                label=f"Lý do trừ điểm: {line.title}", max_length=500, required=False, initial=line.row.reason
            )

    def given(self) -> dict[str, Agreed]:
        """The lines that were changed, each with the version that the page showed."""
        found = {}
        for line in self.lines:
            points, reason = self.cleaned_data[f"points_{line.key}"], self.cleaned_data[f"reason_{line.key}"]
            seen = str(self.data.get(f"version_{line.key}", line.row.version))
            if self.data.get(f"was_{line.key}") == shown(points, reason):
                continue
            version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else line.row.version
            found[line.key] = Agreed(points, reason, version)
        return found

    def rows(self) -> list[tuple[SheetLine, str, forms.BoundField, forms.BoundField]]:
        """Each line with what it showed and its two fields."""
        return [
            (line, shown(line.points, line.row.reason), self[f"points_{line.key}"], self[f"reason_{line.key}"])
            for line in self.lines
        ]


def shown(points: Decimal | None, reason: str) -> str:
    """A line as a page shows it, to tell what its reader has changed."""
    return f"{'' if points is None else bare(points)}|{reason}"
