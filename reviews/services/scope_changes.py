"""What the list of subjects would have to become: the chart of the day against what stands there, change by change."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import TextChoices

from orgchart.queries import superior_of
from reviews import places, queries
from reviews.models import (
    AgendaItem,
    Audience,
    Cycle,
    OpenCase,
    OpenCaseKind,
    Place,
    RatingPlace,
    Subject,
    SubjectKind,
)
from reviews.places import Decisions, PlaceOfReview
from reviews.queries.chart import Chart, chart_on
from reviews.registry import fixed_subjects
from reviews.scope_rules import ScopeRules
from reviews.services import scope_of_review
from reviews.services.scope_of_review import Decided, Draft, Key
from reviews.states import ReviewState

# Once a conference has spoken, the places of a review are history.
STILL_OPEN = frozenset({ReviewState.NOT_STARTED, ReviewState.DRAFT, ReviewState.CIRCULATED})
PlaceKey = tuple[int | None, int | None]
_AUDIENCES = {str(value): str(label) for value, label in Audience.choices}
LEFT = "Không còn thuộc phạm vi theo sơ đồ tổ chức tại ngày xếp loại"

FIELDS = {
    "name": "Tên",
    "position": "Chức vụ",
    "unit_id": "Đơn vị",
    "post_id": "Chức vụ được xếp loại",
    "rank": "Thứ bậc",
    "role": "Vai trò",
    "title_group": "Nhóm chức danh",
    "bloc": "Khối",
    "org_path": "Vị trí trong sơ đồ",
    "sort_key": "Thứ tự",
    "appointed_on": "Ngày giữ chức vụ",
    "rating": "Xếp loại",
    "decided_by_id": "Nơi quyết định",
    "is_reviewed": "Kiểm điểm",
    "reason": "Lý do",
    "clauses": "Căn cứ",
    "exemption": "Trường hợp riêng",
    "exemption_note": "Ghi chú trường hợp riêng",
    "exemption_clauses": "Căn cứ trường hợp riêng",
}
# Changes that nobody needs to read one by one.
_QUIET = frozenset({"org_path", "sort_key", "clauses", "exemption_clauses", "decided_by_id", "post_id", "exemption"})


class ChangeKind(TextChoices):
    """What happens to one line of the list."""

    ADD = "add", "Thêm vào danh sách"
    LEAVE = "leave", "Đưa ra khỏi danh sách"
    ALTER = "alter", "Thay đổi"
    ADD_PLACE = "add_place", "Thêm nơi kiểm điểm"
    DROP_PLACE = "drop_place", "Bỏ nơi kiểm điểm"
    ALTER_PLACE = "alter_place", "Đổi thành phần nơi kiểm điểm"
    KEPT = "kept", "Giữ nguyên vì đã kiểm điểm"


@dataclass
class Change:
    """One change with the words that a person reads before it is made."""

    kind: ChangeKind
    name: str
    words: str = ""
    draft: Draft | None = None
    subject: Subject | None = None
    place: PlaceOfReview | None = None
    row: Place | None = None
    fields: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """All changes of a cycle, the drafts behind them, and a fingerprint of what was shown."""

    changes: list[Change]
    drafts: list[Draft]
    known: dict[Key, Subject]

    @property
    def digest(self) -> str:
        """Two equal plans have one digest; a chart that has moved on in between gives another."""
        text = "\n".join(f"{change.kind}|{change.name}|{change.words}" for change in self.changes)
        return hashlib.sha256(text.encode()).hexdigest()

    def of(self, *kinds: ChangeKind) -> list[Change]:
        """The changes of some kinds."""
        return [change for change in self.changes if change.kind in kinds]

    @property
    def count(self) -> int:
        """How many changes would be made; what is kept is none."""
        return sum(change.kind != ChangeKind.KEPT for change in self.changes)


def decided_in(cycle: Cycle, chart: Chart, rules: ScopeRules) -> Decided:
    """What the authorised body has decided in a cycle, as the rules take it."""
    posts: dict[int, set[int]] = {}
    extra: dict[int, list[PlaceOfReview]] = {}
    audiences, bodies = dict[int, str](), dict[int, str]()
    for row in OpenCase.objects.filter(cycle=cycle, decided_at__isnull=False).order_by("pk"):
        if row.kind == OpenCaseKind.EQUAL_POSTS and row.person_id and row.post_id:
            posts.setdefault(row.person_id, set()).add(row.post_id)
        elif row.kind == OpenCaseKind.AUDIENCE and row.collective_id:
            audiences[row.collective_id] = row.audience
        elif row.kind == OpenCaseKind.EXTRA_BODY and row.collective_id:
            bodies[row.collective_id] = row.reason
        elif row.person_id and row.collective_id and row.collective_id in chart.bodies:
            place = places.leadership_place(chart.bodies[row.collective_id], rules)
            clauses = tuple(row.clauses.split()) or place.clauses
            found = PlaceOfReview(place.audience, place.collective_id, place.cell_id, clauses)
            extra.setdefault(row.person_id, []).append(found)
    persons = {
        pk: Decisions(posts=frozenset(posts.get(pk, ())), extra=tuple(extra.get(pk, ()))) for pk in posts.keys() | extra
    }
    return Decided(persons, audiences, bodies)


def plan_of(cycle: Cycle) -> Plan:
    """The changes that would bring the list up to the chart; nothing is written. (CC-II.1.1-6, HY-B.I.1.1a-9)"""
    chart, rules = chart_on(cycle.rating_date), queries.scope_rules_of(cycle)
    superior = superior_of(cycle.tenant, cycle.rating_date)
    drafts = scope_of_review.drafts(cycle, chart, rules, superior, decided_in(cycle, chart, rules))
    return _Planner(cycle, chart, drafts).plan()


class _Planner:
    def __init__(self, cycle: Cycle, chart: Chart, drafts: list[Draft]) -> None:
        self.cycle, self.chart, self.drafts = cycle, chart, drafts
        rows = Subject.objects.filter(cycle=cycle).select_related("review", "unit")
        rows = rows.prefetch_related("places__collective", "places__cell", "references")
        self.known = {_key(row): row for row in rows.order_by("kind", "rank", "sort_key", "pk")}
        self._fixed = fixed_subjects(cycle)
        self._on_agendas: dict[int, set[PlaceKey]] = defaultdict(set)
        items = AgendaItem.objects.filter(subject__cycle=cycle)
        for pk, *place in items.values_list("subject_id", "conference__collective_id", "conference__cell_id"):
            self._on_agendas[pk].add((place[0], place[1]))
        for pk, further in items.filter(conference__further_bodies__isnull=False).values_list(
            "subject_id", "conference__further_bodies__collective_id"
        ):
            self._on_agendas[pk].add((further, None))

    def plan(self) -> Plan:
        changes = [change for draft in self.drafts for change in self._of_draft(draft)]
        return Plan([*changes, *self._leaving()], self.drafts, self.known)

    def _of_draft(self, draft: Draft) -> Iterator[Change]:
        subject = self.known.get(draft.key)
        if subject is not None:
            yield from self._altered(draft, subject)
            return
        new = draft.subject
        words = f"{new.position or new.unit.name}; {str(new.get_rating_display()).lower()}"
        yield Change(ChangeKind.ADD, new.name, words, draft=draft)
        for place in draft.places:
            yield Change(ChangeKind.ADD_PLACE, new.name, self._where(place), draft=draft, place=place)

    def _leaving(self) -> Iterator[Change]:
        listed = {draft.key for draft in self.drafts}
        for key, subject in self.known.items():
            if key not in listed and (subject.is_reviewed or subject.rating != RatingPlace.NONE):
                kind = ChangeKind.LEAVE if self._may_change(subject) else ChangeKind.KEPT
                yield Change(kind, subject.name, LEFT, subject=subject)

    def _may_change(self, subject: Subject) -> bool:
        """Whoever was reviewed or balloted stays as the year has seen them."""
        review = getattr(subject, "review", None)
        return subject.pk not in self._fixed and (review is None or review.state in STILL_OPEN)

    def _altered(self, draft: Draft, subject: Subject) -> Iterator[Change]:
        fields = [name for name in FIELDS if getattr(subject, name) != getattr(draft.subject, name)]
        parts = [_in_words(name, subject, draft.subject) for name in fields if name not in _QUIET]
        if not self._may_change(subject):
            if parts:
                yield Change(ChangeKind.KEPT, subject.name, "; ".join(parts), subject=subject)
            return
        if self._has_other_author(draft, subject):
            parts.append("Người viết theo người đứng đầu hiện nay")
            fields.append("author")
        if self._has_other_limits(draft, subject):
            parts.append("Giới hạn xếp loại theo tập thể, tổ chức đứng đầu hiện nay")
            fields.append("references")
        if fields:
            words = "; ".join(parts) or "Căn cứ, vị trí trong sơ đồ"
            yield Change(ChangeKind.ALTER, subject.name, words, draft=draft, subject=subject, fields=fields)
        yield from self._places(draft, subject)

    @staticmethod
    def _has_other_author(draft: Draft, subject: Subject) -> bool:
        review = getattr(subject, "review", None)
        if review is None or draft.author_id is None or subject.kind == SubjectKind.INDIVIDUAL:
            return False
        return bool(review.author_id != draft.author_id)

    def _has_other_limits(self, draft: Draft, subject: Subject) -> bool:
        wanted = {(self.known[key].pk, kind) for key, kind in draft.references if key in self.known}
        return {(row.reference_id, row.kind) for row in subject.references.all()} != wanted - {
            pair for pair in wanted if pair[0] == subject.pk
        }

    def _places(self, draft: Draft, subject: Subject) -> Iterator[Change]:
        wanted = {(place.collective_id, place.cell_id): place for place in draft.places}
        present = {(row.collective_id, row.cell_id): row for row in subject.places.all()}
        change = partial(Change, name=subject.name, draft=draft, subject=subject)
        for key, place in wanted.items():
            row = present.get(key)
            if row is None:
                yield change(ChangeKind.ADD_PLACE, words=self._where(place), place=place)
            elif row.done_at is None and (row.audience, row.opens_last) != (place.audience, place.opens_last):
                words = f"{row.collective or row.cell}: {row.get_audience_display()} → {_AUDIENCES[place.audience]}"
                yield change(ChangeKind.ALTER_PLACE, words=words, place=place, row=row)
        for key, row in present.items():
            if key not in wanted and row.done_at is None:
                on_agenda = key in self._on_agendas[subject.pk]
                kind = ChangeKind.KEPT if on_agenda else ChangeKind.DROP_PLACE
                words = f"{row.collective or row.cell}" + (" (đã có trong chương trình hội nghị)" if on_agenda else "")
                yield change(kind, words=words, row=row)

    def _where(self, place: PlaceOfReview) -> str:
        body = self.chart.collectives.get(place.collective_id or 0) or self.chart.organizations.get(place.cell_id or 0)
        return f"{body}: {_AUDIENCES[place.audience].lower()}"


def _key(subject: Subject) -> Key:
    return subject.organization_id, subject.collective_id, subject.person_id


def _in_words(name: str, before: Subject, after: Subject) -> str:
    return f"{FIELDS[name]}: {_shown(name, before)} → {_shown(name, after)}"


def _shown(name: str, subject: Subject) -> str:
    if name == "unit_id":
        return subject.unit.name
    if name in {"rating", "role", "bloc"}:
        return str(getattr(subject, f"get_{name}_display")() or "–")
    value = getattr(subject, name)
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "–")
