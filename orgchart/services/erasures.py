"""Erasing a person: asked for by one person, looked for by a job, decided by another person."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import access, audit
from orgchart.access import Actor
from orgchart.erasure.places import about_whom, places
from orgchart.erasure.queries import logins_of, longer_names, names_of, namesakes, rows_of
from orgchart.erasure.seams import hindrances
from orgchart.erasure.spellings import Spellings
from orgchart.errors import InvalidInput, JobFailed, NotVisible, Refused
from orgchart.models import Erasure, ErasureState, Job, Person
from orgchart.services.jobs import NO_RIGHT, request_job, requester_of
from orgchart.services.keeping_lock import lock_keeping
from orgchart.states import ERASURE_MOVES
from orgchart.tenancy import scope

LOOK_JOB, ERASE_JOB = "look_for_person", "erase_person"
# More places of an unclear name than anybody reads.
MOST_DOUBTFUL = 500
SPELLING = "Mỗi cách ghi gồm ít nhất hai chữ, ví dụ “Bảy Hòa”; một chữ thì trùng với nhiều người khác."


def stand_in_of(person_id: int) -> str:
    """What is read in place of the name."""
    return f"Người số {person_id}"


def spellings_of(erasure: Erasure) -> Spellings:
    """The names that are looked for: all that the rows of the person ever had, and those that were added by hand."""
    rows = rows_of(erasure.person_id)
    names = [*names_of(rows), *erasure.spellings]
    return Spellings(names, stand_in_of(erasure.person_id), logins_of(rows), longer_names(names, rows))


@transaction.atomic
def propose_erasure(*, person_id: int, ground: str, spellings: str, actor: Actor, at: datetime) -> Erasure:
    """Ask for the erasure of a person; refused while anything of him or her has to be kept, with all the reasons."""
    if not access.can_propose_erasure(actor):
        raise PermissionDenied
    lock_keeping()
    person = Person.objects.filter(pk=person_id, merged_into=None).first()
    if person is None:
        raise NotVisible
    further = list(filter(None, (" ".join(line.split()) for line in spellings.splitlines())))
    errors = {} if ground.strip() else {"ground": "Ghi căn cứ: đơn yêu cầu của ai, ngày nào, hoặc quy định nào."}
    if any(len(line.split()) < 2 for line in further):
        errors["spellings"] = SPELLING
    if errors:
        raise InvalidInput(errors)
    if Erasure.objects.filter(person=person).exclude(state=ErasureState.REJECTED).exists():
        raise Refused("Đã có đề nghị xóa dữ liệu của người này.")
    _refuse_while_kept(person.pk, at)
    row = Erasure(
        tenant_id=actor.tenant_id, person=person, ground=ground.strip()[:500], spellings=further, proposed_at=at,
        proposed_by=actor.account,
    )  # fmt: skip
    row.save()
    _look(row, actor, at)
    _record("propose_erasure", "Đề nghị xóa dữ liệu cá nhân", row, actor, at)
    return row


@transaction.atomic
def look_again(*, erasure_id: int, actor: Actor, at: datetime) -> Erasure:
    """Texts were written since, or the search broke off; what was chosen among the unclear places is asked anew."""
    row = _locked(erasure_id)
    if not access.can_propose_erasure(actor):
        raise PermissionDenied
    _need_undecided(row)
    row.looked_at, row.found, row.doubtful, row.chosen = None, {}, [], []
    _look(row, actor, at)
    _record("look_for_person", "Tìm lại những chỗ ghi tên", row, actor, at)
    return row


def _look(row: Erasure, actor: Actor, at: datetime) -> None:
    key = f"{LOOK_JOB}:{row.tenant_id}:{row.pk}:{at.timestamp()}"
    row.job = request_job(kind=LOOK_JOB, key=key, arguments={"erasure": row.pk}, at=at, account=actor.account)
    row.save()


def run_look_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """Count where the name stands; where somebody else has it too, list the places that may mean either."""
    with transaction.atomic(), scope(tenant=job.tenant_id):
        asked_by = requester_of(job, at)
        if asked_by is None or not access.can_propose_erasure(asked_by):
            raise JobFailed(NO_RIGHT)
        row = Erasure.objects.select_for_update(of=("self",)).get(pk=job.arguments["erasure"])
        if row.state != ErasureState.PROPOSED:
            return
        mine, others = rows_of(row.person_id), namesakes(row)
        found: dict[str, int] = {}
        doubtful: list[list[str | int]] = []
        for place in places(spellings_of(row)):
            if place.model is Erasure and place.pk == row.pk:
                continue
            label = place.model._meta.label_lower
            found[label] = found.get(label, 0) + 1
            about = about_whom(place) if others else set()
            # Linked to none of those who have the name, or to several of them: nobody but a reader can tell.
            if others and about.isdisjoint(mine) == about.isdisjoint(others):
                doubtful.append([label, place.pk])
        row.found, row.doubtful, row.looked_at = found, doubtful[:MOST_DOUBTFUL], at
        row.save()


@transaction.atomic
def choose_places(*, erasure_id: int, chosen: Collection[str], actor: Actor, at: datetime) -> Erasure:
    """Say which of the unclear places mean this person, as `table:number`; the others are left as they are."""
    row = _locked(erasure_id)
    if not access.can_propose_erasure(actor):
        raise PermissionDenied
    _need_undecided(row)
    offered = {f"{label}:{pk}": [label, pk] for label, pk in row.doubtful}
    if unknown := set(chosen) - set(offered):
        raise InvalidInput({"chosen": f"Không có trong danh sách: {', '.join(sorted(unknown)[:3])}."})
    row.chosen = [offered[key] for key in offered if key in set(chosen)]
    row.save()
    words = f"Chọn {len(row.chosen)} trên {len(row.doubtful)} chỗ trùng tên"
    _record("choose_erasure_places", words, row, actor, at)
    return row


@transaction.atomic
def approve_erasure(*, erasure_id: int, actor: Actor, at: datetime) -> Erasure:
    """A second person lets the erasure be carried out; refused where something has to be kept by now.

    Work that failed is asked for again the same way.
    """
    row = _locked(erasure_id)
    if not access.can_approve_erasure(actor):
        raise PermissionDenied
    if not row.is_stuck:
        _need_undecided(row)
    _need_second(row, actor)
    if row.emptied_at is None:  # afterwards nothing is left to keep, only files that have to go
        _refuse_while_kept(row.person_id, at)
    if row.looked_at is None:
        raise Refused("Hệ thống đang tìm những chỗ ghi tên người này. Đợi tìm xong, xem rồi hãy duyệt.")
    if row.state == ErasureState.PROPOSED:
        _decide(row, "approve", actor, at)
        _record("approve_erasure", "Duyệt xóa dữ liệu cá nhân", row, actor, at)
    key = f"{ERASE_JOB}:{row.tenant_id}:{row.pk}:{actor.account.pk}"
    row.job = request_job(kind=ERASE_JOB, key=key, arguments={"erasure": row.pk}, at=at, account=actor.account)
    row.save()
    return row


@transaction.atomic
def reject_erasure(*, erasure_id: int, reason: str, actor: Actor, at: datetime) -> Erasure:
    """The second person does not let it be carried out; it may be asked for again.

    So does whoever takes an approval back whose work was refused, because something has to be kept by now.
    """
    row = _locked(erasure_id)
    if not access.can_approve_erasure(actor):
        raise PermissionDenied
    if not row.may_be_taken_back:
        _need_undecided(row)
    _need_second(row, actor)
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do không duyệt."})
    row.reject_reason = reason.strip()[:300]
    _decide(row, "reject", actor, at)
    _record("reject_erasure", "Không duyệt xóa dữ liệu cá nhân", row, actor, at)
    return row


def _locked(erasure_id: int) -> Erasure:
    lock_keeping()
    row = Erasure.objects.select_related("job").filter(pk=erasure_id).first()
    if row is None:
        raise NotVisible
    return row


def _need_undecided(row: Erasure) -> None:
    if row.state != ErasureState.PROPOSED:
        raise Refused(f"Đề nghị này ở bước “{row.get_state_display()}”, không quyết định lại được.")


def _need_second(row: Erasure, actor: Actor) -> None:
    if row.proposed_by_id == actor.account.pk:
        raise Refused(
            "Đồng chí đã đề nghị nên không tự quyết định được: xóa dữ liệu phải do hai người, "
            "một người đề nghị và một người khác duyệt."
        )
    if actor.person_id is not None and actor.person_id in rows_of(row.person_id):
        raise Refused("Đây là dữ liệu của chính đồng chí; người khác phải quyết định.")


def _refuse_while_kept(person_id: int, at: datetime) -> None:
    if reasons := hindrances(tuple(rows_of(person_id)), localdate(at)):
        raise Refused("Chưa xóa được dữ liệu của người này.", reasons=reasons)


def _decide(row: Erasure, move: str, actor: Actor, at: datetime) -> None:
    row.state, row.decided_at, row.decided_by = ERASURE_MOVES[move].target, at, actor.account
    row.save()


def _record(action: str, words: str, row: Erasure, actor: Actor, at: datetime) -> None:
    """The trail names the number of the person, never the name."""
    audit.record(
        actor=actor, action=action, target=row, at=at, summary=f"{words}: {stand_in_of(row.person_id)}",
        changes={"reason": row.reject_reason} if row.reject_reason else {},
    )  # fmt: skip
