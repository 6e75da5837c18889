"""A rate above the cap: only where the set knows one, with its decision, once a second person has checked it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.engine.board import Board as Question
from ratings.engine.board import CapDecision, Group, GroupKind, Subject, SubjectKind
from ratings.engine.consistency import BoardError
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from ratings.engine.scales import Level
from ratings.inspection.findings import inspect
from ratings.models import BoardGroup, CapException
from ratings.queries.retest import breaches_of
from ratings.services.appraisal import Appraisal, appraise_case
from ratings.services.cap_exceptions import Grant, confirm_exception, record_exception
from reviews.regulations.loader import load_set
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CycleFactory
from tests.ratings.appraisal.test_scores import CONFIRMED, LEADER, points

POINTS = "trung-uong-366-2025"
WHY = "Tổng thu ngân sách vượt 30% kế hoạch."


def grant(**more):
    given = {
        "rate": 25, "decided_by": "Ban Thường vụ Tỉnh ủy", "decision_number": "77-QĐ/TU",
        "decided_on": date(2025, 12, 1), "bodies": "Văn phòng Đảng ủy xã", "achievement": WHY,
    }  # fmt: skip
    return Grant(**given | more)


@pytest.fixture
def town(town):
    """A year under 366-QĐ/TW."""
    town.cycle = CycleFactory(tenant=town.tenant, year=2025, set_code=POINTS, rating_date=date(2025, 11, 30))
    town.meeting_day = date(2025, 12, 5)
    return town


@pytest.fixture
def leaders(town):
    """Eight leaders with a hundred points each: 20% gives one place, 25% two."""
    found = [town.leader(f"Lê Thị Phó {number}") for number in range(8)]
    town.prepare()
    for one in found:
        case = town.case(one)
        with scope(tenant=town.tenant.pk):
            appraise_case(
                case_id=case.pk, version=case.version, actor=town.office, at=NOON,
                appraisal=Appraisal(
                    degrees={}, points=points(LEADER, "30", "70"), proposed_level="HTT", conditions=CONFIRMED
                ),
            )  # fmt: skip
    return found


def record(town, subject, *, actor=None, **more):
    with scope(tenant=town.tenant.pk):
        return record_exception(
            group_id=town.group(subject).pk, grant=grant(**more), actor=actor or town.office, at=NOON
        )


def confirm(town, subject, actor=None):
    with scope(tenant=town.tenant.pk):
        return confirm_exception(group_id=town.group(subject).pk, actor=actor or town.head, at=NOON)


def places(town, board, leaders):
    """The places that round 2 is opened with."""
    town.open_round_1(board, leaders[0])
    town.count(board, dict.fromkeys(leaders, 5))
    town.open_round_2(board, leaders[0])
    with scope(tenant=town.tenant.pk):
        return BoardGroup.objects.get(board=board).places_round_2


def test_a_checked_decision_gives_the_group_its_rate_and_stands_in_the_arithmetic_and_in_the_decision(town, leaders):
    record(town, leaders[0])
    confirm(town, leaders[0])
    board = town.board(leaders[0])

    assert places(town, board, leaders) == 2
    town.count(board, {leaders[0]: 5, leaders[1]: 5} | dict.fromkeys(leaders[2:], 0), round_number=2)
    decision = town.decide(board)

    assert [town.case(one).level for one in leaders[:3]] == ["XS", "XS", "HTT"]
    with scope(tenant=town.tenant.pk):
        told = AuditRecord.objects.get(action="open_round_2").changes
        assert breaches_of(town.cycle) == []
    assert told["calculation"] == (
        "8 đạt loại Tốt trở lên × 25% = 2, tỷ lệ 25% theo Quyết định số 77-QĐ/TU ngày 01/12/2025 của Ban Thường vụ "
        "Tỉnh ủy."
    )
    assert told["clauses"] == ["QD366-11-20", "QD366-11-25"]
    stored = next(one for one in decision.engine_input["groups"] if "exception" in one)
    assert stored["exception"]["rate"] == 25
    assert "77-QĐ/TU" in stored["exception"]["decision"]


def test_a_decision_that_nobody_has_checked_changes_nothing(town, leaders):
    record(town, leaders[0])

    assert places(town, town.board(leaders[0]), leaders) == 1


def test_whoever_recorded_it_does_not_check_it(town, leaders):
    record(town, leaders[0])

    with pytest.raises(Refused, match="một đồng chí khác đối chiếu"):
        confirm(town, leaders[0], town.office)
    found = confirm(town, leaders[0])
    with pytest.raises(Refused, match="đã được đối chiếu"):
        confirm(town, leaders[0])
    with scope(tenant=town.tenant.pk), pytest.raises(IntegrityError), transaction.atomic():
        CapException.objects.filter(pk=found.pk).update(confirmed_by=found.recorded_by)


def test_recorded_anew_it_is_checked_anew(town, leaders):
    record(town, leaders[0])
    confirm(town, leaders[0])

    record(town, leaders[0], rate=22)

    assert places(town, town.board(leaders[0]), leaders) == 1
    with scope(tenant=town.tenant.pk):
        actions = list(
            AuditRecord.objects.filter(action__contains="cap_exception").order_by("pk").values_list("action", flat=True)
        )
    assert actions == ["record_cap_exception", "confirm_cap_exception", "record_cap_exception"]


def test_once_the_places_are_computed_the_rate_stays(town, leaders):
    record(town, leaders[0])
    board = town.board(leaders[0])
    places(town, board, leaders)

    with pytest.raises(Refused, match="đã tính số chỗ"):
        record(town, leaders[0])
    with pytest.raises(Refused, match="đã tính số chỗ"):
        confirm(town, leaders[0])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"rate": 26}, "rate"),
        ({"rate": 20}, "rate"),
        ({"decision_number": " "}, "decision_number"),
        ({"decided_by": ""}, "decided_by"),
        ({"bodies": ""}, "bodies"),
        ({"achievement": ""}, "achievement"),
        ({"decided_on": date(2023, 1, 1)}, "decided_on"),
    ],
)
def test_without_a_complete_reference_there_is_no_exception(town, leaders, more, field):
    with pytest.raises(InvalidInput) as caught:
        record(town, leaders[0], **more)

    assert list(caught.value.errors) == [field]


def test_a_set_without_the_exception_refuses_it(town, leaders):
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code, town.cycle.set_digest = "cho-chu-2024", load_set("cho-chu-2024").digest
        town.cycle.save()

    with pytest.raises(Refused, match="không có ngoại lệ vượt tỷ lệ 20%"):
        record(town, leaders[0])


def test_only_those_who_run_and_decide_may(town, leaders):
    board, outsider = actor_for(town.tenant, Role.ORGANISATION_BOARD), actor_for(town.tenant, Role.INSPECTION)
    with pytest.raises(PermissionDenied):
        record(town, leaders[0], actor=outsider)
    with pytest.raises(NotVisible):
        confirm(town, leaders[0])
    record(town, leaders[0], actor=board)
    with pytest.raises(PermissionDenied):
        confirm(town, leaders[0], board)


def finished(rate=None, excellent=5, passed=20):
    subjects = tuple(
        Subject(
            id=f"s{number}", kind=SubjectKind.INDIVIDUAL, group="g",
            proposed=Level.XS if number < excellent else Level.HTT,
        )
        for number in range(passed)
    )  # fmt: skip
    exception = CapDecision(rate=rate, reference="Quyết định số 77-QĐ/TU") if rate else None
    group = Group(id="g", kind=GroupKind.LEADERS, exception=exception)
    return Question(rating_date=date(2025, 11, 30), year=2025, subjects=subjects, groups=(group,))


def test_a_finished_year_is_held_against_the_rate_of_its_decision():
    rules = rules_of(load_set(POINTS))

    with_it, without = evaluate(finished(25), rules), evaluate(finished(), rules)

    assert (with_it.groups[0].places, with_it.groups[0].excess, with_it.violations) == (5, 0, ())
    assert (without.groups[0].places, without.groups[0].excess) == (4, 1)
    assert inspect(finished(25), rules).findings == ()
    assert len(inspect(finished(), rules).findings) == 1
    above = evaluate(finished(25, excellent=6), rules).violations[0]
    assert "bớt 1 cán bộ" in above.text
    assert "hoặc thêm 4 cán bộ" in above.text
    assert above.clauses[:2] == ("QD366-11-20", "QD366-11-25")


@pytest.mark.parametrize(
    ("code", "rate", "expected"),
    [
        ("hung-yen-2019", 25, "không có ngoại lệ"),
        (POINTS, 26, "trên 20% và không quá 25%"),
        (POINTS, 20, "trên 20% và không quá 25%"),
    ],
)
def test_a_board_file_with_an_exception_that_the_set_does_not_know_is_refused(code, rate, expected):
    with pytest.raises(BoardError, match=expected):
        evaluate(finished(rate), rules_of(load_set(code)))


def test_the_pages_take_down_the_decision_show_it_and_let_a_second_person_confirm(client, town, leaders):
    board = town.board(leaders[0])
    at = [town.tenant.slug, 2025, board.pk, town.group(leaders[0]).pk]
    page, confirming = reverse("ratings:cap_exception", args=at), reverse("ratings:confirm_cap_exception", args=at)
    typed = {
        "rate": "26", "decided_by": "Ban Thường vụ Tỉnh ủy", "decision_number": "77-QĐ/TU",
        "decided_on": "2025-12-01", "bodies": "Văn phòng Đảng ủy xã", "achievement": WHY,
    }  # fmt: skip
    client.force_login(town.office.account)

    refused = client.post(page, typed)
    stored = client.post(page, typed | {"rate": "25"}, follow=True).content.decode()
    own = client.post(confirming)
    client.force_login(town.head.account)
    shown = client.post(confirming, follow=True).content.decode()

    assert refused.status_code == 422
    assert "không quá 25%" in refused.content.decode()
    assert WHY in refused.content.decode()
    assert "Chờ người thứ hai đối chiếu" in stored
    assert 'data-clause="QD366-11-25"' in stored
    assert own.status_code == 409
    assert "Ngoại lệ: tỷ lệ 25% theo Quyết định số 77-QĐ/TU ngày 01/12/2025" in shown
