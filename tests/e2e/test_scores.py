"""A year by points: the office enters the sheet into its own set, the year is scored, appraised and decided by it.

The set is made from the plan of Sơn La, whose score sheet no document at hand carries.
"""

import re
from datetime import date

import pytest
from django.db import transaction

from orgchart.tenancy import scope
from reviews.services.cycles import create_cycle
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.factories.orgchart import NOON
from tests.ratings.conftest import Town

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TITLE = "Quy định chấm điểm năm 2025"
LINES = (
    ("Phẩm chất, đạo đức, tác phong", "Tiêu chí chung", "20"),
    ("Chấp hành kỷ luật, quy chế", "Tiêu chí chung", "10"),
    ("Kết quả nhiệm vụ được giao", "Kết quả thực hiện nhiệm vụ", "70"),
)
SCALE = (
    ("Điểm tối đa của tiêu chí chung", "30"), ("Điểm tối đa của kết quả nhiệm vụ", "70"),
    ("Hoàn thành xuất sắc từ", "90"), ("Hoàn thành tốt từ", "70"), ("Hoàn thành từ", "50"),
)  # fmt: skip


def cite(office: Desk) -> None:
    """Every entry of a set needs its source."""
    office.content.get_by_label("Chính văn bản này").check()
    office.fill("Lý do, điểm mục", "mục IV")
    office.press("Ghi")
    office.is_told("Đã ghi")


def enter_the_sheet(office: Desk, town: Town, album: Album) -> str:
    """Lines, scale, bands; the code of the set."""
    office.open(f"/{town.tenant.slug}/bo-quy-dinh/")
    album.shoot(office.page, "danh-sach-bo", "the list of sets", phone=True)
    office.follow(re.compile("Ban Dân tộc"))
    album.shoot(office.page, "bo-son-la", "the set of Sơn La", phone=True)
    office.follow("Lập bộ mới từ bộ này")
    office.fill("Năm áp dụng", "2025")
    office.fill("Tên bộ quy định", TITLE)
    album.shoot(office.page, "lap-bo", "a new set", phone=True)
    office.press("Lập bộ quy định")
    for title, part, points in LINES:
        office.follow("Thêm dòng vào Nhóm tiêu chí chấm điểm")
        office.fill("Nhóm tiêu chí", title)
        office.content.get_by_label("Đối tượng", exact=True).select_option(label="Mọi đối tượng")
        office.content.get_by_label("Phần", exact=True).select_option(label=part)
        office.fill("Điểm tối đa", points)
        cite(office)
    office.follow("Sửa thang điểm")
    for label, points in SCALE:
        office.content.get_by_label(label, exact=True).fill(points)
    album.shoot(office.page, "thang-diem", "the scale and its bands", phone=True)
    cite(office)
    album.shoot(office.page, "ban-soan", "the draft", phone=True)
    office.press("Trình duyệt")
    office.is_told("Đã trình duyệt")
    return office.page.url.rstrip("/").rsplit("/", 1)[-1]


def test_sheets_entered_as_data_are_scored_appraised_and_decided(
    office: Desk, head: Desk, small_town: Town, album: Album
) -> None:
    town = small_town
    code = enter_the_sheet(office, town, album)
    head.open(f"/{town.tenant.slug}/bo-quy-dinh/{code}/")
    head.press("Duyệt bộ quy định")
    head.is_told("Đã duyệt")
    with transaction.atomic(), scope(tenant=town.tenant.pk):
        town.cycle = create_cycle(
            year=2025, set_code=code, rating_date=date(2025, 12, 3), title="Năm 2025", actor=town.office, at=NOON
        )
        town.meeting_day = date(2025, 12, 5)
        leader = town.leader("Ma Văn Tốt")
        town.prepare()
        case = town.case(leader)
    at = f"/{town.tenant.slug}/2025"

    office.open(f"{at}/tu-cham-diem/{case.pk}/")
    for (title, _, _), points in zip(LINES, ("18", "9.5", "55"), strict=True):
        office.content.get_by_label(title).fill(points)
    album.shoot(office.page, "tu-cham", "the own column", phone=True)
    office.press("Ghi phiếu tự chấm điểm")
    office.is_told("Đã ghi điểm")
    office.sees("27,50", "82,50")
    album.shoot(office.page, "tu-cham-xong", "the own column with its sums", phone=True)
    office.open(f"{at}/xep-loai/tham-dinh/{case.pk}/")
    for (title, _, _), points in zip(LINES, ("17", "9", "52"), strict=True):
        office.content.get_by_label(title).fill(points)
    album.shoot(office.page, "tham-dinh", "the appraisal by points", phone=True)
    office.press("Ghi thẩm định")
    office.is_told("Đã ghi")
    album.shoot(office.page, "tham-dinh-xong", "the appraisal stored", phone=True)
    with transaction.atomic():
        board = town.board(leader)
        town.vote(board, {leader: 5})
        town.decide(board)
    office.open(f"{at}/xep-loai/tham-dinh/{case.pk}/diem-quyet-dinh/")
    album.shoot(office.page, "diem-quyet-dinh", "the decided column", phone=True)
    office.press("Ghi điểm quyết định")
    office.is_told("Đã ghi điểm")
    office.sees("26,00", "78,00")
    assert office.complaints == head.complaints == []
