"""What of this app a named person can be entrusted with."""

from django.db.models import QuerySet

from orgchart.kinds import OrganizationKind
from orgchart.models import CellException, Organization
from orgchart.registry import ExceptionKind


def _cells() -> QuerySet[Organization]:
    return Organization.objects.filter(kind=OrganizationKind.PARTY_CELL, valid_to=None).order_by("path")


def _blocks() -> QuerySet[Organization]:
    return (
        Organization.objects.filter(valid_to=None, depth__gt=1)
        .exclude(kind=OrganizationKind.PARTY_CELL)
        .order_by("path")
    )


ENTER_FOR_CELL = ExceptionKind("enter_for_cell", "Nhập bản kiểm điểm thay cho chi bộ", CellException, _cells)
DRIVE_BLOCK = ExceptionKind(
    "drive_block", "Văn phòng khối: theo dõi, đôn đốc các nơi trong khối", CellException, _blocks
)
