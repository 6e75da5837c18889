"""A meeting of the deciding body: ballots typed in as counts, and the decision."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from ratings.states import BallotState, BoardState
from reviews.models import Level


class Board(TenantModel):
    """One sitting of the deciding body on a list of cap groups."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="boards")
    body = models.ForeignKey("orgchart.Collective", on_delete=models.PROTECT, related_name="boards")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    state = models.CharField(max_length=10, choices=BoardState, default=BoardState.PREPARING)
    entitled = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    groups = models.ManyToManyField("ratings.CapGroup", through="ratings.BoardGroup", related_name="boards")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BoardState.values), name="ratings_board_state_known"),
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__lte=F("entitled")), name="ratings_board_present_within_entitled"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BoardGroup(TenantModel):
    """A cap group on the list of a board; a group is balloted at one board only."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="board_groups")
    group = models.OneToOneField("ratings.CapGroup", on_delete=models.PROTECT, related_name="board_group")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.WAITING)
    places_round_2 = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BallotState.values), name="ratings_boardgroup_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.board_id}/{self.group_id}"


class BallotRound(models.IntegerChoices):
    """The rounds of a cap group (HY-B.II.4-1, -2); the third one only where votes are equal at the limit."""

    GOOD = 1, "Vòng 1 – hoàn thành tốt"
    EXCELLENT = 2, "Vòng 2 – hoàn thành xuất sắc"
    RUN_OFF = 3, "Bỏ phiếu lại vì bằng phiếu"


class Ballot(TenantModel):
    """One round for one cap group, as counted: papers, never who voted what.

    Round 1 has a second sitting for heads, who are rated after everybody else (HY-B.II.2-4).
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="ballots")
    group = models.ForeignKey("ratings.CapGroup", on_delete=models.PROTECT, related_name="ballots")
    round = models.PositiveSmallIntegerField(choices=BallotRound)
    sitting = models.PositiveSmallIntegerField(default=1)
    issued = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    valid = models.PositiveSmallIntegerField()
    overmarked = models.PositiveSmallIntegerField(default=0, help_text="Phiếu không hợp lệ vì chọn quá số chỗ")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "round", "sitting"], name="ratings_ballot_one_a_sitting"),
            models.CheckConstraint(
                condition=Q(round=1, sitting__in=[1, 2]) | Q(round__in=[2, 3], sitting=1),
                name="ratings_ballot_heads_sit_apart_in_round_1_only",
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued"), valid__lte=F("returned")), name="ratings_ballot_papers_add_up"
            ),
            models.CheckConstraint(
                condition=Q(overmarked__lte=F("returned") - F("valid")), name="ratings_ballot_overmarked_are_invalid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} vòng {self.round}"


class BallotCount(TenantModel):
    """Votes for one subject in one round."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="counts")
    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="counts")
    votes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "case"], name="ratings_ballotcount_once"),
        ]

    def __str__(self) -> str:
        return str(self.votes)


class Decision(TenantModel):
    """A decision with number, date and signer; levels become official only through it (HY-B.II.1.6-10)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    period = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    decided_on = models.DateField()
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    engine_input = models.JSONField(help_text="Dữ kiện đã dùng, để tính lại được về sau")
    engine_result = models.JSONField()
    set_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            # The code begins anew with the register: with the term of a party body, with the year of a state body.
            models.UniqueConstraint(fields=["tenant", "period", "code"], name="ratings_decision_code_once_a_period"),
            models.UniqueConstraint(fields=["board"], name="ratings_decision_one_a_board"),
        ]

    def __str__(self) -> str:
        return self.code


class DecisionItem(TenantModel):
    """One subject of a decision with its level and, where there was one, the exception granted."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="decision_items")
    level = models.CharField(max_length=3, choices=Level)
    exception = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "case"], name="ratings_decisionitem_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.level}"
