"""A set whose offices are scored: made from the plan of Sơn La, its scale entered as data as an office does it.

The scale of Quyết định 129/QĐ-BDT is not at hand, so the built-in set has no lines of its own.
"""

from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import Cycle, OwnSet
from reviews.queries import set_of
from reviews.queries.own_sets import content_of, seen_token
from reviews.services.own_sets import SetHead, approve_set, make_set, submit_set
from reviews.services.set_items import Change, change_item, item_of
from tests.factories.orgchart import NOON, actor_for

LINES = (
    ("nhiem-vu", "Nhiệm vụ theo chương trình công tác", "results", 60),
    ("tham-muu", "Chất lượng tham mưu, đúng hạn", "results", 20),
    ("ky-luat", "Chấp hành quy chế, kỷ luật", "general", 20),
)
SOURCE = {"decision": "Quyết định 129/QĐ-BDT", "reason": "thang điểm các phòng"}


def score_offices(cycle: Cycle) -> None:
    """Let a cycle run by the plan of Sơn La with the three lines; the scope of its tenant need not be open."""
    office, head = actor_for(cycle.tenant, Role.OFFICE), actor_for(cycle.tenant, Role.HEAD)
    with scope(tenant=cycle.tenant_id):
        named = SetHead(title="Kế hoạch chấm điểm các phòng", issuer="Ban Dân tộc", year=cycle.year)
        row = make_set(head=named, made_from="son-la-bdt-2022", relation="base", actor=office, at=NOON)
        for key, title, part, points in LINES:
            item = {"key": key, "subject": "collective", "part": part, "title": title, "points": points}
            row = OwnSet.objects.get(pk=row.pk)
            seen = seen_token(item_of(content_of(row), "score_groups", key))
            change = Change("score_groups", key, item | {"source": SOURCE}, seen)
            change_item(set_id=row.pk, change=change, actor=office, at=NOON)
        submit_set(set_id=row.pk, actor=office, at=NOON)
        row = approve_set(set_id=row.pk, actor=head, at=NOON)
        Cycle.objects.filter(pk=cycle.pk).update(set_code=row.code, set_digest=row.kept.digest)
        cycle.refresh_from_db()
        assert len(set_of(cycle).score_groups("collective")) == len(LINES)
