"""Who stands on which ballot paper: the next sitting of round 1, the runners of round 2 and of a run-off."""

from collections.abc import Sequence
from dataclasses import dataclass

from orgchart.kinds import PostRole
from ratings.engine.results import GroupResult
from ratings.engine.scales import Level, Unrated
from ratings.models import BallotRound, RatingCase
from ratings.queries.judgement import Judgement, judge
from ratings.queries.sheet import GroupRow, Sheet, engine_id
from ratings.states import BallotState, CaseState
from reviews.models import SubjectKind
from reviews.queries.opinions import former_superiors


@dataclass(frozen=True)
class Paper:
    """The ballot paper that comes next: its round and sitting, who stands on it, how many names may be marked."""

    round: int
    sitting: int
    cases: tuple[RatingCase, ...]
    places: int | None = None
    waiting: tuple[str, ...] = ()


def next_paper(sheet: Sheet, row: GroupRow) -> Paper | None:
    """The paper to be counted next in a group; None where no ballot is open."""
    if row.state == BallotState.ROUND_1:
        return _round_1(judge(sheet), row)
    if row.state in {BallotState.ROUND_2, BallotState.RUN_OFF}:
        judgement = judge(sheet, focus={row.group.pk})
        figures = judgement.of_group(row)
        if row.state == BallotState.ROUND_2:
            return Paper(BallotRound.EXCELLENT, 1, tuple(runners(judgement, row)), figures.places)
        tied = figures.ballot.run_off if figures.ballot else ()
        left = figures.places - figures.excellent
        return Paper(BallotRound.RUN_OFF, 1, _cases(sheet, row, tied), left)
    return None


def _round_1(judgement: Judgement, row: GroupRow) -> Paper | None:
    for sitting, cases in sittings(judgement.sheet, row).items():
        if sitting in row.sittings:
            continue
        waiting = blocked(judgement, cases)
        found = [case for case in cases if _admits_good(judgement, case)]
        if found or waiting:
            return Paper(BallotRound.GOOD, sitting, tuple(found), waiting=waiting)
    return None


def sittings(sheet: Sheet, row: GroupRow) -> dict[int, list[RatingCase]]:
    """Round 1 in two sittings where a group holds heads and others: heads are rated last (HY-B.II.2-4)."""
    cases = sheet.cases_in(row.group.pk)
    heads = [case for case in cases if is_head(case)]
    others = [case for case in cases if not is_head(case)]
    if sheet.regulation.value("rating.headLast") is not True or not heads or not others:
        return {1: cases}
    return {1: others, 2: heads}


def is_head(case: RatingCase) -> bool:
    """Whether the case is that of a head."""
    return case.subject.kind == SubjectKind.INDIVIDUAL and case.subject.role == PostRole.HEAD


def blocked(judgement: Judgement, cases: Sequence[RatingCase]) -> tuple[str, ...]:
    """Why cases cannot be balloted yet, as sentences with their names."""
    found = []
    superiors = former_superiors(judgement.sheet.cycle, [case.subject for case in cases])
    for case in cases:
        answer = judgement.of(case)
        former = superiors.get(case.subject.unit_id)
        if former is not None and not former.is_heard:
            found.append(
                f"{case.subject.name}: mới chuyển giao, tiếp nhận trong năm, chưa có nhận xét của {former.name}; "
                "mời đồng chí gửi phiếu hoặc nhập nhận xét đã nhận ở trang Lấy ý kiến."
            )
        elif answer is not None and answer.highest is Unrated.BLOCKED:
            found.append(f"{case.subject.name}: {answer.reasons[0].text}")
        elif is_head(case) and (names := unsettled_in_unit(judgement, case)):
            found.append(
                f"{case.subject.name}: người đứng đầu được xếp loại sau cùng, còn chưa xếp loại {', '.join(names)}."
            )
    return tuple(found)


def unsettled_in_unit(judgement: Judgement, head: RatingCase) -> list[str]:
    """Others of the head's unit who are to be rated here and are neither rated, counted nor exempted (HY-B.II.2-4)."""
    sheet = judgement.sheet
    rows = {row.group.pk: row for row in sheet.groups}
    names = []
    for case in sheet.cases:
        same_unit = case.subject.unit_id == head.subject.unit_id and case.subject.kind == SubjectKind.INDIVIDUAL
        if not same_unit or case.pk == head.pk or is_head(case) or case.subject.rating != "here":
            continue
        row = rows.get(case.group_id) if case.group_id is not None else None
        voted = row is not None and (row.state == BallotState.COUNTED or 1 in row.sittings)
        if not voted and not _is_settled(judgement, case):
            names.append(case.subject.name)
    return names


def _is_settled(judgement: Judgement, case: RatingCase) -> bool:
    if case.state in {CaseState.DECIDED, CaseState.NOTIFIED, CaseState.NOT_RATED}:
        return True
    answer = judgement.of(case)
    return answer is None or answer.highest is Unrated.NOT_RATED


def runners(judgement: Judgement, row: GroupRow) -> list[RatingCase]:
    """Passers of round 1 whose standard admits the top level (HY-B.II.4-2, CC-III.3-2)."""
    figures = judgement.of_group(row)
    passed = set(figures.ballot.passed) if figures.ballot else set()
    return [
        case
        for case in judgement.sheet.cases_in(row.group.pk)
        if engine_id(case.subject_id) in passed and _highest(judgement, case) is Level.XS
    ]


def _admits_good(judgement: Judgement, case: RatingCase) -> bool:
    highest = _highest(judgement, case)
    return isinstance(highest, Level) and highest >= Level.HTT


def _highest(judgement: Judgement, case: RatingCase) -> Level | Unrated | None:
    answer = judgement.of(case)
    return answer.highest if answer else None


def _cases(sheet: Sheet, row: GroupRow, ids: Sequence[str]) -> tuple[RatingCase, ...]:
    return tuple(case for case in sheet.cases_in(row.group.pk) if engine_id(case.subject_id) in ids)


def is_settled_without_round_2(figures: GroupResult) -> bool:
    """No place, or nobody admissible: round 2 has nothing to choose."""
    return min(figures.places, figures.admissible) == 0
