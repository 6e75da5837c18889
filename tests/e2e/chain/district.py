"""A leader managed by the district: the dossier goes up, comes back, goes up again; the decision comes down."""

import re
from datetime import date
from io import BytesIO

import openpyxl

from dossiers.models import Dossier, IncomingSubmission
from ratings.models import Board, Decision, RatingCase
from tests.e2e.chain.meeting import CHAIRMAN, SECRETARY_OF_TOWN
from tests.e2e.chain.papers import LEADER_FORM, complete_papers, dossier_address, print_document
from tests.e2e.chain.rating import case_address, print_decision, vote
from tests.e2e.chain.writing import MEMBER
from tests.e2e.stage import DISTRICT, DISTRICT_YEAR, YEAR, Stage, behind

HANDED_UP, DECIDED = date(2024, 12, 2), date(2024, 12, 20)
FIRST_DEPUTY = "Phạm Phương Nga"
GROUP = "Chủ tịch Ủy ban nhân dân cấp xã"


def hand_the_dossier_up(stage: Stage) -> None:
    """The office of the town proposes a level for the chairman, completes the dossier and sends it to the district."""
    stage.move_to(HANDED_UP)
    office = stage.desk("vanphong")
    with behind():
        case = case_address(CHAIRMAN)
    office.open(case)
    office.press("Ghi thẩm định")
    office.sees("đề nghị Hoàn thành tốt")
    office.open(dossier_address(CHAIRMAN))
    button = office.content.get_by_role("button", name=f"Tạo {LEADER_FORM}")
    text = print_document(stage, office, button, "mau-02-chu-tich", "the chairman's review as PDF")
    assert CHAIRMAN in text
    complete_papers(stage, CHAIRMAN)
    office.press("Xác nhận đủ hồ sơ")
    office.press("Nộp lên cấp trên")
    office.sees("nộp lúc")
    stage.album.shoot(office.page, "ho-so-gui-len", "the chairman's dossier has gone up to the district", phone=True)
    with behind(DISTRICT):
        assert IncomingSubmission.objects.filter(state="arrived").count() == 1


def return_the_dossier(stage: Stage) -> None:
    """The organisation board of the district reads it and sends it back with a reason; the office hands it in again."""
    board, office = stage.desk("bantochuc"), stage.desk("vanphong")
    board.open("/viec-cua-toi/")
    board.sees(re.compile("[Hh]ồ sơ"))
    stage.album.shoot(board.page, "viec-cua-toi-ban-to-chuc", "what waits for the organisation board of the district")
    board.open(f"{DISTRICT_YEAR}/ho-so-den/")
    board.follow(CHAIRMAN)
    board.sees("Nội dung đề nghị", "Giấy tờ kèm theo")
    board.press("Trả lại kèm lý do")
    board.sees("Ghi rõ lý do trả lại")
    board.fill("Lý do chung", "Bản bổ sung lý lịch chưa có xác nhận của cấp ủy; đề nghị bổ sung.")
    stage.album.shoot(board.page, "ho-so-den", "the dossier as it arrived at the district", phone=True)
    board.press("Trả lại kèm lý do")
    board.sees("Đã trả lại")

    office.open(dossier_address(CHAIRMAN))
    office.sees("Cấp trên trả lại", "chưa có xác nhận của cấp ủy")
    stage.album.shoot(office.page, "ho-so-bi-tra-lai", "the dossier came back with the reason of the district")
    office.press("Nộp lại")
    office.sees("nộp lúc")
    with behind(DISTRICT):
        states = IncomingSubmission.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["returned", "arrived"]


def accept_and_appraise(stage: Stage) -> None:
    """The district takes the dossier in, matches it to its own subject and appraises."""
    board = stage.desk("bantochuc")
    board.open(f"{DISTRICT_YEAR}/ho-so-den/")
    board.content.get_by_role("row").filter(has_text="Mới đến").get_by_role("link").first.click()
    board.press("Tiếp nhận hồ sơ")
    board.sees("Đã ghép với")
    stage.album.shoot(board.page, "da-tiep-nhan", "the dossier taken in and matched to the district's own subject")
    stage.move_to(DECIDED)
    board.open(f"{DISTRICT_YEAR}/xep-loai/doi-tuong/")
    board.content.get_by_text("Thêm nhóm xếp loại").click()
    board.fill("Tên nhóm", GROUP)
    board.page.get_by_label("Loại đối tượng").select_option(label="Cán bộ lãnh đạo, quản lý")
    board.press("Thêm nhóm")
    with behind(DISTRICT):
        address = case_address(CHAIRMAN, DISTRICT_YEAR)
    board.open(address)
    board.page.get_by_label("Nhóm xếp loại").select_option(label=GROUP)
    board.press("Chuyển nhóm")
    board.sees("tự xếp loại Hoàn thành tốt")
    board.press("Ghi thẩm định")
    board.sees("đề nghị Hoàn thành tốt")
    stage.album.shoot(board.page, "huyen-tham-dinh", "the district's appraisal of the chairman")


def decide_at_the_district(stage: Stage) -> None:
    """The standing committee of the district ballots; its secretary decides; the paper goes down."""
    board, head = stage.desk("bantochuc"), stage.desk("bithuhuyen")
    board.open(f"{DISTRICT_YEAR}/xep-loai/moi/")
    board.page.get_by_label("Cấp có thẩm quyền quyết định").select_option(label="Ban Thường vụ Huyện ủy")
    board.page.get_by_label(GROUP, exact=True).check()
    board.press("Lập bảng xếp loại")
    board.fill("Số thành viên có mặt", "11")
    board.press("Khai mạc, ghi số người dự")
    with behind(DISTRICT):
        address = f"{DISTRICT_YEAR}/xep-loai/{Board.objects.get().pk}/"
    vote(stage, board, address, GROUP)
    stage.album.shoot(board.page, "huyen-da-kiem-phieu", "the district's board, counted")
    head.open(address)
    head.press("Ban hành quyết định")
    head.is_told("Đã ban hành Quyết định số")
    head.press("Thông báo kết quả")
    with behind(DISTRICT):
        decision = Decision.objects.get()
        assert decision.items.get(case__subject__name=CHAIRMAN).level == "HTT"
    text = print_decision(stage, board, DISTRICT_YEAR, decision.code)
    assert CHAIRMAN in text
    board.open(f"{DISTRICT_YEAR}/")
    board.follow("Quyết định")
    board.press("Gửi cho 1 hồ sơ")
    board.is_told("Đã gửi quyết định xuống cho 1 hồ sơ")
    stage.album.shoot(board.page, "gui-quyet-dinh-xuong", "the decision has been sent down")
    with behind():
        case = RatingCase.objects.get(subject__name=CHAIRMAN, subject__cycle__year=2024)
        assert (case.level, case.external_decision) == ("HTT", decision.code)
        assert Dossier.objects.get(subject=case.subject).items.get(code="decision").state == "provided"


def read_the_own_result(stage: Stage) -> None:
    """The chairman reads level and decision of the district, and downloads the paper; so does the member."""
    for login, name in (("chutich", CHAIRMAN), ("dangvien", MEMBER)):
        desk = stage.desk(login)
        desk.open(f"{YEAR}/ket-qua/")
        desk.sees("Hoàn thành tốt nhiệm vụ", name, "Quyết định")
        stage.album.shoot(desk.page, f"ket-qua-{login}", f"the own result of {name}", phone=True)
        link = desk.content.get_by_role("listitem").get_by_role("link").first
        text = stage.album.keep(desk.download(link), f"ket-qua-{login}", f"the decision that {name} downloads")
        assert name in text
        read = desk.content.get_by_role("button", name="Tôi đã đọc thông báo", exact=True)
        if read.count():
            read.click()
            desk.sees("Đồng chí đã xác nhận đọc thông báo")


def take_the_summary_out(stage: Stage) -> None:
    """The summary of the year as a workbook: sorted by rank and Vietnamese name, counts as on the page."""
    office = stage.desk("vanphong")
    office.open(f"{YEAR}/bao-cao/")
    office.sees("Tổng hợp xếp loại năm 2024")
    stage.album.shoot(office.page, "tong-hop", "the summary of the year", phone=True)
    content = office.download(office.content.get_by_role("link", name="Tải bảng Excel"))
    path = stage.album.keep_table(content, "tong-hop", "the summary as a workbook")
    assert path.stat().st_size == len(content)
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    for words in (MEMBER, CHAIRMAN, "Hoàn thành tốt"):
        assert any(words in cell for cell in cells)
    names = [cell for cell in cells if cell in {SECRETARY_OF_TOWN, FIRST_DEPUTY, CHAIRMAN, MEMBER}]
    assert names == [SECRETARY_OF_TOWN, FIRST_DEPUTY, CHAIRMAN, MEMBER]
