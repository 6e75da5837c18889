"""What every set stands on besides its documents, and what a set was built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .inheritance import Lineage
from .parsing import FileReader
from .schema import Registry, registry, registry_from


@dataclass(frozen=True)
class Ground:
    """The registry of parameters, the defaults and the criteria frames, as their files have them."""

    registry: Mapping[str, Any]
    defaults: Mapping[str, Any]
    frames: tuple[Mapping[str, Any], ...]
    is_kept: bool = False

    @cached_property
    def known(self) -> Registry:
        """The parameters as they were when the set was kept."""
        return registry_from(self.registry) if self.is_kept else registry()

    def reader(self, content: Mapping[str, Any] | None = None) -> FileReader:
        """The defaults, or another part of the ground, read like a set."""
        return FileReader("defaults.toml", self.defaults if content is None else content, self.kept_registry)

    @property
    def kept_registry(self) -> Registry | None:
        """The registry to read kept documents with, None for those of today."""
        return self.known if self.is_kept else None


@dataclass(frozen=True)
class Building:
    """The documents and the ground of one set, from which it can be kept whole."""

    lineage: Lineage
    ground: Ground
