"""What an estate holds of the time after the ballots: slips, levels looked at again, complaints, notices, awards."""

from datetime import date
from typing import Any

from ratings.models import (
    Award,
    BoardConfirmation,
    CapException,
    Complaint,
    ComplaintPoint,
    LevelReference,
    ManagerNotice,
    OpenVote,
    OpenVoteCount,
    Publication,
    RatingFlag,
    Reconsideration,
    ReportedCounter,
    SideRating,
    SideReceipt,
    SideReport,
    Voting,
    VotingCode,
)
from ratings.services.counters import recount
from ratings.services.reconsiderations import open_reconsideration
from ratings.services.voting import hash_of
from tests.factories.orgchart import NOON

SLIP = "AAAA-BBBB"


def fill_aftermath(estate: Any) -> None:
    """The decided collective is being looked at again, somebody else's old level was annulled, a flag stands."""
    rows, office = estate.rows, estate.actors["office"]
    with estate.inside():
        rows["reconsideration"] = open_reconsideration(
            case_id=rows["body_case"].pk, ground="violation", facts="Báo cáo số 3-BC/UBKT", actor=office, at=NOON
        )
        Reconsideration(
            tenant=estate.tenant, case=rows["new_case"], state="annulled", ground="fault", facts="Đơn phản ánh",
            opened_at=NOON, opened_by=office.account, level="HTT", decision_code="7-QĐ/ĐU",
            decided_on=date(2024, 12, 5), deciding_body="Ban Thường vụ", conclusion="Không đạt", closed_at=NOON,
            code="8-QĐ/ĐU", number=8, period="2020-2025", annulled_on=date(2024, 12, 9), signer_name="Ma Văn A",
            signer_title="Bí thư",
        ).save()  # fmt: skip
        rows["notice"] = ManagerNotice(
            tenant=estate.tenant, case=rows["body_case"], person=rows["own"], level="HTT", decision_code="1-QĐ/ĐU",
            sent_at=NOON,
        )  # fmt: skip
        rows["notice"].save()
        rows["award"] = Award(
            tenant=estate.tenant, case=rows["body_case"], form="Giấy khen", exception="Vượt lũ", proposed_at=NOON,
            proposed_by=office.account,
        )  # fmt: skip
        rows["award"].save()
        BoardConfirmation(
            tenant=estate.tenant, board=rows["done_board"], body=rows["body"], held_on=date(2024, 12, 6), entitled=5,
            present=5, in_favour=5, recorded_at=NOON, recorded_by=office.account,
        ).save()  # fmt: skip
        LevelReference(
            tenant=estate.tenant, subject=rows["above_subject"], body="Tập thể cấp dưới", level="XS",
            decision_code="3-QĐ/ĐU", decided_on=date(2024, 12, 1), sender=rows["above_subject"].decided_by,
            told_at=NOON,
        ).save()  # fmt: skip
        vote = OpenVote(
            tenant=estate.tenant, conference=rows["conference"], subject=rows["body_subject"], entitled=3, voters=3,
            needed=2, proposed_level="HTT", comment="Tập thể đoàn kết", recorded_at=NOON, recorded_by=office.account,
        )  # fmt: skip
        vote.save()
        OpenVoteCount(tenant=estate.tenant, vote=vote, level="HTT", in_favour=3, against=0, abstained=0).save()
        CapException(
            tenant=estate.tenant, group=rows["spare_group"], rate=25, decided_by="Ban Thường vụ Tỉnh ủy",
            decision_number="76-QĐ/TU", decided_on=date(2024, 11, 4), bodies="Hội Nông dân",
            achievement="Vượt kế hoạch phát triển hội viên.", recorded_at=NOON, recorded_by=office.account,
        ).save()  # fmt: skip
        rows["side"] = SideRating(
            tenant=estate.tenant, cycle=estate["cycle"], line="staff", person=rows["own"], name=rows["own"].full_name,
            level="XS", decision_code="21-QĐ/UBND", decided_on=date(2024, 11, 1), decided_by="Ủy ban nhân dân",
            entered_at=NOON, entered_by=office.account,
        )  # fmt: skip
        rows["side"].save()
        report = SideReport(
            tenant=estate.tenant, cycle=estate["cycle"], line="staff", reported_on=date(2024, 11, 2), sent_at=NOON,
            items=[{"name": "Cán bộ", "level": "XS", "decision": "21-QĐ/UBND"}], sent_by=office.account,
        )  # fmt: skip
        report.save()
        rows["receipt"] = SideReceipt(tenant=estate.tenant, report=report, position=1, receiver="Hội đồng thi đua")
        rows["receipt"].save()
        recount(estate["cycle"])
        ReportedCounter(
            tenant=estate.tenant, sender=estate.tenant, year=estate["cycle"].year, kind="individual", total=1,
            reported_at=NOON,
        ).save()  # fmt: skip
        rows["publication"] = Publication(
            tenant=estate.tenant, decision=rows["decision"], scope="unit", starts_on=date(2024, 12, 5),
            ends_on=date(9000, 1, 1), published_at=NOON, published_by=office.account,
        )  # fmt: skip
        rows["publication"].save()
        rows["voting"] = Voting(
            tenant=estate.tenant, board=rows["board"], group=rows["group"], round=1, state="cancelled", issued=5,
            tally={}, opened_at=NOON, opened_by=office.account, closed_at=NOON, closed_by=office.account,
            reason="Mất mạng",
        )  # fmt: skip
        rows["voting"].save()
        VotingCode(tenant=estate.tenant, voting=rows["voting"], code_hash=hash_of(rows["voting"].pk, SLIP)).save()
        common = {
            "tenant": estate.tenant, "case": rows["own_case"], "level": "HTT", "decision_code": "5-QĐ/ĐU",
            "deciding_body": "Ban Thường vụ", "period": "2024", "received_at": NOON, "due_on": date(2024, 12, 4),
            "received_by": office.account, "kind": "complaint",
        }  # fmt: skip
        rows["complaint"] = Complaint(number=101, complainant_name="Người gửi đơn", **common)
        rows["complaint"].save()
        answered = Complaint(
            number=102, complainant_name="Người gửi đơn", state="answered", outcome="keep", answer_number=3,
            answer_code="3-CV/ĐU", answered_on=date(2024, 11, 8), answered_at=NOON, signer_name="Ma Văn A",
            signer_title="Bí thư", on_paper=True, **common,
        )  # fmt: skip
        answered.save()
        for one in (rows["complaint"], answered):
            ComplaintPoint(
                tenant=estate.tenant, complaint=one, position=1, text="Chưa tính kết quả quý IV.",
                conclusion="Đã tính đủ." if one is answered else "",
            ).save()  # fmt: skip
        RatingFlag(
            tenant=estate.tenant, case=rows["body_case"], rule="head-ceiling", text="Cao hơn mức của tập thể.",
            raised_at=NOON,
        ).save()  # fmt: skip
