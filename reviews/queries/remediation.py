"""Remediation plans: which exist, which are missing, what they lack, and what an earlier plan says by next year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import Truncator

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.models import Person, Post, Supervision
from orgchart.queries import current
from reviews.models import (
    Cycle,
    FormLine,
    RemediationEntry,
    RemediationItem,
    RemediationPlan,
    Review,
    Shortcoming,
    ShortcomingStatus,
    Subject,
)
from reviews.queries.completeness import Missing

_FIELDS = (
    ("solution", "chưa ghi giải pháp khắc phục"),
    ("in_charge_id", "chưa giao người chịu trách nhiệm"),
    ("due_on", "chưa ghi thời hạn"),
    ("expected", "chưa ghi kết quả phải đạt"),
)


def visible_plans(actor: Actor) -> QuerySet[RemediationPlan]:
    """All of the tenant to those who run the year; to others those that they have a part in."""
    rows = RemediationPlan.objects.all()
    if actor.oversees:
        return rows
    person_id = actor.person_id or 0
    seats = Post.objects.filter(person=person_id, ended_on=None, collective__isnull=False).values("collective")
    mine = Q(subject__person=person_id) | Q(subject__review__author=person_id) | Q(follower=person_id)
    in_charge = RemediationItem.objects.filter(in_charge=person_id).values("plan")
    return rows.filter(mine | Q(pk__in=in_charge) | Q(subject__collective__in=seats))


def plans_of(actor: Actor, cycle: Cycle, today: date) -> QuerySet[RemediationPlan]:
    """The plans of a year with how many items they have, how many are fixed, how many late."""
    rows = visible_plans(actor).filter(subject__cycle=cycle).select_related("subject__unit", "follower")
    fixed = Q(items__status=ShortcomingStatus.FIXED)
    late = (
        Q(state="approved")
        & ~fixed
        & (Q(items__new_due_on__lt=today) | Q(items__new_due_on=None, items__due_on__lt=today))
    )
    rows = rows.annotate(number=Count("items"), fixed=Count("items", filter=fixed), late=Count("items", filter=late))
    return rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "pk")


def plan_for(actor: Actor, plan_id: int, year: int) -> RemediationPlan:
    """One plan with its subject; to whom has no part in it, it does not exist."""
    related = ("subject__cycle", "subject__unit", "subject__review", "follower", "submitted_by", "approved_by")
    plan = visible_plans(actor).filter(pk=plan_id, subject__cycle__year=year).select_related(*related).first()
    if plan is None:
        raise NotVisible
    return plan


def items_of(plan: RemediationPlan) -> list[RemediationItem]:
    """The items in the order in which the shortcomings were concluded, with their entries, newest first."""
    entries = RemediationEntry.objects.select_related("made_by").order_by("-made_at", "-pk")
    rows = plan.items.select_related("shortcoming", "in_charge").prefetch_related(Prefetch("entries", entries))
    return list(rows.order_by("shortcoming__year", "pk"))


def item_for(actor: Actor, item_id: int, year: int) -> RemediationItem:
    """One item of a visible plan."""
    row = RemediationItem.objects.filter(pk=item_id).select_related("shortcoming", "in_charge").first()
    if row is None:
        raise NotVisible
    row.plan = plan_for(actor, row.plan_id, year)
    return row


def missing_in(plan: RemediationPlan) -> list[Missing]:
    """What keeps a plan from being handed in, place by place. (NA-2-1, HY-A.1-1)"""
    rows = plan.items.select_related("shortcoming").order_by("shortcoming__year", "pk")
    return [
        Missing(
            Truncator(row.shortcoming.text).words(12, truncate=" …").rstrip("."),
            words,
            f"id_{row.anchor}-{_field(name)}",
        )
        for row in rows
        for name, words in _FIELDS
        if not getattr(row, name)
    ]


def _field(name: str) -> str:
    return name.removesuffix("_id")


def without_item(subjects: Iterable[Subject]) -> dict[int, list[Shortcoming]]:
    """The open shortcomings, up to the year of each subject, that its plan does not hold yet."""
    rows = list(subjects)
    if not rows:
        return {}
    bearer = Q(person__in=[row.person_id for row in rows if row.person_id])
    bearer |= Q(collective__in=[row.collective_id for row in rows if row.collective_id])
    bearer |= Q(organization__in=[row.organization_id for row in rows if row.organization_id])
    held = set(RemediationItem.objects.filter(plan__subject__in=rows).values_list("plan__subject", "shortcoming"))
    by_bearer: dict[tuple[str, int], list[Shortcoming]] = defaultdict(list)
    for found in Shortcoming.objects.filter(bearer, is_open=True).order_by("year", "pk"):
        by_bearer[_bearer(found)].append(found)
    return {
        row.pk: [
            found
            for found in by_bearer.get(_bearer(row), [])
            if found.year <= row.cycle.year and (row.pk, found.pk) not in held
        ]
        for row in rows
    }


def _bearer(row: Subject | Shortcoming) -> tuple[str, int]:
    if row.person_id is not None:
        return "person", row.person_id
    if row.collective_id is not None:
        return "collective", row.collective_id
    return "organization", row.organization_id or 0


def subjects_without_plan(actor: Actor, cycle: Cycle) -> list[Subject]:
    """Who has open shortcomings and no plan yet: all for those who run the year, else whom one speaks for. (NA-2-1)"""
    rows = Subject.objects.filter(cycle=cycle, remediation=None, review__state__in=["reviewed", "final", "confirmed"])
    if not actor.oversees:
        if actor.person_id is None:
            return []
        rows = rows.filter(Q(person=actor.person_id) | Q(person=None, review__author=actor.person_id))
    subjects = list(rows.select_related("cycle", "unit", "review").order_by("kind", "rank", "sort_key", "pk"))
    waiting = without_item(subjects)
    return [subject for subject in subjects if waiting.get(subject.pk)]


def proposed_items(subject: Subject, shortcomings: Iterable[Shortcoming]) -> dict[int, dict[str, Any]]:
    """What the final text says about the shortcomings already: measure, owner and day. (HY-A.1-1)"""
    review = Review.objects.filter(subject=subject).first()
    lines = FormLine.objects.filter(review=review) if review is not None else FormLine.objects.none()
    rows = list(lines.filter(kind__in=["remedy", "shortcoming", "own_shortcoming"]).order_by("position", "pk"))
    by_reference = {row.reference: row.values for row in rows if row.kind == "remedy"}
    by_text = {" ".join(str(row.values.get("text", "")).split()): row.values for row in rows if row.kind != "remedy"}
    usual = subject.person_id or (review.author_id if review is not None else None)
    people = {person.full_name: person.pk for person in people_for(subject, subject.cycle.rating_date)}
    found = {}
    for row in shortcomings:
        values = by_reference.get(f"s{row.pk}") or by_text.get(row.text, {})
        owner = str(values.get("owner", ""))
        named = next((pk for name, pk in people.items() if name in owner), None)
        found[row.pk] = {
            "solution": values.get("measure", ""),
            "due_on": date.fromisoformat(values["due"]) if values.get("due") else None,
            "in_charge_id": named or usual,
        }
    return found


def people_for(subject: Subject, day: date) -> QuerySet[Person]:
    """Who can be in charge of a remedy: whoever has a post in the unit, and the subject itself."""
    posts = Post.objects.filter(
        current(day), Q(organization=subject.unit_id) | Q(collective=subject.collective_id or 0)
    )
    mine = Q(pk__in=posts.values("person")) | Q(pk=subject.person_id or 0) | Q(reviews__subject=subject)
    return Person.objects.filter(mine).distinct().order_by("sort_key", "pk")


def possible_followers(subject: Subject, day: date) -> QuerySet[Person]:
    """Members of committees and leading bodies, without the subject and whoever writes its plan. (NA-2-2)"""
    posts = Post.objects.filter(current(day), collective__isnull=False).values("person")
    charge = Supervision.objects.filter(current(day), organization=subject.unit_id).values("person")
    rows = Person.objects.filter(Q(pk__in=posts) | Q(pk__in=charge)).exclude(pk=subject.person_id or 0)
    return rows.exclude(reviews__subject=subject).order_by("sort_key", "pk")


def usual_follower(subject: Subject, day: date) -> int | None:
    """The committee member in charge of the unit, unless it is about that member. (NA-2-2)"""
    rows = Supervision.objects.filter(current(day), organization=subject.unit_id)
    charge = rows.exclude(person=subject.person_id or 0).order_by("pk")
    return charge.values_list("person", flat=True).first()


def plans_to_write(person_id: int, *, of_bodies: bool) -> QuerySet[RemediationPlan, tuple[str, int, int, date]]:
    """Drafts that wait for a person, the own one or those of bodies whose report he or she writes, with their day."""
    mine = Q(subject__review__author=person_id, subject__person=None) if of_bodies else Q(subject__person=person_id)
    rows = RemediationPlan.objects.filter(mine, state="draft").order_by()
    return rows.values_list("tenant__slug", "subject__cycle__year", "pk").annotate(due=F("due_on"))


def plans_to_approve(actor: Actor) -> QuerySet[RemediationPlan, tuple[str, int, int]]:
    """How many plans wait for the approving body, by tenant and year."""
    rows = RemediationPlan.objects.filter(state="submitted").exclude(subject__person=actor.person_id or 0)
    return rows.order_by().values_list("tenant__slug", "subject__cycle__year").annotate(number=Count("pk"))


def remedies_to_carry_out(person_id: int) -> QuerySet[RemediationItem, tuple[str, int, int, date]]:
    """Items in force that a person is in charge of and has not called done, each with the day that counts."""
    return _in_force(RemediationItem.objects.filter(in_charge=person_id, awaits_check=False))


def remedies_to_check(person_id: int) -> QuerySet[RemediationItem, tuple[str, int, int, date]]:
    """Items in force of the plans that a person follows, each with the day that counts."""
    return _in_force(RemediationItem.objects.filter(plan__follower=person_id))


def _in_force(rows: QuerySet[RemediationItem]) -> QuerySet[RemediationItem, tuple[str, int, int, date]]:
    rows = rows.filter(plan__state="approved").exclude(status=ShortcomingStatus.FIXED).order_by()
    found = rows.values_list("tenant__slug", "plan__subject__cycle__year", "pk")
    return found.annotate(due=Coalesce(F("new_due_on"), F("due_on")))
