"""Carrying out an approved erasure: rows in one transaction, then the files; it may be begun again at any point."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import access, audit
from orgchart.emptying import emptied, empty_texts, forget_history
from orgchart.erasure import places
from orgchart.erasure.queries import namesakes, rows_of
from orgchart.erasure.seams import Erased, empty_everywhere, hindrances
from orgchart.errors import JobFailed
from orgchart.models import (
    Account,
    AuditRecord,
    DisciplineRecord,
    Envelope,
    EnvelopeFile,
    Erasure,
    ErasureState,
    Job,
    Person,
)
from orgchart.names import name_sort_key, search_key
from orgchart.services.accounts import forget_account
from orgchart.services.erasures import spellings_of, stand_in_of
from orgchart.services.jobs import NO_RIGHT, requester_of
from orgchart.services.keeping_lock import lock_keeping
from orgchart.services.redacting import redact_trail
from orgchart.states import ERASURE_MOVES
from orgchart.tenancy import scope

KEPT_MEANWHILE = "Có dữ liệu phải giữ lại; lý do ghi trên trang đề nghị."


def run_erase_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """Take a person out of every table of the tenant, then files from the disk; a step that broke off is done again."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        row = _approved(job, at)
        if row is not None and row.emptied_at is None:
            _empty(row, report, at)
    with transaction.atomic(), scope(tenant=job.tenant_id):
        row = _approved(job, at)
        if row is not None:
            _finish(row, at)


def _approved(job: Job, at: datetime) -> Erasure | None:
    actor = requester_of(job, at)
    if actor is None or not access.can_approve_erasure(actor):
        raise JobFailed(NO_RIGHT)
    lock_keeping()
    return Erasure.objects.filter(pk=job.arguments["erasure"], state=ErasureState.APPROVED).first()


def _empty(row: Erasure, report: Callable[[int, int], None], at: datetime) -> None:
    persons, others = tuple(rows_of(row.person_id)), namesakes(row)
    if hindrances(persons, localdate(at)):
        raise JobFailed(KEPT_MEANWHILE)
    spellings = spellings_of(row)
    chosen = {(label, pk) for label, pk in row.chosen}

    def whose(place: places.Place) -> bool | None:
        """Whether the name in a row is this person's; None where nobody can tell and nobody chose it."""
        if not others:
            return True
        about = places.about_whom(place)
        mine, theirs = not about.isdisjoint(persons), not about.isdisjoint(others)
        if mine != theirs:
            return mine
        return (place.model._meta.label_lower, place.pk) in chosen or None

    # What is whose is told by the rows as they were, before anything is emptied.
    models = places.searched_models()
    found: list[tuple[places.Place, bool | None]] = []
    for done, model in enumerate(models):
        report(done, len(models) + 1)
        found += [(place, whose(place)) for place in places.places_in(model, spellings)]
    spared = {place.pk for place, is_own in found if not is_own and place.model is AuditRecord}
    texts = [place for place, is_own in found if is_own and place.model is not AuditRecord]
    letters = [place.pk for place in texts if place.model is Envelope]
    erased = Erased(row, persons, stand_in_of(row.person_id), tuple(letters), at)
    for place in texts:
        places.rewrite(place)
    empty_everywhere(erased)
    records = redact_trail(erasure=row, rewrite=spellings.text, rewrite_json=spellings.value, spared=spared, at=at)
    papers_left = EnvelopeFile.objects.filter(envelope__in=letters).values("envelope").distinct().count()
    peers = Envelope.objects.filter(pk__in=letters).values_list("peer__name", flat=True)
    left = sum(is_own is None for _, is_own in found)
    row.report = {
        "texts": len(texts), "records": records, "files": len(row.paths), "peers": sorted(set(peers)),
        "backups_until": _last_backup_day(at).isoformat(), "left": left, "papers_left": papers_left,
    }  # fmt: skip
    row.ground, row.spellings, row.found, row.doubtful, row.chosen = spellings.text(row.ground), [], {}, [], []
    row.emptied_at = at
    row.save()


def _last_backup_day(at: datetime) -> date:
    """The last day on which a backup from before the erasure is kept."""
    return localdate(at) + timedelta(days=settings.BACKUP_DAYS)


def empty_person(erased: Erased) -> None:
    """What this app has: the rows of the person with all earlier versions, discipline, letters, the account."""
    name = erased.stand_in
    rows = Person.objects.filter(pk__in=erased.persons)
    for account in Account.objects.filter(persons__in=rows):
        forget_account(account, stand_in=name, at=erased.at)
    keys = {"sort_key": name_sort_key(name), "search_key": search_key(name)}
    rows.update(full_name=name, **keys, birth_date=None, joined_party_on=None, residence="")
    forget_history(rows)
    empty_texts(DisciplineRecord.objects.filter(person__in=erased.persons), "violation", "decision_number")
    own = Envelope.objects.filter(personal_file__person__in=erased.persons)
    for envelope in own:
        # The page of a file goes on telling whose it was by number, and when the person left.
        envelope.content = emptied(envelope.content, keep=("leaves_on",)) | {"name": name}
        envelope.save()
    letters = Envelope.objects.filter(pk__in=erased.letters)
    # Papers of a year are kept as long as the year is; of years that are over the keeper of papers lets them go.
    free = letters.exclude(content__has_key="year").values_list("pk", flat=True)
    let_envelope_files_go(erased, [*free, *own.values_list("pk", flat=True)])


def let_envelope_files_go(erased: Erased, envelopes: list[int]) -> None:
    """The papers that travelled with letters which name the person."""
    files = EnvelopeFile.objects.filter(envelope__in=envelopes)
    erased.let_files_go(file.content.name or "" for file in files)
    files.delete()


def _finish(row: Erasure, at: datetime) -> None:
    for path in row.paths:
        default_storage.delete(path)
    row.paths, row.state, row.finished_at = [], ERASURE_MOVES["finish"].target, at
    row.save()
    audit.record(
        actor=None, action="finish_erasure", target=row, at=at,
        summary=f"Đã xóa dữ liệu cá nhân: {stand_in_of(row.person_id)}",
        changes={"proposed_by": row.proposed_by_id, "approved_by": row.decided_by_id},
    )  # fmt: skip
