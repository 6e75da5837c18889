"""The check of a finished year: what was read, what was found, and until when it is to be put right."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel

BY_HAND = "by-hand"  # the rule of a finding that a person made


class InspectionSource(models.TextChoices):
    """Where the decided levels came from."""

    WORKBOOK = "workbook", "Bảng tính Excel"
    BOARD_FILE = "board_file", "Tệp bảng xếp loại (JSON)"
    CYCLE = "cycle", "Quyết định đã ghi trên hệ thống"
    ENVELOPE = "envelope", "Tài liệu nơi được kiểm tra gửi theo quyết định kiểm tra"


class Inspection(TenantModel):
    """One check of a body's finished year, made in a cycle of the tenant.

    What the engine found is never changed; findings of persons are added to it. (NA-3-1, NA-4-1, CC-III.4-3)
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="inspections")
    year = models.PositiveSmallIntegerField()
    body_name = models.CharField(max_length=200)
    set_code = models.CharField(max_length=60)
    set_title = models.CharField(max_length=300)
    set_digest = models.CharField(max_length=64)
    rating_date = models.DateField()
    source = models.CharField(max_length=10, choices=InspectionSource)
    file_name = models.CharField(max_length=200, blank=True)
    envelope = models.ForeignKey("orgchart.Envelope", on_delete=models.PROTECT, null=True, related_name="+")
    input_digest = models.CharField(max_length=64, help_text="SHA-256 của tệp hoặc của dữ kiện đã dùng")
    question = models.JSONField(help_text="Dữ kiện đã dùng, để tính lại được về sau")
    subjects = models.PositiveIntegerField()
    rated = models.PositiveIntegerField()
    groups = models.JSONField(help_text="Số được phép, số đã xếp và hai tỷ lệ của từng nhóm")
    summary = models.TextField()
    due_on = models.DateField()
    due_source = models.CharField(max_length=200)
    inspected_at = models.DateTimeField()
    inspected_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "body_name", "year", "set_code", "rating_date", "input_digest"],
                name="ratings_inspection_same_input_once",
            ),
            models.CheckConstraint(
                condition=Q(source__in=InspectionSource.values), name="ratings_inspection_source_known"
            ),
            models.CheckConstraint(
                condition=Q(source="envelope", envelope__isnull=False) | (~Q(source="envelope") & Q(envelope=None)),
                name="ratings_inspection_envelope_is_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_name} – {self.year}"


class InspectionFinding(TenantModel):
    """One breach: rule, clauses, arithmetic, and what to do until the last day of the inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    rule = models.CharField(max_length=30)
    group = models.CharField(max_length=300, blank=True)
    subjects = models.JSONField()
    text = models.TextField()
    arithmetic = models.TextField()
    remedy = models.TextField()
    clauses = models.JSONField()
    order_key = models.UUIDField(null=True, blank=True, help_text="Văn bản yêu cầu xếp loại lại đã gửi")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="ratings_inspectionfinding_one_a_position")
        ]

    def __str__(self) -> str:
        return self.text
