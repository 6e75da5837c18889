"""Results over the years, with what was annulled and awarded; the list for awards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.tenancy import scope
from ratings.queries.years import results_of_years, years_until
from ratings.services.awards import propose_award, record_award
from tests.factories.orgchart import NOON, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory
from tests.ratings.boards.test_reconsiderations import annul, rate_again


@pytest.fixture
def decided(town):
    """A leader at the top, another one at HTT."""
    top, good = town.leader("Lê Thị Phó"), town.leader("Hoàng Văn Khác")
    town.prepare()
    town.appraise(top, good)
    board = town.board(top)
    town.vote(board, {top: 5, good: 5}, {top: 4, good: 0})
    town.decide(board)
    return top, good


def propose(town, subject, *, form="Giấy khen", exception="", actor=None):
    with scope(tenant=town.tenant.pk):
        return propose_award(
            case_id=town.case(subject).pk, form=form, exception=exception, actor=actor or town.office, at=NOON
        )


def award(town, row, *, code="12-QĐ/ĐU", actor=None):
    with scope(tenant=town.tenant.pk):
        return record_award(
            award_id=row.pk, decision_code=code, awarded_on=date(2024, 12, 20), actor=actor or town.head, at=NOON
        )


@pytest.mark.clause("CC-IIIb.1-7", "CC-III.5-7")
def test_awards_go_by_the_level_or_by_a_written_exception(town, decided):
    top, good = decided
    undecided = town.leader("Người chưa xếp")
    town.prepare()

    row = propose(town, top)
    with pytest.raises(InvalidInput) as caught:
        propose(town, good)
    propose(town, good, exception="Thành tích đột xuất trong phòng chống bão lũ")
    with pytest.raises(Refused, match="chưa có mức xếp loại"):
        propose(town, undecided)
    with pytest.raises(InvalidInput, match="đã có trong danh sách"):
        propose(town, top)
    with pytest.raises(InvalidInput):
        propose(town, top, form=" ")
    with pytest.raises(PermissionDenied):
        propose(town, top, form="Bằng khen", actor=actor_for(town.tenant, Role.INSPECTION))
    with pytest.raises(InvalidInput):
        award(town, row, code=" ")
    with pytest.raises(PermissionDenied):
        award(town, row, actor=actor_for(town.tenant, Role.ORGANISATION_BOARD))
    award(town, row)
    with pytest.raises(Refused, match="Đã ghi"):
        award(town, row)
    row.pk = 0
    with pytest.raises(NotVisible):
        award(town, row)

    assert set(caught.value.errors) == {"exception"}


@pytest.mark.clause("HY-A.1-2", "CC-III.5-6", "SL-I.3-3", "CC-IIIb.1-7")
def test_a_page_shows_every_year_with_decision_annulment_and_award(town, decided, client):
    top, good = decided
    earlier = CycleFactory(tenant=town.tenant, year=2023)
    before = SubjectFactory(tenant=town.tenant, cycle=earlier, person=top.person, name="Lê Thị Phó")
    RatingCaseFactory(
        subject=before, state="decided", level="HTT", external_decision="8-QĐ/HU", external_decided_on=date(2023, 12, 8)
    )
    award(town, propose(town, top))
    annul(town, good)
    rate_again(town, good, degree="TB")
    client.force_login(town.office.account)

    with scope(tenant=town.tenant.pk):
        years = years_until(2024)
        lines = {line.name: line.cells(years) for line in results_of_years(years)}
    shown = client.get(reverse("ratings:results_by_year", args=[town.tenant.slug, 2024])).content.decode()

    now, then = lines["Lê Thị Phó"]
    assert years == [2024, 2023]
    assert (now.level, now.decision, now.awards) == (
        "Hoàn thành xuất sắc nhiệm vụ", "01-QĐ/ĐU", ("Giấy khen, số 12-QĐ/ĐU",),
    )  # fmt: skip
    assert (then.level, then.decision) == ("Hoàn thành tốt nhiệm vụ", "8-QĐ/HU")
    other = lines["Hoàng Văn Khác"][0]
    assert (other.level, other.decision) == ("Hoàn thành nhiệm vụ", "03-QĐ/ĐU")
    assert other.annulled == ("Hoàn thành tốt nhiệm vụ, số 01-QĐ/ĐU: đã hủy bỏ theo số 02-QĐ/ĐU",)
    assert "Giấy khen, số 12-QĐ/ĐU" in shown
    assert "đã hủy bỏ theo số 02-QĐ/ĐU" in shown
    client.force_login(actor_for(town.tenant, person=top.person).account)
    assert client.get(reverse("ratings:results_by_year", args=[town.tenant.slug, 2024])).status_code == 404
