"""Through the year as the office and the head see it: remedies followed, targets reported on, equals compared."""

import re

import pytest
from playwright.sync_api import expect

from reviews.models import RemediationPlan
from tests.e2e.stage import YEAR, Stage, behind

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_remedies_and_targets_are_followed(stage: Stage) -> None:
    office, head = stage.desk("vanphong"), stage.desk("bithu")
    office.open("/cho-chu/2023/khac-phuc/")
    office.sees("Khắc phục hạn chế, khuyết điểm – năm 2023")
    stage.album.shoot(office.page, "khac-phuc", "the plans of last year, one in force, one to be approved", phone=True)
    with behind():
        waiting = RemediationPlan.objects.filter(state="submitted").order_by("pk").first()
        in_force = RemediationPlan.objects.filter(state="approved").order_by("pk").first()
        assert waiting is not None
        assert in_force is not None
        item = in_force.items.order_by("pk").first()
        draft = RemediationPlan.objects.filter(state="draft").order_by("pk").first()
        assert item is not None

    head.open(f"/cho-chu/2023/khac-phuc/{waiting.pk}/")
    stage.album.shoot(head.page, "ke-hoach-cho-duyet", "a plan that waits for the head's approval", phone=True)
    head.page.get_by_label("Người theo dõi, kiểm tra").select_option(index=1)
    head.press("Duyệt, phân công theo dõi")
    head.is_told(re.compile("Đã duyệt kế hoạch khắc phục"))

    office.open(f"/cho-chu/2023/khac-phuc/muc/{item.pk}/")
    office.page.get_by_label("Đang khắc phục").check()
    office.fill("Việc đã làm, kết quả", "Đã giao ban đủ 12 tuần, còn 01 việc chậm.")
    office.press("Ghi tiến độ")
    office.is_told(re.compile("Đã ghi tiến độ"))
    stage.album.shoot(office.page, "tien-do", "the log of one shortcoming and the form for the next report", phone=True)
    if draft is not None:
        office.open(f"/cho-chu/2023/khac-phuc/{draft.pk}/")
        office.press("Ghi và trình duyệt")
        expect(office.page.get_by_role("alert")).to_contain_text("Chưa trình duyệt được")
        stage.album.shoot(office.page, "con-thieu", "a plan with empty places, each named with a link", phone=True)

    office.open(f"{YEAR}/chi-tieu/")
    stage.album.shoot(office.page, "chi-tieu-cua-nam", "whose targets there are, and what share is met", phone=True)
    office.follow(re.compile("Ủy ban nhân dân thị trấn"))
    office.sees("Thu ngân sách trên địa bàn")
    stage.album.shoot(office.page, "chi-tieu", "the targets and products of the People's Committee", phone=True)
    office.follow("Bê tông hóa đường tổ dân phố")
    stage.album.shoot(office.page, "mot-chi-tieu", "one target: its result and what was set", phone=True)
    office.fill("Giá trị đạt được", "3,6")
    office.press("Ghi kết quả")
    office.sees("Đạt 4/4 chỉ tiêu, nhiệm vụ")

    office.open(f"{YEAR}/xep-loai/doi-tuong/")
    office.page.get_by_role("link", name=re.compile("^So sánh")).first.click()
    stage.album.shoot(office.page, "so-sanh", "equals side by side before the vote", phone=True)
    assert stage.complaints() == []
