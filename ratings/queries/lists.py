"""Cases, groups and boards as their list pages want them."""

from django.db.models import Count, F, Prefetch, Q, QuerySet

from orgchart.errors import NotVisible
from orgchart.kinds import CollectiveKind
from orgchart.models import Collective
from ratings.models import Board, CapGroup, Decision, DecisionItem, RatingCase
from ratings.queries.sheet import cases_in_order
from ratings.states import BoardState, CaseState
from reviews.models import Cycle, RatingPlace, Subject


def cases_of(cycle: Cycle) -> QuerySet[RatingCase]:
    """The cases of a cycle by group, then as lists show them; those of the superior last."""
    rows = cases_in_order().filter(subject__cycle=cycle)
    return rows.order_by(
        F("group__position").asc(nulls_last=True),
        "group_id",
        "subject__kind",
        "subject__rank",
        "subject__sort_key",
        "pk",
    )


def case_of(case_id: int, year: int) -> RatingCase:
    """One case of a cycle; a missing one is not visible."""
    rows = cases_in_order().select_related("subject__cycle", "appraised_by", "subject__decided_by")
    case = rows.filter(pk=case_id, subject__cycle__year=year).first()
    if case is None:
        raise NotVisible
    return case


def subjects_without_case(cycle: Cycle) -> int:
    """How many rated subjects are not on the list yet."""
    return Subject.objects.filter(cycle=cycle, rating_case=None).exclude(rating=RatingPlace.NONE).count()


def fixed_subject_ids(cycle: Cycle) -> set[int]:
    """Subjects that stay as they are whatever the chart becomes: balloted, decided, or in a group that was."""
    settled = Q(state__in=[CaseState.BALLOTED, CaseState.DECIDED, CaseState.NOTIFIED, CaseState.NOT_RATED])
    rows = RatingCase.objects.filter(settled | Q(group__locked_at__isnull=False), subject__cycle=cycle)
    return set(rows.values_list("subject_id", flat=True))


def boards_of(cycle: Cycle) -> QuerySet[Board]:
    """The meetings of a cycle with their groups and decisions, newest first."""
    rows = Board.objects.filter(cycle=cycle).select_related("body").prefetch_related("board_groups__group", "decisions")
    return rows.order_by("-held_on", "-pk")


def board_of(board_id: int, year: int) -> Board:
    """One meeting; a missing one is not visible."""
    board = Board.objects.select_related("cycle", "body").filter(pk=board_id, cycle__year=year).first()
    if board is None:
        raise NotVisible
    return board


def decision_of(board: Board) -> Decision | None:
    """The decision of a meeting, if it was issued."""
    return Decision.objects.filter(board=board).first()


def free_groups(cycle: Cycle) -> QuerySet[CapGroup]:
    """Groups with members that no meeting has on its list yet."""
    rows = CapGroup.objects.filter(cycle=cycle, board_group=None).annotate(size=Count("cases"))
    return rows.filter(size__gt=0).order_by("position", "pk")


def open_groups(cycle: Cycle) -> QuerySet[CapGroup]:
    """Groups that still take members in."""
    return CapGroup.objects.filter(cycle=cycle, locked_at=None).order_by("position", "pk")


def balloted_groups(cycle: Cycle) -> QuerySet[CapGroup]:
    """Groups that take nobody in any more, so that whoever comes late needs a supplement."""
    rows = CapGroup.objects.filter(cycle=cycle, supplement_to=None).exclude(locked_at=None)
    return rows.order_by("position", "pk")


def deciding_bodies() -> QuerySet[Collective]:
    """Bodies of this tenant that may sit on ratings, its own standing committee first."""
    kinds = [CollectiveKind.STANDING_COMMITTEE, CollectiveKind.EXECUTIVE_COMMITTEE, CollectiveKind.UNIT_LEADERSHIP]
    rows = Collective.objects.filter(kind__in=kinds, valid_to=None)
    return rows.order_by("organization__path", "-kind", "name", "pk")


def own_results(person_id: int, cycle: Cycle) -> list[RatingCase]:
    """The decided cases of a person in a cycle."""
    rows = cases_in_order().filter(subject__person=person_id, subject__cycle=cycle)
    items = DecisionItem.objects.select_related("decision__board__body").order_by("-pk")
    return list(rows.prefetch_related(Prefetch("decision_items", queryset=items)))


def own_cases(person_id: int | None, cycle: Cycle) -> list[RatingCase]:
    """The cases of a person and of the collectives whose report the person writes; none for an account without one."""
    if person_id is None:
        return []
    mine = Q(subject__person=person_id) | Q(subject__review__author=person_id)
    return list(cases_in_order().filter(mine, subject__cycle=cycle))


def waiting_cases(person_id: int) -> QuerySet[RatingCase]:
    """The cases that wait for a person: unread results, and sheets of running cycles that nobody has scored yet.

    Whether the set of a cycle has a sheet at all is for the caller to ask.
    """
    unread = Q(subject__person=person_id, state=CaseState.NOTIFIED, read_at=None)
    unscored = Q(
        Q(subject__person=person_id) | Q(subject__review__author=person_id),
        subject__cycle__state__in=["issued", "running"],
        state__in=[CaseState.NOT_READY, CaseState.SELF_RATED],
        scores=None,
    )
    rows = RatingCase.objects.filter(unread | unscored).select_related("tenant", "subject__cycle")
    return rows.order_by("subject__kind", "pk")


def open_boards() -> QuerySet[Board]:
    """Meetings of the running cycles that are not decided."""
    rows = Board.objects.filter(cycle__state__in=["issued", "running"]).exclude(state=BoardState.DECIDED)
    return rows.select_related("cycle", "tenant").order_by("held_on", "pk")
