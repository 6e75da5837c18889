"""Where the product does what a statement of the documents asks for: data, checked when it is read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from reviews.regulations.clauses import all_clauses

FILE = Path(__file__).with_name("clause_places.toml")


class BadPlacesError(ValueError):
    """The file of places does not fit the ledger; the text says which statement and how."""


@dataclass(frozen=True, slots=True)
class ClausePlace:
    """What the product does for some statements, on which page, and where the help tells more."""

    what: str
    page: str
    help: str


@dataclass(frozen=True, slots=True)
class Places:
    """The place of every statement, and the statements that no test proves yet."""

    of: Mapping[str, ClausePlace]
    open: frozenset[str]


@cache
def clause_places() -> Places:
    """Every statement with its one place; raise `BadPlacesError` for a statement without one or with two."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found: dict[str, ClausePlace] = {}
    for row in content["place"]:
        place = ClausePlace(row["what"], row["page"], row["help"])
        for pattern in row["clauses"]:
            matching = [one for one in all_clauses() if fnmatchcase(one, pattern)]
            doubled = [one for one in matching if one in found]
            if not matching or doubled:
                raise BadPlacesError(f"{pattern}: no statement, or one that has a place already {doubled}")
            found.update(dict.fromkeys(matching, place))
    without = set(all_clauses()) - set(found)
    unknown = set(content["open"]) - set(found)
    if without or unknown:
        raise BadPlacesError(f"without a place: {sorted(without)}; not in the ledger: {sorted(unknown)}")
    return Places(found, frozenset(content["open"]))
