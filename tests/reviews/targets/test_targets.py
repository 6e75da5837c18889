"""Targets and products through the year, in both forms, in the print and in the comparison of the rating."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.gather.forms import collective_report, leader_review
from dossiers.models import Evidence
from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.tenancy import scope
from reviews.models import Circulation, Cycle, DegreeCitation, Product, Review, Target
from reviews.queries import targets as found
from reviews.queries.targets import bearer_of, share_of
from reviews.services import targets
from reviews.services.circulation import circulate_review
from reviews.services.targets import ProductInput, ResultInput, TargetInput
from tests.factories.dossiers import PDF
from tests.factories.orgchart import NOON
from tests.reviews.writing.scene import make_scene, statements

DAY = date(2024, 6, 30)
ROADS = TargetInput(
    name="Bê tông hóa đường liên xóm", basis="Nghị quyết 05-NQ/ĐU", is_main=True, assigned=Decimal(12), unit="km"
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def body(scene):
    return bearer_of(scene.report.subject)


def add(scene, bearer, typed=ROADS, year=2024, **more):
    return scene.call(targets.add_target, bearer=bearer, year=year, typed=typed, **more)


def met(**fields):
    return Target(name="x", year=2024, **fields).is_met


def test_target_is_met_by_its_value_or_by_its_day():
    assert met(assigned=Decimal(12), achieved=Decimal(12))
    assert not met(assigned=Decimal(12), achieved=Decimal("11.99"))
    assert not met(assigned=Decimal(12))
    assert met(assigned=Decimal(3), achieved=Decimal("2.5"), lower_is_better=True)
    assert not met(assigned=Decimal(3), achieved=Decimal("3.01"), lower_is_better=True)
    assert met(done_on=DAY)
    assert not met()


@pytest.mark.clause("HY-B.I.3.1-2")
def test_share_counts_what_is_met_and_is_never_rounded_up():
    rows = [Target(name="x", year=2024, done_on=DAY) for _ in range(2)]
    rows.append(Target(name="x", year=2024, is_main=True))

    share = share_of(rows)

    assert (share.percent, share.all_main_met) == (Decimal("66.66"), False)
    assert share_of(rows[:2]).percent == Decimal(100)
    assert share_of(rows[:2]).all_main_met


@pytest.mark.clause("SL-I.3-2")
def test_both_forms_show_the_same_linked_line(scene, body):
    row = add(scene, body, TargetInput(**{**ROADS.__dict__, "person": scene.head.pk}))
    scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal("12.5")), version=1)
    product = ProductInput(title="Tuyến Hồ Sen – Nà Lài", made_on=DAY, target=row.pk)
    scene.call(targets.add_product, bearer=body, year=2024, typed=product)

    client = scene.client(scene.author)

    for review in (scene.report, scene.review):
        page = client.get(scene.url(review)).content.decode()
        for words in ("Bê tông hóa đường liên xóm", "12 km", "12,5 km", "Tuyến Hồ Sen – Nà Lài", scene.head.full_name):
            assert words in page


@pytest.mark.clause("HY-B.I.3.1-2", "SL-I.3-2")
def test_table_goes_round_with_the_text_and_is_printed_with_both_forms(scene, body):
    row = add(scene, body, TargetInput(**{**ROADS.__dict__, "person": scene.head.pk}))
    scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal(9)), version=1)
    for review in (scene.report, scene.review):
        scene.fill(review)
    scene.call(circulate_review, review_id=scene.report.pk)
    scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal(12)), version=2)

    with scope(tenant=scene.tenant.pk):
        [kept] = Circulation.objects.get(review=scene.report).content["targets"]
        rows = Review.objects.select_related("subject__cycle__tenant", "subject__unit", "subject__person", "author")
        papers = [
            collective_report(rows.get(pk=scene.report.pk), scene.tenant),
            leader_review(rows.get(pk=scene.review.pk), scene.tenant),
        ]
    assert (kept["achieved"], kept["is_met"]) == ("9 km", False)
    for paper in papers:
        [line] = paper.targets
        assert (line.name, line.planned, line.achieved) == ("Bê tông hóa đường liên xóm (chủ yếu)", "12 km", "12 km")


@pytest.mark.clause("HY-A.2-4")
def test_product_is_recorded_with_its_day_and_evidence_and_cited_by_a_degree(scene):
    own = bearer_of(scene.review.subject)
    client = scene.client(scene.author)
    sheet = reverse("reviews:target_sheet", args=[scene.tenant.slug, 2024, own.kind, own.pk])
    sent = {"title": "Phần mềm theo dõi đơn thư", "made_on": "30/06/2024", "buoc": "san-pham"}
    assert client.post(sheet, sent | {"file": SimpleUploadedFile("nghiem-thu.pdf", PDF)}).status_code == 302
    assert "nghiem-thu.pdf" in client.get(sheet).content.decode()
    with scope(tenant=scene.tenant.pk):
        product = Product.objects.get()
        assert Evidence.objects.get().product_id == product.pk
    scene.fill(scene.review)

    page = reverse("reviews:citations", args=[scene.tenant.slug, 2024, scene.review.pk])
    assert client.post(page, {"can-cu": [f"I-2:{product.pk}", "I-2:999999", f"X:{product.pk}"]}).status_code == 302

    with scope(tenant=scene.tenant.pk):
        assert list(DegreeCitation.objects.values_list("key", "product")) == [("I-2", product.pk)]
    scene.call(circulate_review, review_id=scene.review.pk)
    read = scene.client(scene.reader).get(scene.url(scene.review, "xem")).content.decode()
    assert "căn cứ sản phẩm: Phần mềm theo dõi đơn thư" in read


def test_product_of_another_proves_nothing(scene, body):
    scene.call(targets.add_product, bearer=body, year=2024, typed=ProductInput(title="Đường", made_on=DAY))
    with scope(tenant=scene.tenant.pk):
        product = Product.objects.get()

    assert scene.call(targets.cite_products, review_id=scene.review.pk, chosen=[("I-2", product.pk)]) == 0


def test_targets_are_set_by_the_head_or_the_office_and_reported_by_whoever_answers(scene, body):
    row = add(scene, body, TargetInput(**{**ROADS.__dict__, "person": scene.member.pk}))
    with pytest.raises(PermissionDenied):
        add(scene, body, actor=scene.reader)
    with pytest.raises(PermissionDenied):
        scene.call(targets.save_target, target_id=row.pk, typed=ROADS, version=1, actor=scene.reader)
    with pytest.raises(NotVisible):
        scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(), version=1, actor=scene.outsider)

    scene.call(
        targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal(5)), version=1, actor=scene.reader
    )

    assert scene.fresh(row).achieved == Decimal(5)


def test_two_who_enter_a_result_are_told_of_each_other(scene, body):
    row = add(scene, body)
    scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal(5)), version=1)

    with pytest.raises(Conflict):
        scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(achieved=Decimal(7)), version=1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TargetInput(name=" "), "name"),
        (TargetInput(name="Tỷ lệ", assigned=Decimal(3)), "unit"),
        (TargetInput(name="Tỷ lệ", person=0), "person"),
    ],
)
def test_bad_target_is_refused_at_its_field(scene, body, typed, field):
    with pytest.raises(InvalidInput) as refusal:
        add(scene, body, typed)

    assert set(refusal.value.errors) == {field}


def test_product_of_tomorrow_is_refused(scene, body):
    typed = ProductInput(title="Đường", made_on=date(2024, 11, 5))

    with pytest.raises(InvalidInput) as refusal:
        scene.call(targets.add_product, bearer=body, year=2024, typed=typed, at=NOON)

    assert set(refusal.value.errors) == {"made_on"}


def test_list_is_closed_with_the_final_text_and_with_the_year(scene, body):
    row = add(scene, body)
    with scope(tenant=scene.tenant.pk):
        Review.objects.filter(pk=scene.report.pk).update(
            state="final", self_level="HTT", finalised_at=NOON, finalised_by=scene.office.account,
            circulated_at=NOON, circulated_by=scene.office.account,
        )  # fmt: skip
    with pytest.raises(Refused, match="đã hoàn chỉnh"):
        scene.call(targets.report_result, target_id=row.pk, typed=ResultInput(), version=1)

    with scope(tenant=scene.tenant.pk):
        Cycle.objects.update(state="closed")
    with pytest.raises(Refused, match="đã kết thúc"):
        add(scene, bearer_of(scene.review.subject))


def test_open_points_are_carried_into_the_next_year_once(scene, body):
    add(scene, body)
    done = add(scene, body, TargetInput(name="Đại hội chi bộ"))
    scene.call(targets.report_result, target_id=done.pk, typed=ResultInput(done_on=DAY), version=1)

    assert scene.call(targets.carry_over, bearer=body, year=2024) == 1
    assert scene.call(targets.carry_over, bearer=body, year=2024) == 0

    with scope(tenant=scene.tenant.pk):
        row = Target.objects.get(year=2025)
        assert (row.name, row.assigned, row.achieved, row.carried_from) == (ROADS.name, Decimal(12), None, 2024)


def test_sheet_asks_the_same_for_many_lines(scene, body):
    client, counts = scene.client(scene.office), []
    page = reverse("reviews:target_sheet", args=[scene.tenant.slug, 2024, body.kind, body.pk])
    client.get(page)
    for number in (1, 6):
        for position in range(number):
            row = add(scene, body, TargetInput(name=f"Chỉ tiêu {number}.{position}", person=scene.head.pk))
            typed = ProductInput(title=f"Sản phẩm {number}.{position}", made_on=DAY, target=row.pk)
            scene.call(targets.add_product, bearer=body, year=2024, typed=typed)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(statements(captured)))

    assert counts[0] == counts[1] <= 20


def test_list_of_a_year_shows_members_only_what_is_theirs(scene, body):
    add(scene, body)
    add(scene, bearer_of(scene.review.subject), TargetInput(name="Riêng của người đứng đầu"))

    with scope(tenant=scene.tenant.pk):
        member = [row.bearer.name for row in found.bearers_of_year(scene.reader, 2024, NOON.date())]
        stranger = [row.bearer.name for row in found.bearers_of_year(scene.outsider, 2024, NOON.date())]
        office = [row.bearer.name for row in found.bearers_of_year(scene.office, 2024, NOON.date())]

    assert member == [scene.collective.name, scene.member.full_name]
    assert stranger == [scene.stranger.full_name]
    assert office == [scene.collective.name, scene.head.full_name]
