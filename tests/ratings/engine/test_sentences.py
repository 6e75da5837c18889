"""Every rule speaks: one Vietnamese sentence with cause, numbers and limit, and, where one exists, the way out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ratings.engine.board import (
    Ballot,
    Board,
    CollectiveDiscipline,
    Criterion,
    DisciplineRecord,
    Facts,
    Group,
    GroupKind,
    Points,
    Subject,
    SubjectKind,
)
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from ratings.engine.scales import Degree, Discipline, Level, Rule
from reviews.regulations.loader import load_set

DAY = date(2024, 11, 30)
CC, POINTS = rules_of(load_set("cho-chu-2024")), rules_of(load_set("trung-uong-366-2025"))
VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
BODY = Subject(id="tt", name="Tập thể lãnh đạo", kind=SubjectKind.COLLECTIVE)
CELL = Subject(id="cb", name="Chi bộ Phố", kind=SubjectKind.PARTY_ORGANIZATION)
PERSON = Subject(id="cn", name="Hoàng Thị Mây", kind=SubjectKind.INDIVIDUAL)
LOW = Subject(id="tc", name="Cơ quan", kind=SubjectKind.ORGANIZATION, fixed_level=Level.HT)
OPEN = Subject(id="tc", name="Cơ quan", kind=SubjectKind.ORGANIZATION)

# Rule, a subject that meets it, the others on the board, the sentence.
SENTENCES = [
    pytest.param(
        Rule.REVIEW_NOT_CLOSED, replace(BODY, review_closed=False), (), CC,
        "Chưa hoàn thành kiểm điểm nên chưa được đánh giá, xếp loại; cần kết thúc hội nghị kiểm điểm và có báo cáo, "
        "bản kiểm điểm hoàn chỉnh.",
        id="review-not-closed",
    ),
    pytest.param(
        Rule.TIME_IN_POST, replace(PERSON, appointed_on=date(2024, 6, 1)), (), CC,
        "Được bổ nhiệm ngày 01/06/2024, tính đến ngày 30/11/2024 chưa đủ 6 tháng giữ chức vụ (đủ từ ngày 01/12/2024), "
        "nên vẫn kiểm điểm nhưng không xếp loại; muốn được xếp loại thì phiên họp xét xếp loại phải từ ngày 01/12/2024 "
        "trở đi, hoặc sửa ngày bổ nhiệm nếu ghi sai.",
        id="time-in-post",
    ),
    pytest.param(
        Rule.TIME_IN_POST, replace(PERSON, appointed_on=date(2024, 7, 15)), (), replace(CC, months_to_year_end=True),
        "Được bổ nhiệm ngày 15/07/2024, tính đến ngày 31/12/2024 chưa đủ 6 tháng giữ chức vụ (đủ từ ngày 15/01/2025), "
        "nên vẫn kiểm điểm nhưng không xếp loại; chỉ được xếp loại từ năm sau, hoặc sửa ngày bổ nhiệm nếu ghi sai.",
        id="time-in-post-to-the-end-of-the-year",
    ),
    pytest.param(
        Rule.NEW_ORGANIZATION, replace(CELL, merged_on=date(2024, 9, 30)), (), CC,
        "Mới được sáp nhập ngày 30/09/2024, tính đến ngày 30/11/2024 chưa đủ 6 tháng (đủ từ ngày 30/03/2025), nên vẫn "
        "kiểm điểm nhưng không xếp loại; muốn được xếp loại thì phiên họp xét xếp loại phải từ ngày 30/03/2025 trở đi, "
        "hoặc sửa ngày sáp nhập nếu ghi sai.",
        id="new-organization",
    ),
    pytest.param(
        Rule.REFERENCE_PENDING, replace(BODY, organization="tc"), (OPEN,), CC,
        "“Cơ quan” chưa có mức xếp loại chính thức, nên chưa thể xếp loại tập thể; cần quyết định mức xếp loại của "
        "“Cơ quan” trước.",
        id="reference-pending",
    ),
    pytest.param(
        Rule.LEVEL_STANDARD, replace(BODY, criteria=(Criterion(code="2a", degree=Degree.T, result=True),)), (), CC,
        "Tiêu chí kết quả 2a chỉ đạt “Tốt”, trong khi loại “Hoàn thành xuất sắc nhiệm vụ” cần đạt cấp độ “Xuất sắc”, "
        "nên cao nhất là “Hoàn thành tốt nhiệm vụ”; muốn xếp cao hơn cần nâng tiêu chí 2a lên cấp độ “Xuất sắc”.",
        id="level-standard",
    ),
    pytest.param(
        Rule.POINTS, replace(BODY, points=Points(general=Decimal("28.5"), results=Decimal(60))), (), POINTS,
        "Tổng điểm 28,5 + 60 = 88,5, dưới 90 điểm của loại “Hoàn thành xuất sắc nhiệm vụ”, nên cao nhất là “Hoàn thành "
        "tốt nhiệm vụ”; muốn xếp cao hơn cần thêm 1,5 điểm để đạt từ 90 điểm trở lên.",
        id="points",
    ),
    pytest.param(
        Rule.DISCIPLINE,
        replace(BODY, facts=Facts(member_disciplines=(DisciplineRecord(degree=Discipline.KHIEN_TRACH),))), (), CC,
        "Có thành viên bị kỷ luật khiển trách (1 vi phạm), nên cao nhất là “Hoàn thành nhiệm vụ”; chỉ có thể xếp cao "
        "hơn khi quyết định kỷ luật bị hủy bỏ hoặc vi phạm đã tính ở kỳ xếp loại trước.",
        id="discipline",
    ),
    pytest.param(
        Rule.DISCIPLINE,
        replace(BODY, facts=Facts(collective_discipline=CollectiveDiscipline(self_detected=True, remedied=False))),
        (), CC,
        "Tập thể bị xử lý kỷ luật, chưa khắc phục xong hậu quả, nên cao nhất là “Không hoàn thành nhiệm vụ”; chỉ có "
        "thể xếp cao hơn khi quyết định kỷ luật bị hủy bỏ hoặc vi phạm đã tính ở kỳ xếp loại trước.",
        id="discipline-of-the-body",
    ),
    pytest.param(
        Rule.KNOCK_OUT,
        replace(BODY, facts=Facts(targets_met_percent=Decimal("49.5"), main_targets_met=False)), (), CC,
        "Chỉ hoàn thành 49,5% chỉ tiêu, nhiệm vụ (dưới 50%) và các chỉ tiêu chủ yếu không đạt 100%, nên chỉ được xếp "
        "“Không hoàn thành nhiệm vụ”; chỉ có thể xếp cao hơn khi cấp có thẩm quyền công nhận trường hợp bất khả kháng.",
        id="knock-out",
    ),
    pytest.param(
        Rule.ORGANIZATION_CEILING, replace(BODY, organization="tc"), (LOW,), CC,
        "“Cơ quan” xếp loại “Hoàn thành nhiệm vụ”, mà mức của tập thể không được cao hơn mức của tổ chức, cơ quan, đơn "
        "vị, nên cao nhất là “Hoàn thành nhiệm vụ”; muốn xếp cao hơn thì “Cơ quan” phải được xếp loại cao hơn trước.",
        id="organization-ceiling",
    ),
    pytest.param(
        Rule.HEAD_CEILING, replace(PERSON, heads=("tc",)), (LOW,), CC,
        "“Cơ quan” xếp loại “Hoàn thành nhiệm vụ”, mà mức của người đứng đầu không được cao hơn mức của nơi mình đứng "
        "đầu, nên cao nhất là “Hoàn thành nhiệm vụ”; muốn xếp cao hơn thì “Cơ quan” phải được xếp loại cao hơn trước.",
        id="head-ceiling",
    ),
]  # fmt: skip


def board(*subjects, groups=()):
    return Board(rating_date=DAY, year=2024, subjects=subjects, groups=groups)


@pytest.mark.parametrize(("rule", "subject", "others", "rules", "words"), SENTENCES)
def test_a_rule_says_cause_numbers_limit_and_way_out(rule, subject, others, rules, words):
    found = next(one for one in evaluate(board(*others, subject), rules).subjects if one.id == subject.id)

    assert [(reason.rule, reason.text) for reason in found.reasons] == [(rule, words)]
    assert ";" in words, "what would lift it comes after the semicolon"


@pytest.mark.clause("NA-4-3")
def test_the_cap_says_arithmetic_and_both_ways_out():
    """13 passed, 3 at the top: one less, or two more who pass."""
    levels = [Level.XS] * 3 + [Level.HTT] * 10
    subjects = [
        replace(BODY, id=f"t{number}", name=f"Tập thể {number}", group="g", proposed=level)
        for number, level in enumerate(levels)
    ]

    told = evaluate(board(*subjects, groups=(Group(id="g", kind=GroupKind.COLLECTIVES),)), CC).violations[0]

    assert (told.rule, told.text) == (
        Rule.EXCELLENCE_CAP,
        "Nhóm có 3 đối tượng xếp “Hoàn thành xuất sắc nhiệm vụ” (Tập thể 0, Tập thể 1, Tập thể 2), vượt 1 so với số "
        "được phép là 2: 13 đạt loại Tốt trở lên × 20% = 2,6 → 2; muốn đúng số được phép cần bớt 1 tập thể xếp loại "
        "“Hoàn thành xuất sắc nhiệm vụ”, hoặc thêm 2 tập thể đạt loại Tốt trở lên.",
    )


def test_a_group_without_quorum_says_how_many_are_missing():
    group = Group(id="g", kind=GroupKind.COLLECTIVES, ballot=Ballot(entitled=15, present=9, round1={}))

    told = evaluate(board(replace(BODY, group="g"), groups=(group,)), CC).groups[0].calculation

    assert told == "Có mặt 9/15, chưa đủ 2/3 số người được quyền bỏ phiếu nên cuộc bỏ phiếu không có kết quả."


def test_no_rule_is_without_its_sentence():
    assert {case.values[0] for case in SENTENCES} | {Rule.EXCELLENCE_CAP} == set(Rule)


@pytest.mark.parametrize("words", [case.values[4] for case in SENTENCES], ids=[case.id for case in SENTENCES])
def test_sentences_are_whole_and_vietnamese(words):
    assert words[-1] == "."
    assert words[0] == words[0].upper()
    assert VIETNAMESE & set(words.lower())
    assert "  " not in words
