"""What a change of a set would do to a year: worked out before and after, shown, and thrown away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orgchart.queries import superior_of
from reviews import calendar, registry
from reviews.models import Cycle
from reviews.queries.chart import Chart, chart_on
from reviews.queries.own_sets import cycle_to_try_on
from reviews.queries.regulations import set_of
from reviews.queries.set_page import SetView
from reviews.registry import Effect, EffectRow
from reviews.regulations.errors import BadRegulationFileError, WrongValueError
from reviews.regulations.parsing import VALUES
from reviews.regulations.sets import RegulationSet
from reviews.regulations.trial import tried
from reviews.scope_rules import scope_rules
from reviews.services.scope_changes import decided_in
from reviews.services.scope_of_review import Draft, drafts


@dataclass(frozen=True)
class Trial:
    """The consequences of one change for one year; nothing of it is stored."""

    cycle: Cycle | None
    effects: list[Effect]
    forbidden: str = ""
    refusal: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether the year stays as it is."""
        return not any(row.changes for effect in self.effects for row in effect.rows)


def try_change(regulation: RegulationSet, kind: str, key: str, item: dict[str, Any]) -> Trial:
    """Dates, subjects and places, and what higher apps compute, for the year under the set before and after."""
    cycle = cycle_to_try_on(regulation.code)
    if cycle is None:
        return Trial(None, [])
    before = set_of(cycle) if cycle.set_code == regulation.code else regulation
    try:
        after = tried(before, kind, key, item)
        forbidden = _forbidden(regulation, key, item) if kind == VALUES else ""
    except (BadRegulationFileError, WrongValueError) as error:
        words = f"{error.reason}. {error.remedy}" if isinstance(error, BadRegulationFileError) else str(error)
        return Trial(cycle, [], refusal=f"{words[:1].upper()}{words[1:]}.")
    return Trial(cycle, effects_of(cycle, before, after), forbidden)


def effects_of(cycle: Cycle, before: RegulationSet, after: RegulationSet) -> list[Effect]:
    """What is different in a year under another set."""
    own = [_dates(cycle, before, after), _subjects(cycle, before, after)]
    return [*own, *registry.set_effects(cycle, before, after)]


def _forbidden(regulation: RegulationSet, name: str, item: dict[str, Any]) -> str:
    """Which superior would not allow the value; a trial may ask all the same."""
    if regulation.built_from is None:
        return ""
    upper = regulation.built_from.lineage.handed_down().get(name)
    value = regulation.parameter(name).read(name, item["value"])
    if upper is None or upper.parameter.allows(upper.value, value, upper.mode):
        return ""
    return SetView(regulation).upper_of(name)


def _dates(cycle: Cycle, before: RegulationSet, after: RegulationSet) -> Effect:
    old, new = _days(cycle, before), _days(cycle, after)
    rows = [
        EffectRow(title, old.get(key, ("", ""))[1] or "–", new.get(key, ("", ""))[1] or "–")
        for key, title in {**{k: v[0] for k, v in old.items()}, **{k: v[0] for k, v in new.items()}}.items()
    ]
    return Effect("Mốc thời gian", [row for row in rows if row.changes])


def _days(cycle: Cycle, regulation: RegulationSet) -> dict[str, tuple[str, str]]:
    found = {}
    for row in regulation.deadlines():
        day = row.last_timely_day(cycle.year)
        if day is not None:
            office_day = calendar.last_working_day(day)
            more = "" if office_day == day else f", ngày làm việc cuối cùng {office_day:%d/%m/%Y}"
            found[row.key] = (row.title, f"{day:%d/%m/%Y}{more}")
    return found


def _subjects(cycle: Cycle, before: RegulationSet, after: RegulationSet) -> Effect:
    chart = chart_on(cycle.rating_date)
    old, new = (_listed(cycle, chart, one) for one in (before, after))
    rows = [EffectRow(name, old.get(name, "–"), new.get(name, "–")) for name in {**old, **new}]
    return Effect("Đối tượng và nơi kiểm điểm", [row for row in rows if row.changes])


def _listed(cycle: Cycle, chart: Chart, regulation: RegulationSet) -> dict[str, str]:
    superior = superior_of(cycle.tenant, cycle.rating_date)
    rules = scope_rules(regulation)
    found = drafts(cycle, chart, rules, superior, decided_in(cycle, chart, rules))
    return {draft.subject.name: "; ".join(_facts(draft, chart)) for draft in found}


def _facts(draft: Draft, chart: Chart) -> Iterator[str]:
    subject = draft.subject
    if not subject.is_reviewed and not draft.places:
        yield "không kiểm điểm riêng"
    for place in draft.places:
        body = chart.collectives.get(place.collective_id) if place.collective_id else None
        cell = chart.organizations.get(place.cell_id) if place.cell_id else None
        yield f"kiểm điểm ở {body.name if body else cell.name if cell else 'nơi công tác'}"
    yield subject.get_rating_display().lower()
