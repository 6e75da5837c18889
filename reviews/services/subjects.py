"""The list of who is reviewed and rated in a cycle, taken from the chart. Running it again only adds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Refused
from orgchart.queries import superior_of
from orgchart.tenancy import create_all
from reviews import access, queries
from reviews.models import Cycle, FormKind, Place, Review, Subject, SubjectKind, SubjectReference
from reviews.places import PlaceOfReview
from reviews.queries.chart import chart_on
from reviews.services import scope_of_review
from reviews.services.cycles import locked_cycle
from reviews.services.scope_of_review import Draft
from reviews.states import CycleState, ReviewState

# Once a conference has spoken, the places of a review are history.
_STILL_OPEN = frozenset({ReviewState.NOT_STARTED, ReviewState.DRAFT, ReviewState.CIRCULATED})


@dataclass
class Generated:
    """What one run added, and where the managing body still has to decide between equal posts."""

    subjects: int = 0
    places: int = 0
    undecided: list[str] = field(default_factory=list)


@transaction.atomic
def generate_subjects(*, cycle_id: int, actor: Actor, at: datetime) -> Generated:
    """List everybody in scope at the rating date with places, ceilings and reviews. (HY-A.3-1, CC-II.1.2-1)

    Running it again adds what the chart has gained since and changes nothing else.
    """
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên danh sách không còn thay đổi. Hãy lập danh sách trong đợt mới.")
    chart = chart_on(cycle.rating_date)
    superior = superior_of(cycle.tenant, cycle.rating_date)
    drafts = scope_of_review.drafts(cycle, chart, queries.rules_of(cycle), superior)
    result = _write(cycle, drafts)
    audit.record(
        actor=actor,
        action="generate_subjects",
        target=cycle,
        at=at,
        summary=f"Lập danh sách đối tượng: thêm {result.subjects} đối tượng, {result.places} nơi kiểm điểm",
        changes={"undecided": result.undecided},
    )
    return result


def _write(cycle: Cycle, drafts: list[Draft]) -> Generated:
    known = {_key(row): row for row in Subject.objects.filter(cycle=cycle).select_related("review")}
    fresh = [draft for draft in drafts if _key(draft.subject) not in known]
    create_all(Subject, [draft.subject for draft in fresh])
    known |= {_key(draft.subject): draft.subject for draft in fresh}
    create_all(Review, [_review(draft) for draft in fresh if draft.subject.is_reviewed])
    for draft in drafts:
        draft.subject = known[_key(draft.subject)]
    is_fresh = set(fresh)
    open_drafts = [draft for draft in drafts if draft in is_fresh or _still_open(draft.subject)]
    places = _missing_places(cycle, open_drafts)
    create_all(Place, places)
    create_all(SubjectReference, _missing_references(cycle, open_drafts, known))
    undecided = [draft.subject.name for draft in fresh if draft.is_tied]
    return Generated(subjects=len(fresh), places=len(places), undecided=undecided)


def _key(subject: Subject) -> tuple[int | None, int | None, int | None]:
    return subject.organization_id, subject.collective_id, subject.person_id


def _still_open(subject: Subject) -> bool:
    review = getattr(subject, "review", None)
    return review is not None and review.state in _STILL_OPEN


def _review(draft: Draft) -> Review:
    is_person = draft.subject.kind == SubjectKind.INDIVIDUAL
    return Review(
        tenant_id=draft.subject.tenant_id,
        subject=draft.subject,
        form_kind=FormKind.LEADER_REVIEW if is_person else FormKind.COLLECTIVE_REPORT,
        author_id=draft.author_id,
    )


def _missing_places(cycle: Cycle, drafts: Iterable[Draft]) -> list[Place]:
    known = set(Place.objects.filter(subject__cycle=cycle).values_list("subject_id", "collective_id", "cell_id"))
    return [
        _place(draft.subject, place)
        for draft in drafts
        for place in draft.places
        if (draft.subject.pk, place.collective_id, place.cell_id) not in known
    ]


def _place(subject: Subject, place: PlaceOfReview) -> Place:
    return Place(
        tenant_id=subject.tenant_id,
        subject=subject,
        collective_id=place.collective_id,
        cell_id=place.cell_id,
        audience=place.audience,
        clauses=" ".join(place.clauses),
    )


def _missing_references(
    cycle: Cycle, drafts: Iterable[Draft], known: dict[tuple[int | None, int | None, int | None], Subject]
) -> list[SubjectReference]:
    rows = SubjectReference.objects.filter(subject__cycle=cycle)
    present = set(rows.values_list("subject_id", "reference_id", "kind"))
    wanted = {
        (draft.subject.pk, known[key].pk, kind): (draft.subject, known[key])
        for draft in drafts
        for key, kind in draft.references
        if key in known
    }
    return [
        SubjectReference(tenant_id=subject.tenant_id, subject=subject, reference=reference, kind=kind)
        for (subject_id, reference_id, kind), (subject, reference) in wanted.items()
        if (subject_id, reference_id, kind) not in present and subject_id != reference_id
    ]
