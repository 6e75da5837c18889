"""Telling others than the subject: the direct manager by a notice, the circle of the set by a publication."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from reviews.models import Level


class Scope(models.TextChoices):
    """Where levels are made public (publish.scope)."""

    UNIT = "unit", "Trong đảng bộ, cơ quan, đơn vị"
    LEVEL = "level", "Trong các đơn vị cùng cấp"
    WEBSITE = "website", "Trên trang thông tin điện tử"


class ManagerNotice(TenantModel):
    """What the direct manager of a subject was told, and when he or she has read it (CC-III.5-2)."""

    case = models.ForeignKey("ratings.RatingCase", on_delete=models.PROTECT, related_name="manager_notices")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=3, choices=Level)
    decision_code = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "decision_code"], name="ratings_managernotice_once_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("sent_at")), name="ratings_managernotice_read_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.person_id}"


class Publication(TenantModel):
    """The levels of one decision, made public for the days of the set; names and levels only (CC-III.5-3)."""

    decision = models.OneToOneField("ratings.Decision", on_delete=models.PROTECT, related_name="publication")
    scope = models.CharField(max_length=10, choices=Scope)
    starts_on = models.DateField()
    ends_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="ratings_publication_dates_forward"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="ratings_publication_scope_known"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.starts_on} – {self.ends_on}"
