"""Forms of criteria frames and of the scale of points of an own set."""

from typing import Any

from django import forms

from reviews.regulations.rows import CriteriaFrame
from reviews.regulations.scoring import LEVELS, TOTAL, Scoring
from reviews.set_forms import SourceForm
from reviews.set_lists import SUBJECTS

BLANK_LINES = 3
_LEVEL_WORDS = {"XS": "Hoàn thành xuất sắc", "HTT": "Hoàn thành tốt", "HT": "Hoàn thành"}


class FrameForm(SourceForm):
    """The name of a frame and whom it is for."""

    title = forms.CharField(label="Tên khung", max_length=200)
    subject = forms.ChoiceField(label="Dùng cho", choices=SUBJECTS[:2])

    field_order = ("title", "subject")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["mode"]
        self.order_fields(self.field_order)


class CriterionForm(forms.Form):
    """One criterion; a line without a text is no criterion."""

    code = forms.CharField(label="Mã", max_length=10, required=False)
    title = forms.CharField(label="Tiêu chí", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    group = forms.CharField(label="Nhóm", max_length=120, required=False)
    result = forms.BooleanField(label="Tiêu chí kết quả", required=False)
    basic = forms.BooleanField(label="Tiêu chí cơ bản", required=False)
    if_any = forms.BooleanField(label="Chỉ khi có", required=False)

    def clean(self) -> dict[str, Any]:
        """A text needs its code and its group, and the other way round."""
        data = super().clean() or {}
        filled = [name for name in ("code", "title", "group") if data.get(name, "").strip()]
        if filled and len(filled) < 3:
            for name in ("code", "title", "group"):
                if name not in filled:
                    self.add_error(name, "Mời đồng chí điền ô này, hoặc xóa cả dòng.")
        return data


CriterionFormSet = forms.formset_factory(CriterionForm, extra=BLANK_LINES, max_num=60, absolute_max=80)


def criteria_of(frame: CriteriaFrame | None) -> list[dict[str, Any]]:
    """What the lines of a frame show first."""
    names = ("code", "title", "group", "result", "basic", "if_any")
    return [{name: getattr(row, name) for name in names} for row in frame.criteria] if frame else []


def frame_item(code: str, form: FrameForm, lines: Any, before: CriteriaFrame | None) -> dict[str, Any]:
    """The frame as a set keeps it; what superiors locked stays locked."""
    locked = {row.code for row in before.criteria if row.locked} if before else set()
    clauses = {row.code: list(row.clauses) for row in before.criteria} if before else {}
    criteria = [
        {
            **{name: line[name] for name in ("code", "title", "group")},
            **{name: bool(line[name]) for name in ("result", "basic", "if_any")},
            "locked": line["code"] in locked,
            "clauses": clauses.get(line["code"], []),
        }
        for line in (one.cleaned_data for one in lines)
        if line.get("title", "").strip()
    ]
    data = form.cleaned_data
    return {
        "code": code, "title": data["title"], "subject": data["subject"], "criteria": criteria,
        "source": form.source(),
    }  # fmt: skip


class ScoringForm(SourceForm):
    """How many points each part carries, and from how many points on a level is reached."""

    general = forms.IntegerField(label="Điểm tối đa của tiêu chí chung", min_value=0, max_value=TOTAL)
    results = forms.IntegerField(label="Điểm tối đa của kết quả nhiệm vụ", min_value=0, max_value=TOTAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["mode"]
        for level in LEVELS:
            self.fields[level] = forms.IntegerField(label=f"{_LEVEL_WORDS[level]} từ", min_value=0, max_value=TOTAL)
        self.order_fields(("general", "results", *LEVELS))

    def item(self) -> dict[str, Any]:
        """The scale as a set keeps it."""
        data = self.cleaned_data
        parts = {name: data[name] for name in ("general", "results")}
        return {**parts, "bands": {level: data[level] for level in LEVELS}, "source": self.source()}


def first_scoring(scoring: Scoring | None) -> dict[str, Any]:
    """What the fields of the scale show first."""
    return {"general": scoring.general, "results": scoring.results, **scoring.bands} if scoring else {}
