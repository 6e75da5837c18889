"""Who somebody is inside a tenant, and the rights that follow. Loaded once a request, asked everywhere."""

from dataclasses import dataclass, field

from django.db.models import Value

from orgchart.kinds import Role
from orgchart.models import Account, Person, RoleGrant

# Roles that see every review, dossier and board of their tenant because they run the year.
OVERSEEING_ROLES = frozenset(
    {Role.OFFICE, Role.ORGANISATION_BOARD, Role.HEAD, Role.STANDING_COMMITTEE, Role.INSPECTION}
)


@dataclass(frozen=True)
class Actor:
    """An account inside one tenant: the person it stands for there, if any, and its roles."""

    account: Account
    tenant_id: int
    person_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    def has(self, *roles: Role) -> bool:
        """Whether the actor has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_office(self) -> bool:
        """The office enters for others and drives the year."""
        return Role.OFFICE in self.roles

    @property
    def oversees(self) -> bool:
        """Whether the actor sees what is submitted in the whole tenant, not only the own part."""
        return not self.roles.isdisjoint(OVERSEEING_ROLES)


def load_actor(account: Account, tenant_id: int) -> Actor:
    """The actor for an account in the tenant whose scope is open (one query, because every request asks it)."""
    person = Person.objects.filter(account=account).values_list("pk", Value(""))
    roles = RoleGrant.objects.filter(account=account).values_list(Value(0), "role")
    rows = list(person.union(roles))
    return Actor(
        account=account,
        tenant_id=tenant_id,
        person_id=next((pk for pk, _ in rows if pk), None),
        roles=frozenset(role for _, role in rows if role),
    )


def can_edit_chart(actor: Actor) -> bool:
    """The office and the administrator keep organisations, persons and posts."""
    return actor.has(Role.OFFICE, Role.ADMIN)


def can_see_chart(actor: Actor) -> bool:
    """The roster is not public: whoever runs the year sees it, a member does not."""
    return actor.oversees or actor.has(Role.ADMIN)


def can_see_discipline(actor: Actor) -> bool:
    """Disciplinary decisions are read by those who prepare or take the decisions of the year."""
    return actor.oversees


def can_edit_discipline(actor: Actor) -> bool:
    """The inspection commission keeps the disciplinary decisions, the office enters them for it."""
    return actor.has(Role.OFFICE, Role.INSPECTION)


def can_see_audit(actor: Actor) -> bool:
    """The trail is read by the office, the inspection commission and the administrator."""
    return actor.has(Role.OFFICE, Role.INSPECTION, Role.ADMIN)


def can_handle_envelopes(actor: Actor) -> bool:
    """What arrives from and goes to other tenants passes through the office or the organisation board."""
    return actor.has(Role.OFFICE, Role.ORGANISATION_BOARD)
