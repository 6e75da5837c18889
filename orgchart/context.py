"""What the shell around every page shows: tenant, cycle, entries, account."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from orgchart import clock, queries, registry
from orgchart.access import Actor
from orgchart.models import Account, Tenant


@dataclass(frozen=True)
class SwitchEntry:
    """A tenant or a cycle that one click leads to."""

    label: str
    url: str
    current: bool

    @property
    def name(self) -> str:
        """The same words under the name that lists of tenants use."""
        return self.label


@dataclass(frozen=True)
class ShellEntry:
    """An entry at the left as the page draws it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None


class Shell:
    """Computed only where the page asks for it, so fragments and files cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.tenant: Tenant | None = getattr(request, "tenant", None)
        self.actor: Actor | None = getattr(request, "actor", None)

    @property
    def account(self) -> Account | None:
        """Whoever is logged in."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def _year(self) -> int | None:
        match = self._request.resolver_match
        return match.kwargs.get("year") if match else None

    @cached_property
    def _cycle_entries(self) -> list[registry.CycleEntry]:
        return registry.cycle_entries(self.tenant) if self.tenant else []

    @cached_property
    def cycle(self) -> registry.CycleEntry | None:
        """The cycle in the address, else the newest one."""
        if self._year is None:
            return self._cycle_entries[0] if self._cycle_entries else None
        return next((entry for entry in self._cycle_entries if entry.year == self._year), None)

    @cached_property
    def tenants(self) -> list[SwitchEntry]:
        """The tenants of the account."""
        if self.account is None:
            return []
        found = getattr(self._request, "tenants", None)  # where finding the place has read them already
        return [
            SwitchEntry(tenant.short_name, reverse("orgchart:start", args=[tenant.slug]), self.tenant == tenant)
            for tenant in (queries.tenants_of(self.account, clock.today()) if found is None else found)
        ]

    @cached_property
    def cycles(self) -> list[SwitchEntry]:
        """The cycles of the tenant, newest first."""
        return [
            SwitchEntry(entry.title, entry.url, self.cycle is not None and entry.year == self.cycle.year)
            for entry in self._cycle_entries
        ]

    @cached_property
    def nav(self) -> list[ShellEntry]:
        """At most five entries, by what people do."""
        if self.account is None:
            return []
        match = self._request.resolver_match
        section = registry.section_of(match.view_name) if match else ""
        name = match.url_name if match else ""
        entries = [ShellEntry("Việc của tôi", reverse("orgchart:my_work"), "checklist", name == "my_work")]
        if self.tenant is not None and self.actor is not None:
            year = self.cycle.year if self.cycle else None
            entries += [
                ShellEntry(entry.label, entry.url, entry.icon, entry.section == section and name != "my_work")
                for entry in registry.nav_entries(self.actor, self.tenant, year)
            ]
        return entries


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"shell": Shell(request)}
