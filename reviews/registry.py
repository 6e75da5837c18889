"""The way upward for higher apps: what they do, or know, when a review moves. Filled in `AppConfig.ready`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from orgchart.access import Actor
    from orgchart.models import Organization
    from orgchart.tenancy import TenantModel
    from reviews.models import Conference, Cycle, Invitation, OpinionRequest, RemediationPlan, Review, Subject
    from reviews.regulations.sets import RegulationSet


@dataclass(frozen=True)
class LevelCeiling:
    """The highest level that is admissible as things stand, and the clause of a sentence that says why."""

    level: str
    because: str


@dataclass(frozen=True)
class EffectRow:
    """One thing of a year before and after a change of its set."""

    name: str
    before: str
    after: str
    note: str = ""

    @property
    def changes(self) -> bool:
        """Whether the change reaches it."""
        return self.before != self.after


@dataclass(frozen=True)
class Effect:
    """What a change of a set does to one part of a year."""

    title: str
    rows: list[EffectRow]


@dataclass(frozen=True)
class OpenMatter:
    """What is still open in a year: how many rows, the first of them by name, where they are dealt with.

    What `hinders` keeps the year from being closed; all else goes on after it, `why` says how.
    """

    what: str
    count: int
    names: tuple[str, ...]
    url: str
    why: str
    hinders: bool = False
    clauses: tuple[str, ...] = ()

    @property
    def further(self) -> int:
        """How many are not named."""
        return self.count - len(self.names)


# No more of a file is read than tells that it is too large; whoever keeps it says so.
MOST_BYTES = 20 * 1024 * 1024 + 1


@dataclass(frozen=True)
class Upload:
    """A file as somebody sent it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class EvidenceLink:
    """A file that was kept as evidence, and where it is opened."""

    name: str
    url: str


OpenMatterProvider = Callable[["Cycle"], Iterable[OpenMatter]]
SubjectEmptier = Callable[[int], None]
EvidenceKeeper = Callable[["TenantModel", Upload, "Actor", datetime], None]
EvidenceProvider = Callable[["Iterable[TenantModel]"], dict[int, list[EvidenceLink]]]
FinalHandler = Callable[["Review", "Actor", datetime], None]
ChangeHandler = Callable[[int, Iterable[int] | None], None]
MinutesHandler = Callable[["Conference", "Actor", datetime], None]
CeilingProvider = Callable[["Review", Mapping[str, str]], LevelCeiling | None]
FixedProvider = Callable[["Cycle"], Iterable[int]]
OpinionPrinter = Callable[["OpinionRequest"], str]
CallPrinter = Callable[["Actor", "Invitation | Conference | Cycle"], str]
RemediationPrinter = Callable[["RemediationPlan", "Actor"], str]
PhaseEnd = Callable[["Cycle", "Organization"], bool | None]
ProposalTime = Callable[["Conference"], datetime | None]
OpinionGate = Callable[["Subject"], str]
AgainGate = Callable[["Review"], str]
EffectProvider = Callable[["Cycle", "RegulationSet", "RegulationSet"], list[Effect]]

UnitRatings = Callable[["QuerySet[Any]", int], "QuerySet[Any]"]

_final_handlers: list[FinalHandler] = []
_change_handlers: list[ChangeHandler] = []
_minutes_handlers: list[MinutesHandler] = []
_ceiling_providers: list[CeilingProvider] = []
_fixed_providers: list[FixedProvider] = []
_opinion_gates: list[OpinionGate] = []
_again_gates: list[AgainGate] = []
_again_handlers: list[FinalHandler] = []
_effect_providers: list[EffectProvider] = []
_opinion_printers: list[OpinionPrinter] = []
_call_printers: list[CallPrinter] = []
_remediation_printers: list[RemediationPrinter] = []
_evidence: list[tuple[EvidenceKeeper, EvidenceProvider]] = []
_open_matter_providers: list[OpenMatterProvider] = []
_subject_emptiers: list[SubjectEmptier] = []
_phase_ends: dict[str, PhaseEnd] = {}
_proposals: list[ProposalTime] = []
_unit_ratings: list[UnitRatings] = []


def after_final(handler: FinalHandler) -> None:
    """Call `handler(review, actor, at)` in the transaction that makes a review final."""
    if handler not in _final_handlers:
        _final_handlers.append(handler)


def after_change(handler: ChangeHandler) -> None:
    """Call `handler(cycle_id, unit_ids)` in the transaction that reviews a text or changes who is reviewed.

    Without units the whole list of the cycle may have changed.
    """
    if handler not in _change_handlers:
        _change_handlers.append(handler)


def after_minutes_signed(handler: MinutesHandler) -> None:
    """Call `handler(conference, actor, at)` in the transaction that notes the signed minutes."""
    if handler not in _minutes_handlers:
        _minutes_handlers.append(handler)


def provide_ceiling(provider: CeilingProvider) -> None:
    """Say which level is the highest admissible one; shown as a warning while somebody proposes a level."""
    if provider not in _ceiling_providers:
        _ceiling_providers.append(provider)


def provide_unit_ratings(provider: UnitRatings) -> None:
    """Add `rated` and `rated_in` to rows that name an `organization`: its newest decided level up to a year."""
    if provider not in _unit_ratings:
        _unit_ratings.append(provider)


def with_unit_ratings(rows: "QuerySet[Any]", year: int) -> "QuerySet[Any]":
    """The rows with what is known of the ratings of their organisations."""
    for provider in _unit_ratings:
        rows = provider(rows, year)
    return rows


def provide_fixed_subjects(provider: FixedProvider) -> None:
    """Say which subjects of a cycle must stay as they are, because something was decided about them."""
    if provider not in _fixed_providers:
        _fixed_providers.append(provider)


def fixed_subjects(cycle: "Cycle") -> set[int]:
    """The keys of the subjects that no change of the chart reaches any more."""
    return {pk for provider in _fixed_providers for pk in provider(cycle)}


def provide_set_effects(provider: EffectProvider) -> None:
    """Say what another set would change in a year: `provider(cycle, before, after)`."""
    if provider not in _effect_providers:
        _effect_providers.append(provider)


def set_effects(cycle: "Cycle", before: "RegulationSet", after: "RegulationSet") -> list[Effect]:
    """What higher apps know to change in a year under another set."""
    return [effect for provider in _effect_providers for effect in provider(cycle, before, after)]


def provide_open_matters(provider: OpenMatterProvider) -> None:
    """Say what is still open in a year that is to be closed."""
    if provider not in _open_matter_providers:
        _open_matter_providers.append(provider)


def open_matters(cycle: "Cycle") -> list[OpenMatter]:
    """All that is still open in a year, what hinders its closing on top."""
    found = [matter for provider in _open_matter_providers for matter in provider(cycle)]
    return sorted(found, key=lambda matter: not matter.hinders)


def on_disposal(emptier: SubjectEmptier) -> None:
    """Call `emptier(subject_id)` in the transaction in which the dossier of a subject is disposed of.

    It takes away what was written about the subject, history included; the level and the decision are other records.
    """
    if emptier not in _subject_emptiers:
        _subject_emptiers.append(emptier)


def empty_subject(subject_id: int) -> None:
    """Take away what was written about a subject, in every app that has something."""
    for emptier in _subject_emptiers:
        emptier(subject_id)


def announce_final(review: "Review", actor: "Actor", at: datetime) -> None:
    """Tell everybody who registered that a review has become final."""
    for handler in _final_handlers:
        handler(review, actor, at)


def announce_change(cycle_id: int, unit_ids: Iterable[int] | None = None) -> None:
    """Tell everybody who registered that texts of these units were reviewed, or that the list of a cycle changed."""
    for handler in _change_handlers:
        handler(cycle_id, unit_ids)


def announce_minutes(conference: "Conference", actor: "Actor", at: datetime) -> None:
    """Tell everybody who registered that the minutes of a conference are signed."""
    for handler in _minutes_handlers:
        handler(conference, actor, at)


def ceiling_of(review: "Review", degrees: Mapping[str, str]) -> LevelCeiling | None:
    """The first ceiling that a provider knows of, by the degrees of the headings."""
    return next((found for provider in _ceiling_providers if (found := provider(review, degrees)) is not None), None)


def guard_opinions(gate: OpinionGate) -> None:
    """Say why participants can not be asked about a subject yet; empty where they can (HY-B.II.1.6-3)."""
    if gate not in _opinion_gates:
        _opinion_gates.append(gate)


def provide_opinion_printer(printer: OpinionPrinter) -> None:
    """Say where the letter of a request for an opinion is asked for, by POST."""
    _opinion_printers[:] = [printer]


def opinion_print_address(request: "OpinionRequest") -> str:
    """The address that prints the letter; empty where nothing prints."""
    return _opinion_printers[0](request) if _opinion_printers else ""


def provide_phase_end(phase: str, provider: PhaseEnd) -> None:
    """Say whether a unit has ended a phase that a higher app keeps; None where the unit has no part in it."""
    _phase_ends[phase] = provider


def provide_proposals(provider: ProposalTime) -> None:
    """Say when a meeting had proposed a level for everybody whom it votes on; None while somebody is missing."""
    _proposals[:] = [provider]


def proposals_made_at(conference: "Conference") -> datetime | None:
    """When the last proposal of a meeting was made; None while one is missing, or where nobody knows of any."""
    return _proposals[0](conference) if _proposals else None


def unit_has_ended(phase: str, cycle: "Cycle", unit: "Organization") -> bool | None:
    """Whether a unit has ended a phase; None where nobody knows of it."""
    provider = _phase_ends.get(phase)
    return provider(cycle, unit) if provider is not None else None


def provide_call_printer(printer: CallPrinter) -> None:
    """Say where invitations, minutes and the notice of all dates are printed; empty for whoever does not print."""
    _call_printers.append(printer)


def call_print_address(actor: "Actor", row: "Invitation | Conference | Cycle") -> str:
    """The address of the print; empty where nobody prints."""
    return next((printer(actor, row) for printer in _call_printers), "")


def guard_again(gate: AgainGate) -> None:
    """Say why a review can not be held again yet; empty where it can. (NA-4-2)"""
    if gate not in _again_gates:
        _again_gates.append(gate)


def hindrance_of_again(review: "Review") -> str:
    """The first reason why a review can not be held again; empty where nothing hinders."""
    return next((reason for gate in _again_gates if (reason := gate(review))), "")


def after_again(handler: FinalHandler) -> None:
    """Call `handler(review, actor, at)` in the transaction that opens a review anew."""
    if handler not in _again_handlers:
        _again_handlers.append(handler)


def announce_again(review: "Review", actor: "Actor", at: datetime) -> None:
    """Tell everybody who registered that a review is held again."""
    for handler in _again_handlers:
        handler(review, actor, at)


def hindrance_of_opinions(subject: "Subject") -> str:
    """The first reason why participants can not be asked yet; empty where nothing hinders."""
    return next((reason for gate in _opinion_gates if (reason := gate(subject))), "")


def provide_evidence(keeper: EvidenceKeeper, provider: EvidenceProvider) -> None:
    """Say who keeps the files that prove a line: `keeper(row, upload, actor, at)`, `provider(rows)` by their keys."""
    _evidence[:] = [(keeper, provider)]


def keep_evidence(row: "TenantModel", upload: Upload, actor: "Actor", at: datetime) -> None:
    """Keep a file as evidence of a row, in the transaction that writes the row; InvalidInput for the field `file`."""
    for keeper, _ in _evidence:
        keeper(row, upload, actor, at)


def evidence_of(rows: "Iterable[TenantModel]") -> dict[int, list[EvidenceLink]]:
    """The files that prove rows of one kind, by the keys of the rows."""
    found = list(rows)
    return next((provider(found) for _, provider in _evidence if found), {})


def provide_remediation_printer(printer: RemediationPrinter) -> None:
    """Say where an actor asks, by POST, for the report on the results of a plan; empty where he or she may not."""
    _remediation_printers[:] = [printer]


def remediation_print_address(plan: "RemediationPlan", actor: "Actor") -> str:
    """The address that prints the report; empty where nothing prints, or not for this actor."""
    return next((printer(plan, actor) for printer in _remediation_printers), "")
