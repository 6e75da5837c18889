"""What a finished year breaks: caps, ceilings, standards, exemptions, and what is said about them."""

from dataclasses import replace
from datetime import date

import pytest

from ratings.engine.board import Criterion, Group, GroupKind, Subject, SubjectKind
from ratings.engine.from_set import rules_of
from ratings.engine.scales import Degree, Level, Rule, Unrated
from ratings.inspection.due import due_day
from ratings.inspection.findings import inspect, share, summary
from reviews.regulations.loader import load_set
from tests.ratings.inspection.years import board, group

HY, CC = rules_of(load_set("hung-yen-2019")), rules_of(load_set("cho-chu-2024"))


def body(key, level, **more):
    return Subject(**{"id": key, "name": key, "kind": SubjectKind.COLLECTIVE, "proposed": level} | more)


def rules_broken(year, rules=HY):
    return [(finding.rule, finding.subjects) for finding in inspect(year, rules).findings]


@pytest.mark.clause("NA-3-1", "NA-4-3")
@pytest.mark.parametrize(
    ("excellent", "good", "kind", "rules", "allowed", "excess", "of_pool", "of_left"),
    [
        (4, 13, GroupKind.COLLECTIVES, HY, 3, 1, "23,5%", "30,7%"),
        (3, 14, GroupKind.COLLECTIVES, HY, 3, 0, "17,6%", "21,4%"),
        (1, 3, GroupKind.COLLECTIVES, CC, 1, 0, "25%", "33,3%"),
        (1, 3, GroupKind.LEADERS, HY, 1, 0, "25%", "33,3%"),
        (1, 3, GroupKind.COLLECTIVES, HY, 0, 1, "25%", "33,3%"),
        (2, 0, GroupKind.COLLECTIVES, HY, 0, 2, "100%", "–"),
    ],
)
def test_group_is_compared_with_its_allowed_number_and_shows_both_shares(
    excellent, good, kind, rules, allowed, excess, of_pool, of_left
):
    report = inspect(group(excellent, good, kind=kind), rules)

    figures = report.groups[0]
    assert (figures.allowed, figures.decided, figures.excess) == (allowed, excellent, excess)
    assert (figures.of_pool, figures.of_left) == (of_pool, of_left)
    assert [finding.rule for finding in report.findings] == [Rule.EXCELLENCE_CAP] * bool(excess)


@pytest.mark.clause("NA-4-3")
def test_excess_says_clause_arithmetic_and_what_to_do():
    finding = inspect(group(4, 13), HY, names={"nhom": "Tập thể cấp xã"}).findings[0]

    assert finding.text.endswith("được phép 3, vượt 1.")
    assert finding.arithmetic == (
        "17 đạt loại Tốt trở lên × 20% = 3,4 → 3; đã xếp 4 (23,5% số đạt loại Tốt trở lên, "
        "30,7% số còn lại ở mức hoàn thành tốt); 4 − 3 = 1."
    )
    assert finding.remedy.startswith("Xếp loại lại nhóm “Tập thể cấp xã”: bớt 1 trong 4 đối tượng")
    assert "HY-B.II.1.4-4" in finding.clauses


def test_those_above_their_standard_are_named_first_among_the_excess():
    year = group(4, 13)
    weak = replace(year.subjects[1], criteria=(Criterion(code="2a", degree=Degree.T, result=True, basic=True),))
    year = replace(year, subjects=(year.subjects[0], weak, *year.subjects[2:]))

    found = inspect(year, HY).findings

    assert [finding.rule for finding in found] == [Rule.EXCELLENCE_CAP, Rule.LEVEL_STANDARD]
    assert "trước hết là Đối tượng 2, vì được xếp cao hơn mức được phép" in found[0].remedy
    assert found[0].decided == 4


@pytest.mark.clause("NA-3-1")
def test_head_above_the_collective_and_collective_above_its_organisation():
    year = board(
        Subject(id="co-quan", kind=SubjectKind.ORGANIZATION, proposed=Level.HT),
        body("tap-the", Level.HTT, organization="co-quan"),
        Subject(id="truong", kind=SubjectKind.INDIVIDUAL, heads=("tap-the",), proposed=Level.XS),
    )

    assert rules_broken(year) == [
        (Rule.ORGANIZATION_CEILING, ("tap-the",)),
        (Rule.HEAD_CEILING, ("truong",)),
    ]
    found = inspect(year, HY).findings
    assert found[0].remedy == (
        "Xếp loại lại tap-the: cao nhất là “Hoàn thành nhiệm vụ”. Sau đó xem lại mức của truong."
    )
    assert "HY-B.II.2-5" in found[1].clauses


@pytest.mark.clause("NA-3-1")
def test_rated_before_reviewed_and_before_the_body_is_rated():
    year = board(
        body("chua-xong", Level.HTT, review_closed=False),
        body("khong-muc", None),
        Subject(id="truong", kind=SubjectKind.INDIVIDUAL, heads=("khong-muc",), proposed=Level.HTT),
    )

    assert rules_broken(year) == [
        (Rule.REVIEW_NOT_CLOSED, ("chua-xong",)),
        (Rule.REFERENCE_PENDING, ("truong",)),
    ]


def test_rated_though_to_be_exempt_is_a_finding_and_stands_in_no_figure():
    year = group(1, 5)
    late = replace(year.subjects[0], founded_on=date(2021, 11, 1))
    year = replace(year, subjects=(late, *year.subjects[1:]))

    report = inspect(year, CC)

    assert (report.groups[0].passed, report.groups[0].decided) == (5, 0)
    assert [finding.rule for finding in report.findings] == [Rule.NEW_ORGANIZATION]
    assert report.findings[0].remedy.startswith("Hủy mức “Hoàn thành xuất sắc nhiệm vụ” của Đối tượng 1")


def test_lower_than_admissible_and_not_rated_break_nothing():
    year = board(
        body("a", Level.KHT),
        body("b", None, fixed_level=Unrated.NOT_RATED),
        Subject(id="truong", kind=SubjectKind.INDIVIDUAL, heads=("b",), proposed=Level.XS),
    )

    assert rules_broken(year) == []
    assert summary(inspect(year, HY), body="Đảng bộ A", year=2021).endswith("không phát hiện vi phạm.")


def test_by_percent_small_groups_count_as_excess_too():
    small = group(1, 3, kind=GroupKind.LEADERS)

    assert inspect(small, HY, by_percent=True).groups[0].excess == 1


def test_summary_counts_groups_and_cases():
    year = group(4, 13)
    lone = body("le", Level.XS, criteria=(Criterion(code="1a", degree=Degree.K, result=False, basic=True),))
    year = replace(
        year, subjects=(*year.subjects, lone), groups=(*year.groups, Group(id="trong", kind=GroupKind.MEMBERS))
    )

    words = summary(inspect(year, HY), body="Đảng bộ huyện A", year=2021)

    assert words == (
        "Kiểm tra kết quả xếp loại năm 2021 của Đảng bộ huyện A: 18 đối tượng đã xếp loại; "
        "1/2 nhóm vượt tỷ lệ, thừa 1; 1 trường hợp xếp loại không đúng quy định."
    )


def test_share_is_cut_so_that_it_never_hides_a_breach():
    assert (share(1999, 10_000), share(1, 8), share(0, 5), share(1, 0)) == ("19,9%", "12,5%", "0%", "–")


@pytest.mark.parametrize(
    ("ordered", "today", "last"),
    [
        ("trước ngày 30/11/2022", date(2022, 11, 1), date(2022, 11, 29)),
        ("chậm nhất ngày 30/11/2022", date(2022, 11, 1), date(2022, 11, 30)),
        ("trước 30/11/2022", date(2022, 11, 29), date(2022, 11, 29)),
        ("trước ngày 30/11/2022", date(2022, 11, 30), date(2022, 12, 30)),
        ("trước ngày 31/02/2022", date(2022, 1, 1), date(2022, 1, 31)),
        (None, date(2022, 11, 1), date(2022, 12, 1)),
    ],
)
def test_findings_are_due_by_the_order_of_the_set_or_in_thirty_days(ordered, today, last):
    assert due_day(ordered, today).day == last
