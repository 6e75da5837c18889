"""A cycle keeps its set whole: what changes later in files does not reach it."""

import pytest
from django.db import DatabaseError, transaction

from orgchart.tenancy import scope
from ratings.queries.regulation import rules_of as engine_rules
from reviews import queries
from reviews.models import Cycle, KeptSet
from reviews.regulations.building import build
from reviews.regulations.inheritance import Lineage
from reviews.regulations.kept import open_kept
from reviews.regulations.loader import load_set
from reviews.regulations.parsing import FileReader
from reviews.services.cycles import issue_cycle
from reviews.services.kept_sets import keep_set
from tests.factories.orgchart import NOON


@pytest.fixture
def opened(commune):
    """The commune with its scope open."""
    with scope(tenant=commune.tenant.pk):
        yield commune


def earlier_release(**values):
    """Chợ Chu's set as an earlier release of the product might have had it."""
    now = load_set("cho-chu-2024").built_from
    own = dict(now.lineage.own.content)
    own["exempt"] = own["exempt"] | {"minMonths": own["exempt"]["minMonths"] | values}
    changed = Lineage((FileReader("cho-chu-2024.toml", own), *now.lineage.issuer[1:]), now.lineage.party)
    return build(changed, now.ground)


@pytest.mark.clause("HY-C.2-2", "NA-3-1")
def test_a_frozen_year_reads_its_own_set_whatever_the_file_says_now(opened, django_assert_num_queries):
    then = earlier_release(value=7)
    with scope(tenant=opened.tenant.pk):
        cycle = opened.cycle()
        kept = keep_set(then, at=NOON)
    Cycle.objects.filter(pk=cycle.pk).update(set_digest=then.digest, state="issued")
    cycle = queries.cycle_of(2024)

    assert queries.set_of(cycle).value("exempt.minMonths") == 7
    assert engine_rules(cycle).min_months_in_post == 7
    assert load_set("cho-chu-2024").value("exempt.minMonths") == 6
    with django_assert_num_queries(0):
        queries.rules_of(cycle)
    assert kept.digest == then.digest


@pytest.mark.clause("HY-C.2-2")
def test_issuing_keeps_the_whole_content_once(opened):
    cycle = opened.cycle()

    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)

    kept = KeptSet.objects.get()
    assert open_kept(kept.content) == load_set("cho-chu-2024")
    assert keep_set(load_set("cho-chu-2024"), at=NOON) == kept


def test_a_kept_set_is_never_changed(opened):
    kept = keep_set(load_set("cho-chu-2024"), at=NOON)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        KeptSet.objects.filter(pk=kept.pk).update(title="khác")
