"""Levels that others have decided in the same year: of staff, organisations, residential groups, branches."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel
from reviews.models import Level


class Line(models.TextChoices):
    """Whose rating it is, beside that of the collectives and leaders of the party line."""

    STAFF = "staff", "Cán bộ, công chức, viên chức, người lao động"
    ORGANIZATION = "organization", "Tổ chức, cơ quan, đơn vị"
    RESIDENTIAL = "residential", "Tổ dân phố, thôn, bản"
    BRANCH = "branch", "Chi hội đoàn thể (thi đua)"


class SideRating(TenantModel):
    """One level of another line with its decision; `explanation` says why it differs from the level as a member.

    Whoever stands in the chart is linked; a residential group or a branch is known by its name.
    (HY-C.1-1, CC-I.4-2, GB-3.2.2-1, GB-3.2.3-1)
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="side_ratings")
    line = models.CharField(max_length=12, choices=Line)
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=3, choices=Level)
    decision_code = models.CharField(max_length=120)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["tenant", "cycle", "line", "name"], name="ratings_siderating_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(line__in=Line.values), name="ratings_siderating_line_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="ratings_siderating_level_known"),
            models.CheckConstraint(
                condition=~Q(decision_code="") & ~Q(decided_by="") & ~Q(name=""),
                name="ratings_siderating_has_decision",
            ),
            models.CheckConstraint(
                condition=Q(line="staff", organization=None)
                | Q(line="organization", person=None)
                | Q(line__in=["residential", "branch"], person=None, organization=None),
                name="ratings_siderating_line_fits_object",
            ),
            models.UniqueConstraint(fields=["cycle", "line", "person"], name="ratings_siderating_person_once"),
            models.UniqueConstraint(
                fields=["cycle", "line", "organization"], name="ratings_siderating_organization_once"
            ),
            models.UniqueConstraint(
                fields=["cycle", "line", "name"], condition=Q(person=None, organization=None),
                name="ratings_siderating_name_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}: {self.get_level_display()}"
