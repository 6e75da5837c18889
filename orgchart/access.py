"""Who somebody is inside a tenant, and the rights that follow. Loaded once a request, asked everywhere.

Which role carries which right stands in `orgchart/rights/matrix.toml` and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import date

from orgchart import rights
from orgchart.holdings import holdings
from orgchart.kinds import Role
from orgchart.models import Account, ImportKind


@dataclass(frozen=True)
class Actor:
    """An account inside one tenant: the person it stands for there, its roles, and what it was entrusted with.

    `roles` are the granted and the lent ones; `lent` are the lent ones alone; `withheld` are those that are not to be
    used because the login was without a second factor; `exceptions` are permissions on single objects.
    """

    account: Account
    tenant_id: int
    person_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    lent: frozenset[str] = field(default_factory=frozenset)
    withheld: frozenset[str] = field(default_factory=frozenset)
    exceptions: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    def has(self, *roles: Role) -> bool:
        """Whether the actor has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def may(self, action: str) -> bool:
        """Whether the roles of the actor carry a right of the matrix."""
        return rights.allows(action, self.roles)

    def is_entrusted(self, permission: str, object_id: int | None) -> bool:
        """Whether the actor holds an exception on this one object."""
        return (permission, object_id) in self.exceptions

    def entrusted_with(self, permission: str) -> frozenset[int]:
        """The objects on which the actor holds an exception."""
        return frozenset(number for name, number in self.exceptions if name == permission)

    @property
    def is_office(self) -> bool:
        """The office enters for others and drives the year."""
        return Role.OFFICE in self.roles

    @property
    def oversees(self) -> bool:
        """Whether the actor sees what is submitted in the whole tenant, not only the own part."""
        return self.may("review.read")


def load_actor(account: Account, tenant_id: int, *, on: date | None = None, second_factor: bool = True) -> Actor:
    """The actor for an account in the tenant whose scope is open (one query, because every request asks it).

    Roles that were lent and exceptions with a term count on the day `on` only. Without a second factor, the roles that
    need one are withheld.
    """
    found: dict[str, list[tuple[int, str]]] = {"person": [], "role": [], "lent": [], "entrusted": []}
    for kind, number, name in holdings(account, tenant_id, on):
        found[kind].append((number, name))
    borrowed = {name for _, name in found["lent"]}
    held = {name for _, name in found["role"]} | borrowed
    withheld = {name for name in held if not second_factor and rights.needs_second_factor(name)}
    return Actor(
        account=account,
        tenant_id=tenant_id,
        person_id=next((number for number, _ in found["person"]), None),
        roles=frozenset(held - withheld),
        lent=frozenset(borrowed - withheld),
        withheld=frozenset(withheld),
        exceptions=frozenset((name, number) for number, name in found["entrusted"]),
    )


def can_edit_chart(actor: Actor) -> bool:
    """The office and the administrator keep organisations, persons and posts."""
    return actor.may("chart.edit")


def can_see_erasures(actor: Actor) -> bool:
    """Who was erased, on whose word, is shown to those who answer for it and to inspection."""
    return actor.may("erasure.see")


def can_propose_erasure(actor: Actor) -> bool:
    """The office asks for the erasure of a person."""
    return actor.may("erasure.propose")


def can_approve_erasure(actor: Actor) -> bool:
    """The second of the two persons without whom nobody is erased."""
    return actor.may("erasure.approve")


def can_see_chart(actor: Actor) -> bool:
    """The roster is not public: whoever runs the year sees it, a member does not."""
    return actor.may("chart.see")


def can_see_discipline(actor: Actor) -> bool:
    """Disciplinary decisions are read by those who prepare or take the decisions of the year."""
    return actor.may("discipline.see")


def can_edit_discipline(actor: Actor) -> bool:
    """The inspection commission keeps the disciplinary decisions, the office enters them for it."""
    return actor.may("discipline.edit")


def can_import(actor: Actor, kind: str) -> bool:
    """A workbook is taken in by whoever may enter by hand what it lists."""
    return can_edit_discipline(actor) if kind == ImportKind.DISCIPLINE else can_edit_chart(actor)


def can_see_audit(actor: Actor) -> bool:
    """The trail is read by the office, the inspection commission and the administrator."""
    return actor.may("audit.see")


def can_open_tenants(actor: Actor) -> bool:
    """The organisation board and the administrator of the level above open the offices below."""
    return actor.may("tenants.open")


def can_handle_envelopes(actor: Actor) -> bool:
    """What arrives from and goes to other tenants passes through the office or the organisation board."""
    return actor.may("envelopes.handle")


def can_keep_accounts(actor: Actor) -> bool:
    """The office and the administrator make accounts, hand out letters, lock accounts."""
    return actor.may("accounts.keep")


def can_grant_exceptions(actor: Actor) -> bool:
    """The same two entrust a named person with one object."""
    return actor.may("exceptions.grant")


def is_self(actor: Actor, account_id: int) -> bool:
    """Nobody changes rights, letters or locks of the own account."""
    return actor.account.pk == account_id


def can_grant(actor: Actor, role: str) -> bool:
    """Nobody grants more than they hold, and nothing that is only lent to them; whoever keeps the roles grants all."""
    own = actor.roles - actor.lent
    if rights.allows("roles.grant", own):
        return True
    return rights.allows("accounts.keep", own) and rights.held_by([role]) <= rights.held_by(own)


def can_lend(actor: Actor, role: str) -> bool:
    """A holder lends a role that may be lent; what was borrowed is not passed on."""
    return role in actor.roles - actor.lent and rights.can_be_lent(role)
