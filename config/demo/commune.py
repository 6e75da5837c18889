"""A second commune, small and quiet: it shows that tenants do not see each other."""

from config.demo.builder import Builder
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostRole
from orgchart.models import Tenant

CELLS = ["Chi bộ thôn Đồng Chiêm", "Chi bộ thôn Bản Cái", "Chi bộ Trường Tiểu học Phú Lạc"]


def build_commune(builder: Builder, district: Tenant) -> None:
    """Its bodies, three cells and their members."""
    root = builder.root("Đảng bộ xã Phú Lạc", Level.COMMUNE)
    standing = builder.collective(root, "Ban Thường vụ Đảng ủy xã", CollectiveKind.STANDING_COMMITTEE)
    builder.manage(standing, district)
    government = builder.organization(
        root, "Ủy ban nhân dân xã Phú Lạc", OrganizationKind.PEOPLES_COMMITTEE, Bloc.STATE
    )
    leadership = builder.collective(
        government, "Tập thể lãnh đạo Ủy ban nhân dân xã", CollectiveKind.GOVERNMENT_LEADERSHIP
    )
    builder.manage(leadership, builder.tenant)
    first = "Bí thư, Phó Bí thư Đảng ủy cấp xã"
    secretary, deputy, vice = builder.person(), builder.person(), builder.person()
    builder.post(secretary, standing, "Bí thư Đảng ủy", first, 1, PostRole.HEAD, managed_by=district)
    builder.post(deputy, standing, "Phó Bí thư Đảng ủy", first, 2, PostRole.DEPUTY, managed_by=district)
    builder.post(deputy, leadership, "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND", 4, PostRole.HEAD)
    group = "Phó Chủ tịch HĐND, UBND"
    title = "Phó Chủ tịch Ủy ban nhân dân"
    builder.post(vice, leadership, title, group, 11, PostRole.DEPUTY, managed_by=builder.tenant)
    for number, name in enumerate(CELLS):
        cell = builder.organization(
            root, name, OrganizationKind.PARTY_CELL, Bloc.PARTY, level=Level.UNIT, has_seal=False
        )
        members = [builder.person() for _ in range(8 + 3 * number)]
        builder.join(cell, *members, *([secretary, deputy, vice] if number == 0 else []))
        committee = builder.collective(cell, f"Chi ủy {name}", CollectiveKind.CELL_COMMITTEE)
        builder.manage(committee, builder.tenant)
        group = "Bí thư, Phó Bí thư chi bộ"
        for person, title, role in (
            (members[0], "Bí thư chi bộ", PostRole.HEAD),
            (members[1], "Phó Bí thư chi bộ", PostRole.DEPUTY),
        ):
            builder.post(person, committee, title, group, 40, role, managed_by=builder.tenant)
