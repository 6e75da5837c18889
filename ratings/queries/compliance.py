"""What a year has to keep to, in seven points: each with what was looked at and what breaks it. (SL-I.2-1)"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.timezone import localdate

from ratings.engine.scales import Rule
from ratings.models import Board, CriterionDegree, Decision, DecisionItem, RatingCase
from ratings.queries.deciding import deciding_kinds
from ratings.queries.regulation import criteria_of, regulation_of, rules_of
from ratings.queries.retest import Breach, breaches_of
from ratings.states import BoardState, CaseState
from reviews.models import AgendaItem, Cycle, Deadline, RatingPlace, Review, Subject, SubjectKind, SubjectReference
from reviews.queries import closed_subject_ids
from reviews.states import AgendaState, Phase


class Outcome(StrEnum):
    """What a point has come to."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"


LABELS = {Outcome.KEPT: "Đạt", Outcome.BROKEN: "Không đạt", Outcome.OPEN: "Chưa có gì để kiểm tra"}


@dataclass(frozen=True)
class Point:
    """One of the seven: how many were looked at, and the sentences that say what is wrong."""

    title: str
    asked: str
    looked_at: int
    faults: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """Nothing looked at is no pass."""
        if self.faults:
            return Outcome.BROKEN
        return Outcome.KEPT if self.looked_at else Outcome.OPEN

    @property
    def label(self) -> str:
        """The outcome in words."""
        return LABELS[self.outcome]


def compliance_of(cycle: Cycle, today: date) -> list[Point]:
    """The seven points in the order of the document; a step whose day has not come is not late yet."""
    year = _Year(cycle, today)
    found = []
    for title, asked, check in POINTS:
        looked_at, faults = check(year)
        found.append(Point(title, asked, looked_at, tuple(faults)))
    return found


class _Year:
    """The rows of a year that several points look at, loaded once."""

    def __init__(self, cycle: Cycle, today: date) -> None:
        self.cycle, self.today, self.regulation = cycle, today, regulation_of(cycle)
        rows = RatingCase.objects.filter(subject__cycle=cycle).select_related(
            "subject__collective", "subject__organization", "subject__decided_by"
        )
        self.cases = list(rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "pk"))
        self.decided = [case for case in self.cases if case.level]
        self.decisions = list(
            Decision.objects.filter(board__cycle=cycle).select_related("board__body").order_by("decided_on", "pk")
        )
        self.breaches: list[Breach] = breaches_of(cycle) if self.decided else []
        items = DecisionItem.objects.filter(decision__board__cycle=cycle).order_by("pk")
        self.decided_on = dict(items.values_list("case__subject_id", "decision__decided_on")) | {
            case.subject_id: case.external_decided_on for case in self.cases if case.external_decided_on
        }


Check = Callable[[_Year], tuple[int, list[str]]]


def _content(year: _Year) -> tuple[int, list[str]]:
    subjects = list(Subject.objects.filter(cycle=year.cycle, is_reviewed=True).order_by("rank", "sort_key", "pk"))
    closed = closed_subject_ids(year.cycle)
    return len(subjects), [f"{one.name}: chưa kiểm điểm xong." for one in subjects if one.pk not in closed]


def _order(year: _Year) -> tuple[int, list[str]]:
    held, faults = _out_of_order(year.cycle)
    return held + len(year.decided), [*faults, *_before_reference(year), *_before_review(year)]


def _out_of_order(cycle: Cycle) -> tuple[int, list[str]]:
    """Conferences in which somebody was concluded before those who come first: the agenda has the prescribed order.

    (HY-B.I.4.2-3)
    """
    rows = AgendaItem.objects.filter(conference__cycle=cycle, state=AgendaState.CONCLUDED)
    held: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in rows.select_related("subject", "conference").order_by("conference_id", "concluded_at", "position"):
        held[item.conference_id].append(item)
    faults = []
    for items in held.values():
        should = sorted(items, key=lambda item: item.position)
        wrong = next(((was, first) for was, first in zip(items, should, strict=True) if was.pk != first.pk), None)
        if wrong is not None:
            was, first = wrong
            faults.append(f"{was.conference.title}: kiểm điểm {was.subject.name} trước {first.subject.name}.")
    return len(held), faults


def _before_reference(year: _Year) -> Iterator[str]:
    """Levels that were decided before the level they hang on. (HY-B.II.2-4)"""
    rows = SubjectReference.objects.filter(subject__cycle=year.cycle).select_related("subject", "reference")
    for row in rows.order_by("subject__sort_key", "pk"):
        own, other = year.decided_on.get(row.subject_id), year.decided_on.get(row.reference_id)
        if own is not None and (other is None or own < other):
            when = f"ngày {other:%d/%m/%Y}" if other else "chưa có"
            yield f"{row.subject.name}: xếp loại ngày {own:%d/%m/%Y}, mức của {row.reference.name} {when}."


def _before_review(year: _Year) -> Iterator[str]:
    closed = closed_subject_ids(year.cycle)
    for case in year.decided:
        if case.subject.is_reviewed and case.subject_id not in closed:
            yield f"{case.subject.name}: đã xếp loại khi chưa kiểm điểm xong."


def _criteria(year: _Year) -> tuple[int, list[str]]:
    """The frozen set decided every level, and every criterion of its frame has an accepted degree."""
    faults = [
        f"Quyết định số {one.code}: xếp loại theo bộ tiêu chí khác bộ đã chốt của đợt."
        for one in year.decisions
        if one.set_digest != year.cycle.set_digest
    ]
    given: dict[int, set[str]] = defaultdict(set)
    degrees = CriterionDegree.objects.filter(case__in=year.decided).exclude(degree="")
    for key, code in degrees.values_list("case_id", "code"):
        given[key].add(code)
    own = [case for case in year.decided if not case.decided_externally_by]
    for case in own:
        missing = [one.code for one in criteria_of(case.subject, year.regulation) if one.code not in given[case.pk]]
        if missing:
            faults.append(f"{case.subject.name}: chưa đánh giá tiêu chí {', '.join(missing)}.")
    return len(year.decisions) + len(own), faults


def _standards(year: _Year) -> tuple[int, list[str]]:
    faults = [f"{one.case.subject.name}: {one.text}" for one in year.breaches if one.rule != Rule.EXCELLENCE_CAP]
    return len(year.decided), faults


def _cap(year: _Year) -> tuple[int, list[str]]:
    """One sentence a group, however many of the highest level stand in it."""
    groups = {case.group_id for case in year.decided if case.group_id is not None}
    above = (one for one in year.breaches if one.rule == Rule.EXCELLENCE_CAP)
    return len(groups), list(dict.fromkeys(one.text for one in above))


def _body(year: _Year) -> tuple[int, list[str]]:
    """Meetings of the body that the set names, with a quorum; levels from above only for those who are rated there."""
    kinds, quorum, faults = deciding_kinds(year.cycle), rules_of(year.cycle).quorum, []
    boards = list(Board.objects.filter(cycle=year.cycle, state=BoardState.DECIDED).select_related("body"))
    for board in boards:
        if board.body.kind not in kinds:
            faults.append(f"{board.title}: {board.body.name} không phải cấp có thẩm quyền theo bộ quy định.")
        if (board.present or 0) < quorum * board.entitled:
            faults.append(f"{board.title}: có mặt {board.present}/{board.entitled}, chưa đủ {quorum} số thành viên.")
    above = [case for case in year.decided if case.decided_externally_by]
    faults += [
        f"{case.subject.name}: {case.decided_externally_by} quyết định, trong khi thuộc quyền xếp loại tại đây."
        for case in above if case.subject.rating == RatingPlace.HERE
    ]  # fmt: skip
    return len(boards) + len(above), faults


def _deadlines(year: _Year) -> tuple[int, list[str]]:
    """What was done after the last day of its step, or is still not done when that day is over."""
    looked_at, faults = 0, []
    done = {
        Phase.SELF_REVIEW: _written(year.cycle, individual=True),
        Phase.DRAFT: _written(year.cycle, individual=False),
        Phase.REVIEW: _concluded(year.cycle),
        Phase.RATING: [(case.subject.name, year.decided_on.get(case.subject_id)) for case in _to_be_rated(year)],
    }
    for step in Deadline.objects.filter(cycle=year.cycle, phase__in=done).order_by("last_day", "pk"):
        for name, day in done[Phase(step.phase)]:
            if day is None and year.today <= step.last_day:
                continue
            looked_at += 1
            if day is None or day > step.last_day:
                when = f"xong ngày {day:%d/%m/%Y}" if day else "chưa xong"
                faults.append(f"{name}: {when}, hạn của “{step.title}” là {step.last_day:%d/%m/%Y}.")
    return looked_at, faults


def _to_be_rated(year: _Year) -> list[RatingCase]:
    """A case without a level for a reason is not late."""
    return [case for case in year.cases if case.state != CaseState.NOT_RATED]


def _written(cycle: Cycle, *, individual: bool) -> list[tuple[str, date | None]]:
    rows = Review.objects.filter(subject__cycle=cycle, subject__is_reviewed=True).select_related("subject")
    person = SubjectKind.INDIVIDUAL
    rows = rows.filter(subject__kind=person) if individual else rows.exclude(subject__kind=person)
    return [
        (row.subject.name, localdate(row.circulated_at) if row.circulated_at else None)
        for row in rows.order_by("subject__rank", "subject__sort_key", "pk")
    ]


def _concluded(cycle: Cycle) -> list[tuple[str, date | None]]:
    rows = Subject.objects.filter(cycle=cycle, is_reviewed=True).prefetch_related("places")
    found = []
    for subject in rows.order_by("rank", "sort_key", "pk"):
        days = [place.done_at for place in subject.places.all()]
        known = [localdate(day) for day in days if day is not None]
        if days:
            found.append((subject.name, max(known) if len(known) == len(days) else None))
    return found


POINTS: tuple[tuple[str, str, Check], ...] = (
    ("Nội dung", "Mọi tập thể, cá nhân thuộc diện đều đã kiểm điểm xong, văn bản đã hoàn chỉnh.", _content),
    ("Quy trình", "Tập thể trước, cá nhân sau; kiểm điểm xong mới xếp loại; người đứng đầu xếp loại sau cùng.", _order),
    ("Tiêu chí", "Dùng đúng bộ tiêu chí đã chốt; tiêu chí nào cũng có mức đánh giá.", _criteria),
    ("Tiêu chuẩn", "Mức đã quyết định không cao hơn mức mà tiêu chuẩn, kỷ luật và mức liên quan cho phép.", _standards),
    ("Tỷ lệ", "Số xếp loại Hoàn thành xuất sắc của từng nhóm không vượt số được phép.", _cap),
    ("Thẩm quyền", "Cấp quyết định đúng bộ quy định và họp đủ số thành viên.", _body),
    ("Tiến độ thời gian", "Từng bước xong trong hạn của kế hoạch.", _deadlines),
)
