"""Reservations and complaints about a decided level, with the written answer."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from ratings.states import ComplaintState
from reviews.models import Level


class ComplaintKind(models.TextChoices):
    """What is handed in: an opinion that the superior is to know, or a request that has to be answered."""

    RESERVATION = "reservation", "Bảo lưu ý kiến"
    COMPLAINT = "complaint", "Khiếu nại, kiến nghị"


class Outcome(models.TextChoices):
    """What the deciding body concludes."""

    KEEP = "keep", "Giữ nguyên kết quả xếp loại"
    RERATE = "rerate", "Xem xét hủy bỏ, xếp loại lại"


class Complaint(TenantModel):
    """One paper about one decided level: its receipt, who has to answer until when, and the answer (CC-III.6)."""

    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="complaints")
    kind = models.CharField(max_length=12, choices=ComplaintKind)
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    complainant_name = models.CharField(max_length=120)
    level = models.CharField(max_length=3, choices=Level)
    decision_code = models.CharField(max_length=120)
    deciding_body = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    period = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    sent_key = models.UUIDField(null=True, blank=True, help_text="Bản gửi cấp trên")

    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer_number = models.PositiveIntegerField(null=True, blank=True)
    answer_code = models.CharField(max_length=60, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=120, blank=True)
    reconsideration = models.OneToOneField(
        "ratings.Reconsideration", on_delete=models.PROTECT, null=True, blank=True, related_name="complaint"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ComplaintState.values), name="ratings_complaint_state_known"),
            models.UniqueConstraint(fields=["tenant", "period", "number"], name="ratings_complaint_number_once"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(state="received"), name="ratings_complaint_one_open_a_kind"
            ),
            models.CheckConstraint(
                condition=(Q(state="answered", answered_on__isnull=False, answered_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state="answered") & Q(answered_on=None, answered_at=None, outcome="", answer_code="")),
                name="ratings_complaint_answered_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(kind="complaint", due_on__isnull=False) | Q(kind="reservation", due_on=None),
                name="ratings_complaint_has_answer_day",
            ),
            models.CheckConstraint(
                condition=Q(answer_number=None) | ~Q(answer_code=""), name="ratings_complaint_answer_number_with_code"
            ),
            models.CheckConstraint(
                condition=Q(reconsideration=None) | Q(outcome="rerate"), name="ratings_complaint_rerate_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class ComplaintPoint(TenantModel):
    """One point of a complaint; the body concludes on each (CC-III.6-3)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    conclusion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "position"], name="ratings_complaintpoint_one_a_place"),
            models.CheckConstraint(condition=~Q(text=""), name="ratings_complaintpoint_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
