"""What is asked about a person who is to be erased."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from orgchart.errors import NotVisible
from orgchart.kinds import Role
from orgchart.models import (
    CellMembership,
    Envelope,
    EnvelopeState,
    Erasure,
    ErasureState,
    ImportState,
    Organization,
    Person,
    Post,
    RoleGrant,
    RosterImport,
    Supervision,
)
from orgchart.names import search_key
from orgchart.tenancy import current_tenant_id


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


def namesakes(erasure: Erasure) -> set[int]:
    """Other persons of the tenant who have or had one of the names that are looked for, marks left aside."""
    mine = rows_of(erasure.person_id)
    keys = [search_key(name) for name in [*names_of(mine), *erasure.spellings]]
    now = Person.objects.filter(search_key__in=keys).values_list("pk", flat=True)
    earlier = _earlier_rows().filter(search_key__in=keys).values_list("id", flat=True)
    return {*now, *earlier} - set(mine)


def longer_names(names: Collection[str], mine: Collection[int]) -> set[str]:
    """What others are called of whose name one of these is a part: persons, and units named after somebody."""
    keys = {key for name in names if " " in (key := search_key(name))}
    if not keys:
        return set()
    held = reduce(or_, (Q(search_key__contains=key) for key in keys))
    named = reduce(or_, (Q(name__icontains=name) for name in names))
    found = {
        *Person.objects.filter(held).exclude(pk__in=mine).values_list("full_name", flat=True),
        *_earlier_rows().filter(held).exclude(id__in=mine).values_list("full_name", flat=True),
        *Organization.objects.filter(named).values_list("name", flat=True),
    }
    return {name for name in found if search_key(name) not in keys}


def _earlier_rows() -> QuerySet[Any]:
    """What persons of the open tenant were earlier; the manager of a history knows no tenant by itself."""
    rows: QuerySet[Any] = Person.history.filter(tenant=current_tenant_id())
    return rows


def reasons_in_chart(persons: tuple[int, ...], today: date) -> Iterator[str]:
    """Posts, charges and party life that go on, lists and a personal file on its way, the last administrator."""
    running = Q(ended_on=None) | Q(ended_on__gte=today)
    for title in Post.objects.filter(running, person__in=persons).values_list("title", flat=True):
        yield f"Đang giữ chức vụ {title}: kết thúc chức vụ này trước."
    for cell in CellMembership.objects.filter(running, person__in=persons).values_list("cell__name", flat=True):
        yield f"Đang sinh hoạt tại {cell}: kết thúc việc sinh hoạt trước."
    charged = Supervision.objects.filter(running, person__in=persons)
    for unit in charged.values_list("organization__name", flat=True):
        yield f"Đang phụ trách, theo dõi {unit}: kết thúc việc này trước."
    unsettled = RosterImport.objects.exclude(state__in=[ImportState.WRITTEN, ImportState.DROPPED])
    for name in unsettled.order_by("pk").values_list("file_name", flat=True):
        yield f"Danh sách {name} chưa ghi, có thể nêu tên người này: ghi hoặc bỏ danh sách trước."
    if Envelope.objects.filter(personal_file__person__in=persons, state=EnvelopeState.SENT).exists():
        yield "Hồ sơ chuyển sinh hoạt đang chờ nơi nhận trả lời."
    accounts = Person.objects.filter(pk__in=persons).exclude(account=None).values("account")
    if RoleGrant.objects.filter(account__in=accounts, role=Role.ADMIN).exists():
        yield "Tài khoản của người này là quản trị hệ thống: chuyển vai trò này cho người khác trước."


def reason_against_merging(kept_id: int, double_id: int) -> str:
    """Rows of whoever is to be erased, or was, are merged with no other; empty where nobody asked for it."""
    asked = Erasure.objects.filter(person__in=[kept_id, double_id]).exclude(state=ErasureState.REJECTED)
    return "Một trong hai dòng có đề nghị xóa dữ liệu cá nhân nên không gộp được." if asked.exists() else ""


def erasures() -> QuerySet[Erasure]:
    """All that were asked for in the tenant, newest first."""
    return Erasure.objects.select_related("person", "proposed_by", "decided_by", "job").order_by("-pk")


def erasure_of(erasure_id: int) -> Erasure:
    """One of them; raises NotVisible."""
    found = erasures().filter(pk=erasure_id).first()
    if found is None:
        raise NotVisible
    return found
