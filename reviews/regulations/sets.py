"""A regulation set with everything that it inherits: values with their sources, and its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import UnknownParameterError
from .ground import Building
from .parsing import Entry
from .rows import (
    FORM_KINDS,
    INDIVIDUAL,
    BodyRow,
    Condition,
    CriteriaFrame,
    Deadline,
    DossierItem,
    Exemption,
    Form,
    OpenPoint,
    Period,
    ScoreGroup,
    Source,
    title_in,
)
from .schema import Parameter, Registry, parameter, registry
from .scoring import GENERAL, TOTAL, CapException, Scoring

_DEFAULT = Source("", decision="Giá trị mặc định", reason="các văn bản của bộ quy định không nêu")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationSet:
    """One set as it binds: own value, else the base set's, else the parent's, upward, else the default."""

    code: str
    title: str
    parent: str | None
    state_parent: str | None = None
    digest: str
    entries: Mapping[str, Entry]
    citations: Mapping[str, tuple[str, ...]]
    reviewed: tuple[BodyRow, ...] = ()
    rated: tuple[BodyRow, ...] = ()
    excluded: tuple[BodyRow, ...] = ()
    deadline_rows: tuple[Deadline, ...] = ()
    dossier_rows: tuple[DossierItem, ...] = ()
    form_rows: tuple[Form, ...] = ()
    frames: Mapping[str, CriteriaFrame] = field(default_factory=dict)
    scoring: Scoring | None = None
    cap_exception: CapException | None = None
    condition_rows: tuple[Condition, ...] = ()
    exemption_rows: tuple[Exemption, ...] = ()
    period_rows: tuple[Period, ...] = ()
    score_rows: tuple[ScoreGroup, ...] = ()
    open_rows: tuple[OpenPoint, ...] = ()
    built_from: Building | None = field(default=None, repr=False, compare=False)

    @property
    def known(self) -> Registry:
        """The parameters as they were when the set was kept, those of today for a set that is not kept."""
        return registry() if self.built_from is None else self.built_from.ground.known

    def value(self, name: str) -> object:
        """The effective value of a parameter, None where nothing at all is set. (CC-0-1)"""
        entry = self._entry(name)
        return parameter(name, self.known).default if entry is None else entry.value

    def value_if_known(self, name: str) -> object:
        """The value of a parameter that a set kept before it existed does not know: None there. (HY-C.2-4)"""
        return self.value(name) if name in self.known else None

    def source(self, name: str) -> Source:
        """Which document gives the effective value. (CC-0-1)"""
        entry = self._entry(name)
        return _DEFAULT if entry is None else entry.source

    def own_names(self) -> tuple[str, ...]:
        """Names of the parameters that this set gives itself, in the order of the registry."""
        known = list(self.known)
        own = [name for name, entry in self.entries.items() if entry.source.origin == self.code]
        return tuple(sorted(own, key=lambda name: (known.index(parameter(name, self.known).name), name)))

    def reviewed_types(self) -> tuple[BodyRow, ...]:
        """The kinds of body that are reviewed."""
        return self.reviewed

    def rated_types(self) -> tuple[BodyRow, ...]:
        """The kinds of body that are rated here."""
        return self.rated

    def excluded_types(self) -> tuple[BodyRow, ...]:
        """The kinds of body that the document leaves out expressly; the clause is the reason. (GB-1-2)"""
        return self.excluded

    def conditions(self, effect: str = "") -> tuple[Condition, ...]:
        """The conditions beside degrees and points: all, or those that a level needs or that leave only KHT."""
        return tuple(row for row in self.condition_rows if effect in ("", row.effect))

    def exemptions(self) -> tuple[Exemption, ...]:
        """Who is not reviewed, or reviewed and not rated, or rated in another way."""
        return self.exemption_rows

    def periods(self) -> tuple[Period, ...]:
        """What is rated beside the year: quarters, the term."""
        return self.period_rows

    def score_groups(self, subject: str) -> tuple[ScoreGroup, ...]:
        """The groups of criteria that are scored in points for collectives, leaders, members or outside members."""
        return tuple(row for row in self.score_rows if row.subject in (subject, "any"))

    def part_points(self, part: str) -> int:
        """The most points that a part of a sheet carries: those of the scoring, else no more than the whole."""
        if self.scoring is None:
            return TOTAL
        return self.scoring.general if part == GENERAL else self.scoring.results

    def most_points(self, row: ScoreGroup) -> int:
        """The most points of a line; where nobody has said how many it carries, the whole part is the limit."""
        return self.part_points(row.part) if row.points is None else row.points

    def open_points(self) -> tuple[OpenPoint, ...]:
        """What the set should say and no document at hand does; the default then holds and is shown as such."""
        return self.open_rows

    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines in the order of the document."""
        return self.deadline_rows

    def dossier_items(self, subject_kind: str) -> tuple[DossierItem, ...]:
        """The checklist for individuals, or for collectives and organisations."""
        kind = "individual" if subject_kind == "individual" else "collective"
        return tuple(row for row in self.dossier_rows if row.subject in (kind, "any"))

    def dossier_items_all(self) -> tuple[DossierItem, ...]:
        """The checklists of all kinds of subjects in one list."""
        return self.dossier_rows

    def parameter(self, name: str) -> Parameter:
        """What the registry of this set knows of a parameter."""
        return parameter(name, self.known)

    def forms(self) -> tuple[Form, ...]:
        """The forms with the names that the set gives them."""
        return self.form_rows

    def guides_for(self, kind: str) -> list[Form]:
        """The forms of a kind that say how to write; a row without a kind speaks for its subjects. (SL-IV.4-1)"""
        subject = "collective" if kind == FORM_KINDS[0] else "individual"
        guided = [row for row in self.form_rows if row.guidance]
        return [row for row in guided if row.kind == kind or (not row.kind and row.subject in {subject, "any"})]

    def criteria_for(self, body_type: str, position: str = "") -> CriteriaFrame:
        """The criteria frame of a type of body; types that no document names fall under `other`.

        A person has the frame that the set attaches to the title of the reviewed post, else the one for all persons;
        `position` begins with that title, and the longest title that fits counts. (HY-B.I.3.2-4)
        """
        if body_type == INDIVIDUAL and position:
            fitting = [key for key in self.frames if _holds(title_in(key), position)]
            if fitting:
                return self.frames[max(fitting, key=len)]
        return self.frames.get(body_type) or self.frames["other"]

    def _entry(self, name: str) -> Entry | None:
        if name not in self.entries:
            if "[]" in name:
                raise UnknownParameterError(name)
            parameter(name, self.known)
        return self.entries.get(name)


def _holds(title: str, position: str) -> bool:
    """Whether a position is that of a title: “Bí thư” fits “Bí thư Đảng ủy” and not “Phó Bí thư”."""
    held, wanted = position.split(",", maxsplit=1)[0].casefold().split(), title.casefold().split()
    return bool(wanted) and held[: len(wanted)] == wanted
