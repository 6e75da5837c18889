"""What goes with a person from the papers, and what has to be kept so that nobody may be erased yet."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from dossiers import keeping
from dossiers.models import Disposal, DisposalEntry, Evidence, File, Hold, PrintedDocument, RecordClass
from dossiers.services.disposing import let_prints_go
from orgchart.erasure.places import linked_persons
from orgchart.erasure.seams import Erased
from orgchart.models import Envelope
from orgchart.services.erasing import let_envelope_files_go
from reviews.models import Cycle, Subject
from reviews.queries.taking_part import years_of
from reviews.states import CycleState


def reasons_to_keep(persons: tuple[int, ...], today: date) -> Iterator[str]:
    """Holds, and papers of the years of the person: they name him or her and go as papers go."""
    for reason in Hold.objects.filter(person__in=persons, lifted_at=None).values_list("reason", flat=True):
        yield f"Hồ sơ của người này đang tạm dừng tiêu hủy: {reason}."
    periods = keeping.periods()
    for cycle in years_of(persons).filter(state=CycleState.CLOSED):
        holds = keeping.holds_of(cycle, today)
        subjects = Subject.objects.filter(cycle=cycle, person__in=persons).values_list("pk", flat=True)
        for reason in sorted({holds.year, *(holds.subjects.get(pk, "") for pk in subjects)} - {""}):
            yield f"Năm {cycle.year} đang tạm dừng tiêu hủy: {reason}."
        for record_class, label in RecordClass.choices:
            if count := keeping.amount(cycle, record_class):
                until = _until(cycle, periods.get(record_class), today)
                yield f"Năm {cycle.year} còn {count} mục “{label}”, {until}."


def _until(cycle: Cycle, period: keeping.RetentionPeriod | None, today: date) -> str:
    last = keeping.last_day(cycle, period)
    if period is None:
        return "chưa đặt thời hạn bảo quản"
    if last is None:
        return "bảo quản vĩnh viễn"
    if last >= today:
        return f"bảo quản đến hết ngày {last:%d/%m/%Y}"
    return "đã hết thời hạn bảo quản: lập danh mục tiêu hủy trước"


def empty_person(erased: Erased) -> None:
    """Prints of lists of disposal that named the person, proofs of his or her lines, what travelled in those years."""
    named = DisposalEntry.objects.filter(label__regex=rf"{erased.stand_in}(\D|$)").values_list("disposal", flat=True)
    lists = Disposal.objects.filter(pk__in=named).values_list("pk", flat=True)
    # What was asked for and never printed has no file and names nobody.
    printed = PrintedDocument.objects.filter(kind__startswith="disposal_", file__isnull=False)
    prints = printed.filter(part__in=[str(pk) for pk in lists])
    proofs = [row for row in Evidence.objects.all() if not linked_persons(row).isdisjoint(erased.persons)]
    files = [file.pk for found in keeping.files_of(prints).values() for file in found]
    _let_go(erased, prints, proofs, [*files, *(proof.file_id for proof in proofs)])
    years = list(years_of(erased.persons).values_list("year", flat=True))
    of_years = Envelope.objects.filter(content__year__in=years).values_list("pk", flat=True)
    let_envelope_files_go(erased, list(of_years))


def _let_go(erased: Erased, prints: QuerySet[PrintedDocument], proofs: list[Evidence], ids: Iterable[int]) -> None:
    """Rows and files; a file that another line still uses stays."""
    keys = list(prints.values_list("pk", flat=True))
    gone = set(ids)
    paths = dict(File.objects.filter(pk__in=gone).values_list("pk", "content"))
    erased.let_files_go(paths.values())
    Evidence.objects.filter(pk__in=[proof.pk for proof in proofs]).delete()
    let_prints_go(keys)
    used = keeping.used_files(gone)
    File.objects.filter(pk__in=gone - used).delete()
    erased.keep_files(paths[pk] for pk in used)
