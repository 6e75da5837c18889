"""The conferences: sent in time, in the prescribed order, from the attendance to the signed minutes and final texts."""

import re
from datetime import date

from playwright.sync_api import Locator, expect

from reviews.models import AgendaItem, Comment, Conference
from reviews.states import AgendaState
from tests.e2e.chain.writing import MEMBER, STANDING, address_of, review_of
from tests.e2e.desk import Desk
from tests.e2e.stage import YEAR, Stage, behind

GOVERNMENT = "Tập thể lãnh đạo Ủy ban nhân dân thị trấn"
CHAIRMAN = "Trần Thị Thu Hồng"
OTHER_DEPUTY = "Trần Thị Kim Hương"
SECRETARY_OF_TOWN = "Phạm Ngọc Hòa"
FRIDAY = date(2024, 11, 8)


def conference_address(body: str) -> str:
    """The page of a body's conference."""
    with behind():
        return f"{YEAR}/hoi-nghi/{Conference.objects.get(cycle__year=2024, collective__name=body).pk}/"


def plan_too_early(stage: Stage) -> None:
    """A conference two working days after its report cannot begin; it says which day would do, and is moved."""
    head = stage.desk("bithu")
    head.open(f"{YEAR}/hoi-nghi/")
    stage.album.shoot(head.page, "hoi-nghi", "the conferences of the year and the bodies without one", phone=True)
    head.follow(f"Lập hội nghị: {STANDING}")
    head.sees("Chương trình theo quy định", "Thành phần dự")
    head.press("Lập hội nghị")
    head.sees("Chưa ghi được")
    stage.album.shoot(head.page, "lap-hoi-nghi-thieu-ngay", "planning without a day: the error stands at the field")
    head.fill("Bắt đầu lúc", "2024-11-07T08:00")
    head.fill("Địa điểm", "Phòng họp Đảng ủy thị trấn")
    head.page.get_by_label("Thư ký").select_option(label="Nông Ngọc Thúy")
    head.press("Lập hội nghị")
    head.sees("Chưa gửi hoặc gửi chậm", "hội nghị chưa bắt đầu được")
    head.press("Thông báo hội nghị")
    head.is_told("Đã thông báo hội nghị")

    stage.move_to(date(2024, 11, 7))
    head.open(conference_address(STANDING))
    head.press("Bắt đầu hội nghị")
    head.sees("phiên họp ngày 07/11 cần gửi dự thảo chậm nhất 04/11", "Dời phiên họp sang 08/11")
    stage.album.shoot(head.page, "gui-cham", "sent too late: refused with the clause and the first possible day")
    with behind():
        assert Conference.objects.get(collective__name=STANDING, cycle__year=2024).state == "announced"
    head.follow("Đổi lịch, phân công")
    head.fill("Bắt đầu lúc", "2024-11-14T08:00")
    head.press("Ghi lịch mới")
    head.is_told("Đã ghi lịch")
    head.sees("Tổ chức đảng nên kiểm điểm sau các tập thể cùng cấp")
    expect(head.content).not_to_contain_text("hội nghị chưa bắt đầu được")


def open_the_conference(stage: Stage) -> None:
    """On Friday the office opens the conference of the People's Committee and takes the attendance."""
    stage.move_to(FRIDAY)
    office = stage.desk("vanphong")
    office.open(conference_address(GOVERNMENT))
    office.sees("Mọi dự thảo đã gửi đúng hạn")
    stage.album.shoot(office.page, "truoc-gio-hop", "before the opening: papers in time, agenda, who is invited")
    office.press("Bắt đầu hội nghị")
    office.is_told("Hội nghị bắt đầu")
    office.press("Bắt đầu")
    office.sees(re.compile("mới điểm danh 0/3"))

    attendance = office.page.locator(".attendance")
    for row in attendance.get_by_role("row").filter(has=office.page.get_by_role("group")).all():
        row.get_by_label("Có mặt").check()
    last = attendance.get_by_role("row").filter(has_text=OTHER_DEPUTY)
    last.get_by_role("radio", name="Vắng").check()
    office.press("Ghi điểm danh")
    office.sees(f"Ghi lý do vắng mặt của đồng chí {OTHER_DEPUTY}")
    stage.album.shoot(office.page, "diem-danh-thieu-ly-do", "away without a reason: refused at the line, nothing lost")
    attendance.get_by_role("row").filter(has_text=OTHER_DEPUTY).get_by_role("radio", name="Có mặt").check()
    office.press("Ghi điểm danh")
    office.is_told("Đã ghi điểm danh")
    office.sees("3/3 thành viên có mặt")


def try_the_wrong_order(stage: Stage) -> None:
    """A deputy cannot be heard before the collective and the head; the clause stands beside the refusal."""
    office = stage.desk("vanphong")
    office.open(conference_address(GOVERNMENT))
    office.follow(MEMBER, office.page.locator(".agenda-list"))
    office.sees("kiểm điểm tập thể trước, cá nhân sau")
    office.page.locator(".ruling-source summary").click()
    office.sees(re.compile("tập thể trước"))
    expect(office.page.get_by_role("button", name="Bắt đầu", exact=True)).to_have_count(0)
    stage.album.shoot(office.page, "sai-thu-tu", "out of turn: refused with the clause")


def hear_everybody(stage: Stage) -> None:
    """Collective, head (a deputy in the chair), deputies: comments, answers, conclusions."""
    office, member = stage.desk("vanphong"), stage.desk("dangvien")
    office.open(conference_address(GOVERNMENT))
    office.press("Bắt đầu")
    _member_speaks(stage, member)
    _hear(stage, office, GOVERNMENT, [CHAIRMAN], picture=True)

    office.follow(CHAIRMAN, office.page.locator(".agenda-list"))
    office.sees("Phần kiểm điểm người đứng đầu do cấp phó chủ trì")
    office.page.get_by_label("Cấp phó chủ trì").select_option(label=OTHER_DEPUTY)
    stage.album.shoot(office.page, "cap-pho-chu-tri", "the head's own part is chaired by a deputy", phone=True)
    office.press("Bắt đầu")
    office.sees(f"Chủ trì nội dung này: đồng chí {OTHER_DEPUTY}")
    _hear(stage, office, CHAIRMAN, [MEMBER, OTHER_DEPUTY])
    for name in (MEMBER, OTHER_DEPUTY):
        office.follow(name, office.page.locator(".agenda-list"))
        office.press("Bắt đầu")
        _hear(stage, office, name, [CHAIRMAN])

    with behind():
        items = AgendaItem.objects.filter(conference__collective__name=GOVERNMENT, conference__cycle__year=2024)
        assert {item.state for item in items} == {AgendaState.CONCLUDED}
        assert items.get(subject__name=CHAIRMAN).chair.full_name == OTHER_DEPUTY


def _member_speaks(stage: Stage, member: Desk) -> None:
    """Somebody at the table enters the own comment."""
    member.open(conference_address(GOVERNMENT))
    member.sees("Đang kiểm điểm")
    member.page.get_by_label("Đồng chí góp ý").select_option(label=MEMBER)
    member.fill("Nội dung góp ý", "Nhất trí với báo cáo; đề nghị bổ sung số liệu giải ngân vốn đầu tư công quý IV.")
    stage.album.shoot(member.page, "tu-ghi-gop-y", "a participant enters the own comment", phone=True)
    member.press("Ghi ý kiến")
    member.is_told("Đã ghi ý kiến")


def _hear(stage: Stage, office: Desk, name: str, speakers: list[str], *, picture: bool = False) -> None:
    for speaker in speakers:
        office.page.get_by_label("Đồng chí góp ý").select_option(label=speaker)
        office.fill("Nội dung góp ý", "Nhất trí; đề nghị làm rõ thêm trách nhiệm trong đôn đốc các nội dung còn chậm.")
        office.press("Ghi ý kiến")
    _answer_comments(office, len(speakers) + picture)
    office.fill("Ưu điểm", f"{name} hoàn thành các nhiệm vụ trọng tâm; nội bộ đoàn kết, thống nhất.")
    office.page.get_by_label("Hạn chế, khuyết điểm").fill("Việc đôn đốc sau kết luận có lúc chưa thường xuyên.")
    if picture:
        office.press("Kết thúc nội dung")
        office.sees(re.compile("đồng chí có mặt chưa có ý kiến"))
        stage.album.shoot(office.page, "ket-luan", "an item with comments and conclusion; who has not spoken is named")
    silence = office.page.get_by_label("Các đồng chí còn lại không có ý kiến khác")
    if silence.count():
        silence.check()
    office.press("Kết thúc nội dung")
    office.is_told("Đã kết thúc nội dung")


def _answer_comments(office: Desk, number: int) -> None:
    waiting = office.page.locator(".comment-list details")
    for left in range(number, 0, -1):
        expect(waiting).to_have_count(left)
        place: Locator = waiting.first
        place.locator("summary").click()
        place.get_by_label("Kết quả").select_option(label="Tiếp thu")
        office.press("Ghi", place)


def close_the_conference(stage: Stage) -> None:
    """The conference ends when everybody has been heard; the minutes have written themselves and are signed."""
    office = stage.desk("vanphong")
    office.open(conference_address(GOVERNMENT))
    office.press("Kết thúc hội nghị")
    office.is_told("Hội nghị đã kết thúc")
    office.follow("Biên bản")
    office.sees(
        "Triệu tập 3, có mặt 3", "bổ sung số liệu giải ngân", "Kết luận.", f"Chủ trì nội dung: đồng chí {OTHER_DEPUTY}"
    )
    stage.album.shoot(office.page, "bien-ban", "the minutes as they have grown", phone=True)
    office.press("Ghi nhận biên bản đã ký")
    office.is_told("Đã ghi nhận biên bản được ký")
    office.open(f"{conference_address(GOVERNMENT)}chieu/")
    stage.album.shoot(office.page, "trinh-chieu", "the agenda in big letters, as it stands on the wall")
    with behind():
        assert Conference.objects.get(collective__name=GOVERNMENT, cycle__year=2024).state == "signed"
        assert Comment.objects.filter(item__conference__collective__name=GOVERNMENT, verdict="pending").count() == 0


def _say_how_to_remedy(desk: Desk) -> None:
    """Every shortcoming that the chair has concluded gets a measure with a person and a day."""
    answers = {
        "Biện pháp khắc phục": "Kiểm tra tiến độ hằng tháng.", "Người phụ trách khắc phục": "Bản thân",
        "Thời hạn khắc phục": "31/03/2025", "Trách nhiệm cụ thể": "Chưa tham mưu kịp thời.",
    }  # fmt: skip
    for choice in desk.page.get_by_label("Trách nhiệm của bản thân").all():
        choice.select_option("yes")
    for label, words in answers.items():
        for box in desk.page.get_by_label(re.compile(f"^{label}")).all():
            box.fill(words)


def finish_own_text(stage: Stage) -> None:
    """After the last conference the author confirms the final text with the own level; the body confirms it."""
    stage.move_to(date(2024, 11, 15))
    for login, name in (("dangvien", MEMBER), ("chutich", CHAIRMAN)):
        desk = stage.desk(login)
        desk.open(address_of(name))
        _say_how_to_remedy(desk)
        desk.page.get_by_role("button", name="Hoàn chỉnh").first.click()
        desk.sees("Ý kiến góp ý tại hội nghị")
        expect(desk.page.get_by_label("Hoàn thành tốt nhiệm vụ")).to_be_checked()
        desk.press("Hoàn chỉnh")
        desk.sees("Mời đồng chí xác nhận bản hoàn chỉnh")
        desk.page.get_by_label("Tôi xác nhận đây là bản hoàn chỉnh").check()
        if login == "dangvien":
            stage.album.shoot(desk.page, "hoan-chinh", "the final text with the self-level", phone=True)
        desk.press("Hoàn chỉnh")
        desk.is_told("Đã hoàn chỉnh")
    head = stage.desk("bithu")
    for name in (MEMBER, CHAIRMAN):
        head.open(f"{address_of(name)}xem/")
        head.press("Xác nhận")
        head.is_told("Đã xác nhận văn bản hoàn chỉnh")
    stage.album.shoot(head.page, "da-xac-nhan", "a final text, confirmed by the body")
    with behind():
        assert review_of(SECRETARY_OF_TOWN).state == "confirmed"
        assert review_of(MEMBER).state == "confirmed"
