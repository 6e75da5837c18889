"""From the login to the drafts that go round: the individual review, the collective report, who writes at once."""

from playwright.sync_api import Locator, expect

from config.demo.builder import DEMO_PASSWORD
from config.demo.texts import text_for
from reviews.models import Review, ReviewSection, ShortcomingReport
from reviews.regulations.forms_of_sets import SIGN, form_under
from reviews.regulations.loader import load_set
from tests.e2e.desk import Desk
from tests.e2e.stage import YEAR, Stage, behind

MEMBER = "Trần Thị Hồng Huyền"
STANDING = "Ban Thường vụ Đảng ủy thị trấn"
SAVED = "Đã lưu"
SUGGESTED = "IV"  # nothing was suggested for 2024, so nothing is asked there
KEYS = {"X": "1", "T": "2", "TB": "3", "K": "4"}
OWN_FORM, REPORT = (form_under(kind, load_set("cho-chu-2024")) for kind in ("leader_review", "collective_report"))


def enter(stage: Stage) -> None:
    """The member logs in and finds what waits, with the day until which it can wait."""
    desk = Desk(stage.browser, stage.base_url, stage.options)
    desk.open("/")
    expect(desk.page).to_have_title("Đăng nhập")
    stage.album.shoot(desk.page, "dang-nhap", "the login page", phone=True)
    desk.context.close()

    member = stage.desk("dangvien")
    member.sees("Hôm nay, thứ Ba", "bản kiểm điểm")
    stage.album.shoot(member.page, "viec-cua-toi-dang-vien", "what waits for the member", phone=True)

    office = stage.desk("vanphong")
    office.sees("Hôm nay, thứ Ba", "Tuần này", "Thẩm định 16 tập thể, cá nhân")
    stage.album.shoot(office.page, "viec-cua-toi-van-phong", "what waits for the office", phone=True)


def look_at_the_year(stage: Stage) -> None:
    """The office sees the year on one line of time, and how far every unit is."""
    office = stage.desk("vanphong")
    office.open(f"{YEAR}/")
    office.sees("Dòng thời gian", "29/11", "Đang thực hiện", "72-KH/ĐU")
    stage.album.shoot(office.page, "dot-kiem-diem", "the year with its deadlines", phone=True)

    office.follow("Xem bảng tiến độ")
    expect(office.heading).to_have_text("Bảng tiến độ năm 2024")
    office.sees("Chi bộ Trạm Y tế")
    stage.album.shoot(office.page, "bang-tien-do", "how far every unit is", phone=True)

    office.open(f"{YEAR}/kiem-diem/")
    office.sees("Bản kiểm điểm năm 2024", "Trần Thị Hồng Huyền")
    stage.album.shoot(office.page, "danh-sach-ban-kiem-diem", "the list of reviews")


def write_own_review(stage: Stage) -> None:
    """The member writes Mẫu 02 from the first heading to the last, and everything is kept by itself."""
    member = stage.desk("dangvien")
    member.open("/viec-cua-toi/")
    member.content.locator(".task-list a, .tasks a").first.click()
    expect(member.heading).to_contain_text(MEMBER)
    member.sees("Phó Chủ tịch Ủy ban nhân dân", "Chi bộ Cơ quan Đảng – Chính quyền")
    stage.album.shoot(member.page, "mau-02-trong", "Mẫu 02 before the first word, last year's text beside it")

    _take_last_years_text(member, "I-1a")
    for section in OWN_FORM:
        if section.has_text and section.key != SUGGESTED:
            _write(member, section.key, text_for(section.key, is_person=True, seed=5))
        if section.has_degree:
            _judge(member, section.key, "X" if section.key == "I-1" else "T")
        if section.lines == SIGN:
            _find_nothing(member)
    _answer_for_last_year(member)
    level = member.page.locator("#self_level")
    level.get_by_label("Hoàn thành tốt nhiệm vụ").check()
    expect(level).to_contain_text(SAVED)
    stage.album.shoot(member.page, "mau-02-da-viet", "Mẫu 02 written, every heading saved", phone=True)

    with behind():
        review = review_of(MEMBER)
        rows = ReviewSection.objects.filter(review=review)
        assert {row.key for row in rows} >= {section.key for section in OWN_FORM if section.lines != SIGN} - {SUGGESTED}
        assert "Năm nay tiếp tục" in rows.get(key="I-1a").text
        assert ShortcomingReport.objects.filter(review=review, status="fixing").count() == 1


def review_of(name: str) -> Review:
    """This year's review of a person or collective; the scope of the tenant has to be open."""
    return Review.objects.get(subject__name=name, subject__cycle__year=2024)


def address_of(name: str) -> str:
    """The page of that review."""
    with behind():
        return f"{YEAR}/kiem-diem/{review_of(name).pk}/"


def editor(desk: Desk, key: str) -> Locator:
    """The place of one heading."""
    return desk.page.locator(f"[id='{key}-section']")


def _take_last_years_text(desk: Desk, key: str) -> None:
    place = editor(desk, key)
    place.get_by_role("button", name="Lấy lại").click()
    expect(place.get_by_role("textbox")).not_to_be_empty()
    taken = place.get_by_role("textbox").input_value()
    _write(desk, key, f"{taken}\nNăm nay tiếp tục giữ vững lập trường, tích cực học tập nâng cao trình độ.")


def _write(desk: Desk, key: str, text: str) -> None:
    """Fill a heading that is still empty, or write on; leaving it saves it."""
    place = editor(desk, key)
    box = place.get_by_role("textbox")
    if box.input_value().strip() and "Năm nay tiếp tục" not in text:
        return
    desk.type_over(box, text)


def _judge(desk: Desk, key: str, degree: str) -> None:
    """Choose a degree with the keyboard alone."""
    group = desk.page.locator(f"[id='{key}-degree']")
    group.get_by_role("radio").first.focus()
    desk.page.keyboard.press(KEYS[degree])
    expect(group.locator(f"input[value='{degree}']")).to_be_checked()
    expect(group.locator("[data-save-state]")).to_contain_text(SAVED)


def _find_nothing(desk: Desk) -> None:
    """Answer the question about signs of degradation, corruption and waste."""
    line = desk.page.locator("#dong-sign-dh")
    line.get_by_label("Có hay không có biểu hiện").select_option(label="Không có biểu hiện")
    expect(line.locator("[data-save-state]").first).to_contain_text(SAVED)


def _answer_for_last_year(desk: Desk) -> None:
    """Say of every earlier shortcoming how far it is remedied, and who answers for it."""
    for line in desk.page.get_by_role("group", name="Hạn chế, khuyết điểm năm 2023").all():
        fixing = line.get_by_label("Đang khắc phục")
        if not fixing.is_checked():  # where there is a remediation plan, the line begins with what it says
            fixing.check()
            expect(line.locator("fieldset [data-save-state]")).to_contain_text(SAVED)
        for label, text in (
            ("Mức độ khắc phục", "Đã hoàn thành 80%, phần còn lại xong trong quý I năm 2025."),
            ("Trách nhiệm của tập thể", "Trách nhiệm chính thuộc về cá nhân đồng chí phụ trách lĩnh vực."),
        ):
            line.get_by_label(label).fill(text)
            line.get_by_label(label).blur()
            expect(line.locator(".field", has=desk.page.get_by_label(label))).to_contain_text(SAVED)


def write_at_the_same_time(stage: Stage) -> None:
    """The office types for the member while the member writes the same heading: both texts are shown, none is lost."""
    member, office = stage.desk("dangvien"), stage.desk("vanphong")
    for desk in (member, office):
        desk.open(address_of(MEMBER))
    office.sees("Đồng chí đang nhập thay cho")
    theirs = "- Văn phòng nhập: Chỉ đạo giải quyết dứt điểm 12 kiến nghị của cử tri."
    mine = "- Cá nhân viết: Trực tiếp đối thoại với nhân dân 04 lần trong năm."
    before = editor(member, "VI").get_by_role("textbox").input_value()

    editor(office, "VI").get_by_role("textbox").fill(f"{before}\n{theirs}")
    editor(office, "VI").get_by_role("textbox").blur()
    expect(editor(office, "VI").locator("[data-save-state]")).to_contain_text(SAVED)
    place = editor(member, "VI")
    place.get_by_role("textbox").fill(f"{before}\n{mine}")
    place.get_by_role("textbox").blur()

    expect(place.locator("[data-conflict-mine]")).to_contain_text(mine)
    expect(place.locator("[data-conflict-server]")).to_contain_text(theirs)
    expect(place.locator("[data-conflict-by]")).to_have_text("Nông Thị Hiền")
    stage.album.shoot(member.page, "hai-nguoi-cung-sua", "two people wrote one heading; both texts are shown", at=place)

    member.press("Giữ bản của tôi", place)
    expect(place.locator("[data-save-state]")).to_contain_text(SAVED)
    place.get_by_role("textbox").fill(f"{before}\n{mine}\n{theirs}")
    place.get_by_role("textbox").blur()
    expect(place.locator("[data-save-state]")).to_contain_text(SAVED)
    with behind():
        kept = review_of(MEMBER).sections.get(key="VI")
        assert mine in kept.text
        assert theirs in kept.text
        assert any(theirs in version.text and mine not in version.text for version in kept.history.all())


def lose_the_login(stage: Stage) -> None:
    """The login ends while the member writes: the text stays on the computer and is offered after a new login."""
    member = stage.desk("dangvien")
    member.open(address_of(MEMBER))
    place = editor(member, "V")
    before = place.get_by_role("textbox").input_value()
    late = f"{before}\nĐã nhận trách nhiệm và đề ra biện pháp khắc phục trong quý IV."
    member.context.clear_cookies()
    place.get_by_role("textbox").fill(late)
    place.get_by_role("textbox").blur()
    expect(place.locator("[data-save-state]")).to_contain_text("Phiên làm việc đã hết hạn")
    stage.album.shoot(member.page, "het-phien", "the login has ended, the text is kept", at=place)

    place.get_by_role("link", name="Đăng nhập lại để lưu tiếp").click()
    member.page.get_by_label("Tên đăng nhập").fill("dangvien")
    member.page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    member.press("Đăng nhập")
    expect(member.heading).to_contain_text(MEMBER)
    expect(place.locator("[data-draft-text]")).to_contain_text("Đã nhận trách nhiệm")
    stage.album.shoot(member.page, "ban-nhap-con-giu", "after the new login the kept text is offered", at=place)
    member.press("Lấy bản nháp này", place)
    expect(place.locator("[data-save-state]")).to_contain_text(SAVED)
    with behind():
        assert "Đã nhận trách nhiệm" in review_of(MEMBER).sections.get(key="V").text


def send_own_review(stage: Stage) -> None:
    """The member sends the draft on the last timely day before the conference on Friday."""
    member = stage.desk("dangvien")
    member.open(address_of(MEMBER))
    member.page.get_by_role("button", name="Gửi dự thảo").first.click()
    expect(member.heading).to_contain_text("Gửi dự thảo")
    member.sees("đã đủ nội dung", "trước 03 ngày làm việc", "Người nhận")
    stage.album.shoot(member.page, "gui-du-thao", "who gets the draft and until when it has to go out", phone=True)
    member.press("Gửi dự thảo")
    member.is_told("Đã gửi dự thảo tới")
    stage.album.shoot(member.page, "ban-da-gui", "the draft as it was sent, with its receivers")
    with behind():
        assert review_of(MEMBER).state == "circulated"


def write_collective_report(stage: Stage) -> None:
    """The secretary writes Mẫu 01 of the standing committee; what is missing is named before it can go round."""
    head = stage.desk("bithu")
    head.open(f"{YEAR}/kiem-diem/")
    head.fill("Tìm theo tên", "ban thuong vu dang uy")
    head.press("Lọc")
    head.follow(STANDING)
    expect(head.heading).to_contain_text(STANDING)
    head.page.get_by_role("button", name="Gửi dự thảo").first.click()
    head.sees("Chưa gửi được, còn thiếu")
    stage.album.shoot(head.page, "mau-01-con-thieu", "an empty report cannot be sent; what is missing is linked")
    head.follow("Viết tiếp")
    for section in REPORT:
        if section.has_text and section.key != SUGGESTED:
            _write(head, section.key, text_for(section.key, is_person=False, seed=3))
        if section.has_degree:
            _judge(head, section.key, "T")
        if section.lines == SIGN:
            _find_nothing(head)
    _answer_for_last_year(head)
    head.page.locator("#self_level").get_by_label("Hoàn thành tốt nhiệm vụ").check()
    expect(head.page.locator("#self_level")).to_contain_text(SAVED)
    stage.album.shoot(head.page, "mau-01-da-viet", "Mẫu 01 written by the head", phone=True)
    head.page.get_by_role("button", name="Gửi dự thảo").first.click()
    head.press("Gửi dự thảo")
    head.is_told("Đã gửi dự thảo tới 6 đồng chí")


def look_in_from_another_tenant(stage: Stage) -> None:
    """The office of another commune does not even learn that the page exists."""
    stranger = stage.desk("vanphong.phulac")
    for address in (f"{address_of(MEMBER)}xem/", f"{YEAR}/tien-do/"):
        answer = stranger.page.goto(address)
        assert answer is not None
        assert answer.status == 404
    stage.album.shoot(stranger.page, "don-vi-khac", "another commune's office sees nothing of it")
