"""A decided level that is looked at again: kept, or annulled with a decision of its own and rated anew."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from ratings.states import ReconsiderationState
from reviews.models import Level


class Ground(models.TextChoices):
    """Why a decided level is looked at again (CC-III.4-4, CC-III.5-4, CC-III.6-4)."""

    FAULT = "fault", "Phát hiện khuyết điểm sau khi xếp loại"
    VIOLATION = "violation", "Vi phạm quy định về kiểm điểm, xếp loại"
    COMPLAINT = "complaint", "Kết luận giải quyết khiếu nại, kiến nghị"
    DEPENDENCE = "dependence", "Mức của tập thể, tổ chức hoặc nhóm liên quan đã thay đổi"
    ORDER = "order", "Yêu cầu của cấp trên"


class Reconsideration(TenantModel):
    """The old result as it stood, why it is looked at again, and the outcome; nothing of it is ever changed back."""

    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="reconsiderations")
    state = models.CharField(max_length=10, choices=ReconsiderationState, default=ReconsiderationState.OPEN)
    ground = models.CharField(max_length=12, choices=Ground)
    facts = models.TextField(help_text="Tình tiết mới, số và ngày văn bản làm căn cứ")
    order_key = models.UUIDField(null=True, blank=True, help_text="Văn bản yêu cầu của cấp trên")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    level = models.CharField(max_length=3, choices=Level)
    decision_code = models.CharField(max_length=120)
    decided_on = models.DateField()
    deciding_body = models.CharField(max_length=200)
    group = models.ForeignKey("ratings.CapGroup", on_delete=models.PROTECT, null=True, related_name="+")
    notified_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    conclusion = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    period = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=60, blank=True)
    annulled_on = models.DateField(null=True, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReconsiderationState.values), name="ratings_reconsideration_state_known"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="open"), name="ratings_reconsideration_one_open_a_case"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="ratings_reconsideration_closed_has_date",
            ),
            models.CheckConstraint(
                condition=(Q(state="annulled", annulled_on__isnull=False) & ~Q(code=""))
                | (~Q(state="annulled") & Q(code="", number=None, annulled_on=None)),
                name="ratings_reconsideration_annulled_by_decision",
            ),
            models.UniqueConstraint(
                fields=["tenant", "period", "code"],
                condition=~Q(code="") & Q(number__isnull=False),
                name="ratings_reconsideration_code_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(annulled_on=None) | Q(annulled_on__gte=F("decided_on")),
                name="ratings_reconsideration_annulled_after_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.level} – {self.get_state_display()}"
