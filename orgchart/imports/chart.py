"""The chart as it stands, in plain values: what a roster is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind, PostRole


@dataclass(frozen=True)
class KnownUnit:
    """An organisation of the tenant."""

    id: int
    name: str
    kind: OrganizationKind


@dataclass(frozen=True)
class KnownCollective:
    """A leading collective in force."""

    id: int
    unit: int
    kind: CollectiveKind


@dataclass(frozen=True)
class KnownPerson:
    """Somebody in the rolls."""

    id: int
    name: str
    birth_date: date | None
    joined_party_on: date | None
    residence: str


@dataclass(frozen=True)
class KnownPost:
    """A post that has not ended."""

    id: int
    person: int
    unit: int
    collective: int | None
    title: str
    role: PostRole
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class KnownMembership:
    """Party life in a cell that has not ended."""

    id: int
    person: int
    cell: int
    kind: MembershipKind
    started_on: date


@dataclass(frozen=True)
class Chart:
    """Everything of one tenant; the root stands for the committee itself."""

    root: KnownUnit
    issuing_body: str
    units: Sequence[KnownUnit] = ()
    collectives: Sequence[KnownCollective] = ()
    persons: Sequence[KnownPerson] = ()
    posts: Sequence[KnownPost] = ()
    memberships: Sequence[KnownMembership] = field(default=())

    @property
    def place(self) -> str:
        """The name of the place as it stands behind the names of bodies: "xã Phú Lạc"."""
        return self.root.name.removeprefix("Đảng bộ ").strip()
