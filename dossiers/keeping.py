"""What is kept how long: periods, holds, and the records of a class in a year."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from dossiers.documents.kinds import DocumentKind
from dossiers.models import (
    BoardPackage,
    ChecklistItem,
    Disposal,
    DisposalEntry,
    Dossier,
    Evidence,
    File,
    Hold,
    IncomingSubmission,
    IssuedLetter,
    PrintedDocument,
    RecordClass,
    RetentionPeriod,
    ScanBatch,
    ScannedFile,
    Signature,
)
from dossiers.states import DisposalState
from orgchart.errors import NotVisible
from orgchart.models import Envelope, EnvelopeBox, EnvelopeFile, EnvelopeKind
from ratings.queries.holding import held_subjects, year_is_held
from reviews.models import Cycle, Subject, SubjectKind
from reviews.states import CycleState

K = DocumentKind
# Which class the prints of a kind belong to; those of a dossier go with it.
KINDS: dict[str, frozenset[DocumentKind]] = {
    RecordClass.PERSON: frozenset(
        {
            K.COLLECTIVE_REPORT, K.LEADER_REVIEW, K.SELF_ASSESSMENT, K.SUBMISSION_LETTER, K.RESIDENCE_SLIP,
            K.CV_SUPPLEMENT, K.REMEDIATION_REPORT, K.DOSSIER_BUNDLE,
        }
    ),
    RecordClass.BALLOTS: frozenset({K.BOARD_LIST, K.BALLOT_COUNT, K.CHANNEL_SUMMARY}),
    RecordClass.DOCUMENTS: frozenset(
        {
            K.MINUTES, K.DECISION, K.NOTICE, K.ANNULMENT, K.COMPLAINT_ANSWER, K.SET_ANNEX, K.INSPECTION_REPORT,
            K.RESULT_REPORT, K.STAFF_REPORT, K.RESULT_TABLE,
        }
    ),
    RecordClass.LETTERS: frozenset({K.OPINION_LETTER, K.INVITATION, K.CONFERENCE_NOTICE, K.OFFICE_LETTER}),
}  # fmt: skip
IN_DOSSIER = KINDS[RecordClass.PERSON]


@dataclass(frozen=True)
class Record:
    """One thing that is kept or goes as a whole, with its prints and files; held with the subject it is about."""

    row: Any
    label: str
    files: tuple[File, ...] = ()
    subject_id: int | None = None
    prints: tuple[PrintedDocument, ...] = ()
    sent: tuple[EnvelopeFile, ...] = ()

    @property
    def model(self) -> str:
        """The name of its table."""
        return str(self.row._meta.label_lower)


@dataclass(frozen=True)
class Holds:
    """What may not go in a year, and why."""

    year: str = ""
    subjects: dict[int, str] = field(default_factory=dict)

    def reason_for(self, subject_id: int | None) -> str:
        """Why something stays; empty where it may go. Papers about several stay while anybody of the year is held."""
        if self.year:
            return self.year
        if subject_id is not None:
            return self.subjects.get(subject_id, "")
        return f"Hồ sơ cùng năm đang giữ lại: {next(iter(self.subjects.values()))}" if self.subjects else ""


def periods() -> dict[str, RetentionPeriod]:
    """The period that holds for each class; a class without one is kept."""
    return {row.record_class: row for row in RetentionPeriod.objects.select_related("set_by").order_by("pk")}


def closing_year(cycle: Cycle) -> int:
    """The year from which the time counts; where the day of closing is not known, the year after that of the cycle."""
    return localdate(cycle.closed_at).year if cycle.closed_at else cycle.year + 1


def last_day(cycle: Cycle, period: RetentionPeriod | None) -> date | None:
    """The last day that a class of a closed year is kept; None where it is kept for good or nobody set a period."""
    if period is None or period.years is None or cycle.state != CycleState.CLOSED:
        return None
    return date(closing_year(cycle) + period.years, 12, 31)


def holds_of(cycle: Cycle, today: date) -> Holds:
    """All that holds in a year: placed by somebody, or following from what is going on (six queries)."""
    open_holds = Hold.objects.filter(lifted_at=None)
    year = open_holds.filter(cycle=cycle).values_list("reason", flat=True).first()
    placed = dict(open_holds.filter(subject__cycle=cycle).values_list("subject", "reason"))
    persons = dict(open_holds.filter(person__isnull=False).values_list("person", "reason"))
    theirs = Subject.objects.filter(cycle=cycle, person__in=persons).values_list("pk", "person")
    placed |= {pk: persons[person] for pk, person in theirs if person is not None}
    return Holds(year or year_is_held(cycle, today), held_subjects(cycle) | placed)


@dataclass(frozen=True)
class ClassRow:
    """One class as the page of a year shows it: its period, its last day, whether it is due, what is listed already."""

    record_class: str
    label: str
    period: RetentionPeriod | None
    last_day: date | None
    is_due: bool
    open_list: Disposal | None


def class_rows(cycle: Cycle, today: date) -> list[ClassRow]:
    """All classes of a year (two queries)."""
    found = periods()
    listed = {
        row.record_class: row
        for row in Disposal.objects.filter(cycle=cycle, state__in=[DisposalState.PROPOSED, DisposalState.APPROVED])
    }
    rows = []
    for key, label in RecordClass.choices:
        last = last_day(cycle, found.get(key))
        is_due = last is not None and last < today
        rows.append(ClassRow(key, label, found.get(key), last, is_due, listed.get(key)))
    return rows


def computed_holds(cycle: Cycle, today: date) -> list[tuple[str, str]]:
    """What holds by itself in a year: the year or the subject, and why (five queries)."""
    year = year_is_held(cycle, today)
    held = held_subjects(cycle)
    names = Subject.objects.filter(pk__in=held).order_by("sort_key", "pk").values_list("pk", "name")
    return [*([(f"Toàn bộ hồ sơ năm {cycle.year}", year)] if year else []), *((name, held[pk]) for pk, name in names)]


def open_holds(cycle: Cycle) -> QuerySet[Hold]:
    """What somebody holds in a year, newest first."""
    of_year = Q(cycle=cycle) | Q(subject__cycle=cycle) | Q(person__isnull=False)
    rows = Hold.objects.filter(of_year, lifted_at=None).select_related("subject", "person", "cycle", "placed_by")
    return rows.order_by("-pk")


def disposals_of(cycle: Cycle) -> QuerySet[Disposal]:
    """The lists of a year, newest first."""
    return Disposal.objects.filter(cycle=cycle).select_related("proposed_by", "decided_by").order_by("-pk")


def disposal_of(disposal_id: int, year: int) -> Disposal:
    """One list; raises NotVisible."""
    related = ("cycle", "proposed_by", "decided_by", "job")
    found = Disposal.objects.filter(pk=disposal_id, cycle__year=year).select_related(*related).first()
    if found is None:
        raise NotVisible
    return found


def entries_of(disposal: Disposal) -> QuerySet[DisposalEntry]:
    """What a list names, each with its files."""
    return disposal.entries.filter(part_of=None).prefetch_related("parts").order_by("pk")


def records_of(cycle: Cycle, record_class: str) -> list[Record]:
    """Everything of one class in a year; the number of queries does not depend on how much that is."""
    return list(_SOURCES[record_class](cycle))


def amount(cycle: Cycle, record_class: str) -> int:
    """How many records a class of a year has, without reading them (at most two queries)."""
    return sum(rows.count() for rows in _tables(cycle)[record_class])


def _tables(cycle: Cycle) -> dict[str, tuple[QuerySet[Any], ...]]:
    """The rows of a year by their class; each row is one record."""
    dossiers = Dossier.objects.filter(subject__cycle=cycle)
    of_persons = Q(subject__kind=SubjectKind.INDIVIDUAL)
    packages = BoardPackage.objects.filter(board__cycle=cycle)
    return {
        RecordClass.PERSON: (dossiers.filter(of_persons),),
        RecordClass.BODY: (dossiers.exclude(of_persons),),
        RecordClass.BALLOTS: (_prints_in(cycle, RecordClass.BALLOTS), packages),
        RecordClass.DOCUMENTS: (_prints_in(cycle, RecordClass.DOCUMENTS),),
        RecordClass.LETTERS: (_prints_in(cycle, RecordClass.LETTERS), IssuedLetter.objects.filter(cycle=cycle)),
        RecordClass.SCANS: (ScanBatch.objects.filter(cycle=cycle),),
        RecordClass.UPLOADS: (_unused_files(cycle),),
    }


def _prints_in(cycle: Cycle, record_class: str) -> QuerySet[PrintedDocument]:
    of_year = Q(subject__cycle=cycle) | Q(conference__cycle=cycle) | Q(decision__board__cycle=cycle)
    of_year |= Q(board__cycle=cycle) | Q(cycle=cycle) | Q(inspection__cycle=cycle) | Q(opinion__cycle=cycle)
    return PrintedDocument.objects.filter(of_year, kind__in=KINDS[record_class], letter=None)


def _unused_files(cycle: Cycle) -> QuerySet[File]:
    """Files of the calendar year that nothing uses: a later version came, or the line was changed."""
    rows = File.objects.filter(stored_at__year=cycle.year)
    for model in USERS:
        rows = rows.exclude(pk__in=model.objects.filter(file__isnull=False).values("file"))
    return rows


def _dossiers_of(record_class: str) -> Callable[[Cycle], Iterator[Record]]:
    def source(cycle: Cycle) -> Iterator[Record]:
        rows = _tables(cycle)[record_class][0].select_related("subject__unit")
        dossiers = list(rows.order_by("subject__org_path", "subject__rank", "subject__sort_key", "pk"))
        files: dict[int, dict[int, File]] = defaultdict(dict)
        items = ChecklistItem.objects.filter(dossier__in=dossiers, file__isnull=False).select_related("file", "dossier")
        for item in items:
            _take(files[item.dossier.subject_id], item.file)
        subjects = [dossier.subject_id for dossier in dossiers]
        prints = PrintedDocument.objects.filter(subject__in=subjects, kind__in=IN_DOSSIER).select_related("file")
        by_print, printed = files_of(prints), defaultdict[int, list[PrintedDocument]](list)
        for document in prints:
            printed[document.subject_id or 0].append(document)
            for file in by_print[document.pk]:
                _take(files[document.subject_id or 0], file)
        letters = envelopes_of(dossiers)
        for dossier in dossiers:
            label = f"{dossier.subject.name} – {dossier.subject.unit.name}"
            pk = dossier.subject_id
            sent = tuple(file for envelope in letters[dossier.pk] for file in envelope.files.all())
            yield Record(dossier, label, tuple(files[pk].values()), pk, tuple(printed[pk]), sent)

    return source


def envelopes_of(dossiers: Sequence[Dossier]) -> dict[int, list[Envelope]]:
    """The letters by which dossiers were handed up or came from below, earlier versions too, by dossier."""
    owner = {dossier.envelope_key: dossier.pk for dossier in dossiers if dossier.envelope_key}
    found: dict[int, list[Envelope]] = defaultdict(list)
    rows = Envelope.objects.filter(kind=EnvelopeKind.DOSSIER, box=EnvelopeBox.OUT).prefetch_related("files")
    wanted = dict(owner)
    while wanted:
        envelopes = list(rows.filter(key__in=wanted))
        for envelope in envelopes:
            found[wanted[envelope.key]].append(envelope)
        wanted = {one.replaces: wanted[one.key] for one in envelopes if one.replaces}
    by_subject = {dossier.subject_id: dossier.pk for dossier in dossiers}
    arrived = IncomingSubmission.objects.filter(subject__in=by_subject).select_related("envelope")
    for submission in arrived.prefetch_related("envelope__files"):
        found[by_subject[submission.subject_id or 0]].append(submission.envelope)
    return found


def _prints_of(record_class: str) -> Callable[[Cycle], Iterator[Record]]:
    def source(cycle: Cycle) -> Iterator[Record]:
        rows = _prints_in(cycle, record_class).select_related("file")
        files = files_of(rows)
        for row in rows.order_by("pk"):
            yield Record(row, row.title, files[row.pk], row.subject_id)

    return source


def _ballots(cycle: Cycle) -> Iterator[Record]:
    yield from _prints_of(RecordClass.BALLOTS)(cycle)
    for package in BoardPackage.objects.filter(board__cycle=cycle).select_related("file", "board").order_by("pk"):
        yield Record(package, f"Gói trình: {package.board.title}", (package.file,))


def _letters(cycle: Cycle) -> Iterator[Record]:
    yield from _prints_of(RecordClass.LETTERS)(cycle)
    letters = list(IssuedLetter.objects.filter(cycle=cycle).order_by("pk"))
    prints = PrintedDocument.objects.filter(letter__in=letters).select_related("file")
    by_print, files = files_of(prints), defaultdict[int, dict[int, File]](dict)
    printed = defaultdict[int, list[PrintedDocument]](list)
    for document in prints:
        printed[document.letter_id or 0].append(document)
        for file in by_print[document.pk]:
            _take(files[document.letter_id or 0], file)
    for letter in letters:
        label = f"{letter.code or 'chưa có số'}: {letter.about}"
        yield Record(letter, label, tuple(files[letter.pk].values()), prints=tuple(printed[letter.pk]))


def _scans(cycle: Cycle) -> Iterator[Record]:
    for batch in ScanBatch.objects.filter(cycle=cycle).prefetch_related("parts__file").order_by("pk"):
        label = f"Tập quét ngày {localdate(batch.sent_at):%d/%m/%Y}"
        yield Record(batch, label, tuple(part.file for part in batch.parts.all()))


def _uploads(cycle: Cycle) -> Iterator[Record]:
    for file in _unused_files(cycle).order_by("pk"):
        yield Record(file, file.name, (file,))


_SOURCES: dict[str, Callable[[Cycle], Iterator[Record]]] = {
    RecordClass.PERSON: _dossiers_of(RecordClass.PERSON),
    RecordClass.BODY: _dossiers_of(RecordClass.BODY),
    RecordClass.BALLOTS: _ballots,
    RecordClass.DOCUMENTS: _prints_of(RecordClass.DOCUMENTS),
    RecordClass.LETTERS: _letters,
    RecordClass.SCANS: _scans,
    RecordClass.UPLOADS: _uploads,
}


# All that points to a file; a test compares it with the models.
USERS: tuple[type[Any], ...] = (BoardPackage, ChecklistItem, Evidence, PrintedDocument, ScannedFile, Signature)


def used_files(ids: Any) -> set[int]:
    """Which of these files something points to."""
    return {pk for model in USERS for pk in model.objects.filter(file__in=ids).values_list("file", flat=True)}


def files_of(prints: QuerySet[PrintedDocument]) -> dict[int, tuple[File, ...]]:
    """The files of prints with those of their signatures (two queries)."""
    found: dict[int, dict[int, File]] = defaultdict(dict)
    for row in prints:
        _take(found[row.pk], row.file)
    for signature in Signature.objects.filter(document__in=prints, file__isnull=False).select_related("file"):
        _take(found[signature.document_id], signature.file)
    return defaultdict(tuple, {pk: tuple(files.values()) for pk, files in found.items()})


def _take(files: dict[int, File], file: File | None) -> None:
    if file is not None:
        files[file.pk] = file


def subjects_of(entries: Iterable[DisposalEntry]) -> dict[int, int | None]:
    """The subject that each entry is about, by the key of the entry (two queries)."""
    rows = list(entries)
    by_model: dict[str, dict[int, int | None]] = {}
    for model, name in (("dossiers.dossier", Dossier), ("dossiers.printeddocument", PrintedDocument)):
        ids = [row.object_id for row in rows if row.model == model]
        by_model[model] = dict(name.objects.filter(pk__in=ids).values_list("pk", "subject"))
    return {row.pk: by_model.get(row.model, {}).get(row.object_id) for row in rows}
