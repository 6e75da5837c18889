"""A trial of the cap says which groups of the year get other numbers of places."""

import pytest

from orgchart.tenancy import scope
from reviews.regulations.loader import load_set
from reviews.regulations.parsing import VALUES
from reviews.services.set_trial import try_change

NO_SOURCE = {"decision": "Phép thử", "reason": "không ghi"}


@pytest.mark.clause("HY-B.II.4-5")
def test_rounding_up_changes_only_the_groups_that_it_reaches(town):
    people = [town.leader(f"Người {number}") for number in range(6)]
    town.prepare()
    town.appraise(*people)

    with scope(tenant=town.tenant.pk):
        trial = try_change(load_set("cho-chu-2024"), VALUES, "cap.rounding", {"value": "up", "source": NO_SOURCE})

    rows = {row.name: row for effect in trial.effects for row in effect.rows if "Xuất sắc" in effect.title}
    leaders = next(row for name, row in rows.items() if "lãnh đạo" in name.lower())
    assert (leaders.before, leaders.after) == ("1 trên 6 đạt loại Tốt trở lên", "2 trên 6 đạt loại Tốt trở lên")
    assert "× 20% = 1,2 → 1" in leaders.note
    assert "không được thay đổi" in trial.forbidden.lower() or trial.forbidden == ""
    assert not trial.changes_nothing
