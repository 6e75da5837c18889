"""What the pages about the list of subjects and about letters need to stand there, and what they are sent."""

from collections.abc import Mapping
from typing import Any

from orgchart.kinds import PostRole
from orgchart.models import Tenant
from reviews.regulations.loader import load_set
from reviews.services.scope_changes import plan_of
from tests.access.estate import Estate
from tests.factories.orgchart import PostFactory

RULING = {
    "body_name": "Ban Thường vụ Đảng ủy", "decided_on": "2024-11-20", "decision_number": "12-KL/ĐU",
    "reason": "Thời gian công tác ngang nhau",
}  # fmt: skip

SUBORDINATE = {
    "name": "Đảng bộ xã mới", "short_name": "Xã mới", "issuing_body": "Đảng ủy xã mới", "body_code": "ĐU",
    "place": "Xã mới", "level": "unit", "login": "vp.xamoi", "full_name": "Lý Văn Thắng",
}  # fmt: skip


def letter_upward(estate: Estate) -> Mapping[str, Any]:
    """A question to the superior."""
    superior = Tenant.objects.get(slug="cap-tren")
    return {"receiver": superior.pk, "title": "Hỏi về tỷ lệ", "text": "Xin hướng dẫn cách tính."}


def three_posts(estate: Estate) -> None:
    """The person leads in three places, under a set that lets a further one be asked for."""
    estate.put("cycle", set_code="hung-yen-2019", set_digest=load_set("hung-yen-2019").digest)
    for name in ("body", "spare"):
        PostFactory(tenant=estate.tenant, person=estate["own"], collective=estate[name], role=PostRole.MEMBER, rank=15)


def shown_changes(estate: Estate) -> Mapping[str, Any]:
    with estate.inside():
        return {"digest": plan_of(estate.fresh("cycle")).digest}
