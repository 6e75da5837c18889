"""How an address is tried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.estate import Estate


@dataclass(frozen=True)
class Scene:
    """How an address is tried out."""

    arrange: Callable[[Estate], None] = lambda estate: None
    payload: Callable[[Estate], Mapping[str, Any]] = lambda estate: {}
    args: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Callable[[Estate], str]] = field(default_factory=dict)


def fixed(**values: Any) -> Callable[[Estate], Mapping[str, Any]]:
    """The same values whoever asks."""
    return lambda estate: values
