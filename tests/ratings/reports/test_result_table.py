"""The summary table: shares rounded, reports sent up and added up there, who has not reported, the file."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from orgchart.errors import Refused
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.services.envelopes import settle_on_list
from orgchart.tenancy import scope
from ratings.models import ReportedCounter, ResultCounter
from ratings.queries.results import result_table, share
from ratings.services.reports import report_facts, send_results
from tests.factories.orgchart import NOON, OrganizationFactory, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.reviews import CycleFactory

pytestmark = pytest.mark.django_db
DAY = NOON.date()


class Office:
    """A tenant with a cycle; its counters as its services have left them."""

    def __init__(self, name, superior=None):
        self.tenant = TenantFactory(short_name=name, name=f"Đảng bộ {name}")
        self.cycle = CycleFactory(tenant=self.tenant)
        self.unit = OrganizationFactory(tenant=self.tenant, name=f"Chi bộ của {name}")
        self.actor = actor_for(self.tenant, Role.OFFICE)
        if superior is not None:
            TenantLinkFactory(superior=superior.tenant, subordinate=self.tenant)

    def counted(self, kind="individual", **numbers):
        with scope(tenant=self.tenant.pk):
            ResultCounter.objects.update_or_create(
                cycle=self.cycle, unit=self.unit, kind=kind, defaults={"tenant": self.tenant} | numbers
            )

    def send(self, actor=None):
        with scope(tenant=self.tenant.pk):
            return send_results(cycle_id=self.cycle.pk, actor=actor or self.actor, at=NOON)

    def take_in(self, accepted=True):
        with scope(tenant=self.tenant.pk):
            letter = Envelope.objects.filter(kind="report", box="in", state="sent").latest("pk")
            reason = "" if accepted else "Sai số"
            settle_on_list(envelope_id=letter.pk, accepted=accepted, reason=reason, actor=self.actor, at=NOON)

    def table(self):
        with scope(tenant=self.tenant.pk):
            bodies, individuals = result_table(self.cycle, DAY)
            return bodies, individuals


@pytest.fixture
def chain():
    province = Office("Tỉnh")
    district = Office("Huyện", province)
    return province, district, Office("Xã Một", district), Office("Xã Hai", district)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(2, 3, "66.7"), (1, 3, "33.3"), (1, 16, "6.3"), (1, 8, "12.5"), (1, 400, "0.3"), (0, 5, "0.0"), (5, 5, "100.0")],
)
def test_shares_are_rounded_half_up(count, total, expected):
    assert share(count, total) == Decimal(expected)
    assert share(0, 0) is None


def test_reports_are_added_up_level_by_level_and_who_is_missing_is_named(chain):
    province, district, first, second = chain
    district.counted(total=4, reviewed=4, htt=3, not_rated=1, reasons={"Mới nhận nhiệm vụ": 1})
    first.counted(total=10, reviewed=9, xs=2, htt=5, ht=1, kht=1, disciplined=2, not_rated=1, reasons={"Ốm": 1})
    second.counted(total=100, reviewed=90, htt=50)

    first.send()
    waiting = district.table()[1]
    district.take_in()
    partly = district.table()[1]
    district.send()
    province.take_in()
    above = province.table()[1]

    assert waiting.unreported == ["Xã Hai", "Xã Một"]
    assert next(row for row in waiting.below if row.name == "Xã Một").waiting is not None
    assert partly.unreported == ["Xã Hai"]
    assert partly.own_total.numbers["total"] == 4
    assert partly.below_total.numbers["total"] == 10
    assert (partly.total.rated, partly.total.waits) == (12, 0)
    assert partly.total.reason_text == "Mới nhận nhiệm vụ: 1; Ốm: 1"
    assert [(one.level, one.count, one.share) for one in partly.total.levels] == [
        ("XS", 2, Decimal("16.7")), ("HTT", 8, Decimal("66.7")), ("HT", 1, Decimal("8.3")), ("KHT", 1, Decimal("8.3")),
    ]  # fmt: skip
    assert above.unreported == []
    assert above.total.numbers == partly.total.numbers


def test_later_report_takes_the_place_of_the_earlier_one_once_it_is_taken_in(chain):
    _, district, first, _ = chain
    first.counted(total=10, reviewed=10, htt=9)
    first.send()
    district.take_in()
    first.counted(total=10, reviewed=10, htt=10)
    first.send()

    before = district.table()[1].below_total.numbers["htt"]
    district.take_in()
    after = district.table()[1].below_total.numbers["htt"]

    assert (before, after) == (9, 10)
    with scope(tenant=district.tenant.pk):
        assert list(Envelope.objects.filter(kind="report").order_by("pk").values_list("state", flat=True)) == [
            "superseded", "received",
        ]  # fmt: skip


def test_returned_report_counts_nothing(chain):
    _, district, first, _ = chain
    first.counted(total=10, htt=9)
    first.send()

    district.take_in(accepted=False)

    with scope(tenant=district.tenant.pk):
        assert not ReportedCounter.objects.exists()


def test_report_needs_right_superior_and_something_to_say(chain):
    province, _, first, _ = chain

    with pytest.raises(Refused, match="Chưa có đối tượng"):
        first.send()
    with pytest.raises(Refused, match="Chưa khai báo cấp trên"):
        province.send()
    with pytest.raises(PermissionDenied):
        first.send(actor=actor_for(first.tenant, Role.INSPECTION))


def test_letter_shows_its_sums(chain):
    _, district, first, _ = chain
    first.counted(total=10, htt=9)
    first.send()

    with scope(tenant=district.tenant.pk):
        facts = report_facts(Envelope.objects.get(kind="report", box="in"))

    assert facts[0][0] == "Cá nhân"
    assert "Tổng số 10" in facts[0][1]


def test_page_sends_names_the_missing_and_draws_the_shares_beside_their_numbers(chain, client):
    _, district, first, _ = chain
    first.counted(total=6, reviewed=6, xs=2, htt=4)
    earlier = CycleFactory(tenant=first.tenant, year=2023)
    with scope(tenant=first.tenant.pk):
        ResultCounter(
            tenant=first.tenant, cycle=earlier, unit=first.unit, kind="individual", total=4, htt=4, reviewed=4
        ).save()
    client.force_login(first.actor.account)
    place = [first.tenant.slug, 2024]

    sent = client.post(reverse("ratings:send_results", args=place), follow=True).content.decode()
    district.take_in()
    client.force_login(district.actor.account)
    above = client.get(reverse("ratings:result_table", args=[district.tenant.slug, 2024])).content.decode()

    assert "Đã gửi biểu tổng hợp tới Đảng bộ Huyện" in sent
    for words in ("33,3%", "66,7%", "Năm 2023 (tại đây)", "Trên tỉ lệ chung", 'class="bar-xs" x="0.00"', "bar-cap"):
        assert words in sent, words
    assert "1/2 đơn vị cấp dưới chưa báo cáo" in above
    assert "Chưa báo cáo" in above


def test_file_has_the_rows_and_sums_of_the_page_and_prints_on_landscape_paper(chain, client):
    _, district, first, second = chain
    for one in (first, second):
        one.counted(total=3, reviewed=3, xs=1, htt=2)
        one.send()
        district.take_in()
    first.tenant.short_name = "=1+1"
    first.tenant.save()
    client.force_login(district.actor.account)

    answer = client.get(reverse("ratings:result_table_excel", args=[district.tenant.slug, 2024]))
    book = load_workbook(BytesIO(answer.content))
    sheet = book["Cá nhân"]
    rows = [list(row) for row in sheet.iter_rows(min_row=7, values_only=True)]

    assert book.sheetnames == ["Tổ chức, tập thể", "Cá nhân"]
    assert [row[1] for row in rows] == ["Xã Hai", "=1+1", "Cộng cấp dưới", "Tổng cộng"]
    assert rows[-1][2:9] == [6, 6, 6, 2, 33.3, 4, 66.7]
    assert (sheet["B8"].data_type, sheet["B8"].quotePrefix, sheet["B7"].quotePrefix) == ("s", True, False)
    assert [sheet[place].number_format for place in ("C7", "G7")] == ["#,##0", "0.0"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$6:$6"


def test_page_of_many_tenants_asks_no_more_than_that_of_one(client):
    province = Office("Tỉnh")

    def cost(number):
        for index in range(number):
            one = Office(f"Xã {number}-{index}", province)
            one.counted(total=3, reviewed=3, xs=1, htt=2)
            one.counted("collective", total=1, htt=1)
            one.send()
            province.take_in()
        client.force_login(province.actor.account)
        address = reverse("ratings:result_table", args=[province.tenant.slug, 2024])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = cost(1)
    assert few == cost(4) <= 20
