"""Conferences: who takes part, in which order, what still hinders the opening or the closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from orgchart.access import Actor
from orgchart.errors import NotVisible
from orgchart.kinds import Bloc, CollectiveKind, Level, MembershipKind, PostRole
from orgchart.models import CellMembership, Collective, Organization, Person, Post, Supervision, SupervisionKind
from orgchart.names import text_sort_key
from orgchart.queries import current
from reviews import access, agenda, calendar, durations
from reviews.agenda import Entry
from reviews.durations import Duration
from reviews.models import (
    AgendaItem,
    Attendance,
    Audience,
    Comment,
    Conference,
    Cycle,
    Deadline,
    Place,
    Subject,
    SubjectKind,
)
from reviews.queries import joint
from reviews.queries.regulations import rules_of, set_of
from reviews.queries.suggestions import letters_behind
from reviews.rules import CycleRules
from reviews.states import AgendaState, ConferenceState, ReviewState

DONE_STATES = frozenset({ReviewState.REVIEWED, ReviewState.FINAL, ReviewState.CONFIRMED})
READY_STATES = DONE_STATES | {ReviewState.CIRCULATED}
BEFORE_OPENING = frozenset({ConferenceState.PLANNED, ConferenceState.ANNOUNCED})


def local_day(moment: datetime) -> date:
    """The day in the office at a moment."""
    return moment.astimezone(timezone.get_current_timezone()).date()


def conferences_for(actor: Actor, cycle: Cycle) -> QuerySet[Conference]:
    """The conferences that an actor may see, by date: all for those who run the year, else those attended."""
    return seen_by(actor).filter(cycle=cycle)


def seen_by(actor: Actor) -> QuerySet[Conference]:
    """The same of all years."""
    rows = Conference.objects.select_related("collective", "cell", "chair", "secretary")
    if not actor.oversees:
        part = Q(pk__in=actor.entrusted_with("keep_minutes") | actor.entrusted_with(access.GUEST))
        if actor.person_id:
            part |= Q(attendances__person=actor.person_id) | Q(chair=actor.person_id) | Q(secretary=actor.person_id)
        rows = rows.filter(part).distinct()
    return rows.order_by("starts_at", "pk")


def conference_for(*, conference_id: int, year: int, actor: Actor, item_id: int | None = None) -> Conference:
    """One conference with its body, the one of this item where one is named; to whom has no part in it, it is none."""
    item = {} if item_id is None else {"agenda": item_id}
    rows = seen_by(actor).filter(pk=conference_id, cycle__year=year, **item)
    conference = rows.select_related("cycle", "collective__organization", "tenant").first()
    if conference is None:
        raise NotVisible
    return conference


def body_name(conference: Conference) -> str:
    """The body that a conference belongs to."""
    return str(conference.collective or conference.cell)


def body_organization(conference: Conference) -> Organization:
    """The organisation of that body."""
    owner = conference.collective.organization if conference.collective else conference.cell
    if owner is None:
        raise LookupError(f"conference {conference.pk} belongs to no body")
    return owner


def _posts_of_body(collective_id: int | None, cell_id: int | None, day: date) -> QuerySet[Post]:
    body = Q(collective=collective_id) if collective_id else Q(organization=cell_id)
    rows = Post.objects.filter(current(day), body).filter(Q(suspended_on=None) | Q(suspended_on__gt=day))
    return rows.select_related("person").order_by("rank", "person__sort_key", "pk")


def leaders_of(collective_id: int | None, cell_id: int | None, day: date) -> list[Post]:
    """Posts of a body at a day: head, deputies, members; suspended ones are not listed. (CC-III.3-7)"""
    return _in_order(_posts_of_body(collective_id, cell_id, day).exclude(role=PostRole.STAFF))


def _in_order(posts: Iterable[Post]) -> list[Post]:
    order = [PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER]
    return sorted(posts, key=lambda post: (order.index(PostRole(post.role)), post.rank, post.person.sort_key, post.pk))


def open_places(cycle: Cycle, collective_id: int | None, cell_id: int | None) -> QuerySet[Place]:
    """Places at a body that still wait for a conference. (HY-B.I.2.1-1, CC-II.2.1-1)"""
    rows = Place.objects.filter(subject__cycle=cycle, subject__is_reviewed=True, done_at=None)
    rows = rows.filter(collective=collective_id, cell=cell_id)
    return rows.select_related("subject__review").order_by("subject__rank", "subject__sort_key", "pk")


def audience(cycle: Cycle, collective_id: int | None, cell_id: int | None, day: date) -> dict[Person, int]:
    """Who takes part, with the rank each sits at: all staff or the key cadres where a place at the body asks for it.

    (HY-B.I.2.2-8, SL-II.2.2-5)
    """
    if cell_id is not None:
        ranks = {post.person_id: post.rank for post in reversed(list(_posts_of_body(None, cell_id, day)))}
        members = CellMembership.objects.filter(current(day), cell=cell_id, kind=MembershipKind.OFFICIAL)
        return {row.person: ranks.get(row.person_id, 100) for row in members.select_related("person")}
    places = Place.objects.filter(subject__cycle=cycle, collective=collective_id)
    asked = set(places.order_by().values_list("audience", flat=True).distinct())
    leaders = {post.person: post.rank for post in reversed(leaders_of(collective_id, None, day))}
    if Audience.ALL_STAFF in asked:
        staff = Post.objects.filter(current(day), organization__collectives=collective_id).select_related("person")
        return {post.person: post.rank for post in staff.order_by("-rank", "pk")}
    if collective_id is not None and Audience.KEY_CADRES in asked:
        return _key_cadres(collective_id, day) | leaders
    return leaders


def _key_cadres(collective_id: int, day: date) -> dict[Person, int]:
    """Heads and deputies of the unit and of everything below it."""
    path = Collective.objects.values_list("organization__path", flat=True).get(pk=collective_id)
    rows = Post.objects.filter(
        current(day), organization__path__startswith=path, role__in=[PostRole.HEAD, PostRole.DEPUTY]
    ).filter(Q(suspended_on=None) | Q(suspended_on__gt=day))
    return {post.person: post.rank for post in rows.select_related("person").order_by("-rank", "pk")}


def in_charge(organization: Organization, day: date) -> list[Person]:
    """Committee members in charge of a unit, who are invited by themselves. (CC-IIIb.5-2)"""
    return [row.person for row in charges_of_unit(organization, day) if row.kind == SupervisionKind.IN_CHARGE]


def charges_of_unit(organization: Organization, day: date) -> list[Supervision]:
    """Who is in charge of a unit or follows it for a party agency. (HY-C.1-3, HY-C.1-4)"""
    rows = Supervision.objects.filter(current(day), organization=organization).select_related("person")
    return list(rows.order_by("kind", "person__sort_key", "pk"))


def agenda_of(conference: Conference) -> list[AgendaItem]:
    """The agenda in its order, with comments."""
    said = Comment.objects.select_related("person", "guest").order_by("pk")
    rows = AgendaItem.objects.filter(conference=conference).select_related(
        "subject__review", "subject__person", "chair", "presenter"
    )
    return list(rows.prefetch_related(Prefetch("comments", queryset=said)).order_by("position", "pk"))


def entry_of(subject: Subject, posts: dict[int, Post], state: str) -> Entry:
    """A subject as the order rules see it: with its part in this body."""
    post = posts.get(subject.person_id) if subject.person_id else None
    return Entry(
        subject_id=subject.pk,
        name=subject.name,
        is_collective=subject.kind != SubjectKind.INDIVIDUAL,
        role=post.role if post else PostRole.STAFF,
        rank=post.rank if post else subject.rank,
        sort_key=subject.sort_key,
        state=state,
    )


def posts_by_person(conference: Conference) -> dict[int, Post]:
    """The post of each leader of the body, the highest one; of further bodies for those who have none in the first."""
    day = local_day(conference.starts_at)
    posts = leaders_of(conference.collective_id, conference.cell_id, day)
    if conference.collective_id is not None:
        posts += _in_order(joint.posts_at(conference, day).exclude(role=PostRole.STAFF))
    return {post.person_id: post for post in reversed(posts)}


def attendances_of(conference: Conference) -> list[Attendance]:
    """The attendance list: members by rank and name, then guests."""
    rows = Attendance.objects.filter(conference=conference).select_related("person")
    return list(rows.order_by("-is_member", "rank", "person__sort_key", "guest_name", "pk"))


def silent_members(item: AgendaItem, attendances: list[Attendance]) -> list[Person]:
    """Present members who have not said anything on a subject; nobody comments on the own review. (HY-B.I.4.2-6)"""
    spoken = set(Comment.objects.filter(item=item).values_list("person_id", flat=True)) | {item.subject.person_id}
    return [
        row.person
        for row in attendances
        if row.person is not None and row.is_member and row.is_present and row.person_id not in spoken
    ]


@dataclass(frozen=True)
class Paper:
    """One draft that the conference needs, and whether it came in time."""

    subject: Subject
    sent_on: date | None
    last_day: date
    is_binding: bool
    needs_waiver: bool = False

    @property
    def is_late(self) -> bool:
        """Sent after the last sending day, or not at all."""
        return self.sent_on is None or self.sent_on > self.last_day


def papers_of(items: list[AgendaItem], first_day: date, rules: CycleRules) -> list[Paper]:
    """Drafts on the agenda; the lead time binds for the report, for self-reviews it warns.

    Where the set itself names a lead time for self-reviews, a late one needs the waiver of the chair.
    (HY-B.I.4.1a-2, SL-II.4.2a-2)
    """
    papers = []
    for item in items:
        is_collective = item.subject.kind != SubjectKind.INDIVIDUAL
        lead = rules.collective_lead if is_collective else rules.individual_lead
        review = getattr(item.subject, "review", None)
        sent = review.circulated_at if review is not None else None
        last_day = calendar.last_sending_day(first_day, lead)
        waived = rules.individual_binds and not is_collective
        papers.append(Paper(item.subject, local_day(sent) if sent else None, last_day, is_collective, waived))
    return papers


def late_paper(conference: Conference, item: AgendaItem) -> Paper | None:
    """The self-review of an item that came too late and may only be taken up with the chair's leave. (SL-II.4.2a-2)"""
    first_day = local_day(conference.opened_at or conference.starts_at)
    paper = papers_of([item], first_day, rules_for(conference))[0]
    return paper if paper.needs_waiver and paper.is_late else None


def is_party_body(conference: Conference) -> bool:
    """Whether the conference is one of a party committee or a cell."""
    return body_organization(conference).bloc == Bloc.PARTY


def bodies_before(conference: Conference) -> list[Subject]:
    """Government and mass collectives of the same unit and level whose review is not over. (HY-B.I.4.2-4)"""
    if not is_party_body(conference):
        return []
    own = body_organization(conference)
    rows = Subject.objects.filter(
        cycle=conference.cycle_id, kind=SubjectKind.COLLECTIVE, is_reviewed=True, unit__level=own.level
    )
    rows = rows.exclude(bloc=Bloc.PARTY).exclude(review__state__in=DONE_STATES).order_by("rank", "sort_key", "pk")
    if own.level != Level.UNIT:
        return list(rows)
    # Below the commune every unit stands alone: only the unit that the cell belongs to comes before it.
    return [row for row in rows if row.org_path.startswith(own.path) or own.path.startswith(row.org_path)]


def shortest_length(conference: Conference) -> Duration | None:
    """What the duration table asks for, longer where suggestions were sent; together as long as the longest.

    (HY-B.I.4.2-12 to HY-B.I.4.2-17)
    """
    kinds = [body.kind for body in joint.bodies_of(conference)] or [CollectiveKind.WHOLE_CELL]
    suggested, rules = bool(letters_behind(conference)), set_of(conference.cycle)
    level = body_organization(conference).level
    asked = [durations.shortest(rules, kind, level, suggested=suggested) for kind in kinds]
    return max((one for one in asked if one is not None), key=lambda one: one.days, default=None)


def missing_length(conference: Conference) -> Duration | None:
    """The length that is asked for, where the conference is shorter."""
    shortest = shortest_length(conference)
    return shortest if shortest is not None and conference.days < shortest.days else None


def missing_in_charge(conference: Conference) -> list[Person]:
    """Committee members in charge whose presence is mandatory here and not recorded. (HY-B.I.4.2-18)"""
    rule = rules_for(conference).in_charge
    binds = rule == "mandatory" or (rule == "mandatoryWithSuggestion" and bool(letters_behind(conference)))
    if not binds:
        return []
    people = in_charge(body_organization(conference), local_day(conference.starts_at))
    rows = Attendance.objects.filter(conference=conference, is_present=True)
    present = set(rows.values_list("person_id", flat=True))
    return [] if any(person.pk in present for person in people) else people


def deadlines_missed(conference: Conference) -> list[Deadline]:
    """Deadlines of the superior plan that lie before the day of a conference. (CC-IIIb.3-1)"""
    rows = Deadline.objects.filter(cycle=conference.cycle_id, last_day__lt=local_day(conference.starts_at))
    return list(rows.exclude(clause="").order_by("last_day", "pk"))


def bodies_to_confer(cycle: Cycle) -> list[Collective | Organization]:
    """Bodies with open places and no conference under way: collectives, then cells, each by Vietnamese name."""
    places = Place.objects.filter(subject__cycle=cycle, subject__is_reviewed=True, done_at=None)
    pending = Conference.objects.filter(cycle=cycle).exclude(state__in=[ConferenceState.CLOSED, ConferenceState.SIGNED])
    collectives = Collective.objects.filter(pk__in=places.values("collective"))
    cells = Organization.objects.filter(pk__in=places.values("cell"))
    free = collectives.exclude(pk__in=pending.filter(collective__isnull=False).values("collective"))
    free = free.exclude(pk__in=joint.busy_collectives(cycle).values("collective"))
    free_cells = cells.exclude(pk__in=pending.filter(cell__isnull=False).values("cell"))
    return [
        *sorted(free, key=lambda row: text_sort_key(row.name)),
        *sorted(free_cells, key=lambda row: text_sort_key(row.name)),
    ]


def needs_deputy_as_chair(item: AgendaItem, posts: dict[int, Post]) -> bool:
    """The head does not chair the part on the own review. (HY-B.I.4.2-10)"""
    person_id = item.subject.person_id
    return bool(person_id and person_id in posts and posts[person_id].role == PostRole.HEAD)


def possible_chairs(
    conference: Conference, item: AgendaItem, posts: dict[int, Post], attendances: list[Attendance]
) -> list[Person]:
    """Who may chair an item: a deputy for the head's own one, else the chair of the conference. (HY-B.I.4.2-10)"""
    if not needs_deputy_as_chair(item, posts):
        return [conference.chair] if conference.chair else []
    others = [post for post in posts.values() if post.person_id != item.subject.person_id]
    deputies = [post.person for post in others if post.role == PostRole.DEPUTY]
    if deputies or others:
        return deputies or [post.person for post in others]
    # A cell may have a secretary and nobody else in its leadership; then any other member has to do.
    members = [row.person for row in attendances if row.is_member and row.person is not None]
    return [person for person in members if person.pk != item.subject.person_id]


def rules_for(conference: Conference) -> CycleRules:
    """The rules of the cycle that a conference belongs to."""
    return rules_of(conference.cycle)


def is_collective(body: Collective | Organization) -> bool:
    """Whether a body that confers is a collective, not a whole cell."""
    return isinstance(body, Collective)


def headed_bodies(person_id: int | None, day: date) -> set[tuple[str, int]]:
    """The bodies that a person heads, as the addresses of pages name them."""
    if person_id is None:
        return set()
    posts = Post.objects.filter(current(day), person=person_id, role=PostRole.HEAD)
    found: set[tuple[str, int]] = set()
    for collective_id, organization_id in posts.values_list("collective_id", "organization_id"):
        found.add(("chi-bo", organization_id))
        if collective_id is not None:
            found.add(("tap-the", collective_id))
    return found


@dataclass(frozen=True)
class Preview:
    """What a conference of a body would look like, before it is planned."""

    body: str
    head_id: int | None
    people: list[Person]
    subjects: list[Subject]
    combinable: list[Collective]


def preview(cycle: Cycle, collective_id: int | None, cell_id: int | None, *, day: date) -> Preview:
    """Who would take part and who would be reviewed; a body without open places does not exist here."""
    places = list(open_places(cycle, collective_id, cell_id))
    if not places:
        raise NotVisible
    leaders = leaders_of(collective_id, cell_id, day)
    posts = {post.person_id: post for post in reversed(leaders)}
    entries = agenda.ordered(entry_of(place.subject, posts, AgendaState.WAITING) for place in places)
    subjects = {place.subject_id: place.subject for place in places}
    people = sorted(audience(cycle, collective_id, cell_id, day).items(), key=lambda row: (row[1], row[0].sort_key))
    owner = Collective.objects.get(pk=collective_id) if collective_id else Organization.objects.get(pk=cell_id or 0)
    return Preview(
        body=str(owner),
        head_id=next((post.person_id for post in leaders if post.role == PostRole.HEAD), None),
        people=[person for person, _ in people],
        subjects=[subjects[entry.subject_id] for entry in entries],
        combinable=joint.combinable(cycle, collective_id) if collective_id else [],
    )


def own_conferences(actor: Actor) -> list[tuple[Conference, bool]]:
    """Conferences that wait for an actor, with whether the actor keeps their record (one query)."""
    waiting = Conference.objects.exclude(state=ConferenceState.SIGNED).select_related("tenant", "cycle")
    entrusted = actor.entrusted_with("keep_minutes")
    if not actor.is_office:
        if actor.person_id is None and not entrusted:
            return []
        me = actor.person_id or 0
        keeps = Q(chair=me) | Q(secretary=me) | Q(pk__in=entrusted)
        open_states = [ConferenceState.ANNOUNCED, ConferenceState.RUNNING]
        waiting = waiting.filter(keeps | Q(attendances__person=me, state__in=open_states)).distinct()
    rows = waiting.order_by("starts_at", "pk")[:100]
    return [
        (row, actor.is_office or row.pk in entrusted or actor.person_id in {row.chair_id, row.secretary_id})
        for row in rows
    ]
