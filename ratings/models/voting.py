"""A secret ballot on the participants' own phones: one tally and the codes that are left, never a ballot of somebody.

History and audit stay away from both: what is kept of a vote is that one more paper is in. The tally is one row, so
that no trace in the database tells which of its figures the last vote touched.
"""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from ratings.models.board import BallotRound
from ratings.states import VotingState


class Voting(TenantModel):
    """One electronic sitting of one cap group; when it is closed the counts become an ordinary ballot."""

    board = models.ForeignKey("ratings.Board", on_delete=models.PROTECT, related_name="votings")
    group = models.ForeignKey("ratings.CapGroup", on_delete=models.PROTECT, related_name="votings")
    round = models.PositiveSmallIntegerField(choices=BallotRound)
    sitting = models.PositiveSmallIntegerField(default=1)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=VotingState, default=VotingState.OPEN)
    issued = models.PositiveSmallIntegerField()
    cast = models.PositiveSmallIntegerField(default=0)
    tally = models.JSONField(help_text="Số phiếu đồng ý của từng đối tượng; xóa khi kết thúc")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VotingState.values), name="ratings_voting_state_known"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="open"), name="ratings_voting_one_open_a_group"
            ),
            models.CheckConstraint(condition=Q(cast__lte=F("issued")), name="ratings_voting_no_more_than_issued"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="ratings_voting_closed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(tally={}), name="ratings_voting_tally_only_while_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="ratings_voting_cancelled_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_round_display()}: {self.cast}/{self.issued}"


class VotingCode(TenantModel):
    """A slip that was not used yet, as a keyed hash; it is gone with the vote, so nothing is left to join."""

    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    own_case = models.ForeignKey(
        "ratings.RatingCase", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Phiếu dành cho người có tên trong danh sách, không biểu quyết về chính mình",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voting", "code_hash"], name="ratings_votingcode_once"),
        ]

    def __str__(self) -> str:
        return f"phiếu của {self.voting_id}"
