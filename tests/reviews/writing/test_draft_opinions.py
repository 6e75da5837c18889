"""Before the conference a draft may go to others for comments; each comes back and is handled."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import DraftOpinion
from reviews.services import draft_opinions as services
from reviews.services.circulation import circulate_review
from reviews.services.writing import save_section
from reviews.work import writing_work
from tests.factories.orgchart import NOON
from tests.reviews.writing.scene import make_scene

pytestmark = pytest.mark.clause("SL-II.4.1a-1")
DUE = NOON.date() + timedelta(days=5)


@pytest.fixture
def scene(db):
    made = make_scene()
    made.fill(made.report)
    return made


def ask(scene, **fields):
    """The report is sent to the stranger, who has an account."""
    given = {"review_id": scene.report.pk, "addressee": "", "person_id": scene.stranger.pk, "due_on": DUE} | fields
    return scene.call(services.ask_for_comments, **given)


def test_draft_goes_to_a_body_and_to_a_person_with_a_return_date_from_the_page(scene):
    office = scene.client(scene.author)
    url = scene.url(scene.report, "xin-gop-y")

    for data in ({"addressee": "Ủy ban MTTQ", "person": ""}, {"addressee": "", "person": scene.member.pk}):
        assert office.post(url, data | {"due_on": f"{date(2030, 1, 5):%d/%m/%Y}"}).status_code == 302

    page = office.get(url).content.decode()
    assert "Ủy ban MTTQ" in page
    assert "Lý Thị Én" in page
    assert page.count("05/01/2030") == 2


def test_addressee_reads_the_draft_as_it_was_sent_and_answers(scene):
    row = ask(scene)
    with scope(tenant=scene.tenant.pk):
        key = next(iter(row.content["sections"]))
    scene.call(save_section, review_id=scene.report.pk, key=key, version=1, text="Sửa sau khi gửi.")
    with scope(tenant=scene.tenant.pk):
        assert any("góp ý" in item.what.lower() for item in counted(writing_work(scene.outsider, NOON.date())))
    reader = scene.client(scene.outsider)
    url = f"/{scene.tenant.slug}/2024/gop-y-du-thao/{row.pk}/"

    page = reader.get(url).content.decode()
    assert "Sửa sau khi gửi." not in page
    assert reader.post(url, {"text": "Nên nói rõ hơn về giải ngân."}).status_code == 302

    row = scene.fresh(row)
    assert (row.text, row.answered_by) == ("Nên nói rõ hơn về giải ngân.", scene.outsider.account)


def test_every_comment_is_kept_with_its_handling(scene):
    row = ask(scene)
    with pytest.raises(Refused, match="chưa có ý kiến"):
        scene.call(services.handle_comment, opinion_id=row.pk, verdict="accepted", note="")
    scene.call(services.take_comment, opinion_id=row.pk, text="Bổ sung số liệu.", actor=scene.outsider)

    with pytest.raises(InvalidInput) as refusal:
        scene.call(services.handle_comment, opinion_id=row.pk, verdict="rejected", note="")
    assert set(refusal.value.errors) == {"note"}
    scene.call(services.handle_comment, opinion_id=row.pk, verdict="partly", note="Đã bổ sung mục I")

    row = scene.fresh(row)
    assert (row.verdict, row.note) == ("partly", "Đã bổ sung mục I")
    page = scene.client(scene.author).get(scene.url(scene.report, "xin-gop-y")).content.decode()
    assert "Tiếp thu một phần: Đã bổ sung mục I" in page


def test_step_is_optional_and_over_once_the_draft_goes_round(scene):
    scene.call(circulate_review, review_id=scene.report.pk)

    with scope(tenant=scene.tenant.pk):
        assert not DraftOpinion.objects.exists()
    with pytest.raises(Refused, match="Chỉ xin góp ý khi đang dự thảo"):
        ask(scene)


def test_nobody_else_reads_the_draft_or_handles_a_comment(scene):
    row = ask(scene)
    scene.call(services.take_comment, opinion_id=row.pk, text="Nhất trí.", actor=scene.outsider)
    url = f"/{scene.tenant.slug}/2024/gop-y-du-thao/{row.pk}/"

    assert scene.client(scene.reader).get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        scene.call(services.handle_comment, opinion_id=row.pk, verdict="accepted", note="", actor=scene.outsider)
    with pytest.raises(NotVisible):
        scene.call(services.handle_comment, opinion_id=row.pk, verdict="accepted", note="", actor=scene.reader)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"person_id": None}, "addressee"),
        ({"due_on": NOON.date() - timedelta(days=1)}, "due_on"),
    ],
)
def test_request_without_somebody_or_in_the_past_is_told_at_its_field(scene, fields, field):
    with pytest.raises(InvalidInput) as refusal:
        ask(scene, **fields)

    assert set(refusal.value.errors) == {field}


def test_nobody_is_asked_twice(scene):
    ask(scene)

    with pytest.raises(InvalidInput, match="đã được xin ý kiến"):
        ask(scene)
