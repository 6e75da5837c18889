"""The lines of a form as the printed forms take them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from dossiers.documents.parts import Explanation, FormGroup, FormItem, Manifestation, Measure, Shortcoming, Target
from reviews.queries.contents import Contents
from reviews.queries.lines import Line
from reviews.regulations.forms import COLLECTIVE_REPORT, LEADER_REVIEW, Section, form
from reviews.regulations.forms_of_sets import CHECKLIST, NEXT_TASK, WORK_FIELD
from reviews.text_blocks import row_of

PRINTED_FORMS = (COLLECTIVE_REPORT, LEADER_REVIEW)
OWN = ("shortcoming", "own_shortcoming")
CAUSES = {"subjective": "Chủ quan", "objective": "Khách quan", "both": "Chủ quan và khách quan"}


def explanations(contents: Contents) -> tuple[Explanation, ...]:
    """The answers to the suggested issues, one by one (HY-M01-12, HY-M02-10)."""
    return tuple(
        Explanation(
            issue=line.about.title,
            explanation=line.row.values.get("explanation", ""),
            cause=line.row.values.get("cause", ""),
            responsibility=line.row.values.get("responsibility", ""),
        )
        for line in contents.lines.get("answer", [])
    )


def shortcomings(contents: Contents) -> tuple[Shortcoming, ...]:
    """Shortcomings under their contents, each with its typed cause and who is responsible (HY-M01-10, SL-I.3-1)."""
    return tuple(
        Shortcoming(
            content=int(values.get("content") or 0), text=_with_responsibility(values), cause=_typed_cause(values)
        )
        for values in _values(contents, *OWN)
    )


def _typed_cause(values: Mapping[str, str]) -> str:
    kind, cause = CAUSES.get(values.get("cause_kind", ""), ""), values.get("cause", "")
    return f"({kind}) {cause}" if kind and cause else cause


def _with_responsibility(values: Mapping[str, str]) -> str:
    text, who = values.get("text", ""), values.get("responsible", "") or values.get("collective_reason", "")
    head = {"yes": "người đứng đầu có trách nhiệm", "no": "người đứng đầu không có trách nhiệm"}
    parts = [part for part in (who, head.get(values.get("head", ""), "")) if part]
    return f"{text.rstrip('.')}. Trách nhiệm: {'; '.join(parts)}." if parts else text


def targets(contents: Contents) -> tuple[Target, ...]:
    """The targets of the year with results and products, under the results of the form (HY-B.I.3.1-2, SL-I.3-2)."""
    return tuple(
        Target(
            name=f"{line.name} (chủ yếu)" if line.is_main else line.name,
            planned=line.assigned,
            achieved="; ".join(part for part in (line.achieved, line.products) if part),
        )
        for line in contents.targets
    )


def measures(contents: Contents) -> tuple[Measure, ...]:
    """The remedies with who does them and by when (HY-M01-14, HY-M02-12)."""
    return tuple(
        Measure(
            text=values["measure"],
            owner=values.get("owner", ""),
            due_on=date.fromisoformat(values["due"]) if values.get("due") else None,
        )
        for values in _values(contents, *OWN, "remedy")
        if values.get("measure")
    )


def groups(contents: Contents) -> tuple[FormGroup, ...]:
    """Part I heading by heading, where the set has another form than Mẫu 01 and Mẫu 02; else nothing. (NA-BS, SL-PL)"""
    if contents.form.kind in PRINTED_FORMS and contents.form == form(contents.form.kind):
        return ()
    first = next(iter(contents.form)).part
    rows = [section for section in contents.form if section.part == first]
    return tuple(
        FormGroup(title=title, items=tuple(_item(contents, section) for section in ones))
        for title, ones in groupby(rows, key=lambda section: section.group)
    )


def _item(contents: Contents, section: Section) -> FormItem:
    row = contents.sections.get(section.key)
    text = row.text if row else ""
    if section.lines == CHECKLIST:
        text = text or summary(contents)
    elif section.lines:
        text = with_lines(contents, text, section.lines)
    return FormItem(
        title=section.title,
        text=text,
        has_text=section.has_text or bool(text),
        targets=targets(contents) if section.targets else (),
        has_degree=section.has_degree,
        degree=(row.degree or None) if row else None,  # type: ignore[arg-type]
    )


def manifestations(contents: Contents) -> tuple[Manifestation, ...]:
    """The appendix: every manifestation as the person answered it; empty until all are answered. (HY-B.II.3-10)"""
    lines = contents.lines.get(CHECKLIST, [])
    if any(line.kind.missing(line.row.values) for line in lines):
        return ()
    return tuple(
        Manifestation(
            title=line.about.title.partition(". ")[2],
            found=line.row.values.get("found") == "yes",
            note=line.row.values.get("note", ""),
        )
        for line in lines
    )


def summary(contents: Contents) -> str:
    """What the answers come to, in one sentence for the form itself. (HY-M02-4)"""
    answers = manifestations(contents)
    if not answers:
        return ""
    found = [f"({number}) {one.title}" for number, one in enumerate(answers, 1) if one.found]
    if not found:
        return f"Qua đối chiếu {len(answers)} biểu hiện, bản thân không có biểu hiện nào (phụ lục kèm theo)."
    return f"Qua đối chiếu {len(answers)} biểu hiện, bản thân tự nhận diện: {'; '.join(found)} (phụ lục kèm theo)."


def with_lines(contents: Contents, text: str, kind: str) -> str:
    """A text followed by the lines under its heading, one paragraph each."""
    rows = contents.lines.get(kind, [])
    if kind == NEXT_TASK and rows:
        labels = [field.label for field in rows[0].kind.fields]
        return "\n".join([row_of(labels), *(row_of(_shown(line)) for line in rows)])
    lines = [_labelled(line) if kind == WORK_FIELD else _sentence(line) for line in rows]
    return "\n".join(part for part in (text, *lines) if part)


def _shown(line: Line) -> list[str]:
    values = line.row.values
    fields = [field for field in line.kind.fields if field.applies(values)]
    return [" ".join(field.shown(values.get(field.name, "")).split()) for field in fields]


def _labelled(line: Line) -> str:
    """A field of work: its name, then one paragraph under each of the words of the form. (SL-IV.3-2)"""
    values = line.row.values
    name, *rest = line.kind.fields
    said = [f"- {field.label}: {values[field.name]}" for field in rest if values.get(field.name)]
    return "\n".join([f"{name.label}: {values.get(name.name, '')}", *said])


def _sentence(line: Line) -> str:
    values = line.row.values
    shown = [field.shown(values.get(field.name, "")) for field in line.kind.fields if field.applies(values)]
    said = " – ".join(part for part in shown if part)
    if not said:
        return ""
    return f"- {said}" if line.is_added else f"- {line.about.title}: {said}"


def _values(contents: Contents, *kinds: str) -> Iterable[Mapping[str, str]]:
    for kind in kinds:
        for line in contents.lines.get(kind, []):
            yield line.row.values
