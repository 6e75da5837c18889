"""Facts of the year that limit a level whatever the degrees say: discipline and knock-outs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .board import DisciplineRecord, Facts, Subject, SubjectKind
from .results import Reason
from .rules import CountOnce, RatingRules
from .scales import Discipline, Level, Rule
from .wording import number, sentence

_Part = tuple[Level, str, str]


def discipline(subject: Subject, rules: RatingRules) -> Reason | None:
    """Discipline of the year limits the level: of the body, of its members, or of the person.

    (HY-B.II.1.4-9, -11, -12, -16 to -18)
    """
    if subject.kind is SubjectKind.INDIVIDUAL:
        parts = list(_own(subject.facts, rules))
    else:
        parts = [*_of_the_body(subject.facts, rules), *_of_members(subject.facts, rules)]
    if not parts:
        return None
    limit = min(level for level, _, _ in parts)
    decisive = [part for part in parts if part[0] is limit]
    return Reason(
        Rule.DISCIPLINE,
        limit,
        rules.cite(*(citation for _, _, citation in decisive)),
        sentence(
            "; ".join(words for _, words, _ in decisive),
            f"nên cao nhất là “{limit.label}”",
            remedy="chỉ có thể xếp cao hơn khi quyết định kỷ luật bị hủy bỏ hoặc vi phạm đã tính ở kỳ xếp loại trước",
        ),
    )


def knock_out(subject: Subject, rules: RatingRules) -> Reason | None:
    """A conclusion on disunity or degradation, or missed targets, leaves only the lowest level.

    (HY-B.II.1.4-14, -15)
    """
    if subject.kind is SubjectKind.INDIVIDUAL:
        return None
    causes = [*_conclusions(subject.facts, rules), *_targets(subject.facts, rules)]
    if not causes:
        return None
    return Reason(
        Rule.KNOCK_OUT,
        Level.KHT,
        rules.cite(*(citation for _, _, citation in causes)),
        sentence(
            "; ".join(words for words, _, _ in causes),
            f"nên chỉ được xếp “{Level.KHT.label}”",
            remedy="chỉ có thể xếp cao hơn khi " + " và ".join(dict.fromkeys(remedy for _, remedy, _ in causes)),
        ),
    )


def counted_degrees(records: Iterable[DisciplineRecord], rules: RatingRules) -> list[Discipline]:
    """The heaviest degree of each violation that is counted in this rating.

    Records of one violation that was counted before in any of them are counted before as a whole. (HY-B.II.1.4-18)
    """
    if rules.count_once is CountOnce.YEARS:
        return [record.degree for record in records if not record.counted_before]
    violations: dict[object, list[DisciplineRecord]] = {}
    for place, record in enumerate(records):
        violations.setdefault(place if record.violation is None else record.violation, []).append(record)
    over_the_years = rules.count_once is CountOnce.BOTH
    return [
        max(record.degree for record in linked)
        for linked in violations.values()
        if not (over_the_years and any(record.counted_before for record in linked))
    ]


def _of_the_body(facts: Facts, rules: RatingRules) -> Iterator[_Part]:
    record = facts.collective_discipline
    if record is None or (record.counted_before and rules.count_once is not CountOnce.VIOLATION):
        return
    if rules.self_detected_exception and record.self_detected and record.remedied:
        yield (
            Level.HT,
            "tập thể bị xử lý kỷ luật nhưng tự phát hiện và đã khắc phục xong hậu quả",
            "discipline.exception",
        )
        return
    missing = {
        "không tự phát hiện": record.self_detected,
        "chưa khắc phục xong hậu quả": record.remedied,
    }
    why = " và ".join(words for words, met in missing.items() if not met)
    yield Level.KHT, "tập thể bị xử lý kỷ luật" + (f", {why}" if why else ""), "discipline.body"


def _of_members(facts: Facts, rules: RatingRules) -> Iterator[_Part]:
    degrees = counted_degrees(facts.member_disciplines, rules)
    heavy = [degree for degree in degrees if degree >= rules.member_discipline_knock_out]
    if heavy:
        yield Level.KHT, f"có thành viên bị kỷ luật {_counted(heavy)}", "discipline.member-knock-out"
    elif degrees and rules.member_discipline_bars_htt:
        yield Level.HT, f"có thành viên bị kỷ luật {_counted(degrees)}", "discipline.member"


def _own(facts: Facts, rules: RatingRules) -> Iterator[_Part]:
    """By analogy with the collective, for want of a standard of their own for persons. (C10)"""
    degrees = counted_degrees(facts.disciplines, rules)
    if degrees:
        limit = Level.HT if max(degrees) is Discipline.KHIEN_TRACH else Level.KHT
        yield limit, f"cá nhân bị kỷ luật {_counted(degrees)}", "discipline.person"


def _conclusions(facts: Facts, rules: RatingRules) -> Iterator[tuple[str, str, str]]:
    concluded: Mapping[str, bool] = {
        "cấp có thẩm quyền kết luận mất đoàn kết nội bộ": facts.disunity_concluded,
        "cấp có thẩm quyền kết luận có thành viên suy thoái": facts.degradation_concluded,
    }
    for words, found in concluded.items():
        if found and rules.disunity_or_degraded:
            yield words, "kết luận đó được cấp có thẩm quyền thay đổi", "knock-out.conclusion"


def _targets(facts: Facts, rules: RatingRules) -> Iterator[tuple[str, str, str]]:
    below = facts.targets_met_percent < rules.target_share
    missed = not facts.main_targets_met
    knocked = (below and missed) if rules.target_both_parts else (below or missed)
    if not knocked or (facts.force_majeure and rules.force_majeure_excuses):
        return
    parts = []
    if below:
        parts.append(
            f"chỉ hoàn thành {number(facts.targets_met_percent)}% chỉ tiêu, nhiệm vụ (dưới {rules.target_share}%)"
        )
    if missed:
        parts.append("các chỉ tiêu chủ yếu không đạt 100%")
    yield " và ".join(parts), "cấp có thẩm quyền công nhận trường hợp bất khả kháng", "knock-out.targets"


def _counted(degrees: Iterable[Discipline]) -> str:
    counts: dict[Discipline, int] = {}
    for degree in sorted(degrees, reverse=True):
        counts[degree] = counts.get(degree, 0) + 1
    return ", ".join(f"{degree.label} ({count} vi phạm)" for degree, count in counts.items())
