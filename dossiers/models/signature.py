"""Signatures on printed documents, and the public codes by which a paper is found again."""

from django.db import models
from django.db.models import Q

from dossiers.states import SigningWay
from orgchart.tenancy import TenantModel


class DocumentCode(models.Model):
    """The code on the pages of a print. Global, because whoever holds the paper knows no tenant; no personal data."""

    code = models.CharField(max_length=16, unique=True)
    tenant = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    document_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "document_id"], name="dossiers_documentcode_one_a_document"),
        ]

    def __str__(self) -> str:
        return self.code


class Signature(TenantModel):
    """One signature or seal on a print: by hand on paper, made here with a key, or made elsewhere and taken in.

    `file` is the document as it was right after this signature: a scan, or the signed PDF.
    """

    document = models.ForeignKey("dossiers.PrintedDocument", on_delete=models.PROTECT, related_name="signatures")
    slot = models.CharField(max_length=20)
    way = models.CharField(max_length=10, choices=SigningWay)
    signer_name = models.CharField(max_length=200)
    signed_on = models.DateField()
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kept_at = models.CharField(max_length=300, blank=True, help_text="Nơi lưu bản giấy đã ký")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "slot"], name="dossiers_signature_one_a_slot"),
            models.CheckConstraint(condition=Q(way__in=SigningWay.values), name="dossiers_signature_way_known"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | (Q(way="hand") & ~Q(kept_at="")),
                name="dossiers_signature_has_file_or_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} – {self.get_way_display()}"
