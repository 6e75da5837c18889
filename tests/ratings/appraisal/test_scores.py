"""Scoring by points, from the own column to the decision: 100 = 30 + 70, bands, conditions, three columns."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import CaseScore
from ratings.queries.case_page import appraisal_page
from ratings.queries.regulation import regulation_of
from ratings.queries.scores import parts_of, sheet_of
from ratings.services.appraisal import Appraisal, appraise_case
from ratings.services.scores import record_decided_scores, record_self_scores
from reviews.regulations.loader import load_set
from tests.factories.orgchart import NOON, DisciplineRecordFactory, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.conftest import Town

SET = load_set("trung-uong-366-2025")
LEADER = [row.key for row in SET.score_groups("leader")]
BODY = [row.key for row in SET.score_groups("collective")]
CONFIRMED = {"xs_tasks": "Báo cáo 12", "xs_exceeded": "Phụ lục 1", "xs_remedied": "Báo cáo 9", "ht_tasks": "Báo cáo 12"}
CONFIRMED |= {"ht_late": "Báo cáo 12", "xs_no_discipline": "Xác nhận của UBKT"}


@pytest.fixture
def town(town: Town) -> Town:
    """The town in a year that is judged by 366-QĐ/TW."""
    town.cycle = CycleFactory(
        tenant=town.tenant, year=2025, set_code="trung-uong-366-2025", rating_date=date(2025, 11, 30)
    )
    town.meeting_day = date(2025, 12, 5)
    return town


def points(keys: list[str], general: str, results: str) -> dict[str, Decimal | None]:
    """A sheet whose sums are these: everything on the first line of its part."""
    found: dict[str, Decimal | None] = dict.fromkeys(keys, Decimal(0))
    found[next(key for key in keys if "chung" in key)] = Decimal(general)
    found[next(key for key in keys if "ket-qua" in key)] = Decimal(results)
    return found


def appraise(town, subject, given, proposed, conditions=CONFIRMED, **more):
    case = town.case(subject)
    with scope(tenant=town.tenant.pk):
        return appraise_case(
            case_id=case.pk,
            appraisal=Appraisal(degrees={}, points=given, proposed_level=proposed, conditions=conditions, **more),
            version=case.version,
            actor=town.office,
            at=NOON,
        )


def columns(town, subject):
    with scope(tenant=town.tenant.pk):
        case = town.case(subject)
        return parts_of(sheet_of(case, regulation_of(case.subject.cycle)), regulation_of(case.subject.cycle))


def test_a_sheet_goes_from_the_own_column_to_the_decision(town):
    leader = town.leader("Ma Văn Lãnh")
    own = actor_for(town.tenant, Role.STANDING_COMMITTEE, person=leader.person)
    town.prepare()
    with scope(tenant=town.tenant.pk):
        record_self_scores(case_id=town.case(leader).pk, points=points(LEADER, "29", "66"), actor=own, at=NOON)
    appraise(town, leader, points(LEADER, "27.5", "63"), "XS")
    board = town.board(leader)
    town.vote(board, {leader: 5}, {leader: 5})
    town.decide(board)

    case = town.case(leader)
    assert (case.level, case.self_warning) == ("XS", "")
    assert [(part.own, part.accepted) for part in columns(town, leader)] == [
        (Decimal(29), Decimal("27.5")),
        (Decimal(66), Decimal(63)),
    ]
    with scope(tenant=town.tenant.pk):
        with pytest.raises(InvalidInput, match="89,5"):
            record_decided_scores(case_id=case.pk, points=points(LEADER, "27.5", "62"), actor=town.office, at=NOON)
        record_decided_scores(case_id=case.pk, points=points(LEADER, "27", "63"), actor=town.head, at=NOON)
        assert AuditRecord.objects.filter(action__in=["score_self", "score_decided"]).count() == 2
    assert [part.decided for part in columns(town, leader)] == [Decimal(27), Decimal(63)]


@pytest.mark.parametrize(
    ("general", "results", "highest"),
    [("30", "60", "XS"), ("29.99", "60", "HTT"), ("20", "50", "HTT"), ("19.5", "50", "HT"), ("10", "39", "KHT")],
)
def test_the_bands_of_the_set_decide_what_may_be_proposed(town, general, results, highest):
    leader = town.leader("Ma Văn Lãnh")
    town.prepare()
    order = ["KHT", "HT", "HTT", "XS"]
    above = order.index(highest) + 1

    if above < len(order):
        with pytest.raises(InvalidInput, match="Tổng điểm") as refused:
            appraise(town, leader, points(LEADER, general, results), order[above])
        assert set(refused.value.errors) == {"proposed_level"}
    appraise(town, leader, points(LEADER, general, results), highest)

    assert town.case(leader).proposed_level == highest


@pytest.mark.parametrize(
    ("missing", "highest"),
    [("xs_exceeded", "HTT"), ("xs_remedied", "HTT"), ("xs_tasks", "HT"), ("ht_late", "KHT"), ("ht_tasks", "KHT")],
)
def test_a_level_stays_closed_until_its_conditions_are_confirmed_with_evidence(town, missing, highest):
    leader = town.leader("Ma Văn Lãnh")
    town.prepare()
    order = ["KHT", "HT", "HTT", "XS"]
    without = {key: text for key, text in CONFIRMED.items() if key != missing} | {missing: "  "}

    with pytest.raises(InvalidInput) as refused:
        appraise(town, leader, points(LEADER, "30", "70"), order[order.index(highest) + 1], without)
    appraise(town, leader, points(LEADER, "30", "70"), highest, without)

    assert "proposed_level" in refused.value.errors
    case = town.case(leader)
    assert missing not in case.conditions
    with scope(tenant=town.tenant.pk):
        verdict = appraisal_page(case).verdict
    assert (verdict.highest, verdict.scores) == (highest, "30 + 70 = 100 điểm")
    assert [one.key for one in verdict.open_conditions] == [missing]


def test_a_knock_out_needs_its_document_and_leaves_only_the_lowest_level(town):
    leader = town.leader("Ma Văn Lãnh")
    town.prepare()
    found = CONFIRMED | {"leader_confidence": "Biên bản kiểm phiếu ngày 20/11/2025"}

    with pytest.raises(InvalidInput):
        appraise(town, leader, points(LEADER, "30", "70"), "HT", found)
    appraise(town, leader, points(LEADER, "30", "70"), "KHT", found)

    assert town.case(leader).conditions["leader_confidence"].startswith("Biên bản")


def test_a_body_scores_its_own_sheet_and_facts_of_the_board_still_knock_out(town):
    body = town.collective("Ban Thường trực UBMTTQ")
    town.prepare()

    appraise(town, body, points(BODY, "28", "65"), "XS")
    assert town.case(body).proposed_level == "XS"
    with pytest.raises(InvalidInput, match="69%"):
        appraise(town, body, points(BODY, "28", "65"), "HT", targets_met_percent=Decimal(69))
    DisciplineRecordFactory(
        tenant=town.tenant, person=None, collective=body.collective, decided_on=date(2025, 6, 1), degree="khien_trach"
    )
    with pytest.raises(InvalidInput, match="kỷ luật"):
        appraise(town, body, points(BODY, "28", "65"), "XS")


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (points(LEADER, "10", "60") | {LEADER[1]: None}, f"points_{LEADER[1]}", "Chưa chấm điểm"),
        (points(LEADER, "31", "60"), f"points_{LEADER[0]}", "từ 0 đến 30"),
        (points(LEADER, "10", "70.01"), f"points_{LEADER[-1]}", "từ 0 đến 70"),
        (points(LEADER, "20", "60") | {LEADER[1]: Decimal("10.5")}, f"points_{LEADER[4]}", "cộng lại là 30,5"),
    ],
)
def test_points_outside_the_sheet_are_refused_at_their_line_in_every_column(town, given, field, words):
    leader = town.leader("Ma Văn Lãnh")
    town.prepare()

    with scope(tenant=town.tenant.pk), pytest.raises(InvalidInput) as own:
        record_self_scores(case_id=town.case(leader).pk, points=given, actor=town.office, at=NOON)
    with pytest.raises(InvalidInput) as accepted:
        appraise(town, leader, given, "HT")

    assert words in own.value.errors[field]
    assert words in accepted.value.errors[field]
    with scope(tenant=town.tenant.pk):
        assert not CaseScore.objects.exists()


def test_own_points_warn_about_an_own_level_that_they_do_not_reach(town):
    leader = town.leader("Ma Văn Lãnh")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        record_self_scores(case_id=town.case(leader).pk, points=points(LEADER, "15", "50"), actor=town.office, at=NOON)

    assert "15 + 50 = 65" in town.case(leader).self_warning


def test_the_own_column_is_written_by_its_subject_until_the_appraisal(town):
    leader, other = town.leader("Ma Văn Lãnh"), town.leader("Ma Thị Khác")
    town.prepare()
    stranger = actor_for(town.tenant, Role.STANDING_COMMITTEE, person=other.person)
    sheet = points(LEADER, "28", "65")

    with scope(tenant=town.tenant.pk), pytest.raises(PermissionDenied):
        record_self_scores(case_id=town.case(leader).pk, points=sheet, actor=stranger, at=NOON)
    appraise(town, leader, sheet, "XS")
    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="giữ nguyên như khi nộp"):
        record_self_scores(case_id=town.case(leader).pk, points=sheet, actor=town.office, at=NOON)
    with scope(tenant=town.tenant.pk), pytest.raises(Refused, match="sau khi có quyết định"):
        record_decided_scores(case_id=town.case(leader).pk, points=sheet, actor=town.office, at=NOON)
