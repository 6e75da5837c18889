"""The pages of regulation sets."""

import re

import pytest

from orgchart.kinds import Role
from reviews.models import OwnSet
from reviews.queries.own_sets import content_of
from reviews.services.own_sets import submit_set
from tests.factories.orgchart import NOON, actor_for
from tests.reviews.sets.conftest import OWN

DECIDED = {"source_kind": "decision", "decision": "Kế hoạch năm 2025", "reason": "mục III.2", "mode": "open"}


def text_of(answer):
    """The page without tags, so that a sentence is found across them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.clause("CC-0-1")
def test_a_built_in_set_shows_every_value_in_words_with_its_source(house, django_assert_max_num_queries):
    client = house.browser(house.office)

    with django_assert_max_num_queries(20):
        page = client.get(house.url("set", "son-la-bdt-2022"))
    words = text_of(page)

    assert page.status_code == 200
    assert "Tỷ lệ tối đa xếp loại Xuất sắc 20%" in words
    assert "không cho thay đổi" in words
    assert "Bản tự chấm điểm của lãnh đạo" in words
    assert "Khung tiêu chí cấp ủy" in words
    assert "Còn để ngỏ" in text_of(client.get(house.url("set", "trung-uong-366-2025")))
    found = text_of(client.get(house.url("set", "hung-yen-2019"), {"tim": "lam tron"}))
    assert "Cách làm tròn Làm tròn xuống" in found
    assert "Số ngày làm việc" not in found
    only = text_of(client.get(house.url("set", "hung-yen-2019"), {"loc": "khac"}))
    assert "Văn bản trên:" in only
    assert client.get(house.url("set", "khong-co")).status_code == 404
    assert client.get(house.url("set_value", "hung-yen-2019", "khong.co")).status_code == 404


@pytest.mark.clause("HY-B.II.1.4-4")
def test_the_page_of_a_value_quotes_where_it_comes_from(house):
    words = text_of(house.browser(house.head).get(house.url("set_value", "hung-yen-2019", "cap.rate")))

    assert "không vượt quá 20%" in words
    assert "Hướng dẫn 10-HD/TU ngày 18/11/2019" in words


def test_a_set_is_made_changed_submitted_and_approved_by_two_people(house):
    office, head = house.browser(house.office), house.browser(house.head)
    assert "Lập bộ quy định" in office.get(house.url("set_list")).content.decode()
    head_of = {"made_from": "cho-chu-2024", "relation": "base", "year": 2025, "title": "Kế hoạch 2025", "issuer": "BTV"}
    bad = office.post(house.url("set_new"), head_of | {"year": "hai nghìn"})
    assert bad.status_code == 422
    assert 'value="Kế hoạch 2025"' in bad.content.decode()

    made = office.post(house.url("set_new"), head_of)
    row = OwnSet.objects.get()
    assert made["Location"] == house.url("set", row.code)
    address = house.url("set_value", row.code, "exempt.minMonths")
    refused = office.post(address, DECIDED | {"value": "ba", "reason": "", "lam": "ghi"})
    assert refused.status_code == 422
    assert "không có căn cứ" in refused.content.decode()
    assert 'value="ba"' in refused.content.decode()
    assert office.post(address, DECIDED | {"value": "ba", "lam": "ghi"}).status_code == 422
    written = office.post(address, DECIDED | {"value": "4", "lam": "ghi"}, follow=True)
    assert "Số tháng giữ chức vụ tối thiểu để xếp loại 4 tháng Văn bản trên: 6 tháng" in text_of(written)
    assert head.post(address, DECIDED | {"value": "3", "lam": "ghi"}).status_code == 403

    assert office.post(house.url("set_move", row.code, "trinh")).status_code == 302
    assert office.post(house.url("set_move", row.code, "duyet")).status_code == 403
    assert head.post(house.url("set_move", row.code, "tra-lai"), {"reason": ""}).status_code == 422
    assert head.post(house.url("set_move", row.code, "duyet")).status_code == 302
    assert office.post(house.url("set_move", row.code, "trinh")).status_code == 409
    assert "Kế hoạch 2025" in office.get(house.url("cycle_new")).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("order.highestLast", {"value": "co"}, "Có"),
        ("vote.quorum", {"value": "3/4"}, "3/4"),
        ("deadline.remindDays", {"value": "10, 5"}, "10, 5 ngày"),
        ("cap.smallGroup.kinds", {"value": ["leaders"]}, "Cán bộ lãnh đạo, quản lý"),
        ("level.knock.memberDiscipline", {"value": "khien_trach"}, "Khiển trách"),
        ("inspect.reReview", {"value": "Cấp trên\nBan Chấp hành"}, "Cấp trên; Ban Chấp hành"),
        ("conf.minDuration", {"value": "Tên tập thể: chi ủy; Số ngày: 0,5"}, "Tên tập thể: chi ủy; Số ngày: 0,5"),
        ("decide.body[cell]", {"value": "executiveCommittee"}, "Ban chấp hành"),
    ],
)
def test_every_type_of_value_has_its_control(house, name, value, words):
    row, office = house.make(), house.browser(house.office)
    address = house.url("set_value", row.code, name)
    assert office.get(address).status_code == 200

    answer = office.post(address, DECIDED | value | {"lam": "ghi"})

    assert answer.status_code == 302, text_of(answer)
    assert words in text_of(office.get(address))


def test_a_colleagues_change_of_the_same_value_is_shown_beside_what_was_typed(house):
    row, office = house.make(), house.browser(house.office)
    address = house.url("set_value", row.code, "notify.days")
    colleague = actor_for(house.tenant, Role.OFFICE)
    house.change(row, "notify.days", {"value": 3, "source": OWN}, actor=colleague)

    clash = office.post(address, DECIDED | {"value": "4", "seen": "", "lam": "ghi"})

    page = clash.content.decode()
    assert clash.status_code == 409
    assert 'value="4"' in page
    assert "3 ngày làm việc" in page
    assert colleague.account.full_name in page
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert office.post(address, DECIDED | {"value": "4", "seen": seen[1], "lam": "ghi"}).status_code == 302
    assert house.reading(row).value("notify.days") == 4


def test_rows_are_edited_on_their_own_page(house):
    row, office = house.make(), house.browser(house.office)
    new = house.url("set_row", row.code, "deadlines", "moi")
    cells = {"title": "Chi bộ họp xong", "day": 10, "month": 11, "year_offset": "0", "phase": "review"}
    assert office.post(new, DECIDED | cells | {"day": 31, "lam": "ghi"}).status_code == 422

    assert office.post(new, DECIDED | cells | {"lam": "ghi"}).status_code == 302
    dossier = house.url("set_row", row.code, "deadlines", "dossier")
    assert "Hồ sơ kiểm điểm" in office.get(dossier).content.decode()
    assert office.post(dossier, {"lam": "khong-ap-dung"}).status_code == 302

    words = text_of(office.get(house.url("set", row.code)))
    assert "Chi bộ họp xong" in words
    assert "Không áp dụng" in words
    assert office.get(house.url("set_row", row.code, "open_points", "x")).status_code == 404
    assert office.get(house.url("set_row", row.code, "deadlines", "khong-co")).status_code == 404
    assert office.get(house.url("set_row", "cho-chu-2024", "deadlines", "moi")).status_code == 403


def test_a_trial_shows_what_changes_and_stores_nothing(house):
    row, office = house.make(), house.browser(house.office)
    address = house.url("set_value", row.code, "prep.collectiveLead")

    answer = office.post(address, {"value": "4", "lam": "thu"})

    assert answer.status_code == 200
    assert "Chưa có đợt kiểm điểm nào" in answer.content.decode()
    assert OwnSet.objects.get(pk=row.pk).content == row.content
    submit_set(set_id=row.pk, actor=house.office, at=NOON)
    assert office.post(address, DECIDED | {"value": "4", "lam": "ghi"}).status_code == 409


def test_criteria_frames_and_the_scale_of_points_are_written_by_the_issuer(house):
    row, office = house.make(relation="parent", made_from="hung-yen-2019"), house.browser(house.office)
    source = {key: value for key, value in DECIDED.items() if key != "mode"}
    frame = house.url("set_frame", row.code, "cap-uy")
    page = office.get(frame)
    lines = {"dong-TOTAL_FORMS": 2, "dong-INITIAL_FORMS": 0}
    first = {"dong-0-code": "1a", "dong-0-title": "Đoàn kết", "dong-0-group": "Xây dựng", "dong-0-basic": "on"}
    second = {"dong-1-code": "3", "dong-1-title": "Khắc phục", "dong-1-group": "Khắc phục"}

    unlocked = office.post(frame, source | lines | first | {"title": "Khung cấp ủy", "subject": "collective"})
    written = office.post(frame, source | lines | first | second | {"title": "Khung mới", "subject": "collective"})

    assert "Xây dựng tập thể" in page.content.decode()
    assert unlocked.status_code == 422
    assert "Thiếu tiêu chí bắt buộc 3" in text_of(unlocked)
    assert written.status_code == 302
    chosen = house.reading(row).criteria_for("standing_committee")
    assert (chosen.title, [one.code for one in chosen.criteria]) == ("Khung mới", ["1a", "3"])
    assert office.post(frame, source | lines | first | {"title": "", "subject": "collective"}).status_code == 422

    scale = house.url("set_scoring", row.code)
    points = {"general": 30, "results": 60, "XS": 90, "HTT": 70, "HT": 50}
    refused = office.post(scale, source | points)
    assert refused.status_code == 422
    assert "30 + 60 = 90, không phải 100" in text_of(refused)
    assert office.post(scale, source | points | {"results": 70}).status_code == 302
    assert house.reading(row).scoring.bands == {"XS": 90, "HTT": 70, "HT": 50}
    group = {"title": "Tự nhận", "subject": "leader", "part": "general", "points": 20, "lam": "ghi"}
    address = house.url("set_row", row.code, "score_groups", "moi")
    assert "phần này có 30 điểm" in text_of(office.post(address, DECIDED | group))
    assert office.post(address, DECIDED | group | {"points": 30}).status_code == 302
    assert office.get(house.url("set_frame", "cho-chu-2024", "cap-uy")).status_code == 403


def test_the_office_gives_a_draft_up_on_its_page(house):
    row, office = house.make(), house.browser(house.office)
    page = house.url("set", row.code)
    offered = office.get(page).content.decode()

    done = office.post(house.url("set_move", row.code, "bo"), follow=True).content.decode()
    listed = office.get(house.url("set_list")).content.decode()

    assert "Bỏ bản soạn này" in offered
    assert "Đã bỏ bản soạn" in done
    assert "Bỏ bản soạn này" not in done
    assert "Lập bộ mới từ bộ này" not in done
    assert listed.index("Đã bỏ") > listed.index("Có sẵn")


@pytest.mark.clause("HY-B.I.3.2-4")
def test_the_issuer_attaches_criteria_to_a_post_title(house):
    row, office = house.make(relation="parent", made_from="hung-yen-2019"), house.browser(house.office)
    source = {key: value for key, value in DECIDED.items() if key != "mode"}
    lines = {"dong-TOTAL_FORMS": 1, "dong-INITIAL_FORMS": 0}
    line = {"dong-0-code": "7", "dong-0-title": "Chủ trì, điều hành", "dong-0-group": "Chức trách"}
    frame = source | lines | line | {"title": "Khung bí thư", "subject": "individual"}
    assert office.post(house.url("set_frame", row.code, "moi"), frame).status_code == 302
    own = content_of(OwnSet.objects.get(pk=row.pk))["frame"][-1]["code"]
    address = house.url("set_row", row.code, "criteria_for", "moi")
    typed = DECIDED | {"key": "individual", "post_title": "Bí thư", "frame": own, "lam": "ghi"}

    refused = office.post(address, typed | {"key": "department"})
    written = office.post(address, typed)
    shown = office.get(house.url("set", row.code)).content.decode()

    assert refused.status_code == 422
    assert "Chỉ ghi chức danh khi loại đối tượng là “Cá nhân”" in text_of(refused)
    assert written.status_code == 302
    found = house.reading(row)
    assert [one.code for one in found.criteria_for("individual", "Bí thư Đảng ủy").criteria] == ["7"]
    assert found.criteria_for("individual", "Phó Bí thư").code == found.criteria_for("individual").code
    assert "Khung bí thư" in shown
