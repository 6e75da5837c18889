"""The rating of one subject in one cycle."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel
from ratings.states import CaseState
from reviews.models import Level


class RatingCase(TenantModel):
    """From the own level to the decided one, with the facts that the engine judges by."""

    subject = models.OneToOneField("reviews.Subject", on_delete=models.PROTECT, related_name="rating_case")
    group = models.ForeignKey("ratings.CapGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.NOT_READY)
    self_level = models.CharField(max_length=3, choices=Level, blank=True)
    self_rated_at = models.DateTimeField(null=True, blank=True)
    rate_by = models.DateField(null=True, blank=True, help_text="Kiểm điểm xong, xếp loại chậm nhất ngày này")
    self_warning = models.TextField(blank=True, help_text="Mức tự nhận cao hơn mức mà các cấp độ cho phép")
    attested = models.BooleanField(default=False)
    attestations = models.JSONField(default=dict, blank=True, help_text="Điều kiện của mức cao nhất → minh chứng")
    conditions = models.JSONField(default=dict, blank=True, help_text="Điều kiện bên cạnh điểm → minh chứng, văn bản")
    own_ceiling = models.CharField(max_length=3, choices=Level, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="Chỉ tiêu, kết luận của cấp có thẩm quyền")
    new_head_transferred_on = models.DateField(null=True, blank=True)
    new_head_reason = models.CharField(max_length=300, blank=True)
    appraised_at = models.DateTimeField(null=True, blank=True)
    appraised_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    appraisal_note = models.TextField(blank=True)
    proposed_level = models.CharField(max_length=3, choices=Level, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    level = models.CharField(max_length=3, choices=Level, blank=True)
    decided_externally_by = models.CharField(max_length=200, blank=True)
    external_decision = models.CharField(max_length=120, blank=True)
    external_decided_on = models.DateField(null=True, blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["tenant", "group", "state"], name="ratings_case_of_group")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="ratings_case_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "notified"]) | ~Q(level=""), name="ratings_case_decided_has_level"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["decided", "notified"]) | Q(level=""), name="ratings_case_level_only_by_decision"
            ),
            models.CheckConstraint(
                condition=Q(appraised_at=None, appraised_by=None)
                | Q(appraised_at__isnull=False, appraised_by__isnull=False),
                name="ratings_case_appraised_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(new_head_transferred_on=None, new_head_reason="")
                | (Q(new_head_transferred_on__isnull=False) & ~Q(new_head_reason="")),
                name="ratings_case_new_head_has_date_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.level or self.get_state_display()}"


class CriterionDegree(TenantModel):
    """Degree of one criterion of the subject's set: own view, and what the appraising body accepts."""

    case = models.ForeignKey(RatingCase, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=10)
    self_degree = models.CharField(max_length=2, blank=True)
    degree = models.CharField(max_length=2, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="ratings_criteriondegree_one_a_code"),
            models.CheckConstraint(
                condition=Q(self_degree__in=["", "X", "T", "TB", "K"]) & Q(degree__in=["", "X", "T", "TB", "K"]),
                name="ratings_criteriondegree_degree_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.degree or self.self_degree}"
