"""The open vote of a unit's meeting on the levels of its subjects: counts per level, never who raised a hand."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from reviews.models import Level


class OpenVote(TenantModel):
    """What the meeting of a unit proposes for one subject, by show of hands. (SL-IV.3-3)"""

    conference = models.ForeignKey("reviews.Conference", on_delete=models.PROTECT, related_name="open_votes")
    subject = models.ForeignKey("reviews.Subject", on_delete=models.PROTECT, related_name="open_votes")
    entitled = models.PositiveSmallIntegerField(help_text="Số thành viên của hội nghị, kể cả người vắng mặt")
    voters = models.PositiveSmallIntegerField(help_text="Số người có mặt và biểu quyết")
    needed = models.PositiveSmallIntegerField(help_text="Số tán thành cần có theo bộ quy định")
    comment = models.TextField(blank=True)
    proposed_level = models.CharField(max_length=3, choices=Level, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "subject"], name="ratings_openvote_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(voters__gt=0, voters__lte=F("entitled"), needed__gt=0),
                name="ratings_openvote_voters_within_entitled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.proposed_level}"


class OpenVoteCount(TenantModel):
    """The hands for, against and neither, when one level was put to the vote."""

    vote = models.ForeignKey(OpenVote, on_delete=models.CASCADE, related_name="counts")
    level = models.CharField(max_length=3, choices=Level)
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "level"], name="ratings_openvotecount_one_a_level")]

    def __str__(self) -> str:
        return f"{self.level}: {self.in_favour}/{self.against}/{self.abstained}"
