"""Reading who found a manifestation in himself or herself: for those authorised by name, and never unnoticed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from ratings import access
from ratings.queries.manifestations import Named, names_of
from reviews.models import Cycle


@transaction.atomic
def read_names(*, cycle: Cycle, actor: Actor, at: datetime) -> list[Named]:
    """The names behind the figures; each reading stands in the trail. (NA-1-4)"""
    if not access.can_read_manifestation_names(actor, cycle):
        raise PermissionDenied
    found = names_of(cycle)
    audit.record(
        actor=actor,
        action="read_manifestation_names",
        target=cycle,
        at=at,
        summary=f"Đọc danh sách có tên về tự nhận diện biểu hiện năm {cycle.year}: {len(found)} dòng",
    )
    return found
