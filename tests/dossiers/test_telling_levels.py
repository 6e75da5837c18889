"""The head is rated above, the body below: its level goes up, limits the head there, and follows each change."""

from datetime import date
from typing import Any

import pytest

from dossiers.models import IncomingSubmission
from dossiers.services import checklists, handing_up
from orgchart.kinds import Level, Role
from orgchart.models import Envelope, EnvelopeKind
from orgchart.tenancy import scope
from ratings.models import LevelReference, RatingCase, RatingFlag
from ratings.queries.judgement import highest_of, judge
from ratings.queries.level_references import HeadedBody
from ratings.queries.sheet import load_sheet
from ratings.services.appraisal import appraise_case
from ratings.services.decisions import Signer
from ratings.services.level_references import take_levels
from ratings.services.reconsiderations import Annulment, annul_level, open_reconsideration
from tests.factories.dossiers import prepared
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CycleFactory, SubjectFactory
from tests.ratings.conftest import MEETING_DAY, Town, appraisal, make_town

pytestmark = pytest.mark.django_db
NAME = "Ma Văn Lãnh"


class Pair:
    """A commune that rates the body, and the district that rates its head."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.district = TenantFactory(slug="dinh-hoa", short_name="Định Hóa", level=Level.DISTRICT)
        TenantLinkFactory(superior=self.district, subordinate=town.tenant)
        self.body = town.collective("Ban Thường trực Mặt trận")
        self.head = town.leader(NAME, heads=(self.body,), rating="superior", decided_by=self.district)
        town.prepare()
        town.appraise(self.body, self.head)
        cycle = CycleFactory(tenant=self.district)
        self.above = SubjectFactory(tenant=self.district, cycle=cycle, name=NAME, is_reviewed=False)
        RatingCaseFactory(subject=self.above)
        self.board = actor_for(self.district, Role.ORGANISATION_BOARD)
        self.office_above = actor_for(self.district, Role.OFFICE)

    def hand_up(self) -> None:
        dossier = prepared(self.head, self.town.office)
        with scope(tenant=self.town.tenant.pk):
            for row in checklists.missing_items(dossier):
                checklists.keep_on_paper(item_id=row.pk, place="Tủ 1", actor=self.town.office, at=NOON)
            checklists.complete_dossier(dossier_id=dossier.pk, actor=self.town.office, at=NOON)
            handing_up.submit_dossier(dossier_id=dossier.pk, actor=self.town.office, at=NOON)

    def accept(self) -> None:
        with scope(tenant=self.district.pk):
            submission = IncomingSubmission.objects.get()
            handing_up.accept_submission(
                submission_id=submission.pk, subject_id=self.above.pk, actor=self.board, at=NOON
            )

    def decide_below(self) -> None:
        meeting = self.town.board(self.body)
        self.town.vote(meeting, {self.body: 5}, {self.body: 0})
        self.town.decide(meeting)

    def told(self) -> list[tuple[str, str, str]]:
        with scope(tenant=self.district.pk):
            return list(LevelReference.objects.values_list("body", "level", "decision_code"))

    def highest(self) -> Any:
        """What the district may give the head at most."""
        with scope(tenant=self.district.pk):
            case = RatingCase.objects.select_related("subject__cycle").get(subject=self.above)
            if case.appraised_at is None:
                appraise_case(
                    case_id=case.pk, appraisal=appraisal(proposed_level="HTT"), version=case.version, actor=self.board,
                    at=NOON,
                )  # fmt: skip
            answer = judge(load_sheet(case.subject.cycle), with_proposals=True).of(case)
            assert answer is not None
            return highest_of(answer)


@pytest.fixture
def pair(db: None) -> Pair:
    return Pair(make_town())


@pytest.mark.clause("HY-B.II.2-5", "CC-I.6-3")
def test_a_level_decided_below_before_the_dossier_goes_up_limits_the_head_above(pair):
    pair.decide_below()
    pair.hand_up()
    pair.accept()

    assert pair.told() == [("Ban Thường trực Mặt trận", "HTT", "01-QĐ/ĐU")]
    assert pair.highest() == "HTT"


@pytest.mark.clause("HY-B.II.2-5", "CC-I.6-3")
def test_a_level_decided_after_the_dossier_goes_up_by_itself(pair):
    pair.hand_up()
    pair.accept()
    assert pair.told() == [("Ban Thường trực Mặt trận", "", "")]

    pair.decide_below()

    assert pair.told() == [("Ban Thường trực Mặt trận", "HTT", "01-QĐ/ĐU")]
    with scope(tenant=pair.district.pk):
        assert Envelope.objects.filter(kind=EnvelopeKind.LEVEL_REFERENCE).count() == 1


def test_a_level_that_came_before_the_dossier_was_matched_is_taken_with_it(pair):
    pair.hand_up()
    pair.decide_below()
    assert pair.told() == []

    pair.accept()

    assert pair.told() == [("Ban Thường trực Mặt trận", "HTT", "01-QĐ/ĐU")]


@pytest.mark.clause("CC-III.5-4")
def test_an_annulment_below_flags_the_head_above_until_the_new_level_is_there(pair):
    pair.decide_below()
    pair.hand_up()
    pair.accept()
    with scope(tenant=pair.district.pk):
        RatingCase.objects.filter(subject=pair.above).update(state="decided", level="HTT")
    with scope(tenant=pair.town.tenant.pk):
        row = open_reconsideration(
            case_id=pair.town.case(pair.body).pk, ground="fault", facts="Kết luận 1", actor=pair.town.office, at=NOON
        )
        done = Annulment(annulled_on=MEETING_DAY, signer=Signer("Ma Đình Quang", "Bí thư"), conclusion="Sai")
        annul_level(reconsideration_id=row.pk, annulment=done, actor=pair.town.office, at=NOON)

    assert pair.told() == [("Ban Thường trực Mặt trận", "", "")]
    with scope(tenant=pair.district.pk):
        assert RatingFlag.objects.get(resolved_at=None).rule == "reference-pending"
    pair.town.appraise(pair.body)
    pair.decide_below()
    with scope(tenant=pair.district.pk):
        assert not RatingFlag.objects.filter(resolved_at=None).exists()


def test_whose_dossier_has_not_gone_up_is_not_told_of(pair):
    pair.decide_below()

    with scope(tenant=pair.district.pk):
        assert not Envelope.objects.filter(kind=EnvelopeKind.LEVEL_REFERENCE).exists()


def test_an_unknown_level_is_no_level(pair):
    with scope(tenant=pair.district.pk):
        told = HeadedBody("Tập thể lạ", level="RẤT TỐT", code="1", decided_on=date(2024, 1, 1).isoformat())
        take_levels(subject=pair.above, bodies=[told], sender=pair.town.tenant, told_at=NOON, at=NOON)

    assert pair.told() == [("Tập thể lạ", "", "")]
