"""Documents that the product prints: from which data, as which file, made by which job."""

from django.db import models
from django.db.models import Q

from dossiers.states import DocumentState
from orgchart.tenancy import TenantModel


class PrintedDocument(TenantModel):
    """One printing of one document; the same content is printed once."""

    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    subject = models.ForeignKey(
        "reviews.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    conference = models.ForeignKey(
        "reviews.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    decision = models.ForeignKey(
        "ratings.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    complaint = models.ForeignKey(
        "ratings.Complaint", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    reconsideration = models.ForeignKey(
        "ratings.Reconsideration", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    board = models.ForeignKey(
        "ratings.Board", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    cycle = models.ForeignKey(
        "reviews.Cycle", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    inspection = models.ForeignKey(
        "ratings.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    opinion = models.ForeignKey(
        "reviews.OpinionRequest", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    letter = models.ForeignKey(
        "dossiers.IssuedLetter", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_documents"
    )
    part = models.CharField(max_length=40, blank=True, help_text="Nhóm, vòng, lần bỏ phiếu; bản công bố của văn bản")
    content_digest = models.CharField(max_length=64)
    code = models.CharField(max_length=16, blank=True, help_text="Mã in ở chân mỗi trang")
    rooms = models.JSONField(default=list, blank=True, help_text="Chỗ của từng chữ ký trên bản in")
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.REQUESTED)
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey("orgchart.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "kind", "subject"], name="dossiers_document_of_subject")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "content_digest"], name="dossiers_document_printed_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(file__isnull=False), name="dossiers_document_ready_has_file"
            ),
        ]

    def __str__(self) -> str:
        return self.title
