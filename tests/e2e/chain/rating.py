"""Appraisal, the board with its two ballots, and the decision with its number."""

import re
from datetime import date

from playwright.sync_api import Locator, expect

from ratings.models import Ballot, Board, Decision, RatingCase
from tests.e2e.chain.meeting import CHAIRMAN, GOVERNMENT, OTHER_DEPUTY
from tests.e2e.chain.papers import print_document
from tests.e2e.chain.writing import MEMBER
from tests.e2e.desk import Desk
from tests.e2e.stage import YEAR, Stage, behind

RATING_DAY = date(2024, 11, 29)
GROUPS = ("Tổ chức đảng", "Tập thể lãnh đạo, quản lý", "Cán bộ lãnh đạo, quản lý")


def case_address(name: str, year: str = YEAR) -> str:
    """The appraisal page of a subject; the scope of the tenant has to be open."""
    case = RatingCase.objects.get(subject__name=name, subject__cycle__year=2024)
    return f"{year}/xep-loai/tham-dinh/{case.pk}/"


def appraise_by_hand(stage: Stage) -> None:
    """The office appraises; a proposal above what the degrees admit is refused with what would lift it."""
    stage.move_to(RATING_DAY)
    office = stage.desk("vanphong")
    office.open(f"{YEAR}/xep-loai/doi-tuong/")
    office.sees("Đối tượng xếp loại năm 2024", GOVERNMENT)
    stage.album.shoot(office.page, "doi-tuong-xep-loai", "everybody who is to be rated, group by group")
    with behind():
        own, collective = case_address(MEMBER), case_address(GOVERNMENT)
    office.open(own)
    proposal = office.page.get_by_role("group", name="Mức đề nghị")
    proposal.get_by_label("Hoàn thành xuất sắc nhiệm vụ").check()
    expect(office.page.locator("#ket-luan")).to_contain_text("Quy định không cho phép")
    office.press("Ghi thẩm định")
    office.sees("nên cao nhất là “Hoàn thành tốt nhiệm vụ”")
    stage.album.shoot(office.page, "de-nghi-qua-cao", "a proposal above the standard is refused with its reason")
    office.page.get_by_role("group", name="Mức đề nghị").get_by_label("Hoàn thành tốt nhiệm vụ").check()
    office.fill("Nhận xét thẩm định", "Hoàn thành tốt nhiệm vụ được phân công; cần sâu sát cơ sở hơn nữa.")
    office.press("Ghi thẩm định")
    office.sees("đề nghị Hoàn thành tốt")
    stage.album.shoot(office.page, "tham-dinh", "the appraisal with what the rules admit", phone=True)

    office.open(collective)
    office.press("Ghi thẩm định")
    office.sees("đề nghị Hoàn thành tốt")
    with behind():
        assert RatingCase.objects.get(subject__name=MEMBER, subject__cycle__year=2024).proposed_level == "HTT"


def call_the_board(stage: Stage) -> None:
    """The standing committee meets; without quorum nothing opens."""
    office = stage.desk("vanphong")
    office.open(f"{YEAR}/xep-loai/")
    office.follow("Lập bảng xếp loại")
    for group in GROUPS:
        office.page.get_by_label(group, exact=True).check()
    office.press("Lập bảng xếp loại")
    office.sees("Khai mạc phiên họp", "7 người được bỏ phiếu")
    office.fill("Số thành viên có mặt", "3")
    office.press("Khai mạc, ghi số người dự")
    office.sees("chưa đủ", "chưa bỏ phiếu được")
    stage.album.shoot(office.page, "thieu-nguoi-du", "too few members present: no ballot")
    office.fill("Số thành viên có mặt", "7")
    office.press("Khai mạc, ghi số người dự")
    office.sees("có mặt 7/7")
    stage.album.shoot(
        office.page, "bang-xep-loai", "the board before the first ballot: ceilings with reasons", phone=True
    )


def refuse_wrong_counts(stage: Stage) -> None:
    """More votes than valid papers, or more marks than places, are refused at the field; nothing typed is lost."""
    office = stage.desk("vanphong")
    office.open(board_address())
    group = group_of(office, GROUPS[0])
    office.press("Mở bỏ phiếu vòng 1", group)
    _fill_votes(group, [], others=7)
    votes_in(group).nth(0).fill("8")
    office.press("Ghi kết quả kiểm phiếu", group)
    group = group_of(office, GROUPS[0])
    expect(group).to_contain_text("được 8 phiếu, ngoài khoảng 0 – 7 phiếu hợp lệ")
    expect(votes_in(group).nth(0)).to_have_value("8")
    expect(votes_in(group).nth(1)).to_have_value("7")
    stage.album.shoot(office.page, "kiem-phieu-sai", "a wrong count is refused at its field", at=group)
    votes_in(group).nth(0).fill("7")
    office.press("Ghi kết quả kiểm phiếu", group)
    office.press("Tính số chỗ, mở vòng 2", group_of(office, GROUPS[0]))

    group = group_of(office, GROUPS[0])
    expect(group).to_contain_text(re.compile(r"× 20% = [\d,]+"))
    _fill_votes(group, [], others=7)
    office.press("Ghi kết quả kiểm phiếu", group)
    group = group_of(office, GROUPS[0])
    expect(group).to_contain_text(re.compile(r"Tổng \d+ lượt chọn vượt 7 phiếu × \d chỗ"))
    stage.album.shoot(office.page, "vuot-so-cho", "more marks than places: refused with the arithmetic", at=group)


def board_address() -> str:
    """The page of the town's board."""
    with behind():
        return f"{YEAR}/xep-loai/{Board.objects.get(cycle__year=2024).pk}/"


def group_of(desk: Desk, name: str) -> Locator:
    """The part of the board about one cap group."""
    return desk.content.get_by_role("region", name=name, exact=True)


def votes_in(group: Locator) -> Locator:
    """The fields of the first count, one for each name; the papers above and the second count are others."""
    return group.locator("input[name*=votes_]")


def _fill_votes(group: Locator, votes: list[int], others: int) -> None:
    """One number for each name on the paper; the papers on top are filled in already."""
    fields = votes_in(group)
    for position in range(fields.count()):
        fields.nth(position).fill(str(votes[position] if position < len(votes) else others))


def count_all_ballots(stage: Stage) -> None:
    """Both ballots of every group, organisations first, heads last; equal votes at the limit go to a run-off."""
    office = stage.desk("vanphong")
    for name in GROUPS:
        vote(stage, office, board_address(), name, tie=name == GROUPS[2])
    with behind():
        assert Ballot.objects.filter(group__name=GROUPS[2], group__cycle__year=2024, round=3).count() == 1
    office.sees("Ban hành quyết định")
    stage.album.shoot(office.page, "da-kiem-phieu", "all groups counted: places used, levels, arithmetic", phone=True)


def vote(stage: Stage, desk: Desk, address: str, name: str, *, tie: bool = False) -> None:
    """Take a group through its ballots until it is counted."""
    for _ in range(8):
        desk.open(address)
        group = group_of(desk, name)
        buttons = group.get_by_role("button", name=re.compile("^(Mở bỏ phiếu vòng 1|Tính số chỗ, mở vòng 2)$"))
        count = group.get_by_role("button", name="Ghi kết quả kiểm phiếu")
        if buttons.count():
            buttons.click()
        elif count.count():
            places = re.search(r"mỗi phiếu chọn không quá (\d+)", group.inner_text())
            tie = _fill_in(group, int(places[1]) if places else None, tie=tie)
            stage.album.shoot(desk.page, "nhap-phieu", f"counts of a ballot typed in: {name}", at=count)
            count.click()
        else:
            expect(group).to_contain_text("kiểm phiếu xong", ignore_case=True)
            return
        desk.sees(name)
    raise AssertionError(f"{name} is not settled after eight steps")


def _fill_in(group: Locator, places: int | None, *, tie: bool) -> bool:
    """Everybody passes round 1; in round 2 the first ones win, or two are equal at the limit; whether a tie is due."""
    if places is None:
        _fill_votes(group, [], others=7)
        return tie
    _fill_votes(group, [6] * (places - 1) + [4, 4] if tie else [6] * places, others=0)
    return False


def refuse_a_decision_without_ballots(stage: Stage) -> None:
    """Somebody takes a count back while the decision is being issued elsewhere: the decision is refused."""
    office, head = stage.desk("vanphong"), stage.desk("bithu")
    head.open(board_address())
    head.sees("Ban hành quyết định")
    office.open(board_address())
    group = group_of(office, GROUPS[1])
    group.get_by_text("Nhập sai? Hủy kết quả vòng gần nhất").click()
    office.fill("Lý do hủy kết quả đã nhập", "Đọc nhầm một phiếu, kiểm lại.", group)
    office.press("Hủy kết quả đã nhập", group)
    head.press("Ban hành quyết định")
    head.sees("Chưa ban hành được quyết định")
    stage.album.shoot(head.page, "chua-ban-hanh-duoc", "a decision without a finished ballot is refused with reasons")
    with behind():
        assert not Decision.objects.filter(board__cycle__year=2024).exists()
    vote(stage, office, board_address(), GROUPS[1])


def issue_the_decision(stage: Stage) -> None:
    """The head issues the decision; its number comes from the register, the subjects are told, the paper is printed."""
    head, office = stage.desk("bithu"), stage.desk("vanphong")
    head.open(board_address())
    head.press("Ban hành quyết định")
    head.is_told("Đã ban hành Quyết định số")
    head.press("Thông báo kết quả")
    stage.album.shoot(head.page, "quyet-dinh", "the board after the decision", phone=True)
    with behind():
        decision = Decision.objects.get(board__cycle__year=2024)
        levels = dict(decision.items.values_list("case__subject__name", "level"))
        assert levels[MEMBER] == levels[GOVERNMENT] == "HTT"
        assert OTHER_DEPUTY not in levels
        assert CHAIRMAN not in levels

    text = print_decision(stage, office, YEAR, decision.code)
    assert "QUYẾT ĐỊNH" in text
    assert MEMBER in text


def print_decision(stage: Stage, desk: Desk, year: str, code: str) -> str:
    """Print an issued decision from the list of decisions."""
    desk.open(f"{year}/")
    desk.follow("Quyết định")
    row = desk.content.get_by_role("row").filter(has_text=code)
    stage.album.shoot(desk.page, "danh-sach-quyet-dinh", "the decisions of the year")
    return print_document(stage, desk, row.get_by_role("button").first, "quyet-dinh", f"decision {code} as PDF")
