"""What was lent, entrusted and sealed in the tenant of the access tests."""

from datetime import date

from guardian.shortcuts import assign_perm

from orgchart import audit
from orgchart.access import Actor
from orgchart.erasure.spellings import Spellings
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Delegation, Erasure
from orgchart.services.redacting import redact_trail
from orgchart.services.sealing import seal_records
from reviews.models import Digest, Nudge
from tests.access.estate import Estate
from tests.factories.orgchart import NOON, PersonFactory, actor_for


def add_rights(estate: Estate) -> None:
    """Somebody else may enter for the cell, keep the minutes and see a dossier; the head has lent a role to a clerk."""
    tenant, rows = estate.tenant, estate.rows
    clerk_person = PersonFactory(tenant=tenant, full_name="Người được giao")
    clerk = actor_for(tenant, person=clerk_person)
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
        _add_erasures(estate, clerk)
        seal_records(at=NOON)
    rows["clerk_membership"] = clerk.account.memberships.get(tenant=tenant)
    rows |= {"account": clerk.account, "clerk": clerk_person, "record": _a_record(estate)}


def _add_erasures(estate: Estate, clerk: Actor) -> None:
    """One person waits to be erased, one was erased."""
    tenant, at = estate.tenant, {"proposed_at": NOON, "proposed_by": clerk.account, "looked_at": NOON}
    leaving, gone = (PersonFactory(tenant=tenant, full_name=f"Người đã {what}") for what in ("thôi việc", "khuất"))
    estate.rows["erasure"] = Erasure(
        tenant=tenant, person=leaving, ground="Đơn ngày 2/1", spellings=["Bảy Nghỉ"], found={"orgchart.person": 1},
        doubtful=[["orgchart.person", leaving.pk]], **at,
    )  # fmt: skip
    estate.rows["erasure"].save()
    audit.record(actor=None, action="create_person", target=gone, at=NOON, summary="Thêm Người đã khuất")
    decided = {"decided_at": NOON, "decided_by": estate.actors["head"].account}
    done = Erasure(tenant=tenant, person=gone, ground="Đơn ngày 3/1", state="approved", **at, **decided)
    done.save()
    names = Spellings(["Người đã khuất"], "Người số 0")
    redact_trail(erasure=done, rewrite=names.text, rewrite_json=names.value, spared=(), at=NOON)
    done.report = {"texts": 1, "records": 1, "files": 0, "peers": [], "backups_until": "2025-01-01", "left": 0}
    done.state, done.emptied_at, done.finished_at = "done", NOON, NOON
    done.save()


def _a_record(estate: Estate) -> object:
    with estate.inside():
        return AuditRecord.objects.order_by("pk").first()
