"""The rows of one generated tenant: tree, collectives, people, posts, cells; written in great pieces."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from config.generated.people import people
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostLine, PostRole
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Person, Post, Tenant
from orgchart.tenancy import create_all

CELL_SIZE = 30
SINCE = date(2020, 6, 1)
_LINES = {Bloc.PARTY: PostLine.PARTY, Bloc.STATE: PostLine.STATE, Bloc.MASS: PostLine.MASS}
_K, _C = OrganizationKind, CollectiveKind


@dataclass(frozen=True)
class Unit:
    """A unit with its leading collective and how many people lead it."""

    name: str
    kind: OrganizationKind
    bloc: Bloc
    collective: CollectiveKind
    title: str
    leaders: int = 3


COMMUNE = (
    Unit("Hội đồng nhân dân", _K.PEOPLES_COUNCIL, Bloc.STATE, _C.COUNCIL_STANDING, "Hội đồng nhân dân"),
    Unit("Ủy ban nhân dân", _K.PEOPLES_COMMITTEE, Bloc.STATE, _C.GOVERNMENT_LEADERSHIP, "Ủy ban nhân dân", 4),
    Unit("Ủy ban Mặt trận Tổ quốc", _K.FATHERLAND_FRONT, Bloc.MASS, _C.FRONT_STANDING, "Ủy ban MTTQ"),
    *(
        Unit(name, _K.MASS_ORGANIZATION, Bloc.MASS, _C.MASS_STANDING, name)
        for name in ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh", "Công đoàn")
    ),
)
PROVINCE = tuple(
    Unit(f"Sở, ngành số {number:02}", _K.DEPARTMENT, Bloc.STATE, _C.DEPARTMENT, "Sở", 4) for number in range(1, 21)
)


@dataclass
class Roster:
    """One tenant under construction; its scope has to be open."""

    tenant: Tenant
    root: Organization
    superior: Tenant | None
    dice: random.Random
    children: int = 0
    posts: list[Post] = field(default_factory=list)

    def build(self, units: tuple[Unit, ...], persons: int) -> None:
        """The whole roster with so many persons; the leaders are the first of them."""
        rows = create_all(Person, people(self.tenant, persons, self.dice))
        cells = self._organizations(
            [
                (f"Chi bộ số {number:03}", _K.PARTY_CELL, Bloc.PARTY, Level.UNIT)
                for number in range(1, self._cells(persons))
            ]
        )
        organizations = self._organizations([(unit.name, unit.kind, unit.bloc, self.root.level) for unit in units])
        memberships = [
            CellMembership(tenant=self.tenant, person=person, cell=cells[index % len(cells)], started_on=SINCE)
            for index, person in enumerate(rows)
        ]
        create_all(CellMembership, memberships)
        leaders = iter(rows)
        self._lead_root(leaders)
        self._lead_units(units, organizations, leaders)
        self._lead_cells(cells, leaders)
        posts = create_all(Post, self.posts)
        create_all(ManagementLink, [self._managed(post) for post in posts])
        self.root.numchild = self.children
        self.root.save(update_fields=["numchild"])

    @staticmethod
    def _cells(persons: int) -> int:
        return max(2, persons // CELL_SIZE) + 1

    def _organizations(self, wanted: list[tuple[str, OrganizationKind, Bloc, str]]) -> list[Organization]:
        """Children of the root, their paths counted here: thousands at once are no work for one by one."""
        rows = []
        for name, kind, bloc, level in wanted:
            self.children += 1
            path = Organization._get_path(self.root.path, 2, self.children)  # noqa: SLF001 – treebeard has no public way
            rows.append(
                Organization(
                    tenant=self.tenant, name=name, kind=kind, bloc=bloc, level=level, path=path, depth=2, numchild=0
                )
            )
        return create_all(Organization, rows)

    def _lead_root(self, leaders: Iterator[Person]) -> None:
        standing = create_all(
            Collective,
            [Collective(tenant=self.tenant, organization=self.root, name="Ban Thường vụ", kind=_C.STANDING_COMMITTEE)],
        )[0]
        for position in range(11):
            role = PostRole.HEAD if position == 0 else PostRole.DEPUTY if position < 3 else PostRole.MEMBER
            title = "Bí thư" if position == 0 else "Phó Bí thư" if position < 3 else "Ủy viên Ban Thường vụ"
            self._post(next(leaders), standing, role, title, "Ủy viên Ban Thường vụ", position + 1, Bloc.PARTY)

    def _lead_units(
        self, units: tuple[Unit, ...], organizations: list[Organization], leaders: Iterator[Person]
    ) -> None:
        bodies = create_all(
            Collective,
            [
                Collective(
                    tenant=self.tenant, organization=row, name=f"Tập thể lãnh đạo {row.name}", kind=unit.collective
                )
                for unit, row in zip(units, organizations, strict=True)
            ],
        )
        for number, (unit, body) in enumerate(zip(units, bodies, strict=True)):
            for position in range(unit.leaders):
                role = PostRole.HEAD if position == 0 else PostRole.DEPUTY
                title = f"{'Trưởng' if position == 0 else 'Phó'} {unit.title}"
                self._post(next(leaders), body, role, title, str(role.label), 20 + number, unit.bloc)

    def _lead_cells(self, cells: list[Organization], leaders: Iterator[Person]) -> None:
        """Every cell has a secretary; every third one a committee of three."""
        with_committee = cells[::3]
        committees = create_all(
            Collective,
            [
                Collective(tenant=self.tenant, organization=row, name=f"Chi ủy {row.name}", kind=_C.CELL_COMMITTEE)
                for row in with_committee
            ],
        )
        led: dict[int, Collective] = {row.organization_id: row for row in committees}
        for cell in cells:
            body = led.get(cell.pk)
            for position in range(3 if body else 1):
                person = next(leaders, None)
                if person is None:
                    return
                role = PostRole.HEAD if position == 0 else PostRole.DEPUTY if position == 1 else PostRole.MEMBER
                title = "Bí thư chi bộ" if position == 0 else "Chi ủy viên"
                self._post(person, body or cell, role, title, "Cấp ủy chi bộ", 60, Bloc.PARTY)

    def _post(
        self,
        person: Person,
        body: Collective | Organization,
        role: PostRole,
        title: str,
        group: str,
        rank: int,
        bloc: Bloc,
    ) -> None:
        collective = body if isinstance(body, Collective) else None
        self.posts.append(
            Post(
                tenant=self.tenant,
                person=person,
                collective=collective,
                organization_id=collective.organization_id if collective else body.pk,
                title=title,
                title_group=group,
                rank=rank,
                role=role,
                line=_LINES[bloc],
                started_on=SINCE,
            )
        )

    def _managed(self, post: Post) -> ManagementLink:
        """The members of the own standing committee are managed from above, all others here."""
        own = post.organization_id == self.root.pk and self.superior is not None
        return ManagementLink(
            tenant=self.tenant, post=post, managed_by=self.superior if own else self.tenant, valid_from=SINCE
        )
