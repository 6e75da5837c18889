"""Reading imports of rosters, and the chart as plain values to compare them with."""

from collections.abc import Iterator

from django.db.models import QuerySet

from orgchart.imports.chart import Chart, KnownCollective, KnownMembership, KnownPerson, KnownPost, KnownUnit
from orgchart.imports.compare import compare
from orgchart.imports.disciplines import DisciplinePlan, KnownBearer, KnownDecision, plan_disciplines
from orgchart.imports.plan import Plan
from orgchart.imports.reading import from_json
from orgchart.imports.roster import read_roster
from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind, PostRole
from orgchart.models import (
    CellMembership,
    Collective,
    DisciplineRecord,
    ImportKind,
    Organization,
    Person,
    Post,
    RosterImport,
    Tenant,
)


def roster_imports(kind: ImportKind = ImportKind.ROSTER) -> QuerySet[RosterImport]:
    """Imports of one kind in the tenant, newest first, without their cells."""
    rows = RosterImport.objects.filter(kind=kind).defer("sheets", "answers").select_related("uploaded_by", "job")
    return rows.order_by("-pk")


def plan_for(taken: RosterImport) -> Plan | DisciplinePlan:
    """What writing the import would do as things stand now, whatever it lists."""
    return discipline_plan_for(taken) if taken.kind == ImportKind.DISCIPLINE else roster_plan_for(taken)


def discipline_plan_for(taken: RosterImport) -> DisciplinePlan:
    """What writing decisions on discipline would do to those that are recorded."""
    answers = {str(key): str(value) for key, value in taken.answers.items()}
    return plan_disciplines(from_json(taken.sheets), answers, list(_bearers()), list(_recorded()))


def _bearers() -> Iterator[KnownBearer]:
    """Everybody and every collective that a decision may be about, with what tells namesakes apart."""
    people = Person.objects.filter(merged_into=None).order_by("sort_key", "pk")
    for pk, name, birth in people.values_list("pk", "full_name", "birth_date"):
        yield KnownBearer(f"p:{pk}", name, f"sinh {birth:%d/%m/%Y}" if birth else f"dòng số {pk}", birth)
    bodies = Collective.objects.filter(valid_to=None).order_by("name", "pk")
    for pk, name, unit in bodies.values_list("pk", "name", "organization__name"):
        yield KnownBearer(f"c:{pk}", name, unit)


def _recorded() -> Iterator[KnownDecision]:
    for row in DisciplineRecord.objects.order_by("decided_on", "pk"):
        yield KnownDecision(
            pk=row.pk, bearer=f"p:{row.person_id}" if row.person_id else f"c:{row.collective_id}", degree=row.degree,
            number=row.decision_number, decided_on=row.decided_on, violation=row.violation,
            self_detected=row.self_detected, remedied=row.remedied, case=row.same_case_as_id,
        )  # fmt: skip


def roster_plan_for(roster: RosterImport) -> Plan:
    """What writing the import would do to the chart as it stands now."""
    return compare_roster(roster, load_chart(Tenant.objects.get(pk=roster.tenant_id)))


def compare_roster(roster: RosterImport, chart: Chart) -> Plan:
    """What writing the import would do to this chart; asks the database for nothing."""
    answers = {str(key): str(value) for key, value in roster.answers.items()}
    read = read_roster(from_json(roster.sheets), answers)
    return compare(read, chart, answers, roster.since)


def load_chart(tenant: Tenant) -> Chart:
    """Organisations, persons, posts and memberships in force, in one order (six queries, whatever their number)."""
    units = [
        KnownUnit(pk, name, OrganizationKind(kind))
        for pk, name, kind in Organization.objects.filter(valid_to=None)
        .order_by("path")
        .values_list("pk", "name", "kind")
    ]
    collectives = Collective.objects.filter(valid_to=None).order_by("pk").values_list("pk", "organization", "kind")
    persons = (
        Person.objects.filter(merged_into=None)
        .order_by("pk")
        .values_list("pk", "full_name", "birth_date", "joined_party_on", "residence")
    )
    posts = (
        Post.objects.filter(ended_on=None)
        .order_by("pk")
        .values_list("pk", "person", "organization", "collective", "title", "role", "started_on", "ended_on")
    )
    memberships = CellMembership.objects.filter(ended_on=None, kind__in=["official", "temporary"]).order_by("pk")
    return Chart(
        root=units[0],
        issuing_body=tenant.issuing_body,
        units=units[1:],
        collectives=[KnownCollective(pk, unit, CollectiveKind(kind)) for pk, unit, kind in collectives],
        persons=[KnownPerson(*row) for row in persons],
        posts=[KnownPost(*row[:5], PostRole(row[5]), *row[6:]) for row in posts],
        memberships=[
            KnownMembership(pk, person, cell, MembershipKind(kind), started)
            for pk, person, cell, kind, started in memberships.values_list("pk", "person", "cell", "kind", "started_on")
        ],
    )
