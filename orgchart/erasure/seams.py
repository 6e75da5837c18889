"""What the other apps know of a person: why nothing may go yet, and what goes. Filled in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from orgchart.models import Erasure


@dataclass(frozen=True)
class Erased:
    """One person under erasure: the rows that stand for him or her, what stands in place of the name, the letters that
    named the person.
    """

    erasure: Erasure
    persons: tuple[int, ...]
    stand_in: str
    letters: tuple[int, ...]
    at: datetime

    def let_files_go(self, paths: Iterable[str]) -> None:
        """Name files that have to leave the disk, before their rows go: the database lets no others go."""
        self.erasure.paths = sorted({*self.erasure.paths, *filter(None, paths)})
        self.erasure.save(update_fields=["paths"])

    def keep_files(self, paths: Iterable[str]) -> None:
        """Take files back that something else still uses."""
        self.erasure.paths = sorted(set(self.erasure.paths) - set(paths))
        self.erasure.save(update_fields=["paths"])


Gate = Callable[[tuple[int, ...], date], Iterable[str]]
Emptier = Callable[[Erased], None]

_gates: list[Gate] = []
_emptiers: list[Emptier] = []
_kept_as_they_are: list[type[Model]] = []


def guard_erasure(gate: Gate) -> None:
    """Say why a person (all rows of him or her) may not be erased on a day; nothing where one app does not mind."""
    if gate not in _gates:
        _gates.append(gate)


def on_erasure(emptier: Emptier) -> None:
    """Call `emptier(erased)` in the transaction of an erasure: it takes away what was written by or about the person.

    Names in other texts are found and replaced afterwards in every table.
    """
    if emptier not in _emptiers:
        _emptiers.append(emptier)


def keep_as_it_is(*models: type[Model]) -> None:
    """Tables in which no name is looked for, because their rows are rules or digests and name nobody."""
    _kept_as_they_are.extend(model for model in models if model not in _kept_as_they_are)


def hindrances(persons: tuple[int, ...], today: date) -> list[str]:
    """Everything that an erasure has to wait for, as sentences; empty where nothing hinders."""
    return [reason for gate in _gates for reason in gate(persons, today)]


def empty_everywhere(erased: Erased) -> None:
    """Let every app take away what it has of the person."""
    for emptier in _emptiers:
        emptier(erased)


def is_kept(model: type[Model]) -> bool:
    """Whether no name is looked for in a table."""
    return model in _kept_as_they_are
