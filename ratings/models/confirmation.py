"""What the executive committee says to the ballots of the standing committee, where the set asks both."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel


class BoardConfirmation(TenantModel):
    """The second body has confirmed the counted ballots of a meeting; taken back with them."""

    board = models.OneToOneField("ratings.Board", on_delete=models.CASCADE, related_name="confirmation")
    body = models.ForeignKey("orgchart.Collective", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    entitled = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_favour__lte=F("present"), present__lte=F("entitled"), in_favour__gt=0),
                name="ratings_boardconfirmation_votes_within_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_id}: {self.in_favour}/{self.entitled}"
