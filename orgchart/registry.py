"""The only way upward: higher apps register here, in `AppConfig.ready`, what this app shows or receives for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from orgchart.access import Actor
    from orgchart.models import DisciplineRecord, Envelope, Job, Person, Tenant


@dataclass(frozen=True)
class WorkItem:
    """One line of Việc của tôi: what waits, for whom, until when, and the button that opens the very spot.

    `waits_for_others` marks what the actor follows but somebody else has to do.
    """

    what: str
    about: str
    url: str
    button: str
    due: date | None = None
    waits_for_others: bool = False
    tenant_name: str = ""


@dataclass(frozen=True)
class CountedWork:
    """Many rows that make one line a year. All of them are counted in one statement, whoever provides them.

    `rows` gives (slug of the tenant, year or 0, number), without an order, and the day it is due as a fourth value
    where the work is `dated`; `line` makes the line of one such row.
    """

    rows: "QuerySet[Any, Any]"
    line: Callable[[str, int, int], WorkItem]
    dated: bool = False


@dataclass(frozen=True)
class NavEntry:
    """One of the at most five entries at the left; `section` is the URL namespace that it stands for."""

    label: str
    url: str
    icon: str
    position: int
    section: str


@dataclass(frozen=True)
class PastLevel:
    """What a person was rated in a year, and by which decision: a personal file carries it."""

    year: int
    level: str
    decision: str
    decided_on: date


@dataclass(frozen=True)
class PastText:
    """The last final text of a person: heading and text of each part that a new office may read."""

    year: int
    title: str
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OpenShortcoming:
    """A concluded shortcoming that is not remedied yet, and what was planned about it."""

    year: int
    text: str
    source: str
    remedy: str = ""


@dataclass(frozen=True)
class CycleEntry:
    """A yearly cycle to switch to."""

    year: int
    title: str
    url: str


@dataclass(frozen=True)
class CyclePage:
    """A page of a cycle that another app owns, for the list of pages on the cycle's own page.

    Many pages of one part of the year are told apart by `section`; `covers` names the addresses behind this page, on
    which it is marked as the place where one is.
    """

    label: str
    url: str
    section: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class CyclePageGroup:
    """Pages that belong to one part of the year, under its name."""

    title: str
    pages: list[CyclePage]

    @property
    def sections(self) -> list[tuple[str, list[CyclePage]]]:
        """The pages by section, in the order in which the sections first appear."""
        found: dict[str, list[CyclePage]] = {}
        for page in self.pages:
            found.setdefault(page.section, []).append(page)
        return list(found.items())


@dataclass(frozen=True)
class ExceptionKind:
    """What a named person may be entrusted with on single objects, past all roles; kept by django-guardian.

    `model` is the table of these permissions, `choices` are the objects that can be named. One that `is_dated` is given
    from–to and ends by itself.
    """

    permission: str
    label: str
    model: type[Any]
    choices: Callable[[], "QuerySet[Any]"]
    is_dated: bool = False


CyclePageProvider = Callable[["Actor", "Tenant", int], "Iterable[CyclePage]"]
NavProvider = Callable[["Actor", "Tenant", int | None], NavEntry | None]
CycleProvider = Callable[["Tenant"], list[CycleEntry]]
WorkProvider = Callable[["Actor", date], Iterable[WorkItem | CountedWork]]
JobHandler = Callable[["Job", Callable[[int, int], None], datetime], None]
EnvelopeHandler = Callable[["Envelope", datetime], None]
DisciplineHandler = Callable[["DisciplineRecord"], None]
AcceptanceHandler = Callable[["Envelope", "Actor", datetime], None]
EnvelopePage = Callable[["Envelope"], str]
EnvelopeFacts = Callable[["Envelope"], Iterable[tuple[str, str]]]

PastLevelProvider = Callable[["Person"], Iterable[PastLevel]]
PastTextProvider = Callable[["Person"], Iterable[PastText]]
ShortcomingProvider = Callable[["Person"], Iterable[OpenShortcoming]]
FileTaker = Callable[["Person", "Envelope"], None]
MergeCheck = Callable[[int, int], str]
PersonTaker = Callable[["Person", "Person"], list[int]]

_work_providers: list[WorkProvider] = []
_person_fields: dict[tuple[type["Model"], str], PersonTaker | None] = {}
_past_level_providers: list[PastLevelProvider] = []
_past_text_providers: list[PastTextProvider] = []
_shortcoming_providers: list[ShortcomingProvider] = []
_file_takers: list[FileTaker] = []
_merge_checks: list[MergeCheck] = []
_nav_providers: list[NavProvider] = []
_cycle_providers: list[CycleProvider] = []
_cycle_page_providers: dict[tuple[int, str], CyclePageProvider] = {}
_page_sections: dict[str, str] = {}
_job_handlers: dict[str, JobHandler] = {}
_envelope_handlers: dict[str, EnvelopeHandler] = {}
_settlement_handlers: dict[str, EnvelopeHandler] = {}
_discipline_handlers: list[DisciplineHandler] = []
_acceptance_handlers: dict[str, AcceptanceHandler] = {}
_envelope_pages: dict[str, EnvelopePage] = {}
_envelope_facts: dict[str, EnvelopeFacts] = {}
_exception_kinds: dict[str, ExceptionKind] = {}


def provide_work(provider: WorkProvider) -> None:
    """Add a source of lines for Việc của tôi; it runs in the scope of each of the account's tenants."""
    if provider not in _work_providers:
        _work_providers.append(provider)


def provide_nav(provider: NavProvider) -> None:
    """Add an entry at the left; the provider says None where the actor has nothing to do there."""
    if provider not in _nav_providers:
        _nav_providers.append(provider)


def provide_cycles(provider: CycleProvider) -> None:
    """Say which cycles a tenant has, newest first."""
    if provider not in _cycle_providers:
        _cycle_providers.append(provider)


def provide_cycle_pages(position: int, title: str, provider: CyclePageProvider) -> None:
    """Add a group of pages to the list on the page of a cycle, for actors who may open them."""
    _cycle_page_providers[position, title] = provider


def place_pages(section: str, *view_names: str) -> None:
    """Put pages under the entry of another section, where people look for them."""
    _page_sections.update(dict.fromkeys(view_names, section))


def provide_exception(kind: ExceptionKind) -> None:
    """Add something that a named person may be entrusted with."""
    _exception_kinds[kind.permission] = kind


def exception_kinds() -> list[ExceptionKind]:
    """Everything that can be entrusted, in the order of the apps."""
    return list(_exception_kinds.values())


def section_of(view_name: str) -> str:
    """The section that a page stands under: where it was placed, else the app that it belongs to."""
    return _page_sections.get(view_name, view_name.partition(":")[0])


def handle_job(kind: str, handler: JobHandler) -> None:
    """Say who does the background work of one kind; the handler may run twice and must then do nothing new."""
    _job_handlers[kind] = handler


def handle_envelope(kind: str, handler: EnvelopeHandler) -> None:
    """Say who looks at an arriving envelope of one kind; runs in the receiver's scope and transaction."""
    _envelope_handlers[kind] = handler


def handle_settlement(kind: str, handler: EnvelopeHandler) -> None:
    """Say who acts in the sender's scope when the receiver has taken in or returned an envelope of one kind."""
    _settlement_handlers[kind] = handler


def handle_acceptance(kind: str, handler: AcceptanceHandler) -> None:
    """Say who acts in the receiver's scope, in the same transaction, when an envelope of one kind is taken in."""
    _acceptance_handlers[kind] = handler


def provide_envelope_page(kind: str, page: EnvelopePage) -> None:
    """Give an arrived kind a page of its own, where it is taken in or returned; otherwise the common page does it."""
    _envelope_pages[kind] = page


def provide_envelope_facts(kind: str, facts: EnvelopeFacts) -> None:
    """Say which labelled lines the common page shows of the content of one kind."""
    _envelope_facts[kind] = facts


def acceptance_handler(kind: str) -> AcceptanceHandler | None:
    """The handler of taken-in envelopes of a kind, or None."""
    return _acceptance_handlers.get(kind)


def envelope_page(kind: str) -> EnvelopePage | None:
    """The page of a kind that is settled elsewhere, or None."""
    return _envelope_pages.get(kind)


def envelope_facts(envelope: "Envelope") -> list[tuple[str, str]]:
    """The lines that the common page shows of an envelope; its plain text stands in `text`."""
    facts = _envelope_facts.get(envelope.kind)
    return list(facts(envelope)) if facts else []


def settlement_handler(kind: str) -> EnvelopeHandler | None:
    """The handler of settlements of a kind, or None where the state of the copy is all that changes."""
    return _settlement_handlers.get(kind)


def after_discipline(handler: DisciplineHandler) -> None:
    """Call `handler(record)` last in the transaction that enters or corrects a decision on discipline."""
    if handler not in _discipline_handlers:
        _discipline_handlers.append(handler)


def announce_discipline(record: "DisciplineRecord") -> None:
    """Tell everybody who registered of a decision on discipline."""
    for handler in _discipline_handlers:
        handler(record)


def follow_person(model: type["Model"], *fields: str, take: PersonTaker | None = None) -> None:
    """Say which fields of a model name a person, so that their rows go over when two rows of one person are merged.

    They go over one by one; a row that would then stand twice stays with the double. `take` does it in another way.
    """
    _person_fields.update({(model, field): take for field in fields})


def person_rule(model: type["Model"], field: str) -> PersonTaker | None:
    """What becomes of the rows of a model that name a double; KeyError where nobody has said it."""
    return _person_fields[model, field]


def provide_past_levels(provider: PastLevelProvider) -> None:
    """Say how a person was rated in the years that are decided."""
    if provider not in _past_level_providers:
        _past_level_providers.append(provider)


def past_levels(person: "Person") -> list[PastLevel]:
    """All decided levels of a person, newest first."""
    found = [level for provider in _past_level_providers for level in provider(person)]
    return sorted(found, key=lambda level: (level.year, level.decided_on), reverse=True)


def provide_past_texts(provider: PastTextProvider) -> None:
    """Say which final texts of a person a personal file carries."""
    if provider not in _past_text_providers:
        _past_text_providers.append(provider)


def past_texts(person: "Person") -> list[PastText]:
    """The final texts that go along with a person."""
    return [text for provider in _past_text_providers for text in provider(person)]


def provide_open_shortcomings(provider: ShortcomingProvider) -> None:
    """Say what a person still has to remedy."""
    if provider not in _shortcoming_providers:
        _shortcoming_providers.append(provider)


def open_shortcomings(person: "Person") -> list[OpenShortcoming]:
    """What a person still has to remedy, the oldest first."""
    found = [row for provider in _shortcoming_providers for row in provider(person)]
    return sorted(found, key=lambda row: row.year)


def take_from_file(taker: FileTaker) -> None:
    """Call `taker(person, envelope)` in the transaction in which a personal file is taken in."""
    if taker not in _file_takers:
        _file_takers.append(taker)


def file_takers() -> list[FileTaker]:
    """Who takes something out of a personal file for the new office."""
    return list(_file_takers)


def check_merge(check: MergeCheck) -> None:
    """Let a higher app refuse to merge a kept person and a double, with the reason; empty where it does not mind."""
    if check not in _merge_checks:
        _merge_checks.append(check)


def merge_checks() -> list[MergeCheck]:
    """What has to be asked before two rows are merged."""
    return list(_merge_checks)


def work_providers() -> list[WorkProvider]:
    """All registered sources of work, in the order of the apps."""
    return list(_work_providers)


def nav_entries(actor: "Actor", tenant: "Tenant", year: int | None) -> list[NavEntry]:
    """The entries at the left for an actor, in their fixed order."""
    entries = [provider(actor, tenant, year) for provider in _nav_providers]
    return sorted((entry for entry in entries if entry), key=lambda entry: entry.position)


def cycle_entries(tenant: "Tenant") -> list[CycleEntry]:
    """The cycles of a tenant, newest first."""
    return [entry for provider in _cycle_providers for entry in provider(tenant)]


def cycle_pages(actor: "Actor", tenant: "Tenant", year: int) -> list[CyclePageGroup]:
    """The pages of a cycle that higher apps own, in the order of the year."""
    groups = [
        CyclePageGroup(title, list(provider(actor, tenant, year)))
        for (_, title), provider in sorted(_cycle_page_providers.items(), key=lambda entry: entry[0])
    ]
    return [group for group in groups if group.pages]


def job_handler(kind: str) -> JobHandler:
    """The handler of a kind of job; KeyError names a kind that nobody registered."""
    return _job_handlers[kind]


def envelope_handler(kind: str) -> EnvelopeHandler | None:
    """The handler of a kind of envelope, or None where arriving is all that happens."""
    return _envelope_handlers.get(kind)
