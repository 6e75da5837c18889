"""What is got ready before a conference: who is invited, what is ticked off, what the person in charge says."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class InvitedKind(models.TextChoices):
    """Whose representative is invited (HY-C.1-2, HY-C.1-3, HY-C.1-4)."""

    COMMITTEE = "committee", "Cấp ủy cấp trên trực tiếp"
    GOVERNMENT = "government", "Chính quyền cấp trên trực tiếp"
    MASS = "mass", "Mặt trận, đoàn thể cấp trên trực tiếp"
    AGENCY = "agency", "Ban đảng của cấp ủy cấp trên trực tiếp"
    IN_CHARGE = "in_charge", "Đồng chí được phân công phụ trách"
    MONITOR = "monitor", "Đại diện ban đảng được phân công theo dõi"
    OTHER = "other", "Đại biểu khác"


class SendingWay(models.TextChoices):
    """How an invitation reached its addressee."""

    PAPER = "paper", "Giấy mời"
    MAIL = "mail", "Thư điện tử"
    DISPATCH = "dispatch", "Trục liên thông văn bản"
    SPOKEN = "spoken", "Mời trực tiếp, điện thoại"


class Invitation(TenantModel):
    """A body or person invited to a conference, with the sending; one sent for an earlier date has to go out again."""

    conference = models.ForeignKey("reviews.Conference", on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=12, choices=InvitedKind)
    name = models.CharField(max_length=200)
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    sent_way = models.CharField(max_length=10, choices=SendingWay, blank=True)
    sent_for = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InvitedKind.values), name="reviews_invitation_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="reviews_invitation_names_somebody"),
            models.UniqueConstraint(fields=["conference", "name"], name="reviews_invitation_once"),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_for=None, sent_by=None, sent_way="")
                | Q(sent_on__isnull=False, sent_for__isnull=False, sent_by__isnull=False) & ~Q(sent_way=""),
                name="reviews_invitation_sending_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_sent_for(self, conference: models.Model) -> bool:
        """Whether the addressee was told of the date that holds now."""
        return self.sent_for is not None and self.sent_for == getattr(conference, "starts_at", None)


class PreparationItem(TenantModel):
    """One line of the list of what has to be ready; standard lines are stored when they are ticked. (CC-IIIb.1-2)"""

    conference = models.ForeignKey("reviews.Conference", on_delete=models.CASCADE, related_name="preparation")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "key"], name="reviews_preparationitem_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="reviews_preparationitem_done_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="reviews_preparationitem_says_what"),
        ]

    def __str__(self) -> str:
        return self.title


class Direction(TenantModel):
    """What the person in charge said when the body asked before its conference. (HY-C.1-5)"""

    conference = models.ForeignKey("reviews.Conference", on_delete=models.CASCADE, related_name="directions")
    giver = models.CharField(max_length=200)
    given_on = models.DateField()
    text = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver="") & ~Q(text=""), name="reviews_direction_says_who_and_what"),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.text[:80]}"
