"""What the estate of a tenant holds of followed units, concurrent duties, and the council of the year."""

from datetime import date
from typing import TYPE_CHECKING

from guardian.shortcuts import assign_perm

from dossiers.models import Evidence
from dossiers.services.files import store_upload
from orgchart.models import Account
from ratings.models import AppraisalCouncil, CouncilMember, PartyReport
from reviews.models import (
    ConcurrentDuty,
    DayCorrection,
    DegreeCitation,
    Direction,
    DraftOpinion,
    Initiative,
    Invitation,
    PlanNotice,
    PreparationItem,
    Product,
    RemediationEntry,
    RemediationItem,
    RemediationPlan,
    Target,
    UnitNote,
    UnitReport,
    YearCouncil,
    YearCouncilMember,
    YearEnd,
)
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON, actor_for

if TYPE_CHECKING:
    from tests.access.estate import Estate


def add_unit_rows(estate: "Estate") -> None:
    """A reminder, a report that was sent and lacks its comment, a council with one account let in."""
    rows, tenant, office = estate.rows, estate.tenant, estate.actors["office"].account
    rows["unit_note"] = UnitNote(
        tenant=tenant, cycle=estate.cycle, organization=rows["front"], kind="reminder", text="Gửi báo cáo sớm.",
        made_at=NOON, made_by=office,
    )  # fmt: skip
    rows["unit_note"].save()
    rows["duty"] = ConcurrentDuty(
        tenant=tenant, subject=rows["own_subject"], post=rows["own_post"], main=rows["front"], beside=rows["cell_two"],
        text="Đã thu đủ quỹ.", sent_at=NOON, sent_by=office, comment="Điều hành quỹ tốt.", commented_at=NOON,
        commented_by=office, waived_reason="Nơi kiêm nhiệm trả lời muộn", waived_at=NOON, waived_by=office,
    )  # fmt: skip
    rows["duty"].save()
    rows["plan_notice"] = PlanNotice(
        tenant=tenant, cycle=estate.cycle, person=rows["own"], unit=rows["front"], sent_at=NOON, read_at=NOON
    )
    rows["plan_notice"].save()
    rows["asked_opinion"] = DraftOpinion(
        tenant=tenant, review=rows["own_review"], addressee="Ban Chỉ huy Quân sự", due_on=date(2030, 1, 5),
        sent_at=NOON, sent_by=office, content={"sections": {"II-1": {"text": "Dự thảo đã gửi."}}},
    )  # fmt: skip
    rows["asked_opinion"].save()
    rows["unit_report"] = UnitReport(
        tenant=tenant, cycle=estate.cycle, organization=rows["front"], step="tong-ket", receiver="Văn phòng Đảng ủy",
        text="Đã bình xét thi đua.", sent_at=NOON, sent_by=office,
    )  # fmt: skip
    rows["unit_report"].save()
    YearEnd(
        tenant=tenant, cycle=estate.cycle, organization=rows["cell_two"], held_on=date(2024, 12, 30), entered_at=NOON,
        entered_by=office,
    ).save()  # fmt: skip
    DayCorrection(
        tenant=tenant, day=date(2031, 1, 3), kind="off", source="Công văn số 3", entered_at=NOON, entered_by=office
    ).save()
    _remediation(estate, office)
    _targets(estate, office)
    _year_council(estate)
    PartyReport(
        tenant=tenant, cycle=estate.cycle, text="Đảng bộ đã hoàn thành nhiệm vụ.", changed_at=NOON, changed_by=office
    ).save()
    rows["invitation"] = Invitation(
        tenant=tenant, conference=rows["conference"], kind="committee", name="Huyện ủy Định Hóa"
    )
    rows["invitation"].save()
    Invitation(
        tenant=tenant, conference=rows["conference"], kind="in_charge", name="Chu Văn Chủ tọa", person=rows["chair"]
    ).save()
    PreparationItem(tenant=tenant, conference=rows["conference"], key="own-1", title="Bảng tên").save()
    Direction(
        tenant=tenant, conference=rows["conference"], giver="Đ/c Phúc", given_on=date(2024, 11, 20), text="Nói rõ.",
        entered_at=NOON, entered_by=office,
    ).save()  # fmt: skip
    council = AppraisalCouncil(
        tenant=tenant, cycle=estate.cycle, decision_number="15/QĐ", decided_on=date(2024, 11, 20), chair=rows["chair"],
        standing_office=rows["front"],
    )  # fmt: skip
    council.save()
    CouncilMember(tenant=tenant, council=council, person=rows["chair"]).save()
    assign_perm("appraise_year", actor_for(tenant).account, estate.cycle)


def _remediation(estate: "Estate", office: Account) -> None:
    """A plan in force about the person, with one item that was reported on and checked, each with a file."""
    rows, tenant = estate.rows, estate.tenant
    rows["remediation"] = RemediationPlan(
        tenant=tenant, subject=rows["own_subject"], basis="Quyết định xếp loại số 01-QĐ/ĐU", due_on=date(2024, 12, 20),
        follower=rows["chair"], state="approved", submitted_at=NOON, submitted_by=office, approved_at=NOON,
        approved_by=estate.actors["head"].account,
    )  # fmt: skip
    rows["remediation"].save()
    rows["remedy"] = RemediationItem(
        tenant=tenant, plan=rows["remediation"], shortcoming=rows["shortcoming"], solution="Thu theo tháng.",
        in_charge=rows["own"], due_on=date(2030, 3, 31), expected="Thu đủ trước ngày 25.", status="not_fixed",
        result="Mới thu được một nửa.", reason="Thiếu biên lai.", version=2,
    )  # fmt: skip
    rows["remedy"].save()
    for kind in ("progress", "check"):
        entry = RemediationEntry(
            tenant=tenant, item=rows["remedy"], kind=kind, status="not_fixed", text="Mới thu được một nửa.",
            reason="Thiếu biên lai.", made_at=NOON, made_by=office,
        )  # fmt: skip
        entry.save()
        file = store_upload(name="bien-ban.pdf", content=PDF, actor=estate.actors["office"], at=NOON)
        Evidence(tenant=tenant, entry=entry, file=file).save()


def _targets(estate: "Estate", office: Account) -> None:
    """A target of the person with a product that has a file, and that a degree rests on."""
    rows, tenant = estate.rows, estate.tenant
    rows["target"] = Target(
        tenant=tenant, year=2024, person=rows["own"], name="Thu quỹ đúng hạn", basis="Kế hoạch 12-KH/ĐU", is_main=True,
        assigned=100, achieved=80, unit="% hội viên", due_on=date(2024, 12, 15), result="Còn hai chi hội chưa thu.",
    )  # fmt: skip
    rows["target"].save()
    rows["product"] = Product(
        tenant=tenant, year=2024, person=rows["own"], target=rows["target"], title="Sổ thu quỹ điện tử",
        made_on=date(2024, 6, 30), recognition="Quyết định công nhận 5/QĐ", added_at=NOON, added_by=office,
    )  # fmt: skip
    rows["product"].save()
    DegreeCitation(tenant=tenant, review=rows["own_review"], key="I-2", product=rows["product"]).save()
    file = store_upload(name="so-quy.pdf", content=PDF, actor=estate.actors["office"], at=NOON)
    Evidence(tenant=tenant, product=rows["product"], file=file).save()


def _year_council(estate: "Estate") -> None:
    """A council that has not met, with one initiative of the person."""
    rows, tenant = estate.rows, estate.tenant
    rows["year_council"] = YearCouncil(
        tenant=tenant, cycle=estate.cycle, kind="initiatives", decision_number="8/QĐ-BDT", decided_on=date(2024, 11, 1),
        chair=rows["chair"],
    )  # fmt: skip
    rows["year_council"].save()
    YearCouncilMember(tenant=tenant, council=rows["year_council"], person=rows["chair"]).save()
    Initiative(
        tenant=tenant,
        council=rows["year_council"],
        person=rows["own"],
        title="Sổ quỹ điện tử",
        note="Bổ sung minh chứng",
    ).save()
