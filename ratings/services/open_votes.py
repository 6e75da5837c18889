"""Writing down how a unit's meeting voted by show of hands on the level of one of its subjects. (SL-IV.3-3)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all
from ratings.models import OpenVote, OpenVoteCount, RatingCase
from ratings.queries.open_votes import ballot_of_hands, entitled_to_vote, hands_needed
from ratings.states import CASE_MOVES
from reviews.access import can_run_conference
from reviews.models import AgendaItem, Conference, Level, Subject
from reviews.states import AgendaState, ConferenceState

VOTING_STATES = frozenset({ConferenceState.RUNNING, ConferenceState.CLOSED})


@dataclass(frozen=True)
class Hands:
    """How many raised a hand for, against, and for neither."""

    in_favour: int
    against: int
    abstained: int

    @property
    def total(self) -> int:
        """All who took part."""
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The vote on one subject: those who took part, and the hands for each level that was put to the vote."""

    voters: int
    hands: Mapping[str, Hands]
    comment: str = ""


@transaction.atomic
def record_open_vote(*, conference_id: int, subject_id: int, tally: Tally, actor: Actor, at: datetime) -> OpenVote:
    """Keep the counts; proposed is the highest level with the majority that the set asks of all entitled.

    Counts that were typed wrongly are typed anew until the minutes are signed or the level is balloted.
    """
    rows = Conference.objects.select_for_update(of=("self",)).select_related("cycle")
    conference = rows.filter(pk=conference_id).first()
    item = AgendaItem.objects.filter(conference=conference_id, subject=subject_id).select_related("subject").first()
    if conference is None or item is None:
        raise NotVisible
    _check_right(conference, item.subject, actor)
    _check_state(conference, item)
    entitled = entitled_to_vote(conference, item.subject)
    _check_tally(tally, entitled)
    needed = hands_needed(conference.cycle, entitled)
    vote = OpenVote.objects.filter(conference=conference, subject=item.subject).first() or OpenVote(
        tenant_id=conference.tenant_id, conference=conference, subject=item.subject
    )
    vote.entitled, vote.voters, vote.needed, vote.comment = entitled, tally.voters, needed, tally.comment.strip()
    vote.proposed_level = next((level for level in Level.values if _favour(tally, level) >= needed), "")
    vote.recorded_at, vote.recorded_by = at, actor.account
    vote.save()
    OpenVoteCount.objects.filter(vote=vote).delete()
    create_all(OpenVoteCount, [
        OpenVoteCount(tenant_id=vote.tenant_id, vote=vote, level=level, in_favour=hands.in_favour,
                      against=hands.against, abstained=hands.abstained)
        for level, hands in tally.hands.items()
    ])  # fmt: skip
    result = vote.get_proposed_level_display() if vote.proposed_level else "không mức nào đủ số tán thành"
    audit.record(
        actor=actor, action="record_open_vote", target=vote, at=at,
        summary=f"Biểu quyết đề xuất xếp loại {item.subject.name}: {result}",
        changes={level: [hands.in_favour, hands.against, hands.abstained] for level, hands in tally.hands.items()},
    )  # fmt: skip
    return vote


def need_every_vote(conference: Conference, actor: Actor, at: datetime) -> None:
    """Minutes in which somebody's vote is missing are not signed. (SL-IV.3-4)"""
    missing = [row.item.subject.name for row in ballot_of_hands(conference) if row.vote is None]
    if missing:
        raise Refused(
            f"Biên bản chưa có kết quả biểu quyết của {len(missing)} đối tượng nên chưa ghi nhận ký được. "
            "Ghi biểu quyết của từng người sau:",
            reasons=missing,
            clauses=("SL-IV.3-4",),
        )


def _favour(tally: Tally, level: str) -> int:
    return tally.hands[level].in_favour if level in tally.hands else 0


def _check_right(conference: Conference, subject: Subject, actor: Actor) -> None:
    """Whoever keeps the record of the meeting; nobody counts the hands about himself or herself."""
    if not can_run_conference(actor, conference):
        raise PermissionDenied
    if actor.person_id is not None and subject.person_id == actor.person_id:
        raise Refused("Biểu quyết về đồng chí do thư ký hoặc Văn phòng ghi, không tự ghi kết quả của chính mình.")


def _check_state(conference: Conference, item: AgendaItem) -> None:
    if conference.state not in VOTING_STATES:
        raise Refused(
            f"Hội nghị đang ở trạng thái “{conference.get_state_display().lower()}”; biểu quyết được ghi từ khi "
            "hội nghị bắt đầu đến khi biên bản được ký."
        )
    if item.state != AgendaState.CONCLUDED:
        raise Refused(f"Chưa kết luận kiểm điểm {item.subject.name} nên chưa biểu quyết đề xuất xếp loại.")
    case = RatingCase.objects.filter(subject=item.subject).first()
    if case is not None and case.state not in CASE_MOVES["review_again"].sources:
        raise Refused(
            f"{item.subject.name} đang ở trạng thái “{case.get_state_display().lower()}” nên đề xuất của hội nghị "
            "không thay đổi được nữa."
        )


def _check_tally(tally: Tally, entitled: int) -> None:
    errors = {}
    if not 0 < tally.voters <= entitled:
        errors["voters"] = f"Số người biểu quyết từ 1 đến {entitled} (số thành viên có quyền biểu quyết)."
    if not tally.hands:
        errors["XS_in_favour"] = "Nhập số tán thành, không tán thành, không biểu quyết của ít nhất một mức."
    for level, hands in tally.hands.items():
        if hands.total != tally.voters:
            errors[f"{level}_in_favour"] = (
                f"{Level(level).label}: {hands.in_favour} + {hands.against} + {hands.abstained} = {hands.total}, "
                f"khác số người biểu quyết ({tally.voters})."
            )
    if errors:
        raise InvalidInput(errors)
