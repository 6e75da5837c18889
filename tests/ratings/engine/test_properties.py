"""What holds on every board, tried on generated ones."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.engine.board import (
    Ballot,
    Board,
    CollectiveDiscipline,
    Criterion,
    DisciplineRecord,
    Facts,
    Group,
    GroupKind,
    Subject,
    SubjectKind,
)
from ratings.engine.caps import ordinary_places
from ratings.engine.evaluate import evaluate
from ratings.engine.exemptions import full_on
from ratings.engine.from_set import rules_of
from ratings.engine.rules import CapBase, RatingRules, Rounding
from ratings.engine.scales import RULE_ORDER, Degree, Discipline, Level, Unrated
from ratings.engine.wording import number
from ratings.engine.written import as_json, as_text
from reviews.regulations.loader import available_sets, load_set

DAY = date(2024, 11, 30)
RULES = {code: rules_of(load_set(code)) for code in available_sets()}

levels = st.none() | st.sampled_from(list(Level))
criteria = st.lists(
    st.builds(
        Criterion,
        code=st.sampled_from("abcdefg"),
        degree=st.sampled_from(Degree),
        result=st.booleans(),
        basic=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda criterion: criterion.code,
).map(tuple)
records = st.lists(
    st.builds(
        DisciplineRecord,
        degree=st.sampled_from(Discipline),
        counted_before=st.booleans(),
        violation=st.none() | st.sampled_from(["A", "B"]),
    ),
    max_size=2,
).map(tuple)
facts = st.builds(
    Facts,
    collective_discipline=st.none()
    | st.builds(
        CollectiveDiscipline, self_detected=st.booleans(), remedied=st.booleans(), counted_before=st.booleans()
    ),
    member_disciplines=records,
    disunity_concluded=st.booleans(),
    targets_met_percent=st.decimals(0, 100, places=1),
    main_targets_met=st.booleans(),
)
long_ago = st.none() | st.integers(0, 400).map(lambda days: DAY - timedelta(days=days))


@st.composite
def boards(draw: st.DrawFn) -> Board:
    """Some collectives with an organisation each, their heads, and two groups, with or without a ballot."""
    size = draw(st.integers(1, 7))
    subjects: list[Subject] = []
    for index in range(size):
        fixed = draw(st.none() | st.sampled_from([*Level, Unrated.NOT_RATED]))
        own = None if fixed else draw(levels)
        subjects.append(Subject(id=f"o{index}", kind=SubjectKind.ORGANIZATION, fixed_level=fixed, proposed=own))
        subjects.append(
            Subject(
                id=f"c{index}",
                kind=SubjectKind.COLLECTIVE,
                group="bodies",
                organization=draw(st.none() | st.just(f"o{index}")),
                review_closed=draw(st.integers(0, 9)) > 0,
                criteria=draw(criteria),
                facts=draw(st.just(Facts()) | facts),
                attested=draw(st.booleans()),
                founded_on=draw(long_ago),
                proposed=draw(levels),
            )
        )
        subjects.append(
            Subject(
                id=f"p{index}",
                kind=SubjectKind.INDIVIDUAL,
                group="people",
                heads=draw(st.sampled_from([(), (f"c{index}",), (f"c{index}", f"o{index}")])),
                own_ceiling=draw(levels),
                appointed_on=draw(long_ago),
                proposed=draw(levels),
            )
        )
    groups = (
        Group(id="bodies", kind=GroupKind.COLLECTIVES, ballot=draw(ballots("c", size))),
        Group(
            id="people",
            kind=draw(st.sampled_from([GroupKind.LEADERS, GroupKind.MEMBERS])),
            ballot=draw(ballots("p", size)),
        ),
    )
    return Board(rating_date=DAY, year=2024, subjects=tuple(draw(st.permutations(subjects))), groups=groups)


@st.composite
def ballots(draw: st.DrawFn, prefix: str, size: int) -> Ballot | None:
    """No ballot, or one with votes for anybody of the group."""
    if draw(st.booleans()):
        return None
    entitled = draw(st.integers(1, 6))
    present = draw(st.integers(entitled // 2, entitled))
    votes = st.dictionaries(st.sampled_from([f"{prefix}{index}" for index in range(size)]), st.integers(0, present))
    return Ballot(entitled=entitled, present=present, round1=draw(votes), round2=draw(votes))


rules = st.sampled_from(list(RULES.values()))


@settings(max_examples=250, deadline=None)
@given(boards(), rules)
@pytest.mark.clause("HY-B.II.4-2")
def test_a_ballot_never_gives_more_top_levels_than_places(board: Board, chosen: RatingRules) -> None:
    result = evaluate(board, chosen)

    for group, figures in zip(board.groups, result.groups, strict=True):
        if group.ballot is not None:
            assert figures.excellent <= figures.places
            assert figures.excess == 0
        assert figures.excellent <= figures.admissible <= figures.passed <= figures.size


@settings(max_examples=250, deadline=None)
@given(boards(), rules)
def test_no_level_is_above_the_highest_and_every_limit_has_a_reason(board: Board, chosen: RatingRules) -> None:
    for one in evaluate(board, chosen).subjects:
        limits = [reason.limit for reason in one.reasons]
        if isinstance(one.highest, Unrated):
            assert limits == [one.highest]
            assert one.level is (Unrated.NOT_RATED if one.highest is Unrated.NOT_RATED else None)
            continue
        assert one.level is None or one.level <= one.highest
        assert one.highest == min(limits, default=Level.XS)
        order = [(reason.limit, RULE_ORDER[reason.rule]) for reason in one.reasons]
        assert order == sorted(set(order))
        assert Level.XS not in limits


@settings(max_examples=150, deadline=None)
@given(boards(), rules)
@pytest.mark.clause("HY-B.II.2-5")
def test_ceilings_only_ever_limit(board: Board, chosen: RatingRules) -> None:
    """Without any ceiling nobody stands lower than with them, save those who no longer wait for a body."""
    free = replace(
        chosen, head_under_collectives=False, head_under_organizations=False, collective_under_organization=False
    )

    bound = {one.id: one.highest for one in evaluate(board, chosen).subjects}

    for one in evaluate(board, free).subjects:
        before = bound[one.id]
        if isinstance(before, Level) and isinstance(one.highest, Level):
            assert before <= one.highest
        else:
            assert before is one.highest or before is Unrated.BLOCKED


@settings(max_examples=100, deadline=None)
@given(boards(), rules, st.randoms(use_true_random=False))
def test_order_of_the_subjects_changes_no_level(board: Board, chosen: RatingRules, chance: Random) -> None:
    shuffled = list(board.subjects)
    chance.shuffle(shuffled)

    one = evaluate(board, chosen)
    other = evaluate(replace(board, subjects=tuple(shuffled)), chosen)

    assert {row.id: (row.highest, row.level) for row in one.subjects} == {
        row.id: (row.highest, row.level) for row in other.subjects
    }
    assert [row.id for row in other.subjects] == [row.id for row in shuffled if row.fixed_level is None]


@settings(max_examples=50, deadline=None)
@given(boards(), rules)
def test_the_same_board_gives_the_same_bytes(board: Board, chosen: RatingRules) -> None:
    assert as_json(evaluate(board, chosen)) == as_json(evaluate(board, chosen))
    assert as_text(evaluate(board, chosen)) == as_text(evaluate(board, chosen))


@given(st.integers(1, 10**9), st.integers(0, 100))
@pytest.mark.clause("HY-B.II.4-5")
def test_places_are_exact_for_any_number(passed: int, rate: int) -> None:
    base = RatingRules(code="x", cap_rate=rate)

    down = ordinary_places(passed, base)[1]
    nearest = ordinary_places(passed, replace(base, cap_rounding=Rounding.NEAREST))[1]
    up = ordinary_places(passed, replace(base, cap_rounding=Rounding.UP))[1]
    strict = ordinary_places(passed, replace(base, cap_base=CapBase.FINAL_HTT))[1]

    assert down == rate * passed // 100
    assert nearest == int((Decimal(rate * passed) / 100).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    assert up == -(-rate * passed // 100)
    assert 100 * strict <= rate * (passed - strict)
    assert 100 * (strict + 1) > rate * (passed - strict - 1)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 1200))
@pytest.mark.clause("CC-III.3-4")
def test_months_are_full_on_the_same_day_or_the_last_of_the_month(start: date, months: int) -> None:
    year, month, day = full_on(start, months)

    assert (year * 12 + month) - (start.year * 12 + start.month) == months
    assert day == start.day or (
        day < start.day and date(year, month, day).month != (date(year, month, day) + timedelta(1)).month
    )


def test_months_beyond_the_calendar_are_still_counted() -> None:
    assert full_on(date(2024, 1, 31), 1_000_000) == (85357, 5, 31)


@given(st.fractions(0, 100, max_denominator=1000))
def test_numbers_are_written_exactly(value: Fraction) -> None:
    written = number(value)

    back = Fraction(written.replace(",", ".")) if "," in written else Fraction(written)
    assert back == value


@given(given=criteria, happened=facts, attested=st.booleans(), chosen=st.sampled_from(list(RULES.values())))
def test_more_merit_never_lowers_the_highest_level(
    given: tuple[Criterion, ...], happened: Facts, attested: bool, chosen: RatingRules
) -> None:
    """One better degree, a confirmed condition, a year without incidents: nobody stands lower for it."""
    body = Subject(id="c", kind=SubjectKind.COLLECTIVE, criteria=given, facts=happened, attested=attested)
    better = [replace(body, attested=True), replace(body, facts=Facts())]
    for index, one in enumerate(given):
        raised = replace(one, degree=Degree(min(one.degree + 1, Degree.X)))
        better.append(replace(body, criteria=(*given[:index], raised, *given[index + 1 :])))

    before, *after = (_highest(one, chosen) for one in (body, *better))

    assert min(after, default=before) >= before


def _highest(subject: Subject, rules: RatingRules) -> Level:
    found = evaluate(Board(rating_date=DAY, year=2024, subjects=(subject,)), rules).subjects[0].highest
    assert isinstance(found, Level)
    return found


@pytest.mark.clause("NA-4-3")
@pytest.mark.parametrize(
    ("kind", "passed", "excellent", "words"),
    [
        (GroupKind.COLLECTIVES, 13, 3, "bớt 1 tập thể xếp loại “Hoàn thành xuất sắc nhiệm vụ”, hoặc thêm 2 tập thể"),
        (GroupKind.COLLECTIVES, 17, 4, "bớt 1 tập thể xếp loại “Hoàn thành xuất sắc nhiệm vụ”, hoặc thêm 3 tập thể"),
        (GroupKind.LEADERS, 5, 3, "bớt 2 cán bộ xếp loại “Hoàn thành xuất sắc nhiệm vụ”, hoặc thêm 10 cán bộ"),
    ],
)
def test_too_many_top_levels_are_told_with_both_ways_out(
    kind: GroupKind, passed: int, excellent: int, words: str
) -> None:
    person = kind is GroupKind.LEADERS
    subjects = tuple(
        Subject(
            id=f"s{number}",
            kind=SubjectKind.INDIVIDUAL if person else SubjectKind.COLLECTIVE,
            group="g",
            proposed=Level.XS if number < excellent else Level.HTT,
        )
        for number in range(passed)
    )
    board = Board(rating_date=DAY, year=2024, subjects=subjects, groups=(Group(id="g", kind=kind),))

    told = evaluate(board, RULES["hung-yen-2019"]).violations

    assert words in told[0].text
    assert told[0].text.endswith("đạt loại Tốt trở lên.")
