"""The pages through the client: who sees what, what comes back, how many statements it takes."""

import re
from datetime import date

import pytest

from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import FormKind
from reviews.services.circulation import withdraw_review
from reviews.services.transitions import finalise_review
from reviews.services.writing import save_section
from tests.factories.orgchart import AccountFactory, actor_for
from tests.factories.reviews import CycleFactory, ReviewFactory, ReviewSectionFactory, SubjectFactory
from tests.reviews.writing.scene import TEXT, shortcoming_of

JSON = {"HTTP_ACCEPT": "application/json"}


def test_level_and_shortcoming_are_saved_by_themselves(scene):
    client, row = scene.client(scene.author), shortcoming_of(scene)

    level = client.post(scene.url(scene.review, "muc-tu-nhan"), {"level": "HTT", "version": "0"}, **JSON)
    line = client.post(scene.url(scene.review, "han-che", str(row.pk)), {"status": "fixed", "version": "0"}, **JSON)

    assert (level.json()["version"], line.json()["version"]) == (1, 1)


def page_fields(response):
    """What a browser would send back when the form of the page is submitted unchanged."""
    html = response.content.decode()
    body = html[html.index('id="review-form"') :]
    body = re.sub(r"<template.*?</template>", "", body[: body.index("</form>")], flags=re.DOTALL)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', body, re.DOTALL))
    fields |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', body))
    return fields


def test_whole_page_is_saved_without_javascript(scene):
    row = shortcoming_of(scene)
    client = scene.client(scene.author)
    fields = page_fields(client.get(scene.url(scene.review)))
    typed = {
        "I-3": "Đã thực hiện cam kết.",
        "I-3-degree": "T",
        "self_level": "HTT",
        f"han-che-{row.pk}-status": "fixed",
    }

    answer = client.post(scene.url(scene.review), fields | typed)

    assert answer.status_code == 302
    again = page_fields(client.get(scene.url(scene.review)))
    assert {key: again[key] for key in typed} == typed


def test_whole_page_sent_unchanged_changes_nothing_that_others_wrote_meanwhile(scene):
    client = scene.client(scene.author)
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Bản đầu.")
    fields = page_fields(client.get(scene.url(scene.review)))
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=1, text="Của văn phòng.", actor=scene.office)

    answer = client.post(scene.url(scene.review), fields | {"V": "Chỉ mục này đổi."})

    assert answer.status_code == 302
    again = page_fields(client.get(scene.url(scene.review)))
    assert (again["VI"], again["V"]) == ("Của văn phòng.", "Chỉ mục này đổi.")


def test_conflict_without_javascript_shows_both_texts_and_lets_one_choose(scene):
    client = scene.client(scene.author)
    fields = page_fields(client.get(scene.url(scene.review)))
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Của văn phòng.", actor=scene.office)

    refused = client.post(scene.url(scene.review), fields | {"VI": "Của tôi.", "V": "Mục khác."})

    html = refused.content.decode()
    assert refused.status_code == 409
    assert page_fields(refused)["VI"] == "Của tôi."
    assert 'data-state="saved"' not in html[html.index('id="VI-section"') : html.index('id="self_level"')]
    assert "Của văn phòng." in html
    assert scene.office.account.full_name in html
    assert page_fields(refused)["V"] == "Mục khác."

    answer = client.post(scene.url(scene.review), page_fields(refused) | {"VI-choice": "mine"})
    assert answer.status_code == 302
    assert page_fields(client.get(scene.url(scene.review)))["VI"] == "Của tôi."


def test_server_text_can_be_taken_without_javascript(scene):
    client = scene.client(scene.author)
    fields = page_fields(client.get(scene.url(scene.review)))
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Của văn phòng.", actor=scene.office)
    refused = client.post(scene.url(scene.review), fields | {"VI": "Của tôi."})

    client.post(scene.url(scene.review), page_fields(refused) | {"VI-choice": "server"})

    assert page_fields(client.get(scene.url(scene.review)))["VI"] == "Của văn phòng."


def test_what_cannot_be_taken_comes_back_with_everything_typed(scene):
    client = scene.client(scene.author)
    fields = page_fields(client.get(scene.url(scene.review)))
    long = "a" * 20_001

    refused = client.post(scene.url(scene.review), fields | {"VI": long, "self_level": "sai", "V": "Được lưu."})

    assert refused.status_code == 422
    assert page_fields(refused)["VI"] == long
    assert "20.001" in refused.content.decode()
    assert page_fields(client.get(scene.url(scene.review)))["V"] == "Được lưu."


def test_single_section_without_javascript_comes_back_with_both_texts(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Của văn phòng.", actor=scene.office)

    refused = scene.client(scene.author).post(
        scene.url(scene.review, "muc", "VI"), {"text": "Của tôi.", "version": "0"}
    )

    assert refused.status_code == 409
    assert "Của văn phòng." in refused.content.decode()
    assert page_fields(refused)["VI"] == "Của tôi."


def last_years_review(scene, **fields):
    cycle = CycleFactory(tenant=scene.tenant, year=2023, state="closed")
    subject = SubjectFactory(tenant=scene.tenant, cycle=cycle, person=scene.head, unit=scene.review.subject.unit)
    review = ReviewFactory(subject=subject, **({"state": "final", "self_level": "HTT", "finalised_at": None} | fields))
    ReviewSectionFactory(review=review, key="VI", text="Năm ngoái hứa đi cơ sở.")
    return review


def test_last_years_text_is_offered_heading_by_heading(scene):
    last_years_review(scene)

    html = scene.client(scene.author).get(scene.url(scene.review)).content.decode()

    assert "Năm 2023 đã viết" in html
    assert html.count("Năm ngoái hứa đi cơ sở.") == 1


def test_last_years_text_is_offered_only_when_it_was_final(scene):
    last_years_review(scene, state="draft", self_level="")

    assert "Năm ngoái hứa" not in scene.client(scene.author).get(scene.url(scene.review)).content.decode()


@pytest.mark.clause("HY-M02-9", "HY-B.I.3.1-7")
def test_all_open_shortcomings_of_earlier_years_stand_on_the_page(scene):
    shortcoming_of(scene, year=2021, text="Hạn chế từ năm 2021.")
    shortcoming_of(scene, text="Hạn chế năm ngoái.")
    shortcoming_of(scene, text="Đã khắc phục xong.", is_open=False)
    shortcoming_of(scene, text="Của đồng chí khác.", person=scene.member)

    html = scene.client(scene.author).get(scene.url(scene.review)).content.decode()

    assert "Hạn chế từ năm 2021." in html
    assert "Hạn chế năm ngoái." in html
    assert "Đã khắc phục xong." not in html
    assert "Của đồng chí khác." not in html


def test_office_sees_for_whom_it_writes(scene):
    ours = scene.client(scene.office).get(scene.url(scene.review)).content.decode()
    own = scene.client(scene.author).get(scene.url(scene.review)).content.decode()

    assert "nhập thay cho <strong>đồng chí Ma Văn Hòa</strong>" in ours
    assert "nhập thay cho" not in own


@pytest.mark.parametrize("kind", [FormKind.LEADER_REVIEW, FormKind.COLLECTIVE_REPORT])
def test_page_is_headed_by_subject_and_year(scene, kind):
    review = scene.review if kind == FormKind.LEADER_REVIEW else scene.report
    html = scene.client(scene.author).get(scene.url(review)).content.decode()

    assert f"{review.subject.name} – năm 2024" in html


@pytest.mark.clause("HY-M01-3")
def test_report_opens_with_its_sentence_on_both_pages(scene):
    client = scene.client(scene.author)
    sentence = "nhiệm vụ chính trị tại cơ quan; tập thể Ban Thường vụ Đảng ủy kiểm điểm với các nội dung"

    assert sentence in client.get(scene.url(scene.report)).content.decode()
    assert sentence in client.get(scene.url(scene.report, "xem")).content.decode()


@pytest.mark.clause("HY-M01-13")
def test_part_five_of_the_report_offers_the_listed_headings_for_the_text(scene):
    html = scene.client(scene.author).get(scene.url(scene.report)).content.decode()

    outline = html[html.index('id="V-outline"') : html.index('data-take-from="V-outline" data-take-into="V"')]
    assert [re.search(words, outline) is not None for words in (
        "nhiệm vụ chính trị", "tập trung dân chủ", "quy chế làm việc", "tổ chức, cán bộ", "quản lý đảng viên",
        "phương thức lãnh đạo", "tham nhũng, lãng phí", "xử lý sai phạm",
    )] == [True] * 8  # fmt: skip


@pytest.mark.clause("CC-III.3-6")
def test_period_of_a_suspended_member_ends_the_day_before(scene):
    with scope(tenant=scene.tenant.pk):
        scene.head_post.suspended_on = date(2024, 9, 1)
        scene.head_post.save()

    assert "Đến hết ngày 31/08/2024" in scene.client(scene.author).get(scene.url(scene.review)).content.decode()
    scene.send(scene.review)
    assert scene.fresh(scene.review).identity["reviewed_until"] == "2024-08-31"
    assert "Đến hết ngày 31/08/2024" in scene.client(scene.reader).get(scene.url(scene.review, "xem")).content.decode()


def test_drafts_are_seen_by_their_writers_only(scene):
    organisation_board = actor_for(scene.tenant, Role.ORGANISATION_BOARD)
    codes = {
        name: scene.client(actor).get(scene.url(scene.review, "xem")).status_code
        for name, actor in (
            ("author", scene.author), ("office", scene.office), ("member", scene.reader),
            ("stranger", scene.outsider), ("board", organisation_board),
        )
    }  # fmt: skip

    assert codes == {"author": 200, "office": 200, "member": 404, "stranger": 404, "board": 404}


def test_sent_drafts_are_seen_by_recipients_and_those_who_run_the_year(scene):
    organisation_board = actor_for(scene.tenant, Role.ORGANISATION_BOARD)
    scene.send(scene.review)

    codes = {
        name: scene.client(actor).get(scene.url(scene.review, "xem")).status_code
        for name, actor in (("member", scene.reader), ("stranger", scene.outsider), ("board", organisation_board))
    }
    assert codes == {"member": 200, "stranger": 404, "board": 200}
    assert scene.client(scene.reader).get(scene.url(scene.review)).status_code == 403

    scene.call(withdraw_review, review_id=scene.review.pk)
    assert scene.client(scene.reader).get(scene.url(scene.review, "xem")).status_code == 404


def test_recipient_reads_the_version_that_was_sent_until_the_text_is_final(scene):
    scene.confer(scene.review)
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=1, text="Bản đang sửa sau hội nghị.")
    client = scene.client(scene.reader)

    during = client.get(scene.url(scene.review, "xem")).content.decode()
    assert TEXT in during
    assert "Bản đang sửa" not in during

    scene.call(finalise_review, review_id=scene.review.pk, self_level="HTT")
    assert "Bản đang sửa" in client.get(scene.url(scene.review, "xem")).content.decode()


def test_opening_the_page_is_noted_on_the_receipt(scene):
    scene.send(scene.review)
    assert "Chưa mở" in scene.client(scene.author).get(scene.url(scene.review, "xem")).content.decode()

    scene.client(scene.reader).get(scene.url(scene.review, "xem"))

    assert "Chưa mở" not in scene.client(scene.author).get(scene.url(scene.review, "xem")).content.decode()


@pytest.mark.parametrize("rest", [[], ["xem"], ["gui"], ["hoan-chinh"], ["muc", "VI", "lich-su"]])
def test_pages_of_a_review_do_not_exist_for_another_tenant_and_another_year(scene, rest):
    other = SubjectFactory()
    stranger = actor_for(other.tenant, Role.OFFICE)
    theirs = scene.url(scene.review, *rest).replace(scene.tenant.slug, other.tenant.slug)

    assert scene.client(stranger).get(scene.url(scene.review, *rest)).status_code == 404
    assert scene.client(stranger).get(theirs).status_code == 404
    assert scene.client(scene.office).get(scene.url(scene.review, *rest, year=2023)).status_code == 404


def test_moves_that_the_state_forbids_answer_409(scene):
    client = scene.client(scene.office)

    codes = [
        client.post(scene.url(scene.review, name), {"self_level": "HTT", "confirmed": "on"}).status_code
        for name in ("rut", "hoan-chinh", "xac-nhan")
    ]

    assert codes == [409, 409, 409]


def test_sending_lists_what_is_missing_with_links_and_the_recipients_when_nothing_is(scene):
    client = scene.client(scene.author)
    scene.fill(scene.review, without="VI")

    html = client.get(scene.url(scene.review, "gui")).content.decode()
    assert f'href="{scene.url(scene.review)}#VI-section"' in html
    assert client.post(scene.url(scene.review, "gui")).status_code == 409

    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Đi cơ sở.")
    assert "Lý Thị Én" in client.get(scene.url(scene.review, "gui")).content.decode()
    assert client.post(scene.url(scene.review, "gui")).status_code == 302


def test_office_is_asked_for_the_heads_approval_at_the_field(scene):
    scene.fill(scene.report)
    client = scene.client(scene.office)

    refused = client.post(scene.url(scene.report, "gui"))

    assert refused.status_code == 422
    assert "người đứng đầu đã duyệt" in refused.content.decode()
    assert client.post(scene.url(scene.report, "gui"), {"approved": "on"}).status_code == 302


def test_final_text_needs_the_tick_and_keeps_the_chosen_level(scene):
    scene.confer(scene.review)
    client = scene.client(scene.author)

    refused = client.post(scene.url(scene.review, "hoan-chinh"), {"self_level": "XS"})
    assert refused.status_code == 422
    assert 'value="XS" checked' in refused.content.decode()

    assert (
        client.post(scene.url(scene.review, "hoan-chinh"), {"self_level": "XS", "confirmed": "on"}).status_code == 302
    )
    assert "Hoàn thành xuất sắc nhiệm vụ" in client.get(scene.url(scene.review, "xem")).content.decode()


@pytest.mark.clause("HY-A.2-3")
def test_every_version_of_a_heading_stays_readable_with_its_writer(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Bản của tôi.")
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=1, text="Bản nhập thay.", actor=scene.office)

    html = scene.client(scene.author).get(scene.url(scene.review, "muc", "VI", "lich-su")).content.decode()

    assert html.index("Bản nhập thay.") < html.index("lưu bản thứ 1")
    assert "Bản của tôi." in html
    assert "nhập thay đồng chí Ma Văn Hòa" in html


def test_account_without_membership_finds_no_tenant(scene):
    client = scene.client(scene.author)
    client.force_login(AccountFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(scene.url(scene.review)).status_code == 404
