"""The order of a review conference: who comes when, who may start now, and if not, why. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgchart.kinds import PostRole
from reviews.states import AgendaState

_ROLE_ORDER = {PostRole.HEAD: 1, PostRole.DEPUTY: 2, PostRole.MEMBER: 3, PostRole.STAFF: 4}
_SETTLED = {AgendaState.CONCLUDED, AgendaState.ABSENT}


@dataclass(frozen=True)
class Entry:
    """One subject on the agenda with its part in the body that reviews, not in the body where it is rated."""

    subject_id: int
    name: str
    is_collective: bool
    role: str = PostRole.STAFF
    rank: int = 100
    sort_key: str = ""
    state: str = AgendaState.WAITING


@dataclass(frozen=True)
class OrderRules:
    """What a regulation set says about the order of a conference."""

    deputies_before_members: bool = True


@dataclass(frozen=True)
class Hindrance:
    """Why an item can not start, with the clause behind it."""

    message: str
    clause: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The clause as a list, where there is one."""
        return (self.clause,) if self.clause else ()


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Collective → head → deputies → members, each by rank and Vietnamese name. (HY-B.I.4.2-2, HY-B.I.4.2-3)"""
    return sorted(
        entries,
        key=lambda entry: (
            not entry.is_collective,
            _ROLE_ORDER.get(PostRole(entry.role), 4) if not entry.is_collective else 0,
            entry.rank,
            entry.sort_key,
            entry.subject_id,
        ),
    )


def hindrance(entries: Sequence[Entry], subject_id: int, rules: OrderRules) -> Hindrance | None:
    """Why a subject can not be taken up now; None where it can."""
    entry = next(entry for entry in entries if entry.subject_id == subject_id)
    if entry.state in _SETTLED:
        done = (
            "đã có kết luận"
            if entry.state == AgendaState.CONCLUDED
            else "đã ghi vắng mặt và chuyển sang kiểm điểm bổ sung"
        )
        return Hindrance(f"{entry.name} {done}.")
    running = [other for other in entries if other.state == AgendaState.RUNNING]
    if running:
        return Hindrance(f"Hội nghị đang kiểm điểm {running[0].name}. Hãy ghi kết luận của nội dung này trước.")
    return _out_of_order(entries, entry, rules)


def _out_of_order(entries: Sequence[Entry], entry: Entry, rules: OrderRules) -> Hindrance | None:
    waiting = [other for other in ordered(entries) if other.state == AgendaState.WAITING]
    if entry.is_collective:
        return None
    collective = next((other for other in waiting if other.is_collective), None)
    if collective:
        return Hindrance(
            f"Chưa kiểm điểm được {entry.name}: kiểm điểm tập thể trước, cá nhân sau. "
            f"Hãy kết luận nội dung {collective.name} trước.",
            "HY-B.I.4.2-2",
        )
    head = next((other for other in waiting if not other.is_collective and other.role == PostRole.HEAD), None)
    if head and entry.role != PostRole.HEAD:
        return Hindrance(
            f"Chưa kiểm điểm được {entry.name}: người đứng đầu kiểm điểm trước, cấp phó và các thành viên sau. "
            f"Hãy kiểm điểm {head.name} trước, hoặc ghi vắng mặt kèm lý do.",
            "HY-B.I.4.2-3",
        )
    deputy = next((other for other in waiting if not other.is_collective and other.role == PostRole.DEPUTY), None)
    if deputy and rules.deputies_before_members and entry.role not in {PostRole.HEAD, PostRole.DEPUTY}:
        return Hindrance(
            f"Chưa kiểm điểm được {entry.name}: cấp phó kiểm điểm trước các thành viên. "
            f"Hãy kiểm điểm {deputy.name} trước, hoặc ghi vắng mặt kèm lý do.",
            "HY-B.I.4.2-3",
        )
    return None


def next_up(entries: Sequence[Entry]) -> Entry | None:
    """The first waiting subject in the prescribed order; None when nobody waits."""
    return next((entry for entry in ordered(entries) if entry.state == AgendaState.WAITING), None)
