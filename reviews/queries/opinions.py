"""What participants were asked and what they said; the synthesis for the appraiser."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import PostRole, Role
from orgchart.models import Post, Succession, Tenant
from orgchart.queries import are_related, current
from reviews import access
from reviews.exemptions import FORMER_SUPERIOR
from reviews.models import Cycle, Degree, Exemption, OpinionRequest, Subject
from reviews.queries.chart import transfers_until
from reviews.states import OpinionState

_RELATED = ("cycle__tenant", "subject__unit", "organization", "receiver", "envelope__peer")


def requests_for(actor: Actor, cycle: Cycle, today: date) -> QuerySet[OpinionRequest]:
    """Everything asked in a cycle for those who run the year; for others what the bodies that they head are asked."""
    rows = OpinionRequest.objects.filter(cycle=cycle).select_related(*_RELATED)
    if not access.can_see_opinions(actor):
        rows = rows.filter(organization__in=headed(actor, today), state__in=[OpinionState.SENT, OpinionState.ANSWERED])
    return rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "subject_name", "participant", "pk")


def headed(actor: Actor, today: date) -> list[int]:
    """The organisations that the actor heads."""
    return list(_headed(actor, today)) if actor.person_id is not None else []


def _headed(actor: Actor, today: date) -> QuerySet[Post, int]:
    rows = Post.objects.filter(current(today), person=actor.person_id or 0, role=PostRole.HEAD)
    return rows.values_list("organization", flat=True)


def request_for(actor: Actor, request_id: int, year: int, today: date) -> OpinionRequest:
    """One request with its answer; to whom has no part in it, it does not exist."""
    row = OpinionRequest.objects.filter(pk=request_id, cycle__year=year).select_related(*_RELATED).first()
    if row is None or not (access.can_see_opinions(actor) or _is_asked(actor, row, today)):
        raise NotVisible
    return row


def _is_asked(actor: Actor, row: OpinionRequest, today: date) -> bool:
    return row.state != OpinionState.DRAFT and row.organization_id in headed(actor, today)


def can_answer(actor: Actor, row: OpinionRequest, today: date) -> bool:
    """The head of the body that is asked answers, for a whole tenant its head; what came on paper is typed in."""
    if access.can_ask_opinions(actor) or _is_asked(actor, row, today):
        return True
    return row.envelope_id is not None and actor.has(Role.HEAD)


def subject_for(actor: Actor, subject_id: int, year: int) -> Subject:
    """The subject about whom opinions are gathered, for those who run the year."""
    rows = Subject.objects.filter(pk=subject_id, cycle__year=year)
    row = rows.select_related("cycle__tenant", "unit", "collective", "organization", "review").first()
    if row is None or not access.can_see_opinions(actor):
        raise NotVisible
    return row


@dataclass(frozen=True)
class DegreeCount:
    """How often a criterion, or the whole, got each of the four degrees."""

    title: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Synthesis:
    """All opinions on one subject: answers, counts of degrees, and who has not answered. (HY-M03-5, HY-M03-6)"""

    answers: list[OpinionRequest]
    missing: list[OpinionRequest]
    counts: list[DegreeCount]

    @property
    def asked(self) -> int:
        """How many bodies were asked."""
        return len(self.answers) + len(self.missing)


def synthesis(subject: Subject) -> Synthesis:
    """The synthesis for the appraiser (one query)."""
    rows = list(
        OpinionRequest.objects.filter(subject=subject)
        .exclude(state=OpinionState.DRAFT)
        .select_related("organization", "receiver")
        .order_by("participant", "pk")
    )
    answers = [row for row in rows if row.state == OpinionState.ANSWERED]
    return Synthesis(answers, [row for row in rows if row.state == OpinionState.SENT], _counts(answers))


def _counts(answers: Iterable[OpinionRequest]) -> list[DegreeCount]:
    whole: Counter[str] = Counter()
    single: dict[str, Counter[str]] = {}
    for row in answers:
        whole[row.degree] += 1
        for one in row.criteria:
            degree = row.degrees.get(one["code"])
            if degree:
                single.setdefault(f"{one['code']}. {one['title']}", Counter())[degree] += 1
    counted = [("Cấp độ chung", whole), *sorted(single.items())] if whole else []
    return [DegreeCount(title, tuple(found[degree] for degree in Degree.values)) for title, found in counted]


def last_criteria(participant: str) -> list[str]:
    """What a participant was asked the last time, so that its field is chosen once."""
    rows = OpinionRequest.objects.filter(participant=participant).order_by("-pk")
    found = rows.values_list("criteria", flat=True).first()
    return [str(one["code"]) for one in found or []]


def requests_waiting(actor: Actor, today: date) -> QuerySet[OpinionRequest]:
    """What waits for the bodies that the actor heads, and what came from other tenants for whoever handles letters."""
    mine = Q(organization__in=_headed(actor, today), envelope=None)
    if access.can_ask_opinions(actor) or actor.has(Role.HEAD):
        mine |= Q(envelope__isnull=False)
    rows = OpinionRequest.objects.filter(mine, state=OpinionState.SENT)
    return rows.select_related("tenant", "cycle").order_by("due_on", "pk")


def tenants_to_ask(tenant: Tenant, today: date) -> list[Tenant]:
    """The tenants that a request can be sent to: above, below and beside this one."""
    others = Tenant.objects.exclude(pk=tenant.pk).order_by("name", "pk")
    above = Tenant.objects.filter(links_down__subordinate=tenant)
    near = others.filter(
        Q(links_up__superior=tenant) | Q(links_down__subordinate=tenant) | Q(links_up__superior__in=above)
    ).distinct()
    return [one for one in near if are_related(tenant, one, today)]


@dataclass(frozen=True)
class FormerSuperior:
    """Whose opinion a unit needs that came from elsewhere in the year, and whether it is known."""

    name: str
    transfer: Succession
    is_heard: bool


def former_superiors(cycle: Cycle, subjects: Iterable[Subject]) -> dict[int, FormerSuperior]:
    """By unit: the former superiors of those among the subjects that came from elsewhere in the year. (CC-III.3-5)

    Heard is what the chart keeps with the transfer, or the answer to a request about anything of that unit. Asks
    nothing of the database where no subject came from elsewhere.
    """
    units = {one.unit_id for one in subjects if one.exemption == Exemption.TRANSFERRED}
    if not units:
        return {}
    answers = set(
        OpinionRequest.objects.filter(cycle=cycle, subject__unit__in=units, state=OpinionState.ANSWERED).values_list(
            "subject__unit", "participant"
        )
    )
    found = {}
    for unit, transfer in transfers_until(cycle.rating_date).items():
        name = transfer.former_superior or FORMER_SUPERIOR
        if unit in units:
            heard = bool(transfer.former_opinion) or (unit, name) in answers
            found[unit] = FormerSuperior(name, transfer, heard)
    return found
