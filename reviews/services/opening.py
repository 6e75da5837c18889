"""What keeps a conference from being opened."""

from datetime import date

from orgchart.errors import InvalidInput, Refused
from orgchart.models import Organization
from reviews import calendar
from reviews.models import Conference, Cycle, YearEnd
from reviews.queries import conferences as queries
from reviews.queries import preparation
from reviews.queries.regulations import set_of
from reviews.rules import BLOCK


def refuse_after_year_end(cycle: Cycle, unit: Organization, day: date) -> None:
    """A unit reviews before it sums up its year, where the set binds it to. (NA-5-1)"""
    end = YearEnd.objects.filter(cycle=cycle, organization=unit, held_on__lte=day).first()
    if end is not None and set_of(cycle).value("conf.beforeYearEnd") == BLOCK:
        message = f"{unit.name} tổng kết năm ngày {end.held_on:%d/%m/%Y}; kiểm điểm phải tiến hành trước ngày đó."
        raise InvalidInput({"starts_at": message})


def refuse_unready(conference: Conference, first_day: date) -> list[str]:
    """Refuse where a rule that binds is not kept; returns the bodies that only should have come before."""
    _refuse_late_report(conference, first_day)
    _refuse_without_direction(conference)
    before = [subject.name for subject in queries.bodies_before(conference)]
    if before and queries.rules_for(conference).party_after_others == BLOCK:
        raise Refused(
            "Chưa bắt đầu được: tổ chức đảng kiểm điểm sau chính quyền, chuyên môn, đoàn thể cùng cấp. "
            "Hãy kiểm điểm xong các tập thể sau.",
            reasons=before,
            clauses=("HY-B.I.4.2-4",),
        )
    return before


def _refuse_without_direction(conference: Conference) -> None:
    if preparation.lacks_direction(conference):
        raise Refused(
            "Chưa bắt đầu được: chưa ghi ý kiến của đồng chí phụ trách. Tập thể, cá nhân do cấp tỉnh quản lý báo cáo "
            "xin ý kiến đồng chí phụ trách trước khi tổ chức kiểm điểm. Ghi ngày và nội dung ở trang “Chuẩn bị”.",
            clauses=("HY-C.1-5",),
        )


def _refuse_late_report(conference: Conference, first_day: date) -> None:
    rules = queries.rules_for(conference)
    for paper in queries.papers_of(queries.agenda_of(conference), first_day, rules):
        if not (paper.is_binding and paper.is_late):
            continue
        lead = rules.collective_lead
        sent = f"báo cáo gửi ngày {paper.sent_on:%d/%m}" if paper.sent_on else "báo cáo chưa gửi"
        way_out = (
            f"Dời phiên họp sang {calendar.earliest_conference_day(paper.sent_on, lead):%d/%m}"
            if paper.sent_on
            else "Gửi dự thảo rồi dời phiên họp"
        )
        raise Refused(
            f"Chưa bắt đầu được: phiên họp ngày {first_day:%d/%m} cần gửi dự thảo chậm nhất {paper.last_day:%d/%m} "
            f"(trước {lead:02d} ngày làm việc), {sent}. {way_out} hoặc xin ý kiến người chủ trì.",
            reasons=[paper.subject.name],
            clauses=("HY-B.I.4.1a-2",),
        )
