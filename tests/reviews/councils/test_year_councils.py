"""Councils of a year: appointed, met in time, and their approved initiatives on the sheets of the authors."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from orgchart.errors import InvalidInput, Refused
from orgchart.tenancy import scope
from reviews.calendar import last_timely_day
from reviews.models import Deadline, Initiative, Product
from reviews.queries import year_councils as found
from reviews.regulations.loader import load_set
from reviews.services import year_councils as councils
from tests.factories.orgchart import NOON
from tests.factories.reviews import DeadlineFactory
from tests.reviews.writing.scene import make_scene


@pytest.fixture
def scene(db):
    return make_scene()


def appoint(scene, kind="initiatives", **more):
    given = {
        "cycle_id": scene.cycle.pk, "kind": kind, "decision_number": "12/QĐ-BDT", "decided_on": date(2024, 11, 1),
        "chair_id": scene.head.pk, "member_ids": [scene.member.pk], "actor": scene.office,
    }  # fmt: skip
    return scene.call(councils.appoint_council, **(given | more))


def put(scene, council, person=None, title="Số hóa hồ sơ đảng viên"):
    who = (person or scene.member).pk
    return scene.call(councils.put_initiative, council_id=council.pk, person_id=who, title=title, actor=scene.office)


def meet(scene, council, verdicts, **more):
    given = {"met_on": NOON.date(), "result": "Đã xét đủ hồ sơ.", "verdicts": verdicts, "actor": scene.office}
    return scene.call(councils.record_meeting, council_id=council.pk, **(given | more))


@pytest.mark.clause("SL-III.1-4")
def test_approved_initiatives_appear_on_the_sheet_of_their_authors(scene):
    council = appoint(scene)
    good, bad = put(scene, council), put(scene, council, title="Ghi chép lại sổ")

    meet(scene, council, {good.pk: (True, ""), bad.pk: (False, "Không có tính mới.")})

    with scope(tenant=scene.tenant.pk):
        [product] = Product.objects.all()
        assert (product.person_id, product.title, product.year) == (scene.member.pk, good.title, 2024)
        assert Initiative.objects.get(pk=bad.pk).product is None
    sheet = reverse("reviews:target_sheet", args=[scene.tenant.slug, 2024, "ca-nhan", scene.member.pk])
    page = scene.client(scene.reader).get(sheet).content.decode()
    assert good.title in page
    assert "Hội đồng xét duyệt sáng kiến công nhận ngày 04/11/2024" in page
    assert bad.title not in page


@pytest.mark.clause("SL-III.1-4")
def test_councils_meet_before_the_day_of_the_set(scene):
    row = next(one for one in load_set("son-la-bdt-2022").deadlines() if one.key == "councils")
    last = last_timely_day(date(2024, row.month, row.day), inclusive=row.inclusive)
    DeadlineFactory(cycle=scene.cycle, step="councils", title=row.title, last_day=last)
    assert last == date(2024, 11, 27)
    page = reverse("reviews:council_list", args=[scene.tenant.slug, 2024])
    for kind, day, late in (("initiatives", date(2024, 11, 27), False), ("offices", date(2024, 11, 28), True)):
        council = appoint(scene, kind)
        council = meet(scene, council, {}, met_on=day, at=NOON.replace(month=12))
        with scope(tenant=scene.tenant.pk):
            assert found.is_late(council) is late
    shown = scene.client(scene.office).get(page).content.decode()
    assert "27/11/2024" in shown
    assert shown.count("Họp muộn") == 1


def test_reports_scores_and_proposals_of_offices_are_timely_on_the_day_itself(scene):
    row = next(one for one in load_set("son-la-bdt-2022").deadlines() if one.key == "office_report")
    last = last_timely_day(date(2022, row.month, row.day), inclusive=row.inclusive)
    DeadlineFactory(cycle=scene.cycle, step="office_report", title=row.title, last_day=last)

    with scope(tenant=scene.tenant.pk):
        kept = Deadline.objects.get(step="office_report")
    assert kept.last_day == date(2022, 11, 25)
    for part in ("Báo cáo", "điểm", "đề xuất xếp loại"):
        assert part in kept.title


def test_every_initiative_gets_a_verdict_and_a_refusal_its_reason(scene):
    council = appoint(scene)
    first, second = put(scene, council), put(scene, council, title="Hai")

    with pytest.raises(InvalidInput) as refusal:
        meet(scene, council, {first.pk: (False, " ")})

    assert set(refusal.value.errors) == {f"note_{first.pk}", f"approved_{second.pk}"}
    with scope(tenant=scene.tenant.pk):
        assert not Product.objects.exists()
        assert scene.fresh(council).met_on is None


def test_what_a_council_decided_stays(scene):
    council = appoint(scene)
    meet(scene, council, {})

    with pytest.raises(Refused, match="đã họp"):
        meet(scene, council, {})
    with pytest.raises(Refused, match="đã họp"):
        put(scene, council)
    with pytest.raises(Refused, match="đã họp"):
        appoint(scene)


def test_only_the_office_appoints_and_one_council_of_a_kind(scene):
    with pytest.raises(PermissionDenied):
        appoint(scene, actor=scene.author)
    first = appoint(scene)

    assert appoint(scene, decision_number="13/QĐ").pk == first.pk
    with pytest.raises(InvalidInput) as refusal:
        appoint(scene, member_ids=[], decision_number=" ")
    assert set(refusal.value.errors) == {"decision_number", "members"}


def test_database_knows_no_approved_initiative_without_a_product(scene):
    row = put(scene, appoint(scene))

    with scope(tenant=scene.tenant.pk), pytest.raises(IntegrityError):
        Initiative.objects.filter(pk=row.pk).update(approved=True)


def test_page_records_the_meeting(scene):
    council = appoint(scene)
    row = put(scene, council)
    page = reverse("reviews:year_council", args=[scene.tenant.slug, 2024, council.pk])
    sent = {"buoc": "hop", "met_on": "04/11/2024", "result": "Đã họp.", f"approved_{row.pk}": "1"}
    client = scene.client(scene.office)

    assert client.post(page, sent | {f"approved_{row.pk}": ""}).status_code == 422
    assert client.post(page, sent).status_code == 302
    assert "Công nhận" in client.get(page).content.decode()
