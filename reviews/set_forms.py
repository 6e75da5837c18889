"""Forms of the pages about regulation sets: a typed control for every kind of value, and the fields of its source."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from reviews.models import SetRelation
from reviews.queries.regulations import SetChoice
from reviews.regulations.rows import INDIVIDUAL, Source
from reviews.regulations.schema import DEGREES, DISCIPLINES, Parameter
from reviews.regulations.typed_text import as_text, from_text
from reviews.regulations.wording import choice_words, modes
from reviews.services.own_sets import SetHead
from reviews.set_lists import CELLS, KEY_CELLS, Cell, Choices

KEEP, DECISION, DOCUMENT = "keep", "decision", "document"
# What each kind of source has to say; the fields of the other kinds are hidden by the style sheet and do not count.
NEEDED = {DECISION: ("decision", "reason"), DOCUMENT: ("document", "clause", "quote")}
NO_SOURCE = "Giá trị không có căn cứ thì không được ghi; mời đồng chí điền ô này."
YES_NO = (("co", "Có"), ("khong", "Không"))
_LONG = frozenset({"texts", "structure"})


class SetForm(forms.Form):
    """The head of a new set and what it is made from."""

    made_from = forms.ChoiceField(label="Lập từ bộ quy định")
    relation = forms.ChoiceField(label="Bộ đó là", choices=SetRelation.choices, widget=forms.RadioSelect)
    parent = forms.ChoiceField(
        label="Văn bản cấp trên đang áp dụng",
        required=False,
        help_text="Để trống thì giữ văn bản cấp trên của bộ đã chọn.",
    )
    state_parent = forms.ChoiceField(
        label="Văn bản cấp trên theo tuyến chính quyền",
        required=False,
        help_text="Chỉ với cơ quan nhà nước, đơn vị có cả cấp trên của Đảng và của chính quyền.",
    )
    year = forms.IntegerField(label="Năm áp dụng", min_value=2018, max_value=2100)
    title = forms.CharField(label="Tên bộ quy định", max_length=200)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    document_number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    document_date = forms.DateField(label="Ngày văn bản", widget=DAY_INPUT, required=False)

    def __init__(
        self, *args: Any, choices: Iterable[SetChoice], state_choices: Iterable[SetChoice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.code, one.title) for one in choices]
        self.fields["made_from"].choices = listed  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", "Như bộ đã chọn"), *listed]  # type: ignore[attr-defined]
        state = [(one.code, one.title) for one in state_choices]
        self.fields["state_parent"].choices = [("", "Không có"), *state]  # type: ignore[attr-defined]

    def head(self) -> SetHead:
        """What stands on top of the document."""
        data = self.cleaned_data
        names = ("title", "issuer", "year", "document_number", "document_date")
        return SetHead(**{name: data[name] for name in names})


class ReturnForm(forms.Form):
    """Why a submitted set goes back."""

    reason = forms.CharField(label="Lý do trả lại", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SourceForm(forms.Form):
    """Where an entry comes from; a value without a source is not taken. The fields of the chosen kind are needed."""

    source_kind = forms.ChoiceField(label="Căn cứ", widget=forms.RadioSelect)
    decision = forms.CharField(label="Văn bản, quyết định của mình", max_length=300)
    reason = forms.CharField(label="Lý do, điểm mục", max_length=500, help_text="Ví dụ: mục III.2 của kế hoạch")
    document = forms.CharField(label="Văn bản khác", max_length=300)
    clause = forms.CharField(label="Điều, khoản, mục", max_length=120)
    quote = forms.CharField(label="Trích nguyên văn", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    mode = forms.ChoiceField(label="Quyền của cấp dưới", choices=modes)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inherited: Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inherited = inherited if inherited is not None and (inherited.clauses or inherited.document) else None
        self._needs_source = True
        chosen = self.data.get(self.add_prefix("source_kind"))
        for kind, names in NEEDED.items():
            for name in names:
                self.fields[name].required = not self.is_bound or chosen == kind
                self.fields[name].error_messages["required"] = NO_SOURCE
        kinds = [(DECISION, "Chính văn bản này"), (DOCUMENT, "Văn bản khác")]
        if self._inherited is not None:
            kinds.append((KEEP, "Giữ căn cứ của văn bản trên"))
        self.fields["source_kind"].choices = kinds  # type: ignore[attr-defined]

    def waive_source(self) -> None:
        """For a trial, which stores nothing: only the value itself has to be sound."""
        self._needs_source = False
        for name in ("source_kind", "mode", *NEEDED[DECISION], *NEEDED[DOCUMENT]):
            if name in self.fields:
                self.fields[name].required = False

    def source(self) -> dict[str, Any]:
        """The source as a set keeps it."""
        data = self.cleaned_data
        if not self._needs_source:
            return {"decision": "Phép thử", "reason": "không ghi vào bộ quy định"}
        if data["source_kind"] == KEEP and self._inherited is not None:
            kept = self._inherited
            if kept.clauses:
                return {"clause": list(kept.clauses)}
            return {"document": kept.document, "clause": kept.section, "quote": kept.quote}
        if data["source_kind"] == DOCUMENT:
            return {name: data[name].strip() for name in ("document", "clause", "quote")}
        return {name: data[name].strip() for name in ("decision", "reason")}


class ValueForm(SourceForm):
    """One value of a set by the control that its type asks for."""

    field_order = ("value", "remaining", "mode")

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parameter = parameter
        self.fields["value"] = _value_field(parameter)
        if parameter.type == "degree_pair":
            self.fields["remaining"] = _degree("Cấp độ của các tiêu chí còn lại")
        self.order_fields(self.field_order)

    def raw(self) -> object:
        """The value as a set keeps it."""
        value, kind = self.cleaned_data["value"], self._parameter.type
        if kind == "boolean":
            return value == "co"
        if kind == "degree_pair":
            return [value, self.cleaned_data["remaining"]]
        if kind in ("choice", "degree", "discipline"):
            return value
        return list(value) if kind == "choices" else from_text(self._parameter, str(value))

    def item(self) -> dict[str, Any]:
        """What the set keeps of the whole form."""
        mode = self.cleaned_data["mode"] or self._parameter.mode.value
        return {"value": self.raw(), "mode": mode, "source": self.source()}


def initial_value(parameter: Parameter, value: Any) -> dict[str, object]:
    """What the controls of a value show first."""
    if parameter.type == "boolean":
        return {"value": "co" if value else "khong"}
    if parameter.type == "degree_pair" and value:
        return {"value": value[0], "remaining": value[1]}
    if parameter.type == "choices":
        return {"value": sorted(value or ())}
    return {"value": value if parameter.type in ("choice", "degree", "discipline") else as_text(parameter, value)}


def initial_source(raw: Mapping[str, Any] | None, own_document: str) -> dict[str, object]:
    """What the fields of the source show first; a new entry rests on the set's own document."""
    source = dict(raw or {})
    if "document" in source:
        return {"source_kind": DOCUMENT, "decision": own_document, **source}
    if "clause" in source:
        return {"source_kind": KEEP, "decision": own_document}
    return {"source_kind": DECISION, "decision": own_document, **source}


def _value_field(parameter: Parameter) -> forms.Field:
    label = parameter.title + (f" ({parameter.unit})" if parameter.unit else "")
    named: Choices = tuple((choice, choice_words(parameter, choice)) for choice in parameter.choices)
    if parameter.type == "boolean":
        return forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect)
    if parameter.type == "choice":
        return forms.ChoiceField(label=label, choices=named, widget=forms.RadioSelect)
    if parameter.type == "choices":
        return forms.MultipleChoiceField(
            label=label, choices=named, widget=forms.CheckboxSelectMultiple, required=False
        )
    if parameter.type == "discipline":
        return forms.ChoiceField(label=label, choices=[(one, choice_words(parameter, one)) for one in DISCIPLINES])
    if parameter.type in ("degree", "degree_pair"):
        return _degree("Cấp độ của các tiêu chí kết quả" if parameter.type == "degree_pair" else label)
    if parameter.type in _LONG:
        hint = (
            "Mỗi dòng một nội dung."
            if parameter.type == "texts"
            else "Mỗi dòng một nội dung; các ô cách nhau bằng dấu chấm phẩy."
        )
        return forms.CharField(label=label, max_length=10_000, help_text=hint, widget=forms.Textarea(attrs={"rows": 6}))
    hints = {"share": "Phân số, ví dụ 2/3", "integers": "Các số cách nhau bằng dấu phẩy, ví dụ 7, 3, 1"}
    return forms.CharField(label=label, max_length=500, help_text=hints.get(parameter.type, ""))


def _degree(label: str) -> forms.ChoiceField:
    words = {"X": "Xuất sắc", "T": "Tốt", "TB": "Trung bình", "K": "Kém"}
    return forms.ChoiceField(label=label, choices=[(one, words[one]) for one in DEGREES])


class RowForm(SourceForm):
    """One row of a list with a control for each of its cells."""

    def __init__(self, *args: Any, kind: str, frames: Choices = (), is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells = [cell for cell in CELLS[kind] if cell.name not in KEY_CELLS or is_new]
        for cell in self._cells:
            self.fields[cell.name] = _cell_field(cell, frames)
        self.order_fields([*(cell.name for cell in self._cells), "mode"])

    def clean(self) -> dict[str, Any]:
        """Only persons hold a post."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("post_title") and data.get("key") != INDIVIDUAL:
            self.add_error("post_title", "Chỉ ghi chức danh khi loại đối tượng là “Cá nhân”.")
        return data

    def item(self, key: str) -> dict[str, Any]:
        """The row as a set keeps it; cells that are left empty are left out."""
        data = self.cleaned_data
        cells = {
            cell.name: _cell_value(cell, data[cell.name])
            for cell in self._cells
            if cell.name not in KEY_CELLS
            if data.get(cell.name) not in (None, "", []) or cell.sort == "flag"
        }
        return {"key": key, **cells, "mode": data["mode"] or "open", "source": self.source()}


def _cell_field(cell: Cell, frames: Choices) -> forms.Field:
    common: dict[str, Any] = {"label": cell.label, "required": cell.required, "help_text": cell.help}
    if cell.sort == "flag":
        return forms.BooleanField(label=cell.label, required=False)
    if cell.sort == "number":
        return forms.IntegerField(min_value=0, max_value=1000, **common)
    if cell.sort == "choices":
        return forms.MultipleChoiceField(choices=cell.choices, widget=forms.CheckboxSelectMultiple, **common)
    if cell.sort == "choice":
        choices = frames if cell.name == "frame" else cell.choices
        return forms.ChoiceField(choices=choices if cell.required else [("", "–"), *choices], **common)
    return forms.CharField(max_length=500, **common)


def _cell_value(cell: Cell, value: Any) -> object:
    return int(value) if cell.name == "year_offset" else value
