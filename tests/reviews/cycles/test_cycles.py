"""The yearly plan: deadlines, freezing of the set, states."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from reviews import queries
from reviews.models import Cycle, Deadline, Place, Review, Subject
from reviews.regulations.loader import load_set
from reviews.services.cycles import PlanStep, add_deadline, close_cycle, issue_cycle, start_cycle
from reviews.services.subjects import generate_subjects
from reviews.states import CycleState
from tests.factories.orgchart import NOON


@pytest.fixture
def opened(commune):
    with scope(tenant=commune.tenant.pk):
        yield commune


@pytest.mark.clause("CC-IIIb.4-1")
def test_the_plan_of_cho_chu_wants_dossiers_until_the_day_before_15_november(opened):
    cycle = opened.cycle()

    deadline = Deadline.objects.get(cycle=cycle, clause="CC-IIIb.4-1")
    assert (deadline.wording, deadline.last_day) == ("trước ngày 15/11/2024", date(2024, 11, 14))


def test_own_steps_stand_beside_those_of_the_set(opened):
    cycle = opened.cycle(own_steps=[PlanStep("Các chi bộ họp xong", date(2024, 11, 8))])

    add_deadline(cycle_id=cycle.pk, step=PlanStep("Gửi gợi ý", date(2024, 10, 31)), actor=opened.office, at=NOON)

    titles = [row.title for row in queries.deadlines_of(cycle)]
    assert titles[:2] == ["Gửi gợi ý", "Các chi bộ họp xong"]
    assert len(titles) == 3
    with pytest.raises(InvalidInput):
        add_deadline(cycle_id=cycle.pk, step=PlanStep("Nhầm năm", date(2020, 1, 1)), actor=opened.office, at=NOON)


@pytest.mark.clause("HY-B.I.4.2-1")
def test_a_second_cycle_of_one_year_an_unknown_set_and_a_strange_date_are_told_at_their_fields(opened):
    opened.cycle()

    with pytest.raises(InvalidInput) as refusal:
        opened.cycle(set_code="khong-co", rating_date=date(2030, 1, 1))

    assert set(refusal.value.errors) == {"year", "set_code", "rating_date"}


@pytest.mark.clause("HY-C.2-2")
def test_issuing_freezes_the_set_with_its_digest(opened):
    cycle = opened.cycle()
    assert cycle.set_digest == ""

    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)

    cycle = queries.cycle_of(2024)
    assert (cycle.state, cycle.set_digest) == (CycleState.ISSUED, load_set("cho-chu-2024").digest)
    assert (cycle.issued_at, cycle.issued_by) == (NOON, opened.head.account)


def test_the_office_prepares_and_the_head_approves(opened):
    cycle = opened.cycle()

    with pytest.raises(PermissionDenied):
        issue_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    with pytest.raises(PermissionDenied):
        start_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)


def test_moves_out_of_turn_are_refused_and_say_what_is_needed(opened):
    cycle = opened.cycle()

    with pytest.raises(Refused, match="Đã ban hành"):
        start_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)


def test_a_year_without_subjects_does_not_start(opened):
    cycle = opened.cycle()
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)

    with pytest.raises(Refused, match="chưa có đối tượng"):
        start_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)


@pytest.mark.clause("HY-A.3-1")
def test_a_year_closes_only_when_every_review_has_its_outcome(opened):
    cell = opened.cell("Chi bộ Phố Trung Thành")
    cycle = opened.cycle()
    generate_subjects(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)
    start_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)

    with pytest.raises(Refused) as refusal:
        close_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    assert refusal.value.reasons == (f"Chưa kiểm điểm xong (1): {cell.name}",)

    finish(Subject.objects.get(organization=cell))
    close_cycle(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    closed = Cycle.objects.get()
    assert (closed.state, closed.closed_at, closed.closed_by) == (CycleState.CLOSED, NOON, opened.office.account)
    assert AuditRecord.objects.filter(action="close_cycle").exists()


def finish(subject, *, places=True, state="final"):
    if places:
        subject.places.update(done_at=NOON)
    Review.objects.filter(subject=subject).update(
        state=state, self_level="HTT", finalised_at=NOON, finalised_by=subject.cycle.issued_by
    )


@pytest.mark.clause("CC-I.5-1", "CC-II.2.2-2")
def test_a_review_is_closed_when_every_place_is_done_and_the_text_is_final(opened):
    cell = opened.cell("Chi bộ Cơ quan")
    front = opened.collective(CollectiveKind.FRONT_STANDING, opened.organization("UBMTTQ", "fatherland_front"))
    person = opened.holder("Nguyễn Văn Bình", front, cell=cell)
    cycle = opened.cycle()
    generate_subjects(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)
    cycle.refresh_from_db()
    subject = Subject.objects.get(person=person)
    assert Place.objects.filter(subject=subject).count() == 2

    finish(subject, places=False)
    subject.places.filter(cell=cell).update(done_at=NOON)
    assert not queries.is_closed(subject)
    subject.places.update(done_at=NOON)
    assert queries.is_closed(subject)
    Review.objects.filter(subject=subject).update(state="reviewed")
    assert not queries.is_closed(subject)


def test_a_cell_with_committee_is_closed_with_its_committee(opened):
    cell = opened.cell("Chi bộ Trạm Y tế")
    committee = opened.collective(CollectiveKind.CELL_COMMITTEE, cell)
    cycle = opened.cycle()
    generate_subjects(cycle_id=cycle.pk, actor=opened.office, at=NOON)
    issue_cycle(cycle_id=cycle.pk, actor=opened.head, at=NOON)
    whole, leading = Subject.objects.get(organization=cell), Subject.objects.get(collective=committee)
    assert queries.closed_subject_ids(cycle) == set()

    leading.cycle.refresh_from_db()
    finish(leading)

    assert queries.closed_subject_ids(cycle) == {whole.pk, leading.pk}


def test_a_year_without_cycle_is_not_visible(opened):
    with pytest.raises(NotVisible):
        queries.cycle_of(1999)
