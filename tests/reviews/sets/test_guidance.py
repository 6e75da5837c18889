"""The office that leads the year edits the forms of its set, tells writers how to fill them in, and opens the year."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.tenancy import scope
from reviews.models import Cycle
from reviews.queries import set_of
from reviews.services.cycles import create_cycle
from reviews.services.own_sets import approve_set, submit_set
from tests.factories.orgchart import NOON, PersonFactory, actor_for
from tests.factories.reviews import ReviewFactory, SubjectFactory
from tests.reviews.sets.conftest import OWN

ADVICE = "Mỗi hạn chế nêu rõ nguyên nhân; viết không quá 03 trang."


def with_advice(house: Any) -> Cycle:
    """The set of a council of ethnic affairs with advice for one form, approved, and the year opened with it."""
    row = house.make(made_from="son-la-bdt-2022")
    form = {"key": "02a", "title": "Mẫu 02a – Bản tự kiểm điểm", "subject": "individual", "guidance": ADVICE}
    house.change(row, "02a", form | {"source": OWN}, kind="form_list")
    submit_set(set_id=row.pk, actor=house.office, at=NOON)
    row = approve_set(set_id=row.pk, actor=house.head, at=NOON)
    return create_cycle(
        year=2025, set_code=row.code, rating_date=date(2025, 11, 30), title="Năm 2025", actor=house.office, at=NOON
    )


@pytest.mark.clause("SL-IV.4-1")
def test_advice_of_the_office_stands_on_the_page_of_whoever_writes_the_form(house):
    with scope(tenant=house.tenant.pk):
        cycle = with_advice(house)
        person = PersonFactory(tenant=house.tenant)
        own = ReviewFactory(subject=SubjectFactory(tenant=house.tenant, cycle=cycle, person=person), author=person)
    writer = house.browser(actor_for(house.tenant, person=person))

    page = writer.get(house.url("review_edit", 2025, own.pk)).content.decode()

    assert "Mẫu 02a – Bản tự kiểm điểm." in page
    assert ADVICE in page


def test_reports_of_collectives_do_not_show_the_advice_for_persons(house):
    with scope(tenant=house.tenant.pk):
        rules = set_of(with_advice(house))

    assert [row.key for row in rules.guides_for("leader_review")] == ["02a"]
    assert rules.guides_for("collective_report") == []


def test_member_neither_edits_the_forms_nor_opens_the_year(house):
    member = actor_for(house.tenant)
    with scope(tenant=house.tenant.pk):
        row = house.make(made_from="son-la-bdt-2022")
        with pytest.raises(PermissionDenied):
            house.change(row, "02a", None, kind="form_list", actor=member)
        with pytest.raises(PermissionDenied):
            create_cycle(
                year=2025,
                set_code="son-la-bdt-2022",
                rating_date=date(2025, 11, 30),
                title="Năm",
                actor=member,
                at=NOON,
            )
