"""Steps that tests of the list of subjects share."""

from typing import Any

from orgchart.kinds import CollectiveKind, Level, OrganizationKind
from orgchart.models import Collective, Organization
from orgchart.tenancy import scope
from reviews.models import Cycle, Subject
from reviews.services.scope_changes import Plan, plan_of
from reviews.services.subjects import apply_scope, generate_subjects
from tests.factories.orgchart import NOON
from tests.reviews.cycles.conftest import Commune


def listed(commune: Commune, cycle: Cycle) -> dict[str, Any]:
    """The list made from the chart, by name."""
    with scope(tenant=commune.tenant.pk):
        generate_subjects(cycle_id=cycle.pk, actor=commune.office, at=NOON)
        return {row.name: row for row in Subject.objects.filter(cycle=cycle).prefetch_related("places")}


def apply(commune: Commune, cycle: Cycle) -> Plan:
    """What the chart would change is shown and made."""
    plan = plan_of(cycle)
    apply_scope(cycle_id=cycle.pk, digest=plan.digest, actor=commune.office, at=NOON)
    return plan


def at_level(commune: Commune, level: Level) -> None:
    """The commune of the tests stands for a committee of another level."""
    with scope(tenant=commune.tenant.pk):
        Organization.objects.filter(pk=commune.root.pk).update(level=level)
        commune.root.refresh_from_db()


def body_at(
    commune: Commune,
    kind: CollectiveKind,
    level: Level,
    unit_kind: OrganizationKind = OrganizationKind.AGENCY,
    name: str = "",
) -> Collective:
    """A collective of a unit of its own."""
    unit = commune.organization(name or str(kind.label), unit_kind, level=level)
    return commune.collective(kind, unit, name or str(kind.label))
