"""A town's year: subjects whose reviews are closed, appraised as a test wants them, and meetings to rate them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.models import Collective, Tenant
from orgchart.tenancy import scope
from ratings.models import Board, CapGroup, Decision, RatingCase
from ratings.services.appraisal import Appraisal, appraise_case
from ratings.services.ballots import Count, open_round_1, open_round_2, record_ballot
from ratings.services.boards import create_board, open_board
from ratings.services.cases import prepare_cases
from ratings.services.decisions import issue_decision
from reviews.models import Cycle, ReferenceKind, Subject, SubjectKind, SubjectReference
from tests.factories.orgchart import (
    NOON,
    CollectiveFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, ReviewFactory, SubjectFactory

MEETING_DAY = date(2024, 12, 5)


@dataclass
class Town:
    """Rows of one tenant; every method works in its scope."""

    tenant: Tenant
    cycle: Cycle
    office: Actor
    head: Actor
    body: Collective
    evidence: dict[str, str] = field(default_factory=dict)
    meeting_day: date = MEETING_DAY

    def collective(self, name: str, **more: Any) -> Subject:
        """A leading collective with a closed review."""
        kind = more.pop("kind", CollectiveKind.MASS_STANDING)
        organization = OrganizationFactory(tenant=self.tenant, name=f"Cơ quan {name}")
        subject = CollectiveSubjectFactory(
            tenant=self.tenant,
            cycle=self.cycle,
            collective=CollectiveFactory(tenant=self.tenant, organization=organization, name=name, kind=kind),
            **more,
        )
        return self._closed(subject)

    def cell(self, name: str, **more: Any) -> Subject:
        """A cell with a closed review of its own."""
        dates = {key: more.pop(key) for key in ("founded_on", "merged_on", "split_on") if key in more}
        organization = OrganizationFactory(tenant=self.tenant, name=name, kind=OrganizationKind.PARTY_CELL, **dates)
        subject = SubjectFactory(
            tenant=self.tenant,
            cycle=self.cycle,
            kind=SubjectKind.PARTY_ORGANIZATION,
            person=None,
            organization=organization,
            unit=organization,
            name=name,
            role="",
            title_group="",
            position="",
            appointed_on=None,
            **more,
        )
        return self._closed(subject)

    def leader(self, name: str, *, heads: tuple[Subject, ...] = (), **more: Any) -> Subject:
        """A leader; a head where bodies are named."""
        role = PostRole.HEAD if heads else PostRole.DEPUTY
        person = PersonFactory(tenant=self.tenant, full_name=name)
        given = {"role": role, "unit": self.body.organization, "name": name} | more
        subject = SubjectFactory(tenant=self.tenant, cycle=self.cycle, person=person, **given)
        for body in heads:
            self.refer(subject, body, ReferenceKind.HEADS)
        return self._closed(subject)

    def refer(self, subject: Subject, reference: Subject, kind: ReferenceKind) -> None:
        """The level of `reference` is a ceiling for `subject`."""
        with scope(tenant=self.tenant.pk):
            SubjectReference(tenant=self.tenant, subject=subject, reference=reference, kind=kind).save()

    def _closed(self, subject: Subject) -> Subject:
        if subject.is_reviewed:
            ReviewFactory(
                tenant=self.tenant,
                subject=subject,
                form_kind="leader_review" if subject.person_id else "collective_report",
                state="final",
                self_level="HTT",
                finalised_at=NOON,
                finalised_by=self.office.account,
            )
        return subject

    def prepare(self) -> None:
        """Cases and groups, every case self-rated."""
        with scope(tenant=self.tenant.pk):
            prepare_cases(cycle_id=self.cycle.pk, actor=self.office, at=NOON)
            for case in RatingCase.objects.filter(state="not_ready"):
                case.state, case.self_level, case.self_rated_at = "self_rated", "HTT", NOON
                case.save()

    def case(self, subject: Subject) -> RatingCase:
        """The case as it stands in the database."""
        with scope(tenant=self.tenant.pk):
            return RatingCase.objects.select_related("subject__cycle", "group").get(subject=subject)

    def appraise(self, *subjects: Subject, degree: str = "X", proposed: str = "HTT", **more: Any) -> None:
        """Appraise with one degree for everything, attested, unless the test says otherwise."""
        for subject in subjects:
            with scope(tenant=self.tenant.pk):
                case = self.case(subject)
                appraise_case(
                    case_id=case.pk,
                    appraisal=appraisal(degree=degree, proposed_level=proposed, **more),
                    version=case.version,
                    actor=self.office,
                    at=NOON,
                )

    def board(self, *subjects: Subject, present: int | None = None) -> Board:
        """An open meeting on the groups of these subjects."""
        with scope(tenant=self.tenant.pk):
            groups = {self.case(subject).group_id for subject in subjects}
            board = create_board(
                cycle_id=self.cycle.pk,
                body_id=self.body.pk,
                title="Họp Ban Thường vụ xét xếp loại",
                held_on=self.meeting_day,
                group_ids=sorted(groups),
                actor=self.office,
                at=NOON,
            )
            return open_board(board_id=board.pk, present=present or board.entitled, actor=self.office, at=NOON)

    def group(self, subject: Subject) -> CapGroup:
        """The cap group of a subject."""
        found = self.case(subject).group
        assert found is not None
        return found

    def open_round_1(self, board: Board, subject: Subject) -> None:
        """Open the first ballot of the subject's group."""
        with scope(tenant=self.tenant.pk):
            open_round_1(board_id=board.pk, group_id=self.group(subject).pk, actor=self.office, at=NOON)

    def open_round_2(self, board: Board, subject: Subject) -> None:
        """Compute the places and open the second ballot."""
        with scope(tenant=self.tenant.pk):
            open_round_2(board_id=board.pk, group_id=self.group(subject).pk, actor=self.office, at=NOON)

    def count(
        self, board: Board, votes: dict[Subject, int], *, round_number: int = 1, sitting: int = 1, **papers: int
    ) -> None:
        """Type in counted papers; all present have voted validly unless said otherwise."""
        subject = next(iter(votes))
        present = board.present or 0
        with scope(tenant=self.tenant.pk):
            record_ballot(
                board_id=board.pk,
                group_id=self.group(subject).pk,
                round_number=round_number,
                sitting=sitting,
                count=Count(
                    **{"issued": present, "returned": present, "valid": present} | papers,
                    votes={self.case(one).pk: number for one, number in votes.items()},
                ),
                actor=self.office,
                at=NOON,
            )

    def vote(self, board: Board, good: dict[Subject, int], excellent: dict[Subject, int] | None = None) -> None:
        """Both rounds of a group of one sitting."""
        subject = next(iter(good))
        self.open_round_1(board, subject)
        self.count(board, good)
        self.open_round_2(board, subject)
        if excellent:
            self.count(board, excellent, round_number=2)

    def decide(self, board: Board) -> Decision:
        """Issue the decision."""
        with scope(tenant=self.tenant.pk):
            return issue_decision(board_id=board.pk, decided_on=self.meeting_day, actor=self.office, at=NOON)


def appraisal(*, degree: str = "X", proposed_level: str = "HTT", **more: Any) -> Appraisal:
    """An appraisal with one degree for every criterion and all attestations."""
    codes = ("1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "3", "4", "5")
    attestations = dict.fromkeys(ATTESTATIONS, "Báo cáo số 12") if more.pop("attested", True) else {}
    degrees = dict.fromkeys(codes, degree) | more.pop("degrees", {})
    return Appraisal(degrees=degrees, proposed_level=proposed_level, attestations=attestations, **more)


def _attestations() -> tuple[str, ...]:
    from reviews.regulations.loader import load_set

    return tuple(load_set("cho-chu-2024").value("level.XS.attestations"))


ATTESTATIONS = _attestations()


@pytest.fixture
def town(db: None) -> Town:
    """Chợ Chu with a standing committee of five."""
    return make_town()


def make_town(slug: str = "cho-chu", short_name: str = "Chợ Chu", name: str = "thị trấn Chợ Chu") -> Town:
    """The rows of the fixture, for tests that commit or that need several."""
    tenant = TenantFactory(slug=slug, short_name=short_name, body_code="ĐU")
    root = OrganizationFactory(tenant=tenant, name=f"Đảng bộ {name}", kind=OrganizationKind.PARTY_COMMITTEE)
    body = CollectiveFactory(
        tenant=tenant, organization=root, name="Ban Thường vụ Đảng ủy", kind=CollectiveKind.STANDING_COMMITTEE
    )
    for number in range(5):
        PostFactory(
            tenant=tenant,
            collective=body,
            person__full_name="Ma Đình Quang" if number == 0 else f"Lường Văn Thường {number}",
            title="Bí thư" if number == 0 else "Ủy viên Ban Thường vụ",
            role=PostRole.HEAD if number == 0 else PostRole.MEMBER,
            rank=number + 1,
        )
    return Town(
        tenant=tenant,
        cycle=CycleFactory(tenant=tenant),
        office=actor_for(tenant, Role.OFFICE),
        head=actor_for(tenant, Role.HEAD),
        body=body,
    )
