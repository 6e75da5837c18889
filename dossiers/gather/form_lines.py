"""The lines of a form as the printed forms take them."""

from collections.abc import Iterable, Mapping
from datetime import date

from dossiers.documents.parts import Explanation, Measure, Shortcoming
from reviews.queries.contents import Contents
from reviews.queries.lines import Line

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


def with_lines(contents: Contents, text: str, kind: str) -> str:
    """A text followed by the lines under its heading, one paragraph each."""
    lines = [_sentence(line) for line in contents.lines.get(kind, [])]
    return "\n".join(part for part in (text, *lines) if part)


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
