"""The rows of a cycle as one question to the engine: subjects with criteria, facts and references, groups, ballots."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from orgchart.kinds import PostRole
from ratings.engine import board as asked
from ratings.engine.rules import RatingRules
from ratings.engine.scales import Degree, Level, Unrated
from ratings.models import (
    Ballot,
    BallotRound,
    Board,
    BoardGroup,
    CapException,
    CapGroup,
    CriterionDegree,
    LevelReference,
    RatingCase,
)
from ratings.queries.facts import YearDiscipline, facts_of
from ratings.queries.level_references import told_body, told_id, told_levels
from ratings.queries.regulation import criteria_of, regulation_of, rules_of
from ratings.queries.scores import given_points, points_for_engine, standing_of
from ratings.states import BallotState, CaseState
from reviews.models import Cycle, RatingPlace, ReferenceKind, Subject, SubjectKind, SubjectReference
from reviews.queries import closed_subject_ids
from reviews.regulations.sets import RegulationSet

# From here on the passers of round 1 are known, so that the engine can count the group.
COUNTABLE = frozenset({BallotState.PASSED, BallotState.ROUND_2, BallotState.RUN_OFF, BallotState.COUNTED})


@dataclass(frozen=True)
class GroupRow:
    """One cap group with what has been typed in for it at the board."""

    group: CapGroup
    state: str = BallotState.WAITING
    entitled: int = 0
    present: int = 0
    votes: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    sittings: frozenset[int] = frozenset()
    carried: asked.Carried | None = None
    exception: asked.CapDecision | None = None

    @property
    def id(self) -> str:
        """The id of the group for the engine."""
        return f"nhom-{self.group.pk}"

    def ballot(self) -> asked.Ballot | None:
        """The counts for the engine, once round 1 is closed."""
        if self.state not in COUNTABLE:
            return None
        return asked.Ballot(
            entitled=self.entitled,
            present=self.present,
            round1=self.votes.get(BallotRound.GOOD, {}),
            round2=self.votes.get(BallotRound.EXCELLENT, {}),
        )


@dataclass(frozen=True)
class Sheet:
    """Everything that is known of a cycle's rating at one moment, loaded with a fixed number of queries."""

    cycle: Cycle
    regulation: RegulationSet
    rules: RatingRules
    rating_date: date
    cases: tuple[RatingCase, ...]
    subjects: tuple[asked.Subject, ...]
    groups: tuple[GroupRow, ...]
    discipline: YearDiscipline
    told: Mapping[int, Sequence[LevelReference]] = field(default_factory=dict)

    def case_of(self, subject_id: str) -> RatingCase:
        """The case behind an id of the engine."""
        return next(case for case in self.cases if engine_id(case.subject_id) == subject_id)

    def cases_in(self, group_id: int) -> list[RatingCase]:
        """The cases of one group in the order of the list."""
        return [case for case in self.cases if case.group_id == group_id]


def engine_id(subject_id: int) -> str:
    """The id of a subject for the engine."""
    return f"dt-{subject_id}"


def cases_in_order() -> QuerySet[RatingCase]:
    """Cases as lists show them: bodies first, leaders by rank, then by given name."""
    rows = RatingCase.objects.select_related(
        "group", "subject__organization", "subject__collective__organization", "subject__person", "subject__unit"
    )
    return rows.order_by("subject__kind", "subject__rank", "subject__sort_key", "subject_id")


def load_sheet(cycle: Cycle, board: Board | None = None, *, judged_again_on: date | None = None) -> Sheet:
    """The sheet of a cycle; with a board its groups and ballots, else all groups of the cycle without ballots.

    With `judged_again_on` a level decided here is no reference but stands as a proposal to be judged on that day.

    The rating date is the day of the deciding body's meeting (CC-III.3-4), before that the one of the plan.
    """
    regulation, rules = regulation_of(cycle), rules_of(cycle)
    cases = tuple(cases_in_order().filter(subject__cycle=cycle))
    references = list(SubjectReference.objects.filter(subject__cycle=cycle).select_related("reference").order_by("pk"))
    by_subject: dict[int, list[SubjectReference]] = defaultdict(list)
    for one in references:
        by_subject[one.subject_id].append(one)
    known = {case.subject_id for case in cases}
    others = {one.reference_id: one.reference for one in references if one.reference_id not in known}
    discipline = YearDiscipline(cycle.year, [case.subject for case in cases])
    told = told_levels(cycle)
    whole = judged_again_on is not None
    groups = _groups_of_board(board, cases) if board else _groups_of_cycle(cycle, cases, whole=whole)
    rating_date = judged_again_on or (board.held_on if board else cycle.rating_date)
    maker = _SubjectMaker(
        regulation=regulation,
        rating_date=rating_date,
        references=by_subject,
        closed=closed_subject_ids(cycle),
        degrees=_degrees(cycle),
        points=given_points(cycle) if rules.scores_by_points else {},
        discipline=discipline,
        groups={row.group.pk: row for row in groups},
        reviewed_bodies=frozenset(
            case.subject.collective.organization_id
            for case in cases
            if case.subject.collective is not None and case.subject.is_reviewed
        ),
        judges_again=judged_again_on is not None,
        told=told,
    )
    subjects = (
        *(maker.of_case(case) for case in cases),
        *(maker.of_reference(one) for one in others.values()),
        *(told_body(row) for rows in told.values() for row in rows),
    )
    return Sheet(cycle, regulation, rules, rating_date, cases, subjects, groups, discipline, told)


def load_alone(case: RatingCase) -> Sheet:
    """One case by its own standard: degrees, facts, discipline; without references, as if its review were closed."""
    cycle = case.subject.cycle
    points = given_points(cycle, case) if rules_of(cycle).scores_by_points else {}
    return _alone(case, _degrees(cycle, case), points)


def load_draft(case: RatingCase, own: Mapping[str, str]) -> Sheet:
    """The same for a case that is not stored, with degrees from a draft."""
    return _alone(case, {case.pk: {code: _Degrees("", degree) for code, degree in own.items()}}, {})


def _alone(
    case: RatingCase,
    degrees: Mapping[int, Mapping[str, "_Degrees"]],
    points: Mapping[int, Mapping[str, Decimal]],
) -> Sheet:
    cycle = case.subject.cycle
    regulation, rules = regulation_of(cycle), rules_of(cycle)
    discipline = YearDiscipline(cycle.year, [case.subject])
    maker = _SubjectMaker(
        regulation=regulation,
        rating_date=cycle.rating_date,
        references={},
        closed={case.subject_id},
        degrees=degrees,
        points=points,
        discipline=discipline,
        groups={},
        reviewed_bodies=frozenset(),
    )
    subject = replace(maker.of_case(case), fixed_level=None, attested=True, own_ceiling=_own_ceiling(case))
    return Sheet(cycle, regulation, rules, cycle.rating_date, (case,), (subject,), (), discipline)


def _groups_of_cycle(cycle: Cycle, cases: Sequence[RatingCase], *, whole: bool) -> tuple[GroupRow, ...]:
    """All groups; as a whole, supplements stand in the group that they supplement."""
    rows = list(CapGroup.objects.filter(cycle=cycle).order_by("position", "pk"))
    granted = _exceptions(cycle)
    if whole:
        return tuple(
            GroupRow(group, exception=granted.get(group.pk)) for group in rows if group.supplement_to_id is None
        )
    return tuple(
        GroupRow(group, carried=_carried(group, cases), exception=granted.get(group.root_id)) for group in rows
    )


def _exceptions(cycle: Cycle) -> dict[int, asked.CapDecision]:
    """Rates above the cap that a decision grants, by group; asked for only where the set knows such an exception."""
    if rules_of(cycle).cap_exception_rate is None:
        return {}
    rows = CapException.objects.filter(group__cycle=cycle, confirmed_at__isnull=False)
    return {row.group_id: asked.CapDecision(rate=row.rate, reference=row.reference) for row in rows}


def _carried(group: CapGroup, cases: Sequence[RatingCase]) -> asked.Carried | None:
    """What other meetings did with the rest of a supplement's group; whoever waits there counts as a member."""
    if group.supplement_to_id is None:
        return None
    others = [
        case.level
        for case in cases
        if case.group is not None
        and case.group_id != group.pk
        and case.group.root_id == group.supplement_to_id
        and case.state != CaseState.NOT_RATED
    ]
    passed = sum(level in {Level.HTT.name, Level.XS.name} for level in others)
    return asked.Carried(size=len(others), passed=passed, excellent=others.count(Level.XS.name))


def _groups_of_board(board: Board, cases: Sequence[RatingCase]) -> tuple[GroupRow, ...]:
    ballots = Ballot.objects.filter(board=board).prefetch_related("counts__case").order_by("round", "sitting")
    votes: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    sittings: dict[int, set[int]] = defaultdict(set)
    for ballot in ballots:
        if ballot.round == BallotRound.GOOD:
            sittings[ballot.group_id].add(ballot.sitting)
        for count in ballot.counts.all():
            votes[ballot.group_id][ballot.round][engine_id(count.case.subject_id)] = count.votes
    rows = BoardGroup.objects.filter(board=board).select_related("group").order_by("group__position", "group_id")
    granted = _exceptions(board.cycle)
    return tuple(
        GroupRow(
            group=row.group,
            state=row.state,
            entitled=board.entitled,
            present=board.present or 0,
            votes=votes[row.group_id],
            sittings=frozenset(sittings[row.group_id]),
            carried=_carried(row.group, cases),
            exception=granted.get(row.group.root_id),
        )
        for row in rows
    )


@dataclass(frozen=True)
class _Degrees:
    """Degree of one criterion: accepted by the appraiser, and as the subject sees it."""

    accepted: str
    own: str


def _degrees(cycle: Cycle, case: RatingCase | None = None) -> dict[int, dict[str, _Degrees]]:
    found: dict[int, dict[str, _Degrees]] = defaultdict(dict)
    rows = CriterionDegree.objects.filter(case__subject__cycle=cycle)
    if case is not None:
        rows = rows.filter(case=case)
    for case_id, code, own, accepted in rows.values_list("case_id", "code", "self_degree", "degree"):
        found[case_id][code] = _Degrees(accepted, own)
    return found


@dataclass(frozen=True)
class _SubjectMaker:
    regulation: RegulationSet
    rating_date: date
    references: Mapping[int, Sequence[SubjectReference]]
    closed: set[int]
    degrees: Mapping[int, Mapping[str, _Degrees]]
    points: Mapping[int, Mapping[str, Decimal]]
    discipline: YearDiscipline
    groups: Mapping[int, GroupRow]
    reviewed_bodies: frozenset[int]
    judges_again: bool = False
    told: Mapping[int, Sequence[LevelReference]] = field(default_factory=dict)

    def of_case(self, case: RatingCase) -> asked.Subject:
        """The subject as it is to be judged, or as a mere reference once it is decided."""
        subject = case.subject
        again = self.judges_again and bool(case.level) and subject.rating != RatingPlace.SUPERIOR
        bare = asked.Subject(
            id=engine_id(subject.pk),
            kind=asked.SubjectKind(subject.kind),
            name=subject.name,
            fixed_level=None if again else _fixed(case),
        )
        if bare.fixed_level is not None:
            return bare
        proposed = case.level if again else case.proposed_level
        organization = subject.organization
        standing = standing_of(case, self.regulation)
        return replace(
            bare,
            group=self._group(case),
            review_closed=self._is_closed(case),
            criteria=self._criteria(case),
            points=points_for_engine(subject, self.regulation, self.points.get(case.pk, {})),
            own_ceiling=min((one for one in (_own_ceiling(case), standing.ceiling) if one is not None), default=None),
            attested=standing.attested and (case.attested or subject.kind == SubjectKind.INDIVIDUAL),
            facts=facts_of(case, self.discipline),
            organization=self._organization(subject),
            heads=self._heads(subject),
            appointed_on=self._past(subject.appointed_on) if subject.role != PostRole.STAFF else None,
            founded_on=self._past(organization.founded_on) if organization else None,
            merged_on=self._past(organization.merged_on) if organization else None,
            split_on=self._past(organization.split_on) if organization else None,
            new_head=self._new_head(case),
            proposed=Level[proposed] if proposed else None,
        )

    def of_reference(self, subject: Subject) -> asked.Subject:
        """A body without a case: not rated at all, or not yet on the list and therefore pending."""
        unrated = subject.rating == RatingPlace.NONE
        return asked.Subject(
            id=engine_id(subject.pk),
            kind=asked.SubjectKind(subject.kind),
            name=subject.name,
            review_closed=unrated,
            fixed_level=Unrated.NOT_RATED if unrated else None,
        )

    def _group(self, case: RatingCase) -> str | None:
        if case.group is None:
            return None
        row = self.groups.get(case.group.root_id if self.judges_again else case.group.pk)
        return row.id if row else None

    def _is_closed(self, case: RatingCase) -> bool:
        """A dossier that arrived with its own level was reviewed below; who is reviewed here is closed here."""
        if case.subject.is_reviewed or case.subject.organization_id in self.reviewed_bodies:
            return case.subject_id in self.closed
        return case.self_rated_at is not None

    def _criteria(self, case: RatingCase) -> tuple[asked.Criterion, ...]:
        degrees = self.degrees.get(case.pk, {})
        found = []
        for row in criteria_of(case.subject, self.regulation):
            given = degrees.get(row.code)
            degree = (given.accepted or given.own) if given else ""
            if degree:
                found.append(asked.Criterion(code=row.code, degree=Degree[degree], result=row.result, basic=row.basic))
        return tuple(found)

    def _organization(self, subject: Subject) -> str | None:
        if subject.kind != SubjectKind.COLLECTIVE:
            return None
        return next(
            (engine_id(one.reference_id) for one in self._references(subject, ReferenceKind.ORGANIZATION)), None
        )

    def _heads(self, subject: Subject) -> tuple[str, ...]:
        if subject.kind != SubjectKind.INDIVIDUAL:
            return ()
        bodies = [one for one in self._references(subject, ReferenceKind.HEADS) if one.reference.person_id is None]
        below = (told_id(row) for row in self.told.get(subject.pk, ()))
        return tuple(dict.fromkeys([*(engine_id(one.reference_id) for one in bodies), *below]))

    def _references(self, subject: Subject, kind: ReferenceKind) -> list[SubjectReference]:
        return [one for one in self.references.get(subject.pk, ()) if one.kind == kind]

    def _new_head(self, case: RatingCase) -> asked.NewHead | None:
        if case.new_head_transferred_on is None or case.new_head_transferred_on > self.rating_date:
            return None
        return asked.NewHead(transferred_on=case.new_head_transferred_on, reason=case.new_head_reason)

    def _past(self, day: date | None) -> date | None:
        """A post that begins after the rating date is as short as one that begins on it."""
        return min(day, self.rating_date) if day else None


def _own_ceiling(case: RatingCase) -> Level | None:
    return Level[case.own_ceiling] if case.own_ceiling else None


def _fixed(case: RatingCase) -> Level | Unrated | None:
    if case.level:
        return Level[case.level]
    if case.state == CaseState.NOT_RATED or case.subject.rating == RatingPlace.NONE:
        return Unrated.NOT_RATED
    return None
