"""The list of who is reviewed and rated in a cycle, taken from the chart: made once, brought up to date on request."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Refused
from orgchart.kinds import PostLine, PostRole
from orgchart.tenancy import create_all
from reviews import access, registry
from reviews.models import (
    Cycle,
    FormKind,
    OpenCase,
    OpenCaseKind,
    Place,
    RatingPlace,
    Review,
    Subject,
    SubjectKind,
    SubjectReference,
)
from reviews.services.concurrent_duties import ask_for_reports
from reviews.services.cycles import locked_cycle
from reviews.services.former_opinions import ask_former_superiors
from reviews.services.plan_notices import send_notices
from reviews.services.scope_changes import STILL_OPEN, Change, ChangeKind, Plan, plan_of
from reviews.services.scope_of_review import Draft, Question
from reviews.states import CycleState, ReviewState

K = ChangeKind


@dataclass
class Generated:
    """What one run added, and whose posts the managing body still has to decide between."""

    subjects: int = 0
    places: int = 0
    changed: int = 0
    undecided: list[str] = field(default_factory=list)


@transaction.atomic
def generate_subjects(*, cycle_id: int, actor: Actor, at: datetime) -> Generated:
    """List everybody in scope at the rating date with places, ceilings and reviews. (HY-A.3-1, CC-II.1.2-1)

    Running it again adds what the chart has gained since and changes nothing else.
    """
    cycle = _open_cycle(cycle_id, actor)
    plan = plan_of(cycle)
    result = _write(cycle, plan, plan.of(K.ADD, K.ADD_PLACE), at, complete=False)
    ask_former_superiors(cycle, at)
    audit.record(
        actor=actor,
        action="generate_subjects",
        target=cycle,
        at=at,
        summary=f"Lập danh sách đối tượng: thêm {result.subjects} đối tượng, {result.places} nơi kiểm điểm",
        changes={"undecided": result.undecided},
    )
    return result


@transaction.atomic
def apply_scope(*, cycle_id: int, digest: str, actor: Actor, at: datetime) -> Generated:
    """Bring the list up to the chart, exactly as it was shown; what has been reviewed or balloted stays as it is.

    Raises Refused where the chart has changed since the changes were shown.
    """
    cycle = _open_cycle(cycle_id, actor)
    plan = plan_of(cycle)
    if plan.digest != digest:
        raise Refused(
            "Sơ đồ tổ chức đã thay đổi sau khi đồng chí xem. Mở lại trang so sánh, xem các thay đổi mới rồi ghi."
        )
    result = _write(cycle, plan, plan.changes, at, complete=True)
    ask_former_superiors(cycle, at)
    audit.record(
        actor=actor,
        action="apply_scope",
        target=cycle,
        at=at,
        summary=f"Cập nhật danh sách đối tượng theo sơ đồ: {plan.count} thay đổi",
        changes={"changes": [f"{c.kind.label}: {c.name} – {c.words}" for c in plan.changes if c.kind != K.KEPT][:500]},
    )
    return result


def update_after_decision(cycle: Cycle, case: OpenCase, at: datetime) -> None:
    """What a decision of the authorised body changes: the lines of that person or body, nothing else."""
    plan = plan_of(cycle)
    chosen = [change for change in plan.changes if change.kind != K.KEPT and _concerns(change, case)]
    _write(cycle, plan, chosen, at, complete=False)


def _concerns(change: Change, case: OpenCase) -> bool:
    subject = change.subject or (change.draft.subject if change.draft else None)
    if subject is None:
        return False
    if case.person_id is not None:
        return subject.person_id == case.person_id
    at_body = change.place is not None and change.place.collective_id == case.collective_id
    return subject.collective_id == case.collective_id or at_body


def _open_cycle(cycle_id: int, actor: Actor) -> Cycle:
    if not access.can_manage_cycle(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Đợt kiểm điểm đã kết thúc nên danh sách không còn thay đổi. Hãy lập danh sách trong đợt mới.")
    return cycle


def _write(cycle: Cycle, plan: Plan, changes: Iterable[Change], at: datetime, *, complete: bool) -> Generated:
    """Make the changes; `complete` also takes away ceilings that no longer hold."""
    chosen = list(changes)
    fresh = [change.draft for change in chosen if change.kind == K.ADD and change.draft]
    create_all(Subject, [draft.subject for draft in fresh])
    known = plan.known | {draft.key: draft.subject for draft in fresh}
    for change in chosen:
        _make(change)
    _add_reviews(plan, known)
    added = [
        _place(known[change.draft.key], change) for change in chosen if change.kind == K.ADD_PLACE and change.draft
    ]
    create_all(Place, added)
    _limits(cycle, plan.drafts, known, drop=complete)
    _ask(cycle, plan.drafts)
    ask_for_reports(cycle, {known[draft.key]: draft.reported_posts for draft in plan.drafts if draft.key in known})
    undecided = [
        draft.subject.name for draft in fresh if any(one.kind == OpenCaseKind.EQUAL_POSTS for one in draft.questions)
    ]
    send_notices(cycle, at)
    registry.announce_change(cycle.pk)
    others = sum(change.kind in {K.LEAVE, K.ALTER, K.DROP_PLACE, K.ALTER_PLACE} for change in chosen)
    return Generated(subjects=len(fresh), places=len(added), changed=others, undecided=undecided)


def _make(change: Change) -> None:
    subject, row, place = change.subject, change.row, change.place
    if change.kind == K.LEAVE and subject is not None:
        subject.is_reviewed, subject.rating, subject.reason = False, RatingPlace.NONE, change.words
        subject.decided_by = None
        subject.save()
    elif change.kind == K.ALTER and subject is not None and change.draft is not None:
        for name in change.fields:
            if name not in {"author", "references"}:
                setattr(subject, name, getattr(change.draft.subject, name))
        subject.save()
        _fit_form(subject, change.draft)
        if "author" in change.fields:
            subject.review.author_id = change.draft.author_id
            subject.review.save(update_fields=["author"])
    elif change.kind == K.DROP_PLACE and row is not None:
        row.delete()
    elif change.kind == K.ALTER_PLACE and row is not None and place is not None:
        row.audience, row.opens_last, row.clauses = place.audience, place.opens_last, _joined(place.clauses)
        row.save(update_fields=["audience", "opens_last", "clauses"])


def _fit_form(subject: Subject, draft: Draft) -> None:
    """Another part in the collective is another form, as long as nothing is written in the old one."""
    review = getattr(subject, "review", None)
    if review is not None and review.state == ReviewState.NOT_STARTED:
        review.form_kind = form_kind_of(subject, in_cell=draft.in_cell)
        review.save(update_fields=["form_kind"])


def _add_reviews(plan: Plan, known: dict[tuple[int | None, int | None, int | None], Subject]) -> None:
    """Whoever is reviewed has a text to write; also those who come back onto the list."""
    written = {key for key, subject in plan.known.items() if hasattr(subject, "review")}
    waiting = [
        (known[draft.key], draft)
        for draft in plan.drafts
        if draft.key in known and draft.key not in written and known[draft.key].is_reviewed
    ]
    create_all(Review, [_review(subject, draft) for subject, draft in waiting])


def _review(subject: Subject, draft: Draft) -> Review:
    return Review(
        tenant_id=subject.tenant_id,
        subject=subject,
        form_kind=form_kind_of(subject, in_cell=draft.in_cell),
        author_id=draft.author_id,
    )


def form_kind_of(subject: Subject, *, in_cell: bool) -> FormKind:
    """Which form a subject fills in follows from what it is; nobody picks one. (SL-II.4.2a-1, HY-B.I.3.2-1)"""
    if subject.kind != SubjectKind.INDIVIDUAL:
        return FormKind.COLLECTIVE_REPORT
    if subject.role and subject.role != PostRole.STAFF:
        return FormKind.LEADER_REVIEW
    is_state_paid = subject.post is not None and subject.post.line == PostLine.STATE
    if not in_cell:
        return FormKind.STAFF_REVIEW
    return FormKind.MEMBER_REVIEW if is_state_paid else FormKind.OUTSIDE_REVIEW


def _place(subject: Subject, change: Change) -> Place:
    place = change.place
    if place is None:
        raise ValueError("a place to add has to be given")
    return Place(
        tenant_id=subject.tenant_id,
        subject=subject,
        collective_id=place.collective_id,
        cell_id=place.cell_id,
        audience=place.audience,
        opens_last=place.opens_last,
        clauses=_joined(place.clauses),
    )


def _joined(clauses: Iterable[str]) -> str:
    return " ".join(clauses)[:200]


def _limits(
    cycle: Cycle,
    drafts: Iterable[Draft],
    known: dict[tuple[int | None, int | None, int | None], Subject],
    *,
    drop: bool,
) -> None:
    """The ceilings between subjects; those of a text that is past its conference stay."""
    wanted = {
        (known[draft.key].pk, known[key].pk, kind): draft.subject.tenant_id
        for draft in drafts
        if draft.key in known
        for key, kind in draft.references
        if key in known and known[key].pk != known[draft.key].pk
    }
    rows = SubjectReference.objects.filter(subject__cycle=cycle)
    present = {(row.subject_id, row.reference_id, row.kind): row for row in rows.select_related("subject__review")}
    create_all(
        SubjectReference,
        [
            SubjectReference(tenant_id=tenant_id, subject_id=subject_id, reference_id=reference_id, kind=kind)
            for (subject_id, reference_id, kind), tenant_id in wanted.items()
            if (subject_id, reference_id, kind) not in present
        ],
    )
    for key in present.keys() - wanted.keys() if drop else ():
        review = getattr(present[key].subject, "review", None)
        if review is None or review.state in STILL_OPEN:
            present[key].delete()


def _ask(cycle: Cycle, drafts: Iterable[Draft]) -> None:
    """What the authorised body has to decide, each question once; those that have settled themselves go."""
    asked = {_about(question): question for draft in drafts for question in draft.questions}
    rows = {(row.kind, row.person_id, row.collective_id): row for row in OpenCase.objects.filter(cycle=cycle)}
    create_all(
        OpenCase,
        [
            OpenCase(
                tenant_id=cycle.tenant_id,
                cycle=cycle,
                kind=question.kind,
                person_id=question.person_id,
                collective_id=question.collective_id,
                clauses=_joined(question.clauses),
            )
            for about, question in asked.items()
            if about not in rows
        ],
    )
    for about, row in rows.items():
        if about not in asked and not row.is_decided:
            row.delete()
        elif about in asked and row.is_decided:  # what was chosen then is not there any more
            row.post, row.audience, row.body_name, row.decision_number, row.reason = None, "", "", "", ""
            row.decided_at, row.decided_by, row.decided_on = None, None, None
            row.save()


def _about(question: Question) -> tuple[str, int | None, int | None]:
    return question.kind, question.person_id, question.collective_id
