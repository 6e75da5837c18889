"""Cap groups: subjects among whom the share of the top level is limited."""

from django.db import models

from orgchart.tenancy import TenantModel


class GroupKind(models.TextChoices):
    """Kinds of groups, with the names of the board file."""

    PARTY_ORGANIZATIONS = "party_organizations", "Tổ chức đảng"
    COLLECTIVES = "collectives", "Tập thể lãnh đạo, quản lý"
    LEADERS = "leaders", "Cán bộ lãnh đạo, quản lý"
    MEMBERS = "members", "Đảng viên"


class CapGroup(TenantModel):
    """A group of comparable subjects of one cycle (HY-B.II.1.4-5, HY-B.II.2-7); fixed from the first ballot on."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="cap_groups")
    kind = models.CharField(max_length=20, choices=GroupKind)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True, blank=True)
    # The group whose places a supplementary or repeated ballot shares; never a supplement itself.
    supplement_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplements"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "name"], name="ratings_capgroup_name_once"),
            models.CheckConstraint(
                condition=models.Q(supplement_to=None) | ~models.Q(supplement_to=models.F("pk")),
                name="ratings_capgroup_no_supplement_to_itself",
            ),
        ]

    @property
    def root_id(self) -> int:
        """The group that counts: the one supplemented, else itself."""
        return self.supplement_to_id or self.pk

    def __str__(self) -> str:
        return self.name
