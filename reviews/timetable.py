"""Contradictions in the timetable of a year, each with its arithmetic and what would lift it; asks no clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reviews import calendar
from reviews.states import Phase

_LEVELS = (Phase.GRASSROOTS, Phase.ABOVE_GRASSROOTS, Phase.PROVINCE)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One dated step: what it ends, its last timely day and the clauses that it rests on."""

    key: str
    title: str
    phase: str
    last_day: date
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timetable:
    """The dated steps of a year with what they are measured by; `rating_date` is the day of the ballot, if any."""

    steps: Sequence[Step]
    lead: int = 3
    lead_clauses: tuple[str, ...] = ()
    rating_date: date | None = None
    year_ends: Sequence[tuple[str, date]] = ()
    before_year_end: bool = False

    def of(self, *phases: str) -> list[Step]:
        """The steps that end one of these phases."""
        return [step for step in self.steps if step.phase in phases]


@dataclass(frozen=True)
class Contradiction:
    """Two dates that cannot both be kept; a mere question of reading does not stop a plan."""

    code: str
    sentence: str
    arithmetic: str
    remedy: str
    clauses: tuple[str, ...]
    stops: bool = True


def contradictions(table: Timetable) -> list[Contradiction]:
    """Everything in a timetable that cannot be kept as it stands, in the order of the year. (D12, D14, D15)"""
    found = [
        *_late_suggestions(table),
        *_late_drafts(table),
        *_persons_first(table),
        *_out_of_order(table),
        *_levels(table),
        *_after_the_ballot(table),
        *_after_summing_up(table),
    ]
    return list({one.code: one for one in found}.values())


def _late_drafts(table: Timetable) -> Iterator[Contradiction]:
    """A draft needs its working days before the conference, and rating may not precede the review. (SL-II.5-2)"""
    for draft in table.of(Phase.DRAFT):
        earliest = calendar.earliest_conference_day(draft.last_day, table.lead)
        for end in table.of(Phase.REVIEW, Phase.RATING):
            last = calendar.last_working_day(end.last_day)
            if last >= earliest:
                continue
            needed = calendar.last_sending_day(last, table.lead)
            yield Contradiction(
                f"draft:{draft.key}:{end.key}",
                f"Dự thảo được gửi đến hết {_day(draft.last_day)} nhưng “{end.title}” phải xong trong {_day(last)}.",
                f"Dự thảo gửi trước hội nghị {table.lead} ngày làm việc: gửi {_day(draft.last_day)} thì sớm nhất "
                f"{_day(earliest)} mới họp được, sau {_day(last)}.",
                f"Gửi dự thảo chậm nhất {_day(needed)}, hoặc lùi “{end.title}” đến {_day(earliest)}.",
                (*draft.clauses, *end.clauses, *table.lead_clauses),
            )


def _late_suggestions(table: Timetable) -> Iterator[Contradiction]:
    """A suggestion has to be there when the papers of the conference go out. (HY-B.I.4.1b-2)"""
    for suggestion in table.of(Phase.SUGGESTION):
        for end in table.of(Phase.DRAFT, Phase.REVIEW, Phase.RATING):
            last = calendar.last_working_day(end.last_day)
            needed = last if end.phase == Phase.DRAFT else calendar.last_sending_day(last, table.lead)
            if suggestion.last_day <= needed:
                continue
            yield Contradiction(
                f"suggestion:{suggestion.key}:{end.key}",
                f"Gợi ý kiểm điểm được gửi đến hết {_day(suggestion.last_day)}, quá muộn so với “{end.title}”.",
                f"“{end.title}” xong trong {_day(last)} thì tài liệu hội nghị phải gửi chậm nhất {_day(needed)}, "
                "lúc đó chưa chắc đã có gợi ý.",
                f"Gửi gợi ý chậm nhất {_day(needed)}, hoặc lùi “{end.title}”.",
                (*suggestion.clauses, *end.clauses, *table.lead_clauses),
            )


def _persons_first(table: Timetable) -> Iterator[Contradiction]:
    """The collective comes first; an earlier date for persons can only mean their written reviews. (SL-II.4-1)"""
    for person in table.of(Phase.SELF_REVIEW):
        for draft in table.of(Phase.DRAFT):
            if person.last_day < draft.last_day:
                yield Contradiction(
                    f"persons:{person.key}:{draft.key}",
                    f"“{person.title}” ({_day(person.last_day)}) đứng trước “{draft.title}” ({_day(draft.last_day)}), "
                    "trong khi tập thể kiểm điểm trước, cá nhân sau.",
                    "Hai mốc chỉ hợp nhau nếu mốc của cá nhân là viết xong bản kiểm điểm, chưa phải đã kiểm điểm.",
                    "Ghi rõ trong kế hoạch là viết xong bản kiểm điểm.",
                    (*person.clauses, *draft.clauses),
                    stops=False,
                )


def _out_of_order(table: Timetable) -> Iterator[Contradiction]:
    """Review, then rating; the papers about both come after the review. (CC-I.5-1)"""
    for review in table.of(Phase.REVIEW):
        for later in table.of(Phase.RATING, Phase.DOSSIER):
            if later.last_day < review.last_day:
                yield Contradiction(
                    f"order:{review.key}:{later.key}",
                    f"“{later.title}” phải xong trong {_day(later.last_day)}, trước khi “{review.title}” kết thúc.",
                    f"Kiểm điểm đến {_day(review.last_day)}; phải kiểm điểm xong mới xếp loại và nộp hồ sơ.",
                    f"Lùi “{later.title}” sau {_day(review.last_day)}, hoặc rút ngắn thời hạn kiểm điểm.",
                    (*review.clauses, *later.clauses),
                )


def _levels(table: Timetable) -> Iterator[Contradiction]:
    """A lower level ends before the upper one, which needs its results. (NA-TG-1, NA-TG-2, NA-TG-3)"""
    steps = [max(table.of(level), key=lambda step: step.last_day) for level in _LEVELS if table.of(level)]
    for lower, upper in pairwise(steps):
        if lower.last_day >= upper.last_day:
            yield Contradiction(
                f"level:{lower.key}:{upper.key}",
                f"“{lower.title}” ({_day(lower.last_day)}) không trước “{upper.title}” ({_day(upper.last_day)}).",
                "Cấp trên cần kết quả của cấp dưới để xếp loại.",
                f"Đặt “{lower.title}” trước {_day(upper.last_day)}.",
                (*lower.clauses, *upper.clauses),
            )


def _after_the_ballot(table: Timetable) -> Iterator[Contradiction]:
    """What the ballot needs is there on its day, and it is held in time."""
    day = table.rating_date
    if day is None:
        return
    for step in table.of(Phase.DOSSIER, Phase.DRAFT, Phase.SUGGESTION, Phase.REVIEW):
        if step.last_day >= day:
            yield Contradiction(
                f"ballot:{step.key}",
                f"“{step.title}” được làm đến hết {_day(step.last_day)}, không trước ngày bỏ phiếu {_day(day)}.",
                "Hội nghị xếp loại cần kết quả của bước này.",
                f"Lùi ngày bỏ phiếu sau {_day(step.last_day)}, hoặc đặt mốc này trước {_day(day - _ONE_DAY)}.",
                step.clauses,
            )
    for step in table.of(Phase.RATING):
        if day > step.last_day:
            yield Contradiction(
                f"ballot:{step.key}",
                f"Ngày bỏ phiếu xếp loại {_day(day)} sau hạn của “{step.title}” ({_day(step.last_day)}).",
                "",
                f"Bỏ phiếu chậm nhất {_day(calendar.last_working_day(step.last_day))}.",
                step.clauses,
            )


def _after_summing_up(table: Timetable) -> Iterator[Contradiction]:
    """A unit reviews and rates before it sums up its year. (NA-5-1)"""
    for unit, day in table.year_ends:
        for step in table.of(Phase.REVIEW, Phase.RATING, Phase.GRASSROOTS):
            if step.last_day >= day:
                yield Contradiction(
                    f"summing-up:{unit}:{step.key}"[:120],
                    f"{unit} tổng kết năm ngày {_day(day)}, mà “{step.title}” được làm đến hết {_day(step.last_day)}.",
                    "Kiểm điểm, đánh giá, xếp loại tiến hành trước khi tổng kết năm.",
                    f"Đặt mốc trước {_day(day)}, hoặc đề nghị đơn vị lùi ngày tổng kết.",
                    step.clauses,
                    stops=table.before_year_end,
                )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def stopping(found: Iterable[Contradiction], explained: Iterable[str]) -> list[Contradiction]:
    """Those that keep a plan from being issued: real ones that nobody has explained."""
    known = set(explained)
    return [one for one in found if one.stops and one.code not in known]
