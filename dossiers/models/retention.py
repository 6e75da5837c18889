"""Classes of records and how long each is kept."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class RecordClass(models.TextChoices):
    """What is kept and disposed of together."""

    PERSON = "person", "Hồ sơ kiểm điểm, xếp loại của cá nhân"
    BODY = "body", "Hồ sơ kiểm điểm, xếp loại của tập thể, tổ chức"
    BALLOTS = "ballots", "Phiếu, kiểm phiếu, tài liệu trình cấp quyết định"
    DOCUMENTS = "documents", "Quyết định, thông báo, biên bản, báo cáo"
    LETTERS = "letters", "Công văn, thư mời, thư nhắc"
    SCANS = "scans", "Bản quét đưa vào hàng loạt"
    UPLOADS = "uploads", "Tệp tải lên không dùng trong hồ sơ nào"


class RetentionPeriod(TenantModel):
    """How long one class is kept, and on which ground; rows only grow, the newest of a class holds.

    Without a row a class is kept: no document at hand prescribes a period, so nothing falls due by itself.
    """

    record_class = models.CharField(max_length=10, choices=RecordClass)
    years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Trống là bảo quản vĩnh viễn")
    basis = models.CharField(max_length=500, help_text="Căn cứ: văn bản, điều khoản, hoặc quyết định của cơ quan")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "record_class", "id"], name="dossiers_retention_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(record_class__in=RecordClass.values), name="dossiers_retentionperiod_class_known"
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1, years__lte=100), name="dossiers_retentionperiod_years"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="dossiers_retentionperiod_says_why"),
        ]

    def __str__(self) -> str:
        return "vĩnh viễn" if self.years is None else f"{self.years} năm"
