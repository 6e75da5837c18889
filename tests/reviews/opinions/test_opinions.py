"""Opinions of participants: asked after the appraisal, on their own criteria, missing ones listed, gathered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import CollectiveKind, Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from ratings.models import RatingCase
from reviews import opinion_rules
from reviews.models import Cycle, OpinionRequest
from reviews.opinion_work import opinion_work
from reviews.queries.opinions import synthesis
from reviews.regulations.loader import load_set
from reviews.services import opinions
from tests.factories.orgchart import NOON, CollectiveFactory, PersonFactory, PostFactory, TenantLinkFactory, actor_for
from tests.factories.reviews import CollectiveSubjectFactory
from tests.reviews.writing.scene import Scene, make_scene

DUE = date(2024, 11, 25)
LAST = datetime(2024, 11, 25, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ANSWER = {"strengths": "Đoàn kết.", "shortcomings": "Không.", "degree": "T", "degrees": {"1a": "T"}}


@dataclass
class Desk:
    """The organisation board, a district standing committee that it asks about, and a body with its head."""

    scene: Scene
    board: Actor
    front_head: Actor
    front_id: int
    subject: Any

    def ask(self, participant: str = "Ủy ban MTTQ huyện", **fields: Any) -> OpinionRequest:
        """A request on one criterion, answered by the front here."""
        given = {"criteria": ["1a"], "due_on": DUE, "organization_id": self.front_id, "actor": self.board}
        return opinions.request_opinion(
            **{"subject_id": self.subject.pk, "participant": participant, "at": NOON} | given | fields
        )

    def sent(self, **fields: Any) -> OpinionRequest:
        """Asked and sent."""
        row = self.ask(**fields)
        return opinions.send_request(request_id=row.pk, actor=self.board, at=NOON, number="8-CV/BTC")


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """A year of Hưng Yên's set in which the committee was appraised."""
    scene = make_scene()
    with scope(tenant=scene.tenant.pk):
        Cycle.objects.update(set_code="hung-yen-2019", set_digest=load_set("hung-yen-2019").digest)
        scene.cycle.refresh_from_db()
        committee = CollectiveFactory(tenant=scene.tenant, kind=CollectiveKind.STANDING_COMMITTEE, name="Ban Thường vụ")
        subject = CollectiveSubjectFactory(tenant=scene.tenant, cycle=scene.cycle, collective=committee)
        front = CollectiveFactory(tenant=scene.tenant, kind=CollectiveKind.FRONT_STANDING, name="Ban Thường trực MTTQ")
        head = PersonFactory(tenant=scene.tenant, full_name="Đinh Thị Lan")
        PostFactory(tenant=scene.tenant, person=head, collective=front)
        board = actor_for(scene.tenant, Role.ORGANISATION_BOARD)
        RatingCase(
            tenant=scene.tenant, subject=subject, state="appraised", appraised_at=NOON, appraised_by=board.account
        ).save()
        yield Desk(scene, board, actor_for(scene.tenant, person=head), front.organization_id, subject)


@pytest.mark.clause("HY-B.II.1.6-4", "HY-B.II.1.6-7", "HY-B.II.1.5-2")
def test_the_set_names_the_participants_by_kind_of_body(desk):
    rules = load_set("hung-yen-2019")

    named = opinion_rules.participants(rules, desk.subject)

    assert "Các cơ quan chuyên trách tham mưu, giúp việc Tỉnh ủy" in named
    assert len(named) == 5
    assert opinion_rules.participants(load_set("cho-chu-2024"), desk.subject) == ()
    assert opinion_rules.form_label(rules, desk.subject) == "Mẫu 03"


@pytest.mark.clause("HY-B.II.1.6-3")
def test_participants_are_asked_only_after_the_appraisal_and_once_each(desk):
    row = desk.ask()
    RatingCase.objects.update(state="self_rated", appraised_at=None, appraised_by=None)
    with pytest.raises(Refused, match="chưa thẩm định"):
        opinions.send_request(request_id=row.pk, actor=desk.board, at=NOON)
    RatingCase.objects.update(state="appraised", appraised_at=NOON, appraised_by=desk.board.account)

    assert opinions.send_request(request_id=row.pk, actor=desk.board, at=NOON).state == "sent"
    with pytest.raises(InvalidInput, match="đã được hỏi"):
        desk.ask()
    with pytest.raises(Refused, match="Chờ ý kiến"):
        opinions.send_request(request_id=row.pk, actor=desk.board, at=NOON)


@pytest.mark.clause("HY-B.II.1.6-5", "HY-B.II.1.6-8")
def test_a_participant_judges_only_the_criteria_that_it_was_asked_about(desk):
    with pytest.raises(InvalidInput, match="chức năng, nhiệm vụ"):
        desk.ask(criteria=[])
    row = desk.sent()
    given = {"request_id": row.pk, "actor": desk.front_head, "at": NOON}

    with pytest.raises(Refused, match="chỉ được hỏi về các tiêu chí 1a"):
        opinions.answer_request(**given, **ANSWER | {"degrees": {"1a": "T", "2a": "X"}})

    assert opinions.answer_request(**given, **ANSWER).degrees == {"1a": "T"}


@pytest.mark.clause("HY-M03-3", "HY-M03-4", "HY-M03-5")
def test_an_opinion_needs_both_texts_and_exactly_one_of_four_degrees(desk):
    row = desk.sent()
    empty = {"strengths": " ", "shortcomings": "", "degree": "TT", "degrees": {"1a": ""}}

    with pytest.raises(InvalidInput) as refusal:
        opinions.answer_request(request_id=row.pk, actor=desk.front_head, at=NOON, **empty)

    assert set(refusal.value.errors) == {"strengths", "shortcomings", "degree", "degree_1a"}


@pytest.mark.clause("HY-M03-5", "HY-M03-6", "CC-IIIb.1-4", "SL-IV.1-3")
def test_the_synthesis_counts_degrees_and_lists_who_has_not_answered(desk):
    first, paper = desk.sent(), desk.sent(participant="Văn phòng UBND", organization_id=None)
    desk.sent(participant="Hội Nông dân", organization_id=None)
    desk.ask(participant="Hội Phụ nữ", organization_id=None)
    opinions.answer_request(request_id=first.pk, actor=desk.front_head, at=LAST, **ANSWER)
    late = LAST + timedelta(microseconds=1)
    opinions.answer_request(request_id=paper.pk, actor=desk.board, at=late, **ANSWER | {"degree": "X"})

    found = synthesis(desk.subject)

    assert [row.participant for row in found.answers] == ["Văn phòng UBND", "Ủy ban MTTQ huyện"]
    assert [row.participant for row in found.missing] == ["Hội Nông dân"]
    assert (found.counts[0].title, found.counts[0].counts) == ("Cấp độ chung", (1, 1, 0, 0))
    first.refresh_from_db()
    paper.refresh_from_db()
    assert (first.source, first.is_late, paper.source, paper.is_late) == ("browser", False, "paper", True)
    record = AuditRecord.objects.filter(action="answer_request", target_id=paper.pk).get()
    assert record.on_behalf_of == "Văn phòng UBND"


def test_who_is_not_asked_sees_and_answers_nothing(desk):
    row = desk.sent()
    given = {"request_id": row.pk, "at": NOON, **ANSWER}

    with pytest.raises(NotVisible):
        opinions.answer_request(**given, actor=desk.scene.outsider)
    with pytest.raises(PermissionDenied):
        opinions.answer_request(**given, actor=actor_for(desk.scene.tenant, Role.INSPECTION))
    with pytest.raises(PermissionDenied):
        desk.ask(actor=actor_for(desk.scene.tenant, Role.HEAD), participant="Hội Cựu chiến binh")
    with pytest.raises(InvalidInput, match="từ hôm nay"):
        desk.ask(participant="Hội Phụ nữ", due_on=date(2020, 1, 1))
    assert [item.about for item in opinion_work(desk.front_head, DUE)] == ["Ban Thường vụ – năm 2024"]
    assert list(opinion_work(desk.scene.outsider, DUE)) == []


@pytest.mark.clause("HY-B.II.1.6-3")
def test_another_tenant_is_asked_by_envelope_and_its_answer_comes_back_once(desk):
    other = make_scene()
    TenantLinkFactory(superior=other.tenant, subordinate=desk.scene.tenant)
    row = desk.sent(participant="Ban Dân vận", organization_id=None, receiver_id=other.tenant.pk)

    with scope(tenant=other.tenant.pk):
        arrived = OpinionRequest.objects.get()
        assert (arrived.participant, arrived.subject, arrived.criteria) == ("Ban Dân vận", None, row.criteria)
        answered = {"request_id": arrived.pk, "at": NOON, **ANSWER}
        opinions.answer_request(**answered, actor=other.office)
        with pytest.raises(Refused):
            opinions.answer_request(**answered, actor=other.office)

    row.refresh_from_db()
    assert (row.state, row.source, row.strengths, row.degrees) == ("answered", "envelope", "Đoàn kết.", {"1a": "T"})
