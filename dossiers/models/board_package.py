"""What was laid before the deciding body for one meeting, and when."""

from django.db import models

from orgchart.tenancy import TenantModel


class BoardPackage(TenantModel):
    """List, proposals and dossiers of one meeting in one file; a later package stands beside it. (SL-IV.4-4)"""

    board = models.ForeignKey("ratings.Board", on_delete=models.PROTECT, related_name="packages")
    file = models.ForeignKey("dossiers.File", on_delete=models.PROTECT, related_name="+")
    subjects = models.PositiveIntegerField()
    incomplete = models.PositiveIntegerField(help_text="Số đối tượng có hồ sơ chưa đủ thành phần bắt buộc")
    handed_over_at = models.DateTimeField()
    handed_over_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subjects__gt=0, incomplete__lte=models.F("subjects")),
                name="dossiers_boardpackage_has_subjects",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_id}: {self.handed_over_at:%d/%m/%Y}"
