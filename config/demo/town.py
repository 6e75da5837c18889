"""Đảng bộ thị trấn Chợ Chu as its plan for 2024 names it: every body, fifteen cells, about 320 made-up people."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.demo.builder import Builder, grant, make_account
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostRole, Role
from orgchart.models import (
    Collective,
    DisciplineRecord,
    ManagementLink,
    Organization,
    Person,
    Post,
    Supervision,
    Tenant,
)
from orgchart.tenancy import create_all

HEAD, DEPUTY, MEMBER, STAFF = PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER, PostRole.STAFF

# Name, number of members, has a committee.
CELLS = [
    ("Chi bộ Cơ quan Đảng – Chính quyền", 29, True),
    ("Chi bộ Công an thị trấn", 11, True),
    ("Chi bộ Quân sự thị trấn", 7, False),
    ("Chi bộ Trường Mầm non Chợ Chu", 24, True),
    ("Chi bộ Trường Tiểu học Chợ Chu", 27, True),
    ("Chi bộ Trường THCS Chợ Chu", 22, True),
    ("Chi bộ Trạm Y tế", 6, False),
    ("Chi bộ tổ dân phố Trung Tâm", 38, True),
    ("Chi bộ tổ dân phố Hồ Sen", 34, True),
    ("Chi bộ tổ dân phố Phúc Thành", 31, True),
    ("Chi bộ tổ dân phố Nà Lài", 26, True),
    ("Chi bộ tổ dân phố Tân Thành", 23, True),
    ("Chi bộ tổ dân phố Vườn Rau", 19, True),
    ("Chi bộ tổ dân phố Bãi Á", 3, False),
    ("Chi bộ tổ dân phố Hợp Nhất", 20, True),
]
MASS_ORGANIZATIONS = [
    ("Hội Nông dân thị trấn", "Ban Thường vụ Hội Nông dân", "Hội Nông dân"),
    ("Hội Liên hiệp Phụ nữ thị trấn", "Ban Thường vụ Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ"),
    ("Hội Cựu chiến binh thị trấn", "Ban Thường vụ Hội Cựu chiến binh", "Hội Cựu chiến binh"),
    ("Đoàn TNCS Hồ Chí Minh thị trấn", "Ban Thường vụ Đoàn Thanh niên", "Đoàn Thanh niên"),
]


@dataclass
class Town:
    """What the later steps of the demo refer to."""

    root: Organization
    bodies: dict[str, Collective] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    cells: dict[str, Organization] = field(default_factory=dict)


def build_town(builder: Builder, district: Tenant) -> Town:
    """The whole chart of the town."""
    town = Town(builder.root("Đảng bộ thị trấn Chợ Chu", Level.COMMUNE))
    _build_bodies(builder, town)
    _build_leaders(builder, town, district)
    _build_mass_organizations(builder, town)
    _build_cells(builder, town)
    _build_special_cases(builder, town)
    return town


def _build_bodies(builder: Builder, town: Town) -> None:
    party, state, mass = Bloc.PARTY, Bloc.STATE, Bloc.MASS
    kinds, add = OrganizationKind, builder.organization
    town.bodies["BTV"] = builder.collective(
        town.root, "Ban Thường vụ Đảng ủy thị trấn", CollectiveKind.STANDING_COMMITTEE
    )
    town.bodies["BCH"] = builder.collective(
        town.root, "Ban Chấp hành Đảng bộ thị trấn", CollectiveKind.EXECUTIVE_COMMITTEE
    )
    add(town.root, "Văn phòng Đảng ủy", kinds.PARTY_AGENCY, party)
    add(town.root, "Ủy ban Kiểm tra Đảng ủy", kinds.PARTY_AGENCY, party)
    for key, name, kind, bloc, body, body_kind in (
        (
            "HĐND",
            "Hội đồng nhân dân thị trấn",
            kinds.PEOPLES_COUNCIL,
            state,
            "Thường trực Hội đồng nhân dân thị trấn",
            CollectiveKind.COUNCIL_STANDING,
        ),
        (
            "UBND",
            "Ủy ban nhân dân thị trấn",
            kinds.PEOPLES_COMMITTEE,
            state,
            "Tập thể lãnh đạo Ủy ban nhân dân thị trấn",
            CollectiveKind.GOVERNMENT_LEADERSHIP,
        ),
        (
            "MTTQ",
            "Ủy ban Mặt trận Tổ quốc thị trấn",
            kinds.FATHERLAND_FRONT,
            mass,
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc thị trấn",
            CollectiveKind.FRONT_STANDING,
        ),
    ):
        organization = add(town.root, name, kind, bloc)
        town.bodies[key] = builder.collective(organization, body, body_kind)
    for body in ("HĐND", "UBND", "MTTQ"):
        builder.manage(town.bodies[body], builder.tenant)


def _build_leaders(builder: Builder, town: Town, district: Tenant) -> None:
    """The standing committee is managed by the district, everybody else here by the town."""
    standing, people = town.bodies["BTV"], town.people
    builder.manage(standing, district)
    logins = {
        "secretary": ("bithu", (Role.HEAD, Role.STANDING_COMMITTEE)),
        "deputy": ("phobithu", (Role.STANDING_COMMITTEE, Role.OFFICE)),
        "chairman": ("chutich", (Role.STANDING_COMMITTEE,)),
    }
    for key, (login, roles) in logins.items():
        name = builder.names.name()
        account = make_account(login, name)
        grant(builder.tenant, account, *roles)
        people[key] = builder.person(name=name, account=account)
    for key in ("front_chair", "police", "military", "council_deputy"):
        people[key] = builder.person()
    add = builder.post
    first = "Bí thư, Phó Bí thư Đảng ủy cấp xã"
    add(people["secretary"], standing, "Bí thư Đảng ủy", first, 1, HEAD, managed_by=district)
    add(people["deputy"], standing, "Phó Bí thư Thường trực Đảng ủy", first, 2, DEPUTY, managed_by=district)
    add(people["chairman"], standing, "Phó Bí thư Đảng ủy", first, 3, DEPUTY, managed_by=district, working_share=20)
    member = "Ủy viên Ban Thường vụ Đảng ủy cấp xã"
    for position, key in enumerate(("front_chair", "police", "military", "council_deputy"), start=4):
        add(people[key], standing, "Ủy viên Ban Thường vụ Đảng ủy", member, position, MEMBER, managed_by=district)
    # Concurrent posts: the secretary chairs the People's Council beside the main post, not full-time.
    council, government, front = town.bodies["HĐND"], town.bodies["UBND"], town.bodies["MTTQ"]
    part: dict[str, Any] = {"is_full_time": False, "working_share": 10}
    add(people["secretary"], council, "Chủ tịch Hội đồng nhân dân", "Chủ tịch HĐND", 5, HEAD, **part)
    add(people["council_deputy"], council, "Phó Chủ tịch Hội đồng nhân dân", "Phó Chủ tịch HĐND, UBND", 10, DEPUTY)
    # The chairman moved here in March: a newly transferred head.
    moved: dict[str, Any] = {"started_on": date(2024, 3, 1), "transferred_in_on": date(2024, 3, 1), "working_share": 80}
    add(people["chairman"], government, "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND", 4, HEAD, **moved)
    for key, since in (("vice_1", date(2019, 8, 1)), ("vice_2", date(2024, 7, 1))):  # the second: four months in post
        people[key] = builder.person()
        add(
            people[key],
            government,
            "Phó Chủ tịch Ủy ban nhân dân",
            "Phó Chủ tịch HĐND, UBND",
            11,
            DEPUTY,
            managed_by=builder.tenant,
            started_on=since,
        )
    add(people["front_chair"], front, "Chủ tịch Ủy ban Mặt trận Tổ quốc", "Trưởng đoàn thể", 12, HEAD)
    for key in ("front_vice_1", "front_vice_2"):
        people[key] = builder.person()
        group = "Phó trưởng đoàn thể"
        add(people[key], front, "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc", group, 20, DEPUTY, managed_by=builder.tenant)


def _build_mass_organizations(builder: Builder, town: Town) -> None:
    for number, (name, body, short) in enumerate(MASS_ORGANIZATIONS):
        organization = builder.organization(town.root, name, OrganizationKind.MASS_ORGANIZATION, Bloc.MASS)
        collective = builder.collective(organization, f"{body} thị trấn", CollectiveKind.MASS_STANDING)
        town.bodies[short] = collective
        builder.manage(collective, builder.tenant)
        head = "Bí thư" if short.startswith("Đoàn") else "Chủ tịch"
        for key, title, group, rank, role in (
            (f"mass_{number}_head", f"{head} {short}", "Trưởng đoàn thể", 13, HEAD),
            (f"mass_{number}_deputy", f"Phó {head} {short}", "Phó trưởng đoàn thể", 21, DEPUTY),
        ):
            town.people[key] = builder.person()
            builder.post(town.people[key], collective, title, group, rank, role, managed_by=builder.tenant)
        member = town.people[f"mass_{number}_member"] = builder.person()
        builder.post(member, collective, f"Ủy viên Ban Thường vụ {short}", "Ủy viên đoàn thể", 30, MEMBER)


def _build_cells(builder: Builder, town: Town) -> None:
    """The leaders of the town are members of the agency's cell; secretaries and deputies are managed by the town."""
    for position, (name, size, has_committee) in enumerate(CELLS):
        cell = builder.organization(
            town.root, name, OrganizationKind.PARTY_CELL, Bloc.PARTY, level=Level.UNIT, has_seal=False
        )
        town.cells[name] = cell
        members = _leaders_by_cell(town, position)
        members += [builder.person(birth_date=builder.names.birth(1945, 2001)) for _ in range(size - len(members))]
        builder.join(cell, *members)
        secretary, deputy = members[-1], members[-2]
        town.people[f"cell_{position}_secretary"] = secretary
        if has_committee:
            committee = builder.collective(cell, f"Chi ủy {name}", CollectiveKind.CELL_COMMITTEE)
            town.bodies[f"cell_{position}"] = committee
            builder.manage(committee, builder.tenant)
            posts = [(secretary, "Bí thư chi bộ", HEAD), (deputy, "Phó Bí thư chi bộ", DEPUTY)]
            posts += [(members[-3], "Chi ủy viên", MEMBER)] if size > 10 else []
            for person, title, role in posts:
                managed = builder.tenant if role != MEMBER else None
                rank = {HEAD: 40, DEPUTY: 41, MEMBER: 42}[role]
                group = "Ủy viên chi ủy" if role == MEMBER else "Bí thư, Phó Bí thư chi bộ"
                builder.post(person, committee, title, group, rank, role, managed_by=managed)
        else:
            _appoint_secretary_of_whole_cell(builder, secretary, cell)


def _leaders_by_cell(town: Town, position: int) -> list[Person]:
    people = town.people
    if position == 0:
        outside = {"police", "military"}
        return [person for key, person in people.items() if key not in outside and not key.startswith("cell_")]
    return {1: [people["police"]], 2: [people["military"]]}.get(position, [])


def _appoint_secretary_of_whole_cell(builder: Builder, secretary: Person, cell: Organization) -> None:
    post = Post(
        tenant=builder.tenant,
        person=secretary,
        organization=cell,
        title="Bí thư chi bộ",
        title_group="Bí thư, Phó Bí thư chi bộ",
        rank=40,
        role=HEAD,
        line="party",
        started_on=date(2022, 6, 1),
    )
    post.save()
    ManagementLink(tenant=builder.tenant, post=post, managed_by=builder.tenant, valid_from=post.started_on).save()


def _build_special_cases(builder: Builder, town: Town) -> None:
    """A merged cell, a suspended committee member, discipline, members in charge of cells, a member with a login."""
    merged = town.cells["Chi bộ tổ dân phố Hợp Nhất"]
    merged.merged_on = date(2024, 8, 1)
    merged.save()
    suspended = Post.objects.get(person=town.people["mass_2_deputy"], collective=town.bodies["Hội Cựu chiến binh"])
    suspended.suspended_on = date(2024, 7, 1)
    suspended.save()
    DisciplineRecord(
        tenant=builder.tenant,
        person=town.people["cell_9_secretary"],
        degree="khien_trach",
        violation="Thiếu trách nhiệm trong quản lý đất đai",
        decision_number="14-QĐ/UBKT",
        decided_on=date(2024, 6, 12),
    ).save()
    charge = [town.people[key] for key in ("secretary", "deputy", "chairman", "front_chair", "council_deputy")]
    create_all(
        Supervision,
        [
            Supervision(
                tenant=builder.tenant,
                person=charge[number % len(charge)],
                organization=cell,
                started_on=date(2020, 8, 1),
            )
            for number, cell in enumerate(town.cells.values())
        ],
    )
    for login, key in (("dangvien", "vice_1"), ("bithuchibo", "cell_7_secretary")):
        person = town.people[key]
        person.account = make_account(login, person.full_name)
        person.save()
        grant(builder.tenant, person.account)
