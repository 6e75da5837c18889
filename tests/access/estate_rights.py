"""What was lent, entrusted and sealed in the tenant of the access tests."""

from datetime import date

from guardian.shortcuts import assign_perm

from orgchart.kinds import Role
from orgchart.models import AuditRecord, Delegation
from orgchart.services.sealing import seal_records
from reviews.models import Digest, Nudge
from tests.access.estate import Estate
from tests.factories.orgchart import NOON, PersonFactory, actor_for


def add_rights(estate: Estate) -> None:
    """Somebody else may enter for the cell, keep the minutes and see a dossier; the head has lent a role to a clerk."""
    tenant, rows = estate.tenant, estate.rows
    clerk = actor_for(tenant, person=PersonFactory(tenant=tenant, full_name="Người được giao"))
    with estate.inside():
        assign_perm("enter_for_cell", clerk.account, rows["cell"])
        assign_perm("keep_minutes", clerk.account, rows["conference"])
        assign_perm("see_dossier", clerk.account, rows["above_dossier"])
        rows["delegation"] = Delegation(
            tenant=tenant, lender=estate.actors["head"].account, borrower=clerk.account, role=Role.HEAD,
            starts_on=date(2024, 11, 1), ends_on=date(2024, 11, 15), reason="Giấy ủy quyền số 3", made_at=NOON,
        )  # fmt: skip
        rows["delegation"].save()
        rows["nudge"] = Nudge(
            tenant=tenant, account=clerk.account, step="nhac", day=NOON.date(), kind="ahead", due=NOON.date(),
            what="Viết bản kiểm điểm", about="Người được giao – năm 2024", url="",
        )  # fmt: skip
        rows["nudge"].save()
        rows["digest"] = Digest(tenant=tenant, account=clerk.account, day=NOON.date())
        rows["digest"].save()
        seal_records(at=NOON)
    rows["clerk_membership"] = clerk.account.memberships.get(tenant=tenant)
    rows |= {"account": clerk.account, "record": _a_record(estate)}


def _a_record(estate: Estate) -> object:
    with estate.inside():
        return AuditRecord.objects.order_by("pk").first()
