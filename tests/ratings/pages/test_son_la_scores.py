"""Score sheets that no document at hand carries: an office enters them as data, and the year is judged by them.

The plan of Ban Dân tộc Sơn La judges by points but its scale (Quyết định 129/QĐ-BDT) and its appendix are not at hand.
"""

from datetime import date

import pytest
from django.urls import reverse

from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.models import OwnSet
from reviews.services.cycles import create_cycle
from tests.factories.orgchart import NOON, actor_for

SOURCE = {
    "lam": "ghi", "mode": "open", "seen": "", "source_kind": "decision", "decision": "Quyết định 129/QĐ-BDT",
    "reason": "thang điểm",
}  # fmt: skip
LINES = (
    ("Phẩm chất, đạo đức, tác phong", "general", 20),
    ("Chấp hành kỷ luật, quy chế", "general", 10),
    ("Kết quả nhiệm vụ được giao", "results", 60),
    ("Điểm thưởng sáng kiến", "results", 10),
)


class Year:
    """A year under the office's own set, seen through its pages."""

    def __init__(self, town, client):
        self.town, self.client = town, client

    def send(self, name, *rest, app="reviews", **fields):
        """Send a form and expect it to be taken."""
        answer = self.client.post(reverse(f"{app}:{name}", args=[self.town.tenant.slug, *rest]), fields)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    def rating(self, name, subject):
        """The address of a page of ratings about a subject."""
        return reverse(
            f"ratings:{name}", args=[self.town.tenant.slug, self.town.cycle.year, self.town.case(subject).pk]
        )


@pytest.fixture
def year(town, client):
    """Made from the plan of Sơn La in the browser: four lines for leaders, the scale with its bands, two approvals."""
    client.force_login(town.office.account)
    year = Year(town, client)
    year.send(
        "set_new", made_from="son-la-bdt-2022", relation="base", year=2024, title="Kế hoạch 2024", issuer="Ban Dân tộc"
    )
    with scope(tenant=town.tenant.pk):
        code = OwnSet.objects.get().code
    for title, part, points in LINES:
        year.send(
            "set_row", code, "score_groups", "moi", title=title, subject="any", part=part, points=points, **SOURCE
        )
    year.send("set_scoring", code, general=30, results=70, XS=90, HTT=70, HT=50, **SOURCE)
    year.send("set_move", code, "trinh")
    client.force_login(actor_for(town.tenant, Role.HEAD).account)
    year.send("set_move", code, "duyet")
    client.force_login(town.office.account)
    with scope(tenant=town.tenant.pk):
        town.cycle = create_cycle(
            year=2025, set_code=code, rating_date=date(2025, 12, 3), title="Năm 2025", actor=town.office, at=NOON
        )
    town.meeting_day = date(2025, 12, 5)
    return year


def sheet(*points, **more):
    """One sheet, its lines in the order of the set."""
    return {f"points_rieng-{number}": str(one) for number, one in enumerate(points, start=1)} | more


@pytest.mark.clause("SL-IV.2-1", "SL-III.1-3")
def test_sheets_entered_as_data_are_scored_appraised_decided_and_give_the_level_by_their_bands(year):
    town, client = year.town, year.client
    good, better = town.leader("Ma Văn Tốt"), town.leader("Ma Văn Giỏi")
    town.prepare()

    page = client.get(year.rating("score_self", good)).content.decode()
    client.post(year.rating("score_self", good), sheet(18, 9, 50, 5))
    too_many = client.post(year.rating("score_self", good), sheet(21, 9, 50, 5))
    version = {one: town.case(one).version for one in (good, better)}
    refused = client.post(
        year.rating("appraise", good), sheet(17, 9, 50, 2, version=version[good], proposed_level="XS")
    )
    taken = [
        client.post(year.rating("appraise", one), sheet(*points, version=version[one], proposed_level=level))
        for one, points, level in ((good, (17, 9, 50, 2), "HTT"), (better, (20, 10, 58, 6), "XS"))
    ]
    board = town.board(good)
    town.vote(board, {good: 5, better: 5}, {better: 5})
    town.decide(board)
    decided = client.get(year.rating("score_decided", good)).content.decode()
    below = client.post(year.rating("score_decided", better), sheet(15, 9, 55, 6))
    stored = client.post(year.rating("score_decided", good), sheet(17, 9, 51, 2))

    assert all(title in page for title, _, _ in LINES)
    assert too_many.status_code == 422
    assert refused.status_code == 422
    assert "26 + 52 = 78" in refused.content.decode()
    assert [one.status_code for one in taken] == [302, 302]
    assert [town.case(one).level for one in (good, better)] == ["HTT", "XS"]
    assert 'value="17"' in decided
    assert "24 + 61 = 85" in below.content.decode()
    assert stored.status_code == 302
    assert "Tổng cộng" in decided
    assert "51,00" in client.get(year.rating("appraise", good)).content.decode()


def test_the_own_sheet_shows_its_sums_once_every_line_is_scored(year):
    leader = year.town.leader("Ma Văn Tốt")
    year.town.prepare()
    page = year.rating("score_self", leader)

    year.client.post(page, sheet(18, 9, 50, 5))
    shown = year.client.get(page).content.decode()

    assert "27,00" in shown
    assert "55,00" in shown
    assert "82,00" in shown
