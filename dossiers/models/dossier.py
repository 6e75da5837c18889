"""Dossiers and their checklists."""

from django.db import models
from django.db.models import Q

from dossiers.states import DossierState, ItemState
from orgchart.tenancy import TenantModel


class Dossier(TenantModel):
    """The dossier that proposes the rating of one subject."""

    subject = models.OneToOneField("reviews.Subject", on_delete=models.PROTECT, related_name="dossier")
    state = models.CharField(max_length=10, choices=DossierState, default=DossierState.PREPARING)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    is_late = models.BooleanField(default=False)
    return_reason = models.TextField(blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    envelope_key = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        permissions = [("see_dossier", "Xem một hồ sơ")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DossierState.values), name="dossiers_dossier_state_known"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="dossiers_dossier_submitted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, submitted_at__isnull=False),
                name="dossiers_dossier_confirmed_after_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="dossiers_dossier_returned_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.subject_id}"


class Requirement(models.TextChoices):
    """Whether an item has to be there."""

    REQUIRED = "required", "Bắt buộc"
    IF_ANY = "if_any", "Nếu có"
    LATER = "later", "Bổ sung sau"


class Stage(models.TextChoices):
    """When an item comes into the dossier."""

    SUBMISSION = "submission", "Khi nộp"
    APPRAISAL = "appraisal", "Khi thẩm định"
    DECISION = "decision", "Sau quyết định"


class Confirmation(models.TextChoices):
    """What a paper has to bear before it counts, where the set demands anything."""

    NONE = "none", "Không yêu cầu"
    SIGNED = "signature", "Có chữ ký"
    SEALED = "signatureAndSeal", "Có chữ ký, đóng dấu xác nhận"
    BY_BODY = "confirmedByBody", "Có xác nhận của cấp ủy, tập thể lãnh đạo"
    CERTIFIED = "certified", "Bản sao có chứng thực"


class ChecklistItem(TenantModel):
    """One item of the checklist, named as in the committee's own document."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    requirement = models.CharField(max_length=10, choices=Requirement)
    stage = models.CharField(max_length=12, choices=Stage)
    producer = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=15, choices=ItemState, default=ItemState.MISSING)
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    document = models.ForeignKey(
        "dossiers.PrintedDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    declared_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="Nơi lưu bản giấy, hoặc lý do không có")
    return_reason = models.CharField(max_length=500, blank=True, help_text="Lý do bị trả lại lần gần nhất")
    confirmation = models.CharField(max_length=20, choices=Confirmation, default=Confirmation.NONE)
    confirmed_body = models.CharField(max_length=200, blank=True, help_text="Nơi ký, đóng dấu xác nhận hoặc chứng thực")
    confirmed_by = models.CharField(max_length=200, blank=True, help_text="Người ký")
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by="", confirmed_body="")
                | (Q(confirmed_on__isnull=False, state="provided") & ~Q(confirmed_by="")),
                name="dossiers_checklistitem_confirmed_by_on_a_file",
            ),
            models.UniqueConstraint(fields=["dossier", "code"], name="dossiers_checklistitem_one_a_code"),
            models.CheckConstraint(
                condition=~Q(state="provided") | Q(file__isnull=False) | Q(document__isnull=False),
                name="dossiers_checklistitem_provided_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["on_paper", "not_applicable"]) | ~Q(note=""),
                name="dossiers_checklistitem_without_file_has_note",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def awaits_confirmation(self) -> bool:
        """There is a paper, but not yet with the signature, seal or certificate that the set demands."""
        return self.is_demanding and self.state == ItemState.PROVIDED and self.confirmed_on is None

    @property
    def is_demanding(self) -> bool:
        """Whether a paper counts only with a confirmation."""
        return self.confirmation != Confirmation.NONE

    @property
    def is_lacking(self) -> bool:
        """Whether the dossier cannot be handed in as this item stands; the same as `lacking_items` asks in rows."""
        if self.stage != Stage.SUBMISSION:
            return False
        must_answer = self.requirement == Requirement.REQUIRED or self.is_demanding
        return self.awaits_confirmation or (must_answer and self.state == ItemState.MISSING)


def lacking_items(prefix: str = "") -> Q:
    """Items of the submission stage without a paper, or with one that still waits for its confirmation."""

    def has(**values: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in values.items()})

    demanding = ~has(confirmation=Confirmation.NONE)
    absent = has(state=ItemState.MISSING) & (has(requirement=Requirement.REQUIRED) | demanding)
    waiting = has(state=ItemState.PROVIDED, confirmed_on=None) & demanding
    return has(stage=Stage.SUBMISSION) & (absent | waiting)
