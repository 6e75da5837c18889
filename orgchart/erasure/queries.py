"""What is asked about a person who is to be erased."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from orgchart.errors import NotVisible
from orgchart.kinds import Role
from orgchart.models import (
    CellMembership,
    Envelope,
    EnvelopeState,
    Erasure,
    Person,
    Post,
    RoleGrant,
)


def rows_of(person_id: int) -> list[int]:
    """The kept row of a person and the doubles that lead to it, the kept one first."""
    found, wanted = [person_id], [person_id]
    while wanted:
        wanted = list(Person.objects.filter(merged_into__in=wanted).exclude(pk__in=found).values_list("pk", flat=True))
        found += wanted
    return found


def names_of(persons: Iterable[int]) -> list[str]:
    """Every name that these rows have or had, and that of their account."""
    keys = list(persons)
    rows = Person.objects.filter(pk__in=keys)
    earlier = Person.history.filter(id__in=keys).values_list("full_name", flat=True)
    shown = rows.exclude(account=None).values_list("account__full_name", flat=True)
    return sorted({*rows.values_list("full_name", flat=True), *earlier, *shown})


def logins_of(persons: Iterable[int]) -> list[str]:
    """The login and the address for mail of these rows."""
    pairs = Person.objects.filter(pk__in=list(persons)).values_list("account__username", "account__email")
    return sorted({text for pair in pairs for text in pair if text})


def namesakes(person_id: int) -> set[int]:
    """Other persons of the tenant whose name is written the same without marks."""
    mine = rows_of(person_id)
    keys = Person.objects.filter(pk__in=mine).values("search_key")
    return set(Person.objects.filter(search_key__in=keys).exclude(pk__in=mine).values_list("pk", flat=True))


def reasons_in_chart(persons: tuple[int, ...], today: date) -> Iterator[str]:
    """Posts and party life that go on, a personal file on its way, the last administrator."""
    running = Q(ended_on=None) | Q(ended_on__gte=today)
    for title in Post.objects.filter(running, person__in=persons).values_list("title", flat=True):
        yield f"Đang giữ chức vụ {title}: kết thúc chức vụ này trước."
    for cell in CellMembership.objects.filter(running, person__in=persons).values_list("cell__name", flat=True):
        yield f"Đang sinh hoạt tại {cell}: kết thúc việc sinh hoạt trước."
    if Envelope.objects.filter(personal_file__person__in=persons, state=EnvelopeState.SENT).exists():
        yield "Hồ sơ chuyển sinh hoạt đang chờ nơi nhận trả lời."
    accounts = Person.objects.filter(pk__in=persons).exclude(account=None).values("account")
    if RoleGrant.objects.filter(account__in=accounts, role=Role.ADMIN).exists():
        yield "Tài khoản của người này là quản trị hệ thống: chuyển vai trò này cho người khác trước."


def erasures() -> QuerySet[Erasure]:
    """All that were asked for in the tenant, newest first."""
    return Erasure.objects.select_related("person", "proposed_by", "decided_by", "job").order_by("-pk")


def erasure_of(erasure_id: int) -> Erasure:
    """One of them; raises NotVisible."""
    found = erasures().filter(pk=erasure_id).first()
    if found is None:
        raise NotVisible
    return found
