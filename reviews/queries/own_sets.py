"""A committee's own sets: the set that a draft amounts to, and what pages list."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from orgchart.errors import NotVisible
from reviews.models import Cycle, OwnSet, ReceivedSet, SetRelation
from reviews.queries.regulations import set_as_kept, state_set_as_kept
from reviews.regulations.kept import compose, decode, encode
from reviews.regulations.loader import available_sets, current_ground, load_set
from reviews.regulations.sets import RegulationSet
from reviews.states import SetState

FINISHED = (SetState.APPROVED, SetState.FROZEN)


@dataclass(frozen=True)
class SetEntry:
    """One set on the list of those that the tenant can use."""

    code: str
    title: str
    issuer: str
    state: str
    years: tuple[int, ...]


def own_set(code: str) -> OwnSet | None:
    """The own set with this code, with the people who moved it; None for a code of others."""
    people = ("created_by", "changed_by", "submitted_by", "approved_by", "kept")
    return OwnSet.objects.select_related(*people).filter(code=code).first()


def draft_of(row: OwnSet, content: dict[str, Any] | None = None) -> RegulationSet:
    """The set that an own document amounts to, checked whole; with `content` as it would be after a change.

    Raises `BadRegulationFileError` for a change that the sets above do not allow.
    """
    if row.kept is not None and content is None:
        return set_as_kept(row.code, row.kept.digest)
    made_from = set_as_kept(row.made_from, row.made_from_digest)
    parent = set_as_kept(row.parent, row.parent_digest) if row.parent else None
    state = state_set_as_kept(row.state_parent, row.state_parent_digest) if row.state_parent else None
    is_base = row.relation == SetRelation.BASE
    return compose(
        decode(row.content) if content is None else content,
        row.title,
        base=made_from if is_base else None,
        parent=parent if is_base else made_from,
        state_parent=state,
        ground=current_ground(),
    )


def above(row: OwnSet) -> RegulationSet:
    """The set that the document is made from, to tell what differs."""
    return set_as_kept(row.made_from, row.made_from_digest)


def content_of(row: OwnSet) -> dict[str, Any]:
    """What the document says itself."""
    content: dict[str, Any] = decode(row.content)
    return content


def seen_token(item: object) -> str:
    """What a form carries of the value or row that it was filled with; a changed one has another token."""
    return "" if item is None else hashlib.sha256(encode(item).encode()).hexdigest()[:16]


def set_entries() -> list[SetEntry]:
    """Own sets newest first, those that superiors sent, the built-in ones; last the drafts that were given up."""
    years: dict[str, list[int]] = {}
    for code, year in Cycle.objects.order_by("year").values_list("set_code", "year"):
        years.setdefault(code, []).append(year)

    def used(code: str) -> tuple[int, ...]:
        return tuple(years.get(code, ()))

    own = [
        SetEntry(row.code, row.title, row.issuer, row.get_state_display(), used(row.code))
        for row in OwnSet.objects.defer("content").order_by("-year", "-pk")
    ]
    received = [
        SetEntry(row.kept.code, row.kept.title, row.sender.issuing_body, "Cấp trên gửi xuống", used(row.kept.code))
        for row in ReceivedSet.objects.select_related("kept", "sender").defer("kept__content").order_by("-pk")
    ]
    built_in = [
        SetEntry(code, rules.title, str(rules.value("regset.issuer") or ""), "Có sẵn", used(code))
        for code in available_sets()
        for rules in [load_set(code)]
    ]
    given_up = [one for one in own if one.state == SetState.DISCARDED.label]
    return [*(one for one in own if one not in given_up), *received, *built_in, *given_up]


def cycles_under(code: str) -> list[Cycle]:
    """The years that are held under a set, newest first."""
    return list(Cycle.objects.filter(set_code=code).order_by("-year"))


def cycle_to_try_on(code: str) -> Cycle | None:
    """The year that shows what a change would do: the newest under the set, else the newest of all."""
    under = Cycle.objects.filter(set_code=code).order_by("-year").first()
    return under or Cycle.objects.order_by("-year").first()


def document_words(number: str, day: date | None) -> str:
    """Number and day of a document as texts name it."""
    named = f"số {number}" if number else ""
    dated = f"ngày {day:%d/%m/%Y}" if day else ""
    return " ".join(part for part in (named, dated) if part)


def require_own(code: str) -> OwnSet:
    """The own set with this code; one of somebody else is not visible as a set to write in."""
    row = own_set(code)
    if row is None:
        raise NotVisible
    return row
