"""The annex of a plan prints what the year's set says, as a draft before the plan is issued and frozen after it."""

from datetime import date

import pytest

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.gather.annex import set_annex
from orgchart.kinds import Role
from orgchart.tenancy import scope
from reviews.services.cycles import PlanStep, create_cycle, issue_cycle
from tests.dossiers.documents import reading
from tests.factories.orgchart import NOON, TenantFactory, actor_for


@pytest.mark.clause("CC-0-1")
def test_the_annex_prints_dates_values_lists_and_sources(db):
    tenant = TenantFactory()
    office, head = actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD)
    with scope(tenant=tenant.pk):
        cycle = create_cycle(
            year=2024, set_code="cho-chu-2024", rating_date=date(2024, 11, 30), title="Năm 2024", actor=office, at=NOON,
            plan_number="72-KH/ĐU", own_steps=[PlanStep("Các chi bộ họp xong", date(2024, 11, 10))],
        )  # fmt: skip
        draft = set_annex(cycle, tenant)
        frozen = set_annex(issue_cycle(cycle_id=cycle.pk, actor=head, at=NOON), tenant)

    text = reading.text(render(DocumentKind.SET_ANNEX, frozen))

    assert frozen.sections[0].rows[0].cells[0] == "Các chi bộ họp xong"
    for words in ("Kế hoạch số 72-KH/ĐU", "Tỷ lệ tối đa xếp loại Xuất sắc", "08/11/2024", "Thành phần hồ sơ"):
        assert words in " ".join(text.split())
    assert "Nội dung được giữ nguyên" in " ".join(text.split())
    assert (draft.is_frozen, frozen.is_frozen, draft.digest) == (False, True, frozen.digest)
