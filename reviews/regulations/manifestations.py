"""The list of manifestations of degradation that a person compares himself or herself with. (HY-B.II.3-10)"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("forms") / "manifestations.toml"


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One manifestation by its number in the whole list, under one of the three groups."""

    number: int
    title: str
    group: str


@cache
def manifestations() -> tuple[Manifestation, ...]:
    """The whole list in the order of the resolution."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    named = [(title, group["title"]) for group in groups for title in group["items"]]
    return tuple(Manifestation(number, title, group) for number, (title, group) in enumerate(named, 1))
