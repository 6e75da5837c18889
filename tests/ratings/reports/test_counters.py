"""Counters of the results: whatever happens in whatever order, they say what a walk through all rows says."""

import random
from collections import Counter
from datetime import date

import pytest

from orgchart.kinds import DisciplineDegree, Role
from orgchart.models import DisciplineRecord
from orgchart.services.chart.discipline import record_discipline, update_discipline
from orgchart.tenancy import scope
from ratings.models import COUNTED, LEVEL_FIELDS, RatingCase, ResultCounter
from ratings.queries.counting import counters_of
from ratings.services.appraisal import exempt_case
from ratings.services.counters import recount
from ratings.services.decisions import Signer, decide_externally
from ratings.services.reconsiderations import Annulment, annul_level, open_reconsideration
from reviews.models import Exemption, Level, Review, Subject
from reviews.services.transitions import mark_reviewed
from tests.factories.orgchart import NOON, TenantFactory, actor_for
from tests.factories.reviews import ReviewFactory, SubjectFactory
from tests.ratings.conftest import MEETING_DAY

STEPS = 30
FIELDS = dict(zip(Level.values, LEVEL_FIELDS, strict=True))


def walked(town):
    """Every subject looked at one by one, without a sum of the database."""
    disciplined = {(row.person_id, row.collective_id) for row in DisciplineRecord.objects.filter(decided_on__year=2024)}
    reviewed = {"reviewed", "final", "confirmed"}
    states = dict(Review.objects.values_list("subject_id", "state"))
    cases = {case.subject_id: case for case in RatingCase.objects.all()}
    found = {}
    for subject in Subject.objects.filter(cycle=town.cycle):
        numbers, reasons = found.setdefault((subject.unit_id, subject.kind), (Counter(), Counter()))
        case = cases.get(subject.pk)
        numbers["total"] += 1
        numbers["reviewed"] += states.get(subject.pk) in reviewed
        numbers["disciplined"] += bool(
            {(subject.person_id, None), (None, subject.collective_id)} & disciplined - {(None, None)}
        )
        if case is not None and case.level:
            numbers[FIELDS[case.level]] += 1
        if subject.rating == "none" or (case is not None and case.state == "not_rated"):
            numbers["not_rated"] += 1
            exemption = subject.get_exemption_display() if subject.exemption else ""
            note = case.appraisal_note if case is not None else ""
            reasons[exemption or subject.reason or note[:120]] += 1
    return {
        key: ({name: numbers[name] for name in COUNTED}, dict(reasons)) for key, (numbers, reasons) in found.items()
    }


def kept(town):
    """What the counters say; a unit that has nobody any more is not looked at."""
    rows = ResultCounter.objects.filter(cycle=town.cycle, total__gt=0)
    return {
        (row.unit_id, row.kind): ({name: getattr(row, name) for name in COUNTED}, row.reasons) for row in rows
    }  # fmt: skip


class Year:
    """A town to which random things happen, through the services."""

    def __init__(self, town, seed):
        self.town, self.random, self.number = town, random.Random(seed), 0
        self.inspection = actor_for(town.tenant, Role.INSPECTION)

    def step(self):
        """One of the things that may happen, if it may now."""
        name = self.random.choice(
            ["join", "join", "meet", "meet", "review", "discipline", "correct", "annul", "exempt", "above"]
        )
        getattr(self, name)()
        return name

    def _pick(self, rows):
        rows = sorted(rows, key=lambda row: row.pk)
        return self.random.choice(rows) if rows else None

    def join(self):
        """Subjects come into the list: rated here, above, or not at all."""
        self.number += 1
        kind = self.random.choice(["leader", "body", "none", "above"])
        name = f"Người {self.number}"
        if kind == "leader":
            self.town.leader(name)
        elif kind == "body":
            self.town.collective(name)
        elif kind == "above":
            self.town.leader(name, rating="superior", decided_by=TenantFactory())
        else:
            self.town.leader(
                name, rating="none", reason="Mới nhận nhiệm vụ", exemption=Exemption.NEW_POST, exemption_note="2 tháng"
            )
        self.town.prepare()

    def review(self):
        """A conference concludes on a text."""
        unit = self._pick(Subject.objects.filter(cycle=self.town.cycle))
        subject = SubjectFactory(
            tenant=self.town.tenant, cycle=self.town.cycle, name=f"Bản {self.number}", rating="none",
            reason="Xếp loại nơi khác", unit=unit.unit if unit else self.town.body.organization,
        )  # fmt: skip
        text = ReviewFactory(
            tenant=self.town.tenant, subject=subject, state="circulated", circulated_at=NOON,
            circulated_by=self.town.office.account,
        )  # fmt: skip
        mark_reviewed(review_id=text.pk, actor=self.town.office, at=NOON)

    def meet(self):
        """A meeting on everybody of one group that is not balloted yet."""
        waiting = RatingCase.objects.filter(state="self_rated", group__isnull=False, group__locked_at=None)
        case = self._pick(waiting.filter(group__board_group=None))
        if case is None:
            return
        subjects = [one.subject for one in waiting.filter(group=case.group).select_related("subject").order_by("pk")]
        self.town.appraise(*subjects)
        board = self.town.board(*subjects)
        good = {one: self.random.choice([0, 5]) for one in subjects}
        self.town.open_round_1(board, subjects[0])
        self.town.count(board, good)
        self.town.open_round_2(board, subjects[0])
        if board.board_groups.get().state == "round_2":
            paper = [one for one in subjects if good[one]]
            self.town.count(board, dict.fromkeys(paper, 0), round_number=2)
        self.town.decide(board)

    def discipline(self):
        """Somebody of the list is disciplined, this year or before."""
        subject = self._pick(Subject.objects.filter(cycle=self.town.cycle, person__isnull=False))
        if subject is not None:
            record_discipline(
                actor=self.inspection, at=NOON, person=subject.person, degree=DisciplineDegree.REPRIMAND,
                violation="Chậm báo cáo", decision_number=f"{self.number}-QĐ/UBKT",
                decided_on=self.random.choice([date(2024, 3, 1), date(2023, 3, 1)]),
            )  # fmt: skip

    def correct(self):
        """The day of a decision is corrected across the turn of the year."""
        row = self._pick(DisciplineRecord.objects.all())
        if row is not None:
            day = self.random.choice([date(2024, 5, 1), date(2023, 5, 1)])
            update_discipline(record_id=row.pk, actor=self.inspection, at=NOON, decided_on=day)

    def annul(self):
        """A decided level is annulled."""
        case = self._pick(RatingCase.objects.filter(state__in=["decided", "notified"], subject__rating="here"))
        if case is None:
            return
        row = open_reconsideration(case_id=case.pk, ground="fault", facts="Đơn", actor=self.town.office, at=NOON)
        done = Annulment(
            annulled_on=MEETING_DAY, signer=Signer(name="Ma Đình Quang", title="Bí thư"), conclusion="Không đạt"
        )
        annul_level(reconsideration_id=row.pk, annulment=done, actor=self.town.office, at=NOON)

    def exempt(self):
        """Somebody new in the post is not rated."""
        subject = self.town.leader(f"Mới {self.number}", appointed_on=date(2024, 10, 1))
        self.town.prepare()
        exempt_case(case_id=self.town.case(subject).pk, actor=self.town.office, at=NOON)

    def above(self):
        """The superior's decision on somebody arrives."""
        case = self._pick(RatingCase.objects.filter(subject__rating="superior", state="self_rated"))
        if case is not None:
            self.town.appraise(case.subject, proposed="HTT")
            decide_externally(
                case_id=case.pk, level="HTT", decision_code="5-QĐ/TU", decided_on=MEETING_DAY, body="Tỉnh ủy",
                actor=None, at=NOON,
            )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counters_equal_a_full_recount_after_random_operations(town, seed):
    year, done = Year(town, seed), Counter()
    with scope(tenant=town.tenant.pk):
        year.join()
        for _ in range(STEPS):
            done[year.step()] += 1

            assert kept(town) == walked(town), done
        levels = RatingCase.objects.exclude(level="").count()

    assert levels, "no level was decided"
    assert len(done) > 5


def test_walk_would_notice_a_counter_that_was_not_kept(town):
    leader = town.leader("Lê Thị Phó")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject=leader).update(state="decided", level="XS")

        assert kept(town) != walked(town)


def test_nothing_is_written_where_nothing_has_changed(town, django_assert_num_queries):
    town.leader("Lê Thị Phó")
    town.prepare()
    with scope(tenant=town.tenant.pk), django_assert_num_queries(5):
        recount(town.cycle)


def test_a_year_older_than_the_counters_shows_its_figures_and_is_counted_as_a_whole(town):
    """Such a year has rows and no counters; the first service that touches one unit of it stores them all."""
    first, second = town.leader("Ma Văn Một"), town.collective("Tập thể Hai")
    town.prepare()
    with scope(tenant=town.tenant.pk):
        before = [(row.unit.name, row.kind, row.total) for row in counters_of(town.cycle)]
        ResultCounter.objects.all().delete()

        without = [(row.unit.name, row.kind, row.total) for row in counters_of(town.cycle)]
        recount(town.cycle, [first.unit_id])

        assert without == before
        assert kept(town) == walked(town)
        assert {row.unit_id for row in ResultCounter.objects.all()} == {first.unit_id, second.unit_id}
