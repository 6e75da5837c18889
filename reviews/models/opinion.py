"""Opinions of participants (Mẫu 03): who was asked about whom, on which criteria, and what they answered."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.models.review import Degree
from reviews.states import OpinionState


class OpinionSource(models.TextChoices):
    """How an opinion came."""

    BROWSER = "browser", "Trả lời trên hệ thống"
    PAPER = "paper", "Nhập từ văn bản giấy"
    ENVELOPE = "envelope", "Văn bản điện tử"


class OpinionRequest(TenantModel):
    """One body asked about one subject, on the criteria that it may judge. (HY-B.II.1.6-3, HY-B.II.1.6-5)

    The body answers here (`organization`), from its own tenant (`receiver`), or on paper. A request that came to this
    tenant (`envelope`) has no subject here; its answer goes back to whoever asked.
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="opinion_requests")
    subject = models.ForeignKey(
        "reviews.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="opinion_requests"
    )
    subject_name = models.CharField(max_length=200)
    participant = models.CharField(max_length=200)
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.OneToOneField("orgchart.Envelope", on_delete=models.PROTECT, null=True, related_name="+")
    sent_key = models.UUIDField(null=True, blank=True, help_text="Mã của văn bản đã gửi, để ghép với trả lời")
    form_label = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    question = models.TextField(blank=True, help_text="Nội dung xin ý kiến")
    criteria = models.JSONField(default=list, blank=True, help_text="Tiêu chí được hỏi: mã và tên")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    strengths = models.TextField(blank=True)
    shortcomings = models.TextField(blank=True)
    degree = models.CharField(max_length=2, choices=Degree, blank=True)
    degrees = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=10, choices=OpinionSource, blank=True)
    is_late = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "cycle", "state"], name="reviews_opinion_of_cycle")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OpinionState.values), name="reviews_opinionrequest_state_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "participant"],
                condition=Q(subject__isnull=False),
                name="reviews_opinionrequest_one_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_at__isnull=False) & ~Q(degree="") & ~Q(strengths="")),
                name="reviews_opinionrequest_answered_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="reviews_opinionrequest_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | Q(envelope__isnull=False),
                name="reviews_opinionrequest_about_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.subject_name}"
