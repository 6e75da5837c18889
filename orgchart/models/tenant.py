"""The registry of tenants: who is superior to whom, since when. Global, because login comes before the tenant."""

from django.db import models
from django.db.models import F, Q

from orgchart.kinds import Bloc, Level, Line, SuccessionKind


class Tenant(models.Model):
    """A body with an office of its own: a đảng bộ, or an agency."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    issuing_body = models.CharField(max_length=200)
    superior_name = models.CharField(max_length=200, blank=True)
    body_code = models.CharField(max_length=20)
    place = models.CharField(max_length=80)
    term = models.CharField(max_length=20, blank=True, help_text="Nhiệm kỳ hiện nay, ví dụ 2020-2025")
    level = models.CharField(max_length=20, choices=Level)
    bloc = models.CharField(max_length=10, choices=Bloc, default=Bloc.PARTY)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class TenantLink(models.Model):
    """A dated link from a tenant to its superior on one line of authority."""

    superior = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="links_down")
    subordinate = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="links_up")
    line = models.CharField(max_length=10, choices=Line, default=Line.PARTY)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(superior=F("subordinate")), name="orgchart_tenantlink_not_to_itself"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="orgchart_tenantlink_dates_forward"
            ),
            models.UniqueConstraint(
                fields=["subordinate", "line"],
                condition=Q(valid_to=None),
                name="orgchart_tenantlink_one_superior_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subordinate} → {self.superior}"


class TenantSuccession(models.Model):
    """An office continues another one after a merger or a split: old years, complaints and annulments go with it."""

    predecessor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=20, choices=SuccessionKind)
    happened_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="orgchart_tenantsuccession_not_of_itself"
            ),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="orgchart_tenantsuccession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
