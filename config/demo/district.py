"""Đảng bộ huyện Định Hóa: its organisation board, its standing committee, and the town's leaders that it manages."""

from datetime import date

from config.demo.builder import Builder, grant, make_account
from config.demo.town import Town
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind, PostRole, Role
from orgchart.models import Collective, Organization, Person, Post
from orgchart.tenancy import scope


def build_district(builder: Builder) -> tuple[Organization, Collective]:
    """The district's own bodies and accounts; returns its root and its standing committee."""
    root = builder.root("Đảng bộ huyện Định Hóa", Level.DISTRICT)
    standing = builder.collective(root, "Ban Thường vụ Huyện ủy", CollectiveKind.STANDING_COMMITTEE)
    agency = OrganizationKind.PARTY_AGENCY
    builder.organization(root, "Văn phòng Huyện ủy", agency, Bloc.PARTY, level=Level.DISTRICT)
    builder.organization(root, "Ủy ban Kiểm tra Huyện ủy", agency, Bloc.PARTY, level=Level.DISTRICT)
    board = builder.organization(root, "Ban Tổ chức Huyện ủy", agency, Bloc.PARTY, level=Level.DISTRICT)
    leaders = builder.collective(board, "Tập thể lãnh đạo Ban Tổ chức Huyện ủy", CollectiveKind.UNIT_LEADERSHIP)
    group = "Ủy viên Ban Thường vụ Huyện ủy"
    for position in range(11):
        title = ["Bí thư Huyện ủy", "Phó Bí thư Thường trực Huyện ủy", "Phó Bí thư Huyện ủy"]
        person, role = _district_member(builder, position)
        name = title[position] if position < len(title) else "Ủy viên Ban Thường vụ Huyện ủy"
        builder.post(person, standing, name, group, position + 1, role)
        if position == 3:
            builder.post(person, leaders, "Trưởng Ban Tổ chức Huyện ủy", "Trưởng ban Đảng", 12, PostRole.HEAD)
    account = make_account("bantochuc", builder.names.name())
    grant(builder.tenant, account, Role.ORGANISATION_BOARD)
    builder.post(
        builder.person(name=account.full_name, account=account),
        leaders,
        "Phó Trưởng Ban Tổ chức Huyện ủy",
        "Phó trưởng ban Đảng",
        13,
        PostRole.DEPUTY,
    )
    return root, standing


def _district_member(builder: Builder, position: int) -> tuple[Person, PostRole]:
    roles = {0: PostRole.HEAD, 1: PostRole.DEPUTY, 2: PostRole.DEPUTY}
    if position > 0:
        return builder.person(), roles.get(position, PostRole.MEMBER)
    account = make_account("bithuhuyen", builder.names.name())
    grant(builder.tenant, account, Role.HEAD, Role.STANDING_COMMITTEE)
    return builder.person(name=account.full_name, account=account), PostRole.HEAD


def mirror_town(builder: Builder, root: Organization, town_name: str, town: Town, town_tenant_id: int) -> None:
    """The district keeps its own rows of the leaders that it manages; tenants never read each other's."""
    with scope(tenant=town_tenant_id):
        standing = town.bodies["BTV"]
        posts = list(Post.objects.filter(collective=standing).select_related("person").order_by("rank"))
    organization = builder.organization(
        root, town_name, OrganizationKind.PARTY_COMMITTEE, Bloc.PARTY, level=Level.COMMUNE
    )
    collective = builder.collective(
        organization, "Ban Thường vụ Đảng ủy thị trấn Chợ Chu", CollectiveKind.STANDING_COMMITTEE
    )
    builder.manage(collective, builder.tenant)
    for post in posts:
        person = builder.person(name=post.person.full_name, birth_date=post.person.birth_date)
        builder.post(
            person,
            collective,
            f"{post.title} thị trấn Chợ Chu",
            post.title_group,
            20 + post.rank,
            PostRole(post.role),
            managed_by=builder.tenant,
            started_on=max(post.started_on, date(2020, 7, 1)),
        )
